#include "core/io/graphs/xml.hpp"

#include <algorithm>
#include <array>

#include "core/io/clean_json.hpp"
#include "core/io/text_encoding.hpp"
#include "core/io/xml_pieces.hpp"
#include "core/model/limits.hpp"
#include "core/text/hex.hpp"
#include "core/text/text.hpp"

namespace impactweb::xml {

namespace {

/// UTF-16 by its byte order mark, or by the zeros in `<?`.
std::optional<std::string> mark_of_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return "";
  if (bytes.starts_with(std::string_view("<\0", 2))) return "\xFF\xFE";
  if (bytes.starts_with(std::string_view("\0<", 2))) return "\xFE\xFF";
  return std::nullopt;
}

/// What the declaration says, folded; empty when it says nothing.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 300);
  const std::size_t begin = head.find("<?xml"), end = head.find("?>");
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  std::size_t at = head.substr(0, end).find("encoding", begin);
  if (at == std::string_view::npos) return {};
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t close = head.find(head[at], at + 1);
  if (close == std::string_view::npos) return {};
  return fold(utf8_from(code_points(head.substr(at + 1, close - at - 1))));
}

constexpr std::array<std::string_view, 6> latin = {"iso-8859-1", "iso8859-1",    "latin1",
                                                   "latin-1",    "windows-1252", "cp1252"};

/// The text of a file, or the reason why it cannot be had.
std::optional<Issue> decode(std::string_view bytes, std::string& text, Warnings& warnings) {
  if (const auto mark = mark_of_utf16(bytes)) {
    DecodedText decoded = decode_text(*mark + std::string(bytes));
    text = std::move(decoded.text);
    if (decoded.replaced) warnings.add("charactersReplaced", TextPositions(text).of(text.find("\xEF\xBF\xBD")));
    return std::nullopt;
  }
  const std::string encoding = declared_encoding(bytes);
  if (std::find(latin.begin(), latin.end(), encoding) != latin.end()) {
    text = from_windows1252(bytes);
    return std::nullopt;
  }
  // Many a file is UTF-8 whatever it says.
  const bool is_unicode =
      encoding.empty() || encoding.starts_with("utf") || encoding == "us-ascii" || encoding == "ascii";
  if (!is_unicode && !is_utf8(bytes))
    return Issue{"xmlEncodingUnknown", "line 1, column 1", {std::string(first_characters(encoding, 40))}};
  text = repair_utf8(bytes, warnings);
  return std::nullopt;
}

/// The first element below more than `levels` others, or an empty node.
pugi::xml_node nested_deeper_than(const pugi::xml_node& top, std::size_t levels) {
  std::size_t depth = 0;
  for (pugi::xml_node node = top.first_child(); node;) {
    if (depth >= levels) return node;
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != top && !node.next_sibling()) {
      node = node.parent();
      --depth;
      if (node == top || !node) return {};
    }
    node = node.next_sibling();
  }
  return {};
}

std::string clean(const char* text) { return mended_utf8(text).text; }

/// The number of a character reference `&#55357;` or `&#xD83D;` at `at`, and its length; 0 bytes when there is none.
struct Reference {
  char32_t number = 0;
  std::size_t bytes = 0;

  [[nodiscard]] bool is_in(char32_t first, char32_t last) const {
    return bytes > 0 && number >= first && number <= last;
  }
};

Reference reference_at(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "&#") return {};
  const bool hex = at + 2 < text.size() && text[at + 2] == 'x';
  Reference reference;
  std::size_t end = at + (hex ? 3 : 2);
  const std::size_t begin = end;
  for (; end < text.size() && end < begin + 8; ++end) {
    const unsigned base = hex ? 16 : 10;
    const auto digit = hex_digit(text[end]);
    if (!digit || *digit >= base) break;
    reference.number = reference.number * base + *digit;
  }
  if (end == begin || end >= text.size() || text[end] != ';') return {};
  reference.bytes = end + 1 - at;
  return reference;
}

}  // namespace

std::optional<Issue> File::read(std::string_view bytes, Warnings& warnings) {
  if (bytes.size() > limits::file_bytes)
    return Issue{"fileTooLarge", "", {std::to_string(bytes.size() >> 20), std::to_string(limits::file_bytes >> 20)}};
  if (auto issue = decode(bytes, text_, warnings)) return issue;
  std::replace(text_.begin(), text_.end(), '\0', ' ');
  const auto parts = std::count_if(text_.begin(), text_.end(), [](char c) { return c == '<' || c == '='; });
  if (static_cast<std::size_t>(parts) > limits::xml_parts)
    return Issue{"xmlTooLarge", "", {std::to_string(limits::xml_parts)}};
  parsed_ = text_;
  constexpr unsigned options =
      pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol | pugi::parse_doctype;
  const pugi::xml_parse_result result =
      document_.load_buffer_inplace(parsed_.data(), parsed_.size(), options, pugi::encoding_utf8);
  if (!result) {
    const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0));
    // A tag that is never closed is known at its beginning.
    const bool at_end = at + 1 >= trim(text_).size() || text_.find('>', at) == std::string::npos;
    if (result.status == pugi::status_out_of_memory)
      return Issue{"xmlTooLarge", "", {std::to_string(limits::xml_parts)}};
    const bool is_cut = at_end && result.status != pugi::status_no_document_element;
    return Issue{is_cut ? "xmlCutOff" : "notXml", words_at(at, 0), {}};
  }
  for (const pugi::xml_node& node : document_.children())
    if (node.type() == pugi::node_doctype && std::string_view(node.value()).find("<!ENTITY") != std::string_view::npos)
      return Issue{"xmlEntities", place_of(node), {}};
  if (const pugi::xml_node deep = nested_deeper_than(document_, limits::json_depth))
    return Issue{"nestedTooDeep", place_of(deep.parent()), {std::to_string(limits::json_depth)}};
  name_cut_characters(warnings);
  return std::nullopt;
}

