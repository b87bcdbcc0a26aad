// Hexadecimal digits, in colours, in escapes of JSON and of spreadsheets, and in references of XML.
#pragma once

#include <optional>
#include <string_view>

namespace impactweb {

/// What the digit stands for, 0 to 15; nothing when it is none. Both cases count.
constexpr std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// What several digits stand for; nothing when one of them is none.
constexpr std::optional<unsigned> hex_number(std::string_view digits) {
  unsigned number = 0;
  for (const char c : digits) {
    const auto digit = hex_digit(c);
    if (!digit) return std::nullopt;
    number = number * 16 + *digit;
  }
  return number;
}

constexpr bool is_hex_digit(char c) { return hex_digit(c).has_value(); }

}  // namespace impactweb
