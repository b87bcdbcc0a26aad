// The tools: select, add, tie, arrange, fit, and what opens beside the picture.
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "actions/actions.hpp"
#include "actions/arranging.hpp"
#include "panels/panels.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

using app::SidePanel;
using app::state;
using app::Tool;

void tool(const char* id, const char* name, const char* icon, Tool which, const char* shortcut) {
  ui::ButtonOptions options;
  options.pressed = state().tool == which ? 1 : 0;
  options.shortcut = shortcut;
  options.key = id;
  if (!ui::icon_button(id, ui::tr(name), icon, options)) return;
  state().tool = state().tool == which ? Tool::select : which;
  if (state().tool == Tool::link) app::announce(ui::tr("ui.linkHint"));
  if (state().tool == Tool::add) app::announce(ui::tr("ui.addHint"));
}

void side(const char* id, const char* name, const char* icon, SidePanel which, const char* shortcut) {
  ui::ButtonOptions options;
  options.pressed = state().side == which ? 1 : 0;
  options.shortcut = shortcut;
  options.key = id;
  if (ui::icon_button(id, ui::tr(name), icon, options)) app::toggle_side(which);
}

/// How many tools a phone has; those that change something are missing where nothing may change.
int phone_tools() { return state().view_only ? 3 : 7; }

int tools_in_row(float width) {
  return std::clamp(static_cast<int>((width - 8) / ui::control_height()), 1, phone_tools());
}

/// Beside the last tool in a row of tools, or in the next row.
void next(ToolbarShape shape) {
  if (shape != ToolbarShape::row) return;
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - 4;
  if (ImGui::GetItemRectMax().x + ui::control_height() <= right) ImGui::SameLine(0, 0);
}

void rule(ToolbarShape shape) {
  if (shape == ToolbarShape::column) ui::separator();
}

void arrange_menu() {
  ui::ButtonOptions options;
  options.expanded = ImGui::IsPopupOpen("arrange") ? 1 : 0;
  options.key = "arrange";
  if (ui::icon_button("arrange_button", ui::tr("ui.arrange"), ui::icon::arrange, options)) ImGui::OpenPopup("arrange");
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {8, 8});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {4, 0});
  if (ImGui::BeginPopup("arrange", ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav)) {
    ui::mirror::begin_group("menu", ui::tr("ui.arrange"), ImGui::GetID("menu"));
    constexpr std::pair<const char*, const char*> layouts[] = {
        {"stress", ui::icon::layout_stress}, {"communities", ui::icon::layout_communities},
        {"layers", ui::icon::layout_layers}, {"sectors", ui::icon::layout_sectors},
        {"places", ui::icon::layout_places}, {"grid", ui::icon::layout_grid}};
    for (const auto& [algorithm, sign] : layouts)
      if (ui::menu_item(algorithm, ui::tr(std::string("layout.") + algorithm), sign)) app::arrange(algorithm);
    ui::mirror::end_group();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

void zoom_button(const char* id, const char* name, const char* icon, double factor, const char* shortcut) {
  ui::ButtonOptions options;
  options.shortcut = shortcut;
  if (!ui::icon_button(id, ui::tr(name), icon, options)) return;
  const ImVec2 stage = state().camera.stage();
  state().camera.zoom_at({stage.x / 2, stage.y / 2}, factor);
  app::touch_view(false);
}

}  // namespace

void draw_tool_hint(ImVec2 stage) {
  const auto& chosen = state().selection.nodes;
  const auto from = chosen.size() == 1 ? app::network().nodes.find(*chosen.begin()) : app::network().nodes.end();
  const std::string words = state().tool == Tool::add            ? ui::tr("ui.addHint")
                            : from != app::network().nodes.end() ? ui::tr("ui.linkTo", {from->second.label})
                                                                 : ui::tr("ui.linkHint");
  static float height = 60;
  const float width = std::min(stage.x - 16, 520.f);
  if (ui::begin_panel("tool_hint", ui::tr("ui.toolHint"), {(stage.x - width) / 2, 8}, {width, height},
                      ImGuiWindowFlags_NoScrollbar)) {
    const std::string done = ui::tr("ui.done");
    const float button_width = ImGui::CalcTextSize(done.c_str()).x + 32,
                right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::PushTextWrapPos(right - button_width - 12);
    ImGui::SetCursorPosY(at.y + (ui::control_height() - ImGui::GetTextLineHeight()) / 2);
    ImGui::BeginGroup();
    ui::text(words);
    ImGui::EndGroup();
    ImGui::PopTextWrapPos();
    const float below = ImGui::GetCursorPosY();
    ImGui::SetCursorPos({right - button_width, at.y});
    if (ui::button("done", done, {.look = ui::Look::primary, .shortcut = "Esc", .width = button_width}))
      state().tool = Tool::select;
    const float wanted = std::max(below, at.y + ui::control_height()) + 12;
    if (std::abs(wanted - height) > 0.5f) {
      height = wanted;
      app::want_frames(2);
    }
  }
  ui::end_panel();
}

