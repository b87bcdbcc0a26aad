#include "canvas/mirror_items.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <vector>

#include "actions/actions.hpp"
#include "canvas/canvas_view.hpp"
#include "platform/deferred.hpp"
#include "scene/colors.hpp"
#include "scene/scene.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/translate.hpp"

namespace impactweb::canvas {
namespace {

namespace mirror = ui::mirror;

// A page of thousands of elements helps nobody: what is near is there, and search and list lead to the rest.
constexpr std::size_t most_near = 80;

struct Registered {
  ImGuiID id;
  std::string entity, name, description;
  ImRect rect;
  bool clipped, selected;
};

std::vector<Registered> nodes_, edges_;
/// Which of them has, or had last, the focus of the keyboard: a node or a tie.
std::string focused_node_, focused_edge_;
ImGuiID collected_ = 0;

ImGuiID id_of(const char* type, const std::string& id) { return ImHashStr(id.c_str(), id.size(), ImHashStr(type)); }

const std::string& label_of(const std::string& node) {
  static const std::string none;
  const auto found = app::network().nodes.find(node);
  return found == app::network().nodes.end() ? none : found->second.label;
}

bool behind_panel(ImVec2 point) {
  ImGuiWindow* panel = nullptr;
  ImGui::FindHoveredWindowEx(point, false, &panel, nullptr);
  return panel != nullptr;
}

/// On the stage, and with room around it that no panel covers.
bool in_sight(ImVec2 point) {
  const ImVec2 stage = app::state().camera.stage();
  if (point.x < 0 || point.y < 0 || point.x > stage.x || point.y > stage.y) return false;
  return !behind_panel({point.x - 12, point.y - 12}) && !behind_panel({point.x + 12, point.y + 12});
}

/// The first `most_near` of 0 … count − 1 by how near they are, 0 the nearest; equal ones stay in their order.
template <class Nearness>
std::vector<std::uint32_t> nearest(std::size_t count, Nearness nearness_of) {
  constexpr int classes = 4;
  std::vector<std::uint32_t> by_class[classes], chosen;
  for (std::uint32_t i = 0; i < count; ++i) by_class[nearness_of(i)].push_back(i);
  for (const auto& some : by_class)
    for (const std::uint32_t i : some)
      if (chosen.size() < most_near) chosen.push_back(i);
  return chosen;
}

/// Everything on which `collect` depends; in a large network it takes too long to be done for nothing.
ImGuiID digest_of_view() {
  const Camera& camera = app::state().camera;
  const double numbers[] = {camera.center().x, camera.center().y, camera.zoom(),
                            camera.stage().x,  camera.stage().y,  static_cast<double>(scene().revision)};
  ImGuiID digest = ImHashData(numbers, sizeof numbers);
  for (const ImGuiWindow* window : GImGui->Windows) {
    if (!window->WasActive) continue;
    const float sides[] = {window->Pos.x, window->Pos.y, window->Size.x, window->Size.y};
    digest = ImHashData(sides, sizeof sides, digest);
  }
  digest = ImHashStr(focused_node_.c_str(), focused_node_.size(), digest);
  digest = ImHashStr(focused_edge_.c_str(), focused_edge_.size(), digest);
  digest = ImHashStr(ui::language().c_str(), ui::language().size(), digest);
  return digest;
}

void say_marked(Registered& item) {
  if (!item.description.empty()) item.description += ", ";
  item.description += ui::tr("mirror.marked");
}

void collect() {
  const ImGuiID digest = digest_of_view();
  if (collected_ == digest) return;
  collected_ = digest;
  const Camera& camera = app::state().camera;
  const Scene& all = scene();
  nodes_.clear();
  edges_.clear();
  std::vector<char> beside(all.nodes.size(), 0);
  for (const SceneEdge& edge : all.edges)
    if (all.nodes[edge.from].selected || all.nodes[edge.to].selected) beside[edge.from] = beside[edge.to] = 1;
  // Once a page full is in sight, no more can be chosen for being so, and looking behind panels takes its time.
  std::size_t nodes_in_sight = 0, edges_in_sight = 0;
  const auto nearness_in_sight = [](ImVec2 point, std::size_t& count) {
    return count < most_near && in_sight(point) ? (++count, 2) : 3;
  };
  const auto node_nearness = [&](std::uint32_t place) {
    const std::uint32_t index = all.by_importance[place];
    const SceneNode& node = all.nodes[index];
    if (node.selected || node.node->id == focused_node_) return 0;
    if (beside[index] != 0 || node.marked > 0) return 1;
    return nearness_in_sight(camera.screen_from_world(node.position), nodes_in_sight);
  };
  for (const std::uint32_t place : nearest(all.nodes.size(), node_nearness)) {
    const SceneNode& node = all.nodes[all.by_importance[place]];
    const ImVec2 center = camera.screen_from_world(node.position);
    const float half = std::max(12.f, screen_radius(node.radius, static_cast<float>(camera.zoom())));
    nodes_.push_back({id_of("node", node.node->id), node.node->id,
                      node.node->label.empty() ? ui::tr("mirror.noName") : node.node->label, description_of(*node.node),
                      ImRect(center.x - half, center.y - half, center.x + half, center.y + half), !in_sight(center),
                      node.selected});
    if (node.marked > 0) platform::call_deferred<say_marked>(nodes_.back());
  }
  const auto edge_nearness = [&](std::uint32_t i) {
    const SceneEdge& edge = all.edges[i];
    if (edge.selected || edge.edge->id == focused_edge_) return 0;
    if (all.nodes[edge.from].selected || all.nodes[edge.to].selected || edge.marked) return 1;
    return edges_in_sight == most_near ? 3
                                       : nearness_in_sight(camera.screen_from_world(middle_of(edge)), edges_in_sight);
  };
  for (const std::uint32_t i : nearest(all.edges.size(), edge_nearness)) {
    const SceneEdge& edge = all.edges[i];
    const ImVec2 middle = camera.screen_from_world(middle_of(edge));
    edges_.push_back({id_of("edge", edge.edge->id), edge.edge->id, sentence_of(*edge.edge), "",
                      ImRect(middle.x - 12, middle.y - 12, middle.x + 12, middle.y + 12), !in_sight(middle),
                      edge.selected});
    if (edge.marked) platform::call_deferred<say_marked>(edges_.back());
  }
}

/// A line for who listens alone.
void say(const char* id, const char* role, const std::string& text) {
  mirror::Item& item = mirror::add(ImHashStr(id), role, text, ImRect());
  item.clipped = true;
  if (std::string_view(role) == "heading") item.level = 2;
}

/// What an answer shows in the picture.
void say_marks() {
  const Scene& all = scene();
  if (!all.marked_nodes.empty() || !all.marked_edges.empty())
    say("marks", "paragraph",
        ui::tr("mirror.marks", {std::to_string(all.marked_nodes.size()), std::to_string(all.marked_edges.size())}));
  for (std::size_t i = 0; i < all.proposed.size() && i < most_near; ++i)
    say(("proposed " + std::to_string(i)).c_str(), "paragraph", sentence_of(all.proposed[i]));
  const std::vector<SceneGroup>& groups = all.shown_groups();
  for (std::size_t i = 0; i < groups.size() && i < most_near; ++i)
    say(("group " + std::to_string(i)).c_str(), "paragraph",
        ui::tr("mirror.group", {groups[i].label, std::to_string(groups[i].nodes.size())}));
}

/// One of them takes part in Tab; the arrows lead on from there.
void register_all(const char* what, const char* name, const std::vector<Registered>& list, std::size_t total,
                  const std::string& focused) {
  if (list.empty()) return;
  const std::string heading = ui::tr(name, {std::to_string(total)});
  const ImGuiID seed = ImHashStr(what);
  say((std::string(what) + " heading").c_str(), "heading", heading);
  mirror::begin_group("list", heading, seed);
  std::size_t stop = 0;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].entity == focused || (list[i].selected && list[stop].entity != focused)) stop = i;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Registered& each = list[i];
    mirror::begin_group("listitem", "", ImHashData(&each.id, sizeof each.id, seed));
    mirror::Item& item = mirror::add(each.id, "button", each.name, each.rect);
    item.description = each.description;
    item.clipped = each.clipped;
    item.checked = each.selected ? 1 : 0;
    item.key = what;
    item.skipped_by_tab = i != stop;
    mirror::end_group();
  }
  mirror::end_group();
  if (total > list.size())
    say((std::string(what) + " rest").c_str(), "paragraph",
        ui::tr("mirror.rest", {std::to_string(total - list.size())}));
}

