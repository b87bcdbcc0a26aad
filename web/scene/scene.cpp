#include "scene/scene.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/layout/trigonometry.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"
#include "platform/deferred.hpp"
#include "scene/motivation.hpp"
#include "scene/node_measures.hpp"
#include "scene/spatial_index.hpp"
#include "state/state.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::canvas {
namespace {

using analysis::SlowMeasure;
using app::ColorBy;
using app::SizeBy;

Scene scene_;
std::uint64_t built_session_ = 0, built_view_ = 0;
bool held_ = false;  // changes of places wait
int hovered_node_ = -1, hovered_edge_ = -1;

// Where nodes are drawn while that differs from where the network has them.
std::unordered_map<std::string, Point> drawn_;  // when a glide was asked for
std::vector<Point> glide_from_;                 // by index
double glide_ = 1;
constexpr std::size_t most_gliding = 20'000;
bool glide_next_ = false;
std::set<std::string> dragged_ids_;
std::vector<std::uint32_t> dragged_;  // by index
Point dragged_by_;

std::uint64_t built_content_ = 0, built_selection_ = 0, built_marks_ = 0;
PictureOf picture_;  // what a picture for a file shows, while one is made
SceneChanges changes_;
/// More than so many changes are everything.
constexpr std::size_t many_changes = 4000;

bool passes(const std::set<std::string>& chosen, std::string_view value) {
  return chosen.empty() || chosen.contains(std::string(value));
}

bool passes_any(const std::set<std::string>& chosen, const std::vector<std::string>& values) {
  if (chosen.empty()) return true;
  if (values.empty()) return chosen.contains("");
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) { return chosen.contains(value); });
}

bool mentions(const Node& node, const std::string& folded) {
  if (folded.empty()) return true;
  std::string all = node.label + '\n' + node.description + '\n' + node.place + '\n' + node.motivation;
  for (const std::string& tag : node.tags) all += '\n' + tag;
  for (const Exchange& need : node.needs) all += '\n' + need.text;
  for (const Exchange& offer : node.offers) all += '\n' + offer.text;
  return fold(all).find(folded) != std::string::npos;
}

/// What is seldom asked for, and comes with the rest of the program.
bool shown_by_drive(const Node& node, const app::Filters& filters) {
  return passes(filters.energies, node.energy == 0 ? std::string() : std::to_string(node.energy)) &&
         (filters.motivations.empty() || is_moved_by(node, filters.motivations));
}

bool shown(const Node& node, const app::Filters& filters, const std::string& folded_text) {
  return passes(filters.kinds, name_of(node_kinds, node.kind)) && passes(filters.sectors, node.sector) &&
         passes(filters.places, node.place) && passes_any(filters.tags, node.tags) && mentions(node, folded_text) &&
         ((filters.energies.empty() && filters.motivations.empty()) ||
          platform::call_deferred<shown_by_drive>(node, filters));
}

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

float number_of(const analysis::NodeValues& values, const std::string& id) {
  return static_cast<float>(values.of(id).value_or(-1));
}

using Entries = std::map<std::string, LegendEntry>;

void give_color(Entries& entries, SceneNode& node, const std::string& value, std::string label, ImVec4 tint,
                int glyph) {
  node.color = tint;
  node.glyph = glyph;
  LegendEntry& entry = entries[value];
  entry = {value, std::move(label), tint, glyph, entry.count + 1};
}

/// A scale of one colour, with the number itself in the node.
void color_by_energy(SceneNode& node, Entries& entries) {
  const int energy = node.node->energy;
  if (energy == 0) return give_color(entries, node, "", ui::tr("ui.notFilledIn"), ui::neutral_color(), -1);
  node.initials = std::to_string(energy);
  give_color(entries, node, node.initials, node.initials + "/5", ui::scale_color(energy - 1, 5), -1);
}

/// The themes that most have get colours and signs; the others share one.
void color_by_motivation(SceneNode& node, Entries& entries) {
  const Theme theme = theme_of(*node.node);
  if (theme.word.empty())
    give_color(entries, node, "", ui::tr("ui.notFilledIn"), ui::neutral_color(), -1);
  else if (theme.rank < 0)
    give_color(entries, node, theme.word, ui::tr("ui.otherMotivation"), ui::neutral_color(), 7);
  else
    give_color(entries, node, theme.word, theme.word, ui::sector_color(theme.rank), theme.rank);
}

