#include "core/io/tables/xlsx_network.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "core/io/content.hpp"
#include "core/io/records/cell_text.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/tables/ods.hpp"
#include "core/io/tables/spreadsheet_kind.hpp"
#include "core/io/tables/table_source.hpp"
#include "core/io/tables/xlsx.hpp"
#include "core/io/tables/xlsx_write.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

using records::Table;

constexpr std::size_t blank_rows_before_section = 2;
constexpr std::size_t most_free_columns = 1'000;
constexpr std::string_view continued = " (continued";
/// A sheet that Kumu passes over, of what is said of the whole network.
constexpr std::string_view about_sheet = "Network (ignore)";
constexpr std::string_view title_word = "Title", description_word = "Description";

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
  records::tell_apart(head->headers);
  return known >= 2 || name_alone ? head : std::nullopt;
}

/// Whether a row is the title of what follows: one short text by itself.
bool is_title(const SheetRow& row) {
  constexpr std::size_t longest = 60;
  const tables::Row cells = table_row(row);
  return cells.cells.size() == 1 && cells.cells[0].kind == tables::Cell::Kind::text &&
         count_characters(trim(cells.cells[0].text)) <= longest;
}

std::vector<SheetCell>::iterator cell_at(SheetRow& row, std::size_t column) {
  return std::lower_bound(row.cells.begin(), row.cells.end(), column,
                          [](const SheetCell& cell, std::size_t wanted) { return cell.column < wanted; });
}

/// Some rows of a sheet, among them a header and what belongs to it.
struct SheetPart {
  std::shared_ptr<Sheet> sheet;
  std::size_t begin = 0, end = 0;  ///< indices into the rows of the sheet

  /// The index of the first row below the header.
  [[nodiscard]] std::size_t below(const tables::Head& head) const {
    std::size_t i = begin;
    while (i < end && sheet->rows[i].number <= head.row) ++i;
    return i;
  }
};

/// Cells that a spreadsheet program shows no value of are named and left out; texts with damage in them are named.
void drop_errors(const SheetPart& part, const tables::Head& head, Warnings& warnings) {
  for (std::size_t i = part.below(head); i < part.end; ++i) {
    SheetRow& row = part.sheet->rows[i];
    for (const SheetCell& cell : row.cells) {
      const std::string shown(first_characters(cell.text, 60));
      if (cell.replaced) warnings.add("charactersReplaced", head.place(row.number, cell.column));
      if (cell.kind == SheetCell::Kind::error) warnings.add("cellError", head.place(row.number, cell.column), {shown});
      if (cell.kind == SheetCell::Kind::no_value)
        warnings.add("formulaWithoutValue", head.place(row.number, cell.column), {shown});
    }
    std::erase_if(row.cells, [](const SheetCell& cell) {
      return cell.kind == SheetCell::Kind::error || cell.kind == SheetCell::Kind::no_value;
    });
  }
}

