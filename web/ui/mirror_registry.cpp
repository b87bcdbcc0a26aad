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

std::array<long, 4> rounded(const ImRect& rect) {
  return {std::lround(rect.Min.x), std::lround(rect.Min.y), std::lround(rect.GetWidth()),
          std::lround(rect.GetHeight())};
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
  void add(std::uint64_t value) { number(value); }
  void add(State state) { number(static_cast<std::uint64_t>(state.value)); }
  void add(const std::string& value) { text(value); }
  void add(const char* value) { text(value); }
  void add(const ImRect& rect) {
    for (const long side : rounded(rect)) number(static_cast<std::uint64_t>(side));
  }
  void add(const Options& options) {
    number(options.size());
    for (const auto& [value, shown] : options) text(value), text(shown);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

std::uint64_t digest_of(const std::vector<Item>& items) {
  Digest digest;
#define IMPACTWEB_DIGEST(type, member, initial, name) digest.add(item.member);
  for (const Item& item : items) {
    IMPACTWEB_MIRROR_ITEM(IMPACTWEB_DIGEST)
  }
#undef IMPACTWEB_DIGEST
  return digest.value();
}

template <class Value>
void write(Json& json, const char* name, const Value& value, const Value& initial) {
  if (value != initial) json[name] = value;
}
void write(Json& json, const char* name, const char* value, const char* initial) {
  if (std::strcmp(value, initial) != 0) json[name] = value;
}
void write(Json& json, const char* name, State state, State) {
  if (state.value >= 0) json[name] = state.value == 1;
}
void write(Json& json, const char* name, const ImRect& rect, const ImRect&) {
  if (rect.GetWidth() > 0) json[name] = rounded(rect);
}

Json to_json(const Item& item) {
  static const Item unsaid;
  Json json = {{"name", item.name}};
#define IMPACTWEB_WRITE(type, member, initial, name) write(json, name, item.member, unsaid.member);
  IMPACTWEB_MIRROR_ITEM(IMPACTWEB_WRITE)
#undef IMPACTWEB_WRITE
  return json;
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
  for (const Item& item : items_) list.push_back(to_json(item));
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
