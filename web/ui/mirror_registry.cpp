#include "ui/mirror_registry.hpp"

#include <array>
#include <cmath>
#include <cstdint>
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
std::uint64_t last_digest_ = 0;

/// The label without the part after ## that only Dear ImGui needs.
std::string visible(const char* label) {
  const char* end = std::strstr(label, "##");
  return end == nullptr ? std::string(label) : std::string(label, end);
}

/// A number that differs, but for one chance in 2^64, when anything that the mirror shows differs: FNV-1a, eight bytes
/// at a time. Making the JSON of some hundred items in each frame is what would cost.
class Digest {
 public:
  void number(std::uint64_t value) {
    value_ = (value_ ^ value) * 0x100000001b3;
    value_ ^= value_ >> 29;
  }
  void text(std::string_view text) {
    number(text.size());
    for (; text.size() >= 8; text.remove_prefix(8)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data(), 8);
      number(word);
    }
    std::uint64_t rest = 0;
    std::memcpy(&rest, text.data(), text.size());
    number(rest);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

std::array<long, 4> rounded(const ImRect& rect) {
  return {std::lround(rect.Min.x), std::lround(rect.Min.y), std::lround(rect.GetWidth()),
          std::lround(rect.GetHeight())};
}

std::uint64_t digest_of(const std::vector<Item>& items) {
  Digest digest;
  for (const Item& item : items) {
    digest.number(item.id | std::uint64_t{item.parent} << 32);
    for (const long side : rounded(item.rect)) digest.number(static_cast<std::uint64_t>(side));
    for (const std::string* text : {&item.name, &item.value, &item.description, &item.invalid, &item.placeholder})
      digest.text(*text);
    for (const char* text : {item.role, item.input, item.sort, item.key}) digest.text(text);
    for (const int number : {item.checked, item.expanded, item.selected, item.level, item.minimum, item.maximum,
                             item.revision, item.limit})
      digest.number(static_cast<std::uint32_t>(number));
    digest.number((item.clipped ? 1u : 0u) | (item.disabled ? 2u : 0u) | (item.wants_focus ? 4u : 0u) |
                  (item.wants_tab ? 8u : 0u) | (item.skipped_by_tab ? 16u : 0u) | (item.pending ? 32u : 0u));
    for (const auto& [value, text] : item.options) {
      digest.text(value);
      digest.text(text);
    }
  }
  return digest.value();
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
  for (Item& item : items_) {
    if (focus_key_.empty() || focus_key_ != item.key) continue;
    item.wants_focus = true;
    focus_key_.clear();
  }
  const std::uint64_t digest = digest_of(items_);
  if (digest == last_digest_) return {};
  last_digest_ = digest;
  Json list = Json::array();
  for (const Item& item : items_) {
    Json json = {{"id", item.id}, {"role", item.role}, {"name", item.name}};
    if (item.parent != 0) json["parent"] = item.parent;
    if (item.rect.GetWidth() > 0) json["rect"] = rounded(item.rect);
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
    if (item.limit != 0) json["limit"] = item.limit;
    if (item.revision != 0) json["revision"] = item.revision;
    if (item.wants_focus) json["focus"] = true;
    if (item.wants_tab) json["tab"] = true;
    if (item.pending) json["pending"] = true;
    if (item.skipped_by_tab) json["skipped"] = true;
    list.push_back(std::move(json));
  }
  return list.dump(-1, ' ', false, Json::error_handler_t::replace);
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
