#include "core/analysis/chance.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "core/insight/lenses/all_lenses.hpp"
#include "tests/core/analysis/fixtures.hpp"
#include "tests/core/analysis/shapes.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

Adjacency rows_of(std::size_t nodes, const Ties& ties) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (const auto& [a, b] : ties) {
    arcs.emplace_back(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b));
    arcs.emplace_back(static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(a));
  }
  return make_adjacency(static_cast<std::uint32_t>(nodes), arcs);
}

/// Both rows of each edge, ascending, nobody with themselves.
void check_simple(const Adjacency& graph) {
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    const auto row = graph.neighbours(node);
    for (std::size_t i = 0; i < row.size(); ++i) {
      CHECK(row[i] != node);
      CHECK(graph.has(row[i], node));
      if (i > 0) CHECK(row[i - 1] < row[i]);
    }
  }
}

}  // namespace

TEST_CASE("shuffled edges leave everybody as many, and are others") {
  const Adjacency graph = rows_of(60, preferential_ties(60, 3, 2));
  ShuffledEdges shuffled(graph);
  std::set<std::vector<std::uint32_t>> met{graph.targets};
  for (int time = 0; time < 10; ++time) {
    const Adjacency& next = shuffled.next();
    CHECK(next.offsets == graph.offsets);
    check_simple(next);
    CHECK(met.insert(next.targets).second);
  }
  // A star has no other form.
  const Adjacency star = rows_of(6, {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}});
  CHECK(ShuffledEdges(star).next() == star);
  CHECK(ShuffledEdges(rows_of(3, {})).next().targets.empty());
}

TEST_CASE("shuffling meets every network with these degrees about as often") {
  // Six nodes with two edges each: 60 rings and 10 pairs of triangles.
  ShuffledEdges shuffled(rows_of(6, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {0, 5}}));
  std::map<std::vector<std::uint32_t>, int> times;
  for (int time = 0; time < 7'000; ++time) ++times[shuffled.next().targets];
  CHECK(times.size() == 70);
  for (const auto& [network, count] : times) {
    CHECK(count > 50);
    CHECK(count < 160);
  }
}

TEST_CASE("a random network has as many edges as asked for, however many that is") {
  Random random(3);
  for (const std::uint64_t edges : {0, 1, 30, 100, 189, 190}) {
    const Adjacency network = random_network(20, edges, random);
    CHECK(network.size() == 20);
    CHECK(network.targets.size() == 2 * edges);
    check_simple(network);
  }
  CHECK(random_network(1, 0, random).size() == 1);
}

TEST_CASE("a value stands out above all and two deviations away") {
  Standing standing(10);
  for (int i = 0; i < 20; ++i) standing.add(i % 2 == 0 ? 4 : 6);
  CHECK(standing.mean() == 5);
  CHECK(standing.as_high() == 0);
  CHECK(standing.stands_out());
  CHECK_FALSE(standing.stands_out(6));
  CHECK_FALSE(standing.stands_out(6.5));  // above all, yet not far enough
  standing.add(10);
  CHECK(standing.as_high() == 1);
  CHECK_FALSE(standing.stands_out());
  CHECK_FALSE(Standing(1).stands_out());
  Standing few(8);
  for (const double each : {4, 5, 6}) few.add(each);
  CHECK(few.stands_out(8.5));
  CHECK_FALSE(few.stands_out(7.5));  // three deviations where there are few
}

TEST_CASE("at most 5 % of random networks get a confident word about groups") {
  int claims = 0, networks = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random chance(1'000 + seed);
    const std::size_t nodes = 10 + chance.below(111);
    const double mean = 1 + 5 * chance.unit();
    Ties ties = random_ties(nodes, mean / static_cast<double>(nodes - 1), seed);
    if (seed % 2 == 0) {
      // A few with many, most with few.
      std::vector<std::uint32_t> degrees(nodes);
      for (std::uint32_t& degree : degrees)
        degree = static_cast<std::uint32_t>(
            std::min(static_cast<double>(nodes) - 1, 1 + mean / 2 / std::max(0.05, chance.unit())));
      ties = ties_of_degrees(degrees, seed);
    }
    const Network network = network_of(nodes, ties);
    const auto answer = impactweb::insight::lens(network, "communities");
    const Json& json = std::get<Json>(answer);
    const std::string code = json.at("sentence").at("code");
    const bool claims_groups = json.at("confident") == true && code != "lens.communities.one";
    CHECK(claims_groups == code.starts_with("lens.communities.found"));
    claims += claims_groups ? 1 : 0;
    ++networks;
  }
  INFO(claims << " of " << networks);
  CHECK(claims <= 10);
}

TEST_CASE("groups that are there are told of, each time") {
  int told = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random chance(seed);
    Ties ties;
    for (std::size_t a = 0; a < 48; ++a)
      for (std::size_t b = a + 1; b < 48; ++b)
        if (chance.unit() < (a / 12 == b / 12 ? 0.5 : 0.03)) ties.emplace_back(a, b);
    const auto answer = impactweb::insight::lens(network_of(48, ties), "communities");
    const Json& json = std::get<Json>(answer);
    told += json.at("confident") == true && json.at("groups").size() == 4 ? 1 : 0;
  }
  CHECK(told >= 18);
}
