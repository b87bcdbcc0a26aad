#include "ui/widgets.hpp"
#include "core/model/limits.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "platform/gui.hpp"
#include "ui/icons.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"
#include "ui/translate.hpp"

namespace impactweb::ui {
namespace {

/// Text that is being typed, by field; the model may refuse it for a while.
struct Draft {
  std::string text;
  std::string applied;  ///< the text that the network was last given
  int revision = 1;
  bool active = false;
  bool focused = false;
};
std::unordered_map<ImGuiID, Draft> drafts_;

bool resized_lately() {
  static ImVec2 size;
  static int since = 0;
  const ImVec2 now = ImGui::GetIO().DisplaySize;
  if (now.x != size.x || now.y != size.y) since = ImGui::GetFrameCount();
  size = now;
  return ImGui::GetFrameCount() - since < 4;
}

/// Brings what the keyboard has reached into view.
void scroll_to(ImRect rect) {
  const ImRect whole = rect;
  if (clip_to_panel(rect)) ImGui::ScrollToRect(ImGui::GetCurrentWindow(), whole);
}

/// Registers the item that was drawn last, within what is visible of its window.
mirror::Item& register_item(ImGuiID id, const char* role, const std::string& name, const ImRect& rect) {
  ImRect visible = rect;
  const bool clipped = clip_to_panel(visible);
  mirror::Item& item = mirror::add(id, role, name, visible);
  item.clipped = clipped;
  // A menu or dialog that is open takes the pointer away from everything under it.
  const ImGuiWindow* popup = ImGui::GetTopMostPopupModal();
  if (popup == nullptr && GImGui->OpenPopupStack.Size > 0) popup = GImGui->OpenPopupStack.back().Window;
  if (popup != nullptr && !ImGui::IsWindowChildOf(ImGui::GetCurrentWindow(), const_cast<ImGuiWindow*>(popup), false) &&
      popup->Rect().Overlaps(rect))
    item.clipped = true;
  if (mirror::take(id, mirror::Action::Kind::focus) && clipped) ImGui::ScrollToRect(ImGui::GetCurrentWindow(), rect);
  return item;
}

/// Reserves space and handles the pointer; the drawing is the caller's.
struct Pressable {
  ImGuiID id;
  ImRect rect;
  bool pressed, hovered, held;
};

Pressable pressable(const char* id, ImVec2 size, bool disabled = false) {
  ImGui::BeginDisabled(disabled);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  bool pressed = ImGui::InvisibleButton(id, size);
  const ImGuiID item = ImGui::GetItemID();
  const bool hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled), held = ImGui::IsItemActive();
  ImGui::EndDisabled();
  if (!disabled && mirror::take(item, mirror::Action::Kind::click)) pressed = true;
  return {item, ImRect(at, {at.x + size.x, at.y + size.y}), pressed && !disabled, hovered && !disabled, held};
}

float width_of(float wanted, float natural) {
  if (wanted == 0) return natural;
  return wanted < 0 ? ImGui::GetContentRegionAvail().x : wanted;
}

void tooltip(const std::string& text, const char* shortcut) {
  if (touch() || !ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_AllowWhenDisabled)) return;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {10, 6});
  if (ImGui::BeginTooltip()) {
    const TextStyle style(small_text_size);
    ImGui::TextUnformatted(text.c_str());
    if (shortcut != nullptr) {
      ImGui::SameLine();
      ImGui::TextDisabled("%s", shortcut);
    }
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
}

void draw_frame(const ImRect& rect, const Pressable& state, Look look) {
  const Palette& p = palette();
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImVec4 fill = p.surface, border = p.hairline;
  if (look == Look::primary) fill = border = p.accent;
  if (look == Look::pressed) fill = p.accent_soft, border = p.accent;
  if (look == Look::quiet || look == Look::danger) fill = border = {0, 0, 0, 0};
  if (state.hovered && look != Look::primary) fill = look == Look::pressed ? p.accent_soft : p.raised;
  if (state.held && look != Look::primary) fill = p.accent_soft;
  const float alpha = ImGui::GetStyle().Alpha;
  list->AddRectFilled(rect.Min, rect.Max, pack(fill, look == Look::primary && state.hovered ? 0.9f * alpha : alpha),
                      rounding);
  list->AddRect(rect.Min, rect.Max, pack(border, alpha), rounding);
}

