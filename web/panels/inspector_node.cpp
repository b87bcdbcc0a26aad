// Everything about one node.
#include <imgui.h>

#include <algorithm>

#include "actions/actions.hpp"
#include "canvas/mirror_items.hpp"
#include "panels/inspector_parts.hpp"
#include "scene/colors.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

void title(const Subject& subject, const Node& node) {
  LineOptions line;
  line.show_label = false;
  line.title = true;
  line.key = "title";
  // The frame stands out to the left, so that the name is in line with what is under it.
  if (!app::state().view_only) ImGui::SetCursorPosX(ImGui::GetCursorPosX() - 10);
  line.width = ImGui::GetContentRegionAvail().x - ui::control_height();
  edit_text(subject, "label", ui::tr("field.label"), line);
  ui::text(canvas::description_of(node), true, ui::small_text_size);
  ui::space(8);
}

/// From dream to practice: the step it is in, since when, and what comes next.
void journey(const Subject& subject, const Node& node) {
  if (node.kind != NodeKind::initiative || !ui::section("stage", ui::tr("ui.stageAndStep"))) return;
  edit_field(subject, "stage");
  LineOptions date;
  date.type = FieldType::date;
  date.placeholder = ui::tr("ui.dateExample");
  for (const auto& stage : stages) {
    if (stage.value == Stage::unset || (stage.value != node.stage && !node.stage_dates.contains(stage.value))) continue;
    const std::string name(stage.name);
    edit_text(subject, "stageDates." + name, ui::tr("ui.stageSince", {ui::tr("stage." + name)}), date);
  }
  edit_field(subject, "nextStep.text");
  edit_pairs(subject, {"nextStep.owner", "nextStep.due"});
}

/// A sector that the group has made may be a known one by another name: all that have it can be given that.
void offer_known_sector(const Node& node) {
  const bool known =
      std::find(std::begin(default_sectors), std::end(default_sectors), node.sector) != std::end(default_sectors);
  if (node.sector.empty() || known || app::state().view_only) return;
  const std::string question = ui::tr("ui.ownSector", {canvas::sector_name(node.sector)});
  ui::text(question, true, ui::small_text_size);
  std::vector<Json> operations;
  ui::Choices choices = {{"", ui::tr("ui.ownSectorKeep")}};
  for (const std::string_view id : default_sectors) choices.emplace_back(id, canvas::sector_name(std::string(id)));
  const auto chosen = ui::choice("known_sector", question, choices, "", false);
  if (!chosen || chosen->empty()) return;
  for (const auto& [id, other] : app::network().nodes)
    if (other.sector == node.sector)
      operations.push_back({{"op", "setNode"}, {"id", id}, {"field", "sector"}, {"value", *chosen}});
  app::apply(operations);
}

}  // namespace

void inspect_node(std::string id) {
  const auto found = app::network().nodes.find(id);
  if (found == app::network().nodes.end()) return;
  // A copy: what is pressed may change or remove the node half-way.
  const Node node = found->second;
  const Subject subject{id, false};
  title(subject, node);
  ImGui::PushID("basics");
  edit_pairs(subject, {"kind", "form", "sector", "place"});
  ImGui::PopID();
  offer_known_sector(node);
  ui::space(8);
  journey(subject, node);
  edit_exchanges(subject, node, "needs");
  edit_exchanges(subject, node, "offers");
  edit_ties(node);
  const bool reading = app::state().view_only;
  if (ui::section("more", ui::tr("ui.moreAbout")))
    for (const char* path : {"tags", "motivation", "energy", "description", "roles"}) edit_field(subject, path);
  edit_stories(id);
  if (reading && node.fields.empty()) return;
  if (ui::section("fields", ui::tr("field.fields"), !node.fields.empty(), static_cast<int>(node.fields.size())))
    edit_free_fields(subject);
  if (reading) return;
  ui::separator();
  edit_field(subject, "pinned");
  if (ui::button("remove", ui::tr("menu.remove"),
                 {.look = ui::Look::danger, .icon = ui::icon::trash, .shortcut = "Del"}))
    app::remove_selection();
}

}  // namespace impactweb::panels
