#include "ui/theme.hpp"

#include <algorithm>
#include <cstdint>

#include "colors.hpp"

namespace impactweb::ui {
namespace {

constexpr ImVec4 rgb(std::uint32_t hex, float alpha = 1) {
  return {static_cast<float>(hex >> 16 & 255) / 255.f, static_cast<float>(hex >> 8 & 255) / 255.f,
          static_cast<float>(hex & 255) / 255.f, alpha};
}

constexpr Palette palette_of(const colors::SchemeColors& of) {
  return {rgb(of.paper),     rgb(of.surface),  rgb(of.raised),  rgb(of.ink),
          rgb(of.secondary), rgb(of.hairline), rgb(of.accent),  rgb(of.accent_soft),
          rgb(of.on_accent), rgb(of.danger),   rgb(of.warning), rgb(of.shadow, of.shadow_opacity)};
}

constexpr Palette light = palette_of(colors::light), dark = palette_of(colors::dark);
// For who asks for contrast: text and lines are all ink.
constexpr Palette strong_light = palette_of(colors::strong_light), strong_dark = palette_of(colors::strong_dark);

Scheme scheme_ = Scheme::light;
bool strong_ = false;
bool touch_ = false;
float scale_ = 1;

/// What is the same in both palettes of a scheme.
const colors::SchemeColors& scheme_colors() { return scheme_ == Scheme::light ? colors::light : colors::dark; }

float luminance(const ImVec4& color) {
  // A rough relative luminance is enough to choose a side.
  return 0.2126f * color.x * color.x + 0.7152f * color.y * color.y + 0.0722f * color.z * color.z;
}

ImVec4 mix(const ImVec4& a, const ImVec4& b, float share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, a.z + (b.z - a.z) * share, 1};
}

}  // namespace

const Palette& palette() {
  if (strong_) return scheme_ == Scheme::light ? strong_light : strong_dark;
  return scheme_ == Scheme::light ? light : dark;
}
Scheme scheme() { return scheme_; }

ImU32 pack(const ImVec4& color, float alpha) {
  return ImGui::ColorConvertFloat4ToU32({color.x, color.y, color.z, color.w * alpha});
}

void set_touch(bool touch) {
  if (touch_ == touch) return;
  touch_ = touch;
  set_theme(scheme_, strong_, scale_);
}
bool touch() { return touch_; }
float control_height() { return (touch_ ? 24.f : 14.f) + 20 * std::max(1.f, scale_); }

void set_theme(Scheme scheme, bool strong, float text_scale) {
  scheme_ = scheme;
  strong_ = strong;
  scale_ = text_scale;
  const Palette& p = palette();
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.FontSizeBase = text_size;
  style.FontScaleMain = text_scale;
  style.WindowRounding = style.ChildRounding = style.FrameRounding = style.PopupRounding = rounding;
  style.GrabRounding = style.ScrollbarRounding = style.TabRounding = rounding;
  style.WindowBorderSize = style.PopupBorderSize = style.ChildBorderSize = 1;
  style.FrameBorderSize = 1;
  style.WindowPadding = {16, 12};
  style.FramePadding = {10, (control_height() / text_scale - text_size) / 2 * text_scale};
  style.ItemSpacing = {8, 8};
  style.ItemInnerSpacing = {8, 4};
  style.ScrollbarSize = touch_ ? 14.f : 12.f;
  style.CellPadding = {8, 4};
  style.WindowMinSize = {44, 44};
  style.DisabledAlpha = 0.45f;
  style.AntiAliasedLinesUseTex = false;
  ImVec4* c = style.Colors;
  for (int i = 0; i < ImGuiCol_COUNT; ++i) c[i] = p.ink;
  c[ImGuiCol_Text] = p.ink;
  c[ImGuiCol_TextDisabled] = p.secondary;
  c[ImGuiCol_WindowBg] = c[ImGuiCol_PopupBg] = p.surface;
  c[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  c[ImGuiCol_Border] = c[ImGuiCol_Separator] = p.hairline;
  c[ImGuiCol_BorderShadow] = {0, 0, 0, 0};
  c[ImGuiCol_FrameBg] = p.surface;
  c[ImGuiCol_FrameBgHovered] = c[ImGuiCol_FrameBgActive] = p.raised;
  c[ImGuiCol_Button] = p.surface;
  c[ImGuiCol_ButtonHovered] = p.raised;
  c[ImGuiCol_ButtonActive] = p.accent_soft;
  c[ImGuiCol_Header] = p.accent_soft;
  c[ImGuiCol_HeaderHovered] = p.raised;
  c[ImGuiCol_HeaderActive] = p.accent_soft;
  c[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  c[ImGuiCol_ScrollbarGrab] = p.hairline;
  c[ImGuiCol_ScrollbarGrabHovered] = c[ImGuiCol_ScrollbarGrabActive] = p.secondary;
  c[ImGuiCol_CheckMark] = c[ImGuiCol_SliderGrab] = c[ImGuiCol_SliderGrabActive] = p.accent;
  c[ImGuiCol_TableHeaderBg] = p.raised;
  c[ImGuiCol_TableBorderStrong] = c[ImGuiCol_TableBorderLight] = p.hairline;
  c[ImGuiCol_TableRowBg] = {0, 0, 0, 0};
  c[ImGuiCol_TableRowBgAlt] = {p.raised.x, p.raised.y, p.raised.z, 0.5f};
  c[ImGuiCol_TextSelectedBg] = p.accent_soft;
  c[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0.3f};
  c[ImGuiCol_NavCursor] = p.accent;
}

// In the spirit of Okabe and Ito (2008), moved until each has 3:1 against its background; a glyph in the node is the
// second cue.
ImVec4 sector_color(int index) {
  return rgb(scheme_colors().sectors[(index % sector_colors + sector_colors) % sector_colors]);
}

// Each in turn the one whose least distance to those before it is largest (OKLab, for usual sight and for the three
// kinds of colour blindness), among those of a quiet chroma with 3:1 against the background.
ImVec4 own_sector_color(int index) { return rgb(scheme_colors().own_sectors[index % sector_colors]); }

ImVec4 neutral_color() { return rgb(scheme_colors().neutral); }
ImVec4 funding_color() { return rgb(scheme_colors().funding); }

ImVec4 scale_color(int index, int count) {
  const float share = count > 1 ? static_cast<float>(index) / static_cast<float>(count - 1) : 1;
  return mix(rgb(scheme_colors().scale[0]), rgb(scheme_colors().scale[1]), share);
}

ImVec4 color_from_hex(std::string_view hex, ImVec4 fallback) {
  if (hex.size() != 7 || hex[0] != '#') return fallback;
  std::uint32_t value = 0;
  for (const char digit : hex.substr(1)) {
    value <<= 4;
    if (digit >= '0' && digit <= '9')
      value |= static_cast<std::uint32_t>(digit - '0');
    else if (digit >= 'a' && digit <= 'f')
      value |= static_cast<std::uint32_t>(digit - 'a' + 10);
    else if (digit >= 'A' && digit <= 'F')
      value |= static_cast<std::uint32_t>(digit - 'A' + 10);
    else
      return fallback;
  }
  ImVec4 color = rgb(value);
  for (int i = 0; i < 6; ++i) {
    if (scheme_ == Scheme::light && luminance(color) > 0.30f) color = mix(color, {0, 0, 0, 1}, 0.18f);
    if (scheme_ == Scheme::dark && luminance(color) < 0.12f) color = mix(color, {1, 1, 1, 1}, 0.18f);
  }
  return color;
}

}  // namespace impactweb::ui
