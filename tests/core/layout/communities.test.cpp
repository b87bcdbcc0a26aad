#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "core/layout/quadtree.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;

TEST_CASE("the communities layout keeps neighbours near, and distances about true") {
  // igraph's layout_fruchterman_reingold reaches 0.095 and 0.171 on the graph of 1,000, its layout_drl 0.198 and 0.207.
  for (const std::uint32_t size : {300u, 1000u}) {
    CAPTURE(size);
    Graph graph = community_graph(size);
    give_boxes(graph);
    const std::vector<Point> positions = lay_out(graph, "communities");
    CHECK(overlaps(graph, positions) == 0);
    CHECK(neighbourhood_preservation(graph, positions) >= 0.18);
    CHECK(stress_of(graph, positions) <= 0.16);
  }
}

TEST_CASE("groups joined by a few bridges stand apart in the communities layout") {
  // Four complete groups of eight in a ring of bridges.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t group = 0; group < 4; ++group) {
    for (std::uint32_t a = 0; a < 8; ++a)
      for (std::uint32_t b = 0; b < a; ++b) edges.emplace_back(8 * group + a, 8 * group + b);
    edges.emplace_back(8 * group, 8 * ((group + 1) % 4) + 1);
  }
  const Graph graph = graph_of(32, edges);
  const std::vector<Point> positions = lay_out(graph, "communities");
  for (std::uint32_t a = 0; a < 32; ++a) {
    double nearest_outside = 1e9, mean_inside = 0;
    for (std::uint32_t b = 0; b < 32; ++b) {
      if (a / 8 == b / 8) {
        mean_inside += distance(positions[a], positions[b]) / 7;
      } else {
        nearest_outside = std::min(nearest_outside, distance(positions[a], positions[b]));
      }
    }
    CAPTURE(a);
    CHECK(mean_inside < 1.2 * nearest_outside);
  }
}

TEST_CASE("the quadtree's repulsion is close to the sum over all pairs") {
  analysis::Random random(3);
  std::vector<Point> points;
  std::vector<double> weights;
  for (int i = 0; i < 500; ++i) {
    const double x = random.unit(), y = random.unit();
    points.push_back({x * 10, y * y * 4});
    weights.push_back(1 + random.unit());
  }
  points[7] = points[8];
  layout::Quadtree tree;
  tree.build(points, weights);
  constexpr double range = 3;
  for (const std::size_t i : {std::size_t{0}, std::size_t{7}, std::size_t{123}, std::size_t{499}}) {
    Point sum;
    double size = 0;
    for (std::size_t j = 0; j < points.size(); ++j) {
      const double x = points[i].x - points[j].x, y = points[i].y - points[j].y;
      const double square = x * x + y * y;
      if (square == 0) continue;
      const double force = weights[j] / (square * (1 + square / (range * range)));
      sum = {sum.x + force * x, sum.y + force * y};
      size += force * std::sqrt(square);
    }
    const Point exact = tree.repulsion(points[i], range, 0);
    CHECK_THAT(exact.x, Catch::Matchers::WithinAbs(sum.x, 1e-9 * size));
    CHECK_THAT(exact.y, Catch::Matchers::WithinAbs(sum.y, 1e-9 * size));
    const Point rough = tree.repulsion(points[i], range, 0.8);
    CHECK_THAT(rough.x, Catch::Matchers::WithinAbs(sum.x, 0.05 * size));
    CHECK_THAT(rough.y, Catch::Matchers::WithinAbs(sum.y, 0.05 * size));
  }
}
