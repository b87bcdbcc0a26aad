// Everything about one tie.
#include <imgui.h>

#include "actions/actions.hpp"
#include "canvas/mirror_items.hpp"
#include "panels/inspector_parts.hpp"
#include "ui/icons.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// An end of the tie: which node, and the way there.
bool end_row(const char* id, const std::string& node) {
  const auto found = app::network().nodes.find(node);
  if (found == app::network().nodes.end()) return false;
  ui::field_label(ui::tr(std::string("field.") + id));
  ui::RowOptions row;
  row.detail = canvas::description_of(found->second);
  row.icon = ui::icon::arrow_right;
  row.icon_color = ui::pack(ui::palette().accent);
  return ui::row(id, found->second.label, row);
}

}  // namespace

void inspect_edge(std::string id) {
  const auto found = app::network().edges.find(id);
  if (found == app::network().edges.end()) return;
  const Edge edge = found->second;
  const Subject subject{id, true};
  std::string go;
  ui::heading(ui::tr("ui.tie"), 1);
  ui::space(12);
  ui::text(canvas::sentence_of(edge));
  ui::space(8);
  if (end_row("from", edge.from)) go = edge.from;
  edit_field(subject, "kind");
  if (end_row("to", edge.to)) go = edge.to;
  const bool reading = app::state().view_only;
  if (!reading && edge.from != edge.to &&
      ui::button("flip", ui::tr("menu.flip"), {.look = ui::Look::quiet, .icon = ui::icon::swap}))
    app::flip_edge(id);
  ImGui::PushID("basics");
  edit_pairs(subject, {"direction", "status", "since", "until", "amount", "currency"});
  edit_field(subject, "strength");
  edit_field(subject, "trust");
  edit_field(subject, "label");
  ImGui::PopID();
  ui::space(8);
  const bool said = !edge.claimed_by.empty() || !edge.confirmed_by.empty();
  if ((said || !reading) && ui::section("whoSaysSo", ui::tr("ui.whoSaysSo"), said)) {
    edit_field(subject, "claimedBy");
    edit_field(subject, "confirmedBy");
  }
  edit_stories(id);
  if ((!reading || !edge.fields.empty()) &&
      ui::section("edge_fields", ui::tr("field.fields"), !edge.fields.empty(), static_cast<int>(edge.fields.size())))
    edit_free_fields(subject);
  if (!reading) ui::separator();
  if (!reading && ui::button("remove", ui::tr("menu.remove"),
                             {.look = ui::Look::danger, .icon = ui::icon::trash, .shortcut = "Del"}))
    app::remove_selection();
  if (!go.empty()) app::go_to_node(go);
}

}  // namespace impactweb::panels
