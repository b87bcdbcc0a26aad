// Frames: what is laid out and drawn in one, and when the next is wanted.
#pragma once

#include <cstdint>
#include <deque>

namespace impactweb::app {

/// Draws a frame at `milliseconds` (any steady clock). Gives 0 when nothing more is to be drawn, 1 for the next frame,
/// or in how many milliseconds (above 1) one is wanted.
double draw_frame(double milliseconds);

/// The mirror as JSON when it changed since the last call, otherwise a null pointer.
const char* changed_mirror();

struct FrameTimes {
  std::uint64_t count = 0;    ///< of frames since start
  std::deque<double> latest;  ///< how long the last 600 took, milliseconds
};
const FrameTimes& frame_times();

}  // namespace impactweb::app
