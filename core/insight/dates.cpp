#include "core/insight/dates.hpp"

#include "core/model/fields.hpp"

namespace impactweb::insight {

namespace {

std::int64_t number_at(std::string_view text, std::size_t at, std::size_t digits) {
  std::int64_t value = 0;
  for (const char digit : text.substr(at, digits)) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

std::optional<std::int64_t> day_number(std::string_view date) {
  if (date.empty() || !is_date(date)) return std::nullopt;
  const std::int64_t month = date.size() > 4 ? number_at(date, 5, 2) : 1;
  const std::int64_t day = date.size() > 7 ? number_at(date, 8, 2) : 1;
  // Years that begin in March have their leap day at the end.
  const std::int64_t year = number_at(date, 0, 4) - (month <= 2 ? 1 : 0);
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return 365 * year + year / 4 - year / 100 + year / 400 + of_year;
}

std::optional<std::int64_t> days_between(std::string_view from, std::string_view to) {
  const auto first = day_number(from), last = day_number(to);
  if (!first || !last || from.size() < 7 || to.size() < 7) return std::nullopt;
  return *last - *first;
}

}  // namespace impactweb::insight
