#include "core/layout/bfs_distances.hpp"

#include <algorithm>
#include <bit>

namespace impactweb::layout {

namespace {
// Looks along an edge and distances written, in one piece of work.
constexpr std::size_t piece = 50'000;
}  // namespace

BfsDistances::BfsDistances(const analysis::Adjacency& graph)
    : graph_(graph),
      distances_(std::size_t{graph.size()} * lanes, 0),
      seen_(graph.size(), 0),
      frontier_(graph.size(), 0),
      arriving_(graph.size(), 0) {}

void BfsDistances::begin(std::span<const std::uint32_t> sources) {
  level_ = 0;
  spreading_ = true;
  at_ = 0;
  touched_.clear();
  std::fill(seen_.begin(), seen_.end(), 0);
  active_.clear();
  for (std::uint32_t lane = 0; lane < sources.size(); ++lane) {
    const std::uint32_t node = sources[lane];
    seen_[node] = frontier_[node] = std::uint64_t{1} << lane;
    distances_[std::size_t{node} * lanes + lane] = 0;
    active_.push_back(node);
  }
}

bool BfsDistances::advance() {
  for (work_ = 0; work_ < piece;) {
    if (spreading_) {
      if (!spread()) return true;
      if (touched_.empty()) return false;
      level_ = std::min<BfsDistance>(level_ + 1, most_distance);
    } else {
      if (!settle()) return true;
      active_.swap(touched_);
      touched_.clear();
    }
    spreading_ = !spreading_;
    at_ = 0;
  }
  return true;
}

// Looks around from some more of the active nodes; true after the last.
bool BfsDistances::spread() {
  for (; at_ < active_.size() && work_ < piece; ++at_) {
    const std::uint32_t node = active_[at_];
    const std::uint64_t from = frontier_[node];
    frontier_[node] = 0;
    work_ += 1 + graph_.degree(node);
    for (const std::uint32_t next : graph_.neighbours(node)) {
      const std::uint64_t fresh = from & ~seen_[next];
      if (fresh == 0) continue;
      if (arriving_[next] == 0) touched_.push_back(next);
      arriving_[next] |= fresh;
    }
  }
  return at_ == active_.size();
}

// Writes down for some more of the touched nodes from where they are reached; true after the last.
bool BfsDistances::settle() {
  for (; at_ < touched_.size() && work_ < piece; ++at_) {
    const std::uint32_t node = touched_[at_];
    const std::uint64_t fresh = arriving_[node];
    work_ += 1 + static_cast<std::size_t>(std::popcount(fresh));
    BfsDistance* const row = distances_.data() + std::size_t{node} * lanes;
    for (std::uint64_t rest = fresh; rest != 0; rest &= rest - 1) row[std::countr_zero(rest)] = level_;
    seen_[node] |= fresh;
    frontier_[node] = fresh;
    arriving_[node] = 0;
  }
  return at_ == touched_.size();
}

void BfsDistances::copy_row(std::uint32_t lane, BfsDistance* row) const {
  const BfsDistance* from = distances_.data() + lane;
  for (std::uint32_t node = 0; node < graph_.size(); ++node, from += lanes) row[node] = *from;
}

}  // namespace impactweb::layout
