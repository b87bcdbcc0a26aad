// The small map of a large network: where the view is, and a press to go elsewhere.
#include <imgui_internal.h>

#include <algorithm>

#include "app/state.hpp"
#include "canvas/scene.hpp"
#include "panels/panels.hpp"
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
    const auto place = [&](Point point) {
      return ImVec2(low.x + size.x / 2 + static_cast<float>((point.x - middle.x) * scale),
                    low.y + size.y / 2 + static_cast<float>((point.y - middle.y) * scale));
    };
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const canvas::SceneNode& node : scene.nodes) {
      const ImVec2 at = place(node.position);
      const float half = node.selected ? 2.f : 1.f;
      list->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half},
                          ui::pack(node.selected ? ui::palette().accent : node.color));
    }
    const Rect view = app::state().camera.visible_world();
    ImVec2 from = place(view.min), to = place(view.max);
    from = {std::clamp(from.x, area.position.x + 1, area.position.x + area.size.x - 1),
            std::clamp(from.y, area.position.y + 1, area.position.y + area.size.y - 1)};
    to = {std::clamp(to.x, area.position.x + 1, area.position.x + area.size.x - 1),
          std::clamp(to.y, area.position.y + 1, area.position.y + area.size.y - 1)};
    list->AddRectFilled(from, to, ui::pack(ui::palette().accent, 0.10f), 3);
    list->AddRect(from, to, ui::pack(ui::palette().accent), 3, 0, 1.5f);
    ImGui::SetCursorPos({0, 0});
    ImGui::InvisibleButton("map", area.size);
    ui::mirror::ignore(ImGui::GetItemID());
    if (ImGui::IsItemActive() && scale > 0) {
      const ImVec2 pointer = ImGui::GetIO().MousePos;
      app::state().camera.jump(
          {middle.x + (pointer.x - low.x - size.x / 2) / scale, middle.y + (pointer.y - low.y - size.y / 2) / scale},
          app::state().camera.zoom());
      app::touch_view(false);
    }
  }
  ui::end_panel();
  ImGui::PopStyleVar();
}

}  // namespace impactweb::panels
