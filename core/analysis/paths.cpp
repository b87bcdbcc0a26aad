#include "core/analysis/paths.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace impactweb::analysis {

BetweennessSweep::BetweennessSweep(const Adjacency& graph)
    : graph_(graph),
      score_(graph.size(), 0),
      dependency_(graph.size(), 0),
      paths_(graph.size(), 0),
      distance_(graph.size(), -1) {
  order_.reserve(graph.size());
}

double BetweennessSweep::ratio(const Wide& a, const Wide& b) {
  const std::int64_t shift = std::clamp<std::int64_t>(a.exponent - b.exponent, -2000, 2000);
  return std::ldexp(a.mantissa / b.mantissa, static_cast<int>(shift));
}

void BetweennessSweep::add(Wide& sum, const Wide& term) {
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

bool BetweennessSweep::countable(double count) { return count <= std::numeric_limits<double>::max(); }

// Adds the dependencies of `source` to the scores. False, with the scores as they were, when there are too many paths
// to count.
template <class Count>
bool BetweennessSweep::count_paths(std::uint32_t source, std::vector<Count>& paths) {
  order_.clear();
  order_.push_back(source);
  distance_[source] = 0;
  set_one(paths[source]);
  bool countable_all = true;
  for (std::size_t head = 0; head < order_.size(); ++head) {
    const std::uint32_t node = order_[head];
    countable_all = countable_all && countable(paths[node]);
    for (const std::uint32_t next : graph_.neighbours(node)) {
      if (distance_[next] < 0) {
        distance_[next] = distance_[node] + 1;
        order_.push_back(next);
      }
      if (distance_[next] == distance_[node] + 1) add(paths[next], paths[node]);
    }
  }
  if (countable_all) {
    for (std::size_t i = order_.size(); i-- > 1;) {
      const std::uint32_t node = order_[i];
      for (const std::uint32_t before : graph_.neighbours(node))
        if (distance_[before] == distance_[node] - 1)
          dependency_[before] += ratio(paths[before], paths[node]) * (1 + dependency_[node]);
      score_[node] += dependency_[node];
    }
  }
  for (const std::uint32_t node : order_) {
    distance_[node] = -1;
    dependency_[node] = 0;
    paths[node] = Count{};
  }
  return countable_all;
}

std::uint32_t BetweennessSweep::advance(std::uint32_t sources) {
  const std::uint32_t n = graph_.size();
  const std::uint32_t end = next_source_ + std::min(sources, n - next_source_);
  for (; next_source_ < end; ++next_source_) {
    if (count_paths(next_source_, paths_)) continue;
    wide_paths_.resize(n);
    count_paths(next_source_, wide_paths_);
  }
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
