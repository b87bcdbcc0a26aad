#include "core/io/tables/tables.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/records/rows.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/tables/csv.hpp"
#include "core/io/tables/foreign_headers.hpp"
#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/shapes.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/json.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

constexpr std::size_t rows_before_header = 15;

/// The texts of a list as they stand in a cell; empty where they would not be read as that list.
std::string list_text(const Json& value) {
  if (!value.is_array() || value.empty()) return {};
  std::vector<std::string> items;
  for (const Json& item : value) {
    if (!item.is_string()) return {};
    items.push_back(item.get<std::string>());
  }
  std::string text = records::join_with_bars(items);
  if (items.size() == 1 && !text.ends_with(" |")) text += " |";
  const bool same = records::split_at_bars(text) == items;
  return same && !is_formula(text) && text[0] != '\'' && text[0] != '[' && text[0] != '{' ? text : "";
}

/// What a text in the cell of a further field is when it is no text: a list, or an object or a list of anything as
/// JSON.
std::optional<Json> structure_in(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.find('|') != std::string_view::npos) {
    Json list = records::split_at_bars(text);
    if (list_text(list) == text) return list;
  }
  if (text[0] != '[' && text[0] != '{') return std::nullopt;
  Json json = records::json_in(std::string(text));
  if (json.is_discarded() || json_text(json) != text) return std::nullopt;
  return json;
}

/// True when a text, whatever apostrophes stand before it, would be read as something else.
bool is_structured(std::string_view text) {
  while (!text.empty() && text[0] == '\'') text.remove_prefix(1);
  return structure_in(text).has_value();
}

/// Other names of a node are one text with bars in it.
bool holds_structure(std::string_view key) { return key != "Also known as"; }

bool is_flag(std::string_view text) { return text == "true" || text == "false"; }

bool loses_apostrophe(std::string_view cell, bool free_column) {
  if (cell.empty() || cell[0] != '\'') return false;
  const std::string_view rest = cell.substr(1);
  return is_formula(rest) || (!rest.empty() && rest[0] == '\'') ||
         (free_column && (records::number_as_written(rest) || is_flag(rest) || structure_in(rest)));
}

std::optional<std::size_t> column_of(const Head& head, std::string_view field) {
  const auto found = head.columns.find(field);
  return found == head.columns.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

Place place_of(const Head& head, std::size_t row, std::string_view field) {
  const auto column = column_of(head, field);
  return column ? head.place(row, *column) : head.row_place(row);
}

Json value_of(const Cell& cell, bool free_column, bool structured) {
  const std::string_view text = trim(cell.text);
  structured = structured && free_column;
  switch (cell.kind) {
    case Cell::Kind::number:
      return Json::parse(text.begin(), text.end(), nullptr, false);
    case Cell::Kind::boolean:
      return text == "true";
    case Cell::Kind::text:
      if (structured && text[0] == '\'' && is_structured(text)) return std::string(text.substr(1));
      if (structured)
        if (auto structure = structure_in(text)) return *structure;
      return std::string(text);
    default:
      break;
  }
  if (loses_apostrophe(text, free_column)) return std::string(text.substr(1));
  if (free_column && is_flag(text)) return text == "true";
  if (structured)
    if (auto structure = structure_in(text)) return *structure;
  if (const auto number = free_column ? records::number_as_written(text) : std::nullopt) return *number;
  return std::string(text);
}

Json value_in(const Head& head, const Cell& cell, bool free_column, const std::string& key) {
  if (free_column && head.decimal_comma && cell.kind == Cell::Kind::written)
    if (const auto number = number_with_comma(cell.text)) return *number;
  return value_of(cell, free_column, holds_structure(key));
}

/// The cells of a row that mean something, but for those of `own` fields, which are read apart.
std::vector<records::Value> values_of(const Head& head, const Row& row, std::initializer_list<std::string_view> own) {
  std::vector<records::Value> values;
  std::set<std::size_t> filled;
  for (const Cell& cell : row.cells) {
    std::string_view field = head.field(cell.column);
    if (std::find(own.begin(), own.end(), field) != own.end() && !field.empty()) continue;
    if (field == left_out || trim(cell.text).empty()) continue;
    if (!head.blanks.empty()) filled.insert(cell.column);
    if (field == "weight" && head.misfits.contains(cell.column)) field = records::weight_of_its_own;
    const Json* target = head.meanings == nullptr ? nullptr : head.meanings->of(field, trim(cell.text));
    if ((field == "strength" || field == "weight") && !head.misfits.contains(cell.column))
      if (const int strength = strength_word(cell.text); strength > 0) {
        values.push_back(
            {"strength", head.header(cell.column), strength, head.place(row.number, cell.column), nullptr});
        continue;
      }
    const bool free = field.empty();
    const std::string header = head.header(cell.column);
    const std::string key = free ? records::own_field_key(header) : header;
    values.push_back({field, key, value_in(head, cell, free, key), head.place(row.number, cell.column), target});
  }
  for (const auto& [column, text] : head.blanks)
    if (!filled.contains(column))
      values.push_back({head.field(column), head.header(column), text, head.place(row.number, column)});
  return values;
}

/// The text of a field, trimmed, or empty.
std::string text_of(const Head& head, const Row& row, std::string_view field) {
  const auto column = column_of(head, field);
  if (!column) return {};
  const auto cell = std::lower_bound(row.cells.begin(), row.cells.end(), *column,
                                     [](const Cell& each, std::size_t wanted) { return each.column < wanted; });
  if (cell == row.cells.end() || cell->column != *column) return {};
  const std::string_view text = trim(cell->text);
  return std::string(cell->kind == Cell::Kind::written && loses_apostrophe(text, false) ? text.substr(1) : text);
}

/// `Vincent van der Berg` out of the columns in which its parts stand.
std::string name_in_parts(const Head& head, const Row& row) {
  std::string name;
  for (const char* part : {"firstName", "infix", "lastName"})
    if (const std::string text = text_of(head, row, part); !text.empty()) name += (name.empty() ? "" : " ") + text;
  return name;
}

}  // namespace

