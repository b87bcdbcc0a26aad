#include "core/analysis/closeness.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

#include "core/analysis/connectivity.hpp"
#include "core/support/sort.hpp"

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t lanes = 64;
constexpr std::uint32_t nobody = 0xffffffffu;
}  // namespace

ClosenessSweep::ClosenessSweep(const Adjacency& graph)
    : parent_(graph.size(), nobody), weight_(graph.size(), 1), inside_(graph.size(), 0) {
  fold(graph);
  keep_core(graph);
  begin_sums();
  const std::uint32_t size = core_.size();
  seen_.assign(size, 0);
  frontier_.assign(size, 0);
  arriving_.assign(size, 0);
  sources_.resize(size);
  std::iota(sources_.begin(), sources_.end(), 0u);
  sort_stably(sources_, [&](std::uint32_t a, std::uint32_t b) { return weight_[node_of_[a]] < weight_[node_of_[b]]; });
}

void ClosenessSweep::fold(const Adjacency& graph) {
  std::vector<std::uint32_t> left(graph.size());  // edges with what is not folded
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    left[node] = graph.degree(node);
    if (left[node] == 1) folded_.push_back(node);
  }
  for (std::size_t at = 0; at < folded_.size(); ++at) {
    const std::uint32_t node = folded_[at];
    // Of the two ends of a last edge, one stays.
    if (left[node] == 0) continue;
    for (const std::uint32_t other : graph.neighbours(node))
      if (left[other] > 0) parent_[node] = other;
    const std::uint32_t to = parent_[node];
    left[node] = 0;
    weight_[to] += weight_[node];
    inside_[to] += inside_[node] + weight_[node];
    if (--left[to] == 1) folded_.push_back(to);
  }
  std::erase_if(folded_, [&](std::uint32_t node) { return parent_[node] == nobody; });
}

void ClosenessSweep::keep_core(const Adjacency& graph) {
  std::vector<std::uint32_t> number(graph.size(), nobody);
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (parent_[node] == nobody) {
      number[node] = static_cast<std::uint32_t>(node_of_.size());
      node_of_.push_back(node);
    }
  for (const std::uint32_t node : node_of_) {
    for (const std::uint32_t other : graph.neighbours(node))
      if (number[other] != nobody) core_.targets.push_back(number[other]);
    core_.offsets.push_back(static_cast<std::uint32_t>(core_.targets.size()));
  }
}

// Whom a node stands for is reached with it: however far away it is, their distances from it come on top.
void ClosenessSweep::begin_sums() {
  const std::uint32_t size = core_.size();
  distance_sum_.resize(size);
  reached_.resize(size);
  const Components found = components(core_);
  std::vector<std::uint64_t> inside(size, 0);  // by component
  for (std::uint32_t node = 0; node < size; ++node) inside[found.of_node[node]] += inside_[node_of_[node]];
  for (std::uint32_t node = 0; node < size; ++node) {
    reached_[node] = weight_[node_of_[node]];
    distance_sum_[node] = inside[found.of_node[node]];
  }
}

std::uint32_t ClosenessSweep::advance(std::uint32_t sources) {
  const std::uint32_t size = core_.size();
  const std::uint32_t end = next_source_ + std::min(sources, size - next_source_);
  while (next_source_ < end) {
    const std::uint32_t batch = std::min(lanes, size - next_source_);
    walk(next_source_, batch);
    next_source_ += batch;
  }
  return size - next_source_;
}

void ClosenessSweep::walk(std::uint32_t first, std::uint32_t count) {
  std::array<std::uint32_t, lanes> weights{};
  std::fill(seen_.begin(), seen_.end(), 0);
  active_.clear();
  for (std::uint32_t lane = 0; lane < count; ++lane) {
    const std::uint32_t source = sources_[first + lane];
    weights[lane] = weight_[node_of_[source]];
    seen_[source] = frontier_[source] = std::uint64_t{1} << lane;
    active_.push_back(source);
  }
  const bool alike = weights[0] == weights[count - 1];
  for (std::uint64_t level = 1; !active_.empty(); ++level) {
    touched_.clear();
    for (const std::uint32_t node : active_) {
      const std::uint64_t from = frontier_[node];
      for (const std::uint32_t next : core_.neighbours(node)) {
        const std::uint64_t fresh = from & ~seen_[next];
        if (fresh == 0) continue;
        if (arriving_[next] == 0) touched_.push_back(next);
        arriving_[next] |= fresh;
      }
      frontier_[node] = 0;
    }
    // Distances are symmetric: what arrives at a node is as far from it as it is from the source.
    for (const std::uint32_t node : touched_) {
      const std::uint64_t fresh = arriving_[node];
      std::uint32_t weight = 0;
      if (alike)
        weight = weights[0] * static_cast<std::uint32_t>(std::popcount(fresh));
      else
        for (std::uint64_t rest = fresh; rest != 0; rest &= rest - 1)
          weight += weights[static_cast<std::size_t>(std::countr_zero(rest))];
      distance_sum_[node] += level * weight;
      reached_[node] += weight;
      seen_[node] |= fresh;
      frontier_[node] = fresh;
      arriving_[node] = 0;
    }
    active_.swap(touched_);
  }
}

std::vector<double> ClosenessSweep::result() const {
  const double n = static_cast<double>(parent_.size());
  // Everything a node can reach, itself included, and how far all that is.
  std::vector<std::uint64_t> distance(parent_.size(), 0);
  std::vector<std::uint32_t> reached(parent_.size(), 0);
  for (std::uint32_t at = 0; at < core_.size(); ++at) {
    distance[node_of_[at]] = distance_sum_[at];
    reached[node_of_[at]] = reached_[at];
  }
  // One step outwards, what hangs there is an edge nearer, and all the rest an edge farther.
  for (std::size_t i = folded_.size(); i-- > 0;) {
    const std::uint32_t node = folded_[i], inwards = parent_[node];
    reached[node] = reached[inwards];
    distance[node] = distance[inwards] + reached[inwards] - 2 * std::uint64_t{weight_[node]};
  }
  std::vector<double> result(parent_.size(), 0);
  for (std::size_t node = 0; node < result.size(); ++node) {
    const double others = reached[node] - 1.0;
    if (others > 0) result[node] = others / (n - 1) * (others / static_cast<double>(distance[node]));
  }
  return result;
}

std::vector<double> closeness(const Adjacency& graph) {
  ClosenessSweep sweep(graph);
  sweep.advance(graph.size());
  return sweep.result();
}

}  // namespace impactweb::analysis
