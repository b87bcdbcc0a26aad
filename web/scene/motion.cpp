#include "scene/motion.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "scene/scene_parts.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {
namespace {

using parts::made_scene;

bool held_ = false;  // changes of places wait

// Where nodes are drawn while that differs from where the network has them.
std::unordered_map<std::string, Point> drawn_;  // when a glide was asked for
std::vector<Point> glide_from_;                 // by index
double glide_ = 1;
constexpr std::size_t most_gliding = 20'000;
bool glide_next_ = false;
std::set<std::string> dragged_ids_;
std::vector<std::uint32_t> dragged_;  // by index
Point dragged_by_;

Point place_of(const SceneNode& node) { return node.node->position.value_or(Point{}); }

void include(Rect& bounds, const SceneNode& node, Point at) {
  // Room for the label below.
  bounds.include({at.x - node.radius - 30, at.y - node.radius});
  bounds.include({at.x + node.radius + 30, at.y + node.radius + 22});
}

void update_bounds(Scene& scene) {
  scene.bounds = {};
  for (const SceneNode& node : scene.nodes) include(scene.bounds, node, node.position);
}

/// Puts every node where it is drawn: on its way while a glide lasts, under the pointer while it is dragged.
void place(Scene& scene) {
  const bool gliding = glide_ < 1 && glide_from_.size() == scene.nodes.size();
  const double left = 1 - glide_, eased = 1 - left * left * left;
  for (std::size_t i = 0; i < scene.nodes.size(); ++i) {
    SceneNode& node = scene.nodes[i];
    node.position = place_of(node);
    if (!gliding) continue;
    const Point from = glide_from_[i];
    node.position = {from.x + (node.position.x - from.x) * eased, from.y + (node.position.y - from.y) * eased};
  }
  for (const std::uint32_t index : dragged_) {
    const Point at = place_of(scene.nodes[index]);
    scene.nodes[index].position = {at.x + dragged_by_.x, at.y + dragged_by_.y};
  }
  update_bounds(scene);
  parts::note_everything();
  ++scene.drawn_revision;
  ++scene.revision;
}

}  // namespace

namespace parts {

void find_dragged() {
  dragged_.clear();
  for (const std::string& id : dragged_ids_)
    if (const auto found = made_scene().node_index.find(id); found != made_scene().node_index.end())
      dragged_.push_back(found->second);
}

void begin_glide() {
  if (!glide_next_) return;
  // In a picture of very many, nobody follows one of them, and each step costs.
  glide_ = app::state().reduced_motion || app::network().nodes.size() > most_gliding ? 1 : 0;
  glide_next_ = false;
}

void place_nodes() {
  glide_from_.clear();
  if (glide_ < 1)
    for (const SceneNode& node : made_scene().nodes) {
      const auto from = drawn_.find(node.node->id);
      glide_from_.push_back(from == drawn_.end() ? place_of(node) : from->second);
    }
  place(made_scene());
}

}  // namespace parts

void hold_places(bool hold) { held_ = hold; }
bool places_held() { return held_; }

void glide_next_change() {
  drawn_.clear();
  const Scene& all = scene();
  if (all.nodes.size() <= most_gliding)
    for (const SceneNode& node : all.nodes) drawn_.emplace(node.node->id, node.position);
  glide_next_ = true;
}

bool gliding() { return glide_ < 1; }

Rect bounds_at_rest() {
  Rect bounds;
  for (const SceneNode& node : scene().nodes) include(bounds, node, place_of(node));
  return bounds;
}

bool advance_positions(double seconds) {
  if (!gliding()) return false;
  scene();
  glide_ = std::min(1.0, glide_ + seconds / 0.25);
  place(made_scene());
  return true;
}

void begin_drag(const std::set<std::string>& ids) {
  dragged_ids_ = ids;
  dragged_by_ = {};
  scene();
  parts::find_dragged();
}

void drag_by(Point displacement) {
  dragged_by_ = displacement;
  scene();
  Scene& moved = made_scene();
  for (const std::uint32_t index : dragged_) {
    SceneNode& node = moved.nodes[index];
    const Point at = place_of(node);
    node.position = {at.x + displacement.x, at.y + displacement.y};
    parts::note_node(index);
    for (const std::uint32_t tie : moved.incident[index]) parts::note_edge(tie);
  }
  update_bounds(moved);
  ++moved.drawn_revision;
  ++moved.revision;
}

void end_drag() {
  drag_by({});
  dragged_ids_.clear();
  dragged_.clear();
}

}  // namespace impactweb::canvas
