// When to draw next; between two wishes the page schedules nothing at all.
#pragma once

#include <nlohmann/json.hpp>

namespace impactweb::app {

/// Counts down what `want_frames` asked for; the number of frames that are still wanted.
int take_wanted_frame();
/// Seconds until the next frame that `want_frame_in` asked for, or a negative number when there is none. Wishes whose
/// time has come are this frame, and forgotten; the others stay, however many there are.
double take_wake_up();
/// True when `want_frames` has asked for one.
bool frame_wanted();
/// True when one of the frames of `want_frame_in` is due.
bool wake_up_due();
/// True when `move_picture` was called since the last frame that took note of it.
bool picture_moved();
void forget_picture_moved();

}  // namespace impactweb::app