float toolbar_height(float width) {
  const int rows = (phone_tools() + tools_in_row(width) - 1) / tools_in_row(width);
  return static_cast<float>(rows) * ui::control_height() + 12 + static_cast<float>(rows - 1) * 4;
}

float rail_width(float height) {
  const float needed = static_cast<float>(phone_tools()) * ui::control_height() + 8;
  return needed <= height ? ui::control_height() + 8 : 0;
}

void draw_toolbar(Area area, ToolbarShape shape) {
  const bool column = shape == ToolbarShape::column;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, column                        ? ImVec2(8, 8)
                                                   : shape == ToolbarShape::rail ? ImVec2(4, 4)
                                                                                 : ImVec2(4, 6));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, shape == ToolbarShape::rail ? ImVec2(0, 0) : ImVec2(4, 4));
  const ImGuiWindowFlags flags = ImGuiWindowFlags_NoScrollbar | (column ? ImGuiWindowFlags_AlwaysAutoResize : 0);
  const bool open = ui::begin_panel("toolbar", ui::tr("ui.tools"), area.position, area.size, flags, "toolbar");
  if (open) {
    if (shape == ToolbarShape::row) {
      // Seven tools share the width of the narrowest phone.
      const float room = ImGui::GetContentRegionAvail().x - static_cast<float>(phone_tools()) * ui::control_height();
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.f, room / 2));
    }
    if (!state().view_only) {
      tool("select", "ui.toolSelect", ui::icon::select, Tool::select, "Esc");
      next(shape);
      tool("add", "ui.toolAdd", ui::icon::add, Tool::add, "N");
      next(shape);
      tool("link", "ui.toolLink", ui::icon::link, Tool::link, "L");
      next(shape);
      rule(shape);
      arrange_menu();
      next(shape);
    }
    if (column) {
      ui::ButtonOptions options;
      options.shortcut = "0";
      if (ui::icon_button("fit", ui::tr("ui.fit"), ui::icon::fit, options)) app::fit();
      zoom_button("zoom_in", "ui.zoomIn", ui::icon::zoom_in, 1.25, "+");
      zoom_button("zoom_out", "ui.zoomOut", ui::icon::zoom_out, 0.8, "−");
    }
    rule(shape);
    ui::ButtonOptions options;
    options.shortcut = "/";
    options.key = "search_button";
    if (ui::icon_button("search_button", ui::tr("ui.search"), ui::icon::search, options)) {
      state().search_open = true;
      ui::mirror::focus_key("search");
    }
    next(shape);
    side("list", "ui.list", ui::icon::list, SidePanel::list, "T");
    next(shape);
    side("filters", "ui.filters", ui::icon::filter, SidePanel::filters, "F");
    if (column) {
      ui::ButtonOptions legend;
      legend.pressed = state().legend ? 1 : 0;
      if (ui::icon_button("legend", ui::tr("ui.legend"), ui::icon::palette, legend)) {
        state().legend = !state().legend;
        app::touch_view(false);
      }
      rule(shape);
      ui::ButtonOptions present;
      present.shortcut = "P";
      if (ui::icon_button("present", ui::tr("ui.present"), ui::icon::present, present)) app::present(true);
      ui::ButtonOptions help;
      help.shortcut = "?";
      if (ui::icon_button("help", ui::tr("ui.shortcuts"), ui::icon::help, help)) state().help_open = true;
    }
  }
  ui::end_panel();
  ImGui::PopStyleVar(2);
}

}  // namespace impactweb::panels
