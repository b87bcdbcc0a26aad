// All shortcuts and gestures.
#include <imgui.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "panels/panels.hpp"
#include "state/state.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

struct Shortcut {
  const char* keys;  // with spaces between the keys of one press
  const char* text;
};

constexpr Shortcut making[] = {{"E", "help.entry"},           {"N", "help.new"},       {"L", "help.link"},
                               {"Enter", "help.open"},        {"Del", "help.remove"},  {"Ctrl Z", "help.undo"},
                               {"Ctrl Shift Z", "help.redo"}, {"Ctrl Y", "help.redo"}, {"Shift ← ↑ ↓ →", "help.move"}};
constexpr Shortcut looking[] = {{"/", "help.search"},  {"← ↑ ↓ →", "help.walk"},   {"0", "help.fit"},
                                {"+ −", "help.zoom"},  {"Ctrl A", "help.all"},     {"T", "help.list"},
                                {"F", "help.filters"}, {"I", "help.inspector"},    {"P", "help.present"},
                                {"← →", "help.stops"}, {"Shift F10", "help.menu"}, {"?", "help.help"},
                                {"Esc", "help.escape"}};
constexpr const char* gestures[] = {"help.drag",   "help.wheel",     "help.double",
                                    "help.handle", "help.rectangle", "help.longPress"};

/// The keys as they stand on a keyboard.
void key_caps(std::string_view keys) {
  const ui::TextStyle style(ui::small_text_size);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  float x = at.x;
  while (!keys.empty()) {
    const std::size_t end = std::min(keys.find(' '), keys.size());
    const std::string_view key = keys.substr(0, end);
    keys.remove_prefix(std::min(end + 1, keys.size()));
    const float text = ImGui::CalcTextSize(key.data(), key.data() + key.size()).x, width = std::max(26.f, text + 14);
    list->AddRectFilled({x, at.y}, {x + width, at.y + 26}, ui::pack(ui::palette().raised), 6);
    list->AddRect({x, at.y}, {x + width, at.y + 26}, ui::pack(ui::palette().hairline), 6);
    list->AddText({x + (width - text) / 2, at.y + 13 - ImGui::GetFontSize() / 2}, ui::pack(ui::palette().ink),
                  key.data(), key.data() + key.size());
    x += width + 4;
  }
}

void shortcuts(const char* title, std::span<const Shortcut> list) {
  ui::heading(ui::tr(title), 2);
  ui::space(10);
  ui::mirror::begin_group("list", ui::tr(title), ImGui::GetID(title));
  constexpr float key_width = 172;
  for (const Shortcut& shortcut : list) {
    ImGui::PushID(shortcut.keys);
    ui::mirror::begin_group("listitem", shortcut.keys, ImGui::GetID("item"));
    const ImVec2 at = ImGui::GetCursorPos();
    key_caps(shortcut.keys);
    ImGui::SetCursorPos({at.x + key_width, at.y + 4});
    ui::text(ui::tr(shortcut.text), false, 15);
    const float bottom = std::max(at.y + 34, ImGui::GetCursorPosY());
    ImGui::SetCursorPos({at.x, bottom});
    ui::mirror::end_group();
    ImGui::PopID();
  }
  ImGui::Dummy({0, 0});
  ui::mirror::end_group();
  ui::space(12);
}

}  // namespace

void draw_help() {
  static int last_frame = -2;
  // The keyboard goes along into the dialog when it opens.
  if (ImGui::GetFrameCount() - last_frame > 1) ui::mirror::focus_key("close_help");
  last_frame = ImGui::GetFrameCount();
  const ImVec2 stage = app::state().camera.stage();
  const float width = std::min(780.f, stage.x - 24), height = std::min(640.f, stage.y - 24);
  ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, stage, ui::pack({0, 0, 0, 1}, 0.22f));
  ImGui::SetNextWindowFocus();
  if (ui::begin_panel("help", ui::tr("ui.shortcuts"), {(stage.x - width) / 2, (stage.y - height) / 2}, {width, height},
                      0, "dialog")) {
    const ImVec2 start = ImGui::GetCursorPos();
    ImGui::SetCursorPosX(start.x + ImGui::GetContentRegionAvail().x - ui::control_height() + 6);
    if (ui::icon_button("close", ui::tr("ui.close"), ui::icon::close, {.shortcut = "Esc", .key = "close_help"})) {
      app::state().help_open = false;
      app::want_frames();
    }
    ImGui::SetCursorPos(start);
    ui::heading(ui::tr("ui.shortcuts"), 1);
    ui::space(16);
    ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {12, 0});
    if (ImGui::BeginTable("keys", width > 640 ? 2 : 1,
                          ImGuiTableFlags_SizingStretchSame | ImGuiTableFlags_NoPadOuterX)) {
      ImGui::TableNextColumn();
      shortcuts("help.making", making);
      if (width > 640) {
        ui::heading(ui::tr("help.gestures"), 2);
        for (const char* gesture : gestures) ui::text(ui::tr(gesture), false, 15);
      }
      ImGui::TableNextColumn();
      shortcuts("help.looking", looking);
      ImGui::EndTable();
    }
    ImGui::PopStyleVar();
    if (width <= 640) {
      ui::heading(ui::tr("help.gestures"), 2);
      for (const char* gesture : gestures) ui::text(ui::tr(gesture), false, 15);
    }
    ui::space(12);
  }
  ui::end_panel();
}

}  // namespace impactweb::panels
