#include "scene/scene.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/layout/tie_routes.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"
#include "platform/deferred.hpp"
#include "scene/colors.hpp"
#include "scene/filter.hpp"
#include "scene/groups.hpp"
#include "scene/motion.hpp"
#include "scene/node_measures.hpp"
#include "scene/scene_parts.hpp"
#include "state/state.hpp"
#include "ui/theme.hpp"

namespace impactweb::canvas {
namespace {

using analysis::SlowMeasure;
using app::SizeBy;
using parts::note_edge;
using parts::note_everything;
using parts::note_node;

Scene scene_;
int hovered_node_ = -1, hovered_edge_ = -1;
/// Indices of a node or a tie, −1 for none.
struct Focus {
  int node = -1, edge = -1;
  friend bool operator==(const Focus&, const Focus&) = default;
};
/// What is lit with all that has to do with it.
Focus focus_;
// What the scene was made from: the sum of its revisions, each of them, and whether new places were left out.
std::uint64_t made_from_ = 0, built_session_ = 0, built_view_ = 0, built_content_ = 0, built_selection_ = 0,
              built_marks_ = 0;
bool held_ = false;
PictureOf picture_;  // what a picture for a file shows, while one is made
SceneChanges changes_;
/// More than so many changes are everything.
constexpr std::size_t many_changes = 4000;

Shape shape_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::initiative:
      return Shape::square;
    case NodeKind::challenge:
      return Shape::hexagon;
    case NodeKind::vision:
      return Shape::star;
    default:
      return node.form == Form::group ? Shape::double_disc : Shape::disc;
  }
}

std::string initials_of(const std::string& label) {
  std::u32string initials;
  bool begins = true;
  for (const char32_t c : code_points(label)) {
    if (c == U' ')
      begins = true;
    else if (begins) {
      if (initials.size() < 2)
        initials += c;
      else
        initials.back() = c;  // first and last name
      begins = false;
    }
  }
  return utf8_from(initials);
}

float radius_of(const SceneNode& node, std::size_t ties, SizeBy by, float most_between) {
  switch (by) {
    case SizeBy::ties:
      return std::min(40.f, 13 + 5 * std::sqrt(static_cast<float>(ties)));
    case SizeBy::energy:
      return node.node->energy == 0 ? 13.f : 12 + 4.5f * static_cast<float>(node.node->energy);
    case SizeBy::betweenness: {
      const float value = std::max(0.f, known_value(SlowMeasure::betweenness, *node.node));
      return most_between <= 0 ? 14.f : 14 + 24 * std::sqrt(value / most_between);
    }
    default:
      return 19;
  }
}

/// In a larger network nodes are smaller, so that names and ties find their way between them.
float share_of_size(std::size_t nodes) {
  constexpr float few = 70, least = 0.55f;
  return std::clamp(std::sqrt(few / static_cast<float>(std::max<std::size_t>(nodes, 1))), least, 1.f);
}

/// Parallel ties fan out, symmetrically around the straight line; loops are bent by their number.
void bend_edges() {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> between;
  for (std::uint32_t i = 0; i < scene_.edges.size(); ++i) {
    const auto [low, high] = std::minmax(scene_.edges[i].from, scene_.edges[i].to);
    between[{low, high}].push_back(i);
  }
  for (const auto& [ends, list] : between) {
    const float middle = static_cast<float>(list.size() - 1) / 2;
    // A bundle of many stays within reach of its nodes.
    const float step = std::min(26.f, 260.f / static_cast<float>(list.size()));
    for (std::size_t i = 0; i < list.size(); ++i) {
      SceneEdge& edge = scene_.edges[list[i]];
      if (ends.first == ends.second) {
        edge.bend = static_cast<float>(i) * 9;
        continue;
      }
      const float offset = (static_cast<float>(i) - middle) * step;
      edge.bend = edge.from == ends.first ? offset : -offset;
    }
  }
  for (SceneEdge& edge : scene_.edges) edge.fan = edge.bend;
}

