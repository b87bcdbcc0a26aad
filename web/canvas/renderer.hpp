// Draws the scene with WebGL 2: every node and every tie is one instance of a small mesh, shaped by distance functions
// in the shaders, so that panning and zooming upload nothing.
#pragma once

#include <imgui.h>

#include "canvas/camera.hpp"
#include "canvas/scene.hpp"

namespace impactweb::canvas {

/// Makes shaders and buffers; again after a lost context.
void create_renderer();
/// Forgets the objects of a context that is gone.
void forget_renderer();

/// Queues the scene into `list`; it is drawn when Dear ImGui renders the frame.
void queue_scene(ImDrawList* list, const Camera& camera, float pixel_ratio);

}  // namespace impactweb::canvas