/// Gives every node its colour and glyph, and the legend that explains them.
void color_nodes(ColorBy by) {
  Entries entries;
  const auto color = [&](SceneNode& node, const std::string& value, std::string label, ImVec4 tint, int glyph) {
    give_color(entries, node, value, std::move(label), tint, glyph);
  };
  for (SceneNode& node : scene_.nodes) {
    const Node& of = *node.node;
    switch (by) {
      case ColorBy::sector:
        color(node, of.sector, of.sector.empty() ? ui::tr("ui.noSector") : sector_name(of.sector),
              color_of_sector(of.sector),
              index_of_sector(of.sector) < 0 ? -1 : index_of_sector(of.sector) % ui::sector_colors);
        break;
      case ColorBy::kind: {
        const int index = static_cast<int>(of.kind);
        const std::string name(name_of(node_kinds, of.kind));
        color(node, name, ui::tr("kind." + name), ui::sector_color(index), -1);
        break;
      }
      case ColorBy::stage: {
        const int index = static_cast<int>(of.stage);
        const std::string name(name_of(stages, of.stage));
        color(node, std::to_string(index), name.empty() ? ui::tr("ui.notFilledIn") : ui::tr("stage." + name),
              name.empty() ? ui::neutral_color() : ui::scale_color(index - 1, 6), -1);
        break;
      }
      case ColorBy::energy:
        platform::call_deferred<color_by_energy>(node, entries);
        break;
      case ColorBy::motivation:
        platform::call_deferred<color_by_motivation>(node, entries);
        break;
      case ColorBy::community: {
        const float group = number_of(known_values(SlowMeasure::communities), of.id);
        const int index = static_cast<int>(group);
        color(node, group < 0 ? std::string() : std::to_string(1000 + index),
              group < 0 ? ui::tr("ui.notFilledIn") : ui::tr("ui.community", {std::to_string(index + 1)}),
              group < 0 ? ui::neutral_color() : ui::sector_color(index), group < 0 ? -1 : index % ui::sector_colors);
        break;
      }
    }
  }
  for (auto& [value, entry] : entries) {
    entry.value = value;
    scene_.legend.push_back(entry);
  }
  if (by == ColorBy::sector)
    sort_stably(scene_.legend, [](const LegendEntry& a, const LegendEntry& b) {
      const auto rank = [](const LegendEntry& e) {
        return index_of_sector(e.value) < 0 ? 1000 : index_of_sector(e.value);
      };
      return rank(a) < rank(b);
    });
}

float radius_of(const SceneNode& node, std::size_t ties, SizeBy by, float most_between) {
  switch (by) {
    case SizeBy::ties:
      return std::min(40.f, 13 + 5 * std::sqrt(static_cast<float>(ties)));
    case SizeBy::energy:
      return node.node->energy == 0 ? 13.f : 12 + 4.5f * static_cast<float>(node.node->energy);
    case SizeBy::betweenness: {
      const float value = std::max(0.f, number_of(known_values(SlowMeasure::betweenness), node.node->id));
      return most_between <= 0 ? 14.f : 14 + 24 * std::sqrt(value / most_between);
    }
    default:
      return 19;
  }
}