/// Lets ties run around nodes that they do not belong to, where the network has these. Of more than can be gone around
/// quickly, ties are as they fan out.
void go_around_strangers() {
  if (scene_.nodes.size() > layout::most_routed_nodes || scene_.edges.size() > layout::most_routed_ties) return;
  layout::Discs discs;
  for (const SceneNode& node : scene_.nodes) {
    discs.centers.push_back(node.node->position.value_or(Point{}));
    discs.radii.push_back(node.radius);
  }
  std::vector<layout::TieRoute> routes;
  for (const SceneEdge& edge : scene_.edges) routes.push_back({edge.from, edge.to, edge.fan});
  layout::bend_around_nodes(routes, discs);
  for (std::size_t i = 0; i < routes.size(); ++i)
    if (routes[i].from != routes[i].to) scene_.edges[i].bend = static_cast<float>(routes[i].bend);
}

/// Leaves of the scene what the selection is about. Everything that depends on the ties a node has is known by then.
void keep_selection() {
  const app::Selection& chosen = app::state().selection;
  std::vector<char> kept(scene_.nodes.size(), 0);
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = chosen.nodes.contains(scene_.nodes[i].node->id) ? 1 : 0;
  for (const SceneEdge& edge : scene_.edges)
    if (chosen.edges.contains(edge.edge->id)) kept[edge.from] = kept[edge.to] = 1;
  std::vector<std::uint32_t> moved(kept.size(), 0);
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < kept.size(); ++i) {
    if (kept[i] == 0) continue;
    moved[i] = count;
    if (count != i) scene_.nodes[count] = std::move(scene_.nodes[i]);
    ++count;
  }
  scene_.nodes.resize(count);
  std::erase_if(scene_.edges, [&](const SceneEdge& edge) { return kept[edge.from] == 0 || kept[edge.to] == 0; });
  scene_.node_index.clear();
  scene_.edge_index.clear();
  scene_.incident.assign(count, {});
  for (std::uint32_t i = 0; i < count; ++i) scene_.node_index.emplace(scene_.nodes[i].node->id, i);
  for (std::uint32_t i = 0; i < scene_.edges.size(); ++i) {
    SceneEdge& edge = scene_.edges[i];
    edge.from = moved[edge.from];
    edge.to = moved[edge.to];
    scene_.edge_index.emplace(edge.edge->id, i);
    scene_.incident[edge.from].push_back(i);
    if (edge.to != edge.from) scene_.incident[edge.to].push_back(i);
  }
}