/// Puts texts together that were too long for one cell.
void join_continued(const SheetPart& part, tables::Head& head) {
  std::map<std::string_view, std::size_t> columns;
  std::map<std::size_t, std::size_t> base_of;
  for (std::size_t column = 0; column < head.headers.size(); ++column) {
    const auto base = columns.find(continues(head.headers[column]));
    if (base != columns.end() && !base->first.empty())
      base_of[column] = base->second;
    else
      columns.try_emplace(head.headers[column], column);
  }
  if (base_of.empty()) return;
  for (const auto& [column, base] : base_of) head.headers[column].clear();
  for (std::size_t i = part.below(head); i < part.end; ++i) {
    SheetRow joined;
    joined.number = part.sheet->rows[i].number;
    for (SheetCell& cell : part.sheet->rows[i].cells) {
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
    part.sheet->rows[i] = std::move(joined);
  }
}

/// How much may still be filled in: merges that lie about each other could take all room there is.
struct Room {
  std::size_t rows = 1'000'000;
  std::size_t bytes = 64u << 20;
};

/// What is in a cell that is merged downwards holds for each row that it spans. Refuses what takes too much room.
std::optional<Issue> fill_merged(const SheetPart& part, const tables::Head& head, Room& room, Warnings& warnings) {
  std::vector<SheetRow>& rows = part.sheet->rows;
  const std::vector<MergedCells>& all = part.sheet->merged;
  auto each = std::upper_bound(all.begin(), all.end(), head.row,
                               [](std::size_t row, const MergedCells& merged) { return row < merged.first_row; });
  for (; each != all.end() && each->first_row <= rows[part.end - 1].number; ++each) {
    const MergedCells& merged = *each;
    const auto first = std::lower_bound(rows.begin(), rows.end(), merged.first_row,
                                        [](const SheetRow& row, std::size_t wanted) { return row.number < wanted; });
    const std::string place = head.place(merged.first_row, merged.first_column);
    if (first == rows.end() || first->number != merged.first_row) continue;
    const auto from = cell_at(*first, merged.first_column);
    if (from == first->cells.end() || from->column != merged.first_column) continue;
    const SheetCell cell = *from;
    std::size_t filled = 0;
    for (auto row = first + 1;
         row != rows.begin() + static_cast<std::ptrdiff_t>(part.end) && row->number <= merged.last_row; ++row) {
      if (room.rows-- == 0 || room.bytes < sizeof(cell) + cell.text.size()) return Issue{"xlsxTooLarge", place, {}};
      const auto at = cell_at(*row, cell.column);
      if (at != row->cells.end() && at->column == cell.column) continue;
      room.bytes -= sizeof(cell) + cell.text.size();
      row->cells.insert(at, cell);
      ++filled;
    }
    if (filled > 0) warnings.add("mergedFilled", place, {std::to_string(filled)});
  }
  return std::nullopt;
}

/// The headers of a sheet as we write it. Kumu wants both ends of an edge first.
std::vector<std::string> sheet_headers(Table table) {
  std::vector<std::string> headers = records::own_headers(table);
  const auto beside = std::find(headers.begin(), headers.end(), "From label");
  const auto to = std::find(headers.begin(), headers.end(), "To");
  if (beside < to && to != headers.end()) std::rotate(beside, to, to + 1);
  return headers;
}

class SheetTable final : public TableSource {
 public:
  SheetTable(std::shared_ptr<Room> room, SheetPart part) : room_(std::move(room)), part_(std::move(part)) {}

  [[nodiscard]] tables::Rows rows() const override { return rows_of(part_.sheet, part_.begin, part_.end); }

  std::optional<Issue> prepare(Warnings& warnings) override {
    drop_errors(part_, head, warnings);
    if (auto issue = fill_merged(part_, head, *room_, warnings)) return issue;
    join_continued(part_, head);
    return std::nullopt;
  }

  [[nodiscard]] bool is_own() const override { return head.headers == sheet_headers(head.table); }

 private:
  std::shared_ptr<Room> room_;
  SheetPart part_;
};

// ---------------------------------------------------------------- files

/// Everything that is gathered while files are opened.
struct Reading {
  Warnings* warnings = nullptr;
  TableSources sources;
  bool hidden = false;
  std::string title, description;  ///< of the network
  std::shared_ptr<Room> room = std::make_shared<Room>();
};

/// The tables in a sheet, each from its header to the next. One without a header is a table whose header is to be told.
void find_tables(const std::shared_ptr<Sheet>& sheet, const std::string& name, const std::string& file,
                 const std::string& prefix, Reading& reading) {
  const std::vector<SheetRow>& rows = sheet->rows;
  const auto add = [&](std::size_t begin, std::size_t end) -> TableSource& {
    auto source = std::make_unique<SheetTable>(reading.room, SheetPart{sheet, begin, end});
    source->file = file;
    source->sheet = name;
    source->prefix = prefix;
    source->first_row = rows[begin].number;
    reading.sources.push_back(std::move(source));
    return *reading.sources.back();
  };
  Result<tables::Head> found = tables::find_head(rows_of(sheet, 0, rows.size()), prefix, *reading.warnings);
  if (Issue* issue = std::get_if<Issue>(&found)) {
    if (issue->code != "fileEmpty") add(0, rows.size()).trouble = std::move(*issue);
    return;
  }
  tables::Head head = std::get<tables::Head>(std::move(found));
  std::size_t begin = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::size_t gap = rows[i].number - rows[i - 1].number;
    if (rows[i].number <= head.row || gap < 2) continue;
    // A title over the next header makes up for a blank row.
    const bool titled = is_title(rows[i]) && i + 1 < rows.size() && rows[i + 1].number <= rows[i].number + 2;
    auto next = titled ? section_head(rows[i + 1], prefix) : std::nullopt;
    if (!next && gap > blank_rows_before_section) next = section_head(rows[i], prefix);
    if (!next) continue;
    add(begin, i).head = std::move(head);
    head = *std::move(next);
    begin = i;
  }
  add(begin, rows.size()).head = std::move(head);
}

/// Reads what our own sheet about the network says; a text that is too long for a cell goes on in the next ones.
void read_about(const Sheet& sheet, Reading& reading) {
  for (const SheetRow& row : sheet.rows) {
    std::string text;
    for (std::size_t i = 1; i < row.cells.size(); ++i) text += row.cells[i].text;
    if (row.cells[0].text == title_word) reading.title = records::line_of(text, "", *reading.warnings);
    if (row.cells[0].text == description_word) reading.description = records::lines_of(text, "", *reading.warnings);
  }
}

