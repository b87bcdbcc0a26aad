#include "core/layout/place_new_nodes.hpp"

#include <algorithm>
#include <cmath>

#include "core/layout/components.hpp"
#include "core/layout/tie_routes.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/layout/untangling.hpp"
#include "core/model/limits.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

// A new node stands at least so far from the middle of a lone neighbour, so that the edge can be seen.
constexpr double least_edge = 90;

// What is known of the nodes that have their place.
struct Placed {
  std::vector<Point> positions;
  std::vector<char> has_place;
  // Sum of the directions from a node's placed neighbours to it: the side on which fewest of them stand.
  std::vector<Point> open_side;
};

// Where a new node would like to be among its placed neighbours: in their middle; with only one, at its open side.
Point wanted_place(std::uint32_t node, const Prepared& graph, const Placed& placed) {
  Point sum;
  double count = 0;
  std::uint32_t host = 0;
  for (const std::uint32_t other : graph.adjacency.neighbours(node))
    if (placed.has_place[other]) {
      sum = {sum.x + placed.positions[other].x, sum.y + placed.positions[other].y};
      ++count;
      host = other;
    }
  if (count > 1) return {sum.x / count, sum.y / count};

  const Point away = placed.open_side[host];
  const double length = std::sqrt(away.x * away.x + away.y * away.y);
  const Point direction = length > 1e-6 ? Point{away.x / length, away.y / length} : Point{1, 0};
  const Box& box = graph.boxes[node];
  const Box& host_box = graph.boxes[host];
  const double beside = direction.x >= 0 ? host_box.right + box.left : host_box.left + box.right;
  const double under = direction.y >= 0 ? host_box.below + box.above : host_box.above + box.below;
  const double reach_x = std::max(least_edge, beside + 24), reach_y = std::max(least_edge, under + 24);
  const Point at = placed.positions[host];
  return {at.x + direction.x * reach_x, at.y + direction.y * reach_y};
}

bool runs_through(Point from, Point to, Point at, double radius) {
  const double dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy;
  const double share = length > 0 ? std::clamp(((at.x - from.x) * dx + (at.y - from.y) * dy) / length, 0.0, 1.0) : 0;
  const double x = from.x + share * dx - at.x, y = from.y + share * dy - at.y;
  return x * x + y * y < radius * radius;
}

/// How many ties would run through strangers because of a node at this place: its own, and others through it.
int ties_through(std::uint32_t node, Point at, const Prepared& graph, const Placed& placed) {
  constexpr double around = 6;
  int through = 0;
  for (std::uint32_t other = 0; other < graph.size(); ++other) {
    if (!placed.has_place[other]) continue;
    const Point there = placed.positions[other];
    const double radius = graph.boxes[other].above + around;
    for (const std::uint32_t host : graph.adjacency.neighbours(node))
      if (host != other && placed.has_place[host] && runs_through(placed.positions[host], at, there, radius)) ++through;
    for (const std::uint32_t next : graph.adjacency.neighbours(other))
      if (next > other && placed.has_place[next] && next != node && other != node &&
          runs_through(there, placed.positions[next], at, graph.boxes[node].above + around))
        ++through;
  }
  return through;
}

/// A free place near to where the node would like to be, from which its ties run freely and where it is in no tie's
/// way.
Point clear_place(std::uint32_t node, const Prepared& graph, const Placed& placed, BoxIndex& index, double gap) {
  const Point wanted = wanted_place(node, graph, placed);
  const Point nearest = index.free_place_near(wanted, graph.boxes[node], gap);
  if (graph.size() > most_untangled) return nearest;
  constexpr int ways = 12, rings = 3;
  constexpr double ring = 60, worth = 140;  // a tie through a stranger is as bad as so many units farther away
  const auto cost_of = [&](Point at) {
    const double x = at.x - wanted.x, y = at.y - wanted.y;
    return ties_through(node, at, graph, placed) * worth + std::sqrt(x * x + y * y);
  };
  Point best = nearest;
  double least = cost_of(nearest);
  for (int out = 1; out <= rings && least >= out * ring; ++out)
    for (int way = 0; way < ways; ++way) {
      const Point direction = direction_at(6.283185307179586 * way / ways);
      const Point at = index.free_place_near({wanted.x + direction.x * ring * out, wanted.y + direction.y * ring * out},
                                             graph.boxes[node], gap);
      const double cost = cost_of(at);
      if (cost < least) best = at, least = cost;
    }
  return best;
}

std::vector<Point> within_limits(const Prepared& graph, std::vector<Point> positions) {
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (!graph.has_start[node])
      positions[node] = {std::clamp(positions[node].x, -limits::coordinate, limits::coordinate),
                         std::clamp(positions[node].y, -limits::coordinate, limits::coordinate)};
  return positions;
}

// A free place for something new without edges: beside the picture, at the side nearest to `view_center`, and from
// there inwards until it meets something.
Point place_beside(BoxIndex& index, const Rect& picture, const Box& box, Point view_center, double gap) {
  const double room = 3 * gap;
  if (picture.empty() || !picture.contains(view_center)) return index.free_place_near(view_center, box, room);
  const double ways[] = {picture.max.x - view_center.x, view_center.x - picture.min.x, picture.max.y - view_center.y,
                         view_center.y - picture.min.y};
  const auto side = std::min_element(ways, ways + 4) - ways;
  Point at = view_center;
  Point inwards;
  constexpr double step = 16;
  if (side == 0) at.x = picture.max.x + box.left + room, inwards.x = -step;
  if (side == 1) at.x = picture.min.x - box.right - room, inwards.x = step;
  if (side == 2) at.y = picture.max.y + box.above + room, inwards.y = -step;
  if (side == 3) at.y = picture.min.y - box.below - room, inwards.y = step;
  // Distances are cut short in a picture too large for steps.
  const int most_steps = static_cast<int>(std::min(ways[side] / step, 2000.0));
  at = index.free_place_near(at, box, room);
  for (int i = 0; i < most_steps; ++i) {
    const Point next{at.x + inwards.x, at.y + inwards.y};
    if (!index.free({next, box, room})) break;
    at = next;
  }
  return at;
}

}  // namespace

