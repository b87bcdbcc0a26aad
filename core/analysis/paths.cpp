#include "core/analysis/paths.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace impactweb::analysis {

namespace {

// Numbers of paths beyond this are left to `Wide`: far enough from the limits of a double for sums and reciprocals.
constexpr double most_paths = 1e280;

// A number of paths with an exponent of its own.
struct Wide {
  double mantissa = 0;
  std::int64_t exponent = 0;
};

double ratio(const Wide& a, const Wide& b) {
  const std::int64_t shift = std::clamp<std::int64_t>(a.exponent - b.exponent, -2000, 2000);
  return std::ldexp(a.mantissa / b.mantissa, static_cast<int>(shift));
}

void add(Wide& sum, const Wide& term) {
  if (sum.mantissa == 0) {
    sum = term;
    return;
  }
  const std::int64_t exponent = std::max(sum.exponent, term.exponent);
  const auto aligned = [exponent](const Wide& wide) {
    return std::ldexp(wide.mantissa, static_cast<int>(std::max<std::int64_t>(wide.exponent - exponent, -2000)));
  };
  int extra = 0;
  const double mantissa = std::frexp(aligned(sum) + aligned(term), &extra);
  sum = {mantissa, exponent + extra};
}

}  // namespace

BetweennessSweep::BetweennessSweep(const Adjacency& graph)
    : graph_(graph),
      score_(graph.size(), 0),
      seen_(graph.size(), 0),
      paths_(graph.size(), 0),
      on_level_(graph.size(), 0),
      order_(std::size_t{graph.size()} + 1) {}

bool BetweennessSweep::add_source(std::uint32_t source) {
  // Level by level. Of on_level_ only the level just done is filled in, so that the sum over all neighbours of a node
  // is the sum over its neighbours on that level, without a branch that would be guessed wrong half of the time.
  order_[0] = source;
  seen_[source] = 1;
  paths_[source] = on_level_[source] = 1;
  levels_.assign({0, 1});  // where each begins in order_, and the end of the last
  double most = 1;
  for (;;) {
    const std::size_t begin = levels_[levels_.size() - 2];
    const std::size_t end = levels_.back();
    std::size_t found = end;
    for (std::size_t i = begin; i < end; ++i)
      for (const std::uint32_t next : graph_.neighbours(order_[i])) {
        order_[found] = next;
        found += seen_[next] ^ 1u;
        seen_[next] = 1;
      }
    if (found == end) break;
    for (std::size_t i = end; i < found; ++i) {
      double sum = 0;
      for (const std::uint32_t before : graph_.neighbours(order_[i])) sum += on_level_[before];
      paths_[order_[i]] = sum;
      most = std::max(most, sum);
    }
    for (std::size_t i = begin; i < end; ++i) on_level_[order_[i]] = 0;
    for (std::size_t i = end; i < found; ++i) on_level_[order_[i]] = paths_[order_[i]];
    levels_.push_back(found);
  }
  const std::size_t found = levels_.back();
  for (std::size_t i = levels_[levels_.size() - 2]; i < found; ++i) on_level_[order_[i]] = 0;

  // And back, with the share of a level, (1 + dependency) / paths.
  const bool countable = most <= most_paths;
  for (std::size_t level = levels_.size() - 2; countable && level > 0; --level) {
    const std::size_t begin = levels_[level];
    const std::size_t end = levels_[level + 1];
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t node = order_[i];
      double sum = 0;
      for (const std::uint32_t next : graph_.neighbours(node)) sum += on_level_[next];
      const double dependency = paths_[node] * sum;
      score_[node] += dependency;
      paths_[node] = (1 + dependency) / paths_[node];  // not needed any more: its place is free for the share
    }
    if (level + 2 < levels_.size())
      for (std::size_t i = end; i < levels_[level + 2]; ++i) on_level_[order_[i]] = 0;
    for (std::size_t i = begin; i < end; ++i) on_level_[order_[i]] = paths_[order_[i]];
  }
  for (std::size_t i = 0; i < found; ++i) {
    seen_[order_[i]] = 0;
    on_level_[order_[i]] = 0;
  }
  return countable;
}

void BetweennessSweep::add_source_of_many_paths(std::uint32_t source) {
  std::vector<Wide> paths(graph_.size());
  std::vector<double> dependency(graph_.size(), 0);
  std::vector<std::int32_t> distance(graph_.size(), -1);
  std::size_t found = 1;
  order_[0] = source;
  distance[source] = 0;
  paths[source] = {1, 0};
  for (std::size_t head = 0; head < found; ++head) {
    const std::uint32_t node = order_[head];
    for (const std::uint32_t next : graph_.neighbours(node)) {
      if (distance[next] < 0) {
        distance[next] = distance[node] + 1;
        order_[found++] = next;
      }
      if (distance[next] == distance[node] + 1) add(paths[next], paths[node]);
    }
  }
  for (std::size_t i = found; i-- > 1;) {
    const std::uint32_t node = order_[i];
    for (const std::uint32_t before : graph_.neighbours(node))
      if (distance[before] == distance[node] - 1)
        dependency[before] += ratio(paths[before], paths[node]) * (1 + dependency[node]);
    score_[node] += dependency[node];
  }
}

std::uint32_t BetweennessSweep::advance(std::uint32_t sources) {
  const std::uint32_t n = graph_.size();
  const std::uint32_t end = next_source_ + std::min(sources, n - next_source_);
  for (; next_source_ < end; ++next_source_)
    if (!add_source(next_source_)) add_source_of_many_paths(next_source_);
  return n - next_source_;
}

std::vector<double> BetweennessSweep::result() const {
  const double n = graph_.size();
  std::vector<double> result(graph_.size(), 0);
  if (n < 3) return result;
  // Each pair was counted from both its ends, which cancels the 2 of (n − 1)(n − 2) / 2.
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = score_[i] / ((n - 1) * (n - 2));
  return result;
}

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

std::vector<double> betweenness(const Adjacency& graph) {
  BetweennessSweep sweep(graph);
  sweep.advance(graph.size());
  return sweep.result();
}

std::vector<double> closeness(const Adjacency& graph) {
  ClosenessSweep sweep(graph);
  sweep.advance(graph.size());
  return sweep.result();
}

}  // namespace impactweb::analysis
