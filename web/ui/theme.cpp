#include "ui/theme.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace impactweb::ui {
namespace {

constexpr ImVec4 rgb(std::uint32_t hex, float alpha = 1) {
  return {static_cast<float>(hex >> 16 & 255) / 255.f, static_cast<float>(hex >> 8 & 255) / 255.f,
          static_cast<float>(hex & 255) / 255.f, alpha};
}

constexpr Palette light = {rgb(0xFBFAF7), rgb(0xFFFFFF), rgb(0xF4F2EC), rgb(0x1E2430),
                           rgb(0x5A6372), rgb(0xE4E1DA), rgb(0x1F6F78), rgb(0xDCECED),
                           rgb(0xFFFFFF), rgb(0xB3261E), rgb(0x8A5A00), rgb(0x1E2430, 0.10f)};
constexpr Palette dark = {rgb(0x14171C), rgb(0x1C2027), rgb(0x262B34), rgb(0xEDEFF2),
                          rgb(0xA3ACBA), rgb(0x2C323C), rgb(0x58B7BF), rgb(0x1E3A3E),
                          rgb(0x10242A), rgb(0xFF8A80), rgb(0xE8B75A), rgb(0x000000, 0.45f)};

// For who asks for contrast: text and lines are all ink.
constexpr Palette strong_light = {rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0xEDEDED), rgb(0x000000),
                                  rgb(0x1E2430), rgb(0x1E2430), rgb(0x0B4A52), rgb(0xCDE3E5),
                                  rgb(0xFFFFFF), rgb(0x8E1B15), rgb(0x5E3D00), rgb(0x000000, 0)};
constexpr Palette strong_dark = {rgb(0x000000), rgb(0x000000), rgb(0x262B34), rgb(0xFFFFFF),
                                 rgb(0xEDEFF2), rgb(0xEDEFF2), rgb(0x7FDDE5), rgb(0x1E3A3E),
                                 rgb(0x000000), rgb(0xFFB0A8), rgb(0xFFD98A), rgb(0x000000, 0)};

// In the spirit of Okabe and Ito (2008), moved until each has 3:1 against its background; a glyph in the node is the
// second cue.
constexpr std::array<std::uint32_t, sector_colors> sectors_light = {0x0A62A6, 0xB8480B, 0x7B4BA8, 0x12805C,
                                                                    0x8F6B00, 0xC0417F, 0x2A7FB8, 0x5B7A12};
constexpr std::array<std::uint32_t, sector_colors> sectors_dark = {0x5AA9F0, 0xF0883E, 0xBC93E8, 0x3FC79A,
                                                                   0xE3BE4A, 0xF08CBB, 0x86D0F5, 0xA9CC57};

Scheme scheme_ = Scheme::light;
bool strong_ = false;
bool touch_ = false;
float scale_ = 1;

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

ImVec4 sector_color(int index) {
  const auto slot = static_cast<std::size_t>((index % sector_colors + sector_colors) % sector_colors);
  return rgb(scheme_ == Scheme::light ? sectors_light[slot] : sectors_dark[slot]);
}

ImVec4 neutral_color() { return scheme_ == Scheme::light ? rgb(0x747C89) : rgb(0x949CA8); }

ImVec4 scale_color(int index, int count) {
  const float share = count > 1 ? static_cast<float>(index) / static_cast<float>(count - 1) : 1;
  return scheme_ == Scheme::light ? mix(rgb(0x6D8D92), rgb(0x0B4A52), share) : mix(rgb(0x5B8086), rgb(0xA6ECF2), share);
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