ImVec4 ink_of(Look look, bool disabled) {
  const Palette& p = palette();
  ImVec4 ink = look == Look::primary   ? p.on_accent
               : look == Look::danger  ? p.danger
               : look == Look::pressed ? p.accent
                                       : p.ink;
  if (disabled) ink.w = 0.45f;
  return ink;
}

void draw_text_in(const ImRect& rect, const std::string& text, ImU32 color, float padding) {
  const ImVec2 size = ImGui::CalcTextSize(text.c_str());
  ImRect clip = rect;
  clip.Min.x += padding;
  clip.Max.x -= padding;
  ImGui::PushStyleColor(ImGuiCol_Text, color);
  ImGui::RenderTextEllipsis(ImGui::GetWindowDrawList(), {clip.Min.x, rect.GetCenter().y - size.y / 2}, clip.Max,
                            clip.Max.x, text.c_str(), nullptr, &size);
  ImGui::PopStyleColor();
}

}  // namespace

bool clip_to_panel(ImRect& rect) {
  const ImRect& clip = ImGui::GetCurrentWindowRead()->ClipRect;
  ImRect seen = rect;
  seen.ClipWithFull(clip);
  // A sliver does not count as visible: nobody can press it.
  const auto enough = [](float whole, float part) { return part >= (whole < 24 ? std::min(8.f, whole) : 24.f); };
  if (!enough(rect.GetWidth(), seen.GetWidth()) || !enough(rect.GetHeight(), seen.GetHeight())) return true;
  rect = seen;
  return false;
}

bool popup_open() { return GImGui->OpenPopupStack.Size > 0; }

TextStyle::TextStyle(float size, bool bold) {
  ImGui::PushFont(bold ? platform::fonts().bold : platform::fonts().regular, size);
}
TextStyle::~TextStyle() { ImGui::PopFont(); }

bool button(const char* id, const std::string& label, const ButtonOptions& options) {
  const std::string shown = options.icon == nullptr ? label : std::string(options.icon) + "  " + label;
  const float height = control_height();
  const ImVec2 text = ImGui::CalcTextSize(shown.c_str());
  const Pressable state = pressable(
      id, {std::min(width_of(options.width, text.x + 28), ImGui::GetContentRegionAvail().x), height}, options.disabled);
  tooltip(label, options.shortcut);
  const Look look = options.pressed == 1 ? Look::pressed : options.look;
  draw_frame(state.rect, state, look);
  const float inset = std::max(8.f, (state.rect.GetWidth() - text.x) / 2);
  draw_text_in(state.rect, shown, pack(ink_of(look, options.disabled)),
               options.width < 0 && look == Look::quiet ? 10 : inset);
  mirror::Item& item = register_item(state.id, options.role, label, state.rect);
  item.disabled = options.disabled;
  item.checked = options.pressed;
  item.expanded = options.expanded;
  item.selected = options.selected;
  item.key = options.key;
  if (options.shortcut != nullptr) item.description = options.shortcut;
  return state.pressed;
}

bool icon_button(const char* id, const std::string& label, const char* icon, ButtonOptions options) {
  const float side = control_height();
  const Pressable state = pressable(id, {side, side}, options.disabled);
  tooltip(label, options.shortcut);
  const Look look = options.pressed == 1 ? Look::pressed : options.look == Look::plain ? Look::quiet : options.look;
  draw_frame(state.rect, state, look);
  const TextStyle style(20);
  const ImVec2 size = ImGui::CalcTextSize(icon);
  ImGui::GetWindowDrawList()->AddText({state.rect.GetCenter().x - size.x / 2, state.rect.GetCenter().y - size.y / 2},
                                      pack(ink_of(look, options.disabled)), icon);
  mirror::Item& item = register_item(state.id, options.role, label, state.rect);
  item.disabled = options.disabled;
  item.checked = options.pressed;
  item.expanded = options.expanded;
  item.key = options.key;
  if (options.shortcut != nullptr) item.description = options.shortcut;
  return state.pressed;
}

