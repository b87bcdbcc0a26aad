#include "core/io/content.hpp"

#include <algorithm>

#include "core/io/text_encoding.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::size_t sample = 1 << 16;

/// UTF-16 that begins with `<`; XML may leave out the byte order mark.
bool is_utf16_markup(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
  return bytes.starts_with(std::string_view("<\0", 2)) || bytes.starts_with(std::string_view("\0<", 2));
}

std::string_view without_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : bytes.substr(first);
}

/// Index after the string that begins at `index`.
std::size_t after_string(std::string_view text, std::size_t index) {
  for (++index; index < text.size(); ++index) {
    if (text[index] == '\\')
      ++index;
    else if (text[index] == '"')
      return index + 1;
  }
  return text.size();
}

std::size_t after_space(std::string_view text, std::size_t index) {
  return std::min(text.find_first_not_of(" \t\r\n", index), text.size());
}

}  // namespace

Content content_of(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") || bytes.starts_with("\xD0\xCF\x11\xE0"))
    return Content::spreadsheet;
  for (const std::string_view signature :
       {"\x89PNG", "\xFF\xD8\xFF", "GIF8", "%PDF", "\x1F\x8B", "Rar!", "7z\xBC\xAF", "RIFF"})
    if (bytes.starts_with(signature)) return Content::binary;
  if (is_utf16_markup(bytes)) return Content::markup;
  if (!utf16_of(bytes)) {
    if (bytes.substr(0, sample).find('\0') != std::string_view::npos) return Content::binary;
    const std::string_view text = without_mark(bytes);
    if (text.empty()) return Content::empty;
    if (text[0] == '{' || text[0] == '[') return Content::json;
    if (text[0] == '<') return Content::markup;
    return Content::text;
  }
  return bytes.size() < 4 ? Content::empty : Content::text;
}

std::vector<JsonMember> outermost_members(std::string_view bytes) {
  std::vector<JsonMember> members;
  const std::string_view text = without_mark(bytes);
  if (text.empty() || text[0] != '{') return members;
  std::size_t index = 1;
  while (members.size() < 100) {
    index = after_space(text, index);
    if (index >= text.size() || text[index] != '"') break;
    const std::size_t key_end = after_string(text, index);
    JsonMember member;
    member.key = text.substr(index + 1, key_end - index > 1 ? key_end - index - 2 : 0);
    index = after_space(text, key_end);
    if (index >= text.size() || text[index] != ':') break;
    index = after_space(text, index + 1);
    if (index >= text.size()) break;
    member.begins_with = text[index];
    member.rest = text.substr(index);
    if (text[index] == '"') {
      const std::size_t end = after_string(text, index);
      if (end - index < 100) member.text = text.substr(index + 1, end - index - 2);
    }
    members.push_back(std::move(member));
    // On to the comma behind the value.
    std::size_t depth = 0;
    while (index < text.size()) {
      const char c = text[index];
      if (c == '"') {
        index = after_string(text, index);
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && depth-- == 0) return members;
      ++index;
      if (c == ',' && depth == 0) break;
    }
  }
  return members;
}

std::string_view known_tool(const Json& json) {
  if (!json.is_object()) return {};
  const std::string type =
      json.contains("type") && json["type"].is_string() ? json["type"].get<std::string>() : std::string();
  if (type == "excalidraw") return "Excalidraw";
  if (type == "FeatureCollection" || type == "Feature" || type == "GeometryCollection") return "GeoJSON";
  return {};
}

std::string_view known_markup(std::string_view bytes) {
  const std::string head = fold(utf8_from(code_points(bytes.substr(0, 4'000))));
  for (const auto& [mark, name] : {std::pair<std::string_view, std::string_view>{"<html", "HTML"},
                                   {"<!doctype html", "HTML"},
                                   {"<svg", "SVG"},
                                   {"<workbook", "Excel XML"},
                                   {"<map version", "FreeMind"},
                                   {"<opml", "OPML"},
                                   {"<mxfile", "draw.io"},
                                   {"<mxgraphmodel", "draw.io"},
                                   {"<kml", "KML"},
                                   {"<rdf:rdf", "RDF"}})
    if (head.find(mark) != std::string::npos) return name;
  return {};
}

}  // namespace impactweb
