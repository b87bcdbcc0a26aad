#include "core/layout/grid.hpp"

#include <algorithm>
#include <numeric>

#include "core/layout/placed_task.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

constexpr Parameter parameters[] = {{"gap", 24, 0, 200}, {"aspect", 1.4, 0.2, 5}};

// The lines of a grid with so many columns.
struct Lines {
  std::vector<double> left, right, above, below;  // largest sides, by column and by row

  Lines(const std::vector<Box>& boxes, std::size_t columns)
      : left(columns, 0), right(columns, 0), above((boxes.size() + columns - 1) / columns, 0), below(above) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const std::size_t column = i % columns, row = i / columns;
      left[column] = std::max(left[column], boxes[i].left);
      right[column] = std::max(right[column], boxes[i].right);
      above[row] = std::max(above[row], boxes[i].above);
      below[row] = std::max(below[row], boxes[i].below);
    }
  }
  static double extent(const std::vector<double>& before, const std::vector<double>& after, double gap) {
    double sum = 0;
    for (std::size_t i = 0; i < before.size(); ++i) sum += before[i] + after[i] + gap;
    return sum;
  }
};

}  // namespace

std::vector<Point> grid_of(const std::vector<Box>& boxes, double aspect, double gap) {
  if (boxes.empty()) return {};
  // More columns make it wider and lower: the least number of columns that is wide enough.
  std::size_t low = 1, high = boxes.size();
  while (low < high) {
    const std::size_t columns = (low + high) / 2;
    const Lines lines(boxes, columns);
    if (Lines::extent(lines.left, lines.right, gap) >= aspect * Lines::extent(lines.above, lines.below, gap)) {
      high = columns;
    } else {
      low = columns + 1;
    }
  }
  const Lines lines(boxes, low);
  std::vector<double> x, y;
  double at = 0;
  for (std::size_t column = 0; column < lines.left.size(); ++column) {
    x.push_back(at + lines.left[column]);
    at += lines.left[column] + lines.right[column] + gap;
  }
  at = 0;
  for (std::size_t row = 0; row < lines.above.size(); ++row) {
    y.push_back(at + lines.above[row]);
    at += lines.above[row] + lines.below[row] + gap;
  }
  std::vector<Point> positions;
  for (std::size_t i = 0; i < boxes.size(); ++i) positions.push_back({x[i % low], y[i / low]});
  return positions;
}

std::span<const Parameter> grid_parameters() { return parameters; }

std::unique_ptr<Task> start_grid(const Graph& graph, const Options& options) {
  const double gap = parameter(parameters, options, "gap");
  const double aspect = parameter(parameters, options, "aspect");
  const auto place = [gap, aspect](const Prepared& prepared) {
    std::vector<std::uint32_t> order(prepared.size());
    std::iota(order.begin(), order.end(), 0u);
    sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return prepared.rank[a] < prepared.rank[b]; });
    std::vector<Box> boxes;
    for (const std::uint32_t node : order) boxes.push_back(prepared.boxes[node]);
    const std::vector<Point> cells = grid_of(boxes, aspect, gap);
    std::vector<Point> positions(prepared.size());
    for (std::size_t i = 0; i < order.size(); ++i) positions[order[i]] = cells[i];
    return positions;
  };
  return std::make_unique<PlacedTask>(graph, gap, false, at_once(place));
}

}  // namespace impactweb::layout