bool row(const char* id, const std::string& label, const RowOptions& options) {
  const float indent = options.icon == nullptr ? 10.f : 36.f;
  const float width = ImGui::GetContentRegionAvail().x, wrap = std::max(40.f, width - indent - 10);
  const ImVec2 size = ImGui::CalcTextSize(label.c_str(), nullptr, false, wrap);
  float detail_height = 0, small = 0;
  if (!options.detail.empty()) {
    const TextStyle style(small_text_size);
    detail_height = ImGui::CalcTextSize(options.detail.c_str(), nullptr, false, wrap).y + 2;
    small = ImGui::GetFontSize();
  }
  const float height = std::max(control_height(), size.y + detail_height + 12);
  const Pressable state = pressable(id, {width, height});
  draw_frame(state.rect, state, options.chosen ? Look::pressed : Look::quiet);
  const Palette& p = palette();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at{state.rect.Min.x + indent, state.rect.GetCenter().y - (size.y + detail_height) / 2};
  if (options.icon != nullptr)
    list->AddText({state.rect.Min.x + 10, at.y}, options.icon_color != 0 ? options.icon_color : pack(p.secondary),
                  options.icon);
  list->AddText(nullptr, 0, at, pack(p.ink), label.c_str(), nullptr, wrap);
  if (detail_height > 0)
    list->AddText(nullptr, small, {at.x, at.y + size.y + 2}, pack(p.secondary), options.detail.c_str(), nullptr, wrap);
  mirror::Item& item = register_item(state.id, options.role, label, state.rect);
  item.description = options.detail;
  item.key = options.key;
  if (std::string_view(options.role) == "option") item.selected = options.chosen ? 1 : 0;
  return state.pressed;
}

bool menu_item(const char* id, const std::string& label, const char* icon, const char* shortcut, bool danger) {
  const float height = control_height();
  // Who uses fingers has no use for a key.
  if (touch()) shortcut = nullptr;
  const float shortcut_width = shortcut == nullptr ? 0 : ImGui::CalcTextSize(shortcut).x + 24;
  const float width =
      std::max(ImGui::GetContentRegionAvail().x, ImGui::CalcTextSize(label.c_str()).x + 52 + shortcut_width);
  const Pressable state = pressable(id, {width, height});
  draw_frame(state.rect, state, danger ? Look::danger : Look::quiet);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 ink = pack(ink_of(danger ? Look::danger : Look::quiet, false));
  const float y = state.rect.GetCenter().y - ImGui::GetFontSize() / 2;
  if (icon != nullptr) list->AddText({state.rect.Min.x + 8, y}, ink, icon);
  list->AddText({state.rect.Min.x + 34, y}, ink, label.c_str());
  if (shortcut != nullptr)
    list->AddText({state.rect.Max.x - shortcut_width + 16, y}, pack(palette().secondary), shortcut);
  register_item(state.id, "menuitem", label, state.rect);
  if (state.pressed) ImGui::CloseCurrentPopup();
  return state.pressed;
}

void field_label(const std::string& label) {
  const TextStyle style(small_text_size);
  ImGui::PushStyleColor(ImGuiCol_Text, palette().secondary);
  ImGui::TextUnformatted(label.c_str());
  ImGui::PopStyleColor();
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - 4);
}

void reset_text(ImGuiID id) {
  Draft& draft = drafts_[id];
  draft.active = false;
  ++draft.revision;
}

void mark_applied(ImGuiID id) {
  const auto draft = drafts_.find(id);
  if (draft != drafts_.end()) draft->second.applied = draft->second.text;
}

bool typing() {
  return std::any_of(drafts_.begin(), drafts_.end(), [](const auto& draft) { return draft.second.focused; });
}

