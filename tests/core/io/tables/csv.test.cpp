#include "core/io/tables/csv.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "tests/core/support/random_operations.hpp"

using namespace impactweb;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view text, char separator = ',') {
  CsvReader reader(text, separator);
  Rows rows;
  std::vector<std::string> cells;
  while (reader.next(cells)) rows.push_back(cells);
  return rows;
}

}  // namespace

TEST_CASE("Rows end with CR, LF or CRLF, and the last may have no end") {
  const Rows expected = {{"a", "b"}, {"c", "d"}};
  CHECK(rows_of("a,b\nc,d\n") == expected);
  CHECK(rows_of("a,b\r\nc,d\r\n") == expected);
  CHECK(rows_of("a,b\rc,d\r") == expected);
  CHECK(rows_of("a,b\nc,d") == expected);
  CHECK(rows_of("").empty());
  CHECK(rows_of("a,,\n\n,") == Rows{{"a", "", ""}, {""}, {"", ""}});
}

TEST_CASE("Quoted cells hold separators, doubled quotes and line breaks") {
  CHECK(rows_of("\"a, b\",\"say \"\"hi\"\"\",\"one\r\ntwo\rthree\n\"\nx") ==
        Rows{{"a, b", "say \"hi\"", "one\ntwo\nthree\n"}, {"x"}});
  CHECK(rows_of("\"\",\"\"\"\"") == Rows{{"", "\""}});
}

TEST_CASE("Careless quotes are taken as they are meant") {
  CHECK(rows_of("a, \"b, c\" ,d") == Rows{{"a", "b, c ", "d"}});
  CHECK(rows_of("5\" pipe,'quoted'\n") == Rows{{"5\" pipe", "'quoted'"}});
  CHECK(rows_of("\"a\"b,c") == Rows{{"ab", "c"}});
}

TEST_CASE("A quote that is never closed costs no rows") {
  CsvReader reader("a,b\n\"c,d\ne,\"f\"\"g\"\n\"\",h\n", ',');
  Rows rows;
  std::vector<std::string> cells;
  while (reader.next(cells)) rows.push_back(cells);
  // The quote before c closes at f, as any reader must take it: nothing is left open.
  CHECK(rows == Rows{{"a", "b"}, {"c,d\ne,f\"\"g\""}, {"", "h"}});

  CsvReader open("a\n\"b,c\nd,\"\"\ne", ',');
  rows.clear();
  while (open.next(cells)) rows.push_back(cells);
  CHECK(rows == Rows{{"a"}, {"\"b", "c"}, {"d", ""}, {"e"}});
  CHECK(open.open_quote_row() == 2);
}

TEST_CASE("Rows are numbered as a spreadsheet program does") {
  CsvReader reader("a\n\n\"b\nb\"\nc", ',');
  std::vector<std::string> cells;
  std::vector<std::size_t> numbers;
  while (reader.next(cells)) numbers.push_back(reader.row());
  CHECK(numbers == std::vector<std::size_t>{1, 2, 3, 4});
}

TEST_CASE("The separator is the one that makes a table") {
  CHECK(detect_separator("Naam;Plaats\nA;B\n") == ';');
  CHECK(detect_separator("Naam\tPlaats\nA\tB\n") == '\t');
  CHECK(detect_separator("Name,Place\nA,B\n") == ',');
  CHECK(detect_separator("Naam;Bedrag\nA;1,5\nB;2,5\nC;3,25\n") == ';');
  CHECK(detect_separator("Label,Tags\nA,x;y;z\nB,x;y;z\n") == ',');
  CHECK(detect_separator("Naam;Omschrijving\nA;een, twee, drie, vier\nB;\"vijf; zes\"\n") == ';');
  CHECK(detect_separator("Naam\nA\n") == '\0');
  CHECK(detect_separator("sep=;\r\nNaam,x;y,z\r\n") == ';');
  CHECK(detect_separator("") == '\0');
}

TEST_CASE("A line that names the separator is no row, but counts") {
  CsvReader reader("sep=;\r\na;b\r\n", ';');
  std::vector<std::string> cells;
  REQUIRE(reader.next(cells));
  CHECK(cells == std::vector<std::string>{"a", "b"});
  CHECK(reader.row() == 2);
}

TEST_CASE("What may run as a formula is recognised, plain numbers are not") {
  for (const char* cell :
       {"=1+1", "+31 6 12345678", "-x", "@SUM(A1)", "\tx", "  =1", "-", "- a point", "-1+2", "+1.2.3", "\n=x"})
    CHECK(is_formula(cell));
  for (const char* cell : {"", " ", "-5", "+5", "-1,5", "-1.25", "a=b", "12", "'=1"}) CHECK_FALSE(is_formula(cell));
}

TEST_CASE("What is written is read back the same") {
  const char* const pieces[] = {"\"", ",", ";", "\n", " ", "a", "é", "\t", "=", "'", "💡", "\"\""};
  test::Random random(7);
  for (int round = 0; round < 300; ++round) {
    Rows rows;
    std::string text;
    for (std::size_t row = 0; row < 1 + random.below(5); ++row) {
      rows.emplace_back();
      for (int cell = 0; cell < 3; ++cell) {
        std::string value;
        for (std::size_t n = random.below(6); n > 0; --n) value += pieces[random.below(std::size(pieces))];
        rows.back().push_back(value);
      }
      append_csv_row(text, rows.back());
    }
    CHECK(rows_of(text) == rows);
  }
}

TEST_CASE("A row of very many cells is cut, and the next row is whole") {
  std::string text(CsvReader::most_columns + 500, ',');
  text += "\na,b";
  const Rows rows = rows_of(text);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].size() == CsvReader::most_columns);
  CHECK(rows[1] == std::vector<std::string>{"a", "b"});
}
