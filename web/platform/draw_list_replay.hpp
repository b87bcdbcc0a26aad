// Draws a frame of Dear ImGui again that has not changed, from buffers that have it already: what moves is in its
// callbacks.
#pragma once

#include <imgui.h>

namespace impactweb::platform {

/// Call when `queued` is another frame than the one that was replayed last, or the context is a new one.
void forget_draw_list(bool context_lost);
/// Draws to the framebuffer that is bound, which has the size of the frame in device pixels.
void replay_draw_list(const ImDrawData& queued);
/// Draws `data` at once, within a callback of a frame, whose own buffers stay as they are.
void draw_list_at_once(const ImDrawData& data);

}  // namespace impactweb::platform
