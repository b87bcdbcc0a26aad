// Places in JSON text: those of the file as its owner has it before them, whatever was repaired on the way.
#include "core/io/clean_json.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/file.hpp"

using namespace impactweb;

namespace {

Issue refused(const std::string& bytes) {
  Report report;
  const auto result = json_from_bytes(bytes, report);
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

Issues warnings(const std::string& bytes) {
  Report report;
  REQUIRE(std::holds_alternative<Json>(json_from_bytes(bytes, report)));
  return report.take();
}

}  // namespace

TEST_CASE("text behind the end of a JSON file is named as that, and what is missing as that") {
  REQUIRE(refused(R"({"a":1}x)") == Issue{"jsonTrailing", "line 1, column 8", {}});
  REQUIRE(refused("[1,2]\n\n {\"a\":1}") == Issue{"jsonTrailing", "line 3, column 2", {}});
  REQUIRE(refused(R"({"a":1}"b")") == Issue{"jsonTrailing", "line 1, column 8", {}});
  REQUIRE(refused(R"({"a":1}})") == Issue{"jsonTrailing", "line 1, column 8", {}});
  REQUIRE(refused(R"({"a":1)").code == "jsonCutOff");
  REQUIRE(refused(R"({"a":tru)").code == "jsonCutOff");
  REQUIRE(refused(R"({"a":"b)").code == "jsonCutOff");
  REQUIRE(refused(R"({"a":-)").code == "jsonCutOff");
  REQUIRE(refused("{\"a\":\n").code == "jsonCutOff");
  REQUIRE(refused(R"({"a":1,})") == Issue{"notJson", "line 1, column 8", {}});
  REQUIRE(refused("{]x") == Issue{"notJson", "line 1, column 2", {}});
  REQUIRE(refused("x") == Issue{"notJson", "line 1, column 1", {}});
}

TEST_CASE("a fault behind a repair is where it is in the file, not in the repaired text") {
  REQUIRE(refused("{\"a\":\"x\ny\",\n\"b\":oops}") == Issue{"notJson", "line 3, column 5", {}});
  REQUIRE(refused("{\"a\":NaN,\"b\":-Infinity,\"c\":1e999,oops}") == Issue{"notJson", "line 1, column 34", {}});
  REQUIRE(refused("\xEF\xBB\xBF{\"a\":\"\xE9\xE9\", oops}") == Issue{"notJson", "line 1, column 12", {}});
  REQUIRE(refused("{\"a\":\"\r\r\r\r\",\"b\":\"\t\",oops}") == Issue{"notJson", "line 1, column 21", {}});
  REQUIRE(refused("[\"\r\n\r\n\",\n1") == Issue{"jsonCutOff", "line 4, column 2", {}});
}

TEST_CASE("a key that stands twice is named with its place, however it is written") {
  REQUIRE(warnings("{\"a\":1,\n \"b\":{\"a\":2},\n \"a\":3}") == Issues{{"keyTwice", "line 3, column 2", {"a"}}});
  REQUIRE(warnings(R"({"é":1,"\u00e9":2})") == Issues{{"keyTwice", "line 1, column 8", {"é"}}});
  REQUIRE(warnings(R"([{"a":1},{"a":1},"a","a",{"a":["a","a"],"b":"a"}])").empty());
}

TEST_CASE("a file with a fault in every line is read in one go, and its warnings are few") {
  // A look through the whole file for the place of each takes minutes.
  std::string text = "[";
  for (int i = 0; i < 200'000; ++i) text += "NaN,\"\x01\",";
  const Issues found = warnings(text + "1e999]");
  REQUIRE(found.size() == 2 * Report::listed_per_code + 2);
  REQUIRE(std::count(found.begin(), found.end(), Issue{"moreWarnings", "", {"199901", "notANumber"}}) == 1);
  REQUIRE(std::count(found.begin(), found.end(), Issue{"moreWarnings", "", {"199900", "controlInString"}}) == 1);
  // The number stands behind those that it is about.
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i].code == "moreWarnings") REQUIRE(found[i - 1].code == found[i].params[1]);
}
