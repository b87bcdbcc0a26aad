// Names on the canvas: never over one another, the most important first, more of them as one zooms in.
#pragma once

#include <imgui.h>

#include <string>

#include "canvas/camera.hpp"

namespace impactweb::canvas {

/// Draws names of nodes (and initials of persons) and of ties that are hovered or selected. `text_scale` enlarges them.
void draw_labels(ImDrawList* list, const Camera& camera, float text_scale);

/// Width of a name as drawn at zoom 1, in world units; its height is `label_height`.
float label_width(const std::string& label);
inline constexpr float label_height = 18;

}  // namespace impactweb::canvas
