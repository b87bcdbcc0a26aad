#include "core/io/records/read_values.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/vocabulary.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/json.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::records {

namespace {

/// Keeps a value as a free field under its header, or under the header with a number when that is taken.
template <class Entity>
void keep(Entity& entity, const Value& value, Warnings& warnings) {
  Json kept = value.value;
  if (kept.is_string()) kept = lines_of(kept, value.where, warnings);
  if (kept.is_null() || (kept.is_string() && kept.get_ref<const std::string&>().empty())) return;
  std::string stem = line_of(value.header, value.where, warnings);
  if (count_characters(stem) > limits::label_characters - 8)
    stem = std::string(first_characters(stem, limits::label_characters - 8));
  if (stem.empty()) stem = "?";
  std::string name = stem;
  for (int n = 2; entity.fields.contains(name) && entity.fields.at(name) != kept; ++n)
    name = stem + " " + std::to_string(n);
  if (set_field(entity, "fields." + name, kept)) warnings.add("fieldDropped", value.where, {quoted(value.value)});
}

template <class Entity>
void keep_unfit(Entity& entity, const Value& value, Warnings& warnings) {
  warnings.add("valueKeptAsField", value.where, {quoted(value.value)});
  keep(entity, value, warnings);
}

/// Sets a field to what a value came to, null for nothing that fits.
template <class Entity>
void put(Entity& entity, const Value& value, Json fit, Warnings& warnings) {
  if (fit.is_null() || set_field(entity, value.field, fit)) keep_unfit(entity, value, warnings);
}

/// What people write where there is nothing to be told.
bool says_nothing(const Json& value) {
  static constexpr std::string_view words[] = {"-",    "–",    "—",    "?",        "n.v.t.",  "nvt",  "n.v.t", "n/a",
                                               "n.a.", "k.a.", "n.b.", "onbekend", "unknown", "geen", "none",  "tbd"};
  if (!value.is_string()) return false;
  const std::string word = fold(trim(value.get_ref<const std::string&>()));
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Fields in which such words are no value.
bool is_measured(std::string_view field) {
  static constexpr std::string_view fields[] = {"energy", "strength", "trust", "weight",
                                                "amount", "since",    "until", "nextStep.due"};
  return std::find(std::begin(fields), std::end(fields), field) != std::end(fields);
}

template <class Entity>
void put_date(Entity& entity, const Value& value, Warnings& warnings) {
  bool unsure = false;
  const std::string date = date_of(value.value, unsure);
  put(entity, value, date.empty() ? Json() : Json(date), warnings);
  if (unsure) warnings.add("dateDayFirst", value.where, {quoted(value.value), date});
}

template <class Word>
Json name_or_null(const std::optional<Word>& word, std::string_view name) {
  return word ? Json(std::string(name)) : Json();
}

/// Texts with ids of their own; `data` is the JSON of the same list as we wrote it. A text that is still in it keeps
/// its id, status, tags and terms.
Json exchanges_of(const Json& value, const Value* data, const Place& where, Warnings& warnings) {
  Json known = Json::array();
  if (data != nullptr) {
    known = json_in(data->value);
    Node probe;
    if (!known.is_array() || set_field(probe, "needs", known)) {
      warnings.add("fieldDropped", data->where, {quoted(data->value)});
      known = Json::array();
    } else if (const Json clean = get_field(probe, "needs"); !clean.is_null()) {
      known = clean;
    }
  }
  std::vector<std::string> texts;
  if (value.is_array()) {
    for (const Json& item : value)
      texts.push_back(item.is_object() && item.contains("text") ? text_of(item["text"]) : text_of(item));
  } else {
    texts = split_at_bars(text_of(value));
  }
  Json list = Json::array();
  std::vector<bool> used(known.size(), false);
  for (const std::string& item : texts) {
    std::string text = line_of(item, where, warnings);
    if (list.size() == limits::list_items) {
      warnings.add("listCut", where, {std::to_string(texts.size()), std::to_string(limits::list_items)});
      break;
    }
    if (text.empty()) continue;
    Json entry;
    for (std::size_t i = 0; i < known.size() && entry.is_null(); ++i)
      if (!used[i] && known[i].contains("text") && trim(known[i]["text"].get_ref<const std::string&>()) == text) {
        entry = known[i];
        used[i] = true;
      }
    list.push_back(entry.is_null() ? Json{{"id", make_id()}, {"text", text}} : std::move(entry));
  }
  // Items without a text, which a readable list cannot show.
  for (std::size_t i = 0; i < known.size() && list.size() < limits::list_items; ++i)
    if (trim(known[i].value("text", std::string())).empty()) list.push_back(known[i]);
  return list;
}

/// `pilot 2019-05 | in de praktijk 2020`
void read_stage_dates(Node& node, const Value& value, Warnings& warnings) {
  const auto parts = items_of(value.value);
  for (const std::string& part : parts) {
    const std::size_t space = part.find_last_of(" :");
    const auto stage = vocabulary::stage(
        space == std::string::npos ? ""
                                   : trim(std::string_view(part).substr(0, part.find_last_not_of(" :", space) + 1)));
    bool unsure = false;
    const std::string date = space == std::string::npos ? "" : date_of(part.substr(space + 1), unsure);
    if (stage && !date.empty())
      node.stage_dates[*stage] = date;
    else
      keep_unfit(node, {value.field, value.header, part, value.where}, warnings);
  }
}

/// Free fields that could not be columns of their own.
template <class Entity>
void read_more_fields(Entity& entity, const Value& value, Warnings& warnings) {
  const Json more = json_in(value.value);
  if (!more.is_object()) {
    keep_unfit(entity, value, warnings);
    return;
  }
  for (const auto& [key, each] : more.items())
    if (!each.is_null() && set_field(entity, "fields." + key, each))
      warnings.add("fieldDropped", value.where, {quoted(each)});
}

/// What was decided that a word means, where no other column says so already.
void apply_target(Node& node, const Value& value, Warnings& warnings) {
  const Json& target = *value.target;
  if (value.field == "kind" && !target.empty() && text_of(value.value).find(';') != std::string::npos)
    keep(node, {"", "Type", value.value, value.where}, warnings);
  if (const auto kind = value_of(node_kinds, text_at(target, "kind")))
    node.kind = *kind;
  else if (const auto form = value_of(forms, text_at(target, "form")); form && *form != Form::unset)
    node.form = node.form == Form::unset ? *form : node.form;
  else if (target.contains("sector"))
    node.sector = node.sector.empty() ? text_at(target, "sector") : node.sector;
  else
    keep(node, {"", value.field == "kind" ? "Type" : value.header, value.value, value.where}, warnings);
}

/// `Type` says what kind of node it is, what form it has or which sector it belongs to; any other word is kept.
void read_kind(Node& node, const Value& value, Warnings& warnings) {
  if (value.target != nullptr) {
    apply_target(node, value, warnings);
    return;
  }
  const std::string word = text_of(value.value);
  if (const auto kind = vocabulary::node_kind(word))
    node.kind = *kind;
  else if (const auto form = vocabulary::form(word); form && (node.form == Form::unset || node.form == *form))
    node.form = *form;
  else if (const auto sector = vocabulary::sector(word); sector && (node.sector.empty() || node.sector == *sector))
    node.sector = *sector;
  else
    keep(node, {value.field, "Type", value.value, value.where}, warnings);
}

const Value* find_value(std::span<const Value> values, std::string_view field) {
  for (const Value& value : values)
    if (value.field == field) return &value;
  return nullptr;
}

bool says_something(const Value& value) {
  return is_filled(value.value) && !(is_measured(value.field) && says_nothing(value.value));
}

/// Those of `values` that say something: all of them as they are, or those in `some`.
std::span<const Value> filled_values(std::span<const Value> values, std::vector<Value>& some) {
  if (std::all_of(values.begin(), values.end(), says_something)) return values;
  std::copy_if(values.begin(), values.end(), std::back_inserter(some), says_something);
  return some;
}

template <class Entity>
void put_line(Entity& entity, const Value& value, Warnings& warnings) {
  put(entity, value, line_of(value.value, value.where, warnings), warnings);
}

void read_value(Node& node, const Value& value, std::span<const Value> row, Warnings& warnings) {
  const std::string_view field = value.field;
  if (field == "description" || field == "motivation") {
    put(node, value, lines_of(value.value, value.where, warnings), warnings);
  } else if (field == "place" || field == "nextStep.text" || field == "nextStep.owner") {
    put_line(node, value, warnings);
  } else if (field == "sector" && value.target != nullptr) {
    apply_target(node, value, warnings);
  } else if (field == "sector") {
    const auto known = vocabulary::sector(text_of(value.value));
    put(node, value, known ? std::string(*known) : line_of(value.value, value.where, warnings), warnings);
  } else if (field == "form") {
    const auto form = vocabulary::form(text_of(value.value));
    put(node, value, name_or_null(form, name_of(forms, form.value_or(Form::unset))), warnings);
  } else if (field == "stage") {
    const auto stage = vocabulary::stage(text_of(value.value));
    put(node, value, name_or_null(stage, name_of(stages, stage.value_or(Stage::unset))), warnings);
  } else if (field == "tags" || field == "roles") {
    put(node, value, list_of(value.value, value.where, warnings), warnings);
  } else if (field == "energy") {
    const auto rating = whole_number_of(value.value, 5);
    put(node, value, rating ? Json(*rating) : Json(), warnings);
  } else if (field == "needs" || field == "offers") {
    put(node, value,
        exchanges_of(value.value, find_value(row, field == "needs" ? "needsData" : "offersData"), value.where,
                     warnings),
        warnings);
  } else if ((field == "needsData" && find_value(row, "needs") == nullptr) ||
             (field == "offersData" && find_value(row, "offers") == nullptr)) {
    // Items without a text stand in no readable list.
    Value list = value;
    list.field = field == "needsData" ? "needs" : "offers";
    put(node, list, exchanges_of(Json::array(), &value, value.where, warnings), warnings);
  } else if (field == "stageDates") {
    read_stage_dates(node, value, warnings);
  } else if (field == "nextStep.due") {
    put_date(node, value, warnings);
  } else if (field == "pinned") {
    const auto flag = value.value.is_boolean() ? value.value.get<bool>() : vocabulary::flag(text_of(value.value));
    put(node, value, flag ? Json(*flag) : Json(), warnings);
  } else if (field == "moreFields") {
    read_more_fields(node, value, warnings);
  } else if (field.empty() || is_of_person(field)) {
    keep(node, value, warnings);
  }
}

void read_position(Node& node, std::span<const Value> values, Warnings& warnings) {
  const Value* x = find_value(values, "x");
  const Value* y = find_value(values, "y");
  const auto number = [](const Value* value) { return value == nullptr ? std::nullopt : decimal_of(value->value); };
  if (number(x) && number(y) && !set_field(node, "position", Json{*number(x), *number(y)})) return;
  for (const Value* each : {x, y})
    if (each != nullptr) keep_unfit(node, *each, warnings);
}

void read_amount(Edge& edge, const Value& value, Warnings& warnings) {
  const auto money = money_of(value.value);
  put(edge, value, money ? Json(money->amount) : Json(), warnings);
  if (money && edge.amount && !money->currency.empty()) edge.currency = money->currency;
}

void read_direction(Edge& edge, const Value& value, Warnings& warnings) {
  const std::string word = text_of(value.value);
  auto direction = vocabulary::direction(word);
  // `Directed` with 1 or 0.
  if (const auto flag = vocabulary::flag(word); !direction && flag)
    direction = *flag ? Direction::directed : Direction::undirected;
  put(edge, value, name_or_null(direction, name_of(directions, direction.value_or(Direction::directed))), warnings);
}

void read_kind(Edge& edge, const Value& value, bool has_direction, Warnings& warnings) {
  if (value.target != nullptr) {
    const Json& target = *value.target;
    if (const auto direction = value_of(directions, text_at(target, "direction")))
      edge.direction = has_direction ? edge.direction : *direction;
    else if (target.contains("kind"))
      edge.kind = text_at(target, "kind");
    else
      keep(edge, {"", "Type", value.value, value.where}, warnings);
    if (const auto reversed = target.find("reversed"); reversed != target.end() && *reversed == true)
      std::swap(edge.from, edge.to);
    return;
  }
  const std::string word = text_of(value.value);
  if (const auto kind = vocabulary::edge_kind(word)) {
    edge.kind = kind->id;
    if (kind->reversed) std::swap(edge.from, edge.to);
  } else if (const auto direction = vocabulary::direction(word); direction && !has_direction) {
    edge.direction = *direction;  // Gephi's Type
  } else {
    put_line(edge, value, warnings);
  }
}

void read_value(Edge& edge, const Value& value, std::span<const Value> row, bool directed, Warnings& warnings) {
  const std::string_view field = value.field;
  if (field == "label" || field == "currency" || field == "claimedBy" || field == "confirmedBy") {
    put_line(edge, value, warnings);
  } else if (field == "kind") {
    read_kind(edge, value, directed, warnings);
  } else if (field == "direction") {
    read_direction(edge, value, warnings);
  } else if (field == "status") {
    const auto status = vocabulary::edge_status(text_of(value.value));
    put(edge, value, name_or_null(status, name_of(edge_statuses, status.value_or(EdgeStatus::active))), warnings);
  } else if (field == "strength" || field == "trust") {
    const auto rating = whole_number_of(value.value, field == "strength" ? 5 : 4);
    put(edge, value, rating ? Json(*rating) : Json(), warnings);
  } else if (field == "weight" || field == weight_of_its_own) {
    const auto rating = field == "weight" ? whole_number_of(value.value, 5) : std::nullopt;
    if (rating && edge.strength == 0 && find_value(row, "strength") == nullptr)
      edge.strength = *rating;
    else
      keep(edge, {field, "weight", decimal_of(value.value) ? Json(*decimal_of(value.value)) : value.value, value.where},
           warnings);
  } else if (field == "amount") {
    read_amount(edge, value, warnings);
  } else if (field == "since" || field == "until") {
    const auto period = field == "since" && find_value(row, "until") == nullptr ? period_of(value.value) : std::nullopt;
    if (period && !period->until.empty()) {
      set_field(edge, "since", period->since);
      set_field(edge, "until", period->until);
    } else {
      put_date(edge, value, warnings);
    }
  } else if (field == "moreFields") {
    read_more_fields(edge, value, warnings);
  } else if (field.empty()) {
    keep(edge, value, warnings);
  }
}

/// A whole number up to the highest that the field has.
int highest_of(std::string_view field) { return field == "trust" ? 4 : 5; }

Json target_with(const char* key, std::string_view value) {
  Json target = Json::object();
  target[key] = std::string(value);
  return target;
}

}  // namespace

std::optional<Json> target_of_sector(std::string_view word, bool looser) {
  const auto sector = looser ? vocabulary::sector_suggested(word) : vocabulary::sector(word);
  return sector ? std::optional<Json>(target_with("sector", *sector)) : std::nullopt;
}

std::optional<Json> target_of_kind(Table table, std::string_view word, bool looser) {
  // `Person;Member`: the first that is known. All of it is kept beside that.
  if (table == Table::nodes && word.find(';') != std::string_view::npos) {
    for (const std::string_view part : split(word, ';'))
      if (auto target = part.empty() ? std::nullopt : target_of_kind(table, trim(part), looser)) return target;
    return std::nullopt;
  }
  if (table == Table::edges) {
    if (const auto kind = looser ? vocabulary::edge_kind_suggested(word, true) : vocabulary::edge_kind(word)) {
      Json target = target_with("kind", kind->id);
      if (kind->reversed) target["reversed"] = true;
      return target;
    }
    if (const auto direction = vocabulary::direction(word))
      return target_with("direction", name_of(directions, *direction));
    return std::nullopt;
  }
  if (const auto kind = vocabulary::node_kind(word)) return target_with("kind", name_of(node_kinds, *kind));
  if (const auto form = vocabulary::form(word)) return target_with("form", name_of(forms, *form));
  if (auto sector = target_of_sector(word, looser)) return sector;
  if (const auto kind = looser ? vocabulary::node_kind_suggested(word) : std::nullopt)
    return target_with("kind", name_of(node_kinds, *kind));
  return std::nullopt;
}

bool is_typed(Table table, std::string_view field) {
  static constexpr std::string_view node_fields[] = {"energy", "stage", "form", "nextStep.due", "pinned", "x", "y"};
  static constexpr std::string_view edge_fields[] = {"direction", "status", "strength", "weight",
                                                     "trust",     "amount", "since",    "until"};
  return table == Table::nodes
             ? std::find(std::begin(node_fields), std::end(node_fields), field) != std::end(node_fields)
             : std::find(std::begin(edge_fields), std::end(edge_fields), field) != std::end(edge_fields);
}

DirectionWord direction_word(std::string_view word) {
  if (vocabulary::flag(word)) return DirectionWord::flag;
  return vocabulary::direction(word) ? DirectionWord::direction : DirectionWord::none;
}

bool fits(Table table, std::string_view field, const Json& value) {
  if (is_measured(field) && says_nothing(value)) return true;
  const std::string word = text_of(value);
  bool unsure = false;
  if (field == "energy" || field == "strength" || field == "weight" || field == "trust")
    return whole_number_of(value, highest_of(field)).has_value();
  if (field == "x" || field == "y") return decimal_of(value).has_value();
  if (field == "amount") {
    const auto money = money_of(value);
    Edge probe;
    return money && !set_field(probe, "amount", money->amount);
  }
  if (field == "since" || field == "until" || field == "nextStep.due")
    return !date_of(value, unsure).empty() || (field == "since" && period_of(value));
  if (field == "pinned") return value.is_boolean() || vocabulary::flag(word).has_value();
  if (field == "stage") return vocabulary::stage(word).has_value();
  if (field == "form") return vocabulary::form(word).has_value();
  if (field == "status") return vocabulary::edge_status(word).has_value();
  if (field == "direction") return vocabulary::direction(word) || vocabulary::flag(word);
  return !is_typed(table, field);
}

void read_values(Node& node, std::span<const Value> row, Warnings& warnings) {
  std::vector<Value> some;
  const std::span<const Value> values = filled_values(row, some);
  // `More fields` first: what is kept because it does not fit must not take the name of one of them. `Type` last: it
  // tells the form or the sector only where no other column does.
  const auto is_late = [](const Value& value) {
    return value.field == "kind" || value.field.empty() || value.field == "moreFields";
  };
  for (const Value& value : values)
    if (value.field == "moreFields") read_value(node, value, values, warnings);
  for (const Value& value : values)
    if (value.field.empty()) read_value(node, value, values, warnings);
  for (const Value& value : values)
    if (!is_late(value)) read_value(node, value, values, warnings);
  read_position(node, values, warnings);
  if (const Value* kind = find_value(values, "kind")) read_kind(node, *kind, warnings);
}

void read_values(Edge& edge, std::span<const Value> row, Warnings& warnings, bool directed) {
  std::vector<Value> some;
  const std::span<const Value> values = filled_values(row, some);
  directed = directed || find_value(values, "direction") != nullptr;
  for (const bool free_first : {true, false})
    for (const Value& value : values) {
      const bool is_free = value.field.empty() || value.field == "moreFields";
      if (is_free == free_first) read_value(edge, value, values, directed, warnings);
    }
}

}  // namespace impactweb::records
