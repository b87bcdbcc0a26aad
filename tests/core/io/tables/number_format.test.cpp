#include "core/io/tables/number_format.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace impactweb;

namespace {

std::string shown(double serial, std::string_view code, bool from_1904 = false) {
  return date_of_serial(serial, date_parts_of(code), from_1904).value_or("-");
}

}  // namespace

TEST_CASE("A format code shows a date when it has letters of dates outside of quotes") {
  const DateParts date{true, true, true, false, false}, time{false, false, false, true, false};
  for (const char* code : {"d-m-yyyy", "yyyy\\-mm\\-dd", "[$-413]d mmmm yyyy;@", "DD/MM/YY", "m/d/yy", "d. mmm yyyy",
                           "yyyy\"年\"m\"月\"d\"日\""})
    CHECK(date_parts_of(code) == date);
  for (const char* code : {"h:mm", "hh:mm:ss", "h:mm AM/PM", "mm:ss", "mm:ss.0", "[$-F400]h:mm:ss\\ AM/PM"})
    CHECK(date_parts_of(code) == time);
  CHECK(date_parts_of("d-m-yyyy h:mm") == DateParts{true, true, true, true, false});
  CHECK(date_parts_of("m/d/yy h:mm") == DateParts{true, true, true, true, false});
  CHECK(date_parts_of("mmm-yy") == DateParts{true, true, false, false, false});
  CHECK(date_parts_of("yyyy") == DateParts{true, false, false, false, false});
  CHECK(date_parts_of("d mmm") == DateParts{false, true, true, false, false});
  CHECK(date_parts_of("[h]:mm:ss").elapsed);
  for (const char* code :
       {"General",   "0",     "0.00",       "#,##0.00",   "0%",           "0.00E+00",    "##0.0E+0", "\"€\" #,##0.00",
        "@",         "# ?/?", "0 \"days\"", "[Red]-0.00", "[$€-2] #,##0", "_-* #,##0_d", "GENERAL",  "general;@",
        "Standaard", "",      "\"",         "[",          "\\",           "0;d-m-yyyy"})
    CHECK_FALSE(date_parts_of(code).any());
  CHECK(builtin_date_parts(14) == date);
  CHECK(builtin_date_parts(22).time);
  CHECK(builtin_date_parts(46).elapsed);
  for (const std::size_t id : {0u, 1u, 4u, 9u, 11u, 13u, 23u, 37u, 48u, 49u, 59u, 164u})
    CHECK_FALSE(builtin_date_parts(id).any());
}

TEST_CASE("Days are counted from 1900, with the leap day that Excel believes in, or from 1904") {
  CHECK(shown(44'260, "d-m-yyyy") == "2021-03-05");
  CHECK(shown(1, "d-m-yyyy") == "1900-01-01");
  CHECK(shown(59, "d-m-yyyy") == "1900-02-28");
  CHECK(shown(60, "d-m-yyyy") == "1900-02-29");
  CHECK(shown(61, "d-m-yyyy") == "1900-03-01");
  CHECK(shown(2'958'465, "d-m-yyyy") == "9999-12-31");
  CHECK(shown(2'958'466, "d-m-yyyy") == "-");
  CHECK(shown(-1, "d-m-yyyy") == "-");
  CHECK(shown(0, "d-m-yyyy") == "-");
  CHECK(shown(44'260 - 1'462, "d-m-yyyy", true) == "2021-03-05");
  CHECK(shown(0, "d-m-yyyy", true) == "1904-01-01");
  CHECK(shown(36'585, "d-m-yyyy") == "2000-02-29");
  CHECK(shown(44'260, "0.00") == "-");
}

TEST_CASE("Times come along, rounded to seconds, and a format that shows a month says no day") {
  CHECK(shown(44'260.5, "d-m-yyyy h:mm") == "2021-03-05T12:00");
  CHECK(shown(44'260.25, "d-m-yyyy") == "2021-03-05T06:00");
  CHECK(shown(44'260.0 + 45'296.0 / 86'400, "h:mm") == "2021-03-05T12:34:56");
  CHECK(shown(44'260.9999999, "d-m-yyyy") == "2021-03-06");
  CHECK(shown(0.604166666666667, "h:mm") == "14:30");
  CHECK(shown(0, "h:mm") == "00:00");
  CHECK(shown(1.5, "[h]:mm") == "36:00");
  CHECK(shown(44'256, "mmm-yy") == "2021-03");
  CHECK(shown(44'260, "mmm-yy") == "2021-03-05");
  CHECK(shown(44'197, "yyyy") == "2021");
  CHECK(shown(44'228, "yyyy") == "2021-02-01");
}
