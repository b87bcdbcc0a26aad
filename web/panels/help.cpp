// All shortcuts and gestures.
#include <imgui_internal.h>

#include <algorithm>

#include "app/state.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

struct Shortcut {
  const char* keys;
  const char* text;
};

constexpr Shortcut shortcuts[] = {
    {"E", "help.entry"},    {"/", "help.search"},       {"N", "help.new"},           {"L", "help.link"},
    {"Enter", "help.open"}, {"Del", "help.remove"},     {"Ctrl Z", "help.undo"},     {"Ctrl Shift Z", "help.redo"},
    {"Ctrl A", "help.all"}, {"← ↑ ↓ →", "help.walk"},   {"Shift ←↑↓→", "help.move"}, {"0", "help.fit"},
    {"+ −", "help.zoom"},   {"T", "help.list"},         {"F", "help.filters"},       {"I", "help.inspector"},
    {"P", "help.present"},  {"Shift F10", "help.menu"}, {"Esc", "help.escape"},      {"?", "help.help"}};
constexpr const char* gestures[] = {"help.drag",   "help.wheel",     "help.double",
                                    "help.handle", "help.rectangle", "help.longPress"};

}  // namespace

void draw_help() {
  const ImVec2 stage = app::state().camera.stage();
  const float width = std::min(720.f, stage.x - 24), height = std::min(620.f, stage.y - 24);
  if (ui::begin_panel("help", ui::tr("ui.shortcuts"), {(stage.x - width) / 2, (stage.y - height) / 2}, {width, height},
                      0, "dialog")) {
    const float top = ImGui::GetCursorPosY();
    ImGui::SetCursorPosX(ImGui::GetWindowWidth() - ImGui::GetStyle().WindowPadding.x - 40);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "Esc", .key = "close_help"}))
      app::state().help_open = false;
    ImGui::SetCursorPosY(top);
    ui::heading(ui::tr("ui.shortcuts"), 1);
    ui::space(8);
    const int columns = width > 560 ? 2 : 1;
    if (ImGui::BeginTable("keys", columns, ImGuiTableFlags_SizingStretchSame)) {
      for (const Shortcut& shortcut : shortcuts) {
        ImGui::TableNextColumn();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 size = ImGui::CalcTextSize(shortcut.keys);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddRectFilled(at, {at.x + size.x + 16, at.y + size.y + 6}, ui::pack(ui::palette().raised), 5);
        list->AddRect(at, {at.x + size.x + 16, at.y + size.y + 6}, ui::pack(ui::palette().hairline), 5);
        list->AddText({at.x + 8, at.y + 3}, ui::pack(ui::palette().ink), shortcut.keys);
        ImGui::SetCursorScreenPos({at.x + 124, at.y + 3});
        ui::text(std::string(ui::tr(shortcut.text)));
        ImGui::Dummy({0, 2});
      }
      ImGui::EndTable();
    }
    ui::separator();
    ui::heading(ui::tr("help.gestures"), 2);
    for (const char* gesture : gestures) ui::text(ui::tr(gesture));
  }
  ui::end_panel();
}

}  // namespace impactweb::panels
