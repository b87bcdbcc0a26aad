// What an answer has marked in the picture: rings around nodes, dashes for ties that are proposed, hulls around groups.
// All of it differs from its surroundings in form as well, never in colour alone.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <vector>

#include "state/camera.hpp"

namespace impactweb::canvas {

/// How far the ring of a marked node reaches beyond the node, CSS pixels.
inline constexpr float mark_reach = 8;

/// Queues hulls and dashes, to lie under the scene, and says how what follows is to be drawn.
void queue_hulls(ImDrawList* list, const Camera& camera, float pixel_ratio);
/// Queues rings, and what stands on the dashes, to lie over it.
void queue_marks(ImDrawList* list);
/// What was queued last is to be drawn as this camera sees it.
void move_marks(const Camera& camera);

/// The ring around a marked node, CSS pixels. `radius` is that of the node as drawn; level 1 has the thicker ring.
struct MarkRing {
  float radius = 0, width = 0;
};
MarkRing mark_ring(float radius, int level);

/// A group as it is drawn: a soft surface with a thin outline under its ties and nodes, both of its colour, and from
/// afar a lid over them.
struct DrawnHull {
  std::string label;
  std::vector<ImVec2> outline;  ///< CSS pixels, clockwise, convex and round; may be empty
  ImVec4 color;
  float surface = 0, line = 0;  ///< how much these have of the colour, 0 to 1
  ImVec4 lid;
  float lid_cover = 0;  ///< how much of what is under it the lid hides, 0 to 1
  ImVec2 top;           ///< its highest point
  ImVec2 middle;        ///< of its nodes
};
/// How much hulls cover of what is in them, 0 to 1: from so far away that nodes are dots, all of it, and their names
/// are what is read.
float hulls_cover(const Camera& camera);
/// Those in sight of `camera`, made once for all that draw them. A community whose hull would hold many strangers has
/// none: it would say what is not true.
const std::vector<DrawnHull>& drawn_hulls(const Camera& camera);

/// A tie that is proposed: long dashes of the accent colour, with a plus in a disc about its middle.
struct DrawnProposal {
  std::uint32_t index = 0;   ///< of `Scene::proposed`
  std::vector<ImVec2> line;  ///< CSS pixels, from rim to rim
  ImVec2 middle;             ///< of the disc, clear of nodes where it can be
  float unit = 1;            ///< what its widths are multiplied by
};
std::vector<DrawnProposal> drawn_proposals(const Camera& camera);

}  // namespace impactweb::canvas
