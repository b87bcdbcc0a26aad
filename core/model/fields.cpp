#include "core/model/fields.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/model/ids.hpp"
#include "core/model/json_values.hpp"
#include "core/model/limits.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

using Refusal = std::optional<Issue>;

Refusal refuse(const char* code, std::vector<std::string> params = {}) { return Issue{code, "", std::move(params)}; }
Refusal wrong_type(const char* expected) { return refuse("wrongType", {expected}); }

bool has_control(std::string_view text, bool several_lines) {
  return std::any_of(text.begin(), text.end(),
                     [&](char c) { return is_control(c) && !(several_lines && (c == '\n' || c == '\t')); });
}

Refusal check_text(const Json& value, std::size_t limit, bool several_lines) {
  if (!value.is_string()) return wrong_type("text");
  const auto& text = value.get_ref<const std::string&>();
  if (!is_utf8(text)) return refuse("textNotUtf8");
  if (has_control(text, several_lines)) return refuse("textControl");
  if (text.size() > limit && count_characters(text) > limit) return refuse("textTooLong", {std::to_string(limit)});
  return std::nullopt;
}

Refusal set_text(std::string& target, const Json& value, std::size_t limit, bool several_lines) {
  if (value.is_null()) {
    target.clear();
    return std::nullopt;
  }
  if (const Refusal refusal = check_text(value, limit, several_lines)) return refusal;
  target = value.get<std::string>();
  return std::nullopt;
}

Refusal set_line(std::string& target, const Json& value) {
  return set_text(target, value, limits::label_characters, false);
}

Refusal set_date(std::string& target, const Json& value) {
  if (value.is_null()) {
    target.clear();
    return std::nullopt;
  }
  if (!value.is_string()) return wrong_type("date");
  if (!is_date(value.get_ref<const std::string&>())) return refuse("dateInvalid", {value.get<std::string>()});
  target = value.get<std::string>();
  return std::nullopt;
}

template <class Enum, std::size_t N>
Refusal set_choice(Enum& target, const Json& value, const EnumName<Enum> (&names)[N], Enum otherwise) {
  if (value.is_null()) {
    target = otherwise;
    return std::nullopt;
  }
  if (!value.is_string()) return wrong_type("text");
  const auto found = value_of(names, value.get_ref<const std::string&>());
  if (!found) return refuse("choiceUnknown", {value.get<std::string>()});
  target = *found;
  return std::nullopt;
}

Refusal set_rating(int& target, const Json& value, int maximum) {
  if (value.is_null()) {
    target = 0;
    return std::nullopt;
  }
  const bool whole =
      value.is_number_integer() || (value.is_number_float() && std::floor(value.get<double>()) == value.get<double>());
  if (!whole) return wrong_type("number");
  const double number = value.get<double>();
  if (number < 1 || number > maximum) return refuse("ratingOutOfRange", {std::to_string(maximum)});
  target = static_cast<int>(number);
  return std::nullopt;
}

