// The pixels of a picture, kept on the graphics card. A large network takes a processor that draws by itself a second;
// while it stands still under panels that change, its pixels are put back in a few milliseconds.
#pragma once

namespace impactweb::canvas {

/// Keeps what the window shows of a picture so large, in device pixels. Call before anything is drawn over it.
void cache_pixels(int width, int height);
/// Puts back into the window what was kept, so many device pixels further to the right and up; false when nothing of
/// that size is.
bool draw_cached_pixels(int width, int height, int right = 0, int up = 0);
/// What is kept shows something else by now.
void invalidate_pixel_cache();
/// Forgets the objects of a context that is gone.
void lose_pixel_cache();

}  // namespace impactweb::canvas
