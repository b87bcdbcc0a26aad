#include "canvas/canvas_view.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "canvas/labels.hpp"
#include "canvas/mirror_items.hpp"
#include "canvas/renderer.hpp"
#include "scene/motion.hpp"
#include "scene/picking.hpp"
#include "scene/scene.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::canvas {
namespace {

using app::state;
using app::Tool;

enum class Gesture { none, wait, pan, move_nodes, rectangle, link, pinch };

struct Pointer {
  ImVec2 start, position;
  PointerType type = PointerType::mouse;
};

constexpr float mouse_slop = 4, finger_slop = 10;
constexpr double long_press_seconds = 0.5, double_press_seconds = 0.35;

std::unordered_map<int, Pointer> pointers_;
Gesture gesture_ = Gesture::none;
int pressed_node_ = -1, pressed_edge_ = -1;
std::string pressed_id_;       // of the node under the first pointer
bool pressed_handle_ = false;  // the link handle of a node
Modifiers pressed_modifiers_;
double pressed_at_ = 0, last_press_at_ = -1;
bool press_is_long_ = false;
ImVec2 last_press_;
ImVec2 pinch_center_;
float pinch_distance_ = 0;
bool space_ = false;
ImVec2 rectangle_from_, rectangle_to_;
ImVec2 link_to_;
int handle_node_ = -1;  // the node whose link handle is shown

struct Menu {
  bool wanted = false;
  std::string node, edge;
  ImVec2 at;
  Point at_in_world;
} menu_;

float slop(PointerType type) { return type == PointerType::mouse ? mouse_slop : finger_slop; }
float reach(PointerType type) { return type == PointerType::mouse ? 0.f : 10.f; }

/// Where the handle for drawing ties sits: on the rim, up and to the right.
ImVec2 handle_of(const SceneNode& node) {
  const Camera& camera = state().camera;
  const ImVec2 center = camera.screen_from_world(node.position);
  const float distance = drawn_radius(node, camera) + 11;
  return {center.x + distance * 0.7071f, center.y - distance * 0.7071f};
}

bool over_handle(ImVec2 position, PointerType type) {
  if (handle_node_ < 0 || handle_node_ >= static_cast<int>(scene().nodes.size())) return false;
  const ImVec2 at = handle_of(scene().nodes[static_cast<std::size_t>(handle_node_)]);
  const float dx = at.x - position.x, dy = at.y - position.y, r = type == PointerType::mouse ? 11.f : 22.f;
  return dx * dx + dy * dy <= r * r;
}

void begin_move() {
  const std::string id = pressed_id_;
  if (!state().selection.nodes.contains(id)) app::select_nodes({id}, false);
  begin_drag(state().selection.nodes);
  gesture_ = Gesture::move_nodes;
}

Point moved_by(ImVec2 from, ImVec2 to) {
  const double zoom = state().camera.zoom();
  return {(to.x - from.x) / zoom, (to.y - from.y) / zoom};
}

void finish_move(ImVec2 from, ImVec2 to) {
  const Point by = moved_by(from, to);
  Json positions = Json::object();
  for (const std::string& id : state().selection.nodes) {
    const auto found = app::network().nodes.find(id);
    if (found == app::network().nodes.end()) continue;
    const Point start = found->second.position.value_or(Point{});
    positions[id] = {start.x + by.x, start.y + by.y};
  }
  end_drag();
  app::apply({{{"op", "moveNodes"}, {"positions", positions}}});
}

void finish_link(ImVec2 position, PointerType type) {
  if (!app::network().nodes.contains(pressed_id_)) return;
  const int target = node_at(position, reach(type));
  if (target >= 0) {
    app::create_edge(pressed_id_, scene().nodes[static_cast<std::size_t>(target)].node->id);
  } else {
    // A tie drawn to nowhere means: someone new.
    const std::string from = pressed_id_;
    app::create_linked_node(from, state().camera.world_from_screen(position));
  }
  state().tool = Tool::select;
}

void finish_rectangle() {
  const Camera& camera = state().camera;
  Rect rect;
  rect.include(camera.world_from_screen(rectangle_from_));
  rect.include(camera.world_from_screen(rectangle_to_));
  app::Selection chosen = state().selection;
  for (const std::uint32_t index : nodes_in(rect)) chosen.nodes.insert(scene().nodes[index].node->id);
  app::select(chosen, chosen.size() > 0);
}

void press(ImVec2 position, PointerType type) {
  if (pressed_node_ >= 0) {
    if (pressed_modifiers_.shift || pressed_modifiers_.control)
      app::toggle_node(pressed_id_);
    else
      press_node(pressed_id_);
    return;
  }
  if (pressed_edge_ >= 0) {
    if (pressed_modifiers_.shift || pressed_modifiers_.control)
      app::toggle_edge(pressed_id_);
    else
      app::select_edges({pressed_id_});
    return;
  }
  const bool twice = state().now - last_press_at_ < double_press_seconds && std::abs(position.x - last_press_.x) < 12 &&
                     std::abs(position.y - last_press_.y) < 12;
  if (state().tool == Tool::add || twice) {
    app::create_node(state().camera.world_from_screen(position));
    state().tool = Tool::select;
    last_press_at_ = -1;
    return;
  }
  last_press_at_ = state().now;
  last_press_ = position;
  if (!pressed_modifiers_.shift) app::clear_selection();
}

void update_pinch() {
  ImVec2 sum{0, 0};
  for (const auto& [id, pointer] : pointers_) sum = {sum.x + pointer.position.x, sum.y + pointer.position.y};
  const float count = static_cast<float>(pointers_.size());
  const ImVec2 center{sum.x / count, sum.y / count};
  float distance = 0;
  for (const auto& [id, pointer] : pointers_)
    distance += std::hypot(pointer.position.x - center.x, pointer.position.y - center.y) / count;
  if (pinch_distance_ > 0 && distance > 0) {
    state().camera.pan({center.x - pinch_center_.x, center.y - pinch_center_.y});
    state().camera.zoom_at(center, distance / pinch_distance_);
    app::move_picture();
  }
  pinch_center_ = center;
  pinch_distance_ = distance;
}

void draw_dashed(ImDrawList* list, ImVec2 a, ImVec2 b, ImU32 color) {
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  for (float at = 0; at < length; at += 10) {
    const float end = std::min(at + 6, length);
    list->AddLine({a.x + (b.x - a.x) * at / length, a.y + (b.y - a.y) * at / length},
                  {a.x + (b.x - a.x) * end / length, a.y + (b.y - a.y) * end / length}, color, 2);
  }
}

void draw_gesture(ImDrawList* list) {
  const ImU32 accent = ui::pack(ui::palette().accent);
  if (gesture_ == Gesture::rectangle) {
    const ImVec2 low{std::min(rectangle_from_.x, rectangle_to_.x), std::min(rectangle_from_.y, rectangle_to_.y)};
    const ImVec2 high{std::max(rectangle_from_.x, rectangle_to_.x), std::max(rectangle_from_.y, rectangle_to_.y)};
    list->AddRectFilled(low, high, ui::pack(ui::palette().accent, 0.10f), 2);
    list->AddRect(low, high, accent, 2);
  }
  if (gesture_ == Gesture::link) {
    const auto from = scene().node_index.find(pressed_id_);
    if (from != scene().node_index.end())
      draw_dashed(list, state().camera.screen_from_world(scene().nodes[from->second].position), link_to_, accent);
    const int target = node_at(link_to_, 6);
    if (target >= 0) {
      const SceneNode& node = scene().nodes[static_cast<std::size_t>(target)];
      list->AddCircle(state().camera.screen_from_world(node.position), drawn_radius(node, state().camera) + 7, accent,
                      0, 3);
    }
  }
  if (handle_node_ >= 0 && handle_node_ < static_cast<int>(scene().nodes.size()) && gesture_ == Gesture::none &&
      !state().presenting) {
    const ImVec2 at = handle_of(scene().nodes[static_cast<std::size_t>(handle_node_)]);
    list->AddCircleFilled(at, 10, ui::pack(ui::palette().surface));
    list->AddCircle(at, 10, accent, 0, 1.5f);
    list->AddLine({at.x - 4, at.y}, {at.x + 4, at.y}, accent, 1.8f);
    list->AddLine({at.x, at.y - 4}, {at.x, at.y + 4}, accent, 1.8f);
  }
}

/// What the menu is about: seen above it, and heard as its name.
void menu_title(const std::string& text) {
  const ui::TextStyle style(ui::small_text_size, true);
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + 300);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
}

