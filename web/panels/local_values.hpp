// Numbers and dates as the reader's language writes them, and as people type them in either language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace impactweb::panels {

/// `10.000` and `2.500,50` in Dutch, `10,000` and `2,500.50` in English; at most two digits after the mark.
std::string text_from_number(double number);
/// Reads `10000`, `10.000`, `10,000.50`, `2.500,50`, `1 000`, with a € or $ before it. A single mark is taken as the
/// one for decimals, unless three digits follow it. Nothing when it is no number.
std::optional<double> number_from_text(std::string_view text);

/// An ISO 8601 date (or YYYY-MM, or YYYY) with the day first in Dutch: `31-05-2024`; as it is in English.
std::string text_from_date(const std::string& date);
/// `31-5-2024`, `31/05/2024` or `5-2024` as an ISO date; any other text as it is.
std::string date_from_text(std::string_view text);

}  // namespace impactweb::panels
