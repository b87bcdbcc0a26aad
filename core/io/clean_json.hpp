// Small repairs of JSON text before it is parsed, each one named.
#pragma once

#include <string>
#include <string_view>

#include "core/model/issue.hpp"

namespace impactweb {

/// Well-formed UTF-8: what is not becomes U+FFFD, named with line and column (once a line). A byte order mark is
/// dropped silently.
std::string repair_utf8(std::string_view bytes, Issues& warnings);

/// Text that a JSON parser accepts: raw control characters in strings become escapes (line feed, tab) or spaces, NaN,
/// Infinity and numbers beyond the range of a double become null; each named with line and column. Gives the place
/// where brackets are nested deeper than limits::json_depth as an issue in `refusal`.
std::string repair_tokens(std::string_view text, Issues& warnings, Issue& refusal);

/// `line 3, column 17` of a byte in `text`, both counted from 1, columns in characters.
std::string place_in(std::string_view text, std::size_t byte);

}  // namespace impactweb
