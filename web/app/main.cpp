// The program's face to the page: start, frames, input, and the commands of AppCommands in page/bridge/bridge.ts.
#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <chrono>
#include <cmath>
#include <deque>

#include "actions/arranging.hpp"
#include "app/picture.hpp"
#include "bridge/bridge.hpp"
#include "canvas/canvas_view.hpp"
#include "canvas/labels.hpp"
#include "canvas/mirror_items.hpp"
#include "canvas/renderer.hpp"
#include "core/analysis/measures.hpp"
#include "core/layout/layout.hpp"
#include "panels/panels.hpp"
#include "platform/deferred.hpp"
#include "platform/gui.hpp"
#include "platform/window.hpp"
#include "scene/node_measures.hpp"
#include "scene/scene.hpp"
#include "state/frame_plan.hpp"
#include "state/state.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::app {
namespace {

using bridge::add_command;
using canvas::Modifiers;
using canvas::PointerType;

double last_frame_ = 0;
double still_since_ = 0;
/// The picture moves without the panels since the last whole frame, and the page has not heard of it yet.
bool moving_alone_ = false;
/// The mirror may differ from what the page was told last.
bool mirror_is_new_ = true;
std::uint64_t frames_ = 0;
std::deque<double> frame_milliseconds_;
std::string mirror_json_;

/// A pointer that came down on a panel.
struct PanelPointer {
  ImVec2 start, last;
  /// It is a finger that moved: it scrolls and presses nothing.
  bool scrolls = false;
};

/// By id; pointers that are not in it belong to the canvas.
std::map<int, PanelPointer> panel_pointers_;

ImGuiWindow* panel_at(ImVec2 point) {
  ImGuiWindow* window = nullptr;
  ImGui::FindHoveredWindowEx(point, false, &window, nullptr);
  return window;
}

Modifiers modifiers_of(int bits) { return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0}; }

bool popup_open() { return GImGui->OpenPopupStack.Size > 0; }

/// Lets go of what a pointer has pressed, without it having been pressed.
void let_go_of_panel() {
  ImGuiIO& io = ImGui::GetIO();
  ImGui::ClearActiveID();
  // Away first: a button is pressed by what is let go over it.
  io.AddMousePosEvent(-1e6f, -1e6f);
  io.AddMouseButtonEvent(0, false);
  io.AddMouseButtonEvent(1, false);
  want_frames(6);
}

/// Scrolls what is under `point` by so much.
void scroll_panel(ImVec2 point, float down) {
  for (ImGuiWindow* window = panel_at(point); window != nullptr; window = window->ParentWindow) {
    if (window->ScrollMax.y <= 0) continue;
    // Several moves may come between two frames, and a scroll is in force from the next one on.
    const float from = window->ScrollTarget.y < FLT_MAX ? window->ScrollTarget.y : window->Scroll.y;
    ImGui::SetScrollY(window, std::clamp(from + down, 0.f, window->ScrollMax.y));
    return;
  }
}

