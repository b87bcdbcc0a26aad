#include "core/layout/islands.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;

namespace {

/// Mean share of the ten nodes nearest to a node that are of its group; every `step`-th node is looked at.
double own_around(const std::vector<Point>& positions, const std::vector<std::uint32_t>& group, std::size_t step) {
  double own = 0, looked_at = 0;
  std::vector<std::pair<double, std::uint32_t>> others;
  for (std::size_t node = 0; node < positions.size(); node += step) {
    others.clear();
    for (std::size_t other = 0; other < positions.size(); ++other)
      if (other != node) others.emplace_back(distance(positions[node], positions[other]), group[other]);
    std::nth_element(others.begin(), others.begin() + 9, others.end());
    for (std::size_t i = 0; i < 10; ++i)
      if (others[i].second == group[node]) ++own;
    looked_at += 10;
  }
  return own / looked_at;
}

/// Share of the nodes that lie in the convex hull of a group that is not theirs; groups are numbered from 0.
double in_strange_hulls(const std::vector<Point>& positions, const std::vector<std::uint32_t>& group) {
  std::vector<std::vector<Point>> members(*std::max_element(group.begin(), group.end()) + 1);
  for (std::size_t node = 0; node < group.size(); ++node) members[group[node]].push_back(positions[node]);
  const auto left_turn = [](Point a, Point b, Point c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
  };
  std::vector<char> strange(group.size(), 0);
  for (std::size_t of = 0; of < members.size(); ++of) {
    std::vector<Point> points = members[of], hull;
    if (points.size() < 3) continue;
    std::sort(points.begin(), points.end(), [](Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    // Below from the left, then above from the right.
    for (int side = 0; side < 2; ++side) {
      const std::size_t begin = hull.size();
      for (const Point point : points) {
        while (hull.size() >= begin + 2 && !left_turn(hull[hull.size() - 2], hull.back(), point)) hull.pop_back();
        hull.push_back(point);
      }
      hull.pop_back();
      std::reverse(points.begin(), points.end());
    }
    for (std::size_t node = 0; node < group.size(); ++node) {
      bool inside = group[node] != of;
      for (std::size_t i = 0; i < hull.size() && inside; ++i)
        inside = left_turn(hull[i], hull[(i + 1) % hull.size()], positions[node]);
      if (inside) strange[node] = 1;
    }
  }
  return static_cast<double>(std::count(strange.begin(), strange.end(), 1)) / static_cast<double>(group.size());
}

/// What the page draws hulls around.
std::vector<std::uint32_t> communities_of(const Graph& graph) {
  return analysis::find_communities(layout::Prepared(graph).adjacency).of_node;
}

std::vector<Point> on_a_grid(std::uint32_t size, std::uint32_t columns) {
  std::vector<Point> points;
  for (std::uint32_t node = 0; node < size; ++node)
    points.push_back({100.0 * (node % columns), 100.0 * (node / columns)});
  return points;
}

bool mixed_up(const Graph& graph, const std::vector<Point>& positions) {
  const layout::Prepared prepared(graph);
  return layout::communities_mixed_up(prepared.adjacency, analysis::find_communities(prepared.adjacency), positions);
}

}  // namespace

TEST_CASE("ten thousand nodes are a landscape: their groups are islands") {
  std::vector<std::uint32_t> group;
  Graph graph = planted_graph(std::vector<std::uint32_t>(60, 167), 0.17, group);
  give_boxes(graph);
  const std::vector<Point> positions = lay_out(graph, "communities", {.parameters = {{"fill", 1}}});
  CHECK(overlaps(graph, positions) == 0);
  CHECK(own_around(positions, group, 20) >= 0.93);
  CHECK(in_strange_hulls(positions, communities_of(graph)) <= 0.01);
  // Islands, and no archipelago: distances are still something like true.
  CHECK(stress_of(graph, positions) <= 0.24);
}

TEST_CASE("groups of very unequal size are islands in proportion") {
  std::vector<std::uint32_t> sizes, group;
  for (double size = 1000; sizes.size() < 20; size *= 0.8) sizes.push_back(static_cast<std::uint32_t>(size));
  Graph graph = planted_graph(sizes, 0.15, group);
  give_boxes(graph);
  const std::vector<Point> positions = lay_out(graph, "communities", {.parameters = {{"fill", 1}}});
  CHECK(overlaps(graph, positions) == 0);
  CHECK(own_around(positions, group, 10) >= 0.93);
  CHECK(in_strange_hulls(positions, communities_of(graph)) <= 0.01);
  // A node of a small group has about as much room as one of a large one.
  const auto room_of = [&](std::uint32_t first, std::uint32_t count) {
    const Rect rect = bounds(graph, positions, first, first + count);
    return rect.width() * rect.height() / count;
  };
  CHECK(room_of(sizes[0] + sizes[1], sizes[2]) < 4 * room_of(0, sizes[0]));
  CHECK(room_of(0, sizes[0]) < 4 * room_of(sizes[0] + sizes[1], sizes[2]));
}

TEST_CASE("only groups that lie over each other become islands") {
  std::vector<std::uint32_t> group;
  const Graph planted = planted_graph(std::vector<std::uint32_t>(30, 100), 0.17, group);
  // Number by number, a group is ten rows of ten, or each one of its nodes is in another row.
  std::vector<Point> apart, mixed;
  for (std::uint32_t node = 0; node < planted.size; ++node) {
    const std::uint32_t of = node / 100, at = node % 100;
    apart.push_back({100.0 * (at % 10) + 1500 * (of % 6), 100.0 * (at / 10) + 1500.0 * (of / 6)});
    mixed.push_back({100.0 * of, 100.0 * at});
  }
  CHECK(mixed_up(planted, mixed));
  CHECK_FALSE(mixed_up(planted, apart));

  // A lattice has communities, which stand where they should.
  Graph lattice;
  lattice.size = 3000;
  for (std::uint32_t node = 0; node < lattice.size; ++node) {
    if (node % 60 != 59) lattice.edges.emplace_back(node, node + 1);
    if (node + 60 < lattice.size) lattice.edges.emplace_back(node, node + 60);
  }
  CHECK_FALSE(mixed_up(lattice, on_a_grid(3000, 60)));
}

TEST_CASE("communities that are there by chance become no islands") {
  analysis::Random random(5);
  Graph chance, scale_free;
  chance.size = scale_free.size = 3000;
  std::vector<std::uint32_t> ends{0};
  for (std::uint32_t node = 1; node < 3000; ++node) {
    chance.edges.emplace_back(node, random.below(node));
    for (int tie = 0; tie < 2; ++tie) chance.edges.emplace_back(random.below(3000), random.below(3000));
    for (int tie = 0; tie < 3; ++tie) {
      const std::uint32_t other = ends[random.below(static_cast<std::uint32_t>(ends.size()))];
      if (other == node) continue;
      scale_free.edges.emplace_back(node, other);
      ends.push_back(other);
      ends.push_back(node);
    }
  }
  CHECK_FALSE(mixed_up(chance, on_a_grid(3000, 60)));
  CHECK_FALSE(mixed_up(scale_free, on_a_grid(3000, 60)));
}

TEST_CASE("islands have room where nodes have no size") {
  std::vector<std::uint32_t> group;
  Graph graph = planted_graph(std::vector<std::uint32_t>(30, 90), 0.17, group);
  graph.boxes.assign(graph.size, {0, 0, 0, 0});
  const std::vector<Point> points = lay_out(graph, "communities", {.parameters = {{"gap", 0}}});
  CHECK(all_finite(points));
  CHECK(own_around(points, group, 10) >= 0.9);
}
