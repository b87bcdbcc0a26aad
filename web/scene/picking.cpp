#include "scene/picking.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scene/scene.hpp"
#include "scene/spatial_index.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {
namespace {

/// Where nodes and ties are drawn, made when someone asks and something has moved since.
struct Index {
  std::uint64_t made_for = 0;
  SpatialIndex items;
  double largest = 0;  ///< radius of a node

  bool fresh(const Scene& all) { return std::exchange(made_for, all.drawn_revision) == all.drawn_revision; }
};

Index node_places_, edge_places_;

SpatialIndex& node_places(const Scene& all) {
  if (node_places_.fresh(all)) return node_places_.items;
  node_places_.items = SpatialIndex(all.bounds, all.nodes.size());
  node_places_.largest = 0;
  for (std::uint32_t i = 0; i < all.nodes.size(); ++i) {
    node_places_.items.add(i, all.nodes[i].position);
    node_places_.largest = std::max<double>(node_places_.largest, all.nodes[i].radius);
  }
  node_places_.items.finish();
  return node_places_.items;
}

int pieces_of(const SceneEdge& edge) { return edge.bend == 0 && edge.from != edge.to ? 1 : 16; }

SpatialIndex& edge_places(const Scene& all) {
  if (edge_places_.fresh(all)) return edge_places_.items;
  edge_places_.items = SpatialIndex(all.bounds, all.edges.size());
  for (std::uint32_t i = 0; i < all.edges.size(); ++i) {
    const SceneEdge& edge = all.edges[i];
    const int pieces = pieces_of(edge);
    Point previous = point_on(edge, 0);
    for (int piece = 1; piece <= pieces; ++piece) {
      const Point next = point_on(edge, static_cast<double>(piece) / pieces);
      edge_places_.items.add(i, previous, next);
      previous = next;
    }
  }
  edge_places_.items.finish();
  return edge_places_.items;
}

Rect around(Point point, double reach) {
  return {{point.x - reach, point.y - reach}, {point.x + reach, point.y + reach}};
}

double distance_to(const SceneEdge& edge, Point point) {
  const int pieces = pieces_of(edge);
  double nearest = 1e300;
  Point previous = point_on(edge, 0);
  for (int piece = 1; piece <= pieces; ++piece) {
    const Point next = point_on(edge, static_cast<double>(piece) / pieces);
    const double dx = next.x - previous.x, dy = next.y - previous.y;
    const double length = dx * dx + dy * dy;
    const double t =
        length == 0 ? 0 : std::clamp(((point.x - previous.x) * dx + (point.y - previous.y) * dy) / length, 0.0, 1.0);
    const double ex = previous.x + t * dx - point.x, ey = previous.y + t * dy - point.y;
    nearest = std::min(nearest, std::sqrt(ex * ex + ey * ey));
    previous = next;
  }
  return nearest;
}

}  // namespace

int node_at(ImVec2 point_on_screen, float reach) {
  const Camera& camera = app::state().camera;
  const Point point = camera.world_from_screen(point_on_screen);
  const double least = (reach > 0 ? 8 : 5) / camera.zoom(), more = reach / camera.zoom();
  const Scene& all = scene();
  SpatialIndex& places = node_places(all);
  int best = -1;
  double nearest = 1e300;
  places.visit(around(point, std::max(node_places_.largest, least) + more), [&](std::uint32_t i) {
    const SceneNode& node = all.nodes[i];
    const double radius =
        std::max<double>(screen_radius(node.radius, static_cast<float>(camera.zoom())) / camera.zoom(), least) + more;
    const double dx = node.position.x - point.x, dy = node.position.y - point.y, distance = dx * dx + dy * dy;
    if (distance > radius * radius || distance > nearest) return;
    // Of two at the same place always the same one.
    if (distance == nearest && static_cast<int>(i) > best) return;
    nearest = distance;
    best = static_cast<int>(i);
  });
  return best;
}

int edge_at(ImVec2 point_on_screen, float reach) {
  const Camera& camera = app::state().camera;
  const Point point = camera.world_from_screen(point_on_screen);
  int best = -1;
  double nearest = reach / camera.zoom();
  const Scene& all = scene();
  edge_places(all).visit(around(point, nearest), [&](std::uint32_t i) {
    const double distance = distance_to(all.edges[i], point);
    if (distance > nearest || (distance == nearest && (best < 0 || static_cast<int>(i) > best))) return;
    nearest = distance;
    best = static_cast<int>(i);
  });
  return best;
}

std::vector<std::uint32_t> nodes_in(const Rect& rect) {
  std::vector<std::uint32_t> inside;
  const Scene& all = scene();
  for (std::uint32_t i = 0; i < all.nodes.size(); ++i)
    if (rect.contains(all.nodes[i].position)) inside.push_back(i);
  return inside;
}

}  // namespace impactweb::canvas
