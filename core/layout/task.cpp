#include "core/layout/task.hpp"

#include <algorithm>
#include <cmath>

#include "core/model/limits.hpp"

namespace impactweb::layout {

namespace {

constexpr double largest_side = 10'000;

double side(double value) { return value >= 0 ? std::min(value, largest_side) : 0; }  // NaN gives 0

template <class T>
std::vector<T> filled(const std::vector<T>& given, std::size_t size, const T& otherwise) {
  std::vector<T> list(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(std::min(given.size(), size)));
  list.resize(size, otherwise);
  return list;
}

bool usable(double coordinate) { return std::isfinite(coordinate) && std::fabs(coordinate) <= limits::coordinate; }

}  // namespace

Prepared::Prepared(const Graph& graph)
    : start(graph.size),
      has_start(graph.size, 0),
      pinned(graph.size, 0),
      boxes(filled(graph.boxes, graph.size, Box{})),
      group(filled(graph.group, graph.size, -1)),
      layer(filled(graph.layer, graph.size, -1)),
      places(filled(graph.places, graph.size, std::optional<GeoPoint>{})),
      rank(filled(graph.rank, graph.size, 0u)) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  arcs.reserve(graph.edges.size() * 2);
  for (const auto& [from, to] : graph.edges) {
    if (from >= graph.size || to >= graph.size || from == to) continue;
    arcs.emplace_back(from, to);
    arcs.emplace_back(to, from);
  }
  adjacency = analysis::make_adjacency(graph.size, arcs);
  for (Box& box : boxes) box = {side(box.left), side(box.right), side(box.above), side(box.below)};
  for (std::size_t node = 0; node < std::min<std::size_t>(graph.size, graph.start.size()); ++node) {
    const auto& point = graph.start[node];
    if (!point || !usable(point->x) || !usable(point->y)) continue;
    start[node] = *point;
    has_start[node] = 1;
    pinned[node] = node < graph.pinned.size() && graph.pinned[node] ? 1 : 0;
    any_pinned = any_pinned || pinned[node];
  }
  for (auto& place : places)
    if (place && !(std::fabs(place->latitude) <= 90 && std::fabs(place->longitude) <= 180)) place.reset();
}

double parameter(std::span<const Parameter> table, const Options& options, std::string_view id) {
  if (const auto found = options.parameters.find(id); found != options.parameters.end()) return found->second;
  for (const Parameter& entry : table)
    if (entry.id == id) return entry.value;
  return 0;
}

bool Task::advance() {
  if (phase_ < phases_.size() && phases_[phase_]()) {
    ++phase_;
    phase_progress_ = 0;
  }
  return phase_ == phases_.size();
}

double Task::progress() const {
  if (phases_.empty()) return 1;
  return std::min(1.0, (static_cast<double>(phase_) + phase_progress_) / static_cast<double>(phases_.size()));
}

}  // namespace impactweb::layout
