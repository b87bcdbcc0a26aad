#include "core/layout/placed_task.hpp"

#include <numeric>

#include "core/layout/components.hpp"

namespace impactweb::layout {

PlacedTask::PlacedTask(const Graph& graph, double gap, bool grow, Begin begin) : graph_(graph), gap_(gap), grow_(grow) {
  then([this, begin = std::move(begin)] {
    if (!placing_) placing_ = begin(graph_);
    if (!placing_->advance()) return false;
    positions_ = placing_->take();
    placing_.reset();
    keep_pinned();
    removal_ = std::make_unique<OverlapRemoval>(positions_, graph_.boxes, graph_.pinned,
                                                OverlapRemoval::Settings{gap_, grow_});
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

void PlacedTask::keep_pinned() {
  if (!graph_.any_pinned) return;
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

namespace {

class PlacingAtOnce : public Placing {
 public:
  explicit PlacingAtOnce(std::vector<Point> positions) : positions_(std::move(positions)) {}
  bool advance() override { return true; }
  std::vector<Point> take() override { return std::move(positions_); }

 private:
  std::vector<Point> positions_;
};

}  // namespace

PlacedTask::Begin at_once(std::function<std::vector<Point>(const Prepared& graph)> place) {
  return [place = std::move(place)](const Prepared& graph) { return std::make_unique<PlacingAtOnce>(place(graph)); };
}

}  // namespace impactweb::layout
