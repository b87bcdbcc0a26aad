// Places in JSON text: those of the file as its owner has it before them, whatever was repaired on the way.
#include "core/io/clean_json.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/file.hpp"

using namespace impactweb;

namespace {

Issue refused(const std::string& bytes) {
  Warnings report;
  const auto result = json_from_bytes(bytes, report);
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

Issues warnings(const std::string& bytes) {
  Warnings report;
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
  REQUIRE(found.size() == 2 * Warnings::listed_per_code + 2);
  REQUIRE(std::count(found.begin(), found.end(), Issue{"moreWarnings", "", {"199901", "notANumber"}}) == 1);
  REQUIRE(std::count(found.begin(), found.end(), Issue{"moreWarnings", "", {"199900", "controlInString"}}) == 1);
  // Also where what is asked for behind a fault lies before it.
  std::string cut = "[";
  for (int i = 0; i < 200'000; ++i) cut += "\"\\ud83d\x01\",";
  REQUIRE(warnings(cut + "1]").size() == 2 * Warnings::listed_per_code + 2);
  // The number stands behind those that it is about.
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i].code == "moreWarnings") REQUIRE(found[i - 1].code == found[i].params[1]);
}

TEST_CASE("half of a surrogate pair becomes a replacement character, named with its place") {
  const auto repaired = [](const std::string& bytes, Issues& found) {
    Warnings report;
    const auto result = json_from_bytes(bytes, report);
    if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " at " << issue->where);
    found = report.take();
    return std::get<Json>(result);
  };
  Issues found;
  // Cut at its end and at its beginning, before another escape, in a key, and in the wrong order.
  CHECK(repaired("{\"a\":\"x\\ud83d\",\n\"b\":\"\\uDE00y\"}", found) ==
        Json{{"a", "x\xEF\xBF\xBD"}, {"b", "\xEF\xBF\xBDy"}});
  CHECK(found == Issues{{"characterCut", "line 1, column 8", {}}, {"characterCut", "line 2, column 6", {}}});
  CHECK(repaired(R"(["\ud83d\n","\ud83dz","\ud83d\ud83d\ude00",{"\udfff":1},"\ude00\ud83d"])", found) ==
        Json{"\xEF\xBF\xBD\n",
             "\xEF\xBF\xBDz",
             "\xEF\xBF\xBD\xF0\x9F\x98\x80",
             {{"\xEF\xBF\xBD", 1}},
             "\xEF\xBF\xBD\xEF\xBF\xBD"});
  CHECK(found.size() == 6);
  // A whole one, and what only looks like an escape, stay what they are.
  CHECK(repaired(R"(["\ud83d\ude00","\\ud83d","\u00e9"])", found) == Json{"\xF0\x9F\x98\x80", "\\ud83d", "é"});
  CHECK(found.empty());
  // The same as bytes.
  CHECK(repaired("[\"a\xED\xA0\xBD\"]", found) == Json{"a\xEF\xBF\xBD"});
  CHECK(found == Issues{{"notUtf8", "line 1, column 4", {}}});
  // What stands behind it is where it is in the file.
  CHECK(refused(R"(["\ud83d",oops])") == Issue{"notJson", "line 1, column 11", {}});
}

TEST_CASE("a whole number with more digits than a double holds is kept digit by digit, as a text") {
  Warnings report;
  const auto result =
      json_from_bytes("[12345678901234567890,\n-9007199254740993,9007199254740991,1e300,0.12345678901234567]", report);
  REQUIRE(std::holds_alternative<Json>(result));
  CHECK(std::get<Json>(result) ==
        Json{"12345678901234567890", "-9007199254740993", 9007199254740991, 1e300, 0.12345678901234567});
  CHECK(report.take() == Issues{{"numberAsText", "line 1, column 2", {"12345678901234567890"}},
                                {"numberAsText", "line 2, column 1", {"-9007199254740993"}}});
}
