// Everything about one tie.
#include <imgui.h>

#include "app/state.hpp"
#include "canvas/mirror_items.hpp"
#include "panels/field_editor.hpp"
#include "panels/inspector_parts.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {

void inspect_edge(const std::string& id) {
  const auto found = app::network().edges.find(id);
  if (found == app::network().edges.end()) return;
  const Edge edge = found->second;
  const Subject subject{id, true};
  ImGui::PushID(id.c_str());
  ui::heading(ui::tr("ui.tie"), 1);
  ui::text(canvas::sentence_of(edge), true);
  const std::string from = app::network().nodes.at(edge.from).label, to = app::network().nodes.at(edge.to).label;
  std::string go;
  ui::field_label(ui::tr("field.from"));
  if (ui::button("from", from, {.width = -1})) go = edge.from;
  ui::field_label(ui::tr("field.to"));
  if (ui::button("to", to, {.width = -1})) go = edge.to;
  if (ui::button("flip", ui::tr("menu.flip"), {.look = ui::Look::quiet, .icon = ui::icon::swap})) app::flip_edge(id);
  for (const FieldInfo& field : edge_fields()) {
    if (field.path == "fields" || field.path == "claimedBy" || field.path == "confirmedBy") continue;
    edit_field(subject, field);
  }
  if (ui::section("more", ui::tr("ui.whoSaysSo"), !edge.claimed_by.empty() || !edge.confirmed_by.empty()))
    for (const FieldInfo& field : edge_fields())
      if (field.path == "claimedBy" || field.path == "confirmedBy") edit_field(subject, field);
  if (ui::section("fields", ui::tr("field.fields"), !edge.fields.empty(), static_cast<int>(edge.fields.size())))
    edit_free_fields(subject);
  ui::separator();
  if (ui::button("remove", ui::tr("menu.remove"),
                 {.look = ui::Look::danger, .icon = ui::icon::trash, .shortcut = "Del"}))
    app::remove_selection();
  ImGui::PopID();
  if (!go.empty()) app::go_to_node(go);
}

}  // namespace impactweb::panels
