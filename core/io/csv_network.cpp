#include "core/io/csv_network.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/io/columns.hpp"
#include "core/io/content.hpp"
#include "core/io/csv.hpp"
#include "core/io/records.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using columns::Table;

constexpr std::size_t rows_before_header = 5;

// ---------------------------------------------------------------- cells that must not be formulas

bool loses_apostrophe(std::string_view cell, bool free_column) {
  if (cell.empty() || cell[0] != '\'') return false;
  const std::string_view rest = cell.substr(1);
  return is_formula(rest) || (!rest.empty() && rest[0] == '\'') || (free_column && columns::number_as_written(rest));
}

std::string guarded(const std::string& text, bool free_column) {
  const bool guard =
      is_formula(text) || loses_apostrophe(text, free_column) || (free_column && columns::number_as_written(text));
  return guard ? "'" + text : text;
}

// ---------------------------------------------------------------- one table

struct TableFile {
  std::string prefix;  ///< `ties.csv, ` when there are several files
  std::string text;
  char separator = ',';
  Table table = Table::nodes;
  std::vector<std::string> headers;
  std::vector<std::string_view> fields;
  std::size_t header_row = 0;

  [[nodiscard]] std::string row_place(std::size_t row) const { return prefix + "row " + std::to_string(row); }
  [[nodiscard]] std::string place(std::size_t row, std::size_t column) const {
    return row_place(row) + ", column \"" + header(column) + "\"";
  }
  [[nodiscard]] std::string place_of(std::size_t row, std::string_view wanted) const {
    const auto column = column_of(wanted);
    return column ? place(row, *column) : row_place(row);
  }
  [[nodiscard]] std::string header(std::size_t column) const {
    return column < headers.size() && !headers[column].empty() ? headers[column]
                                                               : "Column " + std::to_string(column + 1);
  }
  [[nodiscard]] std::string_view field(std::size_t column) const {
    return column < fields.size() ? fields[column] : std::string_view();
  }
  [[nodiscard]] std::optional<std::size_t> column_of(std::string_view wanted) const {
    const auto found = std::find(fields.begin(), fields.end(), wanted);
    return found == fields.end() ? std::nullopt
                                 : std::optional<std::size_t>(static_cast<std::size_t>(found - fields.begin()));
  }
};

bool is_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return trim(cell).empty(); });
}

/// Header cells as they are named in warnings and as free fields.
std::vector<std::string> clean_headers(const std::vector<std::string>& cells) {
  std::vector<std::string> headers;
  for (const std::string& cell : cells) {
    std::string header(trim(cell));
    if (loses_apostrophe(header, false)) header.erase(0, 1);
    for (char& c : header)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    headers.emplace_back(first_characters(header, limits::label_characters - 8));
  }
  while (!headers.empty() && headers.back().empty()) headers.pop_back();
  return headers;
}

std::string listed(const std::vector<std::string>& headers) {
  std::string text;
  for (const std::string& header : headers) {
    if (count_characters(text) > 150) return text + ", …";
    text += (text.empty() ? "" : ", ") + header;
  }
  return text;
}

/// Finds the header: the first row that is recognised as one, above which only a few lines, such as a title, may stand.
std::optional<Issue> find_header(TableFile& file, Report& report) {
  CsvReader reader(file.text, file.separator);
  std::vector<std::string> cells, first;
  std::size_t first_row = 0;
  for (std::size_t seen = 0; seen < rows_before_header && reader.next(cells);) {
    if (is_blank(cells)) continue;
    std::vector<std::string> headers = clean_headers(cells);
    if (seen++ == 0) {
      first = headers;
      first_row = reader.row();
    }
    const auto table = columns::table_of(headers);
    if (!table) continue;
    // Below the first row one known word may as well be a value.
    const auto fields = columns::map_headers(*table, headers);
    if (seen > 1 &&
        std::count_if(fields.begin(), fields.end(), [](std::string_view field) { return !field.empty(); }) < 2)
      continue;
    if (seen > 1)
      report.add("rowsBeforeHeader", file.row_place(reader.row()), {std::to_string(reader.row() - first_row)});
    file.table = *table;
    file.headers = std::move(headers);
    file.fields = fields;
    file.header_row = reader.row();
    return std::nullopt;
  }
  if (first.empty())
    return Issue{"fileEmpty", file.prefix.empty() ? "" : file.prefix.substr(0, file.prefix.size() - 2), {}};
  return Issue{"headerUnknown", file.row_place(first_row), {listed(first)}};
}

