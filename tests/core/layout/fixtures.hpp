// Graphs and scores for the tests of core/layout.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/analysis/arithmetic.hpp"
#include "core/layout/layout.hpp"
#include "core/layout/task.hpp"

namespace layout_fixtures {

using impactweb::Point;
using impactweb::layout::Box;
using impactweb::layout::Graph;

/// Communities of 20 to 60 nodes with a few hubs each, held together by bridges: about three ties per node, connected.
inline Graph community_graph(std::uint32_t size, std::uint64_t seed = 1, double between = 0.055) {
  impactweb::analysis::Random random(seed);
  Graph graph;
  graph.size = size;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> communities;  // first node, number of nodes
  for (std::uint32_t first = 0; first < size;) {
    const std::uint32_t count = std::min(size - first, 20 + random.below(41));
    communities.emplace_back(first, count);
    first += count;
  }
  const auto member = [&](const std::pair<std::uint32_t, std::uint32_t>& community) {
    // Squaring favours the first members: the hubs.
    const double u = random.unit();
    return community.first + static_cast<std::uint32_t>(u * u * community.second);
  };
  std::vector<std::vector<std::uint32_t>> seen(size);
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    if (a == b || std::find(seen[a].begin(), seen[a].end(), b) != seen[a].end()) return false;
    seen[a].push_back(b);
    seen[b].push_back(a);
    graph.edges.emplace_back(a, b);
    return true;
  };
  for (std::size_t c = 0; c < communities.size(); ++c) {
    const auto& [first, count] = communities[c];
    for (std::uint32_t i = 1; i < count; ++i) {
      const double u = random.unit();
      add(first + i, first + static_cast<std::uint32_t>(u * u * i));
    }
    if (c > 0) add(first, communities[random.below(static_cast<std::uint32_t>(c))].first);
  }
  while (graph.edges.size() < std::size_t{3} * size) {
    const auto& home = communities[random.below(static_cast<std::uint32_t>(communities.size()))];
    if (random.unit() >= between) {
      const std::uint32_t a = home.first + random.below(home.second);
      const std::uint32_t b = member(home);
      add(a, b);
    } else {
      const std::uint32_t a = member(home);
      const std::uint32_t b = member(communities[random.below(static_cast<std::uint32_t>(communities.size()))]);
      add(a, b);
    }
    if (communities.size() < 2 && size < 10) break;
  }
  return graph;
}

/// Groups of such sizes with hubs, in which every `between`-th part of the ties leads to another group; three ties per
/// node, connected.
inline Graph planted_graph(const std::vector<std::uint32_t>& sizes, double between, std::vector<std::uint32_t>& group,
                           std::uint64_t seed = 1) {
  impactweb::analysis::Random random(seed);
  Graph graph;
  std::vector<std::uint32_t> first;
  group.clear();
  for (const std::uint32_t size : sizes) {
    first.push_back(graph.size);
    group.resize(graph.size + size, static_cast<std::uint32_t>(first.size() - 1));
    if (graph.size > 0) graph.edges.emplace_back(graph.size, random.below(graph.size));
    for (std::uint32_t i = 1; i < size; ++i) {
      const double u = random.unit();
      graph.edges.emplace_back(graph.size + i, graph.size + static_cast<std::uint32_t>(u * u * i));
    }
    graph.size += size;
  }
  while (graph.edges.size() < std::size_t{3} * graph.size) {
    const std::uint32_t a = random.below(graph.size);
    const double u = random.unit();
    // Two in three ties come here: the others, which keep groups of one piece, are all within.
    if (random.unit() < 1.5 * between)
      graph.edges.emplace_back(a, random.below(graph.size));
    else
      graph.edges.emplace_back(a, first[group[a]] + static_cast<std::uint32_t>(u * u * sizes[group[a]]));
  }
  return graph;
}

/// Hop distances from `source`; −1 where there is no way.
inline std::vector<int> distances_from(const impactweb::analysis::Adjacency& graph, std::uint32_t source) {
  std::vector<int> distance(graph.size(), -1);
  std::vector<std::uint32_t> queue{source};
  distance[source] = 0;
  for (std::size_t at = 0; at < queue.size(); ++at)
    for (const std::uint32_t other : graph.neighbours(queue[at]))
      if (distance[other] < 0) {
        distance[other] = distance[queue[at]] + 1;
        queue.push_back(other);
      }
  return distance;
}

