#include "core/analysis/efficiency.hpp"

#include <algorithm>

namespace impactweb::analysis {

namespace {

constexpr std::uint16_t farthest = 0xffff;

// Calls `found` with each node that has a path from `source` round those who are gone, and its distance.
template <class Found>
void walk(const Adjacency& graph, std::uint32_t source, const std::vector<char>& gone, std::vector<char>& seen,
          std::vector<std::uint32_t>& queue, Found found) {
  seen = gone;
  seen[source] = 1;
  queue.assign(1, source);
  std::uint32_t distance = 0;
  for (std::size_t head = 0; head < queue.size();) {
    ++distance;
    for (const std::size_t end = queue.size(); head < end; ++head)
      for (const std::uint32_t next : graph.neighbours(queue[head])) {
        if (seen[next] != 0) continue;
        seen[next] = 1;
        queue.push_back(next);
        found(next, distance);
      }
  }
}

}  // namespace

EfficiencyLoss::EfficiencyLoss(const Adjacency& graph, std::uint32_t sources) : graph_(graph) {
  const std::uint32_t n = graph.size(), count = std::min(n, sources);
  const std::vector<char> nobody(n, 0);
  std::vector<char> seen;
  std::vector<std::uint32_t> queue;
  for (std::uint32_t i = 0; i < count; ++i) {
    sources_.push_back(static_cast<std::uint32_t>(std::uint64_t{i} * n / count));
    std::vector<std::uint16_t>& row = distance_.emplace_back(n, std::uint16_t{0});
    walk(graph, sources_.back(), nobody, seen, queue, [&](std::uint32_t node, std::uint32_t distance) {
      row[node] = static_cast<std::uint16_t>(std::min<std::uint32_t>(distance, farthest));
    });
  }
}

Loss EfficiencyLoss::without(const std::vector<char>& gone) const {
  double near_before = 0, near_after = 0, pairs_before = 0, pairs_after = 0;
  std::vector<char> seen;
  std::vector<std::uint32_t> queue;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    if (gone[sources_[i]] != 0) continue;
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      if (gone[node] != 0 || distance_[i][node] == 0) continue;
      near_before += 1.0 / distance_[i][node];
      ++pairs_before;
    }
    walk(graph_, sources_[i], gone, seen, queue, [&](std::uint32_t, std::uint32_t distance) {
      near_after += 1.0 / distance;
      ++pairs_after;
    });
  }
  Loss loss;
  if (pairs_before > 0) {
    loss.efficiency = std::clamp(1 - near_after / near_before, 0.0, 1.0);
    loss.reach = 1 - pairs_after / pairs_before;
  }
  return loss;
}

}  // namespace impactweb::analysis
