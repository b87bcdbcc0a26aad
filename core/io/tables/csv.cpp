#include "core/io/tables/csv.hpp"

#include <algorithm>
#include <map>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::string_view separators = ",;\t";

/// The separator that a first line `sep=;` names, an Excel custom, or '\0'.
char named_separator(std::string_view text) {
  if (text.size() < 5 || fold(text.substr(0, 4)) != "sep=" || separators.find(text[4]) == std::string_view::npos)
    return '\0';
  return text.size() == 5 || text[5] == '\r' || text[5] == '\n' ? text[4] : '\0';
}

constexpr char bar = '|';

/// Whether bars stand between cells in all rows alike. Else they are part of what is in a cell.
bool are_barred(std::string_view text) {
  CsvReader reader(text, bar);
  std::vector<std::string> cells;
  std::size_t width = 0, rows = 0;
  while (rows < 100 && reader.row() < 1'000 && reader.next(cells)) {
    if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return trim(cell).empty(); })) continue;
    if (rows++ == 0) width = cells.size();
    if (cells.size() != width) return false;
  }
  return rows > 1 && width > 1;
}

}  // namespace

char detect_separator(std::string_view text) {
  if (const char named = named_separator(text); named != '\0') return named;
  text = text.substr(0, 1 << 18);
  char best = '\0';
  double best_score = 0;
  std::vector<std::string> cells;
  for (const char separator : separators) {
    CsvReader reader(text, separator);
    std::map<std::size_t, std::size_t> rows_of_width;
    std::size_t rows = 0, first_width = 0;
    while (rows < 100 && reader.row() < 1'000 && reader.next(cells)) {
      if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return trim(cell).empty(); })) continue;
      if (rows++ == 0) first_width = cells.size();
      ++rows_of_width[cells.size()];
    }
    for (const auto& [width, count] : rows_of_width) {
      // A header that is as wide as its rows is the best sign there is.
      const double agreement = width == first_width ? 2 : 1;
      const double score = agreement * static_cast<double>(count * (width - 1)) / static_cast<double>(rows);
      if (score <= best_score) continue;
      best_score = score;
      best = separator;
    }
  }
  return best == '\0' && are_barred(text) ? bar : best;
}

std::optional<std::string> unquoted_lines(std::string_view text) {
  const std::string_view beginning = trim(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
  if (!beginning.starts_with('"')) return std::nullopt;
  CsvReader reader(text, detect_separator(text));
  std::string lines;
  std::vector<std::string> cells;
  std::size_t rows = 0, separated = 0;
  while (reader.next(cells)) {
    const std::size_t filled = static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !trim(cell).empty(); }));
    if (filled > 1 || cells[0].find('\n') != std::string::npos) return std::nullopt;
    rows += filled;
    separated += cells[0].find_first_of(separators) != std::string::npos ? 1 : 0;
    lines += cells[0] + "\n";
  }
  const bool whole = rows > 1 && separated == rows && detect_separator(lines) != '\0';
  if (!whole) return std::nullopt;
  // The header and the rows are equally wide, or it is a list of names with commas in them.
  CsvReader again(lines, detect_separator(lines));
  std::size_t width = 0;
  while (again.next(cells)) {
    if (width == 0) width = cells.size();
    if (cells.size() != width) return std::nullopt;
  }
  return width > 2 || (width == 2 && lines.find(", ") == std::string::npos)
             ? std::optional<std::string>(std::move(lines))
             : std::nullopt;
}

CsvReader::CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
  if (named_separator(text_) == '\0') return;
  index_ = std::min(text_.find_first_of("\r\n"), text_.size());
  if (index_ < text_.size()) index_ += text_.substr(index_, 2) == "\r\n" ? 2 : 1;
  row_ = 1;
}

bool CsvReader::at_cell_end() const {
  if (index_ >= text_.size()) return true;
  const char c = text_[index_];
  return c == '\n' || c == '\r' || (c == separator_ && separator_ != '\0');
}

bool CsvReader::read_quoted(std::string& cell) {
  std::size_t index = text_.find_first_not_of(' ', index_) + 1;
  while (index < text_.size()) {
    const char c = text_[index++];
    if (c == '"') {
      if (index < text_.size() && text_[index] == '"') {
        cell.push_back('"');
        ++index;
        continue;
      }
      index_ = index;
      return true;
    }
    if (c == '\r') {
      if (index < text_.size() && text_[index] == '\n') ++index;
      cell.push_back('\n');
    } else {
      cell.push_back(c);
    }
  }
  cell.clear();
  return false;
}

std::string CsvReader::read_cell() {
  std::string cell;
  const std::size_t first = text_.find_first_not_of(' ', index_);
  if (first != std::string_view::npos && text_[first] == '"' && !read_quoted(cell)) {
    // This happens once at most: what follows holds doubled quotes only.
    open_quote_row_ = row_;
  }
  const std::size_t begin = index_;
  while (!at_cell_end()) ++index_;
  cell += text_.substr(begin, index_ - begin);
  return cell;
}

bool CsvReader::next(std::vector<std::string>& cells) {
  cells.clear();
  if (index_ >= text_.size()) return false;
  ++row_;
  while (true) {
    std::string cell = read_cell();
    if (cells.size() < most_columns) cells.push_back(std::move(cell));
    if (index_ >= text_.size()) return true;
    const char end = text_[index_++];
    if (end == '\r' && index_ < text_.size() && text_[index_] == '\n') ++index_;
    if (end != separator_ || separator_ == '\0') return true;
  }
}

void append_csv_row(std::string& table, std::span<const std::string> cells) {
  bool first = true;
  for (const std::string& cell : cells) {
    if (!first) table.push_back(',');
    first = false;
    // A semicolon or a tab is quoted too: it must not be taken for the separator.
    const bool plain = cell.find_first_of(",;\t\"\r\n") == std::string::npos &&
                       (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
    if (plain) {
      table += cell;
      continue;
    }
    table.push_back('"');
    for (const char c : cell) table.append(c == '"' ? 2 : 1, c);
    table.push_back('"');
  }
  table += "\r\n";
}

bool is_formula(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  if (std::string_view("=+-@\t\r\n").find(cell[first]) == std::string_view::npos) return false;
  if (first > 0 || (cell[0] != '+' && cell[0] != '-')) return true;
  bool digit = false, mark = false;
  for (const char c : cell.substr(1)) {
    if (is_digit(c)) {
      digit = true;
    } else if ((c == '.' || c == ',') && digit && !mark) {
      mark = true;
    } else {
      return true;
    }
  }
  return !digit;
}

}  // namespace impactweb
