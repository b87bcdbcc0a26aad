#include "core/analysis/matching.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;
using impactweb::Exchange;

namespace {

Exchange exchange(const std::string& id, const std::string& text, std::vector<std::string> tags = {}) {
  Exchange result;
  result.id = id;
  result.text = text;
  result.tags = std::move(tags);
  return result;
}

}  // namespace

TEST_CASE("a matching is valid and as large as networkx's") {
  for (const Json& graph : reference("matchings.json")) {
    std::vector<std::uint32_t> offsets{0};
    std::vector<std::uint32_t> targets;
    for (const Json& row : graph.at("rows")) {
      for (const Json& target : row) targets.push_back(target);
      offsets.push_back(static_cast<std::uint32_t>(targets.size()));
    }
    const auto found = maximum_matching(offsets, targets, graph.at("right"));
    std::set<std::uint32_t> used;
    for (std::size_t left = 0; left < found.size(); ++left) {
      if (found[left] == unmatched) continue;
      CHECK(used.insert(found[left]).second);
      CHECK(std::count(targets.begin() + offsets[left], targets.begin() + offsets[left + 1], found[left]) == 1);
    }
    CHECK(used.size() == graph.at("size").get<std::size_t>());
  }
}

TEST_CASE("a long alternating path is found") {
  // Left i can have i or i + 1, the last only the last: one choice for all, which the greedy one is not.
  constexpr std::uint32_t n = 5000;
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> targets;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i > 0) targets.push_back(i - 1);
    targets.push_back(i);
    offsets.push_back(static_cast<std::uint32_t>(targets.size()));
  }
  const auto found = maximum_matching(offsets, targets, n);
  CHECK(std::count(found.begin(), found.end(), unmatched) == 0);
}

TEST_CASE("key words are folded, each once, without stop words and numbers") {
  CHECK(key_words(exchange("k", "Wij zoeken een WERKPLAATS voor de werkplaats, 40 m2!", {"Ruimte", "3d-printer"})) ==
        std::vector<std::string>{"3d", "m2", "printer", "ruimte", "werkplaats"});
  CHECK(key_words(exchange("k", "hulp met de")).empty());
}
