#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/layout/stress.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;
using layout::StressSettings;

namespace {

// Stress alone, before boxes are moved apart.
std::vector<Point> solve(const Graph& graph, StressSettings settings = {}) {
  const layout::Prepared prepared(graph);
  const auto solver = layout::make_stress_solver(prepared.adjacency, prepared.start, prepared.pinned, settings);
  while (!solver->advance()) {
  }
  return solver->positions();
}

}  // namespace

TEST_CASE("stress is as low as that of Kamada and Kawai's method") {
  // The reference: igraph 0.10's layout_kamada_kawai with 100 n iterations and epsilon 0, the best of three beginnings,
  // and networkx 2.8's kamada_kawai_layout where that is feasible, both scored as here.
  struct Reference {
    std::uint32_t size;
    double stress;
  };
  for (const auto& [size, stress] : {Reference{100, 0.0870}, Reference{300, 0.0942}, Reference{1000, 0.1214}}) {
    CAPTURE(size);
    const Graph graph = community_graph(size);
    REQUIRE(graph.edges.size() == 3 * size);
    CHECK(stress_of(graph, solve(graph)) <= stress * 1.01);
  }
}

TEST_CASE("stress with pivots comes close to stress with all pairs") {
  // 3,000 nodes are beyond the size for all pairs; on this graph igraph's layout_kamada_kawai (20 n iterations) reaches
  // 0.1353, and Graphviz' sfdp 0.168.
  const Graph graph = community_graph(3000);
  REQUIRE(graph.size > layout::exact_size);
  CHECK(stress_of(graph, solve(graph)) <= 0.1353 * 1.02);
}

TEST_CASE("a chain becomes a line, and distances in it are edges times the edge length") {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t node = 1; node < 12; ++node) edges.emplace_back(node - 1, node);
  const Graph graph = graph_of(12, edges);
  StressSettings settings;
  settings.edge_length = 100;
  const std::vector<Point> positions = solve(graph, settings);
  CHECK_THAT(distance(positions[0], positions[11]), Catch::Matchers::WithinRel(1100.0, 0.01));
  CHECK_THAT(distance(positions[3], positions[5]), Catch::Matchers::WithinRel(200.0, 0.02));
}

TEST_CASE("a triangle is equilateral") {
  const std::vector<Point> positions = solve(graph_of(3, {{0, 1}, {1, 2}, {2, 0}}));
  for (const auto& [a, b] : {std::pair{0, 1}, std::pair{1, 2}, std::pair{2, 0}})
    CHECK_THAT(distance(positions[a], positions[b]), Catch::Matchers::WithinRel(120.0, 0.01));
}

TEST_CASE("moving boxes apart hardly raises stress, and by little more where they stand close together") {
  for (const auto& [size, most] : {std::pair{100u, 1.65}, std::pair{300u, 1.65}, std::pair{1000u, 1.06}}) {
    CAPTURE(size);
    Graph graph = community_graph(size);
    give_boxes(graph);
    const std::vector<Point> positions = lay_out(graph, "stress");
    CHECK(overlaps(graph, positions) == 0);
    CHECK(stress_of(graph, positions) <= stress_of(graph, solve(graph)) * most);
  }
}

TEST_CASE("with keep, a layout of what is well placed already moves little") {
  Graph graph = community_graph(60);
  const std::vector<Point> before = lay_out(graph, "stress");
  graph.start.assign(before.begin(), before.end());
  layout::Options options;
  options.seed = 99;
  const auto mean_move = [&](const std::vector<Point>& after) {
    double sum = 0;
    for (std::size_t i = 0; i < after.size(); ++i) sum += distance(before[i], after[i]);
    return sum / static_cast<double>(after.size());
  };
  const double afresh = mean_move(lay_out(graph, "stress", options));
  options.parameters["keep"] = 1;
  const double kept = mean_move(lay_out(graph, "stress", options));
  CHECK(kept < 75);
  CHECK(kept < afresh);
}

TEST_CASE("a layout from scratch lies like the picture before it") {
  Graph graph = community_graph(80);
  const std::vector<Point> first = lay_out(graph, "stress");
  for (const Point& point : first) graph.start.emplace_back(Point{-point.x, point.y});
  const std::vector<Point> mirrored = lay_out(graph, "stress");
  double likeness = 0;
  for (std::size_t i = 0; i < first.size(); ++i) likeness += -first[i].x * mirrored[i].x;
  CHECK(likeness > 0);
}
