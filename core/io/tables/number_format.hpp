// What spreadsheet programs mean by a number that is shown as a date: they keep days since 1900 or 1904, and only the
// format of the cell says that it is one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace impactweb {

/// The parts of a date or time that a number format shows; none when it shows a number.
struct DateParts {
  bool year = false, month = false, day = false;
  bool time = false;
  bool elapsed = false;  ///< hours, minutes or seconds beyond a day, as `[h]:mm` shows them

  [[nodiscard]] bool any() const { return year || month || day || time || elapsed; }
  friend bool operator==(const DateParts&, const DateParts&) = default;
};

/// The parts that a built-in format shows (ECMA-376 part 1, 18.8.30), those of East Asian languages and Thai included.
DateParts builtin_date_parts(std::size_t format_id);

/// The parts that a format code such as `d-m-yyyy h:mm` shows in its first section.
DateParts date_parts_of(std::string_view format_code);

/// A number as ISO 8601: `2021-03-05`, with the time if it has any; a time alone below one day; `2021-03` or `2021` if
/// the format shows no more and the rest says the first day. 60 is 1900-02-29, a day that Excel believes in. Nothing
/// when the number is no date.
std::optional<std::string> date_of_serial(double serial, const DateParts& parts, bool from_1904);

}  // namespace impactweb