std::optional<Json> number_with_comma(std::string_view text) {
  text = trim(text);
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t comma = text.find(',');
  const std::string_view whole = text.substr(0, comma);
  const std::string_view rest = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  const auto all_digits = [](std::string_view part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return is_digit(static_cast<unsigned char>(c)); });
  };
  if (comma != std::string_view::npos && !all_digits(rest)) return std::nullopt;
  std::string number = negative ? "-" : "";
  bool first = true;
  for (const std::string_view group : split(whole, '.')) {
    const bool grouped = whole.find('.') != std::string_view::npos;
    if (!all_digits(group) || (!first && group.size() != 3) || (first && grouped && group.size() > 3))
      return std::nullopt;
    number += group;
    first = false;
  }
  // Codes begin with a zero, and more digits than a number keeps are one too.
  const std::size_t digits = number.size() - (negative ? 1 : 0);
  if (digits == 0 || digits > 15 || (digits > 1 && number[negative ? 1 : 0] == '0')) return std::nullopt;
  if (!rest.empty()) number += "." + std::string(rest);
  return Json::parse(number, nullptr, false);
}

std::string name_in(const Head& head, const Row& row) {
  return head.has_names_in_parts() ? name_in_parts(head, row) : text_of(head, row, "label");
}

NodeRecord node_record(const Head& head, const Row& row) {
  const bool parts = head.has_names_in_parts();
  NodeRecord record{
      head.row_place(row.number),
      place_of(head, row.number, "id"),
      place_of(head, row.number, parts ? "lastName" : "label"),
      head.ids.id_of(text_of(head, row, "id")),
      name_in(head, row),
      parts ? values_of(head, row, {"id", "label", "firstName", "infix", "lastName", "organisation", tied_with})
            : values_of(head, row, {"id", "label", "organisation", tied_with}),
      head.keep_totals};
  if (record.is_total()) return record;
  const auto says = [&](std::string_view field) {
    return std::any_of(record.values.begin(), record.values.end(),
                       [&](const records::Value& value) { return value.field == field; });
  };
  const std::string_view are = head.nodes_are();
  const bool is_person = are == "person" && head.is_of_persons();
  if (!are.empty() && !says("form") && (is_person || !says("kind")))
    record.values.push_back({value_of(forms, are) ? "form" : "kind", "Type", std::string(are), record.where, nullptr});
  return record;
}

