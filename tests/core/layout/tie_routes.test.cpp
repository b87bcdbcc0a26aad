#include "core/layout/tie_routes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>

#include "core/layout/place_new_nodes.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;
using layout::Discs;
using layout::TieRoute;

namespace {

/// Trees, groups, hubs, and chance; with radii by the number of ties and boxes for names of usual length.
struct Drawn {
  Graph graph;
  Discs discs;
  std::vector<TieRoute> ties;
};

Drawn drawn(int kind, std::uint32_t size, std::uint64_t seed) {
  analysis::Random random(seed);
  Drawn made;
  Graph& graph = made.graph;
  graph.size = size;
  const std::uint32_t parts = std::max(2u, size / 12);
  const auto tie = [&](std::uint32_t a, std::uint32_t b) {
    if (a != b) graph.edges.emplace_back(a, b);
  };
  for (std::uint32_t i = 1; i < size; ++i) {
    if (kind == 0) tie(random.below(i), i);
    if (kind == 1) tie(i < parts ? i - 1 : i % parts, i);
    if (kind == 2) tie(i < parts ? 0 : random.below(parts), i);
    if (kind == 3 && random.unit() < 0.9) tie(random.below(i), i);
  }
  if (kind > 0)
    for (std::uint32_t i = 0; i < size / 2; ++i) tie(random.below(size), random.below(size));
  std::vector<double> degrees(size, 0);
  for (const auto& [from, to] : graph.edges) ++degrees[from], ++degrees[to];
  for (std::uint32_t i = 0; i < size; ++i) {
    const double radius = std::fmin(40.0, 13 + 5 * std::sqrt(degrees[i])), half = 20.0 + random.below(70);
    made.discs.radii.push_back(radius);
    graph.boxes.push_back({std::fmax(radius, half), std::fmax(radius, half), radius, radius + 24});
  }
  for (const auto& [from, to] : graph.edges) made.ties.push_back({from, to, 0});
  return made;
}

/// Told by walking along the curve in small steps.
bool passes_a_stranger(const TieRoute& tie, const Discs& discs) {
  const Point from = discs.centers[tie.from], to = discs.centers[tie.to];
  const double dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
  for (int i = 0; i <= 400; ++i) {
    const double t = i / 400.0, lift = 4 * t * (1 - t) * tie.bend;
    const Point at{from.x + dx * t - dy / length * lift, from.y + dy * t + dx / length * lift};
    for (std::uint32_t node = 0; node < discs.centers.size(); ++node)
      if (node != tie.from && node != tie.to && distance(at, discs.centers[node]) < discs.radii[node]) return true;
  }
  return false;
}

std::size_t through_strangers(const Drawn& made) {
  std::size_t count = 0;
  for (const TieRoute& tie : made.ties) count += tie.from != tie.to && passes_a_stranger(tie, made.discs) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("ties run around every node that they do not belong to, whatever the layout") {
  std::size_t straight = 0;
  for (const char* algorithm : {"stress", "communities"})
    for (int kind = 0; kind < 4; ++kind)
      for (const std::uint32_t size : {20u, 45u, 70u, 100u}) {
        INFO(algorithm << ", kind " << kind << ", " << size << " nodes");
        Drawn made = drawn(kind, size, size + static_cast<std::uint64_t>(kind));
        made.discs.centers = lay_out(made.graph, algorithm);
        straight += through_strangers(made);
        layout::bend_around_nodes(made.ties, made.discs);
        CHECK(through_strangers(made) == 0);
      }
  CHECK(straight > 100);
}

TEST_CASE("ties run around strangers while a network is typed line by line") {
  for (int kind = 0; kind < 4; ++kind) {
    const Drawn whole = drawn(kind, 60, 7 + static_cast<std::uint64_t>(kind));
    Drawn so_far;
    std::map<std::uint32_t, std::uint32_t> known;
    for (const auto& [from, to] : whole.graph.edges) {
      for (const std::uint32_t node : {from, to}) {
        if (!known.emplace(node, so_far.graph.size).second) continue;
        ++so_far.graph.size;
        so_far.graph.boxes.push_back(whole.graph.boxes[node]);
        so_far.graph.start.emplace_back();
        so_far.discs.radii.push_back(whole.discs.radii[node]);
      }
      so_far.graph.edges.emplace_back(known.at(from), known.at(to));
      const std::vector<Point> places = layout::place_new_nodes(so_far.graph);
      so_far.graph.start.assign(places.begin(), places.end());
      so_far.discs.centers = places;
      so_far.ties.clear();
      for (const auto& [a, b] : so_far.graph.edges) so_far.ties.push_back({a, b, 0});
      layout::bend_around_nodes(so_far.ties, so_far.discs);
      INFO("kind " << kind << ", " << so_far.graph.edges.size() << " ties");
      REQUIRE(through_strangers(so_far) == 0);
    }
  }
}

TEST_CASE("a tie with nothing in its way stays as it is, and one that has to bends as little as it can") {
  Discs discs{{{0, 0}, {400, 0}, {200, 10}, {200, 300}}, {18, 18, 20, 20}};
  std::vector<TieRoute> ties{{0, 1, 0}, {0, 3, 0}, {1, 3, 13}};
  layout::bend_around_nodes(ties, discs, 6);
  CHECK(ties[0].bend < -16);
  CHECK(ties[0].bend > -32);
  CHECK(ties[1] == TieRoute{0, 3, 0});
  CHECK(ties[2] == TieRoute{1, 3, 13});
}

TEST_CASE("ties between the same two nodes stay apart when they run around something") {
  Discs discs{{{0, 0}, {400, 0}, {200, 0}}, {18, 18, 30}};
  std::vector<TieRoute> ties{{0, 1, -13}, {1, 0, -13}, {0, 1, 0}};
  layout::bend_around_nodes(ties, discs, 6);
  const double bends[] = {ties[0].bend, -ties[1].bend, ties[2].bend};
  for (int a = 0; a < 3; ++a)
    for (int b = 0; b < a; ++b) CHECK(std::fabs(bends[a] - bends[b]) > 11);
  for (const TieRoute& tie : ties) CHECK_FALSE(passes_a_stranger(tie, discs));
}

TEST_CASE("a new node keeps out of the way of ties that are there") {
  Graph graph = graph_of(3, {{0, 1}, {0, 2}});
  graph.boxes.assign(3, Box{30, 30, 20, 40});
  // The open side of the first node is where the second tie runs.
  graph.start = {Point{0, 0}, Point{-200, -20}, Point{300, 0}};
  graph.edges.emplace_back(1, 2);
  graph.size = 4;
  graph.start.emplace_back();
  graph.boxes.push_back(Box{30, 30, 20, 40});
  graph.edges.emplace_back(0, 3);
  const std::vector<Point> places = layout::place_new_nodes(graph);
  const Discs discs{{places.begin(), places.end()}, {20, 20, 20, 20}};
  for (const TieRoute& tie : {TieRoute{0, 1, 0}, TieRoute{0, 2, 0}, TieRoute{0, 3, 0}})
    CHECK_FALSE(passes_a_stranger(tie, discs));
}
