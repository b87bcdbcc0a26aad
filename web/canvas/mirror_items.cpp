#include "canvas/mirror_items.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <vector>

#include "app/state.hpp"
#include "canvas/canvas_view.hpp"
#include "canvas/scene.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/translate.hpp"

namespace impactweb::canvas {
namespace {

namespace mirror = ui::mirror;

constexpr std::size_t most_nodes = 200, most_edges = 200;

struct Registered {
  ImGuiID id;
  std::string entity, name, description;
  ImRect rect;
  bool clipped, selected;
};

std::vector<Registered> nodes_, edges_;

ImGuiID id_of(const char* type, const std::string& id) { return ImHashStr(id.c_str(), id.size(), ImHashStr(type)); }

const std::string& label_of(const std::string& node) {
  static const std::string none;
  const auto found = app::network().nodes.find(node);
  return found == app::network().nodes.end() ? none : found->second.label;
}

bool on_stage(ImVec2 point) {
  const ImVec2 stage = app::state().camera.stage();
  return point.x >= 0 && point.y >= 0 && point.x <= stage.x && point.y <= stage.y;
}

void collect() {
  const Camera& camera = app::state().camera;
  nodes_.clear();
  edges_.clear();
  for (const std::uint32_t index : scene().by_importance) {
    if (nodes_.size() >= most_nodes) break;
    const SceneNode& node = scene().nodes[index];
    const ImVec2 center = camera.screen_from_world(node.position);
    const float half = std::max(12.f, node.radius * static_cast<float>(camera.zoom()));
    nodes_.push_back({id_of("node", node.node->id), node.node->id, node.node->label, description_of(*node.node),
                      ImRect(center.x - half, center.y - half, center.x + half, center.y + half), !on_stage(center),
                      node.selected});
  }
  for (std::uint32_t i = 0; i < scene().edges.size() && edges_.size() < most_edges; ++i) {
    const SceneEdge& edge = scene().edges[i];
    const ImVec2 middle = camera.screen_from_world(middle_of(edge));
    edges_.push_back({id_of("edge", edge.edge->id), edge.edge->id, sentence_of(*edge.edge), "",
                      ImRect(middle.x - 8, middle.y - 8, middle.x + 8, middle.y + 8), !on_stage(middle),
                      edge.selected});
  }
}

void register_all(const char* group, const char* name, const std::vector<Registered>& list, std::size_t total) {
  mirror::begin_group("group", ui::tr(name, {std::to_string(total)}), ImHashStr(group));
  for (const Registered& each : list) {
    mirror::Item& item = mirror::add(each.id, "button", each.name, each.rect);
    item.description = each.description;
    item.clipped = each.clipped;
    item.checked = each.selected ? 1 : 0;
  }
  mirror::end_group();
}

/// What people did to the mirrored nodes or ties; select and go are the same for both.
void answer(const std::vector<Registered>& list, bool is_node) {
  for (const Registered& each : list) {
    while (const auto action = mirror::take_action(each.id)) {
      using Kind = mirror::Action::Kind;
      if (action->kind == Kind::click) is_node ? app::select_nodes({each.entity}) : app::select_edges({each.entity});
      if (action->kind == Kind::focus && each.clipped) {
        const auto found = is_node ? scene().node_index.find(each.entity) : scene().edge_index.find(each.entity);
        if (is_node && found != scene().node_index.end())
          app::state().camera.show(scene().nodes[found->second].position, 0);
        if (!is_node && found != scene().edge_index.end())
          app::state().camera.show(middle_of(scene().edges[found->second]), 0);
        app::want_frames();
      }
      if (action->kind == Kind::context)
        open_menu(is_node ? each.entity : "", is_node ? "" : each.entity, each.rect.GetCenter());
    }
  }
}

}  // namespace

std::string sentence_of(const Edge& edge) {
  std::string text =
      ui::tr(edge.direction == Direction::directed ? "tie.directed" : "tie.mutual",
             {label_of(edge.from), edge.label.empty() ? edge_kind_name(edge.kind) : edge.label, label_of(edge.to)});
  if (edge.status != EdgeStatus::active)
    text += std::string(", ") + ui::tr("edgeStatus." + std::string(name_of(edge_statuses, edge.status)));
  if (!edge.since.empty()) text += ", " + ui::tr("tie.since", {edge.since});
  return text;
}

std::string description_of(const Node& node) {
  std::string text = ui::tr("kind." + std::string(name_of(node_kinds, node.kind)));
  if (!node.sector.empty()) text += ", " + sector_name(node.sector);
  if (!node.place.empty()) text += ", " + node.place;
  const auto found = scene().node_index.find(node.id);
  const std::size_t ties = found == scene().node_index.end() ? 0 : scene().incident[found->second].size();
  text += ", " + ui::tr(ties == 1 ? "tie.one" : "tie.count", {std::to_string(ties)});
  if (!node.needs.empty()) text += ", " + ui::tr("node.needs", {std::to_string(node.needs.size())});
  if (!node.offers.empty()) text += ", " + ui::tr("node.offers", {std::to_string(node.offers.size())});
  return text;
}

void register_in_mirror(bool moving) {
  if (!app::state().open) {
    nodes_.clear();
    edges_.clear();
    return;
  }
  answer(nodes_, true);
  answer(edges_, false);
  if (!moving) {
    update_scene();
    collect();
  }
  register_all("nodes", "mirror.nodes", nodes_, scene().nodes.size());
  register_all("edges", "mirror.edges", edges_, scene().edges.size());
}

}  // namespace impactweb::canvas