namespace {

/// `From Type` and `To Type` say what the ends are.
void take_sorts_of_ends(const Head& head, const Row& row, EdgeRecord& record) {
  constexpr std::string_view headers[2][4] = {{"From Type", "Source Type", "from_type", "source_type"},
                                              {"To Type", "Target Type", "to_type", "target_type"}};
  for (const Cell& cell : row.cells) {
    if (cell.column >= head.headers.size() || !head.field(cell.column).empty()) continue;
    const std::string& header = head.headers[cell.column];
    if (header.size() > 11 || !(header.ends_with("ype"))) continue;
    for (const bool to : {false, true}) {
      if (std::find(std::begin(headers[to]), std::end(headers[to]), header) == std::end(headers[to])) continue;
      const auto sort = records::target_of_kind(records::Table::nodes, trim(cell.text), true);
      if (!sort) continue;
      const std::string kind = text_at(*sort, "kind"), form = text_at(*sort, "form");
      (to ? record.to : record.from).what = kind.empty() ? form : kind;
      std::erase_if(record.values, [&](const records::Value& value) {
        return value.field.empty() && value.header == header && !(kind + form).empty();
      });
    }
  }
}

}  // namespace

EdgeRecord edge_record(const Head& head, const Row& row, const TieWays& ways) {
  const auto end = [&](std::string_view field, std::string_view label, const IdScope& ids, const std::string& what) {
    return EdgeRecord::End{ids.id_of(text_of(head, row, field)), text_of(head, row, label),
                           place_of(head, row.number, field), what};
  };
  EdgeRecord record{head.row_place(row.number),
                    place_of(head, row.number, "id"),
                    text_of(head, row, "id"),
                    end("from", "fromLabel", head.from_ids, ways.rows),
                    end("to", "toLabel", head.to_ids, ways.columns),
                    true,
                    values_of(head, row, {"id", "from", "to", "fromLabel", "toLabel"}),
                    head.keep_totals};
  take_sorts_of_ends(head, row, record);
  if (!ways.kind.empty() && !record.is_total() &&
      std::none_of(record.values.begin(), record.values.end(),
                   [](const records::Value& value) { return value.field == "kind"; }))
    record.values.push_back({"kind", "Type", ways.kind, record.where, nullptr});
  return record;
}

std::string_view list_of(records::Table table, std::string_view field) {
  if (table == records::Table::edges) return field == "kind" ? "tieKind" : "";
  return field == "sector" || field == "kind" ? field : "";
}

namespace {

Json meaning_of(records::Table table, std::string_view field, std::string_view word, bool looser) {
  auto guess =
      field == "sector" ? records::target_of_sector(word, looser) : records::target_of_kind(table, word, looser);
  // A column of kinds is one of kinds: one of directions is another column.
  if (guess && guess->contains("direction")) guess.reset();
  if (guess) return *guess;
  const std::string own(first_characters(without_control(trim(word), false), limits::label_characters));
  if (field == "sector") return {{"sector", own}};
  return table == records::Table::edges ? Json{{"kind", own}} : Json::object();
}

}  // namespace

std::string IdScope::id_of(std::string text) const {
  return ids != nullptr && ids->contains(text) ? prefix + text : text;
}

Json plain_meaning(records::Table table, std::string_view field, std::string_view word) {
  return meaning_of(table, field, word, false);
}

const Json* Meanings::of(std::string_view field, std::string_view word) {
  const std::string_view list = list_of(table_, field);
  if (list.empty()) return nullptr;
  std::string folded = fold(trim(word));
  std::map<std::string, Json>& words = targets_[field == "sector" ? "sector" : "kind"];
  const auto known = words.find(folded);
  if (known != words.end()) return &known->second;
  if (!looser_) return nullptr;
  return &words.emplace(std::move(folded), meaning_of(table_, field, word, true)).first->second;
}

const std::map<std::string, Json>* Meanings::decided(std::string_view list) const {
  const auto found = targets_.find(list);
  return found == targets_.end() ? nullptr : &found->second;
}

std::set<std::string> Meanings::sectors() const {
  std::set<std::string> found;
  for (const auto& [field, words] : targets_)
    for (const auto& [word, target] : words)
      if (std::string sector = text_at(target, "sector"); !sector.empty()) found.insert(std::move(sector));
  return found;
}

