#include "core/layout/layers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/layout/components.hpp"
#include "core/layout/placed_task.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

constexpr Parameter parameters[] = {{"gap", 12, 0, 200}, {"aspect", 1.4, 0.2, 5}};

constexpr int sweeps = 16;
// Room between columns, for the edges.
constexpr double column_gap = 70;
constexpr double shelf_gap = 60;
constexpr std::int32_t no_column = -1'000'000;

// Even columns hold the layers, odd ones the nodes between them. Nodes that no edge leads to from a layer have none.
std::vector<std::int32_t> columns_of(const Prepared& graph) {
  std::map<std::int32_t, std::int32_t> layers;
  for (const std::int32_t layer : graph.layer)
    if (layer >= 0) layers[layer] = 0;
  std::int32_t next = 0;
  for (auto& [layer, column] : layers) column = 2 * next++;
  std::vector<std::int32_t> columns(graph.size(), no_column);
  std::vector<std::uint32_t> reached;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (graph.layer[node] >= 0) {
      columns[node] = layers[graph.layer[node]];
      reached.push_back(node);
    }
  if (reached.empty()) {
    // Nothing has a layer: distances from whoever has most edges, in each component, take their place.
    for (const Component& component : connected_components(graph.adjacency)) {
      if (component.size() == 1) continue;
      std::uint32_t first = component.front();
      for (const std::uint32_t node : component)
        if (graph.adjacency.degree(node) > graph.adjacency.degree(first)) first = node;
      std::vector<std::uint32_t> queue{first};
      columns[first] = 0;
      for (std::size_t at = 0; at < queue.size(); ++at)
        for (const std::uint32_t other : graph.adjacency.neighbours(queue[at]))
          if (columns[other] == no_column) {
            columns[other] = columns[queue[at]] + 2;
            queue.push_back(other);
          }
    }
    return columns;
  }
  // Wave by wave; left of a layer when all neighbours are in that one, else in their middle.
  while (!reached.empty()) {
    std::vector<std::uint32_t> wave;
    std::vector<char> in_wave(graph.size(), 0);
    for (const std::uint32_t node : reached)
      for (const std::uint32_t other : graph.adjacency.neighbours(node))
        if (columns[other] == no_column && !in_wave[other]) {
          in_wave[other] = 1;
          wave.push_back(other);
        }
    std::vector<std::int32_t> found;
    for (const std::uint32_t node : wave) {
      double sum = 0, count = 0;
      for (const std::uint32_t other : graph.adjacency.neighbours(node))
        if (columns[other] != no_column) {
          sum += columns[other];
          ++count;
        }
      found.push_back(2 * static_cast<std::int32_t>(std::ceil(sum / count / 2)) - 1);
    }
    for (std::size_t i = 0; i < wave.size(); ++i) columns[wave[i]] = found[i];
    reached = std::move(wave);
  }
  return columns;
}

struct Column {
  std::vector<std::uint32_t> nodes;  // from top to bottom
  double left = 0, right = 0;        // largest sides
  double x = 0;
};

double height_of(const Box& box, double gap) { return box.above + box.below + gap; }

// Columns that are higher than `most` as several side by side; consecutive nodes go to different ones, so that each
// spans the whole height.
std::vector<Column> split(const std::vector<std::vector<std::uint32_t>>& columns, const Prepared& graph, double most,
                          double gap) {
  std::vector<Column> result;
  for (const auto& nodes : columns) {
    double height = 0;
    for (const std::uint32_t node : nodes) height += height_of(graph.boxes[node], gap);
    const auto parts = static_cast<std::size_t>(std::max(1.0, std::ceil(height / most)));
    const std::size_t first = result.size();
    result.resize(first + parts);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      Column& column = result[first + i % parts];
      column.nodes.push_back(nodes[i]);
      column.left = std::max(column.left, graph.boxes[nodes[i]].left);
      column.right = std::max(column.right, graph.boxes[nodes[i]].right);
    }
  }
  return result;
}

double width_of(const std::vector<Column>& columns) {
  double width = 0;
  for (const Column& column : columns) width += column.left + column.right + column_gap;
  return width;
}

// Puts the nodes of a column at heights near those of their neighbours, in order, with room between.
void set_heights(const Column& column, const Prepared& graph, double half_height, double gap,
                 std::vector<Point>& positions, const std::vector<char>& counts) {
  std::vector<double> wanted, room;
  for (std::size_t i = 0; i < column.nodes.size(); ++i) {
    const std::uint32_t node = column.nodes[i];
    const auto middle = middle_of_neighbours(graph.adjacency, node, positions, counts);
    wanted.push_back(std::clamp(middle ? middle->y : positions[node].y, -half_height, half_height));
    if (i > 0) room.push_back(graph.boxes[column.nodes[i - 1]].below + graph.boxes[node].above + gap);
  }
  const std::vector<double> heights = nearest_with_room(wanted, room);
  for (std::size_t i = 0; i < heights.size(); ++i) positions[column.nodes[i]].y = heights[i];
}

