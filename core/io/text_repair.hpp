// Texts out of a file as a network takes them: without control characters, not longer than their place.
#pragma once

#include <string>
#include <string_view>

#include "core/io/warnings.hpp"
#include "core/model/network.hpp"

namespace impactweb {

/// Control characters become spaces, where there are several lines not tabs and line feeds; there a carriage return
/// goes before a line feed and becomes one elsewhere.
std::string without_control(std::string_view text, bool several_lines);

/// As many whole characters as fit into `bytes`. `text` is well-formed UTF-8.
std::string_view first_bytes(std::string_view text, std::size_t bytes);

/// At most `limit` characters of `text`, with a warning when it is cut.
std::string limited(std::string text, std::size_t limit, const std::string& where, Warnings& warnings);

/// A text as long as a field of one or several lines allows, with a warning for each repair; other values as they are.
Json repair_text(const Json& value, bool several_lines, const std::string& where, Warnings& warnings);

/// The beginning of a text, as warnings quote it.
std::string excerpt(std::string_view text);
/// A value as warnings quote it.
std::string shortened(const Json& value);

/// The place of a member of an object: `where.key`, the key not longer than a warning can bear.
std::string member_place(const std::string& where, std::string_view key);

}  // namespace impactweb
