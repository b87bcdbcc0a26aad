#include "ui/translate.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace impactweb;

TEST_CASE("a text of the program has a singular, and may name other parameters in its plural") {
  const std::string days = "{0, plural, =0 {niets van {1}} one {# dag van {1}} other {# dagen van {1}}}.";
  ui::set_strings("nl", {{"days", days}, {"open", "{0, plural, one {# a}"}, {"bare", "{0} en {1}#"}});
  CHECK(ui::tr("days", {"1", "Zet"}) == "1 dag van Zet.");
  CHECK(ui::tr("days", {"0", "Zet"}) == "niets van Zet.");
  CHECK(ui::tr("days", {"1234", "{0} #"}) == "1.234 dagen van {0} #.");
  CHECK(ui::tr("days", {"1234567", ""}) == "1.234.567 dagen van .");
  CHECK(ui::tr("bare", {"2019", "{0}"}) == "2019 en {0}#");
  CHECK(ui::tr("open", {"1"}) == "1 a");  // never beyond its end
  ui::set_strings("en", {{"days", days}});
  CHECK(ui::tr("days", {"1234", "Zet"}) == "1,234 dagen van Zet.");
}

TEST_CASE("a date in a text of the program is written out as far as it is known") {
  const std::string months = "januari februari maart april mei juni juli augustus september oktober november december";
  ui::set_strings("nl", {{"since", "sinds {0, date}"}, {"date.months", months}});
  CHECK(ui::tr("since", {"2026-03-14"}) == "sinds 14 maart 2026");
  CHECK(ui::tr("since", {"2026-01-05"}) == "sinds 5 januari 2026");
  CHECK(ui::tr("since", {"2026-12"}) == "sinds december 2026");
  CHECK(ui::tr("since", {"2026"}) == "sinds 2026");
  CHECK(ui::tr("since", {"2026/03"}) == "sinds 2026/03");
  CHECK(ui::tr("since", {"vorig jaar"}) == "sinds vorig jaar");
}