class Layering : public Placing {
 public:
  Layering(const Prepared& graph, double aspect, double gap)
      : graph_(graph), aspect_(aspect), gap_(gap), positions_(graph.size()), counts_(graph.size(), 0) {
    const std::vector<std::int32_t> column_of = columns_of(graph);
    std::vector<std::uint32_t> order(graph.size());
    std::iota(order.begin(), order.end(), 0u);
    sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return graph.rank[a] < graph.rank[b]; });
    std::map<std::int32_t, std::vector<std::uint32_t>> columns;
    for (const std::uint32_t node : order) {
      if (column_of[node] == no_column) {
        shelf_.push_back(node);
      } else {
        columns[column_of[node]].push_back(node);
        counts_[node] = 1;
      }
    }
    for (auto& [number, nodes] : columns) {
      spread(nodes);
      columns_.push_back(std::move(nodes));
    }
  }

  // A column of a sweep, first for the order within the columns, then for the heights. Every other sweep goes back.
  bool advance() override {
    const std::size_t size = drawn_.empty() ? columns_.size() : drawn_.size();
    if (sweep_ < sweeps && column_ < size) {
      const std::size_t at = sweep_ % 2 == 0 ? column_ : size - 1 - column_;
      if (drawn_.empty())
        reorder(columns_[at]);
      else
        set_heights(drawn_[at], graph_, highest_ / 2, gap_, positions_, counts_);
      if (++column_ < size) return false;
      column_ = 0;
      ++sweep_;
      return false;
    }
    if (drawn_.empty() && !columns_.empty()) {
      draw_columns();
      sweep_ = 0;
      return false;
    }
    place_shelf();
    return true;
  }

  std::vector<Point> take() override { return std::move(positions_); }

 private:
  // Heights are shares of a column from −1 to 1, so that short and long ones compare.
  void spread(const std::vector<std::uint32_t>& nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i)
      positions_[nodes[i]].y = (2 * static_cast<double>(i) + 1) / static_cast<double>(nodes.size()) - 1;
  }

  void reorder(std::vector<std::uint32_t>& nodes) {
    std::vector<std::pair<double, std::size_t>> keys;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto middle = middle_of_neighbours(graph_.adjacency, nodes[i], positions_, counts_);
      keys.emplace_back(middle ? middle->y : positions_[nodes[i]].y, i);
    }
    sort_stably(keys);
    std::vector<std::uint32_t> sorted;
    for (const auto& [height, i] : keys) sorted.push_back(nodes[i]);
    nodes = std::move(sorted);
    spread(nodes);
  }

  // As high as gives the whole the wanted shape.
  void draw_columns() {
    double total = 0;
    highest_ = 1;
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      highest_ = std::max(highest_, height_of(graph_.boxes[node], gap_));
      total += height_of(graph_.boxes[node], gap_);
    }
    while (highest_ < total && width_of(split(columns_, graph_, highest_, gap_)) > aspect_ * highest_) highest_ *= 1.1;
    drawn_ = split(columns_, graph_, highest_, gap_);
    double x = 0;
    for (Column& column : drawn_) {
      column.x = x + column.left;
      x += column.left + column.right + column_gap;
      for (const std::uint32_t node : column.nodes) positions_[node] = {column.x, positions_[node].y * highest_ / 2};
    }
  }

  // Nodes without a column stand in rows below the others.
  void place_shelf() {
    if (shelf_.empty()) return;
    Rect bounds;
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      if (!counts_[node]) continue;
      const Box& box = graph_.boxes[node];
      bounds.include({positions_[node].x - box.left, positions_[node].y - box.above});
      bounds.include({positions_[node].x + box.right, positions_[node].y + box.below});
    }
    std::vector<Box> boxes;
    double area = 0;
    for (const std::uint32_t node : shelf_) {
      const Box& box = graph_.boxes[node];
      boxes.push_back(box);
      area += (box.left + box.right + gap_) * height_of(box, gap_);
    }
    // As wide as the columns, unless that would make a tall heap.
    const double shape =
        bounds.empty() ? aspect_ : std::max(aspect_, bounds.width() * bounds.width() / std::max(area, 1.0));
    const std::vector<Point> rows = rows_of_boxes(boxes, shape, gap_);
    const Point corner = bounds.empty() ? Point{} : Point{bounds.min.x, bounds.max.y + shelf_gap};
    for (std::size_t i = 0; i < shelf_.size(); ++i)
      positions_[shelf_[i]] = {corner.x + rows[i].x, corner.y + rows[i].y};
  }

  const Prepared& graph_;
  double aspect_, gap_;
  std::vector<Point> positions_;
  std::vector<char> counts_;                         // whether a node has a column
  std::vector<std::vector<std::uint32_t>> columns_;  // from left to right
  std::vector<Column> drawn_;                        // the same, once their order is known
  std::vector<std::uint32_t> shelf_;
  double highest_ = 1;  // of drawn columns
  int sweep_ = 0;
  std::size_t column_ = 0;
};

}  // namespace

std::vector<double> nearest_with_room(const std::vector<double>& wanted, const std::vector<double>& room) {
  // Without the room that comes before it, each value only has to be at least the one before.
  struct Pool {
    double sum;
    double count;
    [[nodiscard]] double mean() const { return sum / count; }
  };
  std::vector<Pool> pools;
  std::vector<double> before(wanted.size(), 0);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i > 0) before[i] = before[i - 1] + room[i - 1];
    pools.push_back({wanted[i] - before[i], 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back() = {pools.back().sum + last.sum, pools.back().count + last.count};
    }
  }
  std::vector<double> values;
  for (const Pool& pool : pools)
    for (double i = 0; i < pool.count; ++i) values.push_back(pool.mean() + before[values.size()]);
  return values;
}

std::span<const Parameter> layers_parameters() { return parameters; }

std::unique_ptr<Task> start_layers(const Graph& graph, const Options& options) {
  const double gap = parameter(parameters, options, "gap");
  const double aspect = parameter(parameters, options, "aspect");
  return std::make_unique<PlacedTask>(graph, gap, false, [gap, aspect](const Prepared& prepared) {
    return std::make_unique<Layering>(prepared, aspect, gap);
  });
}

}  // namespace impactweb::layout