bool Head::is_of_persons() const {
  return table == records::Table::nodes && (has_names_in_parts() || columns.contains("organisation"));
}

std::string_view Head::nodes_are() const { return are.empty() && is_of_persons() ? "person" : std::string_view(are); }

bool Head::has_names_in_parts() const {
  return !columns.contains("label") && (columns.contains("firstName") || columns.contains("lastName"));
}

Place Head::row_place(std::size_t number) const { return {*this, number, no_column}; }
Place Head::place(std::size_t number, std::size_t column) const { return {*this, number, column}; }

std::string Head::words_at(std::size_t number, std::size_t column) const {
  const std::string row = prefix + "row " + std::to_string(number);
  if (column == no_column) return row;
  const bool named = column < headers.size() && !headers[column].empty();
  return row + ", column " + (named ? '"' + headers[column] + '"' : std::to_string(column + 1));
}

std::string Head::header(std::size_t column) const {
  return column < headers.size() && !headers[column].empty() ? headers[column] : "Column " + std::to_string(column + 1);
}

std::string_view Head::field(std::size_t column) const {
  return column < fields.size() ? fields[column] : std::string_view();
}

bool is_blank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return trim(cell.text).empty(); });
}

std::vector<std::string> headers_in(const Row& row) {
  std::vector<std::string> headers;
  for (const Cell& cell : row.cells) {
    std::string header(trim(cell.text));
    if (cell.kind == Cell::Kind::written && loses_apostrophe(header, false)) header.erase(0, 1);
    if (header.empty()) continue;
    headers.resize(cell.column);
    headers.emplace_back(first_characters(without_control(header, false), limits::label_characters - 8));
  }
  translate_headers(headers);
  return headers;
}

void Head::assign(std::vector<std::string_view> new_fields) {
  fields = std::move(new_fields);
  columns.clear();
  for (std::size_t column = 0; column < fields.size(); ++column)
    if (!fields[column].empty() && fields[column] != left_out) columns.emplace(fields[column], column);
}

std::optional<Head> head_of(const Row& row, const std::string& prefix) {
  Head head;
  head.headers = headers_in(row);
  const auto table = records::table_of(head.headers);
  if (!table) return std::nullopt;
  head.prefix = prefix;
  head.table = *table;
  head.assign(records::map_headers(*table, head.headers));
  head.row = row.number;
  return head;
}

namespace {

std::size_t filled_cells(const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return !trim(cell.text).empty(); }));
}

std::size_t known_columns(const Head& head) {
  return static_cast<std::size_t>(
      std::count_if(head.fields.begin(), head.fields.end(), [](std::string_view field) { return !field.empty(); }));
}

/// The headers below a row that names groups of columns, each with the name of its group where it needs one: `Van` over
/// `Naam` and `Plaats`, then `Naar` over the same.
std::vector<std::string> with_groups(const std::vector<std::string>& groups, std::vector<std::string> headers) {
  std::string group;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (i < groups.size() && !groups[i].empty()) group = groups[i];
    if (!headers[i].empty() && !group.empty()) headers[i] = group + " " + headers[i];
  }
  return headers;
}

/// A header below a row of groups: of two columns that are called the same the second is named after its group too.
void take_groups(Head& head, const std::vector<std::string>& groups) {
  const std::vector<std::string> grouped = with_groups(groups, head.headers);
  if (records::table_of(grouped) == records::Table::edges) {
    head.table = records::Table::edges;
    // Only ends, and what there is of each of them, need the name of their group.
    const auto fields = records::map_headers(records::Table::edges, grouped);
    std::map<std::string, std::size_t> count;
    for (const std::string& header : head.headers) ++count[fold(header)];
    for (std::size_t i = 0; i < head.headers.size(); ++i) {
      const bool end = fields[i] == "from" || fields[i] == "to" || fields[i] == "fromLabel" || fields[i] == "toLabel";
      if (end || count[fold(head.headers[i])] > 1) head.headers[i] = grouped[i];
    }
    if (records::table_of(head.headers) != records::Table::edges) head.headers = grouped;
  } else {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < head.headers.size(); ++i)
      if (!seen.insert(fold(head.headers[i])).second) head.headers[i] = grouped[i];
    head.table = records::table_of(head.headers).value_or(head.table);
  }
  head.assign(records::map_headers(head.table, head.headers));
}

}  // namespace

