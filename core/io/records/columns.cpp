#include "core/io/records/columns.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/io/clean_json.hpp"
#include "core/io/records/vocabulary.hpp"
#include "core/model/fields.hpp"
#include "core/model/ids.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::columns {

namespace {

// ---------------------------------------------------------------- headers

/// A field, the header that we write for it and the words that we read, most certain first.
struct Column {
  std::string_view field;
  std::string_view header;
  std::string_view words;  ///< besides `header`, separated by `|`
};

constexpr Column node_columns[] = {
    {"id", "ID", "identifier|_id|node id|element id"},
    {"label", "Label",
     "name|naam|titel|title|organisatie|organisation|organization|partij|actor|initiatief|initiative|project|persoon|"
     "person|element|node|knoop|stakeholder|stakeholders|naam organisatie|organisatienaam|naam partij|organisaties|"
     "partijen|actoren|deelnemer|deelnemers|bedrijfsnaam|instelling|belanghebbende|belanghebbenden"},
    {"kind", "Type",
     "kind|soort|element type|node type|categorie|category|soort organisatie|type organisatie|soort partij"},
    {"description", "Description", "beschrijving|omschrijving|toelichting"},
    {"sector", "Sector", "helix"},
    {"form", "Form", "vorm"},
    {"place", "Place", "plaats|gemeente|city|stad|woonplaats|vestigingsplaats|municipality|town|locatie|location"},
    {"tags", "Tags", "labels|tag|trefwoorden|keywords"},
    {"roles", "Roles", "rollen|role|rol"},
    {"motivation", "Motivation", "motivatie|drijfveer|drijfveren"},
    {"energy", "Energy", "energie"},
    {"needs", "Needs", "behoeften|behoefte|vraagt|vraag|need|nodig|zoekt"},
    {"needsData", "Needs data", ""},
    {"offers", "Offers", "aanbod|biedt|offer|heeft te bieden"},
    {"offersData", "Offers data", ""},
    {"stage", "Stage", "fase"},
    {"stageDates", "Stage dates", "data per fase"},
    {"nextStep.text", "Next step", "volgende stap|eerstvolgende stap"},
    {"nextStep.owner", "Next step owner", "volgende stap door|trekker volgende stap"},
    {"nextStep.due", "Next step due", "volgende stap op|datum volgende stap"},
    {"x", "position_x", "x"},
    {"y", "position_y", "y"},
    {"pinned", "Pinned", "vastgezet"},
    {"moreFields", "More fields", ""},
};

constexpr Column tie_columns[] = {
    {"id", "ID", "identifier|_id|edge id|connection id"},
    {"from", "From", "source|van|bron|partij 1|organisatie 1|partij a"},
    {"fromLabel", "From label", "source label"},
    {"to", "To", "target|naar|aan|doel|partij 2|organisatie 2|partij b"},
    {"toLabel", "To label", "target label"},
    {"kind", "Type",
     "kind|soort|relatie|relation|relation type|connection type|type relatie|soort relatie|relationship"},
    {"label", "Label", "naam|name"},
    {"direction", "Direction", "richting|directed|gericht"},
    {"status", "Status", ""},
    {"strength", "Strength", "sterkte"},
    {"weight", "Weight", "gewicht"},
    {"trust", "Trust", "vertrouwen"},
    {"amount", "Amount", "bedrag"},
    {"currency", "Currency", "valuta|munt"},
    {"since", "Since", "sinds|start|begin|start date|startdatum|begindatum"},
    {"until", "Until", "tot|end|einde|end date|einddatum"},
    {"claimedBy", "Claimed by", "gemeld door|opgegeven door"},
    {"confirmedBy", "Confirmed by", "bevestigd door"},
    {"moreFields", "More fields", ""},
};

/// `weight` is read and never written: its value is the strength or a free field.
bool is_written(const Column& column) { return column.field != "weight"; }

std::span<const Column> columns_of(Table table) {
  return table == Table::nodes ? std::span<const Column>(node_columns) : std::span<const Column>(tie_columns);
}

std::string folded_header(std::string_view header) {
  std::string folded = fold(trim(header));
  for (char& c : folded)
    if (c == '_') c = ' ';
  while (!folded.empty() && (folded.back() == '*' || folded.back() == ':' || folded.back() == ' ')) folded.pop_back();
  return folded;
}

struct Meaning {
  std::string_view field;
  std::size_t rank;  ///< 0 for the header that we write
};

const std::map<std::string, Meaning, std::less<>>& meanings(Table table) {
  static const auto build = [](Table of) {
    std::map<std::string, Meaning, std::less<>> index;
    for (const Column& column : columns_of(of)) {
      index.emplace(folded_header(column.header), Meaning{column.field, 0});
      std::size_t rank = 1;
      for (std::string_view rest = column.words; !rest.empty(); ++rank) {
        const std::size_t end = rest.find('|');
        index.emplace(folded_header(rest.substr(0, end)), Meaning{column.field, rank});
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      }
    }
    return index;
  };
  static const auto nodes = build(Table::nodes), ties = build(Table::ties);
  return table == Table::nodes ? nodes : ties;
}

// ---------------------------------------------------------------- values

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); }))
    return join_with_bars(value.get<std::vector<std::string>>());
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shortened(const Json& value) {
  const std::string text = text_of(value);
  return count_characters(text) > 60 ? std::string(first_characters(text, 59)) + "…" : text;
}

