// The icons of the interface: glyphs of the Lucide font, which the build subsets to these (web/build.mjs reads the
// names).
#pragma once

namespace impactweb::ui::icon {

// X(name here, name in Lucide, its code point there; the build checks both)
#define IMPACTWEB_ICONS(X)                    \
  X(select, "mouse-pointer-2", "\uE1C3")      \
  X(add, "plus", "\uE13D")                    \
  X(link, "spline", "\uE38B")                 \
  X(fit, "maximize", "\uE112")                \
  X(arrange, "sparkles", "\uE412")            \
  X(layout_stress, "waypoints", "\uE542")     \
  X(layout_communities, "group", "\uE464")    \
  X(layout_layers, "layers", "\uE529")        \
  X(layout_sectors, "chart-pie", "\uE06B")    \
  X(layout_places, "map", "\uE110")           \
  X(layout_grid, "layout-grid", "\uE0FF")     \
  X(list, "list", "\uE106")                   \
  X(filter, "list-filter", "\uE460")          \
  X(search, "search", "\uE151")               \
  X(present, "presentation", "\uE4AE")        \
  X(close, "x", "\uE1B2")                     \
  X(trash, "trash-2", "\uE18E")               \
  X(pin, "pin", "\uE259")                     \
  X(chevron_down, "chevron-down", "\uE06D")   \
  X(chevron_right, "chevron-right", "\uE06F") \
  X(arrow_right, "arrow-right", "\uE049")     \
  X(arrow_left, "arrow-left", "\uE048")       \
  X(arrow_both, "arrow-left-right", "\uE24A") \
  X(need, "circle-help", "\uE082")            \
  X(offer, "gift", "\uE0E1")                  \
  X(tag, "tag", "\uE17F")                     \
  X(place, "map-pin", "\uE111")               \
  X(person, "user", "\uE19F")                 \
  X(check, "check", "\uE06C")                 \
  X(swap, "arrow-left-right", "\uE24A")       \
  X(help, "keyboard", "\uE284")               \
  X(palette, "palette", "\uE1DD")             \
  X(zoom_in, "zoom-in", "\uE1B6")             \
  X(zoom_out, "zoom-out", "\uE1B7")           \
  X(enter, "corner-down-left", "\uE0A1")      \
  X(minus, "minus", "\uE11C")                 \
  X(edit, "pencil", "\uE1F9")

#define IMPACTWEB_ICON(name, lucide, glyph) inline constexpr const char* name = glyph;
IMPACTWEB_ICONS(IMPACTWEB_ICON)
#undef IMPACTWEB_ICON

}  // namespace impactweb::ui::icon
