#include "core/analysis/closeness.hpp"

#include <algorithm>
#include <bit>

namespace impactweb::analysis {

ClosenessSweep::ClosenessSweep(const Adjacency& graph)
    : graph_(graph),
      distance_sum_(graph.size(), 0),
      reached_(graph.size(), 0),
      seen_(graph.size(), 0),
      frontier_(graph.size(), 0),
      arriving_(graph.size(), 0) {}

std::uint32_t ClosenessSweep::advance(std::uint32_t sources) {
  const std::uint32_t n = graph_.size();
  const std::uint32_t end = next_source_ + std::min(sources, n - next_source_);
  std::vector<std::uint32_t> active;
  std::vector<std::uint32_t> touched;
  while (next_source_ < end) {
    const std::uint32_t batch = std::min<std::uint32_t>(64, n - next_source_);
    std::fill(seen_.begin(), seen_.end(), 0);
    active.clear();
    for (std::uint32_t lane = 0; lane < batch; ++lane) {
      const std::uint32_t node = next_source_ + lane;
      seen_[node] = frontier_[node] = std::uint64_t{1} << lane;
      active.push_back(node);
    }
    for (std::uint64_t level = 1; !active.empty(); ++level) {
      touched.clear();
      for (const std::uint32_t node : active) {
        const std::uint64_t lanes = frontier_[node];
        for (const std::uint32_t next : graph_.neighbours(node)) {
          const std::uint64_t fresh = lanes & ~seen_[next];
          if (fresh == 0) continue;
          if (arriving_[next] == 0) touched.push_back(next);
          arriving_[next] |= fresh;
        }
        frontier_[node] = 0;
      }
      // Distances are symmetric: what arrives at a node is as far from it as it is from the source.
      for (const std::uint32_t node : touched) {
        const auto count = static_cast<std::uint32_t>(std::popcount(arriving_[node]));
        distance_sum_[node] += level * count;
        reached_[node] += count;
        seen_[node] |= arriving_[node];
        frontier_[node] = arriving_[node];
        arriving_[node] = 0;
      }
      active.swap(touched);
    }
    next_source_ += batch;
  }
  return n - next_source_;
}

std::vector<double> ClosenessSweep::result() const {
  const double n = graph_.size();
  std::vector<double> result(graph_.size(), 0);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const double reached = reached_[i];
    if (reached > 0) result[i] = reached / (n - 1) * (reached / static_cast<double>(distance_sum_[i]));
  }
  return result;
}

std::vector<double> closeness(const Adjacency& graph) {
  ClosenessSweep sweep(graph);
  sweep.advance(graph.size());
  return sweep.result();
}

}  // namespace impactweb::analysis
