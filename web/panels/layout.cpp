// Where the panels stand: beside the picture on a desktop, as a sheet below it on a phone.
#include <algorithm>

#include "panels/panels.hpp"
#include "platform/deferred.hpp"
#include "scene/scene.hpp"
#include "state/state.hpp"
#include "ui/theme.hpp"
#include "ui/widgets.hpp"

namespace impactweb::panels {
namespace {

using app::SidePanel;
using app::state;

constexpr float gap = 12;
constexpr std::size_t large_network = 60;  // nodes from which a map of the whole helps

void draw_side(Area area) {
  switch (state().side) {
    case SidePanel::inspector:
      draw_inspector(area);
      break;
    case SidePanel::list:
      draw_list(area);
      break;
    case SidePanel::filters:
      draw_filters(area);
      break;
    case SidePanel::none:
      break;
  }
}

void draw_desktop(ImVec2 stage) {
  const float bar = ui::control_height() + 16;
  const float entry_height = ui::control_height() + 16;
  const float side_width = state().side == SidePanel::list ? std::clamp(stage.x * 0.46f, 380.f, 760.f)
                                                           : std::clamp(stage.x * 0.27f, 320.f, 400.f);
  float right = stage.x - gap;
  if (state().side != SidePanel::none) {
    draw_side({{stage.x - side_width - gap, gap}, {side_width, stage.y - 2 * gap}});
    right -= side_width + gap;
  }
  // The entry line stands beside the legend where there is room, for its preview grows over what is above it.
  const float legend_left = state().bare ? gap : bar + 2 * gap, legend_width = 232;
  const float beside = legend_left + legend_width + gap;
  const float entry_from = state().legend && right - beside >= 480 ? beside : gap;
  const float entry_width = std::min(760.f, right - entry_from - gap);
  const float entry_left = std::max(entry_from, (right - entry_width) / 2);
  if (!state().view_only) draw_entry_line({{entry_left, stage.y - entry_height - gap}, {entry_width, entry_height}});
  if (!state().bare) draw_toolbar({{gap, gap}, {bar, 0}}, ToolbarShape::column);
  // The legend stands beside the tools, above the entry line where there is no room next to it.
  const float bottom = entry_left < legend_left + legend_width + gap ? stage.y - entry_height - 2 * gap : stage.y - gap;
  const float legend_top = state().legend ? draw_legend({{legend_left, bottom}, {legend_width, 0}}) : bottom;
  if (canvas::scene().nodes.size() >= large_network)
    draw_overview({{right - 180,
                    (entry_left + entry_width > right - 192 ? stage.y - entry_height - 2 * gap : stage.y - gap) - 120},
                   {180, 120}});
  // Nothing of the picture is to lie under the legend, unless that leaves too little room for the picture.
  const float low = stage.y - entry_height - 2 * gap;
  ImRect free({legend_left, gap}, {right, low});
  if (state().legend) {
    const ImRect clear =
        roomier({{beside, gap}, {right, low}}, {{legend_left, gap}, {right, std::min(low, legend_top - gap)}});
    if (right - beside >= 480 || (clear.GetWidth() >= 300 && clear.GetHeight() >= 220)) free = clear;
  }
  state().camera.set_stage(stage, free.Min, free.Max);
}

/// On a phone on its side, a sheet stands at the right and the tools at the left; otherwise both are below.
void draw_phone(ImVec2 stage) {
  const bool sheet = state().side != SidePanel::none, on_its_side = stage.x >= 600 && stage.x > stage.y * 1.2f;
  float right = stage.x, bottom = stage.y;
  if (sheet && on_its_side) {
    const float width = std::clamp(stage.x * 0.46f, 300.f, 420.f);
    draw_side({{stage.x - width, 0}, {width, stage.y}});
    right -= width;
  }
  // With the keyboard of the screen open, the room that is left is for what is typed.
  const bool cramped = stage.y < 380 && ui::typing();
  float left = 0;
  if (!cramped && !state().bare) {
    const float bar = toolbar_height(right), rail = on_its_side ? rail_width(stage.y) : 0;
    if (rail > 0)
      draw_toolbar({{0, 0}, {rail, stage.y}}, ToolbarShape::rail);
    else
      draw_toolbar({{0, bottom - bar}, {right, bar}}, ToolbarShape::row);
    left = rail;
    bottom -= rail > 0 ? 0 : bar;
  }
  if (sheet && !on_its_side) {
    const float share = state().side == SidePanel::inspector ? 0.46f : 0.72f;
    const float height = std::max(120.f, std::min(bottom - 96, std::max(240.f, stage.y * share)));
    draw_side({{0, bottom - height}, {stage.x, height}});
    bottom -= height;
  } else if (!state().view_only) {
    const float entry_height = ui::control_height() + 12;
    draw_entry_line({{left + 8, bottom - entry_height - 8}, {right - left - 16, entry_height}});
    bottom -= entry_height + 8;
  }
  state().camera.set_stage(stage, {left + 8, 8}, {right - 8, std::max(60.f, bottom - 8)});
}

}  // namespace

ImRect roomier(const ImRect& one, const ImRect& other) {
  // Of a comfortable shape, and not of the picture's own: that changes with every node, and the picture would move.
  constexpr float shape = 1.4f;
  const auto height = [](const ImRect& free) { return std::min(free.GetWidth() / shape, free.GetHeight()); };
  return height(other) > height(one) ? other : one;
}

void draw_all(ImVec2 stage) {
  if (state().presenting) {
    platform::call_deferred<draw_presentation>(stage);
  } else if (app::is_phone()) {
    draw_phone(stage);
  } else {
    draw_desktop(stage);
  }
  if (!state().presenting && state().tool != app::Tool::select) platform::call_deferred<draw_tool_hint>(stage);
  if (state().search_open) {
    const float width = std::min(560.f, stage.x - 16);
    platform::call_deferred<draw_search>(Area{{(stage.x - width) / 2, std::min(64.f, stage.y * 0.08f)}, {width, 0}});
  }
  if (state().help_open) platform::call_deferred<draw_help>();
}

}  // namespace impactweb::panels
