#include "core/analysis/communities.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "core/analysis/arithmetic.hpp"
#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

// The definition, pair by pair: Q = 1/2m Σ (A − k k / 2m) over the pairs in one community.
double modularity_by_pairs(const Adjacency& graph, const std::vector<std::uint32_t>& of_node) {
  const auto arcs = static_cast<double>(graph.targets.size());
  double sum = 0;
  for (std::uint32_t a = 0; a < graph.size(); ++a)
    for (std::uint32_t b = 0; b < graph.size(); ++b)
      if (of_node[a] == of_node[b])
        sum += (graph.has(a, b) ? 1 : 0) - static_cast<double>(graph.degree(a)) * graph.degree(b) / arcs;
  return sum / arcs;
}

bool hang_together(const Adjacency& graph, const Communities& communities) {
  std::vector<char> seen(graph.size(), 0);
  std::vector<char> begun(communities.count, 0);
  for (std::uint32_t start = 0; start < graph.size(); ++start) {
    if (seen[start]) continue;
    if (begun[communities.of_node[start]]) return false;  // a second piece of the same community
    begun[communities.of_node[start]] = 1;
    std::vector<std::uint32_t> stack{start};
    seen[start] = 1;
    while (!stack.empty()) {
      const std::uint32_t node = stack.back();
      stack.pop_back();
      for (const std::uint32_t next : graph.neighbours(node))
        if (!seen[next] && communities.of_node[next] == communities.of_node[node]) {
          seen[next] = 1;
          stack.push_back(next);
        }
    }
  }
  return true;
}

Adjacency random_graph(std::uint32_t nodes, std::uint32_t ties, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t i = 0; i < ties; ++i) {
    const std::uint32_t a = random.below(nodes);
    const std::uint32_t b = random.below(nodes);
    arcs.emplace_back(a, b);
    arcs.emplace_back(b, a);
  }
  return make_adjacency(nodes, arcs);
}

}  // namespace

TEST_CASE("modularity follows its definition") {
  for (const Json& graph : reference("graphs.json")) {
    const Network network = network_of(graph);
    const Graph view(network);
    const Communities found = find_communities(view.undirected());
    CHECK(std::abs(*found.modularity - modularity_by_pairs(view.undirected(), found.of_node)) < 1e-12);
  }
}

TEST_CASE("every community hangs together and is numbered by size") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Adjacency graph = random_graph(200, 150 + 20 * static_cast<std::uint32_t>(seed), seed);
    const Communities found = find_communities(graph, {seed, 1});
    CHECK(hang_together(graph, found));
    std::vector<std::uint32_t> sizes(found.count, 0);
    for (const std::uint32_t community : found.of_node) ++sizes.at(community);
    CHECK(std::is_sorted(sizes.rbegin(), sizes.rend()));
    CHECK(sizes.back() > 0);
  }
}

TEST_CASE("no single move makes the communities better") {
  const Adjacency graph = random_graph(150, 400, 77);
  const Communities found = find_communities(graph);
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    for (std::uint32_t community = 0; community <= found.count; ++community) {  // the last one: alone
      std::vector<std::uint32_t> moved = found.of_node;
      moved[node] = community;
      CHECK(*modularity(graph, moved) <= *found.modularity + 1e-9);
    }
}

TEST_CASE("the same seed gives the same communities") {
  const Adjacency graph = random_graph(300, 700, 5), copy = random_graph(300, 700, 5);
  CHECK(find_communities(copy, {9, 1}).of_node == find_communities(graph, {9, 1}).of_node);
}

TEST_CASE("planted groups are found") {
  // Four rings of eight in which each has ties with its four nearest, and one tie from each ring to the next.
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t ring = 0; ring < 4; ++ring) {
    for (std::size_t i = 0; i < 8; ++i)
      for (std::size_t step = 1; step <= 2; ++step) ties.emplace_back(ring * 8 + i, ring * 8 + (i + step) % 8);
    ties.emplace_back(ring * 8, ((ring + 1) % 4) * 8 + 4);
  }
  const Json found = measure(network_of(32, ties), "communities");
  CHECK(found.at("count") == 4);
  for (std::size_t node = 0; node < 32; ++node) CHECK(found.at("perNode").at(node_id(node)) == node / 8);
}

TEST_CASE("a higher resolution gives more communities") {
  const Adjacency graph = random_graph(300, 900, 3);
  CHECK(find_communities(graph, {1, 0.2}).count < find_communities(graph, {1, 1}).count);
  CHECK(find_communities(graph, {1, 1}).count < find_communities(graph, {1, 5}).count);
  CHECK(find_communities(graph, {1, 1e6}).count == 300);
}

TEST_CASE("without ties everybody is a community of their own and modularity is null") {
  const Json found = measure(network_of(3, {}), "communities");
  CHECK(found.at("value").is_null());
  CHECK(found.at("count") == 3);
  CHECK(found.at("perNode") == Json{{node_id(0), 0}, {node_id(1), 1}, {node_id(2), 2}});
}

TEST_CASE("the own logarithm and exponential agree with those of the C library") {
  for (double x = 1e-300; x < 1e300; x *= 7.3)
    CHECK(std::abs(stable_log(x) - std::log(x)) <= 2e-14 + 1e-15 * std::abs(std::log(x)));
  for (double x = -690; x <= 0; x += 0.37) CHECK(std::abs(stable_exp(x) / std::exp(x) - 1) < 3e-13);
  CHECK(stable_log(1) == 0);
  CHECK(stable_exp(0) == 1);
  CHECK(stable_exp(-1e9) == 0);
}
