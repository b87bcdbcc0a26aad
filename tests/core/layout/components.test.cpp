#include <catch2/catch_test_macros.hpp>

#include "core/layout/components.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;

namespace {

bool apart(const Rect& a, const Rect& b, double gap) {
  return a.max.x + gap <= b.min.x + 1e-6 || b.max.x + gap <= a.min.x + 1e-6 || a.max.y + gap <= b.min.y + 1e-6 ||
         b.max.y + gap <= a.min.y + 1e-6;
}

}  // namespace

TEST_CASE("rectangles are packed close together without touching") {
  analysis::Random random(4);
  for (const std::size_t count : {std::size_t{2}, std::size_t{20}, std::size_t{300}}) {
    CAPTURE(count);
    std::vector<Rect> rectangles;
    double area = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double x = random.unit() * 100, y = random.unit() * 100;
      const double width = 20 + random.unit() * 200, height = 20 + random.unit() * 100;
      rectangles.push_back({{x, y}, {x + width, y + height}});
      area += (width + 10) * (height + 10);
    }
    const std::vector<Point> shifts = layout::pack(rectangles, 1, 1.4, 10);
    CHECK(shifts[0] == Point{});
    Rect all;
    for (std::size_t i = 0; i < count; ++i) {
      rectangles[i].min = {rectangles[i].min.x + shifts[i].x, rectangles[i].min.y + shifts[i].y};
      rectangles[i].max = {rectangles[i].max.x + shifts[i].x, rectangles[i].max.y + shifts[i].y};
      all.include(rectangles[i].min);
      all.include(rectangles[i].max);
    }
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < i; ++j) CHECK(apart(rectangles[i], rectangles[j], 10));
    CHECK(all.width() * all.height() < 2.2 * area);
  }
}

TEST_CASE("nodes without ties stand in one compact block beside the rest") {
  Graph graph = community_graph(60);
  graph.size = 100;
  give_boxes(graph);
  const std::vector<Point> positions = lay_out(graph, "stress");
  const Rect tied = bounds(graph, positions, 0, 60);
  const Rect alone = bounds(graph, positions, 60, 100);
  CHECK(apart(tied, alone, 8));
  double covered = 0;
  for (std::uint32_t node = 60; node < 100; ++node)
    covered += (graph.boxes[node].left + graph.boxes[node].right + 8) *
               (graph.boxes[node].above + graph.boxes[node].below + 8);
  CHECK(alone.width() * alone.height() < 1.4 * covered);
}

TEST_CASE("parts that do not hang together do not mix") {
  Graph graph;
  graph.size = 60;
  for (std::uint32_t component = 0; component < 6; ++component)
    for (std::uint32_t i = 1; i < 10; ++i) graph.edges.emplace_back(10 * component + i, 10 * component + i / 2);
  for (const char* algorithm : {"stress", "communities"}) {
    CAPTURE(algorithm);
    const std::vector<Point> positions = lay_out(graph, algorithm);
    for (std::uint32_t a = 0; a < 6; ++a)
      for (std::uint32_t b = 0; b < a; ++b)
        CHECK(apart(bounds(graph, positions, 10 * a, 10 * a + 10), bounds(graph, positions, 10 * b, 10 * b + 10), 8));
  }
}

TEST_CASE("parts are found from the largest on") {
  const layout::Prepared graph(graph_of(7, {{5, 6}, {0, 3}, {3, 2}}));
  const std::vector<layout::Component> components = layout::connected_components(graph.adjacency);
  CHECK(components == std::vector<layout::Component>{{0, 2, 3}, {5, 6}, {1}, {4}});
  CHECK(layout::rows_of(graph.adjacency, components[0]).targets == std::vector<std::uint32_t>{2, 2, 0, 1});
}

TEST_CASE("a part is turned so that it is wide, and mirrored like the picture before") {
  Graph graph = graph_of(3, {{0, 1}, {1, 2}});
  graph.start = {Point{50, 0}, Point{0, 0}, Point{-50, 0}};
  const layout::Prepared prepared(graph);
  std::vector<Point> positions{{7, 0}, {7, 100}, {8, 200}};
  layout::turn_to_shape({0, 1, 2}, prepared, false, positions);
  CHECK(positions[0].x > 99);
  CHECK(positions[2].x < -99);
  for (const Point& point : positions) CHECK(std::fabs(point.y) < 1);
}

TEST_CASE("a part is drawn out towards the shape that is wanted, and not too far") {
  std::vector<Point> positions{{-50, -50}, {50, 50}, {7, 7}};
  layout::draw_out({0, 1}, 1.2, 1.4, positions);
  CHECK(positions[1] == Point{60, 50});
  CHECK(positions[2] == Point{7, 7});
  layout::draw_out({0, 1}, 0.1, 1.4, positions);
  CHECK(positions[1] == Point{60, 70});
  layout::draw_out({2}, 2, 1.4, positions);
  CHECK(positions[2] == Point{7, 7});
}

TEST_CASE("a part is turned upright for a stage that is higher than wide") {
  const layout::Prepared prepared(graph_of(3, {{0, 1}, {1, 2}}));
  std::vector<Point> positions{{-100, 3}, {0, -2}, {100, 4}};
  layout::turn_to_shape({0, 1, 2}, prepared, true, positions);
  CHECK(std::fabs(positions[0].y - positions[2].y) > 199);
  for (const Point& point : positions) CHECK(std::fabs(point.x) < 5);
}
