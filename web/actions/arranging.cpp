#include "actions/arranging.hpp"

#include <algorithm>

#include "actions/actions.hpp"
#include "bridge/bridge.hpp"
#include "bridge/layout_job.hpp"
#include "core/layout/components.hpp"
#include "scene/groups.hpp"
#include "scene/motion.hpp"
#include "scene/name_size.hpp"
#include "scene/scene.hpp"

namespace impactweb::app {
namespace {

std::optional<bridge::LayoutJob> job_;
int number_ = 0;
bool shown_ = false;  // the scene waits for the last of the new places

layout::Box box_of(const Node& node) {
  const canvas::Scene& scene = canvas::scene();
  const auto index = scene.node_index.find(node.id);
  const float radius = index == scene.node_index.end() ? 18.f : scene.nodes[index->second].radius;
  const canvas::NameForm& name = canvas::shown_name(node.label).first;
  return layout::box_with_label(radius, name.width, canvas::name_height * static_cast<float>(name.lines));
}

void include(Rect& all, Point at, const layout::Box& box) {
  all.include({at.x - box.left, at.y - box.above});
  all.include({at.x + box.right, at.y + box.below});
}

// The camera flies past no more nodes than this; each step of it costs.
constexpr std::size_t most_followed = 20'000;

void fly_to_everything() {
  Rect bounds;
  for (const auto& [id, node] : network().nodes)
    if (node.position) bounds.include(*node.position);
  if (!bounds.empty()) {
    bounds.min = {bounds.min.x - 60, bounds.min.y - 50};
    bounds.max = {bounds.max.x + 60, bounds.max.y + 60};
  }
  state().camera.fit(bounds, network().nodes.size() <= most_followed);
  touch_view(false);
}

/// The layout of a picture for which nobody has chosen one: of a large network, groups say more at first sight than
/// distances.
std::string first_layout() { return network().nodes.size() < canvas::grouped_from ? "stress" : "communities"; }

bool has_parameter(std::string_view algorithm, std::string_view id) {
  for (const layout::Algorithm& each : layout::algorithms())
    if (each.id == algorithm)
      return std::any_of(each.parameters.begin(), each.parameters.end(),
                         [&](const layout::Parameter& parameter) { return parameter.id == id; });
  return false;
}

/// Width through height of what panels leave free of the stage, as far as a layout can make use of it.
double shape_of_stage() {
  const canvas::Camera& camera = state().camera;
  const ImVec2 low = camera.free_min(), high = camera.free_max();
  return std::clamp(static_cast<double>(high.x - low.x) / std::max(high.y - low.y, 1.f), 0.5, 2.2);
}

// Up to here a whole layout comes at once: in a frame or three.
constexpr std::size_t at_once = 1000;

bool nothing_has_place() {
  const auto& nodes = network().nodes;
  return std::none_of(nodes.begin(), nodes.end(), [](const auto& entry) { return entry.second.position.has_value(); });
}

}  // namespace

void arrange(const std::string& algorithm) { request("arrange", algorithm); }

void stop_arranging() {
  if (shown_) canvas::hold_places(false);
  shown_ = false;
  job_.reset();
}

Json begin_arranging(const Json& arguments) {
  stop_arranging();
  Json wanted = arguments;
  // A hand arranges for the stage that it sees; for a script the same network gives the same picture everywhere.
  if (const auto found = wanted.find("forStage"); found != wanted.end()) {
    wanted.erase(found);
    if (!wanted.contains("algorithm")) wanted["algorithm"] = first_layout();
    wanted["aspect"] = shape_of_stage();
    if (has_parameter(wanted.value("algorithm", ""), "fill")) wanted["fill"] = 1;
  }
  Result<bridge::LayoutJob> begun = bridge::LayoutJob::begin(wanted, box_of);
  if (const Issue* issue = std::get_if<Issue>(&begun)) return bridge::error_answer(*issue);
  job_ = std::move(std::get<bridge::LayoutJob>(begun));
  return {{"job", ++number_}};
}

Json go_on_arranging(int job, double milliseconds) {
  if (job_ && job_->lost()) stop_arranging();
  if (!job_ || job != number_) return {{"stopped", true}};
  if (job_->placing() && !shown_ && !nothing_has_place()) {
    shown_ = true;
    canvas::glide_next_change();
    canvas::hold_places(true);
  }
  if (!job_->go_on(milliseconds)) return {{"progress", job_->progress()}};
  const Json answer = job_->answer();
  stop_arranging();
  fly_to_everything();
  return answer;
}

bool place_new_nodes(const std::string& gesture, bool in_rows) {
  ApplyOptions options;
  options.gesture = gesture;
  const auto& nodes = network().nodes;
  const bool first = nothing_has_place();
  if (!first || nodes.size() < 3) {
    const Json move = layout::place_new_nodes(network(), state().camera.target(), box_of);
    if (move.is_null()) return false;
    apply({move}, options);
    if (first) state().fit_wanted = true;
    for (const auto& [id, at] : move["positions"].items())
      if (const auto node = nodes.find(id); node != nodes.end() && node->second.position)
        include(state().newcomers, *node->second.position, box_of(node->second));
    return false;
  }
  // Nothing is drawn yet that could be disturbed: a whole layout makes a better picture than one node after another.
  const bool large = nodes.size() > at_once;
  state().fit_wanted = true;
  if (large && !in_rows) return true;
  const layout::NetworkGraph graph = layout::graph_from_network(network(), box_of);
  if (large) {
    apply({layout::move_operation(graph, layout::rows_of_boxes(graph.graph.boxes, 1.4, 8))}, options);
  } else {
    auto started =
        layout::start(graph.graph, first_layout(), {.parameters = {{"aspect", shape_of_stage()}, {"fill", 1}}});
    layout::Run& run = std::get<layout::Run>(started);
    run.finish();
    apply({layout::move_operation(graph, run.positions())}, options);
  }
  return large;
}

}  // namespace impactweb::app
