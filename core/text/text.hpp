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
/// Without white space (Unicode's) at both ends.
std::string_view trim(std::string_view text);

/// Case and accents folded, for comparing: é, É and e + U+0301 give e, ß gives ss, ø gives o, Œ gives oe; white space runs
/// become one space, typographic quotes and dashes plain ones. Letters of other scripts keep their form but for case
/// (Greek and Cyrillic fold too).
std::string fold(std::string_view text);

/// Optimal string alignment distance (Damerau–Levenshtein with adjacent transpositions) of two folded texts in code points, or `limit` + 1 when it is larger than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace impactweb
