#include <catch2/catch_test_macros.hpp>

#include "core/layout/overlap_removal.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;
using layout::BoxIndex;
using layout::OverlapRemoval;
using layout::PlacedBox;

namespace {

std::vector<Point> separate(const Graph& graph, const std::vector<Point>& positions, const std::vector<char>& fixed,
                            bool grow = true) {
  OverlapRemoval removal(positions, graph.boxes, fixed, {8, grow});
  while (!removal.advance()) {
  }
  return removal.positions();
}

std::vector<Point> random_points(std::uint32_t count, double side) {
  analysis::Random random(2);
  std::vector<Point> points;
  for (std::uint32_t i = 0; i < count; ++i) {
    const double x = random.unit(), y = random.unit();
    points.push_back({x * side, y * side});
  }
  return points;
}

}  // namespace

TEST_CASE("boxes that do not overlap stay exactly where they are") {
  Graph graph;
  graph.size = 25;
  give_boxes(graph);
  std::vector<Point> positions;
  for (int i = 0; i < 25; ++i) positions.push_back({i % 5 * 300.0, i / 5 * 90.0});
  CHECK(separate(graph, positions, std::vector<char>(25, 0)) == positions);
}

TEST_CASE("crowded boxes are moved apart, whether the picture may grow or not") {
  Graph graph;
  graph.size = 400;
  give_boxes(graph);
  for (const double side : {0.0, 1.0, 500.0, 3000.0})
    for (const bool grow : {true, false}) {
      CAPTURE(side, grow);
      const std::vector<Point> after = separate(graph, random_points(400, side), std::vector<char>(400, 0), grow);
      CHECK(all_finite(after));
      CHECK(overlaps(graph, after) == 0);
    }
}

TEST_CASE("fixed boxes stay where they are while others make way") {
  Graph graph;
  graph.size = 200;
  give_boxes(graph);
  const std::vector<Point> before = random_points(200, 2000);
  std::vector<char> fixed(200, 0);
  fixed[0] = fixed[1] = fixed[2] = 1;
  std::vector<Point> apart = before;
  apart[0] = {100, 100};
  apart[1] = {900, 1000};
  apart[2] = {1500, 300};
  const std::vector<Point> after = separate(graph, apart, fixed);
  for (const int i : {0, 1, 2}) CHECK(after[i] == apart[i]);
  CHECK(overlaps(graph, after) == 0);
}

TEST_CASE("a free place is free, and near what was wanted") {
  BoxIndex index(60, 4);
  const Box box{30, 30, 20, 40};
  index.add({{0, 0}, box, 8});
  CHECK_FALSE(index.free({{10, 10}, box, 8}));
  CHECK(index.free({{68, 0}, box, 8}));
  CHECK_FALSE(index.free({{67, 0}, box, 8}));
  CHECK(index.free_place_near({200, 5}, box, 8) == Point{200, 5});
  const Point place = index.free_place_near({5, 5}, box, 8);
  CHECK(index.free({place, box, 8}));
  CHECK(distance(place, {5, 5}) < 110);
}

TEST_CASE("an index that grows still finds every box") {
  BoxIndex index(10, 1);
  for (int i = 0; i < 2000; ++i) index.add({{i % 50 * 20.0, i / 50 * 20.0}, {5, 5, 5, 5}, 0});
  for (int i = 0; i < 2000; ++i) CHECK_FALSE(index.free({{i % 50 * 20.0 + 3, i / 50 * 20.0}, {5, 5, 5, 5}, 0}));
  CHECK(index.free({{10, 10}, {4, 4, 4, 4}, 0}));
}