void pointer_to_panel(PanelPointer& pointer, int phase, PointerType type, ImVec2 at, int button) {
  ImGuiIO& io = ImGui::GetIO();
  const bool finger = type != PointerType::mouse;
  io.AddMouseSourceEvent(finger ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  if (phase == 0) {
    io.AddMousePosEvent(at.x, at.y);
    io.AddMouseButtonEvent(button == 2 ? 1 : 0, true);
  } else if (phase == 1) {
    if (finger && !pointer.scrolls && std::abs(at.y - pointer.start.y) > 10) {
      // A finger that moves scrolls: what it came down on is let go without being pressed.
      pointer.scrolls = true;
      let_go_of_panel();
    }
    if (pointer.scrolls) {
      scroll_panel(pointer.start, pointer.last.y - at.y);
      pointer.last = at;
    } else {
      io.AddMousePosEvent(at.x, at.y);
    }
  } else {
    if (!pointer.scrolls) {
      io.AddMousePosEvent(at.x, at.y);
      io.AddMouseButtonEvent(button == 2 ? 1 : 0, false);
    }
    if (finger) io.AddMousePosEvent(-1e6f, -1e6f);
  }
  // A quick press takes a frame for each of its events.
  want_frames(6);
}

// ------------------------------------------------------------------ commands

Json strings(const Json& arguments) {
  std::map<std::string, std::string, std::less<>> table;
  for (const auto& [key, text] : arguments.at("table").items()) table.emplace(key, text.get<std::string>());
  ui::set_strings(arguments.at("language").get<std::string>(), std::move(table));
  touch_view(true);
  return nullptr;
}

Json appearance(const Json& arguments) {
  state().reduced_motion = arguments.at("reducedMotion").get<bool>();
  state().camera.set_reduced_motion(state().reduced_motion);
  state().text_scale = std::clamp(arguments.value("textScale", 1.f), 0.75f, 2.5f);
  ui::set_touch(arguments.value("touch", false));
  ui::set_theme(arguments.at("scheme") == "dark" ? ui::Scheme::dark : ui::Scheme::light,
                arguments.value("strong", false), state().text_scale);
  touch_view(true);
  return nullptr;
}

Json set_open(const Json& arguments) {
  state().open = arguments.at("open").get<bool>();
  if (!state().open) panels::clear_entry_line();
  state().view_only = arguments.value("viewOnly", false);
  state().tool = Tool::select;
  if (!state().marks.empty()) platform::call_deferred<forget_marks>();
  touch_view(true);
  return nullptr;
}

Json select_command(const Json& arguments) {
  Selection chosen;
  for (const auto& id : arguments.value("nodes", std::vector<std::string>{}))
    if (network().nodes.contains(id)) chosen.nodes.insert(id);
  for (const auto& id : arguments.value("edges", std::vector<std::string>{}))
    if (network().edges.contains(id)) chosen.edges.insert(id);
  select(chosen);
  if (arguments.value("fly", false) && !chosen.nodes.empty()) go_to_node(*chosen.nodes.begin());
  return nullptr;
}

Json show(const Json& arguments) {
  const std::string what = arguments.at("what").get<std::string>();
  State& s = state();
  if (what == "help")
    s.help_open = true;
  else if (what == "search")
    s.search_open = true, ui::mirror::focus_key("search");
  else if (what == "entry")
    ui::mirror::focus_key("entry");
  else if (what == "list")
    s.side = SidePanel::list;
  else if (what == "filters")
    s.side = SidePanel::filters;
  else if (what == "fit")
    fit();
  else if (what == "present")
    s.presenting = !s.presenting;
  want_frames();
  return nullptr;
}

Json stats(const Json&) {
  return {{"frames", frames_},
          {"names", canvas::names_in_sight()},
          {"frameMilliseconds", std::vector<double>(frame_milliseconds_.begin(), frame_milliseconds_.end())}};
}

Json key_command(const Json& arguments) {
  if (state().open) canvas::update_scene();
  const bool handled = state().open && canvas::key(arguments.at("key").get<std::string>(),
                                                   {arguments.value("shift", false), arguments.value("control", false),
                                                    arguments.value("alt", false)});
  return {{"handled", handled}};
}

Json mirror_action(const Json& arguments) {
  using Kind = ui::mirror::Action::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"click", Kind::click}, {"input", Kind::input}, {"commit", Kind::commit}, {"blur", Kind::blur},
      {"leave", Kind::leave}, {"focus", Kind::focus}, {"key", Kind::key},       {"context", Kind::context}};
  const auto kind = kinds.find(arguments.at("kind").get<std::string>());
  if (kind != kinds.end())
    ui::mirror::post_action(arguments.at("id").get<ImGuiID>(), {kind->second, arguments.value("value", std::string())});
  want_frames();
  return nullptr;
}

PictureOf picture_of(const Json& arguments) {
  const std::string of = arguments.at("of").get<std::string>();
  return of == "view" ? PictureOf::view : of == "selection" ? PictureOf::selection : PictureOf::all;
}

Json picture_command(const Json& arguments) {
  return take_picture(picture_of(arguments), arguments.value("scale", 2.0), arguments.value("transparent", false));
}

Json set_fonts(const Json& arguments) {
  const auto& bytes = bridge::buffer();
  std::vector<std::vector<unsigned char>> fonts;
  std::size_t at = 0;
  for (const Json& size : arguments.at("sizes")) {
    const auto end = std::min(bytes.size(), at + size.get<std::size_t>());
    fonts.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       bytes.begin() + static_cast<std::ptrdiff_t>(end));
    at = end;
  }
  if (fonts.size() == 3) platform::set_fonts(std::move(fonts[0]), std::move(fonts[1]), std::move(fonts[2]));
  bridge::buffer() = {};
  return nullptr;
}

Json lists(const Json&) {
  Json layouts = Json::array(), measures = Json::array();
  for (const auto& algorithm : layout::algorithms()) layouts.push_back(algorithm.id);
  for (const auto& measure : analysis::all_measures()) measures.push_back(measure.id);
  return {{"layouts", layouts}, {"measures", measures}};
}

