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

}  // namespace impactweb