std::string menu_name() {
  if (const auto node = app::network().nodes.find(menu_.node); node != app::network().nodes.end())
    return node->second.label;
  if (const auto edge = app::network().edges.find(menu_.edge); edge != app::network().edges.end())
    return sentence_of(edge->second);
  return ui::tr("menu.name");
}

void node_menu(const std::string& id) {
  const auto node = app::network().nodes.find(id);
  if (node == app::network().nodes.end()) return;
  menu_title(node->second.label);
  if (ui::menu_item("edit", ui::tr("menu.edit"), ui::icon::edit, "Enter")) {
    app::select_nodes({id});
    ui::mirror::focus_key("title");
  }
  if (ui::menu_item("link", ui::tr("menu.link"), ui::icon::link, "L")) {
    app::select_nodes({id}, false);
    state().tool = Tool::link;
    app::announce(ui::tr("ui.linkHint"));
  }
  if (ui::menu_item("need", ui::tr("menu.need"), ui::icon::need)) app::add_exchange(id, "needs");
  if (ui::menu_item("offer", ui::tr("menu.offer"), ui::icon::offer)) app::add_exchange(id, "offers");
  if (ui::menu_item("around", ui::tr("menu.selectAround"), ui::icon::select)) {
    app::Selection around{{id}, {}};
    for (const auto& [edge_id, edge] : app::network().edges) {
      if (edge.from == id) around.nodes.insert(edge.to);
      if (edge.to == id) around.nodes.insert(edge.from);
    }
    app::select(around);
  }
  if (ui::menu_item("pin", ui::tr(node->second.pinned ? "menu.unpin" : "menu.pin"), ui::icon::pin))
    app::apply({{{"op", "setNode"}, {"id", id}, {"field", "pinned"}, {"value", !node->second.pinned}}});
  if (ui::menu_item("remove", ui::tr("menu.remove"), ui::icon::trash, "Del", true)) {
    if (!state().selection.nodes.contains(id)) app::select_nodes({id}, false);
    app::remove_selection();
  }
}

