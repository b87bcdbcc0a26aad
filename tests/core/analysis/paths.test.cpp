#include "core/analysis/paths.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

TEST_CASE("the centre of a star has betweenness 1 and closeness 1") {
  const Network network = star_of(9);
  const Graph graph(network);
  const std::vector<double> between = betweenness(graph.undirected());
  const std::vector<double> close = closeness(graph.undirected());
  CHECK(std::abs(between[0] - 1) < 1e-12);
  CHECK(between[1] == 0);
  CHECK(std::abs(close[0] - 1) < 1e-12);
  CHECK(std::abs(close[1] - 8.0 / 15) < 1e-12);
}

TEST_CASE("a sweep in slices gives the same bits as one at once") {
  const Network network = network_of(reference("graphs.json")[2]);
  const Graph graph(network);
  BetweennessSweep between(graph.undirected());
  CHECK(between.advance(50) == graph.size() - 50);
  while (between.advance(7) > 0) {
  }
  CHECK(between.result() == betweenness(graph.undirected()));
  ClosenessSweep close(graph.undirected());
  CHECK(close.advance(1) == graph.size() - 64);
  while (close.advance(1) > 0) {
  }
  CHECK(close.advance(10) == 0);
  CHECK(close.result() == closeness(graph.undirected()));
}

TEST_CASE("betweenness stays a number where there are more paths than a double can count") {
  // A chain of 1,200 squares: 2^1200 shortest paths from end to end. By symmetry both corners beside a joint share its
  // paths.
  constexpr std::uint32_t squares = 1200;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  const auto tie = [&](std::uint32_t a, std::uint32_t b) {
    arcs.emplace_back(a, b);
    arcs.emplace_back(b, a);
  };
  for (std::uint32_t i = 0; i < squares; ++i)
    for (const std::uint32_t side : {1u, 2u}) {
      tie(3 * i, 3 * i + side);
      tie(3 * i + side, 3 * i + 3);
    }
  const Adjacency graph = make_adjacency(3 * squares + 1, arcs);
  const std::vector<double> found = betweenness(graph);
  const double n = graph.size();
  for (std::uint32_t i = 0; i <= squares; ++i) {
    // A joint lies on every path between its two sides, and on half of those between the corners of a square beside it.
    const double left = 3.0 * i;
    const double corners = (i > 0 ? 0.5 : 0) + (i < squares ? 0.5 : 0);
    const double expected = (left * (n - 1 - left) + corners) / ((n - 1) * (n - 2) / 2);
    REQUIRE(std::abs(found[3 * i] - expected) < 1e-9);
  }
  for (std::uint32_t i = 0; i < squares; ++i) {
    // A corner has half of the paths between the two ends of its square and all beyond them.
    const double left = 3.0 * i + 1;
    const double expected = left * (n - 2 - left) / 2 / ((n - 1) * (n - 2) / 2);
    REQUIRE(std::abs(found[3 * i + 1] - expected - 0.0) < 1e-9);
    REQUIRE(std::abs(found[3 * i + 2] - found[3 * i + 1]) < 1e-12);
  }
}

TEST_CASE("too few nodes for a betweenness or closeness give null") {
  CHECK(measure(network_of(2, {{0, 1}}), "betweenness").at("perNode").at(node_id(0)).is_null());
  CHECK(measure(network_of(1, {}), "closeness").at("perNode").at(node_id(0)).is_null());
  CHECK(measure(network_of(2, {{0, 1}}), "closeness").at("perNode").at(node_id(0)) == 1.0);
}
