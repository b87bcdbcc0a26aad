#include "ui/mirror_registry.hpp"

#include <cmath>
#include <cstring>
#include <deque>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

namespace impactweb::ui::mirror {
namespace {

using Json = nlohmann::json;

struct Queued {
  ImGuiID id;
  Action action;
  int frames_left;
};

std::vector<Item> items_;
std::vector<ImGuiID> groups_;
std::deque<Queued> actions_;
std::unordered_map<ImGuiID, Item> drawn_;  // what Dear ImGui told of itself, by id
std::vector<ImGuiID> drawn_order_;
ImGuiID focus_id_ = 0;
std::string focus_key_;
std::string last_json_;

/// The label without the part after ## that only Dear ImGui needs.
std::string visible(const char* label) {
  const char* end = std::strstr(label, "##");
  return end == nullptr ? std::string(label) : std::string(label, end);
}

}  // namespace

void begin_frame() {
  items_.clear();
  groups_.clear();
  drawn_.clear();
  drawn_order_.clear();
  while (!actions_.empty() && actions_.front().frames_left <= 0) actions_.pop_front();
  for (Queued& queued : actions_) --queued.frames_left;
}

void end_frame() {
  std::unordered_set<ImGuiID> known;
  for (const Item& item : items_) known.insert(item.id);
  for (const ImGuiID id : drawn_order_) {
    const Item& item = drawn_.at(id);
    // Windows are groups, which their panels register.
    if (!known.contains(id) && !item.name.empty() && ImGui::FindWindowByID(id) == nullptr) items_.push_back(item);
  }
}

void begin_group(const char* role, const std::string& name, ImGuiID id) {
  add(id, role, name, ImRect());
  groups_.push_back(id);
}

void end_group() { groups_.pop_back(); }

Item& add(ImGuiID id, const char* role, std::string name, const ImRect& rect) {
  Item& item = items_.emplace_back();
  item.id = id;
  item.parent = groups_.empty() ? 0 : groups_.back();
  item.role = role;
  item.name = std::move(name);
  item.rect = rect;
  if (focus_id_ != 0 && focus_id_ == id) {
    item.wants_focus = true;
    focus_id_ = 0;
  }
  return item;
}

void post_action(ImGuiID id, Action action) { actions_.push_back({id, std::move(action), 3}); }

std::optional<Action> take_action(ImGuiID id) {
  for (auto queued = actions_.begin(); queued != actions_.end(); ++queued) {
    if (queued->id != id) continue;
    Action action = std::move(queued->action);
    actions_.erase(queued);
    return action;
  }
  return std::nullopt;
}

bool take(ImGuiID id, Action::Kind kind) {
  for (auto queued = actions_.begin(); queued != actions_.end(); ++queued) {
    if (queued->id != id || queued->action.kind != kind) continue;
    actions_.erase(queued);
    return true;
  }
  return false;
}

void focus(ImGuiID id) { focus_id_ = id; }
void focus_key(std::string key) { focus_key_ = std::move(key); }

std::string json_if_changed() {
  Json list = Json::array();
  for (Item& item : items_) {
    if (!focus_key_.empty() && focus_key_ == item.key) {
      item.wants_focus = true;
      focus_key_.clear();
    }
    Json json = {{"id", item.id}, {"role", item.role}, {"name", item.name}};
    if (item.parent != 0) json["parent"] = item.parent;
    if (item.rect.GetWidth() > 0)
      json["rect"] = {std::lround(item.rect.Min.x), std::lround(item.rect.Min.y), std::lround(item.rect.GetWidth()),
                      std::lround(item.rect.GetHeight())};
    if (!item.value.empty()) json["value"] = item.value;
    if (!item.description.empty()) json["description"] = item.description;
    if (!item.invalid.empty()) json["invalid"] = item.invalid;
    if (!item.placeholder.empty()) json["placeholder"] = item.placeholder;
    if (item.clipped) json["clipped"] = true;
    if (item.disabled) json["disabled"] = true;
    if (item.checked >= 0) json["checked"] = item.checked == 1;
    if (item.expanded >= 0) json["expanded"] = item.expanded == 1;
    if (item.selected >= 0) json["selected"] = item.selected == 1;
    if (item.level != 0) json["level"] = item.level;
    if (item.maximum != 0) json["range"] = {item.minimum, item.maximum};
    if (std::strcmp(item.input, "text") != 0) json["input"] = item.input;
    if (*item.sort != 0) json["sort"] = item.sort;
    if (*item.key != 0) json["key"] = item.key;
    if (!item.options.empty()) json["options"] = item.options;
    if (item.revision != 0) json["revision"] = item.revision;
    if (item.wants_focus) json["focus"] = true;
    if (item.wants_tab) json["tab"] = true;
    list.push_back(std::move(json));
  }
  std::string text = list.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text == last_json_) return {};
  last_json_ = text;
  return text;
}

void ignore(ImGuiID id) { drawn_[id].name.clear(); }

std::optional<ImRect> rect_of(std::string_view key) {
  for (const Item& item : items_)
    if (key == item.key) return item.rect;
  return std::nullopt;
}

/// Dear ImGui's own word of an item, called through the hooks below.
void drawn(ImGuiID id, const ImRect* rect, const char* label, ImGuiItemStatusFlags flags) {
  auto [found, is_new] = drawn_.try_emplace(id);
  Item& item = found->second;
  if (is_new) {
    drawn_order_.push_back(id);
    item.id = id;
    item.role = "button";
  }
  if (rect != nullptr) item.rect = *rect;
  if (label == nullptr) return;
  item.name = visible(label);
  if ((flags & ImGuiItemStatusFlags_Checkable) != 0) {
    item.role = "checkbox";
    item.checked = (flags & ImGuiItemStatusFlags_Checked) != 0 ? 1 : 0;
  }
  if ((flags & ImGuiItemStatusFlags_Openable) != 0) item.expanded = (flags & ImGuiItemStatusFlags_Opened) != 0 ? 1 : 0;
}

}  // namespace impactweb::ui::mirror

// The hooks that Dear ImGui calls for each item when IMGUI_ENABLE_TEST_ENGINE is set.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect& rect, const ImGuiLastItemData*) {
  impactweb::ui::mirror::drawn(id, &rect, nullptr, 0);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
  impactweb::ui::mirror::drawn(id, nullptr, label, flags);
}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
