#include <catch2/catch_test_macros.hpp>
#include <random>

#include "core/text/text.hpp"

using namespace impactweb;

TEST_CASE("well-formed UTF-8 is told from everything else") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("Stérk € 𝄞"));
  CHECK(is_utf8("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
  CHECK_FALSE(is_utf8("\x80"));
  CHECK_FALSE(is_utf8("\xC0\x80"));          // overlong
  CHECK_FALSE(is_utf8("\xC1\xBF"));          // overlong
  CHECK_FALSE(is_utf8("\xE0\x9F\xBF"));      // overlong
  CHECK_FALSE(is_utf8("\xF0\x8F\xBF\xBF"));  // overlong
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));
  CHECK_FALSE(is_utf8("a\xE2\x82"));  // cut off
  CHECK_FALSE(is_utf8("\xFF"));
}

TEST_CASE("code points are counted, cut and converted there and back") {
  CHECK(count_characters("Stérk € 𝄞") == 9);
  CHECK(first_characters("é€𝄞x", 0).empty());
  CHECK(first_characters("é€𝄞x", 2) == "é€");
  CHECK(first_characters("é€𝄞x", 99) == "é€𝄞x");
  CHECK(code_points("aé€𝄞") == U"aé€𝄞");
  CHECK(utf8_from(U"aé€𝄞") == "aé€𝄞");
}

TEST_CASE("what is malformed becomes replacement characters and never more than there were bytes") {
  CHECK(code_points("a\xFFz") == U"a\uFFFDz");
  CHECK(code_points("\xE2\x82z") == U"\uFFFDz");                // one for a beginning that is cut off
  CHECK(code_points("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD");  // none of these begins anything
  CHECK(utf8_from(std::u32string{0xD800, 0x110000}) == "\uFFFD\uFFFD");
  std::mt19937 random(2);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes;
    for (std::size_t i = random() % 12; i > 0; --i) bytes.push_back(static_cast<char>(random()));
    const std::u32string points = code_points(bytes);
    REQUIRE(points.size() <= bytes.size());
    REQUIRE(count_characters(bytes) == points.size());
    REQUIRE(is_utf8(bytes) == (utf8_from(points) == bytes));
    REQUIRE(first_characters(bytes, points.size()) == bytes);
    for (std::size_t n = 0; n < points.size(); ++n)
      REQUIRE(code_points(first_characters(bytes, n)) == points.substr(0, n));
  }
}

TEST_CASE("white space of every script is taken off both ends only") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n\v\f\u0085\u00A0\u1680\u2003\u2028\u202F\u205F\u3000") == "");
  CHECK(trim("\u00A0 Breda  Circulair\u3000") == "Breda  Circulair");
  CHECK(trim("\u200Bx") == "\u200Bx");
}