void build() {
  const app::State& state = app::state();
  const Network& network = app::network();
  scene_.nodes.clear();
  scene_.edges.clear();
  scene_.legend.clear();
  scene_.node_index.clear();
  scene_.edge_index.clear();
  scene_.selected_nodes.clear();
  scene_.selected_edges.clear();
  scene_.hidden_nodes = 0;
  const std::string text = fold(state.filters.text);
  for (const auto& [id, node] : network.nodes) {
    if (!shown(node, state.filters, text)) {
      ++scene_.hidden_nodes;
      continue;
    }
    SceneNode& added = scene_.nodes.emplace_back();
    added.node = &node;
    added.shape = shape_of(node);
    const auto open = [](const Exchange& exchange) { return exchange.status == ExchangeStatus::open; };
    added.needs = static_cast<int>(std::count_if(node.needs.begin(), node.needs.end(), open));
    added.offers = static_cast<int>(std::count_if(node.offers.begin(), node.offers.end(), open));
    if (node.kind == NodeKind::initiative && node.stage != Stage::unset && node.stage != Stage::stopped)
      added.progress = static_cast<float>(node.stage) / 5;
    if (node.form == Form::person) added.initials = initials_of(node.label);
    scene_.node_index.emplace(id, static_cast<std::uint32_t>(scene_.nodes.size() - 1));
  }
  scene_.incident.assign(scene_.nodes.size(), {});
  for (const auto& [id, edge] : network.edges) {
    const auto from = scene_.node_index.find(edge.from), to = scene_.node_index.find(edge.to);
    if (from == scene_.node_index.end() || to == scene_.node_index.end() || !shown(edge, state.filters)) continue;
    SceneEdge& added = scene_.edges.emplace_back();
    added.edge = &edge;
    added.from = from->second;
    added.to = to->second;
    added.width = edge.strength == 0 ? 1.6f : 0.8f + 0.8f * static_cast<float>(edge.strength);
    added.color = color_of_edge(edge);
    const auto index = static_cast<std::uint32_t>(scene_.edges.size() - 1);
    scene_.edge_index.emplace(id, index);
    scene_.incident[added.from].push_back(index);
    if (added.to != added.from) scene_.incident[added.to].push_back(index);
  }
  float most_between = 0;
  if (state.size_by == SizeBy::betweenness)
    for (const SceneNode& node : scene_.nodes)
      most_between = std::max(most_between, known_value(SlowMeasure::betweenness, *node.node));
  const float share = share_of_size(scene_.nodes.size());
  for (std::size_t i = 0; i < scene_.nodes.size(); ++i) {
    SceneNode& node = scene_.nodes[i];
    node.radius = radius_of(node, scene_.incident[i].size(), state.size_by, most_between) * share;
    node.importance = node.radius + static_cast<float>(scene_.incident[i].size());
  }
  bend_edges();
  if (picture_.selection_only) keep_selection();
  scene_.colored_by = usable_color(scene_, state.color_by);
  color_nodes(scene_, scene_.colored_by);
  scene_.communities.clear();
  if (state.groups && state.groups_known && scene_.nodes.size() >= grouped_from && !picture_.selection_only)
    platform::call_deferred<find_communities>(scene_);
  scene_.by_importance.resize(scene_.nodes.size());
  for (std::uint32_t i = 0; i < scene_.by_importance.size(); ++i) scene_.by_importance[i] = i;
  sort_stably(scene_.by_importance,
              [](std::uint32_t a, std::uint32_t b) { return scene_.nodes[a].importance > scene_.nodes[b].importance; });
}

void mark_selected() {
  for (const std::uint32_t index : scene_.selected_nodes) scene_.nodes[index].selected = false, note_node(index);
  for (const std::uint32_t index : scene_.selected_edges) scene_.edges[index].selected = false, note_edge(index);
  scene_.selected_nodes.clear();
  scene_.selected_edges.clear();
  ++scene_.revision;
  if (!picture_.marks) return;
  for (const std::string& id : app::state().selection.nodes)
    if (const auto found = scene_.node_index.find(id); found != scene_.node_index.end()) {
      scene_.nodes[found->second].selected = true;
      scene_.selected_nodes.push_back(found->second);
      note_node(found->second);
    }
  for (const std::string& id : app::state().selection.edges)
    if (const auto found = scene_.edge_index.find(id); found != scene_.edge_index.end()) {
      scene_.edges[found->second].selected = true;
      scene_.selected_edges.push_back(found->second);
      note_edge(found->second);
    }
}

/// Groups hold everybody: where they are drawn, nobody recedes.
bool marks_emphasise() {
  return scene_.any_marks && scene_.groups.empty() &&
         !(scene_.marked_nodes.empty() && scene_.marked_edges.empty() && scene_.proposed.empty());
}

