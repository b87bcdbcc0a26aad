#include "bridge/layout_job.hpp"

#include <algorithm>

#include "core/model/ids.hpp"

namespace impactweb::bridge {

namespace {

using Clock = std::chrono::steady_clock;

// So many nodes get their place at once: more would keep a hand waiting, with all that follows from it.
constexpr std::size_t nodes_at_once = 400;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

}  // namespace

LayoutJob::LayoutJob(std::string algorithm, layout::Options options, std::string gesture, const layout::BoxOf& box_of)
    : algorithm_(std::move(algorithm)),
      options_(std::move(options)),
      gesture_(std::move(gesture)),
      builder_(session().network(), box_of),
      epoch_(session().epoch()),
      began_(Clock::now()) {
  if (gesture_.empty()) gesture_ = "layout:" + make_id();
}

Result<LayoutJob> LayoutJob::begin(const Json& arguments, const layout::BoxOf& box_of) {
  std::string algorithm = "stress", gesture;
  layout::Options options;
  layout::BoxOf box = box_of;
  for (const auto& [key, value] : arguments.items()) {
    if (value.is_null()) continue;
    if (key == "algorithm" || key == "gesture") {
      if (!value.is_string()) return Issue{"wrongType", key, {"text"}};
      (key == "gesture" ? gesture : algorithm) = value.get<std::string>();
      continue;
    }
    if (!value.is_number()) return Issue{"wrongType", key, {"number"}};
    if (key == "seed")
      options.seed = static_cast<std::uint64_t>(value.get<double>());
    else if (key == "room")
      box = [room = value.get<double>()](const Node&) { return layout::Box{room, room, room, room}; };
    else
      options.parameters[key] = value.get<double>();
  }
  if (const auto issue = layout::issue_with(algorithm, options)) return *issue;
  return LayoutJob(std::move(algorithm), std::move(options), std::move(gesture), box);
}

bool LayoutJob::go_on(double milliseconds) {
  const auto begin = Clock::now();
  const bool was_placing = placing();
  do {
    if (placing() != was_placing) return false;
    if (!built_) {
      if (!builder_.advance()) continue;
      network_ = builder_.take();
      built_ = true;
      return false;
    }
    if (!run_) {
      run_ = std::get<layout::Run>(layout::start(network_.graph, algorithm_, options_));
      return false;
    }
    // With the new places comes what others make of them, in time that is not seen here.
    if (run_->done()) return !place_some();
    run_->step(milliseconds - milliseconds_since(begin));
  } while (milliseconds_since(begin) < milliseconds);
  return false;
}

// False when all nodes have their place.
bool LayoutJob::place_some() {
  if (placed_ >= network_.ids.size()) return false;
  const auto& nodes = session().network().nodes;
  const std::size_t end = std::min(placed_ + nodes_at_once, network_.ids.size());
  Json positions = Json::object();
  for (; placed_ < end; ++placed_) {
    const Point to = run_->positions()[placed_];
    const auto node = nodes.find(network_.ids[placed_]);
    if (node == nodes.end() || node->second.pinned != (network_.graph.pinned[placed_] != 0)) continue;
    const auto& before = network_.graph.start[placed_];
    if (node->second.position == before && before != to) positions[node->first] = {to.x, to.y};
  }
  if (positions.empty()) return true;
  ApplyOptions options;
  options.gesture = gesture_;
  options.name = {"layout", {algorithm_}};
  // Lists in braces would be copied, with all their places.
  std::vector<Json> operations(1, {{"op", "moveNodes"}});
  operations.front()["positions"] = std::move(positions);
  session().apply(operations, options);
  return true;
}

double LayoutJob::progress() const {
  if (!run_) return 0;
  const double placed =
      network_.ids.empty() ? 1 : static_cast<double>(placed_) / static_cast<double>(network_.ids.size());
  return 0.02 + 0.94 * run_->progress() + 0.04 * placed;
}

Json LayoutJob::answer() const {
  return {{"milliseconds", milliseconds_since(began_)}, {"iterations", run_ ? run_->iterations() : 0}};
}

}  // namespace impactweb::bridge
