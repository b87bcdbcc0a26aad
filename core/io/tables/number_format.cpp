#include "core/io/tables/number_format.hpp"

#include <algorithm>
#include <cmath>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::int64_t last_day = 2'958'465;  // 9999-12-31
constexpr std::int64_t days_of_1904 = 1'462;  // from 1900's first day to 1904's
constexpr std::int64_t leap_day_of_1900 = 60;
constexpr std::int64_t day_of_1970 = 25'569;
constexpr std::int64_t seconds_a_day = 86'400;

std::string padded(std::int64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

/// Year, month and day of a day since 1970 (H. Hinnant, “chrono-compatible low-level date algorithms”).
struct Civil {
  std::int64_t year, month, day;
};
Civil civil_from(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = days / 146'097, of_era = days % 146'097;
  const std::int64_t year_of_era = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * of_year + 2) / 153;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, of_year - (153 * shifted + 2) / 5 + 1};
}

/// The beginning is in small letters.
bool begins_with(std::string_view code, std::string_view beginning) {
  return code.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), code.begin(),
                                                       [](char a, char b) { return a == ascii_lower(b); });
}

std::string time_text(std::int64_t seconds, std::size_t hour_digits = 2) {
  std::string text = padded(seconds / 3'600, hour_digits) + ":" + padded(seconds / 60 % 60, 2);
  if (seconds % 60 != 0) text += ":" + padded(seconds % 60, 2);
  return text;
}

}  // namespace

DateParts builtin_date_parts(std::size_t id) {
  if (id == 14 || id == 15 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58 ||
      id == 71 || id == 72)
    return {true, true, true, false, false};
  if (id == 16 || id == 73) return {false, true, true, false, false};
  if (id == 17 || id == 55 || id == 56 || id == 74) return {true, true, id != 17 && id != 74, false, false};
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || (id >= 75 && id <= 78) || id == 80)
    return {false, false, false, true, false};
  if (id == 22 || id == 81) return {true, true, true, true, false};
  if (id == 46 || id == 79) return {false, false, false, true, true};
  return {};
}

DateParts date_parts_of(std::string_view code) {
  DateParts parts;
  bool placeholder = false, after_hours = false;
  char pending_m = '\0';  // an m that is a month, unless seconds follow it
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = ascii_lower(code[i]);
    if (c == ';') break;
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
      continue;
    }
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
      continue;
    }
    if (c == '[') {
      const std::size_t end = code.find(']', i);
      if (end == std::string_view::npos) break;
      const char first = i + 1 < code.size() ? ascii_lower(code[i + 1]) : '\0';
      bool same = end > i + 1;
      for (std::size_t j = i + 1; j < end; ++j) same = same && ascii_lower(code[j]) == first;
      if (same && (first == 'h' || first == 'm' || first == 's')) parts.elapsed = parts.time = after_hours = true;
      i = end;
      continue;
    }
    if (begins_with(code.substr(i), "general") || begins_with(code.substr(i), "standaard")) return {};
    if (begins_with(code.substr(i), "am/pm")) {
      i += 4;
      continue;
    }
    if (c == '0' || c == '#' || c == '?') placeholder = placeholder || !parts.time;
    if (c == 'y' || c == 'e') {
      // The E of 0.00E+00 is no year.
      if (c == 'e' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) continue;
      parts.year = true;
      after_hours = false;
    } else if (c == 'd') {
      parts.day = true;
      after_hours = false;
    } else if (c == 'h') {
      parts.time = after_hours = true;
    } else if (c == 's') {
      parts.time = true;
      pending_m = '\0';
    } else if (c == 'm') {
      if (!after_hours) pending_m = 'm';
      while (i + 1 < code.size() && ascii_lower(code[i + 1]) == 'm') ++i;
      after_hours = false;
      continue;
    }
    if (pending_m == 'm' && c != 's' && ((c >= 'a' && c <= 'z') || c == '/' || c == '-')) {
      parts.month = true;
      pending_m = '\0';
    }
  }
  if (pending_m == 'm') parts.month = true;
  if (placeholder) return {};
  return parts;
}

std::optional<std::string> date_of_serial(double serial, const DateParts& parts, bool from_1904) {
  if (!parts.any() || !(serial >= 0) || serial > static_cast<double>(last_day) + 1) return std::nullopt;
  std::int64_t days = static_cast<std::int64_t>(std::floor(serial));
  std::int64_t seconds =
      static_cast<std::int64_t>(std::floor((serial - std::floor(serial)) * static_cast<double>(seconds_a_day) + 0.5));
  if (seconds == seconds_a_day) {
    seconds = 0;
    ++days;
  }
  if (parts.elapsed) return time_text(days * seconds_a_day + seconds, 1);
  const bool shows_date = parts.year || parts.month || parts.day;
  if (days == 0 && !(from_1904 && shows_date)) {
    if (seconds == 0 && shows_date) return std::nullopt;
    return time_text(seconds);
  }
  if (from_1904) days += days_of_1904;
  if (days > last_day) return std::nullopt;
  const Civil date = days == leap_day_of_1900 ? Civil{1900, 2, 29}
                                              : civil_from(days - day_of_1970 + (days < leap_day_of_1900 ? 1 : 0));
  std::string text = padded(date.year, 4);
  const bool first_day = date.day == 1 && seconds == 0 && shows_date && !parts.day && !parts.time && parts.year;
  if (first_day && !parts.month && date.month == 1) return text;
  text += "-" + padded(date.month, 2);
  if (first_day && parts.month) return text;
  text += "-" + padded(date.day, 2);
  return seconds == 0 ? text : text + "T" + time_text(seconds);
}

}  // namespace impactweb
