#include "panels/local_values.hpp"

#include <catch2/catch_test_macros.hpp>

#include "ui/translate.hpp"

using namespace impactweb;
using namespace impactweb::panels;

TEST_CASE("numbers are written as the language writes them") {
  ui::set_strings("nl", {});
  CHECK(text_from_number(10000) == "10.000");
  CHECK(text_from_number(2500.5) == "2.500,50");
  CHECK(text_from_number(-1234567) == "-1.234.567");
  CHECK(text_from_number(0) == "0");
  CHECK(text_from_number(999) == "999");
  CHECK(text_from_number(0.25) == "0,25");
  ui::set_strings("en", {});
  CHECK(text_from_number(10000) == "10,000");
  CHECK(text_from_number(2500.5) == "2,500.50");
}

TEST_CASE("numbers are read as people type them in either language") {
  for (const char* text : {"10000", "10.000", "10,000", "10 000", "€ 10.000", "€10,000.00", "10.000,00", " 10000 "}) {
    INFO(text);
    CHECK(number_from_text(text) == 10000);
  }
  CHECK(number_from_text("2.500,50") == 2500.5);
  CHECK(number_from_text("2,500.50") == 2500.5);
  CHECK(number_from_text("2,5") == 2.5);
  CHECK(number_from_text("2.5") == 2.5);
  CHECK(number_from_text("0.125") == 0.125);
  CHECK(number_from_text("-3") == -3);
  CHECK(number_from_text("1.234.567") == 1234567);
  for (const char* text : {"", "€", "abc", "10k", "1e5", "10-5", "--3"}) {
    INFO(text);
    CHECK_FALSE(number_from_text(text));
  }
}

TEST_CASE("what is shown reads back as what it was") {
  for (const char* language : {"nl", "en"}) {
    ui::set_strings(language, {});
    for (const double number : {0.0, 1.0, 12.5, 999.0, 1000.0, 1000.25, 123456.0, 1e9, -42.0}) {
      INFO(language << " " << number);
      CHECK(number_from_text(text_from_number(number)) == number);
    }
    for (const char* date : {"2024-05-31", "2024-05", "2024"}) CHECK(date_from_text(text_from_date(date)) == date);
  }
}

TEST_CASE("dates have the day first in Dutch, and may be typed so in both languages") {
  ui::set_strings("nl", {});
  CHECK(text_from_date("2024-05-31") == "31-05-2024");
  CHECK(text_from_date("2024-05") == "05-2024");
  CHECK(text_from_date("2024") == "2024");
  ui::set_strings("en", {});
  CHECK(text_from_date("2024-05-31") == "2024-05-31");
  CHECK(date_from_text("31-5-2024") == "2024-05-31");
  CHECK(date_from_text("31/05/2024") == "2024-05-31");
  CHECK(date_from_text("5-2024") == "2024-05");
  CHECK(date_from_text("2024-05-31") == "2024-05-31");
  // The core says what is wrong with the rest.
  CHECK(date_from_text("morgen") == "morgen");
  CHECK(date_from_text("31-5") == "31-5");
}
