#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/analysis/arithmetic.hpp"
#include "core/analysis/betweenness.hpp"
#include "core/analysis/betweenness_samples.hpp"
#include "core/analysis/closeness.hpp"
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
  const std::uint32_t left = between.advance(50);
  CHECK(left == between.advance(0));
  while (between.advance(7) > 0) {
  }
  CHECK(between.result() == betweenness(graph.undirected()));
  ClosenessSweep close(graph.undirected());
  const std::uint32_t sources = close.advance(1);
  CHECK(sources > 0);
  CHECK(sources <= graph.size() - 64);
  while (close.advance(1) > 0) {
  }
  CHECK(close.advance(10) == 0);
  CHECK(close.result() == closeness(graph.undirected()));
}

TEST_CASE("closeness of what hangs on the rest by single ties is as far as one walks") {
  Random random(5);
  // Trees of all shapes, alone and on circles, single pairs, and nodes without ties; weights in a batch alike and not.
  for (const std::uint32_t size : {1u, 2u, 3u, 40u, 200u, 401u}) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    const auto tie = [&](std::uint32_t a, std::uint32_t b) {
      arcs.emplace_back(a, b);
      arcs.emplace_back(b, a);
    };
    for (std::uint32_t node = 1; node < size; ++node)
      if (random.below(12) > 0) tie(node, random.below(3) == 0 ? random.below(node) : node - 1);
    for (std::uint32_t i = 0; i < size / 15; ++i) tie(random.below(size), random.below(size));
    const Adjacency graph = make_adjacency(size, arcs);
    const std::vector<double> found = closeness(graph);
    REQUIRE(found.size() == size);
    for (std::uint32_t source = 0; source < size; ++source) {
      std::vector<std::uint32_t> distance(size, size), queue{source};
      distance[source] = 0;
      double sum = 0;
      for (std::size_t at = 0; at < queue.size(); ++at) {
        sum += distance[queue[at]];
        for (const std::uint32_t next : graph.neighbours(queue[at]))
          if (distance[next] == size) {
            distance[next] = distance[queue[at]] + 1;
            queue.push_back(next);
          }
      }
      const double others = static_cast<double>(queue.size()) - 1;
      CHECK(found[source] == (others > 0 ? others / (size - 1.0) * (others / sum) : 0));
    }
  }
}

TEST_CASE("closeness of a long chain is known at once") {
  constexpr std::uint32_t size = 100'000;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t node = 1; node < size; ++node) {
    arcs.emplace_back(node - 1, node);
    arcs.emplace_back(node, node - 1);
  }
  ClosenessSweep sweep(make_adjacency(size, arcs));
  CHECK(sweep.advance(1) == 0);
  // From an end, all the others are 1, 2, 3 … away.
  CHECK(std::abs(sweep.result().front() - 2.0 / size) < 1e-15);
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

TEST_CASE("betweenness is right where one block alone has more paths than a double can count") {
  // 700 layers of three nodes, each tied to all of the next layer: 3^699 paths from one end to the other, and no cut.
  constexpr std::uint32_t layers = 700;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t layer = 0; layer + 1 < layers; ++layer)
    for (std::uint32_t a = 0; a < 3; ++a)
      for (std::uint32_t b = 0; b < 3; ++b) {
        arcs.emplace_back(3 * layer + a, 3 * layer + 3 + b);
        arcs.emplace_back(3 * layer + 3 + b, 3 * layer + a);
      }
  const Adjacency graph = make_adjacency(3 * layers, arcs);
  const std::vector<double> found = betweenness(graph);
  const double n = graph.size();
  for (std::uint32_t layer = 0; layer < layers; ++layer) {
    // A third of what passes the layer, and its share of the three pairs within each layer beside it.
    double expected = 9.0 * layer * (layers - 1 - layer) / 3;
    if (layer > 0) expected += 3.0 / (layer == 1 ? 3 : 6);
    if (layer + 1 < layers) expected += 3.0 / (layer + 2 == layers ? 3 : 6);
    for (std::uint32_t a = 0; a < 3; ++a)
      REQUIRE(std::abs(found[3 * layer + a] - expected / ((n - 1) * (n - 2) / 2)) < 1e-9);
  }
}

TEST_CASE("hubs of many small blocks, long paths and cliques are done with quickly and exactly") {
  const auto rows = [](std::uint32_t size, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& ties) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs = ties;
    for (const auto& [a, b] : ties) arcs.emplace_back(b, a);
    return make_adjacency(size, arcs);
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;
  for (std::uint32_t i = 1; i < 40'000; i += 2) {
    ties.emplace_back(0, i);
    ties.emplace_back(0, i + 1);
    ties.emplace_back(i, i + 1);
  }
  const double n = 40'001;
  const std::vector<double> friends = betweenness(rows(40'001, ties));
  // The hub has every pair but those within the 20,000 triangles.
  CHECK(std::abs(friends[0] - (1 - 20'000 / ((n - 1) * (n - 2) / 2))) < 1e-12);
  CHECK(friends[1] == 0);

  ties.clear();
  for (std::uint32_t i = 1; i < 100'000; ++i) ties.emplace_back(i - 1, i);
  const std::vector<double> path = betweenness(rows(100'000, ties));
  CHECK(std::abs(path[10] - 10.0 * 99'989 / (99'999.0 * 99'998 / 2)) < 1e-12);

  ties.clear();
  for (std::uint32_t a = 0; a < 300; ++a)
    for (std::uint32_t b = 0; b < a; ++b) ties.emplace_back(a, b);
  for (const double value : betweenness(rows(300, ties))) REQUIRE(value == 0);
}

TEST_CASE("sampled betweenness is within its bound, and the same for the same seed") {
  std::size_t far = 0;
  for (const Json& graph : reference("undirected.json")) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    for (const Json& edge : graph.at("edges")) {
      arcs.emplace_back(edge[0], edge[1]);
      arcs.emplace_back(edge[1], edge[0]);
    }
    const Adjacency rows = make_adjacency(graph.at("nodes"), arcs);
    const std::vector<double> nothing(rows.size(), 0);
    BetweennessSamples samples(rows, nothing, 7);
    samples.advance(4'096);
    BetweennessSamples sliced(rows, nothing, 7);
    for (int slice = 0; slice < 64; ++slice) sliced.advance(64);
    CHECK(samples.result() == sliced.result());
    const ErrorBound bound = samples.bound();
    CHECK(bound.samples == 4'096);
    CHECK(bound.error < 0.06);
    const auto expected = graph.at("expected").at("betweenness").get<std::vector<double>>();
    const std::vector<double> found = samples.result();
    for (std::size_t node = 0; node < found.size(); ++node) {
      INFO(graph.at("name") << " " << node << ": " << found[node] << ", exact " << expected[node]);
      CHECK(std::abs(found[node] - expected[node]) <= bound.error);
      // Nor so far within it that it says nothing.
      if (std::abs(found[node] - expected[node]) > bound.error / 10) ++far;
    }
  }
  CHECK(far > 0);
}

TEST_CASE("too few nodes for a betweenness or closeness give null") {
  CHECK(measure(network_of(2, {{0, 1}}), "betweenness").at("perNode").at(node_id(0)).is_null());
  CHECK(measure(network_of(1, {}), "closeness").at("perNode").at(node_id(0)).is_null());
  CHECK(measure(network_of(2, {{0, 1}}), "closeness").at("perNode").at(node_id(0)) == 1.0);
}
