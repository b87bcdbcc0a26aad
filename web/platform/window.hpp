// The window: one canvas with a WebGL 2 context, through SDL.
#pragma once

namespace impactweb::platform {

/// Makes the canvas `#canvas` SDL's window and gives it a WebGL 2 context. False when the browser has none to give.
bool open_window();

/// Tells SDL how large the canvas is, in device pixels.
void resize_window(int width, int height);

}  // namespace impactweb::platform
