#include "core/io/xlsx_network.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "core/io/content.hpp"
#include "core/io/spreadsheet_kind.hpp"
#include "core/io/tables.hpp"
#include "core/io/xlsx.hpp"
#include "core/io/xlsx_write.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using columns::Table;

constexpr std::size_t blank_rows_before_section = 2;
constexpr std::size_t most_free_columns = 1'000;
constexpr std::string_view continued = " (continued";

// ---------------------------------------------------------------- texts that go on in another column

std::string continued_header(const std::string& header, std::size_t piece) {
  return piece == 0 ? header : header + std::string(continued) + (piece == 1 ? ")" : " " + std::to_string(piece) + ")");
}

/// The header that `header` continues, empty when it continues none.
std::string_view continues(std::string_view header) {
  const std::size_t at = header.rfind(continued);
  if (at == std::string_view::npos || !header.ends_with(')')) return {};
  const std::string_view rest = header.substr(at + continued.size(), header.size() - at - continued.size() - 1);
  const bool numbered = rest.empty() || (rest[0] == ' ' && rest.size() > 1 &&
                                         rest.find_first_not_of("0123456789", 1) == std::string_view::npos);
  return numbered ? header.substr(0, at) : std::string_view();
}

// ---------------------------------------------------------------- sheets as tables

/// A table: some rows of a sheet, the first of them its header.
struct SheetTable {
  tables::Head head;
  std::shared_ptr<Sheet> sheet;
  std::size_t begin = 0, end = 0;  ///< indices into the rows of the sheet
};

tables::Cell::Kind kind_of(SheetCell::Kind kind) {
  if (kind == SheetCell::Kind::number) return tables::Cell::Kind::number;
  return kind == SheetCell::Kind::boolean ? tables::Cell::Kind::boolean : tables::Cell::Kind::text;
}

tables::Row table_row(const SheetRow& from) {
  tables::Row row;
  row.number = from.number;
  for (const SheetCell& cell : from.cells)
    if (cell.kind != SheetCell::Kind::error && cell.kind != SheetCell::Kind::no_value)
      row.cells.push_back({cell.column, cell.text, kind_of(cell.kind)});
  return row;
}

tables::Rows rows_of(const std::shared_ptr<Sheet>& sheet, std::size_t begin, std::size_t end) {
  return [sheet, begin, end](const std::function<bool(const tables::Row&)>& use) {
    for (std::size_t i = begin; i < end; ++i)
      if (!use(table_row(sheet->rows[i]))) return;
  };
}

/// A header within a sheet, behind blank rows. One known word is a value as often as a header there.
std::optional<tables::Head> section_head(const SheetRow& from, const std::string& prefix) {
  const tables::Row row = table_row(from);
  auto head = tables::head_of(row, prefix);
  if (!head) return std::nullopt;
  const auto known =
      std::count_if(head->fields.begin(), head->fields.end(), [](std::string_view field) { return !field.empty(); });
  const std::string first = fold(head->headers[0]);
  const bool name_alone = head->headers.size() == 1 && (first == "label" || first == "name" || first == "naam");
  return known >= 2 || name_alone ? head : std::nullopt;
}

/// The tables in a sheet, each from its header to the next.
std::optional<Issue> find_tables(const std::shared_ptr<Sheet>& sheet, const std::string& prefix, Report& report,
                                 std::vector<SheetTable>& found) {
  const std::vector<SheetRow>& rows = sheet->rows;
  Result<tables::Head> head = tables::find_head(rows_of(sheet, 0, rows.size()), prefix, report);
  if (const Issue* issue = std::get_if<Issue>(&head)) return *issue;
  SheetTable table;
  table.sheet = sheet;
  table.head = std::get<tables::Head>(std::move(head));
  while (rows[table.begin].number != table.head.row) ++table.begin;
  for (std::size_t i = table.begin + 1; i < rows.size(); ++i) {
    if (rows[i].number - rows[i - 1].number <= blank_rows_before_section) continue;
    auto next = section_head(rows[i], prefix);
    if (!next) continue;
    table.end = i;
    found.push_back(table);
    table.head = *std::move(next);
    table.begin = i;
  }
  table.end = rows.size();
  found.push_back(std::move(table));
  return std::nullopt;
}

