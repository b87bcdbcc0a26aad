// What a file is, by its first bytes and its outermost keys, never by its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"

namespace impactweb {

enum class Content : std::uint8_t {
  empty,
  spreadsheet,  ///< Excel or OpenDocument: a ZIP archive or an old compound file
  binary,       ///< pictures, PDF, anything with zero bytes that is not UTF-16
  json,         ///< begins as a JSON object or list
  markup,       ///< begins as XML or HTML, in UTF-16 as well
  text,
};

Content content_of(std::string_view bytes);

/// A member of the outermost object of a JSON text.
struct JsonMember {
  std::string key;
  char begins_with = '\0';  ///< first character of its value
  std::string text;         ///< the value when it is a short text without escapes
  std::string_view rest;    ///< what follows in the text, from its value on
};

/// The outermost members, without parsing the rest: linear, and as far as the text goes when it is cut off or wrong.
std::vector<JsonMember> outermost_members(std::string_view bytes);

/// The tool or format that some JSON seems to come from, such as `Excalidraw`, of those that we do not read; empty when
/// it is none that we know.
std::string_view known_tool(const Json& json);
/// The same for XML and HTML.
std::string_view known_markup(std::string_view bytes);

}  // namespace impactweb