Refusal set_list(std::vector<std::string>& target, const Json& value) {
  if (value.is_null()) {
    target.clear();
    return std::nullopt;
  }
  if (!value.is_array()) return wrong_type("list");
  if (value.size() > limits::list_items) return refuse("listTooLong", {std::to_string(limits::list_items)});
  std::vector<std::string> items;
  std::set<std::string> seen;
  for (const Json& entry : value) {
    if (const Refusal refusal = check_text(entry, limits::label_characters, false)) return refusal;
    auto item = entry.get<std::string>();
    if (trim(item).empty()) return refuse("listEmptyItem");
    if (!seen.insert(item).second) return refuse("listDuplicate", {item});
    items.push_back(std::move(item));
  }
  target = std::move(items);
  return std::nullopt;
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

template <class Enum, std::size_t N>
Json name_or_null(const EnumName<Enum> (&names)[N], Enum value) {
  const std::string_view name = name_of(names, value);
  return name.empty() ? Json() : Json(std::string(name));
}

Json list_or_null(const std::vector<std::string>& list) { return list.empty() ? Json() : Json(list); }

Json exchange_to_json(const Exchange& exchange) {
  Json json = {{"id", exchange.id},
               {"text", exchange.text},
               {"status", std::string(name_of(exchange_statuses, exchange.status))}};
  if (!exchange.tags.empty()) json["tags"] = exchange.tags;
  if (exchange.terms != Terms::unset) json["terms"] = std::string(name_of(terms_names, exchange.terms));
  return json;
}

Refusal set_exchange_field(Exchange& exchange, std::string_view field, const Json& value) {
  if (field == "text") return set_line(exchange.text, value);
  if (field == "tags") return set_list(exchange.tags, value);
  if (field == "terms") return set_choice(exchange.terms, value, terms_names, Terms::unset);
  if (field == "status") return set_choice(exchange.status, value, exchange_statuses, ExchangeStatus::open);
  return refuse("fieldUnknown", {std::string(field)});
}

Refusal exchange_from_json(Exchange& exchange, const Json& json, std::string_view id) {
  if (!json.is_object()) return wrong_type("object");
  Exchange read;
  for (const auto& [key, value] : json.items()) {
    if (key == "id") {
      if (!value.is_string() || !is_id(value.get_ref<const std::string&>())) return refuse("idInvalid");
      read.id = value.get<std::string>();
    } else if (const Refusal refusal = set_exchange_field(read, key, value)) {
      return refusal;
    }
  }
  if (!id.empty()) {
    if (!read.id.empty() && read.id != id) return refuse("idInvalid");
    read.id = id;
  }
  if (read.id.empty()) read.id = make_id();
  exchange = std::move(read);
  return std::nullopt;
}

bool by_id(const Exchange& a, const Exchange& b) { return a.id < b.id; }

std::vector<Exchange>::iterator place_of(std::vector<Exchange>& list, std::string_view id) {
  return std::lower_bound(list.begin(), list.end(), id, [](const Exchange& a, std::string_view b) { return a.id < b; });
}

Refusal set_exchanges(std::vector<Exchange>& target, const Json& value) {
  if (value.is_null()) {
    target.clear();
    return std::nullopt;
  }
  if (!value.is_array()) return wrong_type("list");
  if (value.size() > limits::list_items) return refuse("listTooLong", {std::to_string(limits::list_items)});
  std::vector<Exchange> list;
  for (const Json& entry : value)
    if (const Refusal refusal = exchange_from_json(list.emplace_back(), entry, "")) return refusal;
  sort_stably(list, by_id);
  const auto twice =
      std::adjacent_find(list.begin(), list.end(), [](const Exchange& a, const Exchange& b) { return a.id == b.id; });
  if (twice != list.end()) return refuse("listDuplicate", {twice->text});
  target = std::move(list);
  return std::nullopt;
}

/// One item, or one field of it.
struct ItemPath {
  std::string_view id;
  std::string_view field;  ///< empty for the whole item
};

/// `rest` is what follows `needs.` or `offers.`: ID or ID.field. An id may contain dots; what an item's field could be
/// is one, so that a path means the same whichever items there are.
ItemPath item_path(std::string_view rest) {
  const auto dot = rest.rfind('.');
  if (dot != std::string_view::npos) {
    const std::string_view field = rest.substr(dot + 1);
    if (field == "text" || field == "tags" || field == "terms" || field == "status")
      return {rest.substr(0, dot), field};
  }
  return {rest, {}};
}

Refusal set_in_exchanges(std::vector<Exchange>& list, std::string_view rest, const Json& value) {
  const ItemPath path = item_path(rest);
  if (!is_id(path.id)) return refuse("idInvalid");
  const auto found = place_of(list, path.id);
  const bool exists = found != list.end() && found->id == path.id;
  if (!path.field.empty())
    return exists ? set_exchange_field(*found, path.field, value) : refuse("itemUnknown", {std::string(path.id)});
  if (value.is_null()) {
    if (exists) list.erase(found);
    return std::nullopt;
  }
  Exchange read;
  if (const Refusal refusal = exchange_from_json(read, value, path.id)) return refusal;
  if (exists)
    *found = std::move(read);
  else if (list.size() >= limits::list_items)
    return refuse("listTooLong", {std::to_string(limits::list_items)});
  else
    list.insert(found, std::move(read));
  return std::nullopt;
}

Json get_in_exchanges(const std::vector<Exchange>& list, std::string_view rest) {
  const ItemPath path = item_path(rest);
  for (const Exchange& exchange : list) {
    if (exchange.id != path.id) continue;
    const Json json = exchange_to_json(exchange);
    return path.field.empty() ? json : json.value(std::string(path.field), Json());
  }
  return nullptr;
}

Json exchanges_or_null(const std::vector<Exchange>& list) {
  if (list.empty()) return nullptr;
  Json json = Json::array();
  for (const Exchange& exchange : list) json.push_back(exchange_to_json(exchange));
  return json;
}

Refusal check_free(std::string_view key, const Json& value) {
  if (key.empty() || !is_utf8(key) || has_control(key, false) || count_characters(key) > limits::label_characters)
    return refuse("fieldNameInvalid", {std::string(first_characters(is_utf8(key) ? key : "?", 40))});
  if (value.is_string()) return check_text(value, limits::text_characters, true);
  if (nested_deeper_than(value, 20)) return refuse("nestedTooDeep", {"20"});
  if (value.is_structured() && json_text(value).size() > limits::text_characters)
    return refuse("textTooLong", {std::to_string(limits::text_characters)});
  if (value.is_number_float() && !std::isfinite(value.get<double>())) return wrong_type("number");
  return std::nullopt;
}

Refusal set_free(std::map<std::string, Json>& fields, std::string_view key, const Json& value) {
  if (value.is_null()) {
    fields.erase(std::string(key));
    return std::nullopt;
  }
  if (const Refusal refusal = check_free(key, value)) return refusal;
  if (!fields.contains(std::string(key)) && fields.size() >= limits::list_items)
    return refuse("listTooLong", {std::to_string(limits::list_items)});
  fields[std::string(key)] = value;
  return std::nullopt;
}

/// Sets all of a map, or nothing of it.
template <class Map>
Refusal set_all(Map& map, const Json& value, Refusal (*set_one)(Map&, std::string_view, const Json&)) {
  Map read;
  if (!value.is_null()) {
    if (!value.is_object()) return wrong_type("object");
    for (const auto& [key, each] : value.items())
      if (const Refusal refusal = set_one(read, key, each)) return refusal;
  }
  map = std::move(read);
  return std::nullopt;
}

Json free_or_null(const std::map<std::string, Json>& fields) { return fields.empty() ? Json() : Json(fields); }

Refusal set_stage_date(std::map<Stage, std::string>& dates, std::string_view stage, const Json& value) {
  const auto found = value_of(stages, stage);
  if (!found || *found == Stage::unset) return refuse("choiceUnknown", {std::string(stage)});
  std::string date;
  if (const Refusal refusal = set_date(date, value)) return refusal;
  if (date.empty())
    dates.erase(*found);
  else
    dates[*found] = date;
  return std::nullopt;
}

Json stage_dates_or_null(const std::map<Stage, std::string>& dates) {
  if (dates.empty()) return nullptr;
  Json json = Json::object();
  for (const auto& [stage, date] : dates) json[std::string(name_of(stages, stage))] = date;
  return json;
}

Refusal set_position(std::optional<Point>& target, const Json& value) {
  if (value.is_null()) {
    target.reset();
    return std::nullopt;
  }
  if (!value.is_array() || value.size() != 2 || !value[0].is_number() || !value[1].is_number())
    return wrong_type("position");
  const Point point{value[0].get<double>(), value[1].get<double>()};
  if (!(std::abs(point.x) <= limits::coordinate) || !(std::abs(point.y) <= limits::coordinate))
    return refuse("positionOutOfRange", {std::to_string(static_cast<long long>(limits::coordinate))});
  target = point;
  return std::nullopt;
}

Refusal set_label(std::string& target, const Json& value) {
  if (!value.is_null() && !value.is_string()) return wrong_type("text");
  if (value.is_null() || trim(value.get_ref<const std::string&>()).empty()) return refuse("labelEmpty");
  return set_line(target, value);
}

Refusal set_amount(std::optional<double>& target, const Json& value) {
  if (value.is_null()) {
    target.reset();
    return std::nullopt;
  }
  if (!value.is_number()) return wrong_type("number");
  const double number = value.get<double>();
  if (!(std::abs(number) <= limits::amount))
    return refuse("numberOutOfRange", {std::to_string(static_cast<long long>(limits::amount))});
  target = number;
  return std::nullopt;
}

Refusal set_flag(bool& target, const Json& value) {
  if (!value.is_null() && !value.is_boolean()) return wrong_type("flag");
  target = value.is_boolean() && value.get<bool>();
  return std::nullopt;
}

template <class Entity>
struct Entry {
  FieldInfo info;
  Json (*get)(const Entity&);
  Refusal (*set)(Entity&, const Json&);
};

constexpr std::string_view kind_choices[] = {"actor", "initiative", "challenge", "vision"};
constexpr std::string_view form_choices[] = {"", "person", "organisation", "group"};
constexpr std::string_view stage_choices[] = {"", "dream", "exploring", "pilot", "practice", "scaled", "stopped"};
constexpr std::string_view direction_choices[] = {"directed", "mutual", "undirected"};
constexpr std::string_view status_choices[] = {"potential", "exploring", "active", "dormant"};

/// A field that `read` gives of the entity `e`, and `write` sets to the value `v`.
#define FIELD(Entity, path, type, read, write)                                                                    \
  Entry<Entity> {                                                                                                 \
    {path, FieldType::type}, [](const Entity& e) { return read; }, [](Entity& e, const Json& v) { return write; } \
  }
#define LINE(Entity, path, type, member) FIELD(Entity, path, type, text_or_null(e.member), set_line(e.member, v))
#define TEXT(Entity, path, member) \
  FIELD(Entity, path, text, text_or_null(e.member), set_text(e.member, v, limits::text_characters, true))
#define DATE(Entity, path, member) FIELD(Entity, path, date, text_or_null(e.member), set_date(e.member, v))
#define LIST(Entity, path, member) FIELD(Entity, path, list, list_or_null(e.member), set_list(e.member, v))
#define RATING(Entity, path, member, maximum)                                                                    \
  Entry<Entity> {                                                                                                \
    {path, FieldType::rating, maximum}, [](const Entity& e) { return e.member == 0 ? Json() : Json(e.member); }, \
        [](Entity& e, const Json& v) { return set_rating(e.member, v, maximum); }                                \
  }
#define CHOICE(Entity, path, member, names, choices, otherwise)                                           \
  Entry<Entity> {                                                                                         \
    {path, FieldType::choice, 0, choices}, [](const Entity& e) { return name_or_null(names, e.member); }, \
        [](Entity& e, const Json& v) { return set_choice(e.member, v, names, otherwise); }                \
  }

const Entry<Node> node_entries[] = {
    CHOICE(Node, "kind", kind, node_kinds, kind_choices, NodeKind::actor),
    FIELD(Node, "label", line, Json(e.label), set_label(e.label, v)),
    TEXT(Node, "description", description),
    LINE(Node, "sector", suggestion, sector),
    CHOICE(Node, "form", form, forms, form_choices, Form::unset),
    LINE(Node, "place", suggestion, place),
    LIST(Node, "tags", tags),
    LIST(Node, "roles", roles),
    TEXT(Node, "motivation", motivation),
    RATING(Node, "energy", energy, 5),
    FIELD(Node, "needs", exchanges, exchanges_or_null(e.needs), set_exchanges(e.needs, v)),
    FIELD(Node, "offers", exchanges, exchanges_or_null(e.offers), set_exchanges(e.offers, v)),
    CHOICE(Node, "stage", stage, stages, stage_choices, Stage::unset),
    FIELD(Node, "stageDates", map, stage_dates_or_null(e.stage_dates), set_all(e.stage_dates, v, set_stage_date)),
    LINE(Node, "nextStep.text", line, next_step.text),
    LINE(Node, "nextStep.owner", line, next_step.owner),
    DATE(Node, "nextStep.due", next_step.due),
    FIELD(Node, "position", position, (e.position ? Json{e.position->x, e.position->y} : Json()),
          set_position(e.position, v)),
    FIELD(Node, "pinned", flag, e.pinned ? Json(true) : Json(), set_flag(e.pinned, v)),
    FIELD(Node, "fields", map, free_or_null(e.fields), set_all(e.fields, v, set_free)),
};

const Entry<Edge> edge_entries[] = {
    LINE(Edge, "kind", suggestion, kind),
    LINE(Edge, "label", line, label),
    CHOICE(Edge, "direction", direction, directions, direction_choices, Direction::directed),
    CHOICE(Edge, "status", status, edge_statuses, status_choices, EdgeStatus::active),
    RATING(Edge, "strength", strength, 5),
    RATING(Edge, "trust", trust, 4),
    FIELD(Edge, "amount", number, e.amount ? Json(*e.amount) : Json(), set_amount(e.amount, v)),
    LINE(Edge, "currency", suggestion, currency),
    DATE(Edge, "since", since),
    DATE(Edge, "until", until),
    LINE(Edge, "claimedBy", line, claimed_by),
    LINE(Edge, "confirmedBy", line, confirmed_by),
    FIELD(Edge, "fields", map, free_or_null(e.fields), set_all(e.fields, v, set_free)),
};

const Entry<Story> story_entries[] = {
    LINE(Story, "title", line, title), TEXT(Story, "text", text),   LINE(Story, "author", line, author),
    DATE(Story, "date", date),         LIST(Story, "about", about),
};

template <class Entity, std::size_t N>
std::span<const FieldInfo> infos_of(const Entry<Entity> (&entries)[N]) {
  static const std::vector<FieldInfo> infos = [&] {
    std::vector<FieldInfo> list;
    for (const auto& entry : entries) list.push_back(entry.info);
    return list;
  }();
  return infos;
}

template <class Entity, std::size_t N>
const Entry<Entity>* entry_of(const Entry<Entity> (&entries)[N], std::string_view path) {
  for (const auto& entry : entries)
    if (entry.info.path == path) return &entry;
  return nullptr;
}

template <class Entity, std::size_t N>
void tell_filled(const Entry<Entity> (&entries)[N], const Entity& entity, const FieldListener& listener) {
  for (const auto& entry : entries)
    if (Json value = entry.get(entity); !value.is_null()) listener(entry.info.path, std::move(value));
}

/// What follows `prefix.` in `path`, or nothing.
std::optional<std::string_view> after(std::string_view path, std::string_view prefix) {
  if (path.size() <= prefix.size() + 1 || path.substr(0, prefix.size()) != prefix || path[prefix.size()] != '.')
    return std::nullopt;
  return path.substr(prefix.size() + 1);
}

Json free_field(const std::map<std::string, Json>& fields, std::string_view key) {
  const auto found = fields.find(std::string(key));
  return found == fields.end() ? Json() : found->second;
}

Refusal at(Refusal refusal, std::string_view path) {
  if (refusal) refusal->where = std::string(path);
  return refusal;
}

}  // namespace

