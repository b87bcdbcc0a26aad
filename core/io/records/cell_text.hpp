// The value of a cell, which may be a text or any JSON, as text: a line, several, a list, an id.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/place.hpp"
#include "core/io/warnings.hpp"
#include "core/model/network.hpp"

namespace impactweb::records {

/// True when there is something in it besides white space.
bool is_filled(const Json& value);
/// The value as a text: of texts `a | b`, of anything else its JSON.
std::string text_of(const Json& value);
/// `text_of` as a warning quotes it.
std::string quoted(const Json& value);
/// One line of text: control characters and line breaks become spaces, the ends are trimmed, too much is cut with a
/// warning.
std::string line_of(const Json& value, const Place& where, Warnings& warnings);
/// Several lines of text: line feeds and tabs stay.
std::string lines_of(const Json& value, const Place& where, Warnings& warnings);
/// An id as it may stand in a file: a text of 1 to limits::id_bytes bytes without control characters, or empty.
std::string id_of(const Json& value);
/// The parts of a text at its `|`, trimmed, empty ones left out; `\|` stands for the character itself.
std::vector<std::string> split_at_bars(std::string_view text);
/// The opposite: `a | b`.
std::string join_with_bars(std::span<const std::string> parts);
/// Parts of a cell at the strongest separator that is in it: `|`, else `;`, else `,`.
std::vector<std::string> split_list(const std::string& text);
/// The items of a list, or the parts of a text by `split_list`.
std::vector<std::string> items_of(const Json& value);
/// Lines, each once, at most as many as a list may hold.
Json list_of(const Json& value, const Place& where, Warnings& warnings);
/// JSON in a cell; discarded when it is none or is nested too deep to be handled.
Json json_in(const Json& cell);

}  // namespace impactweb::records
