// Lists of ties as programs and people write them without a separator: blanks or arrows between the names, comments
// above.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace impactweb {

/// Such a list as a table with tabs between its cells; nothing when the text is none:
///
///   `1 2`, `anna bram 3`     names without blanks, of which enough are at both ends, and perhaps a weight
///   `anna bram {'weight': 3}` as NetworkX writes it
///   `De Brug -> Zet`         arrows; lines and dashes (`--`, ` - `) too where names return at the other end
///   `anna bram carla`        the first name in a line with all others
///
/// Comments (`# …`, `% …`) stand above. A header takes the place of the last of them, or is a row more.
std::optional<std::string> plain_tie_list(std::string_view text);

}  // namespace impactweb