/// Brings the marks of an answer into the scene; once something is marked, all else recedes.
void mark_answer() {
  for (const std::uint32_t index : scene_.marked_nodes)
    if (index < scene_.nodes.size()) scene_.nodes[index].marked = 0;
  for (const std::uint32_t index : scene_.marked_edges)
    if (index < scene_.edges.size()) scene_.edges[index].marked = false;
  const bool any_before = scene_.any_marks;
  scene_.marked_nodes.clear();
  scene_.marked_edges.clear();
  scene_.proposed.clear();
  scene_.groups.clear();
  static const app::Marks none;
  const app::Marks& marks = picture_.answer ? app::state().marks : none;
  const auto mark_node = [](std::uint32_t index, int level) {
    SceneNode& node = scene_.nodes[index];
    if (node.marked == 0) scene_.marked_nodes.push_back(index);
    node.marked = node.marked == 0 ? level : std::min(node.marked, level);
  };
  for (const app::Marks::Node& each : marks.nodes)
    if (const auto found = scene_.node_index.find(each.id); found != scene_.node_index.end())
      mark_node(found->second, each.level);
  for (const std::string& id : marks.edges)
    if (const auto found = scene_.edge_index.find(id); found != scene_.edge_index.end()) {
      if (!scene_.edges[found->second].marked) scene_.marked_edges.push_back(found->second);
      scene_.edges[found->second].marked = true;
    }
  for (const app::Marks::Tie& tie : marks.proposed) {
    const auto from = scene_.node_index.find(tie.from), to = scene_.node_index.find(tie.to);
    if (from == scene_.node_index.end() || to == scene_.node_index.end() || from == to) continue;
    mark_node(from->second, 2);
    mark_node(to->second, 2);
    float bend = 0;
    for (const std::uint32_t index : scene_.incident[from->second]) {
      const SceneEdge& edge = scene_.edges[index];
      if (edge.from == to->second || edge.to == to->second) bend = std::max(bend, std::abs(edge.bend) + 34);
    }
    scene_.proposed.push_back({from->second, to->second, bend});
  }
  int number = 0;
  for (const app::Marks::Group& group : marks.groups) {
    SceneGroup added{group.label, {}, ui::sector_color(number++)};
    for (const std::string& id : group.nodes)
      if (const auto found = scene_.node_index.find(id); found != scene_.node_index.end())
        added.nodes.push_back(found->second);
    if (added.nodes.size() > 1) scene_.groups.push_back(std::move(added));
  }
  scene_.any_marks =
      !(scene_.marked_nodes.empty() && scene_.marked_edges.empty() && scene_.proposed.empty() && scene_.groups.empty());
  if (any_before || scene_.any_marks) note_everything();
  scene_.emphasis = marks_emphasise() || focus_ != Focus{};
  ++scene_.marks_revision;
  ++scene_.revision;
}

/// What the pointer is on, and else what alone is selected, where it has ties to show.
Focus wanted_focus() {
  if (hovered_node_ >= 0 || hovered_edge_ >= 0) return {hovered_node_, hovered_edge_};
  const app::State& state = app::state();
  // Who is choosing the other end of a tie looks for strangers.
  if (state.tool == app::Tool::link || state.selection.size() != 1) return {};
  if (!scene_.selected_edges.empty()) return {-1, static_cast<int>(scene_.selected_edges.front())};
  if (scene_.selected_nodes.empty() || scene_.incident[scene_.selected_nodes.front()].empty()) return {};
  return {static_cast<int>(scene_.selected_nodes.front()), -1};
}

/// Lights what has the focus, or puts that light out again; what changes is little, however large the network.
void light(bool on) {
  const auto node = [&](std::uint32_t index) {
    scene_.nodes[index].lit = on;
    note_node(index);
  };
  const auto edge = [&](std::uint32_t index) {
    scene_.edges[index].lit = on;
    note_edge(index);
    node(scene_.edges[index].from);
    node(scene_.edges[index].to);
  };
  if (focus_.node >= 0) {
    node(static_cast<std::uint32_t>(focus_.node));
    for (const std::uint32_t tie : scene_.incident[static_cast<std::size_t>(focus_.node)]) edge(tie);
  }
  if (focus_.edge >= 0) edge(static_cast<std::uint32_t>(focus_.edge));
}

void move_focus() {
  const Focus wanted = wanted_focus();
  if (wanted == focus_) return;
  light(false);
  focus_ = wanted;
  light(true);
  scene_.emphasis = focus_ != Focus{} || marks_emphasise();
}

/// What the scene is made from. All of them only grow, so that no two states have the same sum.
std::uint64_t present_state() {
  const app::State& state = app::state();
  return app::session().revision() + app::session().content_revision() + state.view_revision +
         state.selection_revision + state.marks_revision;
}

