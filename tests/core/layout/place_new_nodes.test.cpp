#include "core/layout/place_new_nodes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;

namespace {

// A picture of communities with boxes; every node has its place.
Graph placed_network(std::uint32_t size) {
  Graph graph = community_graph(size);
  give_boxes(graph);
  const std::vector<Point> positions = lay_out(graph, "stress");
  graph.start.assign(positions.begin(), positions.end());
  return graph;
}

// One more node, without a place.
std::uint32_t add_node(Graph& graph, const std::vector<std::uint32_t>& neighbours) {
  const std::uint32_t node = graph.size++;
  graph.start.resize(graph.size);
  graph.boxes.push_back({50, 50, 20, 40});
  for (const std::uint32_t other : neighbours) graph.edges.emplace_back(node, other);
  return node;
}

}  // namespace

TEST_CASE("nodes that have a place keep it exactly when new ones come") {
  Graph graph = placed_network(150);
  const Graph before = graph;
  for (std::uint32_t i = 0; i < 10; ++i) add_node(graph, {i * 7, i * 3});
  add_node(graph, {});
  const std::vector<Point> positions = layout::place_new_nodes(graph);
  REQUIRE(positions.size() == graph.size);
  for (std::uint32_t node = 0; node < before.size; ++node) CHECK(positions[node] == *before.start[node]);
  CHECK(all_finite(positions));
  CHECK(overlaps(graph, positions) == 0);
}

TEST_CASE("a new node stands beside its only neighbour, on the side where that has room") {
  Graph graph = graph_of(2, {{0, 1}});
  graph.boxes.assign(2, Box{30, 30, 20, 40});
  graph.start = {Point{0, 0}, Point{-200, 0}};
  const std::uint32_t node = add_node(graph, {0});
  const std::vector<Point> positions = layout::place_new_nodes(graph);
  CHECK(positions[node].x > 60);
  CHECK(distance(positions[node], {0, 0}) < 160);
}

TEST_CASE("a new node stands in the middle of its neighbours when there is room") {
  Graph graph = graph_of(3, {});
  graph.boxes.assign(3, Box{30, 30, 20, 40});
  graph.start = {Point{0, 0}, Point{600, 0}, Point{300, 600}};
  const std::uint32_t node = add_node(graph, {0, 1, 2});
  CHECK(layout::place_new_nodes(graph)[node] == Point{300, 200});
}

TEST_CASE("a new node whose middle place is taken stands close to it") {
  Graph graph = placed_network(200);
  const std::uint32_t node = add_node(graph, {10, 11, 12, 13});
  const std::vector<Point> positions = layout::place_new_nodes(graph);
  Point middle;
  for (const std::uint32_t other : {10u, 11u, 12u, 13u})
    middle = {middle.x + positions[other].x / 4, middle.y + positions[other].y / 4};
  CHECK(distance(positions[node], middle) < 400);
  CHECK(overlaps(graph, positions) == 0);
}

TEST_CASE("a new node without ties stands just outside the picture, at the side one looks at") {
  Graph graph = placed_network(80);
  std::vector<Point> old;
  for (const auto& point : graph.start) old.push_back(*point);
  const Rect before = bounds(graph, old, 0, 80);
  const std::uint32_t node = add_node(graph, {});
  const Point right{before.max.x - 50, before.center().y};
  const Point at_right = layout::place_new_nodes(graph, right)[node];
  CHECK(at_right.x > right.x - 100);
  CHECK(at_right.x < before.max.x + 200);
  const Point top{before.center().x, before.min.y + 20};
  CHECK(layout::place_new_nodes(graph, top)[node].y < before.min.y + 150);
  CHECK(overlaps(graph, layout::place_new_nodes(graph, top)) == 0);
}

TEST_CASE("who looks at an empty stretch of table gets the new node there") {
  Graph graph = placed_network(30);
  const std::uint32_t node = add_node(graph, {});
  CHECK(distance(layout::place_new_nodes(graph, {50'000, -3'000})[node], {50'000, -3'000}) < 60);
}

TEST_CASE("the first nodes of an empty table stand around where one looks") {
  Graph graph;
  const std::uint32_t first = add_node(graph, {});
  const std::vector<Point> positions = layout::place_new_nodes(graph, {100, 50});
  CHECK(distance(positions[first], {100, 50}) < 60);
}

TEST_CASE("a whole new part grows node by node beside the picture") {
  Graph graph = placed_network(60);
  std::uint32_t last = add_node(graph, {});
  const std::uint32_t first = last;
  for (int i = 0; i < 12; ++i) last = add_node(graph, {last});
  const std::vector<Point> positions = layout::place_new_nodes(graph);
  CHECK(overlaps(graph, positions) == 0);
  for (std::uint32_t node = first; node < last; ++node) CHECK(distance(positions[node], positions[node + 1]) < 400);
}

TEST_CASE("hostile positions and views give finite places") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Graph graph = community_graph(40);
  graph.start.assign(40, Point{nan, nan});
  graph.start[1] = Point{1e7, -1e7};
  graph.start[2] = Point{1e7, -1e7};
  for (const Point view : {Point{nan, 0}, Point{1e300, 1e300}, Point{0, 0}}) {
    const std::vector<Point> positions = layout::place_new_nodes(graph, view, nan);
    CHECK(all_finite(positions));
    for (const Point& point : positions) {
      CHECK(std::fabs(point.x) <= 1e7);
      CHECK(std::fabs(point.y) <= 1e7);
    }
  }
}

TEST_CASE("thousands of new nodes around one are placed") {
  Graph graph;
  graph.size = 4000;
  for (std::uint32_t node = 1; node < graph.size; ++node) graph.edges.emplace_back(0, node);
  CHECK(overlaps(graph, layout::place_new_nodes(graph)) == 0);
}