/// What got the focus is remembered, and brought into view.
void follow_focus(const std::vector<Registered>& list, bool is_node) {
  for (const Registered& each : list) {
    if (!mirror::take(each.id, mirror::Action::Kind::focus)) continue;
    (is_node ? focused_node_ : focused_edge_) = each.entity;
    (is_node ? focused_edge_ : focused_node_).clear();
    if (!each.clipped) continue;
    const auto found = is_node ? scene().node_index.find(each.entity) : scene().edge_index.find(each.entity);
    if (is_node && found != scene().node_index.end())
      app::state().camera.show(scene().nodes[found->second].position, 0);
    if (!is_node && found != scene().edge_index.end())
      app::state().camera.show(middle_of(scene().edges[found->second]), 0);
    app::want_frames();
  }
}

/// What people did to the mirrored nodes or ties; select and go are the same for both.
void answer(const std::vector<Registered>& list, bool is_node) {
  for (const Registered& each : list) {
    while (const auto action = mirror::take_action(each.id)) {
      using Kind = mirror::Action::Kind;
      if (action->kind == Kind::click) is_node ? press_node(each.entity) : app::select_edges({each.entity});
      if (action->kind == Kind::context)
        open_menu(is_node ? each.entity : "", is_node ? "" : each.entity, each.rect.GetCenter());
    }
  }
}

}  // namespace