void edge_menu(const std::string& id) {
  const auto edge = app::network().edges.find(id);
  if (edge == app::network().edges.end()) return;
  menu_title(sentence_of(edge->second));
  if (ui::menu_item("edit", ui::tr("menu.edit"), ui::icon::edit, "Enter")) app::select_edges({id});
  if (ui::menu_item("flip", ui::tr("menu.flip"), ui::icon::swap)) app::flip_edge(id);
  if (ui::menu_item("another", ui::tr("menu.anotherTie"), ui::icon::link))
    app::create_edge(edge->second.from, edge->second.to);
  if (ui::menu_item("remove", ui::tr("menu.remove"), ui::icon::trash, "Del", true)) {
    app::select_edges({id}, false);
    app::remove_selection();
  }
}

void canvas_menu() {
  static constexpr std::pair<NodeKind, const char*> kinds[] = {{NodeKind::actor, "menu.newActor"},
                                                               {NodeKind::initiative, "menu.newInitiative"},
                                                               {NodeKind::challenge, "menu.newChallenge"},
                                                               {NodeKind::vision, "menu.newVision"}};
  for (const auto& [kind, key] : kinds)
    if (ui::menu_item(key, ui::tr(key), ui::icon::add, kind == NodeKind::actor ? "N" : nullptr))
      app::create_node(menu_.at_in_world, kind);
  if (ui::menu_item("all", ui::tr("menu.selectAll"), ui::icon::select, "Ctrl A")) app::select_all();
  if (ui::menu_item("fit", ui::tr("ui.fit"), ui::icon::fit, "0")) app::fit();
  if (ui::menu_item("arrange", ui::tr("ui.arrange"), ui::icon::arrange)) app::arrange("stress");
  if (ui::menu_item("picture", ui::tr("menu.picture"), ui::icon::palette)) app::request("picture");
}