ImVec4 color_of_edge(const Edge& edge) {
  ImVec4 color = ui::palette().secondary;
  // Funding and founding stand out a little: they carry the network.
  if (edge.kind == "funds")
    color = ui::scheme() == ui::Scheme::light ? ImVec4(0.55f, 0.40f, 0.02f, 1) : ImVec4(0.89f, 0.75f, 0.36f, 1);
  if (edge.kind == "founded") color = ui::palette().accent;
  if (edge.status == EdgeStatus::dormant)
    color.w = 0.35f;
  else if (edge.status == EdgeStatus::potential)
    color.w = 0.75f;
  else
    color.w = 0.85f;
  return color;
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

Point place_of(const SceneNode& node) { return node.node->position.value_or(Point{}); }

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

void update_bounds() {
  scene_.bounds = {};
  for (const SceneNode& node : scene_.nodes) {
    // Room for the label below.
    scene_.bounds.include({node.position.x - node.radius - 30, node.position.y - node.radius});
    scene_.bounds.include({node.position.x + node.radius + 30, node.position.y + node.radius + 22});
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
    if (from == scene_.node_index.end() || to == scene_.node_index.end()) continue;
    if (!passes(state.filters.edge_kinds, edge.kind) ||
        !passes(state.filters.edge_statuses, name_of(edge_statuses, edge.status)))
      continue;
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
      most_between = std::max(most_between, number_of(known_values(SlowMeasure::betweenness), node.node->id));
  for (std::size_t i = 0; i < scene_.nodes.size(); ++i) {
    SceneNode& node = scene_.nodes[i];
    node.radius = radius_of(node, scene_.incident[i].size(), state.size_by, most_between);
    node.importance = node.radius + static_cast<float>(scene_.incident[i].size());
  }
  bend_edges();
  if (picture_.selection_only) keep_selection();
  color_nodes(state.color_by);
  scene_.by_importance.resize(scene_.nodes.size());
  for (std::uint32_t i = 0; i < scene_.by_importance.size(); ++i) scene_.by_importance[i] = i;
  sort_stably(scene_.by_importance,
              [](std::uint32_t a, std::uint32_t b) { return scene_.nodes[a].importance > scene_.nodes[b].importance; });
}

/// Puts every node where it is drawn: on its way while a glide lasts, under the pointer while it is dragged.
void place() {
  const bool gliding = glide_ < 1 && glide_from_.size() == scene_.nodes.size();
  const double left = 1 - glide_, eased = 1 - left * left * left;
  for (std::size_t i = 0; i < scene_.nodes.size(); ++i) {
    SceneNode& node = scene_.nodes[i];
    node.position = place_of(node);
    if (!gliding) continue;
    const Point from = glide_from_[i];
    node.position = {from.x + (node.position.x - from.x) * eased, from.y + (node.position.y - from.y) * eased};
  }
  for (const std::uint32_t index : dragged_) {
    const Point at = place_of(scene_.nodes[index]);
    scene_.nodes[index].position = {at.x + dragged_by_.x, at.y + dragged_by_.y};
  }
  update_bounds();
  note_everything();
  ++scene_.drawn_revision;
  ++scene_.revision;
}

/// Ids to indices, after the scene was made anew.
void find_dragged() {
  dragged_.clear();
  for (const std::string& id : dragged_ids_)
    if (const auto found = scene_.node_index.find(id); found != scene_.node_index.end())
      dragged_.push_back(found->second);
}

void find_glide() {
  glide_from_.clear();
  if (glide_ >= 1) return;
  for (const SceneNode& node : scene_.nodes) {
    const auto from = drawn_.find(node.node->id);
    glide_from_.push_back(from == drawn_.end() ? place_of(node) : from->second);
  }
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
  scene_.emphasis = marks_emphasise() || hovered_node_ >= 0 || hovered_edge_ >= 0;
  ++scene_.marks_revision;
  ++scene_.revision;
}

/// Lights what the pointer is on, or puts that light out again; what changes is little, however large the network.
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
  if (hovered_node_ >= 0 && hovered_node_ < static_cast<int>(scene_.nodes.size())) {
    node(static_cast<std::uint32_t>(hovered_node_));
    for (const std::uint32_t tie : scene_.incident[static_cast<std::size_t>(hovered_node_)]) edge(tie);
    scene_.emphasis = on || marks_emphasise();
  }
  if (hovered_edge_ >= 0 && hovered_edge_ < static_cast<int>(scene_.edges.size())) {
    edge(static_cast<std::uint32_t>(hovered_edge_));
    scene_.emphasis = on || marks_emphasise();
  }
}

}  // namespace

const Scene& scene() { return scene_; }

