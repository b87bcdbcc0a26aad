// Colours (assets/colors.json, of which the page has the same) and measures of the canvas and its panels.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>

namespace impactweb::ui {

struct Palette {
  ImVec4 paper, surface, raised, ink, secondary, hairline, accent, accent_soft, on_accent, danger, warning, shadow;
};

enum class Scheme { light, dark };

/// Switches colours; also sets Dear ImGui's style. `strong`: more contrast, for who asks the system for it.
/// `text_scale` enlarges all text and controls, 1 is normal.
void set_theme(Scheme scheme, bool strong, float text_scale);
const Palette& palette();
Scheme scheme();

ImU32 pack(const ImVec4& color, float alpha = 1);

inline constexpr float text_size = 16;        // px, reading
inline constexpr float small_text_size = 14;  // px, secondary
inline constexpr float title_size = 20;       // px
inline constexpr float grid = 4;              // px, spacing is a multiple of it
inline constexpr float rounding = 8;          // px
/// Height of controls: comfortable with a mouse, at least 44 px with a finger, and growing with the text in them.
float control_height();
void set_touch(bool touch);
bool touch();

/// The palette's colour of sector number `index` (any number; the eight colours repeat).
ImVec4 sector_color(int index);
/// Colours for sectors that a group has made: none is one of the others, and each is as far from all as can be.
ImVec4 own_sector_color(int index);
inline constexpr int sector_colors = 8;
/// Colour of nodes without a value.
ImVec4 neutral_color();
/// Colour of ties that fund.
ImVec4 funding_color();
/// Step `index` of `count` on a scale from little to much.
ImVec4 scale_color(int index, int count);
/// #rrggbb as a colour, or `fallback`. Lightened or darkened where it would not stand out from the paper.
ImVec4 color_from_hex(std::string_view hex, ImVec4 fallback);

}  // namespace impactweb::ui
