#include "core/io/tables/tables.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>

#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/read_values.hpp"
#include "core/io/records/rows.hpp"
#include "core/io/tables/csv.hpp"
#include "core/io/tables/foreign_headers.hpp"
#include "core/io/tables/shapes.hpp"
#include "core/io/text_repair.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

constexpr std::size_t rows_before_header = 5;

bool loses_apostrophe(std::string_view cell, bool free_column) {
  if (cell.empty() || cell[0] != '\'') return false;
  const std::string_view rest = cell.substr(1);
  return is_formula(rest) || (!rest.empty() && rest[0] == '\'') || (free_column && records::number_as_written(rest));
}

std::optional<std::size_t> column_of(const Head& head, std::string_view field) {
  const auto found = head.columns.find(field);
  return found == head.columns.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

std::string place_of(const Head& head, std::size_t row, std::string_view field) {
  const auto column = column_of(head, field);
  return column ? head.place(row, *column) : head.row_place(row);
}

Json value_of(const Cell& cell, bool free_column) {
  const std::string_view text = trim(cell.text);
  switch (cell.kind) {
    case Cell::Kind::number:
      return Json::parse(text.begin(), text.end(), nullptr, false);
    case Cell::Kind::boolean:
      return text == "true";
    case Cell::Kind::text:
      return std::string(text);
    default:
      break;
  }
  if (loses_apostrophe(text, free_column)) return std::string(text.substr(1));
  if (const auto number = free_column ? records::number_as_written(text) : std::nullopt) return *number;
  return std::string(text);
}

/// What somebody decided that a word means, if anybody did.
const Json* target_of(const Head& head, std::string_view field, const Cell& cell) {
  if (head.targets == nullptr) return nullptr;
  const auto words = head.targets->find(field);
  if (words == head.targets->end()) return nullptr;
  const auto found = words->second.find(fold(trim(cell.text)));
  return found == words->second.end() ? nullptr : &found->second;
}

/// The cells of a row that mean something, but for those of `own` fields, which are read apart.
std::vector<records::Value> values_of(const Head& head, const Row& row, std::initializer_list<std::string_view> own) {
  std::vector<records::Value> values;
  for (const Cell& cell : row.cells) {
    const std::string_view field = head.field(cell.column);
    if (std::find(own.begin(), own.end(), field) != own.end() && !field.empty()) continue;
    if (field == left_out || trim(cell.text).empty()) continue;
    values.push_back({field, head.header(cell.column), value_of(cell, field.empty()),
                      head.place(row.number, cell.column), target_of(head, field, cell)});
  }
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

NodeRecord node_record(const Head& head, const Row& row) {
  NodeRecord record{head.row_place(row.number),          place_of(head, row.number, "id"),
                    place_of(head, row.number, "label"), head.ids.id_of(text_of(head, row, "id")),
                    text_of(head, row, "label"),         values_of(head, row, {"id", "label", tied_with})};
  const bool says_what = std::any_of(record.values.begin(), record.values.end(), [](const records::Value& value) {
    return value.field == "kind" || value.field == "form";
  });
  if (!head.are.empty() && !says_what)
    record.values.push_back({value_of(forms, head.are) ? "form" : "kind", "Type", head.are, record.where, nullptr});
  return record;
}

EdgeRecord edge_record(const Head& head, const Row& row) {
  const auto end = [&](std::string_view field, std::string_view label, const IdScope& ids) {
    return EdgeRecord::End{ids.id_of(text_of(head, row, field)), text_of(head, row, label),
                           place_of(head, row.number, field)};
  };
  return {head.row_place(row.number),
          place_of(head, row.number, "id"),
          text_of(head, row, "id"),
          end("from", "fromLabel", head.from_ids),
          end("to", "toLabel", head.to_ids),
          true,
          values_of(head, row, {"id", "from", "to", "fromLabel", "toLabel"})};
}

}  // namespace

std::string IdScope::id_of(std::string text) const {
  return ids != nullptr && ids->contains(text) ? prefix + text : text;
}

std::string Head::row_place(std::size_t number) const { return prefix + "row " + std::to_string(number); }

std::string Head::place(std::size_t number, std::size_t column) const {
  const bool named = column < headers.size() && !headers[column].empty();
  return row_place(number) + ", column " + (named ? '"' + headers[column] + '"' : std::to_string(column + 1));
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

Result<Head> find_head(const Rows& rows, const std::string& prefix, Warnings& warnings) {
  std::optional<Head> found;
  std::vector<std::string> first;
  std::size_t first_row = 0, seen = 0;
  rows([&](const Row& row) {
    if (is_blank(row)) return true;
    if (seen++ == 0) {
      first = headers_in(row);
      first_row = row.number;
    }
    found = head_of(row, prefix);
    // Below the first row one known word may as well be a value.
    if (found && seen > 1 && std::count_if(found->fields.begin(), found->fields.end(), [](std::string_view field) {
                               return !field.empty();
                             }) < 2)
      found.reset();
    return !found && seen < rows_before_header;
  });
  if (!found) {
    if (seen == 0) return Issue{"fileEmpty", prefix.empty() ? "" : prefix.substr(0, prefix.size() - 2), {}};
    return Issue{"headerUnknown", prefix + "row " + std::to_string(first_row), {joined(first, 150)}};
  }
  if (seen > 1)
    warnings.add("rowsBeforeHeader", found->row_place(found->row), {std::to_string(found->row - first_row)});
  return *std::move(found);
}

void warn_about_width(const Head& head, const Rows& rows, Warnings& warnings) {
  std::size_t first = 0, count = 0;
  rows([&](const Row& row) {
    if (row.number <= head.row) return true;
    const auto last =
        std::find_if(row.cells.rbegin(), row.cells.rend(), [](const Cell& cell) { return !trim(cell.text).empty(); });
    if (last != row.cells.rend() && last->column >= head.headers.size() && count++ == 0) first = row.number;
    return true;
  });
  if (count > 0)
    warnings.add("rowTooLong", head.row_place(first), {std::to_string(count), std::to_string(head.headers.size())});
}

void read_rows(const Head& head, const Rows& rows, RecordBuilder& builder, const std::function<void()>& read,
               const std::function<void(const Row&)>& added) {
  rows([&](const Row& row) {
    if (row.number <= head.row || is_blank(row)) return true;
    if (read) read();
    const bool room =
        head.table == records::Table::nodes ? builder.add(node_record(head, row)) : builder.add(edge_record(head, row));
    if (added) added(row);
    return room;
  });
}

std::string guarded(const std::string& text, bool free_column) {
  const bool guard =
      is_formula(text) || loses_apostrophe(text, free_column) || (free_column && records::number_as_written(text));
  return guard ? "'" + text : text;
}

bool is_free_column(records::Table table, std::string_view key, const Json& value, bool (*is_number)(const Json&)) {
  const bool plain_key = trim(key) == key && key.find_first_of("\r\n") == std::string_view::npos &&
                         count_characters(key) <= limits::label_characters - 8;
  if (!plain_key || !records::is_free_header(table, key)) return false;
  if (value.is_number()) return is_number(value);
  if (!value.is_string()) return false;
  const std::string_view text = value.get_ref<const std::string&>();
  return !text.empty() && trim(text) == text;
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
