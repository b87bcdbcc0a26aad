// What lies under a point, or in a part of the picture.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <vector>

#include "core/model/geometry.hpp"

namespace impactweb::canvas {

/// The node or edge at a point on the screen, -1 for none; `reach` in pixels helps fingers.
int node_at(ImVec2 point_on_screen, float reach = 0);
int edge_at(ImVec2 point_on_screen, float reach = 5);
/// The nodes whose centres lie in a rectangle of the world.
std::vector<std::uint32_t> nodes_in(const Rect& rect);

}  // namespace impactweb::canvas