TextEdit text_field(const char* id, const std::string& label, const std::string& value, const TextOptions& options) {
  if (options.show_label) field_label(label);
  const float line = ImGui::GetTextLineHeight();
  const float height = options.multiline ? line * static_cast<float>(options.lines) + 18 : control_height();
  const Pressable state = pressable(id, {options.width < 0 ? ImGui::GetContentRegionAvail().x : options.width, height});

  TextEdit edit;
  const auto found = drafts_.find(state.id);
  int revision = found == drafts_.end() ? 0 : found->second.revision;
  while (const auto action = mirror::take_action(state.id)) {
    Draft& draft = drafts_[state.id];
    switch (action->kind) {
      case mirror::Action::Kind::input:
        draft.text = action->value;
        draft.active = true;
        edit.changed = true;
        break;
      case mirror::Action::Kind::commit:
      case mirror::Action::Kind::blur:
        if (draft.active && draft.text != action->value) edit.changed = true;
        draft.text = action->value;
        edit.finished = true;
        edit.entered = action->kind == mirror::Action::Kind::commit;
        edit.changed = edit.changed || edit.entered;
        draft.active = false;
        draft.focused = draft.focused && edit.entered;
        break;
      case mirror::Action::Kind::key:
        edit.key = action->value;
        break;
      case mirror::Action::Kind::leave:
        draft.focused = false;
        break;
      default:
        draft.focused = true;
        scroll_to(state.rect);
    }
    edit.text = draft.text;
  }
  const auto draft = drafts_.find(state.id);
  const bool typing = draft != drafts_.end() && draft->second.active;
  if (draft != drafts_.end()) revision = draft->second.revision;
  // The keyboard of a phone comes up after the focus, and takes half of the stage.
  if (draft != drafts_.end() && draft->second.focused && resized_lately()) scroll_to(state.rect);
  const std::string& shown = typing || edit.changed ? drafts_[state.id].text : value;

  const Palette& p = palette();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool framed = !options.title || state.hovered || typing || !options.issue.empty();
  if (framed) {
    list->AddRectFilled(state.rect.Min, state.rect.Max, pack(p.surface), rounding);
    list->AddRect(state.rect.Min, state.rect.Max,
                  pack(!options.issue.empty() ? p.danger
                       : state.hovered        ? p.secondary
                                              : p.hairline),
                  rounding);
  }
  const bool empty = shown.empty();
  const std::string& painted = empty ? options.placeholder : shown;
  const ImU32 ink = pack(empty ? p.secondary : p.ink);
  if (options.multiline) {
    ImGui::PushClipRect({state.rect.Min.x + 10, state.rect.Min.y + 1}, {state.rect.Max.x - 10, state.rect.Max.y - 1},
                        true);
    list->AddText(nullptr, 0, {state.rect.Min.x + 10, state.rect.Min.y + 8}, ink, painted.c_str(), nullptr,
                  state.rect.GetWidth() - 20);
    ImGui::PopClipRect();
  } else {
    const TextStyle style(options.title ? title_size : text_size, options.title);
    draw_text_in(state.rect, painted, ink, 10);
  }

  mirror::Item& item = register_item(state.id, options.multiline ? "textarea" : "textbox", label, state.rect);
  item.value = typing ? shown : edit.changed ? edit.text : value;
  item.placeholder = options.placeholder;
  item.input = options.input;
  item.invalid = options.issue;
  item.key = options.key;
  item.revision = revision;
  item.wants_tab = options.wants_tab;
  // Words to search or filter by are for nobody but the one who types them.
  const bool differs = typing && shown != value && shown != draft->second.applied;
  item.pending = std::strcmp(options.input, "search") != 0 &&
                 (!options.issue.empty() || (options.awaits_enter ? !item.value.empty() : differs));
  item.limit = static_cast<int>(options.limit > 0   ? options.limit
                                : options.multiline ? limits::text_characters
                                                    : limits::label_characters);
  for (const std::string& suggestion : options.suggestions) item.options.emplace_back(suggestion, suggestion);
  if (!options.issue.empty()) {
    const TextStyle style(small_text_size);
    ImGui::PushStyleColor(ImGuiCol_Text, p.danger);
    ImGui::TextWrapped("%s", options.issue.c_str());
    ImGui::PopStyleColor();
  }
  return edit;
}