std::string limited(std::string text, std::size_t limit, const std::string& where, Warnings& warnings) {
  if (text.size() <= limit) return text;
  const std::size_t characters = count_characters(text);
  if (characters <= limit) return text;
  warnings.add("textCut", where, {std::to_string(characters), std::to_string(limit)});
  return std::string(first_characters(text, limit));
}

/// Several lines of text: line feeds and tabs stay, other control characters become spaces.
std::string clean_text(const Json& value, const std::string& where, Warnings& warnings) {
  const std::string text = text_of(value);
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (c == '\r')
      clean += '\n';
    else
      clean += (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? ' ' : c;
  }
  return limited(std::string(trim(clean)), limits::text_characters, where, warnings);
}

/// Parts of a cell at the strongest separator that is in it: `|`, else `;`, else `,`.
std::vector<std::string> split_list(const std::string& text) {
  bool bar = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|')
      ++i;
    else if (text[i] == '|')
      bar = true;
  }
  if (bar) return split_at_bars(text);
  const char separator = text.find(';') != std::string::npos ? ';' : ',';
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    // Within such a part `\|` still stands for a bar.
    for (std::string& part : split_at_bars(std::string_view(text).substr(begin, end - begin)))
      parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

std::vector<std::string> strings_of(const Json& array) {
  std::vector<std::string> items;
  for (const Json& item : array) items.push_back(text_of(item));
  return items;
}

/// Lines, each once, at most as many as a list may hold.
Json list_of(const Json& value, const std::string& where, Warnings& warnings) {
  std::vector<std::string> kept;
  const auto items = value.is_array() ? strings_of(value) : split_list(text_of(value));
  std::map<std::string, bool> seen;
  for (const std::string& item : items) {
    std::string line = line_of(item, where, warnings);
    if (line.empty() || !seen.emplace(line, true).second) continue;
    if (kept.size() == limits::list_items) {
      warnings.add("listCut", where, {std::to_string(items.size()), std::to_string(limits::list_items)});
      break;
    }
    kept.push_back(std::move(line));
  }
  return kept;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number that JSON writes as `text`.
std::optional<double> json_number(const std::string& text) {
  const Json number = Json::parse(text, nullptr, false);
  if (!number.is_number() || !std::isfinite(number.get<double>())) return std::nullopt;
  return number.get<double>();
}

/// A number with a decimal point or comma, signed or not.
std::optional<double> decimal_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  std::string text(trim(value.get_ref<const std::string&>()));
  if (!text.empty() && text[0] == '+') text.erase(0, 1);
  if (text.find('.') == std::string::npos && std::count(text.begin(), text.end(), ',') == 1)
    std::replace(text.begin(), text.end(), ',', '.');
  // 007 is no JSON.
  const std::size_t sign = !text.empty() && text[0] == '-' ? 1 : 0;
  while (text.size() > sign + 1 && text[sign] == '0' && is_digit(text[sign + 1])) text.erase(sign, 1);
  return json_number(text);
}