bool update_scene() {
  const std::uint64_t session = app::session().revision(), view = app::state().view_revision,
                      content = app::session().content_revision(), selection = app::state().selection_revision;
  const bool rebuild = content != built_content_ || view != built_view_;
  const bool moved = rebuild || (session != built_session_ && !held_);
  if (moved && glide_next_ && session != built_session_) {
    // The drawn places were kept when the glide was asked for: what the scene points to may be gone by now.
    // In a picture of very many, nobody follows one of them, and each step costs.
    glide_ = app::state().reduced_motion || app::network().nodes.size() > most_gliding ? 1 : 0;
    glide_next_ = false;
  }
  if (moved) built_session_ = session;
  built_view_ = view;
  built_content_ = content;
  if (rebuild) {
    build();
    hovered_node_ = hovered_edge_ = -1;
    scene_.emphasis = false;
    ++scene_.build_revision;
    find_dragged();
  }
  if (moved) {
    find_glide();
    place();
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
  return rebuild;
}

void hold_places(bool hold) { held_ = hold; }
bool places_held() { return held_; }

void glide_next_change() {
  drawn_.clear();
  for (const SceneNode& node : scene_.nodes)
    if (scene_.nodes.size() <= most_gliding && node.node != nullptr) drawn_.emplace(node.node->id, node.position);
  glide_next_ = true;
}

namespace {

void change_picture(PictureOf of) {
  if (of.selection_only != picture_.selection_only) built_view_ = 0;
  if (of.marks != picture_.marks) built_selection_ = 0;
  if (of.answer != picture_.answer) built_marks_ = 0;
  picture_ = of;
}

}  // namespace

void begin_picture(PictureOf of) { change_picture(of); }
void end_picture() { change_picture({}); }

bool gliding() { return glide_ < 1; }

bool advance_positions(double seconds) {
  if (glide_ >= 1) return false;
  glide_ = std::min(1.0, glide_ + seconds / 0.25);
  place();
  return true;
}

void begin_drag(const std::set<std::string>& ids) {
  dragged_ids_ = ids;
  dragged_by_ = {};
  find_dragged();
}

void drag_by(Point displacement) {
  dragged_by_ = displacement;
  for (const std::uint32_t index : dragged_) {
    SceneNode& node = scene_.nodes[index];
    const Point at = place_of(node);
    node.position = {at.x + displacement.x, at.y + displacement.y};
    note_node(index);
    for (const std::uint32_t tie : scene_.incident[index]) note_edge(tie);
  }
  update_bounds();
  ++scene_.drawn_revision;
  ++scene_.revision;
}

void end_drag() {
  drag_by({});
  dragged_ids_.clear();
  dragged_.clear();
}

SceneChanges take_changes() {
  SceneChanges taken = std::move(changes_);
  changes_ = {false, {}, {}};
  return taken;
}

void set_hover(int node, int edge) {
  if (node == hovered_node_ && edge == hovered_edge_) return;
  light(false);
  hovered_node_ = node;
  hovered_edge_ = edge;
  light(true);
}

int hovered_node() { return hovered_node_; }
int hovered_edge() { return hovered_edge_; }

Point point_on(const SceneEdge& edge, double t) {
  const SceneNode &from = scene_.nodes[edge.from], &to = scene_.nodes[edge.to];
  if (edge.from == edge.to) {
    // A circle above the node; the vertex shader draws the same.
    const double radius = from.radius * 0.75 + edge.bend;
    const double cx = from.position.x, cy = from.position.y - from.radius - radius * 0.55;
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

std::string sector_name(const std::string& sector) {
  for (const Sector& known : app::network().sectors)
    if (known.id == sector && !known.label.empty()) return known.label;
  const std::string key = "sector." + sector;
  return ui::has_text(key) ? ui::tr(key) : sector;
}

std::string edge_kind_name(const std::string& kind) {
  const std::string key = "edgeKind." + kind;
  return kind.empty() ? ui::tr("edgeKind.none") : ui::has_text(key) ? ui::tr(key) : kind;
}

int index_of_sector(const std::string& sector) {
  if (sector.empty()) return -1;
  const auto& sectors = app::network().sectors;
  for (std::size_t i = 0; i < sectors.size(); ++i)
    if (sectors[i].id == sector) return static_cast<int>(i);
  // A word that is not in the list gets a colour of its own all the same, always the same one.
  unsigned hash = 0;
  for (const char c : sector) hash = hash * 31 + static_cast<unsigned char>(c);
  return static_cast<int>(sectors.size()) + static_cast<int>(hash % 1000);
}

ImVec4 color_of_sector(const std::string& sector) {
  const int index = index_of_sector(sector);
  if (index < 0) return ui::neutral_color();
  const auto& sectors = app::network().sectors;
  const ImVec4 fallback = ui::sector_color(index);
  return static_cast<std::size_t>(index) < sectors.size()
             ? ui::color_from_hex(sectors[static_cast<std::size_t>(index)].color, fallback)
             : fallback;
}

std::vector<std::uint32_t> nodes_in(const Rect& rect) {
  std::vector<std::uint32_t> inside;
  for (std::uint32_t i = 0; i < scene_.nodes.size(); ++i)
    if (rect.contains(scene_.nodes[i].position)) inside.push_back(i);
  return inside;
}

namespace {

/// Where nodes and ties are drawn, made when someone asks and something has moved since.
struct Index {
  std::uint64_t made_for = 0;
  SpatialIndex items;
  double largest = 0;  ///< radius of a node

  bool fresh() {
    if (made_for == scene_.drawn_revision) return true;
    made_for = scene_.drawn_revision;
    return false;
  }
};

Index node_places_, edge_places_;

SpatialIndex& node_places() {
  if (node_places_.fresh()) return node_places_.items;
  node_places_.items = SpatialIndex(scene_.bounds, scene_.nodes.size());
  node_places_.largest = 0;
  for (std::uint32_t i = 0; i < scene_.nodes.size(); ++i) {
    node_places_.items.add(i, scene_.nodes[i].position);
    node_places_.largest = std::max<double>(node_places_.largest, scene_.nodes[i].radius);
  }
  node_places_.items.finish();
  return node_places_.items;
}

int pieces_of(const SceneEdge& edge) { return edge.bend == 0 && edge.from != edge.to ? 1 : 16; }

SpatialIndex& edge_places() {
  if (edge_places_.fresh()) return edge_places_.items;
  edge_places_.items = SpatialIndex(scene_.bounds, scene_.edges.size());
  for (std::uint32_t i = 0; i < scene_.edges.size(); ++i) {
    const SceneEdge& edge = scene_.edges[i];
    const int pieces = pieces_of(edge);
    Point previous = point_on(edge, 0);
    for (int piece = 1; piece <= pieces; ++piece) {
      const Point next = point_on(edge, static_cast<double>(piece) / pieces);
      edge_places_.items.add(i, previous, next);
      previous = next;
    }
  }
  edge_places_.items.finish();
  return edge_places_.items;
}

Rect around(Point point, double reach) {
  return {{point.x - reach, point.y - reach}, {point.x + reach, point.y + reach}};
}

double distance_to(const SceneEdge& edge, Point point) {
  const int pieces = pieces_of(edge);
  double nearest = 1e300;
  Point previous = point_on(edge, 0);
  for (int piece = 1; piece <= pieces; ++piece) {
    const Point next = point_on(edge, static_cast<double>(piece) / pieces);
    const double dx = next.x - previous.x, dy = next.y - previous.y;
    const double length = dx * dx + dy * dy;
    const double t =
        length == 0 ? 0 : std::clamp(((point.x - previous.x) * dx + (point.y - previous.y) * dy) / length, 0.0, 1.0);
    const double ex = previous.x + t * dx - point.x, ey = previous.y + t * dy - point.y;
    nearest = std::min(nearest, std::sqrt(ex * ex + ey * ey));
    previous = next;
  }
  return nearest;
}

}  // namespace

int node_at(ImVec2 point_on_screen, float reach) {
  const Camera& camera = app::state().camera;
  const Point point = camera.world_from_screen(point_on_screen);
  const double least = (reach > 0 ? 8 : 5) / camera.zoom(), more = reach / camera.zoom();
  SpatialIndex& places = node_places();
  int best = -1;
  double nearest = 1e300;
  places.visit(around(point, std::max(node_places_.largest, least) + more), [&](std::uint32_t i) {
    const SceneNode& node = scene_.nodes[i];
    const double radius = std::max<double>(node.radius, least) + more;
    const double dx = node.position.x - point.x, dy = node.position.y - point.y, distance = dx * dx + dy * dy;
    if (distance > radius * radius || distance > nearest) return;
    // Of two at the same place always the same one.
    if (distance == nearest && static_cast<int>(i) > best) return;
    nearest = distance;
    best = static_cast<int>(i);
  });
  return best;
}

int edge_at(ImVec2 point_on_screen, float reach) {
  const Camera& camera = app::state().camera;
  const Point point = camera.world_from_screen(point_on_screen);
  int best = -1;
  double nearest = reach / camera.zoom();
  edge_places().visit(around(point, nearest), [&](std::uint32_t i) {
    const double distance = distance_to(scene_.edges[i], point);
    if (distance > nearest || (distance == nearest && (best < 0 || static_cast<int>(i) > best))) return;
    nearest = distance;
    best = static_cast<int>(i);
  });
  return best;
}

}  // namespace impactweb::canvas
