#include "core/io/text_repair.hpp"

#include "core/model/json.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

constexpr std::size_t quoted_characters = 60;

}  // namespace

std::string without_control(std::string_view text, bool several_lines) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && several_lines) {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      clean += '\n';
    } else if (is_control(text[i]) && !(several_lines && (text[i] == '\n' || text[i] == '\t'))) {
      clean += ' ';
    } else {
      clean += text[i];
    }
  }
  return clean;
}

std::string_view first_bytes(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string limited(std::string text, std::size_t limit, const std::string& where, Warnings& warnings) {
  // No text has more characters than bytes.
  if (text.size() <= limit) return text;
  const std::size_t characters = count_characters(text);
  if (characters <= limit) return text;
  warnings.add("textCut", where, {std::to_string(characters), std::to_string(limit)});
  return std::string(first_characters(text, limit));
}

Json repair_text(const Json& value, bool several_lines, const std::string& where, Warnings& warnings) {
  if (!value.is_string()) return value;
  std::string text = value.get<std::string>();
  std::string clean = without_control(text, several_lines);
  if (clean != text) {
    warnings.add("controlRemoved", where);
    text = std::move(clean);
  }
  return limited(std::move(text), several_lines ? limits::text_characters : limits::label_characters, where, warnings);
}

std::string excerpt(std::string_view text) {
  if (text.size() <= quoted_characters || count_characters(text) <= quoted_characters) return std::string(text);
  return std::string(first_characters(text, quoted_characters - 1)) + "…";
}

std::string shortened(const Json& value) {
  if (value.is_string()) return excerpt(value.get_ref<const std::string&>());
  return excerpt(json_text(value));
}

std::string member_place(const std::string& where, std::string_view key) { return where + "." + excerpt(key); }

}  // namespace impactweb