void add_app_commands() {
  add_command("strings", strings);
  add_command("appearance", appearance);
  add_command("viewState", [](const Json&) { return view_state(); });
  add_command("setViewState", [](const Json& arguments) {
    set_view_state(arguments.at("view"));
    return Json();
  });
  add_command("setOpen", set_open);
  add_command("select", select_command);
  add_command("mark", [](const Json& arguments) {
    set_marks(read_marks(arguments));
    return Json();
  });
  add_command("show", show);
  add_command("stats", stats);
  add_command("key", key_command);
  add_command("mirrorAction", mirror_action);
  add_command("picture", picture_command);
  add_command("layOutPicture", [](const Json& arguments) {
    return lay_out_picture(picture_of(arguments), arguments.value("answer", true));
  });
  add_command("pictureItems", [](const Json& arguments) {
    return picture_items(arguments.at("what").get<std::string>(), arguments.at("from").get<std::size_t>(),
                         arguments.at("count").get<std::size_t>());
  });
  add_command("forgetPicture", [](const Json&) {
    forget_picture();
    return Json();
  });
  add_command("setFonts", set_fonts);
  add_command("enter", [](const Json& arguments) {
    return Json{{"done", panels::enter_line(arguments.at("line").get<std::string>())}};
  });
  add_command("lists", lists);
  add_command("beginLayout", [](const Json& arguments) { return begin_arranging(arguments); });
  add_command("goOnWithLayout", [](const Json& arguments) {
    return go_on_arranging(arguments.at("job").get<int>(), arguments.at("milliseconds").get<double>());
  });
  add_command("stopLayout", [](const Json&) {
    stop_arranging();
    return Json();
  });
  add_command("placeNewNodes", [](const Json& arguments) {
    return Json{{"arrange", place_new_nodes(arguments.value("gesture", std::string()))}};
  });
}

[[maybe_unused]] const bool registered = (bridge::add_core_commands(), add_app_commands(), true);

}  // namespace
}  // namespace impactweb::app

using namespace impactweb;
using namespace impactweb::app;

