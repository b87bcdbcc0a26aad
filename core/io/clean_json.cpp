#include "core/io/clean_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {
namespace {

/// Length of the well-formed UTF-8 sequence at `at`, 0 when there is none.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(bytes[at]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > bytes.size()) return 0;
  return is_utf8(bytes.substr(at, length)) ? length : 0;
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
         c == '.' || c == '_';
}

/// True when a JSON parser would take the word for a number that no double can hold.
bool is_beyond_double(const std::string& word) {
  if (word.empty() || (word[0] != '-' && (word[0] < '0' || word[0] > '9'))) return false;
  char* end = nullptr;
  const double value = std::strtod(word.c_str(), &end);
  return end == word.c_str() + word.size() && !std::isfinite(value);
}

}  // namespace

std::string place_in(std::string_view text, std::size_t byte) {
  byte = std::min(byte, text.size());
  std::size_t line = 1, begin = 0;
  for (std::size_t i = 0; i < byte; ++i)
    if (text[i] == '\n') {
      ++line;
      begin = i + 1;
    }
  const std::size_t column = code_points(text.substr(begin, byte - begin)).size() + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::string repair_utf8(std::string_view bytes, Issues& warnings) {
  if (bytes.size() >= 3 && bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size() + 16);
  std::size_t line = 1, column = 1, named_line = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = sequence_length(bytes, at);
    if (length == 0) {
      text += "\xEF\xBF\xBD";
      if (line != named_line)
        warnings.push_back({"notUtf8", "line " + std::to_string(line) + ", column " + std::to_string(column), {}});
      named_line = line;
      ++at;
    } else {
      if (bytes[at] == '\n') {
        ++line;
        column = 0;
      }
      text += bytes.substr(at, length);
      at += length;
    }
    ++column;
  }
  return text;
}

std::string repair_tokens(std::string_view text, Issues& warnings, Issue& refusal) {
  std::string out;
  out.reserve(text.size());
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      const std::size_t begin = at++;
      bool named = false;
      out += '"';
      while (at < text.size() && text[at] != '"') {
        const char inner = text[at];
        if (inner == '\\' && at + 1 < text.size()) {
          out += inner;
          out += text[at + 1];
          at += 2;
          continue;
        }
        if (static_cast<unsigned char>(inner) < 0x20) {
          if (!named) warnings.push_back({"controlInString", place_in(text, begin), {}});
          named = true;
          out += inner == '\n' ? "\\n" : inner == '\t' ? "\\t" : inner == '\r' ? "" : " ";
        } else {
          out += inner;
        }
        ++at;
      }
      if (at < text.size()) {
        out += '"';
        ++at;
      }
      continue;
    }
    if (c == '{' || c == '[') {
      if (++depth > limits::json_depth) {
        refusal = {"nestedTooDeep", place_in(text, at), {std::to_string(limits::json_depth)}};
        return {};
      }
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
    if (!is_word(c)) {
      out += c;
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_word(text[at])) ++at;
    const std::string word(text.substr(begin, at - begin));
    const bool not_a_number = word == "NaN" || word == "-NaN" || word == "Infinity" || word == "-Infinity" ||
                              word == "+Infinity" || word == "inf" || word == "-inf" || word == "nan" ||
                              is_beyond_double(word);
    if (not_a_number) {
      warnings.push_back({"notANumber", place_in(text, begin), {std::string(first_characters(word, 40))}});
      out += "null";
    } else {
      out += word;
    }
  }
  return out;
}

}  // namespace impactweb
