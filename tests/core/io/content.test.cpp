#include "core/io/content.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace impactweb;

TEST_CASE("Contents are told apart by their first bytes") {
  CHECK(content_of("") == Content::empty);
  CHECK(content_of("\xEF\xBB\xBF\r\n ") == Content::empty);
  CHECK(content_of("\xFE\xFF") == Content::empty);
  CHECK(content_of("PK\x03\x04") == Content::spreadsheet);
  CHECK(content_of("\xD0\xCF\x11\xE0") == Content::spreadsheet);
  CHECK(content_of("\x89PNG") == Content::binary);
  CHECK(content_of(std::string("ab\0", 3)) == Content::binary);
  CHECK(content_of("\xEF\xBB\xBF {") == Content::json);
  CHECK(content_of("[") == Content::json);
  CHECK(content_of("\n<a") == Content::markup);
  CHECK(content_of(std::string("\xFF\xFE\x41\0", 4)) == Content::text);
  CHECK(content_of("caf\xE9") == Content::text);
}

TEST_CASE("Outermost members are found without parsing, in whole and in broken text") {
  const auto members = outermost_members(
      "\xEF\xBB\xBF {\"a\": {\"type\": \"x\", \"b\\\"}\": [1, {}]}, \"type\" : \"impactweb\", \"list\":[\"]\"], "
      "\"n\":1}");
  REQUIRE(members.size() == 4);
  CHECK(members[0].key == "a");
  CHECK(members[0].begins_with == '{');
  CHECK(members[1].text == "impactweb");
  CHECK(members[2].begins_with == '[');
  CHECK(members[3].key == "n");
  for (const char* broken : {"", "{", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":\"", "{\"a\":\"\\", "{\"a\":[",
                             "{\"a\":1,", "{]", "[{}]", "{\"a\":}}"}) {
    INFO(broken);
    CHECK(outermost_members(broken).size() <= 1);
  }
}
