// The controls of the panels. Each draws itself with Dear ImGui and registers in the accessible mirror, whose element
// does the same when it is used there; text is typed in the mirror's real field, which lies over the drawn one.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace impactweb::ui {

/// True while a menu or another popup is open.
bool popup_open();

/// Text in a size and weight until the end of the scope.
class TextStyle {
 public:
  explicit TextStyle(float size, bool bold = false);
  ~TextStyle();
  TextStyle(const TextStyle&) = delete;
  TextStyle& operator=(const TextStyle&) = delete;
};

enum class Look { plain, primary, quiet, danger, pressed };

struct ButtonOptions {
  Look look = Look::plain;
  const char* icon = nullptr;
  const char* shortcut = nullptr;  ///< shown in the tooltip and told to screen readers
  const char* key = "";            ///< see mirror::Item::key
  int pressed = -1;                ///< 0 or 1 for a toggle
  int expanded = -1;
  float width = 0;  ///< 0: as wide as the text; -1: all that is there
  bool disabled = false;
  const char* role = "button";
  int selected = -1;
};

/// A button with text, and an icon before it if there is one. True when pressed.
bool button(const char* id, const std::string& label, const ButtonOptions& options = {});
/// A square button with only an icon; `label` is its name, shown as a tooltip.
bool icon_button(const char* id, const std::string& label, const char* icon, ButtonOptions options = {});
/// Cuts `rect` to what is seen of it in the panel that is being drawn; true when that is too little to be pressed.
bool clip_to_panel(ImRect& rect);

struct RowOptions {
  std::string detail;  ///< a second part in small letters
  const char* icon = nullptr;
  ImU32 icon_color = 0;  ///< 0: that of secondary text
  bool chosen = false;   ///< what Enter will take
  const char* role = "button";
  const char* key = "";
};

/// A line of a list that can be pressed, as wide as there is room; what does not fit on one line goes on under it.
bool row(const char* id, const std::string& label, const RowOptions& options = {});
/// An entry of a menu that is open (inside ImGui::BeginPopup). Closes the menu when pressed.
bool menu_item(const char* id, const std::string& label, const char* icon = nullptr, const char* shortcut = nullptr,
               bool danger = false);

struct TextOptions {
  bool multiline = false;
  const char* input = "text";  ///< text, search, number, date
  std::string placeholder;
  std::vector<std::string> suggestions;
  std::string issue;  ///< why what is typed is refused, shown under the field
  bool show_label = true;
  const char* key = "";
  float width = -1;  ///< -1: all that is there
  bool wants_tab = false;
  bool awaits_enter = false;  ///< what stands in it comes into the network by Enter, and not by leaving it
  int lines = 3;
  std::size_t limit = 0;  ///< characters; 0: as many as the model takes in a line or text
  bool title = false;     ///< large and bold, with a frame only under the pointer
};

/// What happened to a text field in this frame.
struct TextEdit {
  bool changed = false;   ///< `text` is what it holds now
  bool finished = false;  ///< by Enter or by leaving the field
  bool entered = false;   ///< by Enter
  std::string text;
  std::string key;  ///< a key that the field gives on: ArrowUp, ArrowDown, Tab, Escape
};

/// A text field that shows `value`. What is typed comes at every change; the field keeps showing what is typed until it
/// is left.
TextEdit text_field(const char* id, const std::string& label, const std::string& value,
                    const TextOptions& options = {});
/// Makes the field that was drawn last show `value` even while someone types in it.
void reset_text(ImGuiID id);
/// What is typed in the field now is in the network, although `value` may be written in another way.
void mark_applied(ImGuiID id);

using Choices = std::vector<std::pair<std::string, std::string>>;  // value, text

/// A drop-down list; the value that was chosen, or nothing.
std::optional<std::string> choice(const char* id, const std::string& label, const Choices& choices,
                                  const std::string& value, bool show_label = true, float width = -1);
/// `maximum` dots of which `value` are filled; pressing the last filled one clears. The new value (0: none), or
/// nothing.
std::optional<int> rating(const char* id, const std::string& label, int value, int maximum);
bool checkbox(const char* id, const std::string& label, bool checked);
/// A small rounded label that can be pressed; `on` marks it.
/// `color` puts a dot before it, and `sign` (see draw_sign) a sign in the dot.
bool chip(const char* id, const std::string& label, bool on, ImU32 color = 0, bool removable = false, int sign = -1);
/// The sign of sector number `sign` as nodes have it, the second cue beside the colour; none when negative.
void draw_sign(ImDrawList* list, ImVec2 center, float radius, int sign, ImU32 color);

/// True while someone types in a field.
bool typing();

void heading(const std::string& text, int level = 2);
void text(const std::string& text, bool secondary = false, float size = 16);
/// A small label over a field.
void field_label(const std::string& text);
void space(float pixels);
void separator();

/// A section that opens and closes; true when open.
bool section(const char* id, const std::string& label, bool open_at_first = true, int count = -1);

/// A floating panel: our colours, rounding and one soft shadow. `name` is what it is called in the mirror.
/// Always call end_panel; draw its content only when this is true.
bool begin_panel(const char* id, const std::string& name, ImVec2 position_on_screen, ImVec2 size,
                 ImGuiWindowFlags flags = 0, const char* role = "region");
void end_panel();

}  // namespace impactweb::ui