std::span<const FieldInfo> node_fields() { return infos_of(node_entries); }
std::span<const FieldInfo> edge_fields() { return infos_of(edge_entries); }
std::span<const FieldInfo> story_fields() { return infos_of(story_entries); }

Json get_field(const Node& node, std::string_view path) {
  if (const auto* entry = entry_of(node_entries, path)) return entry->get(node);
  if (const auto key = after(path, "fields")) return free_field(node.fields, *key);
  if (const auto rest = after(path, "needs")) return get_in_exchanges(node.needs, *rest);
  if (const auto rest = after(path, "offers")) return get_in_exchanges(node.offers, *rest);
  if (const auto stage = after(path, "stageDates")) {
    const auto value = value_of(stages, *stage);
    const auto found = value ? node.stage_dates.find(*value) : node.stage_dates.end();
    return found == node.stage_dates.end() ? Json() : Json(found->second);
  }
  return nullptr;
}

Json get_field(const Edge& edge, std::string_view path) {
  if (const auto* entry = entry_of(edge_entries, path)) return entry->get(edge);
  if (const auto key = after(path, "fields")) return free_field(edge.fields, *key);
  return nullptr;
}

Json get_field(const Story& story, std::string_view path) {
  const auto* entry = entry_of(story_entries, path);
  return entry == nullptr ? Json() : entry->get(story);
}

