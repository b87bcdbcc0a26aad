// What is shown: nothing chosen in a group means everything.
#include <imgui.h>

#include <algorithm>
#include <map>

#include "actions/actions.hpp"
#include "core/support/sort.hpp"
#include "panels/panels.hpp"
#include "scene/colors.hpp"
#include "scene/motivation.hpp"
#include "scene/scene.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// Beyond so many values of a group, the rest comes when asked for.
constexpr std::size_t first_shown = 16;

using Counts = std::map<std::string, int>;

/// How often each value occurs, counted once for each content.
struct Values {
  std::uint64_t revision = 0;
  Counts kinds, sectors, tags, places, energies, edge_kinds, statuses;
};

const Values& values() {
  static Values values;
  if (values.revision == app::session().content_revision()) return values;
  values = {};
  values.revision = app::session().content_revision();
  for (const auto& [id, node] : app::network().nodes) {
    ++values.kinds[std::string(name_of(node_kinds, node.kind))];
    ++values.sectors[node.sector];
    ++values.places[node.place];
    if (node.energy != 0 || node.kind == NodeKind::actor)
      ++values.energies[node.energy == 0 ? std::string() : std::to_string(node.energy)];
    for (const std::string& tag : node.tags) ++values.tags[tag];
  }
  for (const auto& [id, edge] : app::network().edges) {
    ++values.edge_kinds[edge.kind];
    ++values.statuses[std::string(name_of(edge_statuses, edge.status))];
  }
  return values;
}

/// A group of labels with counts, most frequent first; pressing one lets it through, or no longer.
void group(const char* id, const char* name, Counts counts, std::set<std::string>& chosen,
           std::string (*label)(const std::string&), ImU32 (*color)(const std::string&) = nullptr) {
  // What is chosen can be let go, also when nothing has it any more.
  for (const std::string& value : chosen) counts.try_emplace(value, 0);
  // One value tells nothing apart, but for what must be let go.
  if (counts.empty() || (counts.size() == 1 && chosen.empty() && counts.begin()->first.empty())) return;
  const std::string title = ui::tr(name);
  if (!ui::section(id, chosen.empty() ? title : title + " · " + std::to_string(chosen.size()))) return;
  std::vector<std::pair<int, const std::string*>> order;
  for (const auto& [value, count] : counts)
    order.emplace_back(-count - (chosen.contains(value) ? 1'000'000 : 0), &value);
  sort_stably(order, [](const auto& a, const auto& b) {
    // Without a value comes last.
    return std::pair(a.second->empty(), a.first) < std::pair(b.second->empty(), b.first);
  });
  ImGui::PushID(id);
  const ImGuiID all = ImGui::GetID("all");
  const bool show_all = order.size() <= first_shown + 4 || ImGui::GetStateStorage()->GetBool(all, false);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  bool first = true;
  for (std::size_t i = 0; i < order.size() && (show_all || i < first_shown); ++i) {
    const std::string& value = *order[i].second;
    const std::string text =
        (value.empty() ? ui::tr("ui.notFilledIn") : label(value)) + "  " + std::to_string(counts.at(value));
    const float width = ImGui::CalcTextSize(text.c_str()).x + (color == nullptr ? 24.f : 40.f);
    if (!first && ImGui::GetItemRectMax().x + 8 + width < right) ImGui::SameLine();
    first = false;
    ImGui::PushID(value.c_str());
    if (ui::chip("value", text, chosen.contains(value), color == nullptr ? 0 : color(value), false,
                 color == nullptr ? -1 : canvas::sign_of_sector(value))) {
      if (chosen.erase(value) == 0) chosen.insert(value);
      app::touch_view(true);
    }
    ImGui::PopID();
  }
  if (!show_all && ui::button("all", ui::tr("ui.showAll", {std::to_string(order.size())}), {.look = ui::Look::quiet}))
    ImGui::GetStateStorage()->SetBool(all, true);
  ImGui::PopID();
  ui::space(12);
}

std::string itself(const std::string& value) { return value; }
std::string kind_label(const std::string& value) { return ui::tr("kind." + value); }
std::string status_label(const std::string& value) { return ui::tr("edgeStatus." + value); }
std::string sector_label(const std::string& value) { return canvas::sector_name(value); }
std::string tie_label(const std::string& value) { return canvas::edge_kind_name(value); }
ImU32 sector_dot(const std::string& value) { return ui::pack(canvas::color_of_sector(value)); }

}  // namespace

void draw_filters(Area area) {
  app::Filters& filters = app::state().filters;
  if (ui::begin_panel("filters", ui::tr("ui.filters"), area.position, area.size)) {
    const ImVec2 start = ImGui::GetCursorPos();
    ImGui::SetCursorPosX(start.x + ImGui::GetContentRegionAvail().x - ui::control_height() + 6);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "F"}))
      app::toggle_side(app::SidePanel::filters);
    ImGui::SetCursorPos(start);
    ui::heading(ui::tr("ui.filters"), 1);
    ui::space(12);
    if (app::is_phone() && !app::network().nodes.empty()) {
      edit_legend();
      ui::space(12);
    }
    const std::size_t nodes = app::network().nodes.size(), edges = app::network().edges.size();
    if (nodes == 0) {
      ui::text(ui::tr("ui.nothingToFilter"), true);
    } else {
      const canvas::Scene& scene = canvas::scene();
      ui::text(ui::tr("ui.nodesAndTiesShown", {std::to_string(scene.nodes.size()), std::to_string(nodes),
                                               std::to_string(scene.edges.size()), std::to_string(edges)}),
               true, ui::small_text_size);
      if (ui::button("clear", ui::tr("ui.clearFilters"),
                     {.icon = ui::icon::close, .width = -1, .disabled = !filters.any()})) {
        filters = {};
        app::touch_view(true);
      }
      ui::TextOptions options;
      options.input = "search";
      options.placeholder = ui::tr("ui.filterTextHint");
      const ui::TextEdit edit = ui::text_field("text", ui::tr("ui.filterText"), filters.text, options);
      if (edit.changed && edit.text != filters.text) {
        filters.text = edit.text;
        app::touch_view(true);
      }
      ui::space(8);
      const Values& each = values();
      group("kinds", "ui.filterKinds", each.kinds, filters.kinds, kind_label);
      group("sectors", "ui.filterSectors", each.sectors, filters.sectors, sector_label, sector_dot);
      group("energies", "ui.filterEnergy", each.energies, filters.energies, itself);
      group("motivations", "ui.filterMotivation", canvas::motivation_words(), filters.motivations, itself);
      group("edge_kinds", "ui.filterTies", each.edge_kinds, filters.edge_kinds, tie_label);
      group("statuses", "ui.filterStatuses", each.statuses, filters.edge_statuses, status_label);
      group("tags", "ui.filterTags", each.tags, filters.tags, itself);
      group("places", "ui.filterPlaces", each.places, filters.places, itself);
    }
    ui::space(12);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels
