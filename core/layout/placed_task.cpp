#include "core/layout/placed_task.hpp"

#include <numeric>

#include "core/layout/parts.hpp"

namespace impactweb::layout {

PlacedTask::PlacedTask(const Graph& graph, double gap, bool grow, Place place) : graph_(graph), gap_(gap), grow_(grow) {
  then([this, place = std::move(place)] {
    begin(place);
    return true;
  });
  then([this] {
    if (!removal_->advance()) return false;
    ++iterations_;
    for (std::uint32_t node = 0; node < graph_.size(); ++node)
      positions_[node] = graph_.pinned[node] ? graph_.start[node] : removal_->positions()[node];
    centre();
    return true;
  });
}

void PlacedTask::begin(const Place& place) {
  positions_ = place(graph_);
  if (graph_.any_pinned) {
    Point shift;
    double count = 0;
    for (std::uint32_t node = 0; node < graph_.size(); ++node)
      if (graph_.pinned[node]) {
        shift = {shift.x + graph_.start[node].x - positions_[node].x,
                 shift.y + graph_.start[node].y - positions_[node].y};
        ++count;
      }
    for (std::uint32_t node = 0; node < graph_.size(); ++node)
      positions_[node] = graph_.pinned[node]
                             ? graph_.start[node]
                             : Point{positions_[node].x + shift.x / count, positions_[node].y + shift.y / count};
  }
  removal_ =
      std::make_unique<OverlapRemoval>(positions_, graph_.boxes, graph_.pinned, OverlapRemoval::Settings{gap_, grow_});
}

void PlacedTask::centre() {
  if (graph_.any_pinned || positions_.empty()) return;
  std::vector<std::uint32_t> all(graph_.size());
  std::iota(all.begin(), all.end(), 0u);
  const Point middle = bounds_of(all, positions_, graph_.boxes, gap_).center();
  for (Point& point : positions_) point = {point.x - middle.x, point.y - middle.y};
}

std::optional<Point> middle_of_neighbours(const analysis::Adjacency& graph, std::uint32_t node,
                                          const std::vector<Point>& positions, const std::vector<char>& counts) {
  Point sum;
  double count = 0;
  for (const std::uint32_t other : graph.neighbours(node))
    if (counts[other]) {
      sum = {sum.x + positions[other].x, sum.y + positions[other].y};
      ++count;
    }
  if (count == 0) return std::nullopt;
  return Point{sum.x / count, sum.y / count};
}

}  // namespace impactweb::layout
