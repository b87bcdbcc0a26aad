// Layouts of graphs from strangers: every one ends, with finite places at which pinned nodes are where they were and no
// other two boxes overlap, however the work is cut.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "core/layout/boxes.hpp"
#include "core/layout/layout.hpp"
#include "core/layout/place_new_nodes.hpp"
#include "core/layout/task.hpp"

using namespace impactweb;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

/// Gives bytes one after another, and zeros when there are none left.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

  [[nodiscard]] bool any() const { return left_ > 0; }
  std::uint8_t next() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  std::uint32_t node(std::uint32_t size) { return size < 256 ? next() : next() | (next() << 8u); }
  /// Mostly a number of the size that pictures have, and now and then any bits at all.
  double number() {
    const std::uint8_t kind = next();
    if (kind < 240) return (kind - 120) * 25.0 + next() / 10.0;
    double value = 0;
    std::uint8_t bits[sizeof value];
    for (std::uint8_t& byte : bits) byte = next();
    std::memcpy(&value, bits, sizeof value);
    return value;
  }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

layout::Graph graph_from(Bytes& bytes) {
  layout::Graph graph;
  const std::uint8_t shape = bytes.next();
  // Above 2,500 nodes stress works with pivots.
  graph.size = (shape & 1) != 0 ? bytes.next() : (shape & 2) != 0 ? 300u : (shape & 28) == 28 ? 2600u : 40u;
  if ((shape & 32) != 0)
    for (std::uint32_t node = 1; node < graph.size; ++node) graph.edges.emplace_back(0, node);
  if ((shape & 64) != 0)
    for (std::uint32_t node = 1; node < graph.size; ++node) graph.edges.emplace_back(node - 1, node);
  const std::uint8_t details = bytes.next();
  for (int count = bytes.next(); count > 0; --count) {
    const std::uint32_t from = bytes.node(graph.size), to = bytes.node(graph.size);
    graph.edges.emplace_back(from, to);
  }
  for (std::uint32_t node = 0; node < graph.size && bytes.any(); ++node) {
    if ((details & 1) != 0) {
      graph.start.emplace_back();
      if (bytes.next() < 200) graph.start.back() = Point{bytes.number(), bytes.number()};
      graph.pinned.push_back((details & 2) != 0 && bytes.next() < 40);
    }
    if ((details & 4) != 0) graph.boxes.push_back({bytes.number(), bytes.number(), bytes.number(), bytes.number()});
    if ((details & 8) != 0) graph.group.push_back(static_cast<std::int32_t>(bytes.next()) - 3);
    if ((details & 16) != 0) graph.layer.push_back(static_cast<std::int32_t>(bytes.next()) - 3);
    if ((details & 32) != 0) {
      graph.places.emplace_back();
      if (bytes.next() < 200) graph.places.back() = layout::GeoPoint{bytes.number(), bytes.number()};
    }
    if ((details & 64) != 0) graph.rank.push_back(bytes.next());
  }
  return graph;
}

/// `fixed`: those that must be where they were.
void check(const layout::Graph& graph, const layout::Prepared& prepared, const std::vector<char>& fixed,
           const std::vector<Point>& positions) {
  demand(positions.size() == graph.size);
  double farthest = 0;
  for (std::uint32_t node = 0; node < graph.size; ++node) {
    demand(std::isfinite(positions[node].x) && std::isfinite(positions[node].y));
    if (fixed[node]) demand(positions[node] == prepared.start[node]);
    farthest = std::max({farthest, std::abs(positions[node].x), std::abs(positions[node].y)});
  }
  // Beyond this, doubles are too coarse for gaps between boxes, and a picture is pressed into the plane.
  if (graph.size > 300 || farthest > 1e7) return;
  for (std::uint32_t a = 0; a < graph.size; ++a)
    for (std::uint32_t b = a + 1; b < graph.size; ++b) {
      if (fixed[a] && fixed[b]) continue;
      const layout::PlacedBox one(positions[a], prepared.boxes[a], -1e-3),
          other(positions[b], prepared.boxes[b], -1e-3);
      demand(!one.overlaps(other));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const auto all = layout::algorithms();
  const layout::Algorithm& algorithm = all[bytes.next() % all.size()];
  layout::Options options;
  options.seed = bytes.next();
  const bool sliced = (options.seed & 1) != 0;
  const layout::Graph graph = graph_from(bytes);
  auto started = layout::start(graph, algorithm.id, options);
  auto& run = std::get<layout::Run>(started);
  if (sliced)
    while (!run.step(0)) demand(run.progress() >= 0 && run.progress() <= 1);
  else
    run.finish();
  const layout::Prepared prepared(graph);
  check(graph, prepared, prepared.pinned, run.positions());
  check(graph, prepared, prepared.has_start, layout::place_new_nodes(graph));
  return 0;
}
