#include "core/analysis/connectivity.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/analysis/arithmetic.hpp"
#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

Adjacency random_graph(std::uint32_t nodes, std::uint32_t ties, Random& random) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t i = 0; i < ties; ++i) {
    const std::uint32_t a = random.below(nodes);
    const std::uint32_t b = random.below(nodes);
    arcs.emplace_back(a, b);
    arcs.emplace_back(b, a);
  }
  return make_adjacency(nodes, arcs);
}

Adjacency without(const Adjacency& graph, std::uint32_t left) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t a = 0; a < graph.size(); ++a)
    for (const std::uint32_t b : graph.neighbours(a))
      if (a != left && b != left) arcs.emplace_back(a, b);
  return make_adjacency(graph.size(), arcs);
}

}  // namespace

TEST_CASE("cuts are what taking each node and each tie out in turn gives") {
  Random random(42);
  for (int round = 0; round < 200; ++round) {
    const Adjacency graph = random_graph(4 + random.below(20), 3 + random.below(30), random);
    const Components whole = components(graph);
    const Cuts cuts = find_cuts(graph, whole);
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      const Components rest = components(without(graph, node));
      // The node itself is still there, alone.
      const bool falls_apart = graph.degree(node) > 0 && rest.sizes.size() > whole.sizes.size() + 1;
      CHECK((cuts.articulation[node] == 1) == falls_apart);
      if (whole.of_node[node] != whole.main) {
        CHECK(cuts.cut_off[node] == 0);
        continue;
      }
      std::uint32_t largest = 0;
      for (std::uint32_t other = 0; other < graph.size(); ++other)
        if (other != node && whole.of_node[other] == whole.main)
          largest = std::max(largest, rest.sizes[rest.of_node[other]]);
      CHECK(cuts.cut_off[node] == whole.main_size() - 1 - largest);
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> bridges;
    for (std::uint32_t a = 0; a < graph.size(); ++a)
      for (const std::uint32_t b : graph.neighbours(a)) {
        if (b < a) continue;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
        for (std::uint32_t c = 0; c < graph.size(); ++c)
          for (const std::uint32_t d : graph.neighbours(c))
            if (!(c == a && d == b) && !(c == b && d == a)) arcs.emplace_back(c, d);
        if (components(make_adjacency(graph.size(), arcs)).sizes.size() > whole.sizes.size())
          bridges.emplace_back(a, b);
      }
    CHECK(cuts.bridges == bridges);
  }
}

TEST_CASE("a star stands and falls with its centre") {
  const Network network = star_of(11);
  CHECK(measure(network, "articulationPoints").at("value") == Json{node_id(0)});
  CHECK(measure(network, "bridges").at("value").size() == 10);
  const Json impact = measure(network, "hubImpact").at("perNode");
  CHECK(impact.at(node_id(0)) == 9);
  CHECK(impact.at(node_id(1)) == 0);
  CHECK(std::abs(measure(network, "independence").at("value").get<double>() - 0.1) < 1e-12);
  CHECK(measure(network, "centralisation").at("value") == 1.0);
}

TEST_CASE("a ring needs nobody") {
  const Network network = network_of(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 0}});
  CHECK(measure(network, "articulationPoints").at("value") == Json::array());
  CHECK(measure(network, "bridges").at("value") == Json::array());
  CHECK(measure(network, "independence").at("value") == 1.0);
  CHECK(measure(network, "centralisation").at("value") == 0.0);
}

TEST_CASE("a pair with two ties has no bridge, a pair with one and a loop has") {
  CHECK(measure(network_of(2, {{0, 1}, {1, 0}}), "bridges").at("value") == Json::array());
  CHECK(measure(network_of(2, {{0, 1}, {1, 1}}), "bridges").at("value") == Json{edge_id(0)});
}

TEST_CASE("outside the main component nobody is cut off") {
  // A path of five and one of three.
  const Network network = network_of(8, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {5, 6}, {6, 7}});
  const Json impact = measure(network, "hubImpact").at("perNode");
  CHECK(impact.at(node_id(2)) == 2);
  CHECK(impact.at(node_id(1)) == 1);
  CHECK(impact.at(node_id(6)) == 0);
}