std::optional<int> whole_number_of(const Json& value, int maximum) {
  const auto number = decimal_of(value);
  if (!number || *number < 1 || *number > maximum || std::floor(*number) != *number) return std::nullopt;
  return static_cast<int>(*number);
}

struct Money {
  double amount;
  std::string currency;
};

constexpr std::pair<std::string_view, std::string_view> currency_signs[] = {{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}};

/// An amount as people write it: `€ 10.000,50`, `10,000.50`, `EUR 500,-`. A single mark before exactly three digits
/// separates thousands, unless what is before it is 0.
std::optional<Money> money_of(const Json& value) {
  if (value.is_number()) return Money{value.get<double>(), ""};
  if (!value.is_string()) return std::nullopt;
  std::string text(trim(value.get_ref<const std::string&>()));
  Money money{0, ""};
  for (const auto& [sign, code] : currency_signs)
    if (const auto at = text.find(sign); at != std::string::npos) {
      text.erase(at, sign.size());
      money.currency = code;
      break;
    }
  const auto letters_at = [&](std::size_t at) {
    return text.size() >= at + 3 &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(at + 3), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  if (money.currency.empty() && text.size() > 3) {
    if (const std::size_t end = text.size() - 3; letters_at(end)) {
      money.currency = text.substr(end);
      text.erase(end);
    } else if (letters_at(0)) {
      money.currency = text.substr(0, 3);
      text.erase(0, 3);
    }
  }
  text = std::string(trim(text));
  for (const std::string_view ending : {",-", ",--", ".-"})
    if (text.size() > ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0)
      text.erase(text.size() - ending.size());
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.erase(0, 1);
  // Spaces, no-break spaces and apostrophes separate thousands wherever they stand between digits.
  for (const std::string_view gap : {" ", "\u00A0", "\u202F", "'", "’"})
    for (std::size_t at = text.find(gap); at != std::string::npos; at = text.find(gap)) text.erase(at, gap.size());
  const std::size_t points = static_cast<std::size_t>(std::count(text.begin(), text.end(), '.'));
  const std::size_t commas = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  char decimal = '\0';
  if (points > 0 && commas > 0) {
    decimal = text.rfind('.') > text.rfind(',') ? '.' : ',';
    if ((decimal == '.' ? points : commas) > 1) return std::nullopt;
  } else if (points + commas == 1) {
    const std::size_t mark = text.find_first_of(".,");
    const bool thousands = text.size() - mark == 4 && mark >= 1 && mark <= 3 && text[0] != '0';
    if (!thousands) decimal = text[mark];
  }
  std::string plain;
  std::size_t since_mark = 0;
  bool grouped = false;
  for (const char c : text) {
    if (c == decimal && decimal != '\0') {
      if (grouped && since_mark != 3) return std::nullopt;
      plain += '.';
      grouped = false;
    } else if (c == '.' || c == ',') {
      // A mark between thousands stands before three digits.
      if (since_mark == 0 || since_mark > 3 || (grouped && since_mark != 3)) return std::nullopt;
      grouped = true;
      since_mark = 0;
    } else if (is_digit(c) || c == 'e' || c == 'E' ||
               ((c == '+' || c == '-') && !plain.empty() && (plain.back() == 'e' || plain.back() == 'E'))) {
      plain += c;
      ++since_mark;
    } else {
      return std::nullopt;
    }
  }
  if (grouped && since_mark != 3) return std::nullopt;
  const auto number = decimal_of(plain);
  if (!number) return std::nullopt;
  money.amount = negative ? -*number : *number;
  return money;
}

std::string padded(std::string number) { return number.size() == 1 ? "0" + number : number; }

/// A date as ISO 8601: as it is, or out of d-m-yyyy, m-yyyy and their kin with / and . – the day first, unless it
/// cannot be one. `unsure` when it could as well be the month.
std::string date_of(const Json& value, bool& unsure) {
  if (value.is_number_integer()) return is_date(value.dump()) ? value.dump() : std::string();
  if (!value.is_string()) return {};
  std::string text(trim(value.get_ref<const std::string&>()));
  // What follows the day is the time.
  if (const auto space = text.find_first_of(" T");
      space != std::string::npos && text.find(':', space) != std::string::npos)
    text.erase(space);
  if (is_date(text)) return text;
  std::vector<std::string> parts(1);
  char mark = '\0';
  for (const char c : text) {
    if (is_digit(c)) {
      parts.back() += c;
    } else if ((c == '-' || c == '/' || c == '.') && (mark == '\0' || mark == c)) {
      mark = c;
      parts.emplace_back();
    } else {
      return {};
    }
  }
  for (const std::string& part : parts)
    if (part.empty() || part.size() > 4) return {};
  std::string date;
  if (parts.size() == 2 && parts[1].size() == 4) date = parts[1] + "-" + padded(parts[0]);
  if (parts.size() == 3 && parts[0].size() == 4) date = parts[0] + "-" + padded(parts[1]) + "-" + padded(parts[2]);
  if (parts.size() == 3 && parts[2].size() == 4) {
    date = parts[2] + "-" + padded(parts[1]) + "-" + padded(parts[0]);
    const std::string other = parts[2] + "-" + padded(parts[0]) + "-" + padded(parts[1]);
    if (mark == '/' && !is_date(date))
      date = other;
    else if (mark == '/' && date != other && is_date(other))
      unsure = true;
  }
  return date.empty() || !is_date(date) ? std::string() : date;
}

/// JSON in a cell; discarded when it is none or is nested too deep to be handled.
Json json_in(const Json& cell) {
  if (!cell.is_string()) return cell;
  const auto& text = cell.get_ref<const std::string&>();
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '[' || c == '{') && ++depth > limits::json_depth)
      return Json(Json::value_t::discarded);
    else if (!quoted && (c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return Json::parse(text, nullptr, false);
}

// ---------------------------------------------------------------- reading into an entity

/// Keeps a value as a free field under its header, or under the header with a number when that is taken.
template <class Entity>
void keep(Entity& entity, const Value& value, Warnings& warnings) {
  Json kept = value.value;
  if (kept.is_string()) kept = clean_text(kept, value.where, warnings);
  if (kept.is_null() || (kept.is_string() && kept.get_ref<const std::string&>().empty())) return;
  std::string stem = line_of(value.header, value.where, warnings);
  if (count_characters(stem) > limits::label_characters - 8)
    stem = std::string(first_characters(stem, limits::label_characters - 8));
  if (stem.empty()) stem = "?";
  std::string name = stem;
  for (int n = 2; entity.fields.contains(name) && entity.fields.at(name) != kept; ++n)
    name = stem + " " + std::to_string(n);
  if (set_field(entity, "fields." + name, kept)) warnings.add("fieldDropped", value.where, {shortened(value.value)});
}

template <class Entity>
void keep_unfit(Entity& entity, const Value& value, Warnings& warnings) {
  warnings.add("valueKeptAsField", value.where, {shortened(value.value)});
  keep(entity, value, warnings);
}

/// Sets a field to what a value came to, null for nothing that fits.
template <class Entity>
void put(Entity& entity, const Value& value, Json fit, Warnings& warnings) {
  if (fit.is_null() || set_field(entity, value.field, fit)) keep_unfit(entity, value, warnings);
}

template <class Entity>
void put_date(Entity& entity, const Value& value, Warnings& warnings) {
  bool unsure = false;
  const std::string date = date_of(value.value, unsure);
  put(entity, value, date.empty() ? Json() : Json(date), warnings);
  if (unsure) warnings.add("dateDayFirst", value.where, {shortened(value.value), date});
}

template <class Word>
Json name_or_null(const std::optional<Word>& word, std::string_view name) {
  return word ? Json(std::string(name)) : Json();
}

/// Texts with ids of their own; `data` is the JSON of the same list as we wrote it. A text that is still in it keeps
/// its id, status, tags and terms.
Json exchanges_of(const Json& value, const Value* data, const std::string& where, Warnings& warnings) {
  Json known = Json::array();
  if (data != nullptr) {
    known = json_in(data->value);
    Node probe;
    if (!known.is_array() || set_field(probe, "needs", known)) {
      warnings.add("fieldDropped", data->where, {shortened(data->value)});
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
  const auto parts = value.value.is_array() ? strings_of(value.value) : split_list(text_of(value.value));
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
      warnings.add("fieldDropped", value.where, {shortened(each)});
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What was decided that a word means, where no other column says so already.
void apply_target(Node& node, const Value& value, Warnings& warnings) {
  const Json& target = *value.target;
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

bool is_filled(const Json& value) {
  if (value.is_null()) return false;
  if (value.is_string()) return !trim(value.get_ref<const std::string&>()).empty();
  return !value.is_array() || !value.empty();
}

std::vector<Value> filled_values(std::span<const Value> values) {
  std::vector<Value> filled;
  for (const Value& value : values)
    if (is_filled(value.value)) filled.push_back(value);
  return filled;
}

template <class Entity>
void put_line(Entity& entity, const Value& value, Warnings& warnings) {
  put(entity, value, line_of(value.value, value.where, warnings), warnings);
}

void read_value(Node& node, const Value& value, std::span<const Value> row, Warnings& warnings) {
  const std::string_view field = value.field;
  if (field == "description" || field == "motivation") {
    put(node, value, clean_text(value.value, value.where, warnings), warnings);
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
  } else if (field.empty()) {
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

void read_value(Edge& edge, const Value& value, std::span<const Value> row, Warnings& warnings) {
  const std::string_view field = value.field;
  if (field == "label" || field == "currency" || field == "claimedBy" || field == "confirmedBy") {
    put_line(edge, value, warnings);
  } else if (field == "kind") {
    read_kind(edge, value, find_value(row, "direction") != nullptr, warnings);
  } else if (field == "direction") {
    read_direction(edge, value, warnings);
  } else if (field == "status") {
    const auto status = vocabulary::edge_status(text_of(value.value));
    put(edge, value, name_or_null(status, name_of(edge_statuses, status.value_or(EdgeStatus::active))), warnings);
  } else if (field == "strength" || field == "trust") {
    const auto rating = whole_number_of(value.value, field == "strength" ? 5 : 4);
    put(edge, value, rating ? Json(*rating) : Json(), warnings);
  } else if (field == "weight") {
    const auto rating = whole_number_of(value.value, 5);
    if (rating && edge.strength == 0 && find_value(row, "strength") == nullptr)
      edge.strength = *rating;
    else
      keep(edge, {field, "weight", decimal_of(value.value) ? Json(*decimal_of(value.value)) : value.value, value.where},
           warnings);
  } else if (field == "amount") {
    read_amount(edge, value, warnings);
  } else if (field == "since" || field == "until") {
    put_date(edge, value, warnings);
  } else if (field == "moreFields") {
    read_more_fields(edge, value, warnings);
  } else if (field.empty()) {
    keep(edge, value, warnings);
  }
}

// ---------------------------------------------------------------- writing

Json json_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json texts_of(const std::vector<Exchange>& list) {
  Json texts = Json::array();
  for (const Exchange& exchange : list)
    if (!trim(exchange.text).empty()) texts.push_back(exchange.text);
  return texts;
}

/// A sector of one's own goes by its name, which says more than its id.
std::string sector_name(const Network& network, const std::string& id) {
  for (const Sector& sector : network.sectors)
    if (sector.id == id && !sector.label.empty()) return sector.label;
  return id;
}

/// The free `Type` word of a node that is not otherwise known, see `read_kind`.
bool is_type_word(const Node& node, const Json& value) {
  if (node.kind != NodeKind::actor || !value.is_string()) return false;
  const auto& word = value.get_ref<const std::string&>();
  return is_filled(value) && trim(word) == word && !vocabulary::node_kind(word) && !vocabulary::form(word) &&
         !vocabulary::sector(word);
}

template <class Entity>
Json value_of_column(const Network& network, const Entity& entity, std::string_view field);

template <>
Json value_of_column(const Network& network, const Node& node, std::string_view field) {
  if (field == "id") return node.id;
  if (field == "kind") {
    const auto type = node.fields.find("Type");
    return type != node.fields.end() && is_type_word(node, type->second) ? type->second : get_field(node, "kind");
  }
  if (field == "sector") return json_or_null(sector_name(network, node.sector));
  if (field == "x") return node.position ? Json(node.position->x) : Json();
  if (field == "y") return node.position ? Json(node.position->y) : Json();
  if (field == "needs") return node.needs.empty() ? Json() : texts_of(node.needs);
  if (field == "offers") return node.offers.empty() ? Json() : texts_of(node.offers);
  if (field == "needsData") return node.needs.empty() ? Json() : dumped(get_field(node, "needs"));
  if (field == "offersData") return node.offers.empty() ? Json() : dumped(get_field(node, "offers"));
  if (field == "stageDates") {
    Json dates = Json::array();
    for (const auto& [stage, date] : node.stage_dates)
      dates.push_back(std::string(name_of(stages, stage)) + " " + date);
    return dates.empty() ? Json() : dates;
  }
  return get_field(node, field);
}

template <>
Json value_of_column(const Network& network, const Edge& edge, std::string_view field) {
  const auto label_of = [&](const std::string& id) {
    const auto found = network.nodes.find(id);
    return found == network.nodes.end() ? Json() : Json(found->second.label);
  };
  if (field == "id") return edge.id;
  if (field == "from") return edge.from;
  if (field == "to") return edge.to;
  if (field == "fromLabel") return label_of(edge.from);
  if (field == "toLabel") return label_of(edge.to);
  return get_field(edge, field);
}

/// True when the free field is already in a column of its own.
bool is_shown(const Node& node, const std::string& key, const Json& value) {
  return key == "Type" && is_type_word(node, value);
}
bool is_shown(const Edge&, const std::string&, const Json&) { return false; }

template <class Entity>
Row make_row(Table table, const Network& network, const Entity& entity, const IsFree& is_free) {
  Row row;
  for (const Column& column : columns_of(table))
    if (is_written(column) && column.field != "moreFields")
      row.emplace_back(std::string(column.header), value_of_column(network, entity, column.field));
  Json more = Json::object();
  for (const auto& [key, value] : entity.fields) {
    if (is_shown(entity, key, value)) continue;
    if (is_free(key, value))
      row.emplace_back(key, value);
    else
      more[key] = value;
  }
  row.emplace_back("More fields", more.empty() ? Json() : dumped(more));
  return row;
}

Json target_with(const char* key, std::string_view value) {
  Json target = Json::object();
  target[key] = std::string(value);
  return target;
}

}  // namespace

std::vector<std::string_view> map_headers(Table table, std::span<const std::string> headers) {
  const auto& index = meanings(table);
  std::vector<std::string_view> fields(headers.size());
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> best;  // field → rank, column
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto found = index.find(folded_header(headers[i]));
    if (found == index.end()) continue;
    const auto [place, first] = best.try_emplace(found->second.field, found->second.rank, i);
    if (!first && found->second.rank < place->second.first) place->second = {found->second.rank, i};
  }
  // Onodo's ties run from Source to Target, and From and To are dates.
  if (table == Table::ties && best.contains("from") && best.contains("to") && !best.contains("fromLabel")) {
    const auto named = [&](std::string_view name) {
      return static_cast<std::size_t>(
          std::find_if(headers.begin(), headers.end(),
                       [&](const std::string& each) { return folded_header(each) == name; }) -
          headers.begin());
    };
    const std::size_t source = named("source"), target = named("target"), from = named("from"), to = named("to");
    if (std::max({source, target, from, to}) < headers.size()) {
      best["from"] = {0, source};
      best["to"] = {0, target};
      best.try_emplace("since", 0, from);
      best.try_emplace("until", 0, to);
    }
  }
  // A position needs both coordinates.
  if (best.contains("x") != best.contains("y")) {
    best.erase("x");
    best.erase("y");
  }
  for (const auto& [field, place] : best) fields[place.second] = field;
  return fields;
}

std::vector<std::string_view> fields_of(Table table) {
  std::vector<std::string_view> fields;
  for (const Column& column : columns_of(table)) fields.push_back(column.field);
  return fields;
}

std::optional<Json> target_of_sector(std::string_view word, bool looser) {
  const auto sector = looser ? vocabulary::sector_suggested(word) : vocabulary::sector(word);
  return sector ? std::optional<Json>(target_with("sector", *sector)) : std::nullopt;
}

std::optional<Json> target_of_kind(Table table, std::string_view word, bool looser) {
  if (table == Table::ties) {
    if (const auto kind = vocabulary::edge_kind(word)) {
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
  return target_of_sector(word, looser);
}

std::optional<Table> table_of(std::span<const std::string> headers) {
  const auto has = [](const std::vector<std::string_view>& fields, std::string_view field) {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
  };
  const auto ties = map_headers(Table::ties, headers);
  if (has(ties, "from") && has(ties, "to")) {
    // `Bron` and `Doel` are also what a table of parties says about where its facts come from and what they are for.
    bool doubtful = true, named = false;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      const std::string header = folded_header(headers[i]);
      if ((ties[i] == "from" && header != "bron") || (ties[i] == "to" && header != "doel")) doubtful = false;
      if (header == "naam" || header == "name") named = true;
    }
    if (!doubtful || !named) return Table::ties;
  }
  const auto nodes = map_headers(Table::nodes, headers);
  if (has(nodes, "id")) return Table::nodes;
  const auto label = std::find(nodes.begin(), nodes.end(), "label");
  if (label == nodes.end()) return std::nullopt;
  // `Person` and the like are values as often as headers: they must come first.
  const std::size_t column = static_cast<std::size_t>(label - nodes.begin());
  constexpr std::size_t last_certain_rank = 4;
  if (column == 0 || meanings(Table::nodes).find(folded_header(headers[column]))->second.rank <= last_certain_rank)
    return Table::nodes;
  return std::nullopt;
}

void read_values(Node& node, std::span<const Value> row, Warnings& warnings) {
  const std::vector<Value> values = filled_values(row);
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

void read_values(Edge& edge, std::span<const Value> row, Warnings& warnings) {
  const std::vector<Value> values = filled_values(row);
  for (const bool free_first : {true, false})
    for (const Value& value : values) {
      const bool is_free = value.field.empty() || value.field == "moreFields";
      if (is_free == free_first) read_value(edge, value, values, warnings);
    }
}

std::string line_of(const Json& value, const std::string& where, Warnings& warnings) {
  std::string text = text_of(value);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return limited(std::string(trim(text)), limits::label_characters, where, warnings);
}

std::string id_of(const Json& value) {
  if (!value.is_string() && !value.is_number()) return {};
  const std::string text = text_of(value);
  const std::string id(trim(text));
  const bool clean =
      std::none_of(id.begin(), id.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return clean && id.size() <= limits::id_bytes ? id : std::string();
}

std::vector<std::string> split_at_bars(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  const auto end_part = [&] {
    if (const std::string_view trimmed = trim(part); !trimmed.empty()) parts.emplace_back(trimmed);
    part.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|')
      part += text[++i];
    else if (text[i] == '|')
      end_part();
    else
      part += text[i];
  }
  end_part();
  return parts;
}

std::string join_with_bars(std::span<const std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += " | ";
    for (const char c : part) {
      if (c == '|') text += '\\';
      text += c;
    }
  }
  // One part with another separator in it must not be taken for several.
  if (parts.size() == 1 && text.find_first_of(",;") != std::string::npos) text += " |";
  return text;
}

Row row_of(const Network& network, const Node& node, const IsFree& is_free) {
  return make_row(Table::nodes, network, node, is_free);
}
Row row_of(const Network& network, const Edge& edge, const IsFree& is_free) {
  return make_row(Table::ties, network, edge, is_free);
}

std::vector<std::string> own_headers(Table table) {
  std::vector<std::string> headers;
  for (const Column& column : columns_of(table))
    if (is_written(column)) headers.emplace_back(column.header);
  return headers;
}

bool is_known_header(Table table, std::string_view key) { return meanings(table).contains(folded_header(key)); }

bool is_free_header(Table table, std::string_view key) {
  const std::string folded = folded_header(key);
  if (folded.empty()) return false;
  // Two ends would make a table of ties of a table of nodes.
  if (const auto end = meanings(Table::ties).find(folded); end != meanings(Table::ties).end() && table == Table::nodes)
    if (end->second.field == "from" || end->second.field == "to") return false;
  const auto found = meanings(table).find(folded);
  // Beside the header that we write all other words for the field are free.
  return found == meanings(table).end() || (found->second.rank > 0 && found->second.field != "weight");
}

std::optional<Json> number_as_written(std::string_view text) {
  if (text.empty() || text.size() > 25 || is_rounded(text) || (text[0] != '-' && !is_digit(text[0])))
    return std::nullopt;
  Json number = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!number.is_number() || number.dump() != text) return std::nullopt;
  return number;
}

}  // namespace impactweb::columns
