// The panels around the picture. Each draws itself into the area it is given; where they stand is decided in
// layout.cpp.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string>

namespace impactweb::panels {

/// A place on the stage, in CSS pixels.
struct Area {
  ImVec2 position;
  ImVec2 size;
};

/// Everything about the selected node or tie, or about several at once; what to do first when nothing is selected.
void draw_inspector(Area area);
/// All nodes and ties as a table.
void draw_list(Area area);
/// What is shown: kinds, sectors, statuses, tags, places, text.
void draw_filters(Area area);
/// The quick-entry line at the bottom of the stage; its preview and completions grow upwards from the area.
void draw_entry_line(Area area);
/// Empties the line: what was being typed belongs to the network that is left.
void clear_entry_line();
/// Does what `text` says, as if it had been typed into the line; false when there was nothing to do.
/// `typed`: it has been, so the line is empty now, and ArrowUp brings it back.
bool enter_line(const std::string& text, bool typed = false);
/// The search box over the stage, while it is open.
void draw_search(Area area);
/// All shortcuts and gestures, while it is open.
void draw_help();

/// All tools in a column at the left, or those of a phone in a row below the picture, or in a rail beside it.
enum class ToolbarShape { column, row, rail };
void draw_toolbar(Area area, ToolbarShape shape);
/// How high the tools of a phone are below a stage of this width; where they do not fit in a row, there are two.
float toolbar_height(float width);
/// How wide they are beside a stage of this height; 0 where they do not fit.
float rail_width(float height);
/// What the tool in hand is for and how to put it down; nothing is to be said of the one that selects.
void draw_tool_hint(ImVec2 stage);
/// What colours, sizes and lines mean; colour-by and size-by.
/// It stands on the area's lower edge; gives how far up it reaches.
float draw_legend(Area area);
/// Of two parts of the stage, CSS pixels: the one in which a picture of a comfortable shape is larger, the first where
/// that is the same.
ImRect roomier(const ImRect& one, const ImRect& other);
/// The same as a part of another panel, for stages that have no room for it.
void edit_legend();
/// The small map of a large network.
void draw_overview(Area area);

/// What stands on the picture while a room looks at it; tells the camera what that leaves free.
void draw_presentation(ImVec2 stage);
/// Brings the tools of a presentation into sight for a while.
void reach_for_tools();

/// Draws all of them where they belong on a stage of this size, and tells the camera what they leave free.
void draw_all(ImVec2 stage);

}  // namespace impactweb::panels