std::size_t first_full_row(const Rows& rows) {
  std::vector<std::pair<std::size_t, std::size_t>> seen;  // number, cells
  std::size_t most = 0;
  rows([&](const Row& row) {
    if (is_blank(row)) return true;
    seen.emplace_back(row.number, filled_cells(row));
    most = std::max(most, seen.back().second);
    return seen.size() < 30;
  });
  for (const auto& [number, cells] : seen)
    if (2 * cells > most) return number;
  return seen.empty() ? 0 : seen.front().first;
}

namespace {

/// One of the first rows, as the header that it may be.
struct Candidate {
  std::size_t number = 0, cells = 0;
  std::size_t words = 0;  ///< cells that are words for fields
  std::vector<std::string> headers;
  std::optional<Head> head;
};

Candidate candidate_of(const Row& row, const std::string& prefix) {
  Candidate candidate{row.number, filled_cells(row), 0, headers_in(row), head_of(row, prefix)};
  candidate.words = static_cast<std::size_t>(
      std::count_if(candidate.headers.begin(), candidate.headers.end(), [](const std::string& header) {
        return records::is_known_header(records::Table::nodes, header) ||
               records::is_known_header(records::Table::edges, header);
      }));
  return candidate;
}

/// The first row that can be a header, or the one below it when that is only a title or names groups of columns.
std::optional<std::size_t> header_among(const std::vector<Candidate>& rows) {
  constexpr std::size_t rows_of_headers = 3;
  std::optional<std::size_t> best;
  std::size_t most_above = 0;
  for (std::size_t i = 0; i < rows.size(); most_above = std::max(most_above, rows[i].cells), ++i) {
    const Candidate& row = rows[i];
    if (!row.head) continue;
    if (!best) {
      // Below the first row one known word may as well be a value, unless only single cells stand above.
      const bool alone = known_columns(*row.head) < 2;
      const std::string first = row.headers.empty() ? std::string() : fold(row.headers[0]);
      const bool plain = first == "naam" || first == "name" || first == "label";
      if (i == 0 || !alone || (row.cells > 1 && row.head->field(0) == "label" && (most_above <= 1 || plain))) best = i;
      continue;
    }
    const Candidate& above = rows[*best];
    if (i - *best > rows_of_headers) break;
    if (row.cells > above.cells && row.words >= 2 && row.words > above.words) best = i;
  }
  return best;
}

}  // namespace

Result<Head> find_head(const Rows& rows, const std::string& prefix, Warnings& warnings) {
  std::vector<Candidate> first;
  rows([&](const Row& row) {
    if (!is_blank(row)) first.push_back(candidate_of(row, prefix));
    return first.size() < rows_before_header;
  });
  if (first.empty()) return Issue{"fileEmpty", prefix.empty() ? "" : prefix.substr(0, prefix.size() - 2), {}};
  const auto best = header_among(first);
  if (!best)
    return Issue{"headerUnknown", prefix + "row " + std::to_string(first[0].number), {joined(first[0].headers, 150)}};
  Head found = *std::move(first[*best].head);
  if (*best > 0) {
    const Candidate& above = first[*best - 1];
    if (above.cells > 1 && above.cells < first[*best].cells) take_groups(found, above.headers);
    warnings.add("rowsBeforeHeader", found.row_place(found.row), {std::to_string(found.row - first[0].number)});
  }
  records::tell_apart(found.headers);
  return found;
}

void warn_about_width(const Head& head, const Rows& rows, Warnings& warnings) {
  if (head.row == 0) return;
  const std::size_t width = std::max(head.headers.size(), head.fields.size());
  std::size_t first = 0, count = 0;
  rows([&](const Row& row) {
    if (row.number <= head.row) return true;
    const auto last =
        std::find_if(row.cells.rbegin(), row.cells.rend(), [](const Cell& cell) { return !trim(cell.text).empty(); });
    if (last != row.cells.rend() && last->column >= width && count++ == 0) first = row.number;
    return true;
  });
  if (count > 0)
    warnings.add("rowTooLong", head.row_place(first), {std::to_string(count), std::to_string(head.headers.size())});
}

