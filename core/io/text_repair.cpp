#include "core/io/text_repair.hpp"

#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

constexpr std::size_t quoted_characters = 60;

std::string beginning(std::string_view text) {
  if (text.size() <= quoted_characters || count_characters(text) <= quoted_characters) return std::string(text);
  return std::string(first_characters(text, quoted_characters - 1)) + "…";
}

}  // namespace

std::string without_control(std::string_view text, bool several_lines) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (text[i] == '\r' && several_lines) {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      clean += '\n';
    } else if ((byte < 0x20 || byte == 0x7f) && !(several_lines && (text[i] == '\n' || text[i] == '\t'))) {
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

Json repair_text(const Json& value, bool several_lines, const std::string& where, Warnings& warnings) {
  if (!value.is_string()) return value;
  std::string text = value.get<std::string>();
  std::string clean = without_control(text, several_lines);
  if (clean != text) {
    warnings.add("controlRemoved", where);
    text = std::move(clean);
  }
  const std::size_t limit = several_lines ? limits::text_characters : limits::label_characters;
  if (text.size() > limit) {
    if (const std::size_t characters = count_characters(text); characters > limit) {
      warnings.add("textCut", where, {std::to_string(characters), std::to_string(limit)});
      text = std::string(first_characters(text, limit));
    }
  }
  return text;
}

std::string shortened(const Json& value) {
  if (value.is_string()) return beginning(value.get_ref<const std::string&>());
  return beginning(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string member_place(const std::string& where, std::string_view key) { return where + "." + beginning(key); }

}  // namespace impactweb
