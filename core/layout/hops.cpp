#include "core/layout/hops.hpp"

#include <algorithm>
#include <bit>

namespace impactweb::layout {

HopSearch::HopSearch(const analysis::Adjacency& graph)
    : graph_(graph),
      hops_(std::size_t{graph.size()} * lanes, 0),
      seen_(graph.size(), 0),
      frontier_(graph.size(), 0),
      arriving_(graph.size(), 0) {}

void HopSearch::begin(std::span<const std::uint32_t> sources) {
  level_ = 0;
  std::fill(seen_.begin(), seen_.end(), 0);
  active_.clear();
  for (std::uint32_t lane = 0; lane < sources.size(); ++lane) {
    const std::uint32_t node = sources[lane];
    seen_[node] = frontier_[node] = std::uint64_t{1} << lane;
    hops_[std::size_t{node} * lanes + lane] = 0;
    active_.push_back(node);
  }
}

bool HopSearch::advance() {
  touched_.clear();
  for (const std::uint32_t node : active_) {
    const std::uint64_t from = frontier_[node];
    frontier_[node] = 0;
    for (const std::uint32_t next : graph_.neighbours(node)) {
      const std::uint64_t fresh = from & ~seen_[next];
      if (fresh == 0) continue;
      if (arriving_[next] == 0) touched_.push_back(next);
      arriving_[next] |= fresh;
    }
  }
  if (touched_.empty()) return false;
  level_ = std::min<Hops>(level_ + 1, most_hops);
  for (const std::uint32_t node : touched_) {
    const std::uint64_t fresh = arriving_[node];
    Hops* const row = hops_.data() + std::size_t{node} * lanes;
    for (std::uint64_t rest = fresh; rest != 0; rest &= rest - 1) row[std::countr_zero(rest)] = level_;
    seen_[node] |= fresh;
    frontier_[node] = fresh;
    arriving_[node] = 0;
  }
  active_.swap(touched_);
  return true;
}

void HopSearch::copy_row(std::uint32_t lane, Hops* row) const {
  const Hops* from = hops_.data() + lane;
  for (std::uint32_t node = 0; node < graph_.size(); ++node, from += lanes) row[node] = *from;
}

}  // namespace impactweb::layout
