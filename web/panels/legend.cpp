// What colours, sizes and lines mean, and the choice of what they show. Pressing a colour filters on it.
#include <imgui_internal.h>

#include "panels/panels.hpp"
#include "platform/deferred.hpp"
#include "scene/groups.hpp"
#include "scene/scene.hpp"
#include "state/state.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

using app::state;

template <std::size_t N>
ui::Choices choices_of(const std::string_view (&names)[N], const char* prefix) {
  ui::Choices choices;
  for (const std::string_view name : names) choices.emplace_back(name, ui::tr(prefix + std::string(name)));
  return choices;
}

template <class Enum, std::size_t N>
void choose(const char* id, const char* label, const std::string_view (&names)[N], const char* prefix, Enum& value) {
  const auto chosen =
      ui::choice(id, ui::tr(label), choices_of(names, prefix), std::string(names[static_cast<std::size_t>(value)]));
  if (!chosen) return;
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == *chosen) value = static_cast<Enum>(i);
  app::touch_view(true);
}

std::set<std::string>* filter_of(app::ColorBy by) {
  if (by == app::ColorBy::sector) return &state().filters.sectors;
  if (by == app::ColorBy::kind) return &state().filters.kinds;
  if (by == app::ColorBy::energy) return &state().filters.energies;
  if (by == app::ColorBy::motivation) return &state().filters.motivations;
  return nullptr;
}

void entry(const canvas::LegendEntry& entry) {
  std::set<std::string>* filter = filter_of(canvas::scene().colored_by);
  const bool on = filter != nullptr && filter->contains(entry.value);
  const std::string label = entry.label + "  " + std::to_string(entry.count);
  ImGui::PushID(entry.value.c_str());
  if (ui::chip("entry", label, on, ui::pack(entry.color), false, entry.glyph) && filter != nullptr) {
    if (filter->erase(entry.value) == 0) filter->insert(entry.value);
    app::touch_view(true);
  }
  ImGui::PopID();
}

void line(const char* name, int dash, float alpha) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = at.y + 9, on = dash == 1 ? 6.5f : 2.5f, period = dash == 0 ? 34.f : dash == 1 ? 11.f : 6.f;
  for (float x = 0; x < 34; x += period)
    list->AddLine({at.x + x, y}, {at.x + (dash == 0 ? 34 : std::min(x + on, 34.f)), y},
                  ui::pack(ui::palette().secondary, alpha), 2);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 44);
  ui::text(ui::tr(name), false, ui::small_text_size);
}

/// What an answer has marked, as long as it is on the screen.
void marks_line(const char* name, bool proposed) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = at.y + 10;
  if (proposed) {
    const ImU32 accent = ui::pack(ui::palette().accent), paper = ui::pack(ui::palette().paper);
    for (float x = 0; x < 34; x += 13) list->AddLine({at.x + x, y}, {at.x + x + 8, y}, accent, 3);
    list->AddCircleFilled({at.x + 17, y}, 8, paper);
    list->AddCircleFilled({at.x + 17, y}, 6.5f, accent);
    list->AddLine({at.x + 14, y}, {at.x + 20, y}, paper, 1.6f);
    list->AddLine({at.x + 17, y - 3}, {at.x + 17, y + 3}, paper, 1.6f);
  } else {
    list->AddCircleFilled({at.x + 17, y}, 5, ui::pack(ui::palette().secondary));
    list->AddCircle({at.x + 17, y}, 8, ui::pack(ui::palette().ink), 0, 2.2f);
  }
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 44);
  ui::text(ui::tr(name), false, ui::small_text_size);
}

void marks_legend() {
  const canvas::Scene& scene = canvas::scene();
  if (!scene.marked_nodes.empty() || !scene.marked_edges.empty()) marks_line("ui.marked", false);
  if (!scene.proposed.empty()) marks_line("ui.proposedTie", true);
  ui::space(6);
}

}  // namespace

void edit_legend() {
  if (canvas::scene().any_marks) platform::call_deferred<marks_legend>();
  choose("color_by", "ui.colorBy", app::color_by_names, "colorBy.", state().color_by);
  int shown = 0;
  for (const canvas::LegendEntry& each : canvas::scene().legend) {
    if (++shown > 10) break;
    entry(each);
  }
  if (ui::section("more", ui::tr("ui.sizesAndLines"), false)) {
    choose("size_by", "ui.sizeBy", app::size_by_names, "sizeBy.", state().size_by);
    if (canvas::scene().nodes.size() >= canvas::grouped_from &&
        ui::checkbox("groups", ui::tr("ui.showGroups"), state().groups)) {
      state().groups = !state().groups;
      app::touch_view(true);
    }
    line("edgeStatus.active", 0, 1);
    line("edgeStatus.exploring", 2, 1);
    line("edgeStatus.potential", 1, 0.8f);
    line("edgeStatus.dormant", 0, 0.35f);
    ui::text(ui::tr("ui.shapesLegend"), true, ui::small_text_size);
    ui::text(ui::tr("ui.beadsLegend"), true, ui::small_text_size);
  }
}

float draw_legend(Area area) {
  static float height = 200;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {12, 10});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {6, 5});
  const bool open = ui::begin_panel("legend", ui::tr("ui.legend"), {area.position.x, area.position.y - height},
                                    {area.size.x, height}, ImGuiWindowFlags_NoScrollbar);
  if (open) edit_legend();
  const float wanted = std::min(ImGui::GetCursorPosY() + 6, area.position.y - 12);
  if (std::abs(wanted - height) > 0.5f) {
    height = wanted;
    app::want_frames(2);
  }
  ui::end_panel();
  ImGui::PopStyleVar(2);
  return area.position.y - height;
}

}  // namespace impactweb::panels
