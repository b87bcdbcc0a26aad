// Draws the scene with WebGL 2: every node and every tie is one instance of a small mesh, shaped by distance functions
// in the shaders, so that panning and zooming upload nothing.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "scene/scene.hpp"
#include "state/camera.hpp"

namespace impactweb::canvas {

/// Makes shaders and buffers; again after a lost context.
void create_renderer();
/// Forgets the objects of a context that is gone.
void forget_renderer();

/// Queues the scene into `list`, as the first that is drawn when Dear ImGui renders the frame: into the window, or into
/// whatever else is bound then, for a file.
void queue_scene(ImDrawList* list, const Camera& camera, float pixel_ratio, bool for_file = false);

/// A tie as it is drawn, for whoever draws it elsewhere.
struct DrawnTie {
  std::uint32_t edge = 0;  ///< index in the scene
  ImVec4 color;            ///< as faint as where ties cover much
  float width = 1;         ///< CSS pixels
  float arrow = 0;         ///< length of its arrowheads, CSS pixels
  bool arrows = true;      ///< its arrowheads are drawn, if it has a direction
  bool coin = false;
};
/// The ties that `camera` sees drawn, in the order of the scene.
std::vector<DrawnTie> drawn_ties(const Camera& camera);
/// Indices of all nodes in the order in which they are drawn: later ones lie on top.
std::vector<std::uint32_t> drawing_order();
/// Radius of a node as it is drawn, CSS pixels.
float drawn_radius(const SceneNode& node, const Camera& camera);

/// Where the small map of the whole network is on the screen.
struct MapPlace {
  ImVec2 low, high;  ///< its corners
  ImVec2 center;     ///< where the network's middle is
  Point middle;      ///< of the network, in the world
  double scale = 1;  ///< pixels for a unit
};
/// Queues the dots of the map, and the frame around what is on the stage.
void queue_map(ImDrawList* list, const MapPlace& place);

/// What was queued last, labels and map included, is to be drawn as this camera sees it; where frames come slowly,
/// to within half a device pixel.
void move_scene(const Camera& camera, bool slowly);

}  // namespace impactweb::canvas
