// Layouts that follow from what nodes are: layers, sectors, places, grid.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <set>

#include "core/layout/layers.hpp"
#include "core/layout/map_coordinates.hpp"
#include "core/layout/trigonometry.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;
using layout::GeoPoint;

namespace {

bool segments_cross(Point a, Point b, Point c, Point d) {
  const auto side = [](Point p, Point q, Point r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

std::size_t crossings(const Graph& graph, const std::vector<Point>& at) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < graph.edges.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto [a, b] = graph.edges[i];
      const auto [c, d] = graph.edges[j];
      if (segments_cross(at[a], at[b], at[c], at[d])) ++count;
    }
  return count;
}

}  // namespace

TEST_CASE("layers stand from left to right, and the others between those they work on") {
  // 0, 1, 2 dream; 3, 4 pilot; 5 practice; 6 works on dreams, 7 on a dream and the practice, 8 on nothing.
  Graph graph = graph_of(9, {{6, 0}, {6, 1}, {7, 2}, {7, 5}});
  graph.layer = {1, 1, 1, 3, 3, 4, -1, -1, -1};
  const std::vector<Point> at = lay_out(graph, "layers");
  CHECK(at[0].x == at[1].x);
  CHECK(at[1].x == at[2].x);
  CHECK(at[3].x == at[4].x);
  CHECK(at[2].x < at[3].x);
  CHECK(at[4].x < at[5].x);
  CHECK(at[6].x < at[0].x);
  CHECK(at[7].x > at[2].x);
  CHECK(at[7].x < at[5].x);
  for (int node = 0; node < 8; ++node) CHECK(at[8].y > at[node].y);
}

TEST_CASE("layers untangle ties that need not cross") {
  // Ten initiatives, ten actors each on its own one, in scrambled reading order.
  Graph graph = graph_of(20, {});
  for (std::uint32_t i = 0; i < 10; ++i) {
    graph.edges.emplace_back(i, 10 + i);
    graph.layer.push_back(2);
  }
  graph.layer.resize(20, -1);
  for (std::uint32_t i = 0; i < 20; ++i) graph.rank.push_back(i * 7 % 20);
  layout::Options narrow;
  narrow.parameters["aspect"] = 0.3;
  CHECK(crossings(graph, lay_out(graph, "layers", narrow)) == 0);
}

TEST_CASE("a network without layers is laid out by distance from its hub") {
  const Graph graph = graph_of(5, {{0, 1}, {0, 2}, {0, 3}, {3, 4}});
  const std::vector<Point> at = lay_out(graph, "layers");
  CHECK(at[0].x < at[1].x);
  CHECK(at[1].x == at[3].x);
  CHECK(at[3].x < at[4].x);
}

TEST_CASE("values with room between them are the nearest there are") {
  CHECK(layout::nearest_with_room({0, 10, 20}, {5, 5}) == std::vector<double>{0, 10, 20});
  // All want 0: they spread around it.
  CHECK(layout::nearest_with_room({0, 0, 0}, {10, 10}) == std::vector<double>{-10, 0, 10});
  // By hand: minimise (a − 4)² + (b − 1)² with b ≥ a + 1 → a = 2, b = 3.
  CHECK(layout::nearest_with_room({4, 1}, {1}) == std::vector<double>{2, 3});
  CHECK(layout::nearest_with_room({}, {}).empty());
}

TEST_CASE("each sector has its own part of the wheel, and initiatives stand inside") {
  Graph graph = graph_of(50, {});
  for (std::uint32_t node = 0; node < 40; ++node) graph.group.push_back(static_cast<std::int32_t>(node % 5));
  graph.group.resize(50, -1);
  for (std::uint32_t i = 0; i < 9; ++i)
    for (const std::uint32_t actor : {i, i + 11, i + 23}) graph.edges.emplace_back(40 + i, actor);
  const std::vector<Point> at = lay_out(graph, "sectors");

  // Going round the rim, a sector that has been left does not come back.
  Point hub;
  for (std::uint32_t node = 0; node < 40; ++node) hub = {hub.x + at[node].x / 40, hub.y + at[node].y / 40};
  std::vector<std::pair<double, std::int32_t>> round;
  double nearest_rim = 1e9;
  for (std::uint32_t node = 0; node < 40; ++node) {
    round.emplace_back(std::atan2(at[node].y - hub.y, at[node].x - hub.x), graph.group[node]);
    nearest_rim = std::min(nearest_rim, distance(at[node], hub));
  }
  std::sort(round.begin(), round.end());
  int changes = 0;
  for (std::size_t i = 0; i < round.size(); ++i) changes += round[i].second != round[(i + 1) % round.size()].second;
  CHECK(changes == 5);
  for (std::uint32_t node = 40; node < 49; ++node) CHECK(distance(at[node], hub) < nearest_rim);
  // The last has no ties: below the wheel.
  for (std::uint32_t node = 0; node < 49; ++node) CHECK(at[49].y > at[node].y);
}