/// Mean over pairs of (α ‖x_i − x_j‖ / d_ij − 1)² for the best α; all sources up to 1,000 nodes, 200 spread ones above.
inline double stress_of(const Graph& graph, const std::vector<Point>& positions) {
  const impactweb::layout::Prepared prepared(graph);
  const std::uint32_t sources = graph.size <= 1000 ? graph.size : 200;
  double sum = 0, squares = 0, pairs = 0;
  for (std::uint32_t i = 0; i < sources; ++i) {
    const auto source = static_cast<std::uint32_t>(std::uint64_t{i} * graph.size / sources);
    const std::vector<int> distance = distances_from(prepared.adjacency, source);
    for (std::uint32_t node = 0; node < graph.size; ++node) {
      if (distance[node] <= 0) continue;
      const double x = positions[node].x - positions[source].x, y = positions[node].y - positions[source].y;
      const double ratio = std::sqrt(x * x + y * y) / distance[node];
      sum += ratio;
      squares += ratio * ratio;
      ++pairs;
    }
  }
  // Best α = Σ r / Σ r²; there the mean is 1 − (Σ r)² / (n Σ r²).
  return squares > 0 ? 1 - sum * sum / (pairs * squares) : 1;
}

/// Mean Jaccard similarity of a node's neighbours and the as many points nearest to it.
inline double neighbourhood_preservation(const Graph& graph, const std::vector<Point>& positions) {
  const impactweb::layout::Prepared prepared(graph);
  double total = 0, counted = 0;
  std::vector<std::pair<double, std::uint32_t>> by_distance;
  for (std::uint32_t node = 0; node < graph.size; ++node) {
    const auto neighbours = prepared.adjacency.neighbours(node);
    if (neighbours.empty()) continue;
    by_distance.clear();
    for (std::uint32_t other = 0; other < graph.size; ++other) {
      if (other == node) continue;
      const double x = positions[node].x - positions[other].x, y = positions[node].y - positions[other].y;
      by_distance.emplace_back(x * x + y * y, other);
    }
    const auto k = static_cast<std::ptrdiff_t>(neighbours.size());
    std::nth_element(by_distance.begin(), by_distance.begin() + (k - 1), by_distance.end());
    double both = 0;
    for (std::ptrdiff_t i = 0; i < k; ++i)
      if (std::binary_search(neighbours.begin(), neighbours.end(), by_distance[static_cast<std::size_t>(i)].second))
        ++both;
    total += both / (2.0 * static_cast<double>(k) - both);
    ++counted;
  }
  return counted > 0 ? total / counted : 1;
}

/// Number of pairs of boxes that overlap by more than a hair.
inline std::size_t overlaps(const Graph& graph, const std::vector<Point>& positions) {
  const impactweb::layout::Prepared prepared(graph);
  struct Side {
    double left, right, top, bottom;
  };
  std::vector<Side> sides;
  for (std::uint32_t node = 0; node < graph.size; ++node) {
    const Box& box = prepared.boxes[node];
    const Point at = positions[node];
    sides.push_back({at.x - box.left, at.x + box.right, at.y - box.above, at.y + box.below});
  }
  std::sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) { return a.left < b.left; });
  std::size_t found = 0;
  for (std::size_t i = 0; i < sides.size(); ++i)
    for (std::size_t j = i + 1; j < sides.size() && sides[j].left < sides[i].right - 1e-6; ++j)
      if (sides[j].top < sides[i].bottom - 1e-6 && sides[i].top < sides[j].bottom - 1e-6) ++found;
  return found;
}

/// The positions that a layout ends with.
inline std::vector<Point> lay_out(const Graph& graph, std::string_view algorithm,
                                  const impactweb::layout::Options& options = {}) {
  auto run = impactweb::layout::start(graph, algorithm, options);
  REQUIRE(std::holds_alternative<impactweb::layout::Run>(run));
  std::get<impactweb::layout::Run>(run).finish();
  return std::get<impactweb::layout::Run>(run).positions();
}

inline Graph graph_of(std::uint32_t size, std::vector<std::pair<std::uint32_t, std::uint32_t>> edges) {
  Graph graph;
  graph.size = size;
  graph.edges = std::move(edges);
  return graph;
}

inline double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

/// What the boxes of the nodes first … last − 1 cover.
inline impactweb::Rect bounds(const Graph& graph, const std::vector<Point>& positions, std::uint32_t first,
                              std::uint32_t last) {
  const impactweb::layout::Prepared prepared(graph);
  impactweb::Rect rect;
  for (std::uint32_t node = first; node < last; ++node) {
    const Box& box = prepared.boxes[node];
    rect.include({positions[node].x - box.left, positions[node].y - box.above});
    rect.include({positions[node].x + box.right, positions[node].y + box.below});
  }
  return rect;
}

inline bool all_finite(const std::vector<Point>& positions) {
  return std::all_of(positions.begin(), positions.end(),
                     [](Point point) { return std::isfinite(point.x) && std::isfinite(point.y); });
}

/// Boxes as an organisation with a name of 5 to 25 letters under it would have.
inline void give_boxes(Graph& graph, std::uint64_t seed = 7) {
  impactweb::analysis::Random random(seed);
  graph.boxes.clear();
  for (std::uint32_t node = 0; node < graph.size; ++node) {
    const double half = std::max(20.0, (5 + random.below(21)) * 3.6);
    graph.boxes.push_back({half, half, 20, 40});
  }
}

}  // namespace layout_fixtures
