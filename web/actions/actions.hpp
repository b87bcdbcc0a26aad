// What people can do, as operations and changes of view; each tells the page what it must know.
#pragma once

#include "state/state.hpp"  // IWYU pragma: export

namespace impactweb::app {

/// Applies operations of mine. A refusal is shown in words. Gives the report.
ApplyReport apply(const std::vector<Json>& operations, const ApplyOptions& options = {});
/// The first refusal of setting a field, without a notice: for fields that show it themselves.
std::optional<Issue> set_field_of(const std::string& entity, bool is_edge, const std::string& field, const Json& value,
                                  const std::string& gesture);
void undo();
void redo();

void select_nodes(std::set<std::string> ids, bool show_inspector = true);
void select_edges(std::set<std::string> ids, bool show_inspector = true);
void select(Selection selection, bool show_inspector = true);
void toggle_node(const std::string& id);
void toggle_edge(const std::string& id);
void clear_selection();
/// Selects a node and flies to it.
void go_to_node(const std::string& id);
void go_to_edge(const std::string& id);
void remove_selection();
void select_all();
/// Opens the side panel, or closes it when it is this one.
void toggle_side(SidePanel panel);
/// Adds a node at a place in the world, selects it and lets its name be typed.
std::string create_node(Point position_in_world, NodeKind kind = NodeKind::actor);
/// Adds an edge and selects it; undirected ends and free kinds can be set afterwards. Empty when it was refused.
/// Copies of the ids: they may be those of the selection, which changes on the way.
std::string create_edge(std::string from, std::string to);
/// Adds a node at the place where a tie from `from` was let go, and the tie.
std::string create_linked_node(const std::string& from, Point position_in_world);
/// Turns an edge round.
void flip_edge(const std::string& id);
/// Opens the node and lets a new need or offer be typed; `list` is `needs` or `offers`.
void add_exchange(const std::string& node, const std::string& list);
void fit(bool fly = true);
/// Shows the picture alone, in large type, and all of it; or ends that. Asks the page for the whole screen.
void present(bool on);
/// While presenting: the next stop or, with −1, the one before. Stops are the whole picture, and then one by one what
/// an answer has marked, or without one the most important nodes, each with those around it.
void step_presentation(int by);
/// Brings the one selected node or tie into view, when a panel covers it or it is off the stage.
void reveal_selection();
/// Lets the picture follow, once the panels stand: newcomers come into sight, and what a panel or the window's new
/// shape would hide or leave small is fitted again, unless a hand has moved the picture.
void follow_picture();

}  // namespace impactweb::app