std::vector<SheetCell>::iterator cell_at(SheetRow& row, std::size_t column) {
  return std::lower_bound(row.cells.begin(), row.cells.end(), column,
                          [](const SheetCell& cell, std::size_t wanted) { return cell.column < wanted; });
}

/// Cells that a spreadsheet program shows no value of are named and left out.
void drop_errors(const SheetTable& table, Report& report) {
  for (std::size_t i = table.begin + 1; i < table.end; ++i) {
    SheetRow& row = table.sheet->rows[i];
    for (const SheetCell& cell : row.cells) {
      const std::string shown(first_characters(cell.text, 60));
      if (cell.kind == SheetCell::Kind::error)
        report.add("cellError", table.head.place(row.number, cell.column), {shown});
      if (cell.kind == SheetCell::Kind::no_value)
        report.add("formulaWithoutValue", table.head.place(row.number, cell.column), {shown});
    }
    std::erase_if(row.cells, [](const SheetCell& cell) {
      return cell.kind == SheetCell::Kind::error || cell.kind == SheetCell::Kind::no_value;
    });
  }
}

/// Puts texts together that were too long for one cell.
void join_continued(SheetTable& table) {
  std::map<std::string_view, std::size_t> columns;
  std::map<std::size_t, std::size_t> base_of;
  tables::Head& head = table.head;
  for (std::size_t column = 0; column < head.headers.size(); ++column) {
    const auto base = columns.find(continues(head.headers[column]));
    if (base != columns.end() && !base->first.empty())
      base_of[column] = base->second;
    else
      columns.try_emplace(head.headers[column], column);
  }
  if (base_of.empty()) return;
  for (const auto& [column, base] : base_of) head.headers[column].clear();
  for (std::size_t i = table.begin + 1; i < table.end; ++i) {
    SheetRow joined;
    joined.number = table.sheet->rows[i].number;
    for (SheetCell& cell : table.sheet->rows[i].cells) {
      const auto base = base_of.find(cell.column);
      if (base != base_of.end()) cell.column = base->second;
      const auto at = cell_at(joined, cell.column);
      if (at == joined.cells.end() || at->column != cell.column) {
        joined.cells.insert(at, std::move(cell));
      } else {
        at->text += cell.text;
        at->kind = SheetCell::Kind::text;
      }
    }
    table.sheet->rows[i] = std::move(joined);
  }
}

/// How much may still be filled in: merges that lie about each other could take all room there is.
struct Room {
  std::size_t rows = 1'000'000;
  std::size_t bytes = 64u << 20;
};

/// What is in a cell that is merged downwards holds for each row that it spans. Refuses what takes too much room.
std::optional<Issue> fill_merged(const SheetTable& table, Room& room, Report& report) {
  std::vector<SheetRow>& rows = table.sheet->rows;
  const std::vector<MergedCells>& all = table.sheet->merged;
  auto each = std::upper_bound(all.begin(), all.end(), table.head.row,
                               [](std::size_t row, const MergedCells& merged) { return row < merged.first_row; });
  for (; each != all.end() && each->first_row <= rows[table.end - 1].number; ++each) {
    const MergedCells& merged = *each;
    const auto first = std::lower_bound(rows.begin(), rows.end(), merged.first_row,
                                        [](const SheetRow& row, std::size_t wanted) { return row.number < wanted; });
    const std::string place = table.head.place(merged.first_row, merged.first_column);
    if (first == rows.end() || first->number != merged.first_row) continue;
    const auto from = cell_at(*first, merged.first_column);
    if (from == first->cells.end() || from->column != merged.first_column) continue;
    const SheetCell cell = *from;
    std::size_t filled = 0;
    for (auto row = first + 1;
         row != rows.begin() + static_cast<std::ptrdiff_t>(table.end) && row->number <= merged.last_row; ++row) {
      if (room.rows-- == 0 || room.bytes < sizeof(cell) + cell.text.size()) return Issue{"xlsxTooLarge", place, {}};
      const auto at = cell_at(*row, cell.column);
      if (at != row->cells.end() && at->column == cell.column) continue;
      room.bytes -= sizeof(cell) + cell.text.size();
      row->cells.insert(at, cell);
      ++filled;
    }
    if (filled > 0) report.add("mergedFilled", place, {std::to_string(filled)});
  }
  return std::nullopt;
}

