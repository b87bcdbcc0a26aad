// When to draw next; between two wishes the page schedules nothing at all.
#pragma once

namespace impactweb::app {

/// The picture has moved under panels that stay as they are: by the camera, or nodes in it. Cheaper than a whole frame,
/// and the page hears of it when the picture stands still again.
void move_picture();
/// The next frame must be drawn, and `frames` after it.
void want_frames(int frames = 3);
/// A frame is wanted in so many seconds.
void want_frame_in(double seconds);

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
