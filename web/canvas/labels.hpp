// Names on the canvas: never over one another, the most important first, more of them as one zooms in.
#pragma once

#include <imgui.h>

#include "canvas/camera.hpp"

namespace impactweb::canvas {

/// Draws names of nodes (and initials of persons) and of ties that are hovered or selected. `text_scale` enlarges them.
void draw_labels(ImDrawList* list, const Camera& camera, float text_scale);

/// Size of a node with its name below, in world units at zoom 1: what a layout keeps free.
ImVec2 label_box(const std::string& label, float radius);

}  // namespace impactweb::canvas
