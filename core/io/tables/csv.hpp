// Text tables (CSV, RFC 4180) as spreadsheet programs and people really write them. Knows nothing of networks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace impactweb {

/// The separator of a table: comma, semicolon or tab, whichever gives most columns in most of the first rows, or what
/// a first line such as `sep=;` says; '\0' when there is only one column.
char detect_separator(std::string_view text);

/// The lines of a text in which each line is one quoted cell with separators in it, as spreadsheet programs make of a
/// table that they have read as one column: without their quotes. Nothing when the text is otherwise.
std::optional<std::string> unquoted_lines(std::string_view text);

/// Reads a table row by row. Cells may be quoted; a quoted cell may hold separators, doubled quotes and line breaks,
/// which come out as line feeds. Lines end with CR, LF or CRLF. Spaces before an opening quote, text after a closing
/// one and quotes inside a cell that is not quoted are tolerated. A quote that is never closed is an ordinary
/// character.
class CsvReader {
 public:
  /// Cells of one row beyond this number are skipped.
  static constexpr std::size_t most_columns = 2'000;

  CsvReader(std::string_view text, char separator);

  /// Reads the next row into `cells`; false at the end. An empty line is a row of one empty cell.
  bool next(std::vector<std::string>& cells);

  /// Number of the row that was read last, as a spreadsheet program counts: from 1, empty ones too.
  [[nodiscard]] std::size_t row() const { return row_; }
  /// Row of the quote that is never closed, 0 when there is none so far.
  [[nodiscard]] std::size_t open_quote_row() const { return open_quote_row_; }

 private:
  std::string read_cell();
  bool read_quoted(std::string& cell);
  [[nodiscard]] bool at_cell_end() const;

  std::string_view text_;
  std::size_t index_ = 0;
  std::size_t row_ = 0;
  std::size_t open_quote_row_ = 0;
  char separator_;
};

/// Appends one row, separated by commas and ended by CR LF. A cell is quoted where it must be for any reader.
void append_csv_row(std::string& table, std::span<const std::string> cells);

/// True when a spreadsheet program may run `cell` as a formula: it begins with = + - @, a tab or a line break, spaces
/// aside, and is not a plain number.
bool is_formula(std::string_view cell);

}  // namespace impactweb