std::vector<Point> place_new_nodes(const Graph& given, Point view_center, double gap) {
  const Prepared graph(given);
  if (!(std::isfinite(view_center.x) && std::isfinite(view_center.y))) view_center = {};
  gap = gap >= 0 && gap <= 1000 ? gap : 8;
  Placed placed{graph.start, std::vector<char>(graph.size(), 0), std::vector<Point>(graph.size())};
  std::vector<Point>& positions = placed.positions;
  BoxIndex index(typical_side(graph.boxes, gap), graph.size());
  Rect all;
  const auto settle = [&](std::uint32_t node) {
    placed.has_place[node] = 1;
    for (const std::uint32_t other : graph.adjacency.neighbours(node)) {
      if (!placed.has_place[other]) continue;
      const double x = positions[node].x - positions[other].x, y = positions[node].y - positions[other].y;
      const double distance = std::sqrt(x * x + y * y);
      if (!(distance > 0)) continue;
      placed.open_side[node] = {placed.open_side[node].x + x / distance, placed.open_side[node].y + y / distance};
      placed.open_side[other] = {placed.open_side[other].x - x / distance, placed.open_side[other].y - y / distance};
    }
    const PlacedBox box(positions[node], graph.boxes[node], gap);
    index.add(box);
    all.include({box.left, box.top});
    all.include({box.right, box.bottom});
  };
  std::vector<std::uint32_t> placed_neighbours(graph.size(), 0);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    if (!graph.has_start[node]) continue;
    settle(node);
    for (const std::uint32_t other : graph.adjacency.neighbours(node)) ++placed_neighbours[other];
  }

  // Who has most placed neighbours goes first; each makes its own neighbours' places clearer.
  std::vector<std::vector<std::uint32_t>> ready(1);
  const auto make_ready = [&](std::uint32_t node) {
    const std::size_t level = std::min<std::size_t>(placed_neighbours[node], 64);
    if (ready.size() <= level) ready.resize(level + 1);
    ready[level].push_back(node);
  };
  const auto place_ready = [&] {
    for (std::size_t level = ready.size(); level-- > 1;) {
      while (!ready[level].empty()) {
        const std::uint32_t node = ready[level].back();
        ready[level].pop_back();
        if (placed.has_place[node]) continue;
        positions[node] = clear_place(node, graph, placed, index, gap);
        settle(node);
        bool higher = false;
        for (const std::uint32_t other : graph.adjacency.neighbours(node)) {
          ++placed_neighbours[other];
          if (placed.has_place[other]) continue;
          make_ready(other);
          higher = higher || std::min<std::size_t>(placed_neighbours[other], 64) > level;
        }
        if (higher) {
          level = ready.size();
          break;
        }
      }
    }
  };
  for (std::uint32_t node = graph.size(); node-- > 0;)
    if (!placed.has_place[node] && placed_neighbours[node] > 0) make_ready(node);
  place_ready();

  // New components of several nodes grow from the one with most edges, beside the picture.
  std::vector<std::uint32_t> alone;
  for (const Component& component : connected_components(graph.adjacency)) {
    if (placed.has_place[component.front()]) continue;
    if (component.size() == 1) {
      alone.push_back(component.front());
      continue;
    }
    std::uint32_t first = component.front();
    for (const std::uint32_t node : component)
      if (graph.adjacency.degree(node) > graph.adjacency.degree(first)) first = node;
    const double reach = 60 * std::sqrt(static_cast<double>(component.size()));
    const Point wanted = place_beside(index, all, {reach, reach, reach, reach}, view_center, gap);
    positions[first] = index.free_place_near(wanted, graph.boxes[first], gap);
    settle(first);
    for (const std::uint32_t other : graph.adjacency.neighbours(first)) {
      ++placed_neighbours[other];
      make_ready(other);
    }
    place_ready();
  }

  // New nodes without edges, as a block at the side of the picture that is nearest to where the reader looks.
  std::vector<char> unmoved = graph.pinned;
  const auto finish = [&] {
    for (const std::uint32_t node : alone) unmoved[node] = 1;
    untangle(positions, graph.boxes, given.edges, unmoved, gap);
    return within_limits(graph, std::move(positions));
  };
  if (alone.empty()) return finish();
  sort_stably(alone, [&](std::uint32_t a, std::uint32_t b) {
    return graph.rank[a] != graph.rank[b] ? graph.rank[a] < graph.rank[b] : a < b;
  });
  std::vector<Box> boxes;
  for (const std::uint32_t node : alone) boxes.push_back(graph.boxes[node]);
  std::vector<Point> rows = rows_of_boxes(boxes, 1.4, gap);
  Rect block;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    const PlacedBox box(rows[i], boxes[i], gap);
    block.include({box.left, box.top});
    block.include({box.right, box.bottom});
  }
  const Point middle = block.center();
  const Box whole{middle.x - block.min.x, block.max.x - middle.x, middle.y - block.min.y, block.max.y - middle.y};
  const Point at = place_beside(index, all, whole, view_center, gap);
  for (std::size_t i = 0; i < alone.size(); ++i)
    positions[alone[i]] = {rows[i].x - middle.x + at.x, rows[i].y - middle.y + at.y};
  return finish();
}

}  // namespace impactweb::layout
