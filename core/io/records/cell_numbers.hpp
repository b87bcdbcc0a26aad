// Numbers, amounts of money and dates as people write them in cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/network.hpp"

namespace impactweb::records {

/// A number with a decimal point or comma, signed or not.
std::optional<double> decimal_of(const Json& value);

/// A whole number from 1 to `maximum`.
std::optional<int> whole_number_of(const Json& value, int maximum);

/// A JSON number that is written exactly as `text`, or nothing: 12 and 0.5, not 007, 1,5 or 1e3.
std::optional<Json> number_as_written(std::string_view text);

struct Money {
  double amount;
  std::string currency;  ///< ISO 4217, empty when none is named
};

/// An amount as people write it: `€ 10.000,50`, `10,000.50`, `EUR 500,-`. A single mark before exactly three digits
/// separates thousands, unless what is before it is 0. And as quick entry takes it: `25k`, `1,5 mln`, `2 ton euro`.
std::optional<Money> money_of(const Json& value);

/// A date as ISO 8601: as it is, or out of d-m-yyyy, m-yyyy and their kin with / and . – the day first, unless it
/// cannot be one. `unsure` when it could as well be the month. And as quick entry takes it: `maart 2021`, `15 mrt
/// 2017`.
std::string date_of(const Json& value, bool& unsure);

struct Period {
  std::string since, until;  ///< `until` may be empty
};

/// A period as quick entry takes it: `2017-2021`, `sinds 2019`, `maart 2021 t/m mei 2022`.
std::optional<Period> period_of(const Json& value);

}  // namespace impactweb::records
