#include "core/insight/team.hpp"

#include <catch2/catch_test_macros.hpp>
#include <tuple>

#include "core/analysis/arithmetic.hpp"

using namespace impactweb::insight;
using impactweb::analysis::Random;

namespace {

int ones(std::uint64_t bits) {
  int count = 0;
  for (; bits != 0; bits >>= 1) count += static_cast<int>(bits & 1);
  return count;
}

/// Better is less: needs not covered, sectors not covered, members, introductions.
using Rank = std::tuple<int, int, int, int>;

Rank rank(const std::vector<Candidate>& candidates, const std::vector<std::uint32_t>& members) {
  std::uint64_t needs = 0, sectors = 0;
  int introductions = 0;
  for (const std::uint32_t member : members) {
    needs |= candidates[member].needs;
    sectors |= candidates[member].sectors;
    introductions += candidates[member].introduced ? 1 : 0;
  }
  return {-ones(needs), -ones(sectors), static_cast<int>(members.size()), introductions};
}

std::vector<Candidate> random_candidates(Random& chance, std::uint32_t count, std::uint32_t needs,
                                         std::uint32_t sectors) {
  std::vector<Candidate> candidates(count);
  for (Candidate& each : candidates) {
    for (std::uint32_t need = 0; need < needs; ++need)
      if (chance.below(3) == 0) each.needs |= std::uint64_t{1} << need;
    if (const std::uint32_t sector = chance.below(sectors + 1); sector < sectors)
      each.sectors = std::uint64_t{1} << sector;
    each.introduced = chance.below(2) == 0;
  }
  return candidates;
}

}  // namespace

TEST_CASE("a team is as good as the best of all teams") {
  Random chance(21);
  for (int round = 0; round < 300; ++round) {
    const std::uint32_t count = chance.below(11), size = 1 + chance.below(5);
    const auto candidates = random_candidates(chance, count, chance.below(7), chance.below(6));
    Rank best{0, 0, 0, 0};
    for (std::uint32_t chosen = 0; chosen < 1u << count; ++chosen) {
      std::vector<std::uint32_t> members;
      for (std::uint32_t i = 0; i < count; ++i)
        if (chosen >> i & 1) members.push_back(i);
      if (members.size() <= size) best = std::min(best, rank(candidates, members));
    }
    const Team team = best_team(candidates, size);
    CHECK(team.exact);
    CHECK(rank(candidates, team.members) == best);
    CHECK(ones(team.needs) == -std::get<0>(best));
  }
}

TEST_CASE("a team that is searched for too long is the greedy one, and says so") {
  Random chance(22);
  const auto candidates = random_candidates(chance, 60, 40, 8);
  const Team exact = best_team(candidates, 4, 100'000'000);
  const Team greedy = best_team(candidates, 4, 1);
  REQUIRE(exact.exact);
  CHECK_FALSE(greedy.exact);
  CHECK(greedy.members.size() <= 4);
  CHECK(ones(greedy.needs) >= 0.63 * ones(exact.needs));
}

TEST_CASE("nobody is in a team for nothing") {
  CHECK(best_team({}, 3).members.empty());
  CHECK(best_team({{0, 0, false}, {0, 0, true}}, 3).members.empty());
  CHECK(best_team({{1, 1, true}, {1, 1, false}, {1, 0, false}}, 3).members == std::vector<std::uint32_t>{1});
}
