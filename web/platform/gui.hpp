// Dear ImGui on this page: context, fonts, frame. Input comes from page/canvas through app/main.cpp.
#pragma once

#include <imgui.h>

#include <vector>

namespace impactweb::platform {

/// Makes Dear ImGui's context. With `drawn` it draws to the window, which must be open; without, its frames only lay
/// out what the accessible mirror shows.
void create_gui(bool drawn);
bool is_drawn();
/// TrueType fonts, with the icons merged into both, `size` pixels high where nothing else is said. Taken over; call
/// once, before the first frame.
void set_fonts(std::vector<unsigned char> regular, std::vector<unsigned char> bold, std::vector<unsigned char> icons,
               float size);
/// The cuts of the typeface; null until they are set.
struct Fonts {
  ImFont* regular = nullptr;
  ImFont* bold = nullptr;
};
const Fonts& fonts();

/// Size of the stage in CSS pixels, and device pixels for one of them.
void set_stage(float width, float height, float pixel_ratio);
ImVec2 stage_size();
float pixel_ratio();

void begin_frame(double seconds_since_last);
/// Ends the frame and draws it to the window, on `paper`.
void end_frame(const ImVec4& paper);
/// Ends the frame and shows nothing of it.
void drop_frame();
/// Draws to the window what the last frame has queued, once more: its callbacks may draw something else by now. False
/// when there is no such frame.
bool draw_again(const ImVec4& paper);

/// After a lost WebGL context: forgets its own objects, and makes them again.
void lose_context();
void restore_context();

}  // namespace impactweb::platform
