// Days between dates as people fill them in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace impactweb::insight {

/// Days from 0000-03-01 (of the calendar that is in use, reckoned back) to a date of the form YYYY, YYYY-MM or
/// YYYY-MM-DD (see `is_date`); the first day of the year or month where no more is filled in. Nothing for an empty text
/// or one that is no date. H. Hinnant, "chrono-compatible low-level date algorithms" (2013).
std::optional<std::int64_t> day_number(std::string_view date);

/// Days from one date to the other where both are known to the month at least; nothing else.
std::optional<std::int64_t> days_between(std::string_view from, std::string_view to);

}  // namespace impactweb::insight
