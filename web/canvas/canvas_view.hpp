// The picture under the hand: what pointers and keys do on the canvas.
#pragma once

#include <imgui.h>

#include <string>

namespace impactweb::canvas {

enum class PointerType { mouse, touch, pen };
struct Modifiers {
  bool shift = false, control = false, alt = false;
};

/// What a press on a node does with the tool in hand: selects it, or is the next end of a tie.
void press_node(const std::string& id);

/// A pointer that is not over a panel. Positions are CSS pixels on the stage; `button` is 0 left, 1 middle, 2 right.
void pointer_down(int id, PointerType type, ImVec2 position, int button, Modifiers modifiers);
void pointer_move(int id, PointerType type, ImVec2 position, Modifiers modifiers);
void pointer_up(int id, PointerType type, ImVec2 position, Modifiers modifiers);
/// The browser took the pointer away, or Escape: a drag is put back, nothing is changed.
void cancel_gestures();
/// A button or finger is down on the picture.
bool pointer_is_down();
/// The pointer left the stage or went over a panel.
void pointer_left();
/// Pixels of a wheel or trackpad; with `zoom` (Ctrl, or a pinch on a trackpad) or a mouse wheel it zooms, else it pans.
void wheel(ImVec2 position, ImVec2 pixels, bool zoom);

/// A key that no text field wanted, named as in KeyboardEvent.key. True when it did something.
bool key(const std::string& name, Modifiers modifiers);
void set_space(bool down);

/// Draws the scene, names, what is being dragged, and opens context menus. Registers nodes and ties in the mirror.
void draw(ImDrawList* background, ImVec2 stage, float pixel_ratio);

/// True when all that is drawn over scene and names stays as it is while they move.
bool only_scene_moves();

/// What the pointer should look like over the canvas: 0 arrow, 1 hand, 2 grabbing, 3 crosshair.
int cursor();

/// Opens the context menu of a node (or tie, or of the canvas when both are empty) at a point on the stage.
void open_menu(const std::string& node, const std::string& edge, ImVec2 position);

}  // namespace impactweb::canvas