namespace {

/// The text of the only cell that is filled; empty when there are more.
std::string_view only_text(const Row& row) {
  std::string_view only;
  for (const Cell& cell : row.cells) {
    const std::string_view text = trim(cell.text);
    if (text.empty()) continue;
    if (!only.empty()) return {};
    only = text;
  }
  return only;
}

/// A remark below a table of several columns, alone in its row: `Bron: …`. `apart`: a blank row stands before it.
bool is_note(const Head& head, const Row& row, bool apart) {
  constexpr std::size_t words_of_sentence = 6;
  static const std::set<std::string, std::less<>> words = {
      "bron",    "bronnen",   "source",   "sources",   "quelle",       "quellen",     "fuente",      "note",
      "notes",   "noot",      "nota",     "let op",    "opmerking",    "toelichting", "opmerkingen", "legenda",
      "legende", "legend",    "stand",    "peildatum", "n.b.",         "nb",          "n.b",         "remarque",
      "hinweis", "anmerkung", "exported", "export",    "geexporteerd", "gegenereerd", "generated",   "disclaimer",
      "laatst",  "last",      "datum",    "updated"};
  if (head.row == 0 || std::count_if(head.headers.begin(), head.headers.end(),
                                     [](const std::string& header) { return !header.empty(); }) < 2)
    return false;
  const std::string_view text = only_text(row);
  if (text.empty()) return false;
  if (text[0] == '*' && text.size() > 2) return true;
  const std::string folded = fold(text);
  const std::size_t colon = folded.find(':');
  if (colon != std::string::npos && words.contains(trim(std::string_view(folded).substr(0, colon)))) return true;
  if (!apart) return false;
  const std::string_view first = std::string_view(folded).substr(0, folded.find(' '));
  return (first.size() < folded.size() && words.contains(first)) ||
         static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) >= words_of_sentence;
}

constexpr std::string_view several_marks = ";\n,&+";

bool may_be_several(std::string_view text) {
  if (text.find_first_of(several_marks) != std::string_view::npos) return true;
  for (const std::string_view word : {" en ", " and ", " und ", " et ", " y "})
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

/// The names that stand alone at the ends of ties, when several seem to stand in some end.
KnownNames ends_among_several(const Head& head, const Rows& rows, const Network& network) {
  KnownNames alone;
  bool several = false;
  for (const bool collect : {false, true}) {
    if (collect && !several) return {};
    rows([&](const Row& row) {
      if (row.number <= head.row) return true;
      for (const Cell& cell : row.cells) {
        const std::string_view field = head.field(cell.column);
        if (field != "from" && field != "to") continue;
        if (!collect)
          several = several || may_be_several(cell.text);
        else if (!may_be_several(cell.text))
          alone.add(cell.text);
      }
      return collect || !several;
    });
  }
  for (const auto& [id, node] : network.nodes) alone.add(node.label);
  return alone;
}

/// Several names in an end: behind a semicolon or in lines of their own, and otherwise where at least half of them
/// stand alone elsewhere.
std::vector<std::string> names_in_end(const std::string& text, const KnownNames& alone) {
  if (alone.size() == 0 || !may_be_several(text) || alone.contains(text)) return {text};
  std::vector<std::string> names;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(";\n"), rest.size());
    const std::string_view piece = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (piece.empty()) continue;
    std::vector<std::string> parts = names_in_cell(piece, alone);
    const auto known = static_cast<std::size_t>(
        std::count_if(parts.begin(), parts.end(), [&](const std::string& part) { return alone.contains(part); }));
    if (parts.size() < 2 || 2 * known < parts.size())
      names.emplace_back(piece);
    else
      for (std::string& part : parts) names.push_back(std::move(part));
  }
  return names.empty() ? std::vector<std::string>{text} : names;
}

/// A record for each of several names in its ends.
std::vector<EdgeRecord> with_each_end(EdgeRecord record, const KnownNames& alone) {
  const std::vector<std::string> from = names_in_end(record.from.text, alone);
  const std::vector<std::string> to = names_in_end(record.to.text, alone);
  if (from.size() * to.size() == 1) return {std::move(record)};
  std::vector<EdgeRecord> records;
  for (const std::string& each : from)
    for (const std::string& other : to) {
      EdgeRecord one = record;
      one.from.text = each;
      one.to.text = other;
      if (!records.empty()) one.id = Json();
      records.push_back(std::move(one));
    }
  return records;
}

}  // namespace

