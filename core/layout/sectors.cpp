#include "core/layout/sectors.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/layout/components.hpp"
#include "core/layout/placed_task.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

constexpr Parameter parameters[] = {{"gap", 12, 0, 200}, {"aspect", 1.4, 0.2, 5}};

constexpr double turns_between = 0.012;  // of the rim, left free between two sectors, in turns
constexpr double least_radius = 160;
constexpr double inner_cover = 0.3;   // how much of the inside the boxes may cover
constexpr double inner_share = 0.75;  // of the rim's radius, for those inside
constexpr double shelf_gap = 60;
constexpr int order_rounds = 6;
constexpr int inner_rounds = 30;

class Wheel : public Placing {
  const Prepared& graph;
  double gap;
  std::vector<std::vector<std::uint32_t>> sectors;  // nodes in order round the rim, clockwise from the top
  std::vector<std::uint32_t> inside;
  std::vector<Point> positions;  // on a circle; stretched to the wanted shape at the end
  std::vector<char> counts;
  double radius = least_radius;  // of the innermost rim
  double rim_step = 80;          // between rims
  std::size_t rims = 1;
  double aspect;
  // The work at hand: so many rounds for the order round the rim, in each so many for those inside and then the
  // sectors.
  int order_round = 0, inner_round = 0;
  std::size_t sector = 0;

 public:
  Wheel(const Prepared& given, double given_gap, double given_aspect)
      : graph(given), gap(given_gap), positions(given.size()), counts(given.size(), 0), aspect(given_aspect) {
    std::vector<std::uint32_t> order(graph.size());
    std::iota(order.begin(), order.end(), 0u);
    sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return graph.rank[a] < graph.rank[b]; });
    std::map<std::int32_t, std::vector<std::uint32_t>> by_group;
    for (const std::uint32_t node : order) {
      if (graph.group[node] >= 0) {
        by_group[graph.group[node]].push_back(node);
      } else {
        inside.push_back(node);
      }
    }
    for (auto& [group, nodes] : by_group) sectors.push_back(std::move(nodes));
    choose_size();
    set_rim();
  }

  bool advance() override {
    if (inner_round < inner_rounds) {
      pull_inside();
      ++inner_round;
      return false;
    }
    if (order_round < order_rounds) {
      if (sector < sectors.size()) {
        reorder(sectors[sector++]);
        return false;
      }
      set_rim();
      inner_round = 0;
      sector = 0;
      ++order_round;
      return false;
    }
    const double wide = std::sqrt(aspect);
    for (Point& point : positions) point = {point.x * wide, point.y / wide};
    place_rest();
    return true;
  }

  std::vector<Point> take() override { return std::move(positions); }

 private:
  void choose_size() {
    double slots = 0, count = 0, height = 0;
    for (const auto& nodes : sectors)
      for (const std::uint32_t node : nodes) {
        const Box& box = graph.boxes[node];
        // Boxes are wider than high; round the rim they stand beside and above each other in turn.
        slots += (box.left + box.right + box.above + box.below) / 2 + 2 * gap;
        height += box.above + box.below + box.left + box.right;
        ++count;
      }
    double inner_area = 0;
    for (const std::uint32_t node : inside) {
      const Box& box = graph.boxes[node];
      inner_area += (box.left + box.right + gap) * (box.above + box.below + gap);
    }
    const double for_inside = std::sqrt(inner_area / inner_cover / pi) / inner_share;
    if (count > 0) rim_step = height / count / 2 + 2 * gap;
    const double free = std::max(0.5, 1 - turns_between * static_cast<double>(sectors.size()));
    for (rims = 1;; ++rims) {
      const auto number = static_cast<double>(rims);
      radius = std::max({least_radius, for_inside, number * rim_step * 1.3});
      if (slots / number <= 2 * pi * radius * free) break;
      // One rim may well be larger than it must be for the inside, before there is a second.
      const double needed = slots / number / (2 * pi * free);
      if (needed <= 1.6 * std::max(least_radius, for_inside)) {
        radius = needed;
        break;
      }
    }
  }

  void set_rim() {
    double total = 0;
    for (const auto& nodes : sectors) total += static_cast<double>(nodes.size());
    if (total == 0) return;
    const double free = std::max(0.5, 1 - turns_between * static_cast<double>(sectors.size()));
    double turn = -0.25;  // the top: y grows downwards
    for (const auto& nodes : sectors) {
      const double share = free * static_cast<double>(nodes.size()) / total;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const double at = turn + share * (static_cast<double>(i) + 0.5) / static_cast<double>(nodes.size());
        const Point direction = direction_at(2 * pi * at);
        const double distance = radius + rim_step * static_cast<double>(i % rims);
        positions[nodes[i]] = {direction.x * distance, direction.y * distance};
        counts[nodes[i]] = 1;
      }
      turn += share + (1 - free) / static_cast<double>(sectors.size());
    }
  }

  // The mean of the neighbours; each round of these reaches one edge further inwards.
  void pull_inside() {
    for (const std::uint32_t node : inside) {
      const auto middle = middle_of_neighbours(graph.adjacency, node, positions, counts);
      if (!middle) continue;
      counts[node] = 1;
      const double length = std::sqrt(middle->x * middle->x + middle->y * middle->y);
      const double most = radius * inner_share;
      const double scale = length > most ? most / length : 1;
      positions[node] = {middle->x * scale, middle->y * scale};
    }
  }

  // By the direction of the neighbours, seen from the middle of the sector.
  void reorder(std::vector<std::uint32_t>& nodes) {
    Point middle;
    for (const std::uint32_t node : nodes) middle = {middle.x + positions[node].x, middle.y + positions[node].y};
    std::vector<std::pair<double, std::size_t>> keys;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto target = middle_of_neighbours(graph.adjacency, nodes[i], positions, counts);
      const Point to = target ? *target : positions[nodes[i]];
      // The angle from the sector's own direction, so that the jump at half a turn lies opposite.
      const Point relative{to.x * middle.x + to.y * middle.y, to.y * middle.x - to.x * middle.y};
      keys.emplace_back(angle_of(relative), i);
    }
    sort_stably(keys);
    std::vector<std::uint32_t> sorted;
    for (const auto& [angle, i] : keys) sorted.push_back(nodes[i]);
    nodes = std::move(sorted);
  }

  // Those inside that no edge leads to from the rim stand in rows below the wheel.
  void place_rest() {
    std::vector<std::uint32_t> rest;
    std::vector<Box> boxes;
    Rect bounds;
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      if (!counts[node]) continue;
      bounds.include({positions[node].x - graph.boxes[node].left, positions[node].y - graph.boxes[node].above});
      bounds.include({positions[node].x + graph.boxes[node].right, positions[node].y + graph.boxes[node].below});
    }
    double area = 0;
    for (const std::uint32_t node : inside)
      if (!counts[node]) {
        const Box& box = graph.boxes[node];
        rest.push_back(node);
        boxes.push_back(box);
        area += (box.left + box.right + gap) * (box.above + box.below + gap);
      }
    if (rest.empty()) return;
    const double shape =
        bounds.empty() ? aspect : std::max(aspect, bounds.width() * bounds.width() / std::max(area, 1.0));
    const std::vector<Point> rows = rows_of_boxes(boxes, shape, gap);
    double width = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) width = std::max(width, rows[i].x + boxes[i].right);
    const Point corner = bounds.empty() ? Point{} : Point{bounds.center().x - width / 2, bounds.max.y + shelf_gap};
    for (std::size_t i = 0; i < rest.size(); ++i) positions[rest[i]] = {corner.x + rows[i].x, corner.y + rows[i].y};
  }
};

}  // namespace

std::span<const Parameter> sectors_parameters() { return parameters; }

std::unique_ptr<Task> start_sectors(const Graph& graph, const Options& options) {
  const double gap = parameter(parameters, options, "gap");
  const double aspect = parameter(parameters, options, "aspect");
  return std::make_unique<PlacedTask>(graph, gap, false, [gap, aspect](const Prepared& prepared) {
    return std::make_unique<Wheel>(prepared, gap, aspect);
  });
}

}  // namespace impactweb::layout
