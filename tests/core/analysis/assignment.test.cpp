#include "core/analysis/assignment.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "core/analysis/arithmetic.hpp"
#include "core/analysis/matching.hpp"
#include "tests/core/analysis/fixtures.hpp"

using namespace impactweb::analysis;
using impactweb::Json;

namespace {

/// The weight of a matching, every pair of which must be one of `pairs` and every right node in one pair at most.
std::int64_t weight_of(const std::vector<std::uint32_t>& right_of, const std::vector<WeightedPair>& pairs) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> heaviest;
  for (const WeightedPair& pair : pairs) {
    std::int64_t& weight = heaviest[{pair.left, pair.right}];
    weight = std::max(weight, pair.weight);
  }
  std::int64_t total = 0;
  std::vector<std::uint32_t> used;
  for (std::uint32_t left = 0; left < right_of.size(); ++left) {
    if (right_of[left] == unmatched) continue;
    const std::int64_t weight = heaviest[{left, right_of[left]}];
    REQUIRE(weight > 0);
    total += weight;
    used.push_back(right_of[left]);
  }
  std::sort(used.begin(), used.end());
  REQUIRE(std::adjacent_find(used.begin(), used.end()) == used.end());
  return total;
}

/// Tries every way.
std::int64_t best_of_all(std::uint32_t left, std::uint32_t left_size, std::uint32_t taken,
                         const std::vector<WeightedPair>& pairs) {
  if (left == left_size) return 0;
  std::int64_t best = best_of_all(left + 1, left_size, taken, pairs);
  for (const WeightedPair& pair : pairs)
    if (pair.left == left && !(taken >> pair.right & 1))
      best = std::max(best, pair.weight + best_of_all(left + 1, left_size, taken | 1u << pair.right, pairs));
  return best;
}

}  // namespace

TEST_CASE("a matching weighs as much as scipy's and networkx's best") {
  for (const Json& each : fixtures::reference("assignments.json", "insight")) {
    std::vector<WeightedPair> pairs;
    for (const Json& pair : each.at("pairs")) pairs.push_back({pair[0], pair[1], pair[2]});
    const auto found = maximum_weight_matching(each.at("left"), each.at("right"), pairs);
    REQUIRE(found.size() == each.at("left"));
    CHECK(weight_of(found, pairs) == each.at("total").get<std::int64_t>());
  }
}

TEST_CASE("a matching weighs as much as the best of all ways") {
  Random chance(3);
  for (int round = 0; round < 400; ++round) {
    const std::uint32_t left = chance.below(6), right = 1 + chance.below(5);
    std::vector<WeightedPair> pairs;
    for (std::uint32_t i = 0; left > 0 && i < chance.below(16); ++i)
      pairs.push_back({chance.below(left), chance.below(right), static_cast<std::int64_t>(chance.below(8)) - 1});
    CHECK(weight_of(maximum_weight_matching(left, right, pairs), pairs) == best_of_all(0, left, 0, pairs));
  }
}

TEST_CASE("the order in which pairs come does not change the weight") {
  Random chance(4);
  std::vector<WeightedPair> pairs;
  for (int i = 0; i < 200; ++i)
    pairs.push_back({chance.below(30), chance.below(30), static_cast<std::int64_t>(chance.below(100))});
  const auto before = weight_of(maximum_weight_matching(30, 30, pairs), pairs);
  std::reverse(pairs.begin(), pairs.end());
  CHECK(weight_of(maximum_weight_matching(30, 30, pairs), pairs) == before);
}
