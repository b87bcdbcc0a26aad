#include "core/io/tables/csv_network.hpp"

#include <algorithm>

#include "core/io/content.hpp"
#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/tables/csv.hpp"
#include "core/io/tables/plain_tie_list.hpp"
#include "core/io/tables/table_source.hpp"
#include "core/io/text_encoding.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using records::Table;

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

/// The text of a table, whatever stands between its cells.
std::string table_text(std::string text) {
  if (auto lines = unquoted_lines(text)) return *std::move(lines);
  auto list = plain_tie_list(text);
  return list ? *std::move(list) : std::move(text);
}

class TextTable final : public TableSource {
 public:
  explicit TextTable(DecodedText decoded)
      : text_(table_text(std::move(decoded.text))), replaced_(decoded.replaced), separator_(detect_separator(text_)) {}

  [[nodiscard]] tables::Rows rows() const override { return rows_of(text_, separator_); }

  std::optional<Issue> prepare(Warnings& warnings) override {
    CsvReader reader(text_, separator_);
    std::vector<std::string> cells;
    while (reader.next(cells))
      if (replaced_ && std::any_of(cells.begin(), cells.end(), holds_replacement))
        warnings.add("charactersReplaced", head.row_place(reader.row()));
    if (reader.open_quote_row() > 0) warnings.add("quoteNotClosed", head.row_place(reader.open_quote_row()));
    return std::nullopt;
  }

  [[nodiscard]] bool is_own() const override { return head.headers == records::own_headers(head.table); }

 private:
  static bool holds_replacement(const std::string& cell) { return cell.find("\xEF\xBF\xBD") != std::string::npos; }

  std::string text_;
  bool replaced_;  ///< some characters could not be read
  char separator_;
};

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

bool is_written_number(const Json& value) { return records::number_as_written(value.dump()).has_value(); }

std::string cell_from(const Json& given, bool free_column, std::string_view header) {
  if (free_column && given.is_string()) {
    // A text that is guarded already is not guarded twice.
    const Json cell = tables::free_cell(header, given);
    const auto& text = cell.get_ref<const std::string&>();
    return cell == given ? tables::guarded(text, true) : text;
  }
  const Json value = free_column ? tables::free_cell(header, given) : given;
  if (free_column && value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_array()) return tables::guarded(records::join_with_bars(value.get<std::vector<std::string>>()), false);
  if (value.is_string()) return tables::guarded(value.get<std::string>(), free_column);
  std::string number = value.dump();
  if (header != "Amount") return number;
  if (number.size() > 2 && number.compare(number.size() - 2, 2, ".0") == 0) number.erase(number.size() - 2);
  // 1.125 would be read as a thousand and more.
  if (const auto point = number.find('.'); point != std::string::npos && number.size() - point == 4) number += '0';
  return number;
}

std::string text_of_table(Table table, const Network& network) {
  const tables::Grid grid = tables::grid_of(table, network, [](std::string_view key, const Json& value) {
    return tables::is_free_column(key, value, is_written_number);
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
  const std::string text = table_text(decode_text(std::string_view(file.bytes).substr(0, 1 << 16)).text);
  Warnings unheard;
  const auto head = tables::find_head(rows_of(text, detect_separator(text)), "", unheard);
  return std::holds_alternative<Issue>(head) ? 10 : 90;
}

Result<TableSources> csv_sources(std::span<const InputFile> files, Warnings& warnings) {
  if (files.empty()) return Issue{"noFile", "", {}};
  TableSources sources;
  for (const InputFile& file : files) {
    const bool several = files.size() > 1;
    const std::string name =
        several ? records::line_of(utf8_from(code_points(file.name)), "", warnings) : std::string();
    if (auto issue = refuse_content(file, name)) return *issue;
    DecodedText decoded = decode_text(file.bytes);
    if (decoded.encoding == TextEncoding::windows1252) warnings.add("readAsWindows1252", name);
    auto source = std::make_unique<TextTable>(std::move(decoded));
    source->file = name;
    source->prefix = several ? name + ", " : "";
    auto head = tables::find_head(source->rows(), source->prefix, warnings);
    if (Issue* issue = std::get_if<Issue>(&head)) {
      if (issue->code == "fileEmpty") return *issue;
      source->trouble = std::move(*issue);
    } else {
      source->head = std::get<tables::Head>(std::move(head));
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

Result<Opened> open_csv(std::span<const InputFile> files) {
  RecordBuilder builder;
  Result<TableSources> found = csv_sources(files, builder.warnings());
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  auto& sources = std::get<TableSources>(found);
  for (const auto& source : sources)
    if (source->trouble) return *source->trouble;
  return read_sources(sources, builder);
}

std::vector<OutputFile> save_csv(const Network& network) {
  return {{"nodes.csv", text_of_table(Table::nodes, network)}, {"ties.csv", text_of_table(Table::edges, network)}};
}

}  // namespace impactweb