void bring_up_to_date() {
  const std::uint64_t session = app::session().revision(), view = app::state().view_revision,
                      content = app::session().content_revision(), selection = app::state().selection_revision;
  const bool rebuild = content != built_content_ || view != built_view_;
  const bool moved = rebuild || (session != built_session_ && !places_held());
  if (moved && session != built_session_) parts::begin_glide();
  if (moved) built_session_ = session;
  built_view_ = view;
  built_content_ = content;
  if (rebuild) {
    build();
    hovered_node_ = hovered_edge_ = -1;
    focus_ = {};
    scene_.emphasis = false;
    ++scene_.build_revision;
    parts::find_dragged();
  }
  if (moved) {
    parts::place_nodes();
    go_around_strangers();
    ++scene_.places_revision;
  }
  if (rebuild || selection != built_selection_) {
    built_selection_ = selection;
    mark_selected();
  }
  // Without marks there is nothing to do, and a first picture has none.
  if (const std::uint64_t marks = app::state().marks_revision; marks != built_marks_ || rebuild) {
    built_marks_ = marks;
    if (scene_.any_marks || !app::state().marks.empty()) platform::call_deferred<mark_answer>();
  }
  move_focus();
}

void change_picture(PictureOf of) {
  made_from_ = 0;
  if (of.selection_only != picture_.selection_only) built_view_ = 0;
  if (of.marks != picture_.marks) built_selection_ = 0;
  if (of.answer != picture_.answer) built_marks_ = 0;
  picture_ = of;
}

}  // namespace

namespace parts {

Scene& made_scene() { return scene_; }

void note_everything() { changes_ = {true, {}, {}}; }

void note_node(std::uint32_t index) {
  if (changes_.everything) return;
  changes_.nodes.push_back(index);
  if (changes_.nodes.size() > many_changes) note_everything();
}

void note_edge(std::uint32_t index) {
  if (changes_.everything) return;
  changes_.edges.push_back(index);
  if (changes_.edges.size() > many_changes) note_everything();
}

}  // namespace parts

const Scene& scene() {
  // While places are held, what is made is not all that there is.
  if (const std::uint64_t state = present_state(); state != made_from_ || held_ != places_held()) {
    made_from_ = state;
    held_ = places_held();
    bring_up_to_date();
  }
  return scene_;
}

void begin_picture(PictureOf of) { change_picture(of); }
void end_picture() { change_picture({}); }

SceneChanges take_changes() {
  scene();
  SceneChanges taken = std::move(changes_);
  changes_ = {false, {}, {}};
  return taken;
}

void set_hover(int node, int edge) {
  scene();
  hovered_node_ = node;
  hovered_edge_ = edge;
  move_focus();
}

int hovered_node() { return scene(), hovered_node_; }
int hovered_edge() { return scene(), hovered_edge_; }

Point point_on(const SceneEdge& edge, double t) {
  const SceneNode &from = scene_.nodes[edge.from], &to = scene_.nodes[edge.to];
  if (edge.from == edge.to) {
    // A circle above the node; the vertex shader draws the same.
    const double zoom = app::state().camera.zoom();
    const double rim = screen_radius(from.radius, static_cast<float>(zoom)) / zoom, radius = rim * 0.75 + edge.bend;
    const double cx = from.position.x, cy = from.position.y - rim - radius * 0.55;
    const double angle = (t - 0.25) * 6.283185307179586;
    const Point direction = layout::direction_at(angle);
    return {cx + radius * direction.x, cy + radius * direction.y};
  }
  const double dx = to.position.x - from.position.x, dy = to.position.y - from.position.y;
  const double length = std::max(1e-9, std::sqrt(dx * dx + dy * dy));
  // A quadratic curve whose middle lies `bend` beside the straight line.
  const double lift = 4 * t * (1 - t) * edge.bend;
  return {from.position.x + dx * t - dy / length * lift, from.position.y + dy * t + dx / length * lift};
}

Point middle_of(const SceneEdge& edge) { return point_on(edge, edge.from == edge.to ? 0.0 : 0.5); }

}  // namespace impactweb::canvas
