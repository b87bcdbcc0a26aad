#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>
#include <vector>

#include "core/text/names.hpp"
#include "core/text/text.hpp"

using namespace impactweb;

namespace {

/// The textbook recurrence on a full table.
std::size_t full_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

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

TEST_CASE("the distance to the beginning of a word is the least over all beginnings of all words") {
  std::mt19937 random(4);
  for (int round = 0; round < 20'000; ++round) {
    std::string typed;
    std::string name;
    for (std::size_t i = random() % 8; i > 0; --i) typed.push_back(static_cast<char>('a' + random() % 3));
    for (std::size_t i = random() % 14; i > 0; --i) name.push_back(" abc"[random() % 4]);
    std::size_t least = 99;
    for (std::size_t begin = 0; begin < name.size(); ++begin) {
      if (name[begin] == ' ' || (begin > 0 && name[begin - 1] != ' ')) continue;
      for (std::size_t length = 0; begin + length <= name.size(); ++length)
        least = std::min(least, full_distance(typed, name.substr(begin, length)));
    }
    for (std::size_t limit = 1; limit < 4; ++limit) {
      INFO(typed << "|" << name << "|" << limit);
      REQUIRE(beginning_distance(code_points(typed), name, limit) == std::min(least, limit + 1));
    }
  }
}
