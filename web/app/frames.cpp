#include "app/frames.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "actions/actions.hpp"
#include "bridge/bridge.hpp"
#include "canvas/canvas_view.hpp"
#include "canvas/labels.hpp"
#include "canvas/mirror_items.hpp"
#include "canvas/renderer.hpp"
#include "panels/panels.hpp"
#include "platform/gui.hpp"
#include "scene/motion.hpp"
#include "scene/node_measures.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/widgets.hpp"

namespace impactweb::app {
namespace {

double last_frame_ = 0;
double still_since_ = 0;
/// The picture moves without the panels since the last whole frame, and the page has not heard of it yet.
bool moving_alone_ = false;
/// The mirror may differ from what the page was told last.
bool mirror_is_new_ = true;
FrameTimes times_;
std::string mirror_json_;

/// What of the panels depends on the network and the view, as of the last whole frame.
std::uint64_t drawn_session_ = 0, drawn_view_ = 0, drawn_selection_ = 0, drawn_marks_ = 0;

/// True when nothing asks for another frame.
bool stands_still() {
  return !frame_wanted() && !picture_moved() && !wake_up_due() && !state().camera.flying() && !canvas::gliding();
}

/// True when in this frame nothing but the picture moves, under panels that stay as they are.
bool only_the_picture_moves() {
  const State& s = state();
  return s.open && platform::is_drawn() && !frame_wanted() && !wake_up_due() &&
         (picture_moved() || s.camera.flying() || canvas::gliding()) && canvas::only_scene_moves() && !s.fit_wanted &&
         !s.reveal_wanted && s.newcomers.empty() && GImGui->HoveredId == 0 && !ui::popup_open() &&
         drawn_session_ == session().revision() && drawn_view_ == s.view_revision &&
         drawn_selection_ == s.selection_revision && drawn_marks_ == s.marks_revision;
}

void count_frame(std::chrono::steady_clock::time_point began) {
  ++times_.count;
  times_.latest.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  if (times_.latest.size() > 600) times_.latest.pop_front();
}

/// Seconds from frame to frame while the picture moves, as of late; above `slow_pace` a processor does the drawing, or
/// a graphics card has too much of it.
double pace_ = 0;
constexpr double slow_pace = 0.022;

/// How long a picture has to stand still until the mirror and the page hear of it, in seconds.
constexpr double settling_time = 0.15;

/// A frame in which the picture alone moves. Gives what `app_frame` gives, or a negative number when it has to be a
/// whole one.
double draw_moving_picture(double seconds, std::chrono::steady_clock::time_point began) {
  if (!only_the_picture_moves()) return -1;
  State& s = state();
  forget_picture_moved();
  bool moving = s.camera.advance(seconds);
  moving = canvas::advance_positions(seconds) || moving;
  if (moving_alone_) pace_ += 0.3 * (seconds - pace_);
  canvas::move_scene(s.camera, pace_ > slow_pace);
  if (!platform::draw_again(ui::palette().paper)) return -1;
  moving_alone_ = true;
  still_since_ = s.now;
  count_frame(began);
  const double wake = take_wake_up();
  // While a hand holds the picture, it has not come to rest; letting go asks for a frame.
  if (!moving && wake < 0 && canvas::pointer_is_down()) return 0;
  return moving ? 1 : 1000 * (wake < 0 ? settling_time + 0.02 : std::clamp(wake, 0.002, settling_time + 0.02));
}

/// Where the camera was in the last whole frame.
Point drawn_center_;
double drawn_zoom_ = 0;

/// Lays a frame out, everything but sending it to the screen; true when the picture moves. Where the picture had to be
/// fitted, that is done with what the panels leave free of the stage, which only a frame tells: `fitted` says that this
/// one is of no use.
bool lay_out_frame(double seconds, bool& fitted) {
  State& s = state();
  platform::begin_frame(seconds);
  ui::mirror::begin_frame();
  bool moving = s.camera.advance(seconds);
  if (s.open) canvas::work_on_measures();
  moving = canvas::advance_positions(seconds) || moving;
  const bool camera_moved = !(drawn_center_ == s.camera.center()) || drawn_zoom_ != s.camera.zoom();
  if (moving || (camera_moved && !s.fit_wanted)) still_since_ = s.now;
  // The mirror follows once the picture stands still.
  const bool just_moved = still_since_ > 0 && s.now - still_since_ < settling_time;
  // Letting go asks for frames by itself.
  if (just_moved && !canvas::pointer_is_down()) want_frame_in(settling_time + 0.02);
  const bool settling = just_moved || canvas::pointer_is_down();
  if (!settling && moving_alone_) {
    moving_alone_ = false;
    bridge::post({{"type", "view"}});
  }
  canvas::draw(ImGui::GetBackgroundDrawList(), platform::stage_size(), platform::pixel_ratio());
  canvas::register_in_mirror(settling);
  if (s.open) panels::draw_all(platform::stage_size());
  fitted = s.open && s.fit_wanted;
  if (fitted) {
    s.fit_wanted = false;
    s.newcomers = {};
    fit(false);
  } else if (s.open && !canvas::pointer_is_down()) {
    follow_picture();
  }
  if (s.open && s.reveal_wanted && !canvas::pointer_is_down()) {
    s.reveal_wanted = false;
    reveal_selection();
    if (s.camera.flying()) want_frames(2);
  }
  ui::mirror::end_frame();
  drawn_center_ = s.camera.center();
  drawn_zoom_ = s.camera.zoom();
  return moving;
}

}  // namespace

double draw_frame(double milliseconds) {
  if (platform::fonts().regular == nullptr) return 0;
  const auto began = std::chrono::steady_clock::now();
  const double seconds = std::clamp((milliseconds - last_frame_) / 1000, 0.0, 0.1);
  last_frame_ = milliseconds;
  State& s = state();
  s.now = milliseconds / 1000;

  // While many nodes get new places one after another, the picture waits for the last of them, unless a hand asks.
  if (canvas::places_held() && !frame_wanted() && !picture_moved() && !wake_up_due()) return 0;
  // Names of a large picture that stands still come without drawing all of it each time.
  if (canvas::names_pending() && stands_still()) {
    canvas::work_on_names();
    if (canvas::names_pending()) return 1;
    want_frames(1);
  }
  if (const double next = draw_moving_picture(seconds, began); next >= 0) return next;
  forget_picture_moved();
  mirror_is_new_ = true;

  bool fitted = false;
  bool moving = lay_out_frame(seconds, fitted);
  if (fitted) {
    platform::drop_frame();
    moving = lay_out_frame(0, fitted);
  }
  platform::end_frame(ui::palette().paper);

  drawn_session_ = session().revision();
  drawn_view_ = s.view_revision;
  drawn_selection_ = s.selection_revision;
  drawn_marks_ = s.marks_revision;
  count_frame(began);
  const bool more = take_wanted_frame() > 0;
  const bool tooltip_due = GImGui->HoveredId != 0 && GImGui->HoveredIdTimer < 0.6f;
  const double wake = take_wake_up();
  if (moving || more || tooltip_due || canvas::names_pending()) return 1;
  return wake < 0 ? 0 : std::max(2.0, wake * 1000);
}

const char* changed_mirror() {
  if (!mirror_is_new_) return nullptr;
  mirror_is_new_ = false;
  mirror_json_ = ui::mirror::json_if_changed();
  return mirror_json_.empty() ? nullptr : mirror_json_.c_str();
}

const FrameTimes& frame_times() { return times_; }

}  // namespace impactweb::app
