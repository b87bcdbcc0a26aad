#include "state/frame_plan.hpp"

#include <algorithm>
#include <set>

#include "state/state.hpp"

namespace impactweb::app {
namespace {

int frames_wanted_ = 0;
std::set<double> wake_ups_;  // on the clock of `State::now`
bool picture_moved_ = false;

}  // namespace

void move_picture() { picture_moved_ = true; }
bool picture_moved() { return picture_moved_; }
void forget_picture_moved() { picture_moved_ = false; }

void want_frames(int frames) { frames_wanted_ = std::max(frames_wanted_, frames); }
void want_frame_in(double seconds) { wake_ups_.insert(state().now + seconds); }

bool frame_wanted() { return frames_wanted_ > 0; }

bool wake_up_due() { return !wake_ups_.empty() && *wake_ups_.begin() <= state().now; }

int take_wanted_frame() {
  if (frames_wanted_ > 0) --frames_wanted_;
  return frames_wanted_;
}

double take_wake_up() {
  wake_ups_.erase(wake_ups_.begin(), wake_ups_.upper_bound(state().now));
  return wake_ups_.empty() ? -1 : *wake_ups_.begin() - state().now;
}

}  // namespace impactweb::app
