#include <catch2/catch_test_macros.hpp>

#include "core/layout/bfs_distances.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;
using layout::BfsDistance;
using layout::BfsDistances;

TEST_CASE("distances from many nodes at once are those from each of them alone") {
  // So many that a step of the search takes several pieces of work.
  const Graph graph = community_graph(3000);
  const layout::Prepared prepared(graph);
  BfsDistances search(prepared.adjacency);
  // Twice with one search: what the first left behind must not matter. The last has fewer sources than there is room
  // for.
  for (const std::uint32_t first : {0u, 64u, 2990u}) {
    std::vector<std::uint32_t> sources;
    for (std::uint32_t node = first; node < std::min(first + BfsDistances::lanes, graph.size); ++node)
      sources.push_back(node);
    search.begin(sources);
    while (search.advance()) continue;
    int farthest = 0;
    std::vector<BfsDistance> row(graph.size);
    for (std::uint32_t lane = 0; lane < sources.size(); ++lane) {
      const std::vector<int> expected = distances_from(prepared.adjacency, sources[lane]);
      search.copy_row(lane, row.data());
      CHECK(std::equal(row.begin(), row.end(), expected.begin(), expected.end()));
      CHECK(search.distance(lane, 5) == expected[5]);
      farthest = std::max(farthest, *std::max_element(expected.begin(), expected.end()));
    }
    CHECK(search.reached() == farthest);
  }
}

TEST_CASE("distances beyond what can be counted stay at the most that can") {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t node = 1; node < 70'000; ++node) edges.emplace_back(node - 1, node);
  const layout::Prepared prepared(graph_of(70'000, edges));
  BfsDistances search(prepared.adjacency);
  const std::uint32_t first = 0;
  search.begin({&first, 1});
  while (search.advance()) continue;
  CHECK(search.distance(0, 60'000) == 60'000);
  CHECK(search.distance(0, 69'999) == layout::most_distance);
}