void for_each_filled(const Node& node, const FieldListener& listener) { tell_filled(node_entries, node, listener); }
void for_each_filled(const Edge& edge, const FieldListener& listener) { tell_filled(edge_entries, edge, listener); }
void for_each_filled(const Story& story, const FieldListener& listener) { tell_filled(story_entries, story, listener); }

std::optional<Issue> set_field(Node& node, std::string_view path, const Json& value) {
  if (const auto* entry = entry_of(node_entries, path)) return at(entry->set(node, value), path);
  if (const auto key = after(path, "fields")) return at(set_free(node.fields, *key, value), path);
  if (const auto rest = after(path, "needs")) return at(set_in_exchanges(node.needs, *rest, value), path);
  if (const auto rest = after(path, "offers")) return at(set_in_exchanges(node.offers, *rest, value), path);
  if (const auto stage = after(path, "stageDates")) return at(set_stage_date(node.stage_dates, *stage, value), path);
  return at(refuse("fieldUnknown", {std::string(path)}), path);
}

std::optional<Issue> set_field(Edge& edge, std::string_view path, const Json& value) {
  if (const auto* entry = entry_of(edge_entries, path)) return at(entry->set(edge, value), path);
  if (const auto key = after(path, "fields")) return at(set_free(edge.fields, *key, value), path);
  return at(refuse("fieldUnknown", {std::string(path)}), path);
}

std::optional<Issue> set_field(Story& story, std::string_view path, const Json& value) {
  if (const auto* entry = entry_of(story_entries, path)) return at(entry->set(story, value), path);
  return at(refuse("fieldUnknown", {std::string(path)}), path);
}

bool is_date(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const auto number = [&](std::size_t begin, std::size_t length) {
    int value = 0;
    for (const char c : text.substr(begin, length)) {
      if (!is_digit(c)) return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4);
  if (year < 1) return false;
  if (text.size() == 4) return true;
  const int month = number(5, 2);
  if (text[4] != '-' || month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  const int day = number(8, 2);
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return text[7] == '-' && day >= 1 && day <= days[month - 1];
}

}  // namespace impactweb
