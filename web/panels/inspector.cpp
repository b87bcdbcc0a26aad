// The inspector: which of its faces is shown.
#include <imgui.h>

#include "actions/actions.hpp"
#include "panels/inspector_parts.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

/// What to do first, with the ways to do it.
void inspect_nothing() {
  const bool empty = app::network().nodes.empty();
  ui::heading(ui::tr(empty ? "ui.emptyTable" : "ui.nothingSelected"), 1);
  const bool reading = app::state().view_only;
  ui::text(ui::tr(reading ? "ui.nothingToRead" : empty ? "ui.emptyTableHint" : "ui.nothingSelectedHint"), true);
  ui::space(12);
  if (!reading &&
      ui::button("entry", ui::tr("ui.typeWhatYouHear"), {.icon = ui::icon::edit, .shortcut = "E", .width = -1})) {
    // On a phone the line stands where the sheet is now.
    if (app::is_phone()) app::toggle_side(app::SidePanel::inspector);
    ui::mirror::focus_key("entry");
  }
  if (!empty &&
      ui::button("find", ui::tr("ui.findSomeone"), {.icon = ui::icon::search, .shortcut = "/", .width = -1})) {
    app::state().search_open = true;
    ui::mirror::focus_key("search");
  }
}

}  // namespace

void draw_inspector(Area area) {
  const app::Selection& selection = app::state().selection;
  static app::Selection inspected;
  const bool changed = !(inspected == selection);
  if (changed) {
    inspected = selection;
    forget_refusals();
  }
  if (ui::begin_panel("inspector", ui::tr("ui.inspector"), area.position, area.size)) {
    if (changed) ImGui::SetScrollY(0);
    const ImVec2 start = ImGui::GetCursorPos();
    ImGui::SetCursorPosX(start.x + ImGui::GetContentRegionAvail().x - ui::control_height() + 6);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "I"}))
      app::toggle_side(app::SidePanel::inspector);
    ImGui::SetCursorPos(start);
    if (selection.size() > 1)
      inspect_many();
    else if (!selection.nodes.empty())
      inspect_node(*selection.nodes.begin());
    else if (!selection.edges.empty())
      inspect_edge(*selection.edges.begin());
    else
      inspect_nothing();
    ui::space(12);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels
