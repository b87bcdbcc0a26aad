// Dear ImGui on this page: context, fonts, frame. Input comes from page/stage through app/main.cpp.
#pragma once

#include <imgui.h>

#include <vector>

namespace impactweb::platform {

/// Makes Dear ImGui's context. With `drawn` it draws to the window, which must be open; without, its frames only lay
/// out what the accessible mirror shows.
void create_gui(bool drawn);
bool is_drawn();
/// TrueType fonts, with the icons merged into both. Taken over; call once, before the first frame.
void set_fonts(std::vector<unsigned char> regular, std::vector<unsigned char> bold, std::vector<unsigned char> icons);
bool has_fonts();

/// Size of the stage in CSS pixels, and device pixels for one of them.
void set_stage(float width, float height, float pixel_ratio);
ImVec2 stage_size();
float pixel_ratio();

void begin_frame(double seconds_since_last);
/// Ends the frame and draws it to the window.
void end_frame();
/// Ends the frame and shows nothing of it.
void drop_frame();
/// Draws to the window what the last frame has queued, once more: its callbacks may draw something else by now. False
/// when there is no such frame.
bool draw_again();

/// After a lost WebGL context: forgets its objects, and makes them again.
void lose_context();
void restore_context();

}  // namespace impactweb::platform
