#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <vector>

#include "core/text/text.hpp"
#include "tests/core/text/full_distance.hpp"

using namespace impactweb;
using test::full_distance;

TEST_CASE("typing mistakes count as one each") {
  CHECK(edit_distance("brabant", "brabant", 2) == 0);
  CHECK(edit_distance("brabant", "brbant", 2) == 1);    // left out
  CHECK(edit_distance("brabant", "brrabant", 2) == 1);  // doubled
  CHECK(edit_distance("brabant", "brabamt", 2) == 1);   // beside it
  CHECK(edit_distance("brabant", "barbant", 2) == 1);   // swapped
  CHECK(edit_distance("ca", "abc", 3) == 3);            // a swapped pair is not edited again
  CHECK(edit_distance("größe", "grőße", 2) == 1);       // in code points, not in bytes
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("", "", 0) == 0);
}

TEST_CASE("beyond the limit the distance is the limit and one") {
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
  CHECK(edit_distance("kitten", "sitting", 3) == 3);
  CHECK(edit_distance("a", "abcdefgh", 2) == 3);
  CHECK(edit_distance("a", "b", 0) == 1);
  CHECK(edit_distance("kitten", "sitting", static_cast<std::size_t>(-1)) == 3);
}

TEST_CASE("the banded distance equals the full table") {
  std::mt19937 random(3);
  for (int round = 0; round < 30'000; ++round) {
    std::string a;
    std::string b;
    for (std::size_t i = random() % 10; i > 0; --i) a.push_back(static_cast<char>('a' + random() % 3));
    for (std::size_t i = random() % 10; i > 0; --i) b.push_back(static_cast<char>('a' + random() % 3));
    const std::size_t expected = full_distance(a, b);
    for (std::size_t limit = 0; limit < 6; ++limit) {
      INFO(a << " " << b << " " << limit);
      REQUIRE(edit_distance(a, b, limit) == std::min(expected, limit + 1));
      REQUIRE(edit_distance(b, a, limit) == std::min(expected, limit + 1));
    }
  }
}