/// The cells of a row that mean something, but for those of `own` fields, which are read apart.
std::vector<columns::Value> values_of(const TableFile& file, std::size_t row, const std::vector<std::string>& cells,
                                      std::initializer_list<std::string_view> own) {
  std::vector<columns::Value> values;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const std::string_view field = file.field(column);
    if (std::find(own.begin(), own.end(), field) != own.end() && !field.empty()) continue;
    const std::string_view cell = trim(cells[column]);
    if (cell.empty()) continue;
    Json value;
    if (loses_apostrophe(cell, field.empty()))
      value = std::string(cell.substr(1));
    else if (const auto number = field.empty() ? columns::number_as_written(cell) : std::nullopt)
      value = *number;
    else
      value = std::string(cell);
    values.push_back({field, file.header(column), std::move(value), file.place(row, column)});
  }
  return values;
}

/// The cell of a field, trimmed, or empty.
std::string cell_of(const TableFile& file, const std::vector<std::string>& cells, std::string_view field) {
  const auto column = file.column_of(field);
  if (!column || *column >= cells.size()) return {};
  const std::string_view cell = trim(cells[*column]);
  return std::string(loses_apostrophe(cell, false) ? cell.substr(1) : cell);
}

// ---------------------------------------------------------------- rows to records

/// Cells beyond the header and a quote that is not closed, named once for a table.
void warn_about_shape(const TableFile& file, Report& report) {
  CsvReader reader(file.text, file.separator);
  std::vector<std::string> cells;
  std::size_t first = 0, count = 0;
  while (reader.next(cells)) {
    std::size_t width = cells.size();
    while (width > 0 && trim(cells[width - 1]).empty()) --width;
    if (reader.row() <= file.header_row || width <= file.headers.size()) continue;
    if (count++ == 0) first = reader.row();
  }
  if (count > 0)
    report.add("rowTooLong", file.row_place(first), {std::to_string(count), std::to_string(file.headers.size())});
  if (reader.open_quote_row() > 0) report.add("quoteNotClosed", file.row_place(reader.open_quote_row()));
}

NodeRecord node_record(const TableFile& file, std::size_t row, const std::vector<std::string>& cells) {
  return {file.row_place(row),        file.place_of(row, "id"),      file.place_of(row, "label"),
          cell_of(file, cells, "id"), cell_of(file, cells, "label"), values_of(file, row, cells, {"id", "label"})};
}

TieRecord tie_record(const TableFile& file, std::size_t row, const std::vector<std::string>& cells) {
  const auto end = [&](std::string_view field, std::string_view label) {
    return TieRecord::End{cell_of(file, cells, field), cell_of(file, cells, label), file.place_of(row, field)};
  };
  return {file.row_place(row),
          file.place_of(row, "id"),
          cell_of(file, cells, "id"),
          end("from", "fromLabel"),
          end("to", "toLabel"),
          true,
          values_of(file, row, cells, {"id", "from", "to", "fromLabel", "toLabel"})};
}

void read_table(const TableFile& file, RecordBuilder& builder) {
  warn_about_shape(file, builder.report());
  CsvReader reader(file.text, file.separator);
  std::vector<std::string> cells;
  for (bool room = true; room && reader.next(cells);) {
    if (reader.row() <= file.header_row || is_blank(cells)) continue;
    room = file.table == Table::nodes ? builder.add(node_record(file, reader.row(), cells))
                                      : builder.add(tie_record(file, reader.row(), cells));
  }
}

std::optional<Issue> refuse_content(const InputFile& file, const std::string& where) {
  if (file.bytes.size() > limits::file_bytes)
    return Issue{
        "fileTooLarge", where, {std::to_string(file.bytes.size() >> 20), std::to_string(limits::file_bytes >> 20)}};
  switch (content_of(file.bytes)) {
    case Content::empty:
      return Issue{"fileEmpty", where, {}};
    case Content::spreadsheet:
      return Issue{"spreadsheetNotCsv", where, {}};
    case Content::binary:
      return Issue{"fileNotText", where, {}};
    default:
      return std::nullopt;
  }
}

// ---------------------------------------------------------------- writing

bool is_free_in(Table table, std::string_view key, const Json& value) {
  const bool plain_key = trim(key) == key && key.find_first_of("\r\n") == std::string_view::npos &&
                         count_characters(key) <= limits::label_characters - 8;
  if (!plain_key || !columns::is_free_header(table, key)) return false;
  if (value.is_number()) return columns::number_as_written(value.dump()).has_value();
  if (!value.is_string()) return false;
  const std::string_view text = value.get_ref<const std::string&>();
  return !text.empty() && trim(text) == text;
}

bool is_free_node_column(std::string_view key, const Json& value) { return is_free_in(Table::nodes, key, value); }
bool is_free_tie_column(std::string_view key, const Json& value) { return is_free_in(Table::ties, key, value); }

std::string cell_from(const Json& value, bool free_column, std::string_view header) {
  if (value.is_null()) return {};
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_array()) return guarded(columns::join_with_bars(value.get<std::vector<std::string>>()), false);
  if (value.is_string()) return guarded(value.get<std::string>(), free_column);
  std::string number = value.dump();
  if (header != "Amount") return number;
  if (number.size() > 2 && number.compare(number.size() - 2, 2, ".0") == 0) number.erase(number.size() - 2);
  // 1.125 would be read as a thousand and more.
  if (const auto point = number.find('.'); point != std::string::npos && number.size() - point == 4) number += '0';
  return number;
}

template <class Map>
std::string table_of_entities(Table table, const Network& network, const Map& entities, columns::IsFree is_free) {
  std::vector<std::string> headers = columns::own_headers(table);
  const std::size_t own = headers.size();
  std::map<std::string, std::size_t, std::less<>> column_of;
  for (std::size_t i = 0; i < own; ++i) column_of.emplace(headers[i], i);
  std::set<std::string> free_keys;
  std::vector<columns::Row> rows;
  for (const auto& [id, entity] : entities) {
    rows.push_back(columns::row_of(network, entity, is_free));
    for (const auto& [header, value] : rows.back())
      if (!column_of.contains(header)) free_keys.insert(header);
  }
  for (const std::string& key : free_keys) {
    column_of.emplace(key, headers.size());
    headers.push_back(key);
  }
  std::string text = "\xEF\xBB\xBF";
  std::vector<std::string> cells;
  for (const std::string& header : headers) cells.push_back(guarded(header, false));
  append_csv_row(text, cells);
  for (const columns::Row& row : rows) {
    cells.assign(headers.size(), "");
    for (const auto& [header, value] : row) {
      const std::size_t column = column_of.find(header)->second;
      cells[column] = cell_from(value, column >= own, header);
    }
    append_csv_row(text, cells);
  }
  return text;
}

}  // namespace

int csv_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::text) return 0;
  TableFile table;
  table.text = decode_table(std::string_view(file.bytes).substr(0, 1 << 16)).text;
  table.separator = detect_separator(table.text);
  Report unheard;
  return find_header(table, unheard) ? 10 : 90;
}

Result<Opened> open_csv(std::span<const InputFile> files) {
  if (files.empty()) return Issue{"noFile", "", {}};
  RecordBuilder builder;
  std::vector<TableFile> tables;
  for (const InputFile& file : files) {
    const bool several = files.size() > 1;
    const std::string name =
        several ? columns::line_of(utf8_from(code_points(file.name)), "", builder.report()) : std::string();
    if (auto issue = refuse_content(file, name)) return *issue;
    TableFile table;
    if (several) table.prefix = name + ", ";
    TableText decoded = decode_table(file.bytes);
    if (decoded.encoding == TextEncoding::windows1252) builder.report().add("readAsWindows1252", name);
    if (decoded.encoding == TextEncoding::utf8_repaired) builder.report().add("charactersReplaced", name);
    table.text = std::move(decoded.text);
    table.separator = detect_separator(table.text);
    if (auto issue = find_header(table, builder.report())) return *issue;
    tables.push_back(std::move(table));
  }
  for (const Table kind : {Table::nodes, Table::ties})
    for (const TableFile& table : tables)
      if (table.table == kind) read_table(table, builder);
  if (builder.empty()) {
    Issue issue{"tableEmpty", tables[0].row_place(tables[0].header_row), {listed(tables[0].headers)}};
    // A header alone is of no use, unless it is what we wrote of an empty network ourselves.
    if (!std::all_of(tables.begin(), tables.end(),
                     [](const TableFile& table) { return table.headers == columns::own_headers(table.table); }))
      return issue;
    builder.report().add(issue.code.c_str(), issue.where, issue.params);
  }
  return builder.take();
}

std::vector<OutputFile> save_csv(const Network& network) {
  return {{"nodes.csv", table_of_entities(Table::nodes, network, network.nodes, is_free_node_column)},
          {"ties.csv", table_of_entities(Table::ties, network, network.edges, is_free_tie_column)}};
}

}  // namespace impactweb
