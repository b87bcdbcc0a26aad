// The small map of a large network: where the view is, and a press to go elsewhere.
#include <imgui_internal.h>

#include <algorithm>

#include "canvas/renderer.hpp"
#include "panels/panels.hpp"
#include "scene/scene.hpp"
#include "state/state.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {

void draw_overview(Area area) {
  const canvas::Scene& scene = canvas::scene();
  if (scene.bounds.empty()) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  if (ui::begin_panel("overview", ui::tr("ui.overview"), area.position, area.size, ImGuiWindowFlags_NoScrollbar,
                      "img")) {
    const ImVec2 low{area.position.x + 8, area.position.y + 8};
    const ImVec2 size{area.size.x - 16, area.size.y - 16};
    const double scale =
        std::min(size.x / std::max(1.0, scene.bounds.width()), size.y / std::max(1.0, scene.bounds.height()));
    const Point middle = scene.bounds.center();
    // Drawn by the renderer: it follows the camera even in frames in which no panel is drawn anew.
    canvas::queue_map(ImGui::GetWindowDrawList(),
                      {{area.position.x + 1, area.position.y + 1},
                       {area.position.x + area.size.x - 1, area.position.y + area.size.y - 1},
                       {low.x + size.x / 2, low.y + size.y / 2},
                       middle,
                       scale});
    ImGui::SetCursorPos({0, 0});
    ImGui::InvisibleButton("map", area.size);
    ui::mirror::ignore(ImGui::GetItemID());
    if (ImGui::IsItemActive() && scale > 0) {
      const ImVec2 pointer = ImGui::GetIO().MousePos;
      app::state().camera.jump(
          {middle.x + (pointer.x - low.x - size.x / 2) / scale, middle.y + (pointer.y - low.y - size.y / 2) / scale},
          app::state().camera.zoom());
      app::state().camera.set_moved_by_hand(true);
      app::touch_view(false);
    }
  }
  ui::end_panel();
  ImGui::PopStyleVar();
}

}  // namespace impactweb::panels