void File::name_cut_characters(Warnings& warnings) {
  for (std::size_t at = text_.find_first_of("&<"); at < text_.size(); at = text_.find_first_of("&<", at)) {
    const std::string_view rest = std::string_view(text_).substr(at);
    // There a reference is the letters that it is written with.
    const char* end = rest.starts_with("<![CDATA[") ? "]]>" : rest.starts_with("<!--") ? "-->" : nullptr;
    if (end != nullptr) {
      at = text_.find(end, at);
      continue;
    }
    const Reference first = reference_at(text_, at);
    const Reference second = reference_at(text_, at + first.bytes);
    const bool pair = first.is_in(0xD800, 0xDBFF) && second.is_in(0xDC00, 0xDFFF);
    const bool none = first.is_in(0xD800, 0xDFFF) || first.is_in(0x110000, 0xFFFFFFFF);
    if (none && !pair) warnings.add("characterCut", words_at(at, 0));
    at += pair ? first.bytes + second.bytes : std::max<std::size_t>(first.bytes, 1);
  }
}

pugi::xml_node File::root() const {
  for (const pugi::xml_node& node : document_.children())
    if (node.type() == pugi::node_element) return node;
  return {};
}

Place File::place_of(const pugi::xml_node& node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  // An element is where its `<` is.
  return {*this, static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset - 1, 0)), 0};
}

std::string File::words_at(std::size_t byte, std::size_t) const {
  constexpr std::size_t distance = 1024;
  const auto advance = [&](Spot& spot, std::size_t to) {
    for (; spot.byte < to; ++spot.byte) {
      const auto c = static_cast<unsigned char>(text_[spot.byte]);
      if (c == '\n') {
        ++spot.line;
        spot.column = 1;
      } else if ((c & 0xC0) != 0x80) {
        ++spot.column;
      }
    }
  };
  byte = std::min(byte, text_.size());
  while (marks_.size() <= byte / distance) {
    Spot next = marks_.empty() ? Spot() : marks_.back();
    advance(next, marks_.size() * distance);
    marks_.push_back(next);
  }
  const Spot& mark = marks_[byte / distance];
  if (last_.byte > byte || last_.byte < mark.byte) last_ = mark;
  advance(last_, byte);
  return "line " + std::to_string(last_.line) + ", column " + std::to_string(last_.column);
}

std::string root_name(std::string_view bytes) {
  std::string text;
  Warnings unheard;
  if (decode(bytes.substr(0, 1 << 16), text, unheard)) return {};
  std::string_view rest = text;
  while (true) {
    const std::size_t open = rest.find('<');
    if (open == std::string_view::npos || open + 1 >= rest.size()) return {};
    rest.remove_prefix(open + 1);
    std::string_view end = ">";
    if (rest.starts_with("?")) end = "?>";
    if (rest.starts_with("!--")) end = "-->";
    if (rest[0] == '?' || rest[0] == '!') {
      std::size_t close = rest.find(end);
      // The declarations in a DOCTYPE end within its brackets.
      if (rest.starts_with("!DOCTYPE"))
        if (const std::size_t bracket = rest.find('['); bracket < close)
          close = rest.find('>', rest.find(']', bracket));
      if (close == std::string_view::npos) return {};
      rest.remove_prefix(close + end.size());
      continue;
    }
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    return std::string(name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1));
  }
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& each : node.children())
    if (each.type() == pugi::node_element && local_name(each) == name) return each;
  return {};
}

std::string attribute(const pugi::xml_node& node, const char* name) { return clean(node.attribute(name).value()); }

bool has_attribute(const pugi::xml_node& node, const char* name) { return !node.attribute(name).empty(); }

std::string text_in(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& each : node.children())
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) text += clean(each.value());
  return std::string(trim(text));
}

void append_escaped(std::string& xml, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const std::string_view entity = entity_of(c); !entity.empty()) {
      xml += entity;
    } else if (c == '\t' || c == '\n' || c == '\r') {
      xml += "&#" + std::to_string(static_cast<int>(c)) + ";";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      xml += "\xEF\xBF\xBD";
    } else if (const std::string_view three = text.substr(i, 3); three == "\uFFFE" || three == "\uFFFF") {
      xml += "\xEF\xBF\xBD";
      i += 2;
    } else {
      xml += c;
    }
  }
}

void append_attribute(std::string& xml, std::string_view name, std::string_view value) {
  xml += ' ';
  xml += name;
  xml += "=\"";
  append_escaped(xml, value);
  xml += '"';
}

}  // namespace impactweb::xml