/// Takes the tables in a sheet that `read` gives, unless it is hidden or to be ignored.
template <class Read>
std::optional<Issue> take_sheet(const SheetInfo& info, const Read& read, const std::string& file, Reading& reading) {
  const std::string prefix = file.empty() ? "" : file + ", ";
  const std::string place = "sheet \"" + info.name + "\"";
  if (info.name == about_sheet && !info.hidden) {
    const Result<Sheet> sheet = read();
    if (const Sheet* about = std::get_if<Sheet>(&sheet)) read_about(*about, reading);
    return std::nullopt;
  }
  if (info.name.ends_with("(ignore)")) return std::nullopt;
  if (info.hidden) {
    reading.hidden = true;
    reading.warnings->add("sheetHidden", prefix + place);
    return std::nullopt;
  }
  Result<Sheet> sheet = read();
  if (Issue* issue = std::get_if<Issue>(&sheet)) {
    issue->where = prefix + issue->where;
    return *issue;
  }
  find_tables(std::make_shared<Sheet>(std::get<Sheet>(std::move(sheet))), info.name, file, prefix + place + ", ",
              reading);
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
  if (is_open_document(file.bytes)) {
    auto read = ods_sheets(file.bytes);
    if (const Issue* issue = std::get_if<Issue>(&read)) return placed(*issue);
    for (auto& each : std::get<std::vector<std::pair<SheetInfo, Sheet>>>(read))
      if (auto issue = take_sheet(
              each.first, [&] { return Result<Sheet>(std::move(each.second)); }, name, reading))
        return issue;
    return std::nullopt;
  }
  Result<Workbook> opened = Workbook::open(file.bytes);
  if (const Issue* issue = std::get_if<Issue>(&opened)) return placed(*issue);
  Workbook& workbook = std::get<Workbook>(opened);
  for (const SheetInfo& sheet : workbook.sheets())
    if (auto issue = take_sheet(
            sheet, [&] { return workbook.read(sheet); }, name, reading))
      return issue;
  return std::nullopt;
}

// ---------------------------------------------------------------- writing

/// Spreadsheet programs keep fifteen digits.
bool is_sheet_number(const Json& value) {
  return std::isfinite(value.get<double>()) && (value.is_number_float() || std::fabs(value.get<double>()) < 1e15);
}

Json cell_value(const Json& value) {
  return value.is_array() ? Json(records::join_with_bars(value.get<std::vector<std::string>>())) : value;
}

WrittenSheet sheet_of(Table table, const std::string& name, const Network& network) {
  std::set<std::string, std::less<>> free_keys;
  const auto is_free = [&](std::string_view key, const Json& value) {
    if (!continues(key).empty()) return false;
    if (!tables::is_free_column(key, value, is_sheet_number)) return false;
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
      if (const Json* value = values[order[i]])
        cells[i] = order[i] < grid.own ? cell_value(*value) : tables::free_cell(headers[i], *value);
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

Result<TableSources> xlsx_sources(std::span<const InputFile> files, Warnings& warnings) {
  if (files.empty()) return Issue{"noFile", "", {}};
  Reading reading;
  reading.warnings = &warnings;
  std::string first_name;
  for (const InputFile& file : files) {
    const std::string name =
        files.size() > 1 ? records::line_of(utf8_from(code_points(file.name)), "", warnings) : std::string();
    if (first_name.empty()) first_name = name;
    if (auto issue = read_file(file, name, reading)) return *issue;
  }
  if (reading.sources.empty()) return Issue{reading.hidden ? "sheetsHidden" : "fileEmpty", first_name, {}};
  reading.sources[0]->network_title = std::move(reading.title);
  reading.sources[0]->network_description = std::move(reading.description);
  return std::move(reading.sources);
}

Result<Opened> open_xlsx(std::span<const InputFile> files) {
  RecordBuilder builder;
  Result<TableSources> found = xlsx_sources(files, builder.warnings());
  if (const Issue* issue = std::get_if<Issue>(&found)) return *issue;
  auto& sources = std::get<TableSources>(found);
  if (std::all_of(sources.begin(), sources.end(), [](const auto& source) { return source->trouble.has_value(); }))
    return *sources[0]->trouble;
  for (const auto& source : sources) {
    if (!source->trouble) continue;
    builder.warnings().add("sheetSkipped", source->trouble->where, source->trouble->params);
    source->left_out = true;
  }
  return read_sources(sources, builder);
}

std::vector<OutputFile> save_xlsx(const Network& network) {
  std::vector<WrittenSheet> sheets{sheet_of(Table::nodes, "Elements", network),
                                   sheet_of(Table::edges, "Connections", network)};
  if (!network.title.empty() || !network.description.empty()) {
    WrittenSheet about{std::string(about_sheet), {std::string(title_word), network.title}, {{}}};
    about.rows[0].emplace_back(std::string(description_word));
    for (const std::string_view piece : cell_pieces(network.description))
      about.rows[0].emplace_back(std::string(piece));
    sheets.push_back(std::move(about));
  }
  return {{"network.xlsx", workbook_of(sheets)}};
}

}  // namespace impactweb
