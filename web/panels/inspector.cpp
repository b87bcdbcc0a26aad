// The inspector: which of its faces is shown.
#include <imgui.h>

#include "app/state.hpp"
#include "panels/inspector_parts.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {

void draw_inspector(Area area) {
  const app::Selection& selection = app::state().selection;
  if (ui::begin_panel("inspector", ui::tr("ui.inspector"), area.position, area.size)) {
    ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - 40);
    const float top = ImGui::GetCursorPosY();
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "I"}))
      app::toggle_side(app::SidePanel::inspector);
    ImGui::SetCursorPosY(top);
    if (selection.size() > 1)
      inspect_many();
    else if (!selection.nodes.empty())
      inspect_node(*selection.nodes.begin());
    else if (!selection.edges.empty())
      inspect_edge(*selection.edges.begin());
    else {
      ui::heading(ui::tr("ui.nothingSelected"), 1);
      ui::text(ui::tr("ui.nothingSelectedHint"), true);
    }
    ui::space(12);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels
