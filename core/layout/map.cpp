#include "core/layout/map.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/layout/components.hpp"
#include "core/layout/placed_task.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

constexpr Parameter parameters[] = {{"gap", 8, 0, 200}, {"aspect", 1.4, 0.2, 5}};

// How much of the map the blocks may cover before it is drawn larger.
constexpr double cover = 0.15;
constexpr double shelf_distance = 120;

// The nodes of one place, as a block around it.
struct Block {
  std::vector<std::uint32_t> nodes;
  std::vector<Point> offsets;  // from the middle of the block
  Box box;
};

Block block_of(std::vector<std::uint32_t> nodes, const Prepared& graph, double aspect, double gap) {
  Block block;
  sort_stably(nodes, [&](std::uint32_t a, std::uint32_t b) { return graph.rank[a] < graph.rank[b]; });
  std::vector<Box> boxes;
  for (const std::uint32_t node : nodes) boxes.push_back(graph.boxes[node]);
  block.offsets = rows_of_boxes(boxes, aspect, gap);
  Rect bounds;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const PlacedBox placed(block.offsets[i], boxes[i], 0);
    bounds.include({placed.left, placed.top});
    bounds.include({placed.right, placed.bottom});
  }
  const Point middle = bounds.center();
  for (Point& offset : block.offsets) offset = {offset.x - middle.x, offset.y - middle.y};
  block.box = {bounds.width() / 2, bounds.width() / 2, bounds.height() / 2, bounds.height() / 2};
  block.nodes = std::move(nodes);
  return block;
}

// The places in the plane, in degrees of latitude.
std::vector<Point> project(const std::vector<GeoPoint>& places) {
  double south = 90, north = -90, west = 180, east = -180;
  for (const GeoPoint& place : places) {
    south = std::min(south, place.latitude);
    north = std::max(north, place.latitude);
    west = std::min(west, place.longitude);
    east = std::max(east, place.longitude);
  }
  const GeoPoint middle{(south + north) / 2, (west + east) / 2};
  const double narrow = direction_at(middle.latitude * pi / 180).x;
  std::vector<Point> points;
  for (const GeoPoint& place : places)
    points.push_back({(place.longitude - middle.longitude) * narrow, middle.latitude - place.latitude});
  return points;
}

std::vector<Point> place(const Prepared& graph, double aspect, double gap) {
  std::vector<Point> positions(graph.size());
  std::map<std::pair<double, double>, std::vector<std::uint32_t>> by_place;
  std::vector<std::uint32_t> elsewhere;
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    if (const auto& place = graph.places[node]) {
      by_place[{place->latitude, place->longitude}].push_back(node);
    } else {
      elsewhere.push_back(node);
    }
  }
  std::vector<Block> blocks;
  std::vector<Box> boxes;
  std::vector<GeoPoint> places;
  double covered = 0;
  for (auto& [where, nodes] : by_place) {
    places.push_back({where.first, where.second});
    blocks.push_back(block_of(std::move(nodes), graph, aspect, gap));
    boxes.push_back(blocks.back().box);
    covered += (2 * boxes.back().left + gap) * (2 * boxes.back().above + gap);
  }

  Rect map;
  if (!blocks.empty()) {
    std::vector<Point> points = project(places);
    Rect bounds;
    for (const Point& point : points) bounds.include(point);
    // Places in a row have no area, so the longer side alone decides then.
    const double longer = std::max(bounds.width(), bounds.height());
    const double area = std::max(bounds.width() * bounds.height(), longer * longer / 4);
    const double scale = longer > 0 ? std::sqrt(covered / cover / area) : 1;
    for (Point& point : points) point = {point.x * scale, point.y * scale};
    OverlapRemoval removal(std::move(points), boxes, std::vector<char>(boxes.size(), 0), {2 * gap, true});
    while (!removal.advance()) {
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Point at = removal.positions()[i];
      map.include({at.x - boxes[i].left, at.y - boxes[i].above});
      map.include({at.x + boxes[i].right, at.y + boxes[i].below});
      for (std::size_t j = 0; j < blocks[i].nodes.size(); ++j)
        positions[blocks[i].nodes[j]] = {at.x + blocks[i].offsets[j].x, at.y + blocks[i].offsets[j].y};
    }
  }

  if (elsewhere.empty()) return positions;
  double shelf_area = 0;
  for (const std::uint32_t node : elsewhere)
    shelf_area += (graph.boxes[node].left + graph.boxes[node].right + gap) *
                  (graph.boxes[node].above + graph.boxes[node].below + gap);
  // As high as the map, unless that would make one long row or column.
  const double shape = map.empty() ? aspect : std::clamp(shelf_area / (map.height() * map.height()), 0.3, aspect);
  const Block shelf = block_of(std::move(elsewhere), graph, shape, gap);
  const Point at = map.empty() ? Point{} : Point{map.max.x + shelf_distance + shelf.box.left, map.center().y};
  for (std::size_t j = 0; j < shelf.nodes.size(); ++j)
    positions[shelf.nodes[j]] = {at.x + shelf.offsets[j].x, at.y + shelf.offsets[j].y};
  return positions;
}

}  // namespace

std::span<const Parameter> places_parameters() { return parameters; }

std::unique_ptr<Task> start_places(const Graph& graph, const Options& options) {
  const double gap = parameter(parameters, options, "gap");
  const double aspect = parameter(parameters, options, "aspect");
  const auto all = [gap, aspect](const Prepared& prepared) { return place(prepared, aspect, gap); };
  return std::make_unique<PlacedTask>(graph, gap, false, at_once(all));
}

}  // namespace impactweb::layout
