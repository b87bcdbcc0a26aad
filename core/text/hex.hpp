// Hexadecimal digits, in colours, in escapes of JSON and of spreadsheets, and in references of XML.
#pragma once

#include <optional>

namespace impactweb {

/// What the digit stands for, 0 to 15; nothing when it is none. Both cases count.
constexpr std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

constexpr bool is_hex_digit(char c) { return hex_digit(c).has_value(); }

}  // namespace impactweb
