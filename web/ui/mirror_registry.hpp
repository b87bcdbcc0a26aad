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

/// 0 or 1 where an item can be in a state, below 0 where it cannot.
struct State {
  int value = -1;
  State(int of = -1) : value(of) {}
};

/// Values and texts of a select, or suggestions of a textbox.
using Options = std::vector<std::pair<std::string, std::string>>;

/// Everything about an item, a row each: type, member, value when nothing is said, name on the page (`Item` in
/// page/canvas/mirror.ts, which `./build-wasm.sh check` compares). Only what differs from that value is written,
/// and the name in any case.
// clang-format off
#define IMPACTWEB_MIRROR_ITEM(X) \
  X(ImGuiID, id, 0, "id") \
  X(const char*, role, "", "role")             /* ARIA role; `textbox`, `textarea`, `select` and `range` become native controls */ \
  X(std::string, name, {}, "name") \
  X(ImGuiID, parent, 0, "parent")              /* id of the group, 0 at the top */ \
  X(ImRect, rect, {}, "rect")                  /* on screen, in CSS pixels from the stage's top left corner */ \
  X(std::string, value, {}, "value") \
  X(std::string, description, {}, "description") \
  X(std::string, invalid, {}, "invalid")       /* why the value is refused */ \
  X(std::string, placeholder, {}, "placeholder") \
  X(bool, clipped, false, "clipped")           /* scrolled out of sight or covered: reachable by keyboard only */ \
  X(bool, disabled, false, "disabled") \
  X(State, checked, {}, "checked")             /* or pressed */ \
  X(State, expanded, {}, "expanded")           /* opens something */ \
  X(State, selected, {}, "selected") \
  X(int, level, 0, "level")                    /* of a heading */ \
  X(int, maximum, 0, "maximum")                /* of a range, which begins at 0 */ \
  X(const char*, input, "text", "input")       /* type of an input element: text, search, number, date */ \
  X(const char*, sort, "", "sort")             /* ascending or descending, of a column header */ \
  X(const char*, key, "", "key")               /* short name that tests and shortcuts know it by, such as `entry` */ \
  X(Options, options, {}, "options") \
  X(int, limit, 0, "limit")                    /* how many characters a text field takes */ \
  X(int, revision, 0, "revision")              /* grows when the value must replace even what is being typed */ \
  X(bool, wants_focus, false, "focus")         /* once: the page moves the focus here */ \
  X(bool, wants_tab, false, "tab")             /* Tab completes instead of leaving */ \
  X(bool, pending, false, "pending")           /* of a text field: what stands in it is not in the network yet */ \
  X(bool, skipped_by_tab, false, "skipped")    /* one of many between which the arrows move */
// clang-format on

struct Item {
#define IMPACTWEB_MEMBER(type, member, initial, name) type member = initial;
  IMPACTWEB_MIRROR_ITEM(IMPACTWEB_MEMBER)
#undef IMPACTWEB_MEMBER
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
