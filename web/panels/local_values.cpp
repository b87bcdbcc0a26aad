#include "panels/local_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/text/text.hpp"
#include "ui/translate.hpp"

namespace impactweb::panels {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The parts between `-`, `/` and `.`; nothing when there is anything else than digits in them.
std::vector<std::string> date_parts(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '-' || c == '/' || c == '.')
      parts.emplace_back();
    else if (is_digit(c))
      parts.back() += c;
    else
      return {};
  }
  return parts;
}

std::string two_digits(const std::string& part) { return part.size() == 1 ? "0" + part : part; }

}  // namespace

std::string text_from_number(double number) {
  const bool dutch = ui::language() == "nl";
  // Beyond this, two decimals are no longer exact in a double and nobody counts in them.
  const bool whole = std::floor(number) == number || std::abs(number) > 1e13;
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, whole ? "%.0f" : "%.2f", std::abs(number));
  std::string text = buffer;
  const std::size_t end = whole ? text.size() : text.size() - 3;
  if (!whole) text[end] = dutch ? ',' : '.';
  for (std::size_t at = end; at > 3; at -= 3) text.insert(at - 3, 1, dutch ? '.' : ',');
  return number < 0 ? "-" + text : text;
}

std::optional<double> number_from_text(std::string_view text) {
  text = trim(text);
  for (const std::string_view sign : {"€", "$"})
    if (text.substr(0, sign.size()) == sign) text = trim(text.substr(sign.size()));
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const std::size_t last = text.find_last_of(".,");
  bool decimal = false;
  if (last != std::string_view::npos) {
    const char mark = text[last];
    const bool once = text.find(mark) == last;
    const bool both = text.find(mark == '.' ? ',' : '.') != std::string_view::npos;
    decimal = once && (both || text.size() - last - 1 != 3 || text.substr(0, last) == "0");
  }
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i]))
      digits += text[i];
    else if (i == last && decimal)
      digits += '.';
    else if (text[i] != '.' && text[i] != ',' && text[i] != ' ')
      return std::nullopt;
  }
  if (std::none_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  const double number = std::strtod(digits.c_str(), nullptr);
  return negative ? -number : number;
}

std::string text_from_date(const std::string& date) {
  if (ui::language() != "nl") return date;
  if (date.size() == 10) return date.substr(8) + "-" + date.substr(5, 2) + "-" + date.substr(0, 4);
  if (date.size() == 7) return date.substr(5) + "-" + date.substr(0, 4);
  return date;
}

std::string date_from_text(std::string_view text) {
  text = trim(text);
  const std::vector<std::string> parts = date_parts(text);
  const bool year_last = parts.size() > 1 && parts.back().size() == 4;
  if (year_last && parts.size() == 3 && !parts[0].empty() && parts[0].size() <= 2 && !parts[1].empty())
    return parts[2] + "-" + two_digits(parts[1]) + "-" + two_digits(parts[0]);
  if (year_last && parts.size() == 2 && !parts[0].empty() && parts[0].size() <= 2)
    return parts[1] + "-" + two_digits(parts[0]);
  return std::string(text);
}

}  // namespace impactweb::panels