std::optional<std::string> choice(const char* id, const std::string& label, const Choices& choices,
                                  const std::string& value, bool show_label, float width) {
  if (show_label) field_label(label);
  const Pressable state = pressable(id, {width < 0 ? ImGui::GetContentRegionAvail().x : width, control_height()});
  std::optional<std::string> chosen;
  while (const auto action = mirror::take_action(state.id)) {
    if (action->kind == mirror::Action::Kind::commit || action->kind == mirror::Action::Kind::input)
      chosen = action->value;
    if (action->kind == mirror::Action::Kind::focus) scroll_to(state.rect);
  }
  draw_frame(state.rect, state, Look::plain);
  std::string shown = value;
  for (const auto& [option, text] : choices)
    if (option == value) shown = text;
  ImRect text_rect = state.rect;
  text_rect.Max.x -= 24;
  draw_text_in(text_rect, shown, pack(palette().ink), 10);
  const ImVec2 size = ImGui::CalcTextSize(icon::chevron_down);
  ImGui::GetWindowDrawList()->AddText({state.rect.Max.x - size.x - 8, state.rect.GetCenter().y - size.y / 2},
                                      pack(palette().secondary), icon::chevron_down);
  mirror::Item& item = register_item(state.id, "select", label, state.rect);
  item.value = value;
  item.options = choices;
  if (chosen == value) chosen.reset();
  return chosen;
}

std::optional<int> rating(const char* id, const std::string& label, int value, int maximum) {
  field_label(label);
  const float side = control_height(), step = side + 4;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect rect(at, {at.x + step * static_cast<float>(maximum) - 4, at.y + side});
  const ImGuiID group = ImGui::GetID(id);
  std::optional<int> chosen;
  ImGui::PushID(id);
  for (int i = 1; i <= maximum; ++i) {
    if (i > 1) ImGui::SameLine(0, 4);
    ImGui::PushID(i);
    if (ImGui::InvisibleButton("dot", {side, side})) chosen = i == value ? 0 : i;
    const bool hovered = ImGui::IsItemHovered();
    mirror::ignore(ImGui::GetItemID());
    ImGui::PopID();
    const ImVec2 center{at.x + step * static_cast<float>(i - 1) + side / 2, at.y + side / 2};
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (i <= value) list->AddCircleFilled(center, 8, pack(palette().accent));
    list->AddCircle(center, 8, pack(i <= value ? palette().accent : palette().secondary), 0, 1.5f);
    if (hovered) list->AddCircle(center, 13, pack(palette().accent_soft), 0, 3);
  }
  ImGui::PopID();
  while (const auto action = mirror::take_action(group))
    if (action->kind == mirror::Action::Kind::commit || action->kind == mirror::Action::Kind::input)
      chosen = std::clamp(std::atoi(action->value.c_str()), 0, maximum);
  mirror::Item& item = register_item(group, "range", label, rect);
  item.value = std::to_string(value);
  item.maximum = maximum;
  if (chosen == value) chosen.reset();
  return chosen;
}