std::string sentence_of(const Edge& edge) {
  const std::string own = "tieSentence." + edge.kind;
  const bool plain = edge.label.empty() && edge.direction == Direction::directed;
  const std::string key = plain && ui::has_text(own)                       ? own
                          : plain && ui::has_text("edgeKind." + edge.kind) ? "tie.directed"
                          : edge.direction == Direction::directed          ? "tie.named"
                                                                           : "tie.mutual";
  std::string text = ui::tr(
      key, {label_of(edge.from), edge.label.empty() ? edge_kind_name(edge.kind) : edge.label, label_of(edge.to)});
  if (edge.status != EdgeStatus::active || !edge.since.empty())
    text += std::string(", ") + ui::tr("edgeStatus." + std::string(name_of(edge_statuses, edge.status)));
  if (!edge.since.empty()) text += " " + ui::tr("tie.since", {edge.since});
  if (!edge.until.empty()) text += " " + ui::tr("tie.until", {edge.until});
  return text;
}

std::string sentence_of(const ProposedTie& tie) {
  return ui::tr("mirror.proposed", {scene().nodes[tie.from].node->label, scene().nodes[tie.to].node->label});
}

std::string description_of(const Node& node) {
  std::string text = ui::tr("kind." + std::string(name_of(node_kinds, node.kind)));
  if (!node.sector.empty()) text += ", " + sector_name(node.sector);
  if (!node.place.empty()) text += ", " + node.place;
  const auto found = scene().node_index.find(node.id);
  const std::size_t ties = found == scene().node_index.end() ? 0 : scene().incident[found->second].size();
  text += ", " + ui::tr("tie.count", {std::to_string(ties)});
  if (!node.needs.empty()) text += ", " + ui::tr("node.needs", {std::to_string(node.needs.size())});
  if (!node.offers.empty()) text += ", " + ui::tr("node.offers", {std::to_string(node.offers.size())});
  return text;
}

void register_in_mirror(bool moving) {
  if (!app::state().open) {
    nodes_.clear();
    edges_.clear();
    collected_ = 0;
    return;
  }
  follow_focus();
  answer(nodes_, true);
  answer(edges_, false);
  if (!moving) collect();
  if (!scene().nodes.empty() || !app::network().nodes.empty())
    say("network", "heading",
        ui::tr("mirror.network",
               {std::to_string(app::network().nodes.size()), std::to_string(app::network().edges.size())}));
  if (scene().any_marks || !scene().communities.empty()) platform::call_deferred<say_marks>();
  register_all("node", "mirror.nodes", nodes_, scene().nodes.size(), focused_node_);
  register_all("tie", "mirror.edges", edges_, scene().edges.size(), focused_edge_);
}

void follow_focus() {
  follow_focus(nodes_, true);
  follow_focus(edges_, false);
}

const std::string& focused_node() {
  static const std::string none;
  return scene().node_index.contains(focused_node_) ? focused_node_ : none;
}

void focus_node(const std::string& id) {
  focused_node_ = id;
  focused_edge_.clear();
  mirror::focus(id_of("node", id));
}

bool walk_ties(int step) {
  const auto at =
      std::find_if(edges_.begin(), edges_.end(), [](const Registered& each) { return each.entity == focused_edge_; });
  if (at == edges_.end()) return false;
  const auto place = (at - edges_.begin()) + step;
  if (place < 0 || place >= static_cast<std::ptrdiff_t>(edges_.size())) return true;
  const Registered& next = edges_[static_cast<std::size_t>(place)];
  focused_edge_ = next.entity;
  mirror::focus(next.id);
  return true;
}

}  // namespace impactweb::canvas
