#include "core/layout/quadtree.hpp"

#include <algorithm>
#include <numeric>

namespace impactweb::layout {

namespace {
// Points closer than the side of the whole through 2 to this power count as one place.
constexpr int deepest = 24;
}  // namespace

void Quadtree::build(const std::vector<Point>& points, const std::vector<double>& weights) {
  points_ = &points;
  weights_ = &weights;
  squares_.clear();
  order_.resize(points.size());
  scratch_.resize(points.size());
  std::iota(order_.begin(), order_.end(), 0u);
  if (points.empty()) return;
  Rect bounds;
  for (const Point& point : points) bounds.include(point);
  divide(0, points.size(), bounds.min, std::max({bounds.width(), bounds.height(), 1e-9}) * (1 + 1e-9), 0);
}

void Quadtree::divide(std::size_t first, std::size_t last, Point corner, double side, int depth) {
  const std::size_t index = squares_.size();
  squares_.emplace_back();
  Square square;
  square.side = side;
  for (std::size_t i = first; i < last; ++i) {
    const Point& point = (*points_)[order_[i]];
    const double weight = (*weights_)[order_[i]];
    square.centre = {square.centre.x + weight * point.x, square.centre.y + weight * point.y};
    square.weight += weight;
  }
  if (square.weight > 0) square.centre = {square.centre.x / square.weight, square.centre.y / square.weight};
  if (last - first > 1 && depth < deepest) {
    square.leaf = false;
    const double half = side / 2;
    const Point middle{corner.x + half, corner.y + half};
    const auto quarter_of = [&](std::uint32_t node) {
      const Point& point = (*points_)[node];
      return (point.x >= middle.x ? 1u : 0u) + (point.y >= middle.y ? 2u : 0u);
    };
    std::array<std::size_t, 5> ends{};
    for (std::size_t i = first; i < last; ++i) ++ends[quarter_of(order_[i]) + 1];
    for (std::size_t quarter = 1; quarter < 5; ++quarter) ends[quarter] += ends[quarter - 1];
    std::array<std::size_t, 4> next{ends[0], ends[1], ends[2], ends[3]};
    for (std::size_t i = first; i < last; ++i) scratch_[first + next[quarter_of(order_[i])]++] = order_[i];
    std::copy(scratch_.begin() + static_cast<std::ptrdiff_t>(first),
              scratch_.begin() + static_cast<std::ptrdiff_t>(last),
              order_.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t quarter = 0; quarter < 4; ++quarter)
      if (ends[quarter] < ends[quarter + 1])
        divide(first + ends[quarter], first + ends[quarter + 1],
               {quarter & 1 ? middle.x : corner.x, quarter & 2 ? middle.y : corner.y}, half, depth + 1);
  }
  square.skip = static_cast<std::uint32_t>(squares_.size());
  squares_[index] = square;
}

Point Quadtree::repulsion(Point point, double range, double opening) const {
  Point sum;
  const double limit = opening * opening;
  const double fall = 1 / (range * range);
  for (std::size_t at = 0; at < squares_.size();) {
    const Square& square = squares_[at];
    const double x = point.x - square.centre.x, y = point.y - square.centre.y;
    const double square_distance = x * x + y * y;
    if (square.leaf || square.side * square.side < limit * square_distance) {
      if (square_distance > 1e-18) {
        const double force = square.weight / (square_distance * (1 + square_distance * fall));
        sum = {sum.x + x * force, sum.y + y * force};
      }
      at = square.skip;
    } else {
      ++at;
    }
  }
  return sum;
}

}  // namespace impactweb::layout