bool checkbox(const char* id, const std::string& label, bool checked) {
  const float height = control_height();
  const Pressable state = pressable(id, {ImGui::CalcTextSize(label.c_str()).x + 36, height});
  const ImVec2 middle{state.rect.Min.x + 12, state.rect.GetCenter().y};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Palette& p = palette();
  const ImVec2 low{middle.x - 9, middle.y - 9}, high{middle.x + 9, middle.y + 9};
  list->AddRectFilled(low, high, pack(checked ? p.accent : state.hovered ? p.raised : p.surface), 4);
  list->AddRect(low, high, pack(checked ? p.accent : p.secondary), 4, 0, 1.5f);
  if (checked) {
    const ImVec2 points[] = {{middle.x - 5, middle.y}, {middle.x - 1, middle.y + 4}, {middle.x + 5, middle.y - 4}};
    list->AddPolyline(points, 3, pack(p.on_accent), 0, 2);
  }
  list->AddText({state.rect.Min.x + 30, state.rect.GetCenter().y - ImGui::GetFontSize() / 2}, pack(p.ink),
                label.c_str());
  mirror::Item& item = register_item(state.id, "checkbox", label, state.rect);
  item.checked = checked ? 1 : 0;
  return state.pressed;
}

void draw_sign(ImDrawList* list, ImVec2 c, float radius, int sign, ImU32 color) {
  const float s = radius * 0.58f;
  const auto bar = [&](float x, float y, float half_width, float half_height) {
    list->AddRectFilled({c.x + (x - half_width) * s, c.y + (y - half_height) * s},
                        {c.x + (x + half_width) * s, c.y + (y + half_height) * s}, color);
  };
  // The same signs as sign_of() of the shader in canvas/renderer.cpp.
  switch (sign < 0 ? -1 : sign % sector_colors) {
    case 0:
      bar(0, 0.35f, 0.85f, 0.4f);
      return bar(0, -0.45f, 0.55f, 0.25f);
    case 1:
      return bar(0, 0, 0.7f, 0.7f);
    case 2:
      return list->AddTriangleFilled({c.x, c.y - s}, {c.x + 0.9f * s, c.y + 0.65f * s},
                                     {c.x - 0.9f * s, c.y + 0.65f * s}, color);
    case 3:
      return list->AddCircleFilled(c, 0.68f * s, color);
    case 4:
      return list->AddCircle(c, 0.68f * s, color, 0, std::max(1.2f, 0.35f * s));
    case 5:
      bar(0, 0, 0.85f, 0.25f);
      return bar(0, 0, 0.25f, 0.85f);
    case 6:
      bar(0, -0.45f, 0.8f, 0.2f);
      return bar(0, 0.45f, 0.8f, 0.2f);
    case 7:
      return list->AddQuadFilled({c.x, c.y - 0.9f * s}, {c.x + 0.9f * s, c.y}, {c.x, c.y + 0.9f * s},
                                 {c.x - 0.9f * s, c.y}, color);
    default:
      return;
  }
}

bool chip(const char* id, const std::string& label, bool on, ImU32 color, bool removable, int sign) {
  const TextStyle style(small_text_size);
  const float height = touch() ? 44.f : 28.f;
  const float dot = color == 0 ? 0 : sign < 0 ? 16 : 20, cross = removable ? 18 : 0;
  const float width =
      std::min(ImGui::CalcTextSize(label.c_str()).x + 24 + dot + cross, ImGui::GetContentRegionAvail().x);
  const Pressable state = pressable(id, {width, height});
  const Palette& p = palette();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(state.rect.Min, state.rect.Max,
                      pack(on              ? p.accent_soft
                           : state.hovered ? p.raised
                                           : p.surface),
                      height / 2);
  list->AddRect(state.rect.Min, state.rect.Max, pack(on ? p.accent : p.hairline), height / 2);
  if (color != 0) {
    const ImVec2 center{state.rect.Min.x + 16, state.rect.GetCenter().y};
    list->AddCircleFilled(center, sign < 0 ? 5.f : 8.f, color);
    draw_sign(list, center, 8, sign, pack(p.paper));
  }
  ImRect text_rect = state.rect;
  text_rect.Min.x += dot;
  text_rect.Max.x -= cross;
  draw_text_in(text_rect, label, pack(p.ink), 12);
  if (removable) {
    const ImVec2 c{state.rect.Max.x - 16, state.rect.GetCenter().y};
    list->AddLine({c.x - 4, c.y - 4}, {c.x + 4, c.y + 4}, pack(p.secondary), 1.5f);
    list->AddLine({c.x - 4, c.y + 4}, {c.x + 4, c.y - 4}, pack(p.secondary), 1.5f);
  }
  mirror::Item& item = register_item(state.id, "button", removable ? tr("ui.remove", {label}) : label, state.rect);
  if (!removable) item.checked = on ? 1 : 0;
  return state.pressed;
}

