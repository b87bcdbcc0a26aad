// Small repairs of JSON text before it is parsed, each one named.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/io/warnings.hpp"

namespace impactweb {

/// Well-formed UTF-8: what is not becomes U+FFFD, named with line and column (once a line). A byte order mark is
/// dropped silently.
std::string repair_utf8(std::string_view bytes, Warnings& warnings);

/// JSON text after repairs.
struct CleanJson {
  std::string text;
  /// The byte in `text` behind the list or object that it is, npos when it has no end.
  std::size_t end = std::string::npos;
  /// Why it cannot be read, with an empty code when that is not known.
  Issue refusal;
};

/// Text that a JSON parser accepts, unless `text` is no JSON at all: raw control characters in strings become escapes
/// (line feed, tab) or spaces, NaN, Infinity and numbers beyond the range of a double become null, whole numbers that a
/// double would round become texts, and an escape that is half of a surrogate pair becomes U+FFFD; each named with line
/// and column, and so is a key that an object has twice. Refuses brackets that are nested deeper than
/// limits::json_depth.
CleanJson repair_tokens(std::string_view text, Warnings& warnings);

/// The byte of `text` that the byte `repaired` of `repair_tokens(text)` stands for. As slow as the repair.
std::size_t origin_of(std::string_view text, std::size_t repaired);

/// True for a whole number that a double, and so the page, may round: its digits are kept as a text.
bool is_rounded(std::string_view word);

/// Lines and columns of bytes in a text, both counted from 1, columns in characters. Asking in ascending order costs
/// one way through the text in all.
class TextPositions {
 public:
  explicit TextPositions(std::string_view text) : text_(text) {}
  /// `line 3, column 17`
  std::string of(std::size_t byte);

 private:
  std::string_view text_;
  std::size_t byte_ = 0, line_ = 1, column_ = 1;
};

}  // namespace impactweb
