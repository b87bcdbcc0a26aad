// What is shown: nothing chosen in a group means everything.
#include <imgui.h>

#include <map>

#include "app/state.hpp"
#include "canvas/scene.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

using Counts = std::map<std::string, int>;

/// A group of labels with counts; pressing one lets it through, or no longer.
void group(const char* id, const char* name, const Counts& counts, std::set<std::string>& chosen,
           std::string (*label)(const std::string&), ImU32 (*color)(const std::string&) = nullptr) {
  if (counts.empty() || !ui::section(id, ui::tr(name))) return;
  ImGui::PushID(id);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  bool first = true;
  for (const auto& [value, count] : counts) {
    const std::string text = (value.empty() ? ui::tr("ui.notFilledIn") : label(value)) + "  " + std::to_string(count);
    const float width = ImGui::CalcTextSize(text.c_str()).x + 44;
    if (!first && ImGui::GetItemRectMax().x + 8 + width < right) ImGui::SameLine();
    first = false;
    ImGui::PushID(value.c_str());
    if (ui::chip("value", text, chosen.contains(value), color == nullptr ? 0 : color(value))) {
      if (chosen.erase(value) == 0) chosen.insert(value);
      app::touch_view(true);
    }
    ImGui::PopID();
  }
  ImGui::PopID();
}

std::string itself(const std::string& value) { return value; }
std::string kind_label(const std::string& value) { return ui::tr("kind." + value); }
std::string status_label(const std::string& value) { return ui::tr("edgeStatus." + value); }
ImU32 sector_dot(const std::string& value) { return ui::pack(canvas::color_of_sector(value)); }

}  // namespace

void draw_filters(Area area) {
  app::Filters& filters = app::state().filters;
  if (ui::begin_panel("filters", ui::tr("ui.filters"), area.position, area.size)) {
    const float top = ImGui::GetCursorPosY();
    ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - 40);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "F"}))
      app::toggle_side(app::SidePanel::filters);
    ImGui::SetCursorPosY(top);
    ui::heading(ui::tr("ui.filters"), 1);
    Counts kinds, sectors, tags, places, edge_kinds, statuses;
    for (const auto& [id, node] : app::network().nodes) {
      ++kinds[std::string(name_of(node_kinds, node.kind))];
      ++sectors[node.sector];
      ++places[node.place];
      for (const std::string& tag : node.tags) ++tags[tag];
    }
    for (const auto& [id, edge] : app::network().edges) {
      ++edge_kinds[edge.kind];
      ++statuses[std::string(name_of(edge_statuses, edge.status))];
    }
    const std::size_t all = app::network().nodes.size();
    ui::text(ui::tr("ui.shownOf", {std::to_string(all - canvas::scene().hidden_nodes), std::to_string(all)}), true);
    if (filters.any() && ui::button("clear", ui::tr("ui.clearFilters"), {.icon = ui::icon::close, .width = -1})) {
      filters = {};
      app::touch_view(true);
    }
    ui::TextOptions options;
    options.input = "search";
    const ui::TextEdit edit = ui::text_field("text", ui::tr("ui.filterText"), filters.text, options);
    if (edit.changed && edit.text != filters.text) {
      filters.text = edit.text;
      app::touch_view(true);
    }
    group("kinds", "ui.filterKinds", kinds, filters.kinds, kind_label);
    group(
        "sectors", "ui.filterSectors", sectors, filters.sectors,
        [](const std::string& value) { return canvas::sector_name(value); }, sector_dot);
    group("edge_kinds", "ui.filterTies", edge_kinds, filters.edge_kinds,
          [](const std::string& value) { return canvas::edge_kind_name(value); });
    group("statuses", "ui.filterStatuses", statuses, filters.edge_statuses, status_label);
    group("tags", "ui.filterTags", tags, filters.tags, itself);
    group("places", "ui.filterPlaces", places, filters.places, itself);
    ui::space(12);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels
