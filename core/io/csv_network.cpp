#include "core/io/csv_network.hpp"

#include <algorithm>

#include "core/io/columns.hpp"
#include "core/io/content.hpp"
#include "core/io/csv.hpp"
#include "core/io/tables.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using columns::Table;

struct TableFile {
  std::string text;
  char separator = ',';
  tables::Head head;
};

tables::Rows rows_of(std::string_view text, char separator) {
  return [text, separator](const std::function<bool(const tables::Row&)>& use) {
    CsvReader reader(text, separator);
    std::vector<std::string> cells;
    tables::Row row;
    while (reader.next(cells)) {
      row.number = reader.row();
      row.cells.resize(cells.size());
      for (std::size_t column = 0; column < cells.size(); ++column) {
        row.cells[column].column = column;
        row.cells[column].text.swap(cells[column]);
      }
      if (!use(row)) return;
    }
  };
}

void read_table(const TableFile& file, RecordBuilder& builder) {
  const tables::Rows rows = rows_of(file.text, file.separator);
  tables::warn_about_width(file.head, rows, builder.report());
  CsvReader reader(file.text, file.separator);
  std::vector<std::string> cells;
  while (reader.next(cells)) continue;
  if (reader.open_quote_row() > 0) builder.report().add("quoteNotClosed", file.head.row_place(reader.open_quote_row()));
  tables::read_rows(file.head, rows, builder);
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

bool is_written_number(const Json& value) { return columns::number_as_written(value.dump()).has_value(); }

std::string cell_from(const Json& value, bool free_column, std::string_view header) {
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_array()) return tables::guarded(columns::join_with_bars(value.get<std::vector<std::string>>()), false);
  if (value.is_string()) return tables::guarded(value.get<std::string>(), free_column);
  std::string number = value.dump();
  if (header != "Amount") return number;
  if (number.size() > 2 && number.compare(number.size() - 2, 2, ".0") == 0) number.erase(number.size() - 2);
  // 1.125 would be read as a thousand and more.
  if (const auto point = number.find('.'); point != std::string::npos && number.size() - point == 4) number += '0';
  return number;
}

std::string text_of_table(Table table, const Network& network) {
  const tables::Grid grid = tables::grid_of(table, network, [table](std::string_view key, const Json& value) {
    return tables::is_free_column(table, key, value, is_written_number);
  });
  std::string text = "\xEF\xBB\xBF";
  std::vector<std::string> cells;
  for (const std::string& header : grid.headers) cells.push_back(tables::guarded(header, false));
  append_csv_row(text, cells);
  for (std::size_t row = 0; row < grid.rows.size(); ++row) {
    const auto values = grid.cells(row);
    for (std::size_t column = 0; column < values.size(); ++column)
      cells[column] =
          values[column] == nullptr ? "" : cell_from(*values[column], column >= grid.own, grid.headers[column]);
    append_csv_row(text, cells);
  }
  return text;
}

}  // namespace

int csv_likeness(const InputFile& file) {
  if (content_of(file.bytes) != Content::text) return 0;
  const std::string text = decode_table(std::string_view(file.bytes).substr(0, 1 << 16)).text;
  Report unheard;
  const auto head = tables::find_head(rows_of(text, detect_separator(text)), "", unheard);
  return std::holds_alternative<Issue>(head) ? 10 : 90;
}

Result<Opened> open_csv(std::span<const InputFile> files) {
  if (files.empty()) return Issue{"noFile", "", {}};
  RecordBuilder builder;
  std::vector<TableFile> read;
  for (const InputFile& file : files) {
    const bool several = files.size() > 1;
    const std::string name =
        several ? columns::line_of(utf8_from(code_points(file.name)), "", builder.report()) : std::string();
    if (auto issue = refuse_content(file, name)) return *issue;
    TableFile table;
    TableText decoded = decode_table(file.bytes);
    if (decoded.encoding == TextEncoding::windows1252) builder.report().add("readAsWindows1252", name);
    if (decoded.encoding == TextEncoding::utf8_repaired) builder.report().add("charactersReplaced", name);
    table.text = std::move(decoded.text);
    table.separator = detect_separator(table.text);
    auto head = tables::find_head(rows_of(table.text, table.separator), several ? name + ", " : "", builder.report());
    if (const Issue* issue = std::get_if<Issue>(&head)) return *issue;
    table.head = std::get<tables::Head>(std::move(head));
    read.push_back(std::move(table));
  }
  for (const Table kind : {Table::nodes, Table::ties})
    for (const TableFile& table : read)
      if (table.head.table == kind) read_table(table, builder);
  if (builder.empty()) {
    Issue issue{"tableEmpty", read[0].head.row_place(read[0].head.row), {tables::listed(read[0].head.headers)}};
    // A header alone is of no use, unless it is what we wrote of an empty network ourselves.
    if (!std::all_of(read.begin(), read.end(), [](const TableFile& table) {
          return table.head.headers == columns::own_headers(table.head.table);
        }))
      return issue;
    builder.report().add(issue.code.c_str(), issue.where, issue.params);
  }
  return builder.take();
}

std::vector<OutputFile> save_csv(const Network& network) {
  return {{"nodes.csv", text_of_table(Table::nodes, network)}, {"ties.csv", text_of_table(Table::ties, network)}};
}

}  // namespace impactweb