/// The headers of a sheet as we write it. Kumu wants both ends of a tie first.
std::vector<std::string> sheet_headers(Table table) {
  std::vector<std::string> headers = columns::own_headers(table);
  const auto beside = std::find(headers.begin(), headers.end(), "From label");
  const auto to = std::find(headers.begin(), headers.end(), "To");
  if (beside < to && to != headers.end()) std::rotate(beside, to, to + 1);
  return headers;
}

// ---------------------------------------------------------------- files

/// Everything that is gathered while files are opened.
struct Reading {
  RecordBuilder builder;
  std::vector<SheetTable> tables;
  std::vector<Issue> without_table;  ///< why each sheet that has no header was not read
  bool hidden = false;
  Room room;
};

std::optional<Issue> read_sheet(Workbook& workbook, const SheetInfo& info, const std::string& prefix,
                                Reading& reading) {
  const std::string place = "sheet \"" + info.name + "\"";
  if (info.name.ends_with("(ignore)")) return std::nullopt;
  if (info.hidden) {
    reading.hidden = true;
    reading.builder.report().add("sheetHidden", prefix + place);
    return std::nullopt;
  }
  Result<Sheet> read = workbook.read(info);
  if (Issue* issue = std::get_if<Issue>(&read)) {
    issue->where = prefix + issue->where;
    return *issue;
  }
  const auto sheet = std::make_shared<Sheet>(std::get<Sheet>(std::move(read)));
  if (auto issue = find_tables(sheet, prefix + place + ", ", reading.builder.report(), reading.tables);
      issue && issue->code != "fileEmpty")
    reading.without_table.push_back(*std::move(issue));
  return std::nullopt;
}

std::optional<Issue> read_file(const InputFile& file, const std::string& name, Reading& reading) {
  if (file.bytes.size() > limits::file_bytes)
    return Issue{
        "fileTooLarge", name, {std::to_string(file.bytes.size() >> 20), std::to_string(limits::file_bytes >> 20)}};
  const std::string prefix = name.empty() ? "" : name + ", ";
  const auto placed = [&](Issue issue) {
    issue.where = issue.where.empty() ? name : prefix + issue.where;
    return issue;
  };
  if (content_of(file.bytes) != Content::spreadsheet) return Issue{"notXlsx", name, {}};
  if (workbook_likeness(file.bytes) == 0) return placed(spreadsheet_refusal(file.bytes));
  Result<Workbook> opened = Workbook::open(file.bytes);
  if (const Issue* issue = std::get_if<Issue>(&opened)) return placed(*issue);
  Workbook& workbook = std::get<Workbook>(opened);
  for (const SheetInfo& sheet : workbook.sheets())
    if (auto issue = read_sheet(workbook, sheet, prefix, reading)) return issue;
  return std::nullopt;
}

/// Why nothing at all was read.
Issue nothing_read(const Reading& reading, const std::string& name) {
  if (!reading.without_table.empty()) return reading.without_table[0];
  return {reading.hidden ? "sheetsHidden" : "fileEmpty", name, {}};
}

// ---------------------------------------------------------------- writing

/// Spreadsheet programs keep fifteen digits.
bool is_sheet_number(const Json& value) {
  return std::isfinite(value.get<double>()) && (value.is_number_float() || std::fabs(value.get<double>()) < 1e15);
}

Json cell_value(const Json& value) {
  return value.is_array() ? Json(columns::join_with_bars(value.get<std::vector<std::string>>())) : value;
}

