// The program's face to the page: its start, and what pointers and wheel do, on panels or on the picture.
#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <map>

#include "app/frames.hpp"
#include "bridge/commands.hpp"
#include "canvas/canvas_view.hpp"
#include "canvas/renderer.hpp"
#include "panels/panels.hpp"
#include "platform/gui.hpp"
#include "platform/window.hpp"
#include "state/state.hpp"
#include "ui/theme.hpp"
#include "ui/widgets.hpp"

namespace impactweb::app {
namespace {

using canvas::Modifiers;
using canvas::PointerType;

/// A pointer that came down on a panel.
struct PanelPointer {
  ImVec2 start, last;
  /// It is a finger that moved: it scrolls and presses nothing.
  bool scrolls = false;
  /// How far down it has scrolled, in CSS pixels and not rounded; negative before it did.
  float scrolled_to = -1;
};

/// By id; pointers that are not in it belong to the canvas.
std::map<int, PanelPointer> panel_pointers_;

ImGuiWindow* panel_at(ImVec2 point) {
  ImGuiWindow* window = nullptr;
  ImGui::FindHoveredWindowEx(point, false, &window, nullptr);
  return window;
}

Modifiers modifiers_of(int bits) { return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0}; }

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

/// What scrolls under this point, or null.
ImGuiWindow* scrolling_panel_at(ImVec2 point) {
  ImGuiWindow* window = panel_at(point);
  while (window != nullptr && window->ScrollMax.y <= 0) window = window->ParentWindow;
  return window;
}

/// Scrolls what lies under where the finger came down as far as it has gone since the last time. Dear ImGui rounds
/// where a window is scrolled to in each frame, so the exact place is kept here: rounding would add up.
void follow_finger(PanelPointer& pointer, ImVec2 at) {
  ImGuiWindow* window = scrolling_panel_at(pointer.start);
  if (window != nullptr) {
    if (pointer.scrolled_to < 0) pointer.scrolled_to = window->Scroll.y;
    pointer.scrolled_to = std::clamp(pointer.scrolled_to + pointer.last.y - at.y, 0.f, window->ScrollMax.y);
    ImGui::SetScrollY(window, pointer.scrolled_to);
  }
  pointer.last = at;
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
      follow_finger(pointer, at);
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

/// See `draw_frame`.
EMSCRIPTEN_KEEPALIVE double app_frame(double milliseconds) { return draw_frame(milliseconds); }

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
  if (state().presenting && phase < 3) panels::reach_for_tools();
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
    const bool over_panel = panel_at(at) != nullptr || ui::popup_open();
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

/// See `changed_mirror`.
EMSCRIPTEN_KEEPALIVE const char* app_mirror() { return changed_mirror(); }

/// 0 text, 1 pointer, 2 grabbing, 3 crosshair: what the pointer should look like.
EMSCRIPTEN_KEEPALIVE int app_cursor() { return canvas::cursor(); }

EMSCRIPTEN_KEEPALIVE void app_context(int lost) {
  if (lost != 0) {
    canvas::cancel_gestures();
    canvas::forget_renderer();
    platform::lose_context();
  } else {
    platform::restore_context();
    canvas::create_renderer();
    want_frames();
  }
}

/// True when a frame is wanted before anything happens.
EMSCRIPTEN_KEEPALIVE int app_wants_frame() { return frame_wanted() || picture_moved() ? 1 : 0; }
}
