// Text as people type it: UTF-8, folding of accents and case, likeness of names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace impactweb {

/// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);
/// Number of code points in well-formed UTF-8.
std::size_t count_characters(std::string_view text);
/// The first `characters` code points.
std::string_view first_characters(std::string_view text, std::size_t characters);
/// The code points of well-formed UTF-8; U+FFFD for what is not.
std::u32string code_points(std::string_view text);
std::string utf8_from(std::u32string_view code_points);

/// Text that was made well-formed.
struct MendedText {
  std::string text;
  bool replaced = false;  ///< something could not be read, and is U+FFFD now
};
/// Well-formed UTF-8: the halves of a surrogate pair that were written as two characters become the one that they are,
/// half of a pair alone and every other malformed piece U+FFFD.
MendedText mended_utf8(std::string_view text);
/// Length of half of a surrogate pair that is written as if it were a character at `index`: 3, or 0 when there is none.
std::size_t surrogate_length(std::string_view text, std::size_t index);

constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
/// Of folded text: a letter. Bytes of other scripts count as letters.
constexpr bool is_letter_byte(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
/// Of folded text: a letter or a digit.
constexpr bool is_word_byte(char c) { return is_letter_byte(c) || is_digit(static_cast<unsigned char>(c)); }

/// The parts of `text` between separators, empty ones left out.
std::vector<std::string_view> split(std::string_view text, char separator);
/// The words of a folded text: its runs of letters and digits.
std::vector<std::string_view> words_of(std::string_view folded);
/// `a, b, …`: ends where more than `most_characters` stand there already.
template <class Texts>
std::string joined(const Texts& texts, std::size_t most_characters) {
  std::string text;
  for (const auto& each : texts) {
    if (count_characters(text) > most_characters) return text + ", …";
    text.append(text.empty() ? "" : ", ").append(each);
  }
  return text;
}

/// Without white space (Unicode's) at both ends.
std::string_view trim(std::string_view text);

/// Case and accents folded, for comparing: é, É and e + U+0301 give e, ß gives ss, ø gives o, Œ gives oe; white space
/// runs become one space, typographic quotes and dashes plain ones. Letters of other scripts keep their form but for
/// case (Greek and Cyrillic fold too).
std::string fold(std::string_view text);
/// Appends `fold(text)` to `folded`, for those who fold much into one buffer.
void append_fold(std::string& folded, std::string_view text);

/// A folded text that remembers where each of its bytes comes from.
struct FoldedText {
  std::string text;
  /// For each byte of `text` the byte in the original where the character begins that it comes from, and at the end the
  /// original's size.
  std::vector<std::size_t> origins;
};
FoldedText fold_with_origins(std::string_view text);

/// Optimal string alignment distance (Damerau–Levenshtein with adjacent transpositions) of two folded texts in code
/// points, or `limit` + 1 when it is larger than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// True when `a` has the letters of `b` in whatever order.
bool same_letters(std::string_view a, std::string_view b);
/// True when two texts have the same first letter, or their first two letters swapped.
bool same_first_letter(std::string_view a, std::string_view b);

}  // namespace impactweb