WrittenSheet sheet_of(Table table, const std::string& name, const Network& network) {
  std::set<std::string, std::less<>> free_keys;
  const auto is_free = [&](std::string_view key, const Json& value) {
    if (!continues(key).empty()) return false;
    if (!value.is_boolean() && !tables::is_free_column(table, key, value, is_sheet_number)) return false;
    if (value.is_boolean() && !tables::is_free_column(table, key, "true", is_sheet_number)) return false;
    if (free_keys.contains(key)) return true;
    if (free_keys.size() >= most_free_columns) return false;
    free_keys.emplace(key);
    return true;
  };
  const tables::Grid grid = tables::grid_of(table, network, is_free);
  std::vector<std::string> headers = sheet_headers(table);
  headers.insert(headers.end(), grid.headers.begin() + static_cast<std::ptrdiff_t>(grid.own), grid.headers.end());
  std::vector<std::size_t> order;  // header → column of the grid
  for (const std::string& header : headers)
    order.push_back(
        static_cast<std::size_t>(std::find(grid.headers.begin(), grid.headers.end(), header) - grid.headers.begin()));

  WrittenSheet sheet{name, {}, {}};
  std::vector<std::size_t> pieces(headers.size(), 1);  // how many columns each header takes
  for (std::size_t row = 0; row < grid.rows.size(); ++row) {
    const auto values = grid.cells(row);
    std::vector<Json>& cells = sheet.rows.emplace_back(headers.size());
    for (std::size_t i = 0; i < headers.size(); ++i) {
      if (const Json* value = values[order[i]]) cells[i] = cell_value(*value);
      if (cells[i].is_string())
        pieces[i] = std::max(pieces[i], cell_pieces(cells[i].get_ref<const std::string&>()).size());
    }
  }
  for (std::size_t i = 0; i < headers.size(); ++i)
    for (std::size_t piece = 0; piece < pieces[i]; ++piece)
      sheet.headers.push_back(continued_header(headers[i], piece));
  if (sheet.headers.size() == headers.size()) return sheet;
  for (std::vector<Json>& cells : sheet.rows) {
    std::vector<Json> split;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      const std::size_t end = split.size() + pieces[i];
      if (cells[i].is_string())
        for (const std::string_view piece : cell_pieces(cells[i].get_ref<const std::string&>()))
          split.emplace_back(std::string(piece));
      else
        split.push_back(cells[i]);
      split.resize(end);
    }
    cells = std::move(split);
  }
  return sheet;
}

}  // namespace

int xlsx_likeness(const InputFile& file) { return workbook_likeness(file.bytes); }

Result<Opened> open_xlsx(std::span<const InputFile> files) {
  if (files.empty()) return Issue{"noFile", "", {}};
  Reading reading;
  Report& report = reading.builder.report();
  std::string first_name;
  for (const InputFile& file : files) {
    const std::string name =
        files.size() > 1 ? columns::line_of(utf8_from(code_points(file.name)), "", report) : std::string();
    if (first_name.empty()) first_name = name;
    if (auto issue = read_file(file, name, reading)) return *issue;
  }
  if (reading.tables.empty()) return nothing_read(reading, first_name);
  for (const Issue& issue : reading.without_table) report.add("sheetSkipped", issue.where, issue.params);
  for (const Table kind : {Table::nodes, Table::ties})
    for (SheetTable& table : reading.tables) {
      if (table.head.table != kind) continue;
      drop_errors(table, report);
      if (auto issue = fill_merged(table, reading.room, report)) return *issue;
      join_continued(table);
      const tables::Rows rows = rows_of(table.sheet, table.begin, table.end);
      tables::warn_about_width(table.head, rows, report);
      tables::read_rows(table.head, rows, reading.builder);
    }
  if (reading.builder.empty()) {
    const tables::Head& head = reading.tables[0].head;
    Issue issue{"tableEmpty", head.row_place(head.row), {tables::listed(head.headers)}};
    // A header alone is of no use, unless it is what we wrote of an empty network ourselves.
    if (!std::all_of(reading.tables.begin(), reading.tables.end(),
                     [](const SheetTable& table) { return table.head.headers == sheet_headers(table.head.table); }))
      return issue;
    report.add(issue.code.c_str(), issue.where, issue.params);
  }
  return reading.builder.take();
}

std::vector<OutputFile> save_xlsx(const Network& network) {
  return {{"network.xlsx",
           workbook_of({sheet_of(Table::nodes, "Elements", network), sheet_of(Table::ties, "Connections", network)})}};
}

}  // namespace impactweb
