// What stands on the picture while a room looks at it: its name, what its colours mean, and tools only for the hand
// that reaches for them. All of it in letters that are read from the back row.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "actions/actions.hpp"
#include "panels/panels.hpp"
#include "scene/scene.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

using app::state;

constexpr float gap = 16;
constexpr std::size_t most_colors = 9;
/// How long the tools stay after the last move of the pointer, in seconds.
constexpr double tools_stay = 3;

/// A height of letters on a beamer of 1080 lines, on this stage.
float letters(float at_1080, ImVec2 stage) {
  return std::max(ui::small_text_size, std::round(at_1080 * stage.y / 1080));
}

constexpr ImGuiWindowFlags as_large_as_it_must = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_AlwaysAutoResize;

/// The name of the network; gives how far down it reaches.
float draw_title(ImVec2 stage) {
  const std::string& title = app::network().title;
  if (title.empty()) return 0;
  float bottom = 0;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {16, 8});
  if (ui::begin_panel("presented", ui::tr("ui.presented"), {gap, gap}, {0, 0}, as_large_as_it_must)) {
    const ui::TextStyle style(letters(34, stage), true);
    const float most = stage.x - 2 * gap - 240;
    std::string shown = title;
    while (ImGui::CalcTextSize(shown.c_str()).x > most && shown.size() > 8) {
      std::size_t end = shown.size() - (shown.ends_with("…") ? 4 : 1);
      while (end > 1 && (static_cast<unsigned char>(shown[end]) & 0xc0) == 0x80) --end;
      shown = shown.substr(0, end) + "…";
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::TextUnformatted(shown.c_str());
    ui::mirror::add(ImGui::GetID("title"), "paragraph", title, ImRect(at, ImGui::GetItemRectMax()));
    bottom = ImGui::GetWindowPos().y + ImGui::GetWindowHeight();
  }
  ui::end_panel();
  ImGui::PopStyleVar();
  return bottom;
}

/// What the colours mean, in the lower left corner; gives its upper right corner.
ImVec2 draw_colors(ImVec2 stage) {
  const canvas::Scene& scene = canvas::scene();
  if (!state().legend || scene.legend.size() < 2) return {0, stage.y};
  static float height = 300;
  const float size = letters(28, stage), radius = size * 0.42f;
  float right = 0;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {14, 12});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, size * 0.3f});
  if (ui::begin_panel("legend", ui::tr("ui.legend"), {gap, stage.y - gap - height}, {0, 0}, as_large_as_it_must)) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < std::min(scene.legend.size(), most_colors); ++i) {
      const canvas::LegendEntry& entry = scene.legend[i];
      const ui::TextStyle style(size);
      const ImVec2 at = ImGui::GetCursorScreenPos(), center{at.x + radius, at.y + ImGui::GetTextLineHeight() / 2};
      list->AddCircleFilled(center, radius, ui::pack(entry.color));
      ui::draw_sign(list, center, radius, entry.glyph, ui::pack(ui::palette().paper));
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 2 * radius + size * 0.5f);
      ImGui::TextUnformatted(entry.label.c_str());
      ui::mirror::add(ImGui::GetID(entry.value.c_str()), "paragraph", entry.label, ImRect(at, ImGui::GetItemRectMax()));
    }
    right = ImGui::GetWindowPos().x + ImGui::GetWindowWidth();
    if (std::abs(ImGui::GetWindowHeight() - height) > 0.5f) {
      height = ImGui::GetWindowHeight();
      app::want_frames(2);
    }
  }
  ui::end_panel();
  ImGui::PopStyleVar(2);
  return {right, stage.y - gap - height};
}

/// Until when the tools are in sight.
double tools_until_ = 0;

void draw_tools(ImVec2 stage) {
  static float width = 160;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {6, 6});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {4, 4});
  const double left = tools_until_ - state().now;
  if (left > 0) app::want_frame_in(left + 0.02);
  // Out of sight they can still be pressed by who hears the page, or walks through it with the keyboard.
  const float top = left > 0 ? gap : -2 * ui::control_height() - gap;
  if (ui::begin_panel("present_tools", ui::tr("ui.tools"), {stage.x - gap - width, top}, {0, 0}, as_large_as_it_must,
                      "toolbar")) {
    const auto tool = [](const char* id, const char* name, const char* icon, const char* shortcut) {
      ui::ButtonOptions options;
      options.shortcut = shortcut;
      options.key = id;
      if (ui::mirror::take(ImGui::GetID(id), ui::mirror::Action::Kind::focus)) {
        tools_until_ = state().now + 3 * tools_stay;
        app::want_frames();
      }
      return ui::icon_button(id, ui::tr(name), icon, options);
    };
    if (tool("present_back", "ui.presentBack", ui::icon::arrow_left, "←")) app::step_presentation(-1);
    ImGui::SameLine();
    if (tool("present_next", "ui.presentNext", ui::icon::arrow_right, "→")) app::step_presentation(1);
    ImGui::SameLine();
    if (tool("present_off", "ui.presentOff", ui::icon::close, "Esc")) app::present(false);
    width = ImGui::GetWindowWidth();
  }
  ui::end_panel();
  ImGui::PopStyleVar(2);
}

}  // namespace

void draw_presentation(ImVec2 stage) {
  static ImRect covered;
  const float top = draw_title(stage);
  const ImVec2 colors = draw_colors(stage);
  draw_tools(stage);
  const float high = top > 0 ? top + gap : gap, right = stage.x - gap, low = stage.y - gap;
  const ImRect free = roomier({{colors.x > 0 ? colors.x + gap : gap, high}, {right, low}},
                              {{gap, high}, {right, std::min(low, colors.y - gap)}});
  state().camera.set_stage(stage, free.Min, free.Max);
  // How large they are, they know when they have been drawn.
  const auto same = [](ImVec2 a, ImVec2 b) { return a.x == b.x && a.y == b.y; };
  if (!(same(covered.Min, free.Min) && same(covered.Max, free.Max)) && !state().camera.moved_by_hand()) {
    state().fit_wanted = true;
    app::want_frames(1);
  }
  covered = free;
}

void reach_for_tools() {
  tools_until_ = state().now + tools_stay;
  app::want_frames(1);
}

}  // namespace impactweb::panels
