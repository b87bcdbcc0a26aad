#include "core/text/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "core/text/fold_table.hpp"

namespace impactweb {

namespace {

constexpr char32_t replacement_character = 0xFFFD;

struct Decoded {
  char32_t code_point = replacement_character;
  std::size_t bytes = 1;
  bool valid = false;
};

/// Reads the code point that begins at `index`; what is malformed is one replacement character for each well-formed
/// beginning of a sequence (Unicode 14, table 3-7).
Decoded decode(std::string_view text, std::size_t index) {
  const auto byte_at = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte_at(index);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t length = 0;
  if (lead >= 0xC2 && lead <= 0xDF)
    length = 2;
  else if (lead >= 0xE0 && lead <= 0xEF)
    length = 3;
  else if (lead >= 0xF0 && lead <= 0xF4)
    length = 4;
  if (length == 0) return {};
  std::uint8_t lowest = 0x80;
  std::uint8_t highest = 0xBF;
  if (lead == 0xE0) lowest = 0xA0;   // overlong
  if (lead == 0xED) highest = 0x9F;  // surrogates
  if (lead == 0xF0) lowest = 0x90;   // overlong
  if (lead == 0xF4) highest = 0x8F;  // above U+10FFFF
  char32_t code_point = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (index + i >= text.size() || byte_at(index + i) < lowest || byte_at(index + i) > highest)
      return {replacement_character, i, false};
    code_point = (code_point << 6) | (byte_at(index + i) & 0x3Fu);
    lowest = 0x80;
    highest = 0xBF;
  }
  return {code_point, length, true};
}

void append_utf8(std::string& text, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = replacement_character;
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

/// The property White_Space of Unicode 14.
bool is_white_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Characters that show nothing: combining accents, soft hyphen, zero-width and direction marks, variation selectors.
bool is_dropped(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

constexpr std::array<char, 128> fold_ascii() {
  std::array<char, 128> folded{};
  for (std::size_t c = 0; c < folded.size(); ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool space = (c >= 0x09 && c <= 0x0D) || c == ' ';
    folded[c] = static_cast<char>(space ? ' ' : c == '`' ? '\'' : upper ? c + ('a' - 'A') : c);
  }
  return folded;
}
constexpr std::array<char, 128> ascii_folded = fold_ascii();

/// Signs that fold to plain ones, in order.
constexpr std::pair<char32_t, std::string_view> folded_signs[] = {
    {0x02B9, "'"},  {0x02BB, "'"},  {0x02BC, "'"},  {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},  {0x2013, "-"},
    {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},  {0x2019, "'"},   {0x201A, "'"},   {0x201B, "'"},  {0x201C, "\""},
    {0x201D, "\""}, {0x201E, "\""}, {0x201F, "\""}, {0x2026, "..."}, {0x2032, "'"},   {0x2033, "\""}, {0x2039, "'"},
    {0x203A, "'"},  {0x2116, "no"}, {0x2122, "tm"}, {0x2126, "ω"},   {0x212A, "k"},   {0x212B, "a"},  {0x2212, "-"},
    {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"},
    {0xFE58, "-"},  {0xFE63, "-"}};

/// Folds what is not ASCII white space.
void append_folded(std::string& folded, char32_t c) {
  if (c < 0x80) {
    folded.push_back(ascii_folded[c]);
    return;
  }
  if (is_dropped(c)) return;
  for (const folding::Block& block : folding::blocks) {
    if (c < block.first || c - block.first >= block.folded.size()) continue;
    const char16_t to = block.folded[c - block.first];
    if (to >= 0xE000)
      folded += folding::folded_sequences[to - 0xE000];
    else
      append_utf8(folded, to);
    return;
  }
  if (c >= 0x0531 && c <= 0x0556) return append_utf8(folded, c + 0x30);            // Armenian capitals
  if (c >= 0xFF01 && c <= 0xFF5E) return append_folded(folded, c - 0xFF01 + '!');  // full-width ASCII
  const auto sign = std::lower_bound(std::begin(folded_signs), std::end(folded_signs), c,
                                     [](const auto& entry, char32_t wanted) { return entry.first < wanted; });
  if (sign != std::end(folded_signs) && sign->first == c)
    folded += sign->second;
  else
    append_utf8(folded, c);
}

/// Folds `text` onto `folded` and calls `after(byte)` after each character, with the byte where it begins.
template <class After>
void fold_each(std::string& folded, std::string_view text, After after) {
  bool in_space = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t origin = i;
    if (const auto byte = static_cast<std::uint8_t>(text[i]); byte < 0x80) {
      const char c = ascii_folded[byte];
      if (c != ' ' || !in_space) folded.push_back(c);
      in_space = c == ' ';
      ++i;
      after(origin);
      continue;
    }
    const Decoded decoded = decode(text, i);
    i += decoded.bytes;
    if (is_white_space(decoded.code_point)) {
      if (!in_space) folded.push_back(' ');
      in_space = true;
    } else {
      const std::size_t before = folded.size();
      append_folded(folded, decoded.code_point);
      if (folded.size() > before) in_space = false;
    }
    after(origin);
  }
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode(text, i);
    if (!decoded.valid) return false;
    i += decoded.bytes;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += decode(text, i).bytes) ++count;
  return count;
}

std::string_view first_characters(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (; end < text.size() && characters > 0; --characters) end += decode(text, end).bytes;
  return text.substr(0, end);
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode(text, i);
    points.push_back(decoded.code_point);
    i += decoded.bytes;
  }
  return points;
}

std::string utf8_from(std::u32string_view code_points) {
  std::string text;
  text.reserve(code_points.size());
  for (const char32_t c : code_points) append_utf8(text, c);
  return text;
}

std::size_t surrogate_length(std::string_view text, std::size_t index) {
  if (index + 3 > text.size() || text[index] != '\xED') return 0;
  const auto second = static_cast<std::uint8_t>(text[index + 1]), third = static_cast<std::uint8_t>(text[index + 2]);
  return second >= 0xA0 && second <= 0xBF && third >= 0x80 && third <= 0xBF ? 3 : 0;
}

MendedText mended_utf8(std::string_view text) {
  if (is_utf8(text)) return {std::string(text), false};
  MendedText mended;
  mended.text.reserve(text.size());
  const auto unit_at = [&](std::size_t index) -> char32_t {
    if (surrogate_length(text, index) == 0) return 0;
    return 0xD000 | ((static_cast<std::uint8_t>(text[index + 1]) & 0x3Fu) << 6) |
           (static_cast<std::uint8_t>(text[index + 2]) & 0x3Fu);
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t unit = unit_at(i);
    const char32_t next = unit >= 0xD800 && unit < 0xDC00 ? unit_at(i + 3) : 0;
    if (next >= 0xDC00) {
      append_utf8(mended.text, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
      i += 6;
      continue;
    }
    const Decoded decoded = unit == 0 ? decode(text, i) : Decoded{replacement_character, 3, false};
    append_utf8(mended.text, decoded.code_point);
    mended.replaced = mended.replaced || !decoded.valid;
    i += decoded.bytes;
  }
  return mended;
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const Decoded decoded = decode(text, begin);
    if (!is_white_space(decoded.code_point)) break;
    begin += decoded.bytes;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t last = end - 1;
    while (last > begin && end - last < 4 && (static_cast<std::uint8_t>(text[last]) & 0xC0) == 0x80) --last;
    const Decoded decoded = decode(text, last);
    if (!decoded.valid || last + decoded.bytes != end || !is_white_space(decoded.code_point)) break;
    end = last;
  }
  return text.substr(begin, end - begin);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(separator, i), text.size());
    if (end > i) parts.push_back(text.substr(i, end - i));
    i = end + 1;
  }
  return parts;
}

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < folded.size();) {
    std::size_t end = i;
    while (end < folded.size() && is_word_byte(folded[end])) ++end;
    if (end > i) words.push_back(folded.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return words;
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  append_fold(folded, text);
  return folded;
}

void append_fold(std::string& folded, std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  if (all >= 0x80) return fold_each(folded, text, [](std::size_t) {});
  // Most text is ASCII: no decoding, no growing.
  std::size_t size = folded.size();
  folded.resize(size + text.size());
  bool in_space = false;
  for (const char c : text) {
    const char to = ascii_folded[static_cast<unsigned char>(c)];
    folded[size] = to;
    size += to == ' ' && in_space ? 0 : 1;
    in_space = to == ' ';
  }
  folded.resize(size);
}

FoldedText fold_with_origins(std::string_view text) {
  FoldedText folded;
  fold_each(folded.text, text, [&](std::size_t origin) { folded.origins.resize(folded.text.size(), origin); });
  folded.origins.push_back(text.size());
  return folded;
}

bool same_letters(std::string_view a, std::string_view b) {
  std::u32string letters_a = code_points(a), letters_b = code_points(b);
  std::sort(letters_a.begin(), letters_a.end());
  std::sort(letters_b.begin(), letters_b.end());
  return letters_a == letters_b;
}

bool same_first_letter(std::string_view a, std::string_view b) {
  const std::u32string first = code_points(first_characters(a, 2)), other = code_points(first_characters(b, 2));
  return first[0] == other[0] || (first[0] == other[1] && first[1] == other[0]);
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  std::u32string from = code_points(a);
  std::u32string to = code_points(b);
  if (from.size() > to.size()) std::swap(from, to);
  // What is equal at both ends costs nothing.
  while (!from.empty() && from.back() == to.back()) {
    from.pop_back();
    to.pop_back();
  }
  std::size_t same = 0;
  while (same < from.size() && from[same] == to[same]) ++same;
  from.erase(0, same);
  to.erase(0, same);
  const std::size_t rows = from.size();
  const std::size_t columns = to.size();
  limit = std::min(limit, columns);  // the distance never exceeds the longer length
  const std::size_t over = limit + 1;
  if (columns - rows > limit) return over;

  // Only cells within `limit` of the diagonal can end within the limit; the others count as `over`.
  std::vector<std::size_t> before_previous(columns + 1, over);
  std::vector<std::size_t> previous(columns + 1, over);
  std::vector<std::size_t> current(columns + 1, over);
  for (std::size_t j = 0; j <= limit; ++j) previous[j] = j;
  for (std::size_t i = 1; i <= rows; ++i) {
    std::fill(current.begin(), current.end(), over);
    if (i <= limit) current[0] = i;
    const std::size_t first = i > limit ? i - limit : 1;
    const std::size_t last = std::min(columns, i + limit);
    std::size_t least = current[0];
    for (std::size_t j = first; j <= last; ++j) {
      const std::size_t substitution = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      std::size_t best = std::min({substitution, previous[j] + 1, current[j - 1] + 1, over});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
        best = std::min(best, before_previous[j - 2] + 1);
      current[j] = best;
      least = std::min(least, best);
    }
    // A transposition reaches back two rows, so both must be over the limit before giving up.
    if (least >= over && *std::min_element(previous.begin(), previous.end()) >= over) return over;
    std::swap(before_previous, previous);
    std::swap(previous, current);
  }
  return std::min(previous[columns], over);
}

}  // namespace impactweb
