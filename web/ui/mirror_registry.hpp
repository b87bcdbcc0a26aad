// What is on the canvas, as an accessible page would say it. Every widget, node and tie registers here in each frame;
// the page keeps an HTML mirror of it (page/canvas/mirror.ts), which is what screen readers, keyboards and browser
// tests use, and which holds the real text fields. What people do there comes back as actions.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace impactweb::ui::mirror {

struct Item {
  ImGuiID id = 0;
  ImGuiID parent = 0;     ///< id of the group, 0 at the top
  const char* role = "";  ///< ARIA role; `textbox`, `textarea`, `select` and `range` become native controls
  std::string name;
  std::string value;
  std::string description;
  std::string invalid;  ///< why the value is refused
  std::string placeholder;
  ImRect rect;           ///< on screen, in CSS pixels from the stage's top left corner
  bool clipped = false;  ///< scrolled out of sight or covered: reachable by keyboard only
  bool disabled = false;
  bool heading_in_bold = false;
  int checked = -1;              ///< 0 or 1 where the item can be checked or pressed
  int expanded = -1;             ///< 0 or 1 where the item opens something
  int selected = -1;             ///< 0 or 1 where the item can be selected
  int level = 0;                 ///< of a heading
  int minimum = 0, maximum = 0;  ///< of a range
  const char* input = "text";    ///< type of an input element: text, search, number, date
  const char* sort = "";         ///< ascending or descending, of a column header
  const char* key = "";          ///< short name that tests and shortcuts know it by, such as `entry`
  std::vector<std::pair<std::string, std::string>>
      options;                  ///< value and text of a select, or suggestions of a textbox
  int limit = 0;                ///< how many characters a text field takes
  int revision = 0;             ///< grows when the value must replace even what is being typed
  bool wants_focus = false;     ///< once: the page moves the focus here
  bool wants_tab = false;       ///< Tab completes instead of leaving
  bool pending = false;         ///< of a text field: what stands in it is not in the network yet
  bool skipped_by_tab = false;  ///< one of many between which the arrows move
};

/// What was done to an item in the mirror.
struct Action {
  /// `leave` is the end of the focus when nothing was typed; `blur` brings the text.
  enum class Kind { click, input, commit, blur, leave, focus, key, context } kind = Kind::click;
  std::string value;  ///< the text, or the name of the key
};

void begin_frame();
/// Ends the frame: adds what Dear ImGui drew and nobody registered.
void end_frame();

/// Items that follow belong to this group, until end_group.
void begin_group(const char* role, const std::string& name, ImGuiID id);
void end_group();

/// Registers an item; the reference is good until the next call.
Item& add(ImGuiID id, const char* role, std::string name, const ImRect& rect);

/// What Dear ImGui drew under this id is part of an item that is registered under another.
void ignore(ImGuiID id);

/// From the page.
void post_action(ImGuiID id, Action action);
/// The next action on `id`, each given once. What nobody asks for within two frames is dropped.
std::optional<Action> take_action(ImGuiID id);
/// The next action on `id` if it is of this kind.
bool take(ImGuiID id, Action::Kind kind);

/// Asks for the focus at the item's next appearance.
void focus(ImGuiID id);
void focus_key(std::string key);

/// The whole mirror as JSON when it differs from the last one given, otherwise empty.
std::string json_if_changed();

/// The rectangle of the item with this key in the latest frame, for pointers to it.
std::optional<ImRect> rect_of(std::string_view key);

}  // namespace impactweb::ui::mirror