void draw_menu() {
  if (menu_.wanted) {
    menu_.wanted = false;
    ImGui::OpenPopup("context");
  }
  ImGui::SetNextWindowPos(menu_.at, ImGuiCond_Appearing);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8, 8});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {4, 0});
  if (ImGui::BeginPopup("context", ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav)) {
    ui::mirror::begin_group("menu", menu_name(), ImGui::GetID("menu"));
    if (!menu_.node.empty())
      node_menu(menu_.node);
    else if (!menu_.edge.empty())
      edge_menu(menu_.edge);
    else
      canvas_menu();
    ui::mirror::end_group();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace

void open_menu(const std::string& node, const std::string& edge, ImVec2 position) {
  menu_ = {true, node, edge, position, state().camera.world_from_screen(position)};
  app::want_frames();
}

void press_node(const std::string& id) {
  if (!app::network().nodes.contains(id)) return;
  const auto& chosen = state().selection.nodes;
  if (state().tool != Tool::link) return app::select_nodes({id});
  if (chosen.size() == 1 && *chosen.begin() != id) {
    app::create_edge(*chosen.begin(), id);
    state().tool = Tool::select;
    return;
  }
  app::select_nodes({id}, false);
  app::announce(ui::tr("ui.linkTo", {app::network().nodes.at(id).label}));
}

void pointer_down(int id, PointerType type, ImVec2 position, int button, Modifiers modifiers) {
  pointers_[id] = {position, position, type};
  app::want_frames();
  if (pointers_.size() == 2) {
    // A second finger: whatever the first one began is put back, and both zoom.
    if (gesture_ == Gesture::move_nodes) end_drag();
    gesture_ = Gesture::pinch;
    pinch_distance_ = 0;
    update_pinch();
    return;
  }
  if (pointers_.size() > 2) return;
  set_hover(-1, -1);
  pressed_at_ = state().now;
  press_is_long_ = false;
  pressed_modifiers_ = modifiers;
  pressed_handle_ = button == 0 && over_handle(position, type);
  pressed_node_ = pressed_handle_ ? handle_node_ : node_at(position, reach(type));
  pressed_edge_ = pressed_node_ >= 0 ? -1 : edge_at(position, 5 + reach(type));
  pressed_id_ = pressed_node_ >= 0   ? scene().nodes[static_cast<std::size_t>(pressed_node_)].node->id
                : pressed_edge_ >= 0 ? scene().edges[static_cast<std::size_t>(pressed_edge_)].edge->id
                                     : std::string();
  if (button == 2) {
    open_menu(pressed_node_ >= 0 ? pressed_id_ : "", pressed_edge_ >= 0 ? pressed_id_ : "", position);
    gesture_ = Gesture::none;
    pointers_.erase(id);
    return;
  }
  gesture_ = button == 1 || space_ ? Gesture::pan : Gesture::wait;
  if (type != PointerType::mouse) app::want_frame_in(long_press_seconds + 0.02);
}

void pointer_move(int id, PointerType type, ImVec2 position, Modifiers) {
  const auto found = pointers_.find(id);
  if (found == pointers_.end()) {
    // Only a mouse or pen hovers. Small moves over nothing draw nothing.
    if (!state().open || gesture_ != Gesture::none) return;
    const int before_node = hovered_node(), before_edge = hovered_edge(), before_handle = handle_node_;
    if (over_handle(position, type)) return;
    // From so far that ties cover each other, the pointer is on one nearly everywhere: there a press finds it.
    const bool ties_apart = state().camera.zoom() >= 0.3 || scene().edges.size() <= 400;
    const int node = node_at(position), edge = node >= 0 || !ties_apart ? -1 : edge_at(position);
    set_hover(node, edge);
    if (node >= 0 && !state().view_only)
      handle_node_ = node;
    else if (handle_node_ >= 0 && handle_node_ < static_cast<int>(scene().nodes.size())) {
      const ImVec2 at = handle_of(scene().nodes[static_cast<std::size_t>(handle_node_)]);
      if (std::hypot(at.x - position.x, at.y - position.y) > 30) handle_node_ = -1;
    }
    if (before_node != hovered_node() || before_edge != hovered_edge() || before_handle != handle_node_)
      app::want_frames(2);
    return;
  }
  Pointer& pointer = found->second;
  const ImVec2 before = pointer.position;
  pointer.position = position;
  if (gesture_ == Gesture::pinch) {
    update_pinch();
    return;
  }
  if (gesture_ == Gesture::wait) {
    if (std::hypot(position.x - pointer.start.x, position.y - pointer.start.y) < slop(type)) return;
    const bool tie_tool = state().tool == Tool::link;
    if (pressed_node_ >= 0 && (pressed_handle_ || tie_tool)) {
      gesture_ = Gesture::link;
    } else if (pressed_node_ >= 0 && !state().view_only &&
               (type == PointerType::mouse || state().selection.nodes.contains(pressed_id_))) {
      // A finger moves a node only once it is selected: otherwise it pans, wherever it comes down.
      begin_move();
    } else if (pressed_node_ < 0 && pressed_modifiers_.shift && type == PointerType::mouse) {
      gesture_ = Gesture::rectangle;
      rectangle_from_ = pointer.start;
    } else {
      gesture_ = Gesture::pan;
      state().camera.pan({position.x - pointer.start.x, position.y - pointer.start.y});
      app::want_frames(1);
      app::move_picture();
      return;
    }
    app::want_frames(1);
  }
  switch (gesture_) {
    case Gesture::pan:
      state().camera.pan({position.x - before.x, position.y - before.y});
      app::move_picture();
      break;
    case Gesture::move_nodes:
      drag_by(moved_by(pointer.start, position));
      app::move_picture();
      break;
    case Gesture::rectangle:
      rectangle_to_ = position;
      app::want_frames(1);
      break;
    case Gesture::link:
      link_to_ = position;
      app::want_frames(1);
      break;
    default:
      break;
  }
}

void pointer_up(int id, PointerType type, ImVec2 position, Modifiers) {
  const auto found = pointers_.find(id);
  if (found == pointers_.end()) return;
  const Pointer pointer = found->second;
  pointers_.erase(found);
  app::want_frames();
  if (gesture_ == Gesture::pinch) {
    // The finger that stays goes on panning.
    if (pointers_.size() == 1) gesture_ = Gesture::pan;
    if (pointers_.empty()) gesture_ = Gesture::none;
    pinch_distance_ = 0;
    return;
  }
  const Gesture ended = gesture_;
  gesture_ = Gesture::none;
  switch (ended) {
    case Gesture::wait:
      press(position, type);
      break;
    case Gesture::move_nodes:
      finish_move(pointer.start, position);
      break;
    case Gesture::rectangle:
      finish_rectangle();
      break;
    case Gesture::link:
      finish_link(position, type);
      break;
    default:
      break;
  }
}

void cancel_gestures() {
  if (gesture_ == Gesture::move_nodes) end_drag();
  gesture_ = Gesture::none;
  pointers_.clear();
  app::want_frames();
}

bool pointer_is_down() { return !pointers_.empty(); }

void pointer_left() {
  if (gesture_ != Gesture::none) return;
  if (hovered_node() < 0 && hovered_edge() < 0 && handle_node_ < 0) return;
  set_hover(-1, -1);
  handle_node_ = -1;
  app::want_frames(2);
}

void wheel(ImVec2 position, ImVec2 pixels, bool zoom) {
  if (zoom)
    state().camera.zoom_at(position, std::pow(1.0018, -static_cast<double>(pixels.y)));
  else
    state().camera.pan({-pixels.x, -pixels.y});
  app::move_picture();
}

void set_space(bool down) { space_ = down; }

namespace {

/// The neighbour (or, without ties, the node) that lies most in a direction from the selected one.
std::string node_towards(const std::string& id, ImVec2 direction) {
  const auto index = scene().node_index.find(id);
  if (index == scene().node_index.end())
    return scene().nodes.empty() ? "" : scene().nodes[scene().by_importance[0]].node->id;
  const Point from = scene().nodes[index->second].position;
  std::vector<char> tied(scene().nodes.size(), 0);
  for (const std::uint32_t tie : scene().incident[index->second])
    tied[scene().edges[tie].from] = tied[scene().edges[tie].to] = 1;
  double best = 1e300;
  std::string found;
  for (std::size_t i = 0; i < scene().nodes.size(); ++i) {
    if (i == index->second) continue;
    const double dx = scene().nodes[i].position.x - from.x, dy = scene().nodes[i].position.y - from.y;
    const double along = dx * direction.x + dy * direction.y, aside = std::abs(dx * direction.y - dy * direction.x);
    if (along <= 0 || aside > along * 1.8) continue;
    // A neighbour along a tie is nearer than a stranger at the same distance.
    const double cost = (along + 2 * aside) * (tied[i] != 0 ? 0.5 : 1);
    if (cost < best) {
      best = cost;
      found = scene().nodes[i].node->id;
    }
  }
  return found;
}

bool arrow_key(ImVec2 direction, Modifiers modifiers) {
  follow_focus();
  const auto& chosen = state().selection.nodes;
  const std::string from = chosen.empty() ? focused_node() : *chosen.begin();
  if (!modifiers.shift && walk_ties(direction.x + direction.y > 0 ? 1 : -1)) return true;
  if (from.empty() || modifiers.control) {
    state().camera.pan({-direction.x * 80, -direction.y * 80});
    app::touch_view(false);
    return true;
  }
  if (modifiers.shift && !chosen.empty()) {
    Json positions = Json::object();
    for (const std::string& id : chosen) {
      const Point at = app::network().nodes.at(id).position.value_or(Point{});
      positions[id] = {at.x + direction.x * 12, at.y + direction.y * 12};
    }
    ApplyOptions options;
    options.gesture = "nudge";
    app::apply({{{"op", "moveNodes"}, {"positions", positions}}}, options);
    return true;
  }
  const std::string next = node_towards(from, direction);
  if (next.empty()) return app::announce(ui::tr("ui.nothingThere")), true;
  app::go_to_node(next);
  focus_node(next);
  return true;
}

// True when the key means something here.
bool use_key(const std::string& name, Modifiers modifiers) {
  app::State& s = state();
  if (modifiers.control) {
    if (name == "z" && !modifiers.shift) return app::undo(), true;
    if ((name == "z" && modifiers.shift) || name == "Z" || name == "y") return app::redo(), true;
    if (name == "a") return app::select_all(), true;
    if (name == "f") return s.search_open = true, ui::mirror::focus_key("search"), true;
    return false;
  }
  if (modifiers.alt) return false;
  if (name == "Escape") {
    if (gesture_ != Gesture::none)
      cancel_gestures();
    else if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
      ImGui::ClosePopupToLevel(0, true);
    else if (s.help_open)
      s.help_open = false;
    else if (s.search_open)
      s.search_open = false;
    else if (s.presenting)
      app::present(false);
    else if (s.tool != Tool::select)
      s.tool = Tool::select;
    else if (!s.selection.empty())
      app::clear_selection();
    else
      return false;
    return true;
  }
  if (s.presenting && !modifiers.shift) {
    // Those that point from the back of a room press these.
    if (name == "ArrowRight" || name == "PageDown") return app::step_presentation(1), true;
    if (name == "ArrowLeft" || name == "PageUp") return app::step_presentation(-1), true;
  }
  if (name == "ArrowLeft") return arrow_key({-1, 0}, modifiers);
  if (name == "ArrowRight") return arrow_key({1, 0}, modifiers);
  if (name == "ArrowUp") return arrow_key({0, -1}, modifiers);
  if (name == "ArrowDown") return arrow_key({0, 1}, modifiers);
  if (name == "Delete" || name == "Backspace") return s.selection.empty() ? false : (app::remove_selection(), true);
  if (name == "Enter" && !s.selection.empty()) {
    s.side = app::SidePanel::inspector;
    ui::mirror::focus_key("title");
    return true;
  }
  if (name == "/") return s.search_open = true, ui::mirror::focus_key("search"), true;
  if (name == "?") return s.help_open = !s.help_open, true;
  if (name == "0") return app::fit(), true;
  if (name == "+" || name == "=")
    return s.camera.zoom_at({s.camera.stage().x / 2, s.camera.stage().y / 2}, 1.25), app::touch_view(false), true;
  if (name == "-")
    return s.camera.zoom_at({s.camera.stage().x / 2, s.camera.stage().y / 2}, 0.8), app::touch_view(false), true;
  if (name == "n" || name == "N") {
    const ImVec2 stage = s.camera.stage();
    app::create_node(s.camera.world_from_screen({stage.x / 2, stage.y / 2}));
    return true;
  }
  if (name == "l" || name == "L")
    return s.tool = s.tool == Tool::link ? Tool::select : Tool::link, app::announce(ui::tr("ui.linkHint")), true;
  if (name == "e" || name == "E") return app::present(false), ui::mirror::focus_key("entry"), true;
  if (name == "t" || name == "T") return app::toggle_side(app::SidePanel::list), true;
  if (name == "f" || name == "F") return app::toggle_side(app::SidePanel::filters), true;
  if (name == "i" || name == "I") return app::toggle_side(app::SidePanel::inspector), true;
  if (name == "p" || name == "P") return app::present(!s.presenting), true;
  return false;
}

}  // namespace

bool key(const std::string& name, Modifiers modifiers) {
  const bool used = use_key(name, modifiers);
  if (used) app::want_frames();
  return used;
}

namespace {

/// Letters of 26 pixels on a beamer of 1080 lines.
float presenting_scale(ImVec2 stage) { return std::clamp(2.15f * stage.y / 1080, 1.6f, 4.3f); }

}  // namespace

void draw(ImDrawList* background, ImVec2 stage, float pixel_ratio) {
  if (!state().open) return;
  if (handle_node_ >= static_cast<int>(scene().nodes.size())) handle_node_ = -1;
  // A finger that stays where it came down asks for the menu.
  if (gesture_ == Gesture::wait && pointers_.size() == 1 && pointers_.begin()->second.type != PointerType::mouse &&
      state().now - pressed_at_ >= long_press_seconds) {
    // On a slow device the finger may be up already, and the browser has not come round to saying so: a frame later it
    // has.
    if (press_is_long_) {
      open_menu(pressed_node_ >= 0 ? pressed_id_ : "", pressed_edge_ >= 0 ? pressed_id_ : "",
                pointers_.begin()->second.position);
      gesture_ = Gesture::none;
      pointers_.clear();
    }
    press_is_long_ = true;
    app::want_frames(2);
  }
  // The tool in hand has a say in who has the focus.
  set_hover(hovered_node(), hovered_edge());
  queue_scene(background, state().camera, pixel_ratio);
  queue_labels(background, state().camera, state().text_scale * (state().presenting ? presenting_scale(stage) : 1.f),
               pixel_ratio);
  draw_gesture(background);
  draw_menu();
}

bool only_scene_moves() {
  if (menu_.wanted || gesture_ == Gesture::rectangle || gesture_ == Gesture::link) return false;
  // A finger that stays asks for the menu.
  if (gesture_ == Gesture::wait) return false;
  return gesture_ != Gesture::none || handle_node_ < 0;
}

int cursor() {
  if (gesture_ == Gesture::pan || gesture_ == Gesture::move_nodes) return 2;
  if (gesture_ == Gesture::link || state().tool == Tool::add || state().tool == Tool::link) return 3;
  if (hovered_node() >= 0 || hovered_edge() >= 0) return 1;
  return 0;
}

}  // namespace impactweb::canvas