void read_rows(const Head& head, const Rows& rows, const TieWays& ways, RecordBuilder& builder,
               std::vector<Membership>& memberships, const std::function<void()>& read,
               const std::function<void(const Row&)>& added) {
  const bool edges = head.table == records::Table::edges;
  const bool persons = !edges && head.columns.contains("organisation");
  const bool own = records::are_own_headers(head.table, head.headers);
  const KnownNames ends = edges && !own ? ends_among_several(head, rows, builder.network()) : KnownNames();
  std::size_t last = 0;
  rows([&](const Row& row) {
    if (row.number <= head.row || is_blank(row)) return true;
    if (read) read();
    const bool apart = row.number > std::exchange(last, row.number) + 1;
    if (!own && is_note(head, row, apart)) {
      builder.warnings().add("noteLeftOut", head.row_place(row.number), {excerpt(only_text(row))});
      return true;
    }
    if (edges) {
      for (const EdgeRecord& record : with_each_end(edge_record(head, row, ways), ends))
        if (!builder.add(record)) return false;
    } else if (!builder.add(node_record(head, row))) {
      return false;
    }
    if (persons && !builder.latest().empty())
      for (const std::string& name : records::split_at_bars(text_of(head, row, "organisation")))
        memberships.push_back({builder.latest(), name, place_of(head, row.number, "organisation")});
    if (added) added(row);
    return true;
  });
}

std::string guarded(const std::string& text, bool free_column) {
  const bool guard = is_formula(text) || loses_apostrophe(text, free_column) ||
                     (free_column && (records::number_as_written(text) || is_flag(text)));
  return guard ? "'" + text : text;
}

bool is_free_column(std::string_view key, const Json& value, bool (*is_number)(const Json&)) {
  constexpr std::size_t room_for_marks = 24;
  const bool plain_key = !key.empty() && trim(key) == key && key.find_first_of("\r\n") == std::string_view::npos &&
                         count_characters(key) <= limits::label_characters - room_for_marks;
  if (!plain_key) return false;
  if (value.is_number()) return is_number(value);
  if (value.is_string()) {
    const std::string_view text = value.get_ref<const std::string&>();
    return !text.empty() && trim(text) == text;
  }
  if (value.is_boolean()) return true;
  const bool structure = value.is_object() || (value.is_array() && !value.empty());
  if (!structure || !holds_structure(key)) return false;
  const auto read = structure_in(list_text(value).empty() ? json_text(value) : list_text(value));
  return read && *read == value;
}

Json free_cell(std::string_view key, const Json& value) {
  if (value.is_number() || value.is_boolean()) return value;
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    return holds_structure(key) && is_structured(text) ? "'" + text : text;
  }
  const std::string list = list_text(value);
  return list.empty() ? json_text(value) : list;
}

std::vector<const Json*> Grid::cells(std::size_t row) const {
  std::vector<const Json*> values(headers.size(), nullptr);
  for (const auto& [header, value] : rows[row])
    if (!value.is_null()) values[column_of_.find(header)->second] = &value;
  return values;
}

Grid grid_of(records::Table table, const Network& network, const records::IsFree& is_free) {
  Grid grid;
  grid.headers = records::own_headers(table);
  grid.own = grid.headers.size();
  for (std::size_t i = 0; i < grid.own; ++i) grid.column_of_.emplace(grid.headers[i], i);
  std::set<std::string> free_keys;
  const auto add = [&](const auto& entities) {
    for (const auto& [id, entity] : entities) {
      grid.rows.push_back(records::row_of(network, entity, is_free));
      for (const auto& [header, value] : grid.rows.back())
        if (!grid.column_of_.contains(header)) free_keys.insert(header);
    }
  };
  if (table == records::Table::nodes)
    add(network.nodes);
  else
    add(network.edges);
  for (const std::string& key : free_keys) {
    grid.column_of_.emplace(key, grid.headers.size());
    grid.headers.push_back(key);
  }
  return grid;
}

}  // namespace impactweb::tables
