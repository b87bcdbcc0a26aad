#include "core/io/tables/csv.hpp"

#include <algorithm>
#include <map>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// Windows-1252 from 0x80 to 0x9F; the other bytes are Latin-1, whose code points are the same numbers.
constexpr char32_t windows1252_high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                           0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

constexpr std::size_t chunk = 1 << 16;  // code points are converted in pieces, as UTF-32 takes four times the room

TableText from_utf16(std::string_view bytes, bool little_endian) {
  std::string text;
  bool replaced = bytes.size() % 2 != 0;
  text.reserve(bytes.size());
  const auto unit_at = [&](std::size_t index) -> char32_t {
    const auto first = static_cast<unsigned char>(bytes[index]), second = static_cast<unsigned char>(bytes[index + 1]);
    return little_endian ? first | (static_cast<char32_t>(second) << 8) : second | (static_cast<char32_t>(first) << 8);
  };
  std::u32string piece;
  for (std::size_t index = 0; index + 1 < bytes.size(); index += 2) {
    char32_t unit = unit_at(index);
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    if (high && index + 3 < bytes.size() && unit_at(index + 2) >= 0xDC00 && unit_at(index + 2) < 0xE000) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (unit_at(index + 2) - 0xDC00);
      index += 2;
    }
    replaced = replaced || (unit >= 0xD800 && unit < 0xE000);
    piece.push_back(unit);  // a lone surrogate becomes U+FFFD in utf8_from
    if (piece.size() >= chunk) {
      text += utf8_from(piece);
      piece.clear();
    }
  }
  // Half a unit at the end.
  if (bytes.size() % 2 != 0) piece.push_back(0xFFFD);
  return {text + utf8_from(piece), TextEncoding::utf16, replaced};
}

/// True when most of the bytes above ASCII are in well-formed sequences: UTF-8 that was damaged, not another encoding.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t well = 0, ill = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    // A cut emoji is damage that only UTF-8 can have.
    if (surrogate_length(bytes, i) > 0) {
      ++well;
      i += 3;
      continue;
    }
    const bool valid = length > 0 && i + length <= bytes.size() && is_utf8(bytes.substr(i, length));
    if (!valid)
      ++ill;
    else if (length > 1)
      ++well;
    i += valid ? length : 1;
  }
  return well > ill;
}

constexpr std::string_view separators = ",;\t";

/// The separator that a first line `sep=;` names, an Excel custom, or '\0'.
char named_separator(std::string_view text) {
  if (text.size() < 5 || fold(text.substr(0, 4)) != "sep=" || separators.find(text[4]) == std::string_view::npos)
    return '\0';
  return text.size() == 5 || text[5] == '\r' || text[5] == '\n' ? text[4] : '\0';
}

}  // namespace

std::string from_windows1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  std::u32string piece;
  for (std::size_t begin = 0; begin < bytes.size(); begin += chunk) {
    piece.clear();
    for (const char c : bytes.substr(begin, chunk)) {
      const auto byte = static_cast<unsigned char>(c);
      piece.push_back(byte >= 0x80 && byte < 0xA0 ? windows1252_high[byte - 0x80] : byte);
    }
    text += utf8_from(piece);
  }
  return text;
}

TableText decode_table(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 2) == "\xFF\xFE") return from_utf16(bytes.substr(2), true);
  if (bytes.substr(0, 2) == "\xFE\xFF") return from_utf16(bytes.substr(2), false);
  if (is_utf8(bytes)) return {std::string(bytes), TextEncoding::utf8};
  if (is_damaged_utf8(bytes)) {
    MendedText mended = mended_utf8(bytes);
    return {std::move(mended.text), TextEncoding::utf8_repaired, mended.replaced};
  }
  return {from_windows1252(bytes), TextEncoding::windows1252};
}

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
  return best;
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
    if (c >= '0' && c <= '9') {
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