extern "C" {

/// Opens the window. 0 when the browser has no WebGL 2: everything works then but drawing.
EMSCRIPTEN_KEEPALIVE int app_start() {
  const bool drawn = platform::open_window();
  platform::create_gui(drawn);
  if (drawn) canvas::create_renderer();
  ui::set_theme(ui::Scheme::light, false, 1);
  return drawn ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void app_resize(double width, double height, double ratio) {
  platform::set_stage(static_cast<float>(width), static_cast<float>(height), static_cast<float>(ratio));
  want_frames();
}

namespace {

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
         !s.reveal_wanted && GImGui->HoveredId == 0 && !popup_open() && drawn_session_ == session().revision() &&
         drawn_view_ == s.view_revision && drawn_selection_ == s.selection_revision && drawn_marks_ == s.marks_revision;
}

void count_frame(std::chrono::steady_clock::time_point began) {
  ++frames_;
  frame_milliseconds_.push_back(
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  if (frame_milliseconds_.size() > 600) frame_milliseconds_.pop_front();
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
  if (!platform::draw_again()) return -1;
  moving_alone_ = true;
  still_since_ = s.now;
  count_frame(began);
  const double wake = take_wake_up();
  // While a hand holds the picture, it has not come to rest; letting go asks for a frame.
  if (!moving && wake < 0 && canvas::pointer_is_down()) return 0;
  return moving ? 1 : 1000 * (wake < 0 ? settling_time + 0.02 : std::clamp(wake, 0.002, settling_time + 0.02));
}

}  // namespace

namespace {

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
  // The scene points to nodes and ties: nothing may be read from it after an edit before it has heard of that. A glide
  // that begins with the edit begins where the nodes are drawn.
  const bool gliding = canvas::gliding();
  if (s.open) canvas::update_scene();
  if (gliding) moving = canvas::advance_positions(seconds) || moving;
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
  if (s.open) canvas::update_scene();  // what is queued is drawn from it
  fitted = s.open && s.fit_wanted;
  if (fitted) {
    s.fit_wanted = false;
    fit(false);
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

/// Draws a frame at `milliseconds` (any steady clock). Gives 0 when nothing more is to be drawn, 1 for the next frame,
/// or in how many milliseconds (above 1) one is wanted.
EMSCRIPTEN_KEEPALIVE double app_frame(double milliseconds) {
  if (!platform::has_fonts()) return 0;
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
  platform::end_frame();

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

/// phase: 0 down, 1 move, 2 up, 3 cancelled, 4 left the stage. type: 0 mouse, 1 touch, 2 pen. modifiers: 1 Shift, 2
/// Ctrl or Cmd, 4 Alt. `milliseconds`: when it happened, on the clock of `app_frame`.
EMSCRIPTEN_KEEPALIVE void app_pointer(int phase, int id, int kind, double x, double y, int button, int modifier_bits,
                                      double milliseconds) {
  // Between frames time stands still; how long a press lasts is counted from the press.
  state().now = std::max(state().now, milliseconds / 1000);
  const ImVec2 at(static_cast<float>(x), static_cast<float>(y));
  const PointerType type = kind == 1 ? PointerType::touch : kind == 2 ? PointerType::pen : PointerType::mouse;
  const Modifiers modifiers = modifiers_of(modifier_bits);
  ImGuiIO& events = ImGui::GetIO();
  events.AddKeyEvent(ImGuiMod_Shift, modifiers.shift);
  events.AddKeyEvent(ImGuiMod_Ctrl, modifiers.control);
  if (phase == 0) ui::set_touch(type == PointerType::touch);
  if (!state().open) return;
  canvas::update_scene();
  if (phase == 3) {
    if (panel_pointers_.erase(id) > 0) let_go_of_panel();
    canvas::cancel_gestures();
    return;
  }
  if (phase == 4) {
    ImGui::GetIO().AddMousePosEvent(-1e6f, -1e6f);
    canvas::pointer_left();
    want_frames(2);
    return;
  }
  if (phase == 0) {
    const bool over_panel = panel_at(at) != nullptr || popup_open();
    if (over_panel)
      panel_pointers_[id] = {at, at, false};
    else
      canvas::pointer_down(id, type, at, button, modifiers);
  }
  if (const auto pointer = panel_pointers_.find(id); pointer != panel_pointers_.end()) {
    pointer_to_panel(pointer->second, phase, type, at, button);
    if (phase == 2) panel_pointers_.erase(pointer);
    return;
  }
  if (phase == 1) {
    if (type == PointerType::mouse && !canvas::pointer_is_down()) {
      ImGui::GetIO().AddMousePosEvent(at.x, at.y);
      static bool was_over = false;
      const bool over = panel_at(at) != nullptr;
      if (over || was_over) want_frames(2);
      was_over = over;
      if (over)
        canvas::pointer_left();
      else
        canvas::pointer_move(id, type, at, modifiers);
    } else {
      canvas::pointer_move(id, type, at, modifiers);
    }
  }
  if (phase == 2) canvas::pointer_up(id, type, at, modifiers);
}

EMSCRIPTEN_KEEPALIVE void app_wheel(double x, double y, double dx, double dy, int zoom) {
  if (!state().open) return;
  const ImVec2 at(static_cast<float>(x), static_cast<float>(y));
  if (panel_at(at) != nullptr) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x, at.y);
    io.AddMouseWheelEvent(static_cast<float>(-dx / 60), static_cast<float>(-dy / 60));
    want_frames();
    return;
  }
  canvas::wheel(at, {static_cast<float>(dx), static_cast<float>(dy)}, zoom != 0);
}

EMSCRIPTEN_KEEPALIVE void app_space(int down) { canvas::set_space(down != 0); }

/// The mirror as JSON when it changed since the last call, otherwise a null pointer.
EMSCRIPTEN_KEEPALIVE const char* app_mirror() {
  if (!mirror_is_new_) return nullptr;
  mirror_is_new_ = false;
  mirror_json_ = ui::mirror::json_if_changed();
  return mirror_json_.empty() ? nullptr : mirror_json_.c_str();
}

/// 0 text, 1 pointer, 2 grabbing, 3 crosshair: what the pointer should look like.
EMSCRIPTEN_KEEPALIVE int app_cursor() { return canvas::cursor(); }

EMSCRIPTEN_KEEPALIVE void app_context(int lost) {
  if (lost != 0) {
    canvas::cancel_gestures();
    platform::lose_context();
  } else {
    platform::restore_context();
    want_frames();
  }
}

/// True when a frame is wanted before anything happens.
EMSCRIPTEN_KEEPALIVE int app_wants_frame() { return frame_wanted() || picture_moved() ? 1 : 0; }
}