void heading(const std::string& label, int level) {
  const TextStyle style(level <= 1 ? title_size : level == 2 ? text_size : small_text_size, true);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(label.c_str());
  ImGui::PopTextWrapPos();
  mirror::Item& item =
      register_item(ImGui::GetID(("heading" + label).c_str()), "heading", label, ImRect(at, ImGui::GetItemRectMax()));
  item.level = level + 1;
}

void text(const std::string& label, bool secondary, float size) {
  const TextStyle style(size);
  if (secondary) ImGui::PushStyleColor(ImGuiCol_Text, palette().secondary);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(label.c_str());
  ImGui::PopTextWrapPos();
  if (secondary) ImGui::PopStyleColor();
  register_item(ImGui::GetID(("text" + label).c_str()), "paragraph", label, ImRect(at, ImGui::GetItemRectMax()));
}

void space(float pixels) { ImGui::Dummy({0, std::max(0.f, pixels - ImGui::GetStyle().ItemSpacing.y)}); }

void separator() {
  space(4);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, pack(palette().hairline));
  space(12);
}

bool section(const char* id, const std::string& label, bool open_at_first, int count) {
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID(id);
  bool open = storage->GetBool(key, open_at_first);
  const TextStyle style(text_size, true);
  const Pressable state = pressable(id, {ImGui::GetContentRegionAvail().x, control_height()});
  if (state.pressed) storage->SetBool(key, open = !open);
  if (state.hovered)
    ImGui::GetWindowDrawList()->AddRectFilled({state.rect.Min.x - 6, state.rect.Min.y}, state.rect.Max,
                                              pack(palette().raised), rounding);
  const std::string name = count < 0 ? label : label + " (" + std::to_string(count) + ")";
  ImGui::GetWindowDrawList()->AddText({state.rect.Min.x, state.rect.GetCenter().y - ImGui::GetFontSize() / 2},
                                      pack(palette().ink), name.c_str());
  const char* chevron = open ? icon::chevron_down : icon::chevron_right;
  ImGui::GetWindowDrawList()->AddText({state.rect.Max.x - 22, state.rect.GetCenter().y - ImGui::GetFontSize() / 2},
                                      pack(palette().secondary), chevron);
  register_item(state.id, "button", name, state.rect).expanded = open ? 1 : 0;
  return open;
}

bool begin_panel(const char* id, const std::string& name, ImVec2 position_on_screen, ImVec2 size,
                 ImGuiWindowFlags flags, const char* role) {
  ImGui::SetNextWindowPos(position_on_screen);
  ImGui::SetNextWindowSize(size);
  const bool open =
      ImGui::Begin(id, nullptr,
                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoNav | flags);
  // One soft shadow under everything that floats, in rings: where the panel covers it, it need not be drawn.
  ImDrawList* list = ImGui::GetBackgroundDrawList();
  const ImVec2 low = ImGui::GetWindowPos(), high{low.x + ImGui::GetWindowWidth(), low.y + ImGui::GetWindowHeight()};
  float clear = 1;  // what shines through
  for (int ring = 4; ring >= 0; --ring) {
    if (ring > 0) clear *= 1 - 0.28f * palette().shadow.w;
    const float middle = static_cast<float>(ring) * 2 - 1;
    ImVec4 color = palette().shadow;
    color.w = 1 - clear;
    list->AddRect({low.x - middle, low.y - middle + 2}, {high.x + middle, high.y + middle + 2}, pack(color),
                  rounding + middle, 0, 2);
  }
  mirror::begin_group(role, name, ImGui::GetID("panel"));
  return open;
}

void end_panel() {
  mirror::end_group();
  ImGui::End();
}

}  // namespace impactweb::ui