TEST_CASE("an initiative of one sector stands on that sector's side of the wheel") {
  Graph graph = graph_of(21, {});
  for (std::uint32_t node = 0; node < 20; ++node) graph.group.push_back(static_cast<std::int32_t>(node / 5));
  graph.group.push_back(-1);
  for (std::uint32_t node = 5; node < 10; ++node) graph.edges.emplace_back(20, node);
  const std::vector<Point> at = lay_out(graph, "sectors");
  const auto mean_to = [&](std::uint32_t first) {
    double sum = 0;
    for (std::uint32_t node = first; node < first + 5; ++node) sum += distance(at[20], at[node]);
    return sum;
  };
  CHECK(mean_to(5) < mean_to(0));
  CHECK(mean_to(5) < mean_to(10));
  CHECK(mean_to(5) < mean_to(15));
}

TEST_CASE("a map has north up, and what has no place stands beside it") {
  Graph graph = graph_of(8, {});
  const std::vector<const char*> names = {"Groningen", "Maastricht", "Breda", "Enschede", "Tilburg", "Eindhoven"};
  for (const char* name : names) graph.places.push_back(layout::coordinates_of_place(name));
  for (const auto& place : graph.places) REQUIRE(place);
  graph.places.resize(8);
  const std::vector<Point> at = lay_out(graph, "places");
  CHECK(at[0].y < at[2].y);  // Groningen, Breda
  CHECK(at[1].y > at[2].y);  // Maastricht, Breda
  CHECK(at[3].x > at[2].x);  // Enschede, Breda
  CHECK(at[2].x < at[4].x);  // Breda, Tilburg
  CHECK(at[4].x < at[5].x);  // Tilburg, Eindhoven
  for (int node = 0; node < 6; ++node) {
    CHECK(at[6].x > at[node].x + 48);
    CHECK(at[7].x > at[node].x + 48);
  }
}

TEST_CASE("distances on the map are true where there is room") {
  // Great-circle distances in kilometres, computed apart from this project with the haversine formula.
  Graph graph = graph_of(4, {});
  for (const char* name : {"Breda", "Enschede", "Groningen", "Maastricht"})
    graph.places.push_back(layout::coordinates_of_place(name));
  const std::vector<Point> at = lay_out(graph, "places");
  const double unit = distance(at[0], at[1]) / 161.4;
  CHECK_THAT(distance(at[0], at[2]) / unit, Catch::Matchers::WithinRel(218.2, 0.02));
  CHECK_THAT(distance(at[0], at[3]) / unit, Catch::Matchers::WithinRel(103.9, 0.02));
  CHECK_THAT(distance(at[1], at[2]) / unit, Catch::Matchers::WithinRel(113.4, 0.02));
  CHECK_THAT(distance(at[2], at[3]) / unit, Catch::Matchers::WithinRel(270.0, 0.02));
}

TEST_CASE("those of one place stand together") {
  Graph graph = graph_of(40, {});
  for (int i = 0; i < 40; ++i)
    graph.places.push_back(layout::coordinates_of_place(i < 20 ? "Tilburg" : i < 39 ? "Breda" : "Oss"));
  give_boxes(graph);
  const std::vector<Point> at = lay_out(graph, "places");
  const Rect tilburg = bounds(graph, at, 0, 20), breda = bounds(graph, at, 20, 39);
  CHECK((breda.max.x < tilburg.min.x || breda.max.y < tilburg.min.y || tilburg.max.y < breda.min.y));
}

TEST_CASE("the grid reads in the given order") {
  Graph graph = graph_of(30, {{0, 29}});
  for (std::uint32_t node = 0; node < 30; ++node) graph.rank.push_back(29 - node);
  give_boxes(graph);
  const std::vector<Point> at = lay_out(graph, "grid");
  for (std::uint32_t node = 29; node > 0; --node) {
    const bool same_row = at[node].y == at[node - 1].y;
    CHECK((same_row ? at[node].x < at[node - 1].x : at[node].y < at[node - 1].y));
  }
  std::set<double> columns, rows;
  for (const Point& point : at) {
    columns.insert(point.x);
    rows.insert(point.y);
  }
  CHECK(columns.size() * rows.size() >= 30);
  CHECK(columns.size() * (rows.size() - 1) < 30);
}

TEST_CASE("sine, cosine and the angle agree with the C library to many digits") {
  for (double angle = -20; angle < 20; angle += 0.0371) {
    const Point direction = layout::direction_at(angle);
    CHECK_THAT(direction.x, Catch::Matchers::WithinAbs(std::cos(angle), 1e-12));
    CHECK_THAT(direction.y, Catch::Matchers::WithinAbs(std::sin(angle), 1e-12));
    CHECK_THAT(layout::angle_of({3 * direction.x, 3 * direction.y}),
               Catch::Matchers::WithinAbs(std::atan2(direction.y, direction.x), 1e-9));
  }
  CHECK(layout::angle_of({0, 0}) == 0);
  CHECK_THAT(layout::angle_of({-1, 0}), Catch::Matchers::WithinAbs(layout::pi, 1e-12));
}
