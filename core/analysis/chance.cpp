#include "core/analysis/chance.hpp"

#include <algorithm>
#include <cmath>

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t usual = 20;
// Sums of the same value differ by rounding.
constexpr double rounding = 1e-9;
}  // namespace

ShuffledEdges::ShuffledEdges(const Adjacency& graph, std::uint64_t seed) : random_(seed), rows_(graph), sorted_(graph) {
  for (std::uint32_t a = 0; a < graph.size(); ++a)
    for (const std::uint32_t b : graph.neighbours(a))
      if (a < b) edges_.emplace_back(a, b);
}

bool ShuffledEdges::tied(std::uint32_t a, std::uint32_t b) const {
  if (rows_.degree(b) < rows_.degree(a)) std::swap(a, b);
  const auto row = rows_.neighbours(a);
  return std::find(row.begin(), row.end(), b) != row.end();
}

void ShuffledEdges::replace(std::uint32_t node, std::uint32_t before, std::uint32_t after) {
  std::uint32_t at = rows_.offsets[node];
  while (rows_.targets[at] != before) ++at;
  rows_.targets[at] = after;
}

const Adjacency& ShuffledEdges::next() {
  const auto count = static_cast<std::uint32_t>(edges_.size());
  for (std::uint64_t tries = std::uint64_t{begun_ ? 5u : 10u} * count; tries > 0; --tries) {
    auto& [a, b] = edges_[random_.below(count)];
    auto& [c, d] = edges_[random_.below(count)];
    if (random_.below(2) == 1) std::swap(c, d);
    if (a == c || a == d || b == c || b == d || tied(a, d) || tied(c, b)) continue;
    replace(a, b, d);
    replace(d, c, a);
    replace(c, d, b);
    replace(b, a, c);
    std::swap(b, d);
  }
  begun_ = true;
  sorted_.targets = rows_.targets;
  for (std::uint32_t node = 0; node < sorted_.size(); ++node)
    std::sort(sorted_.targets.begin() + sorted_.offsets[node], sorted_.targets.begin() + sorted_.offsets[node + 1]);
  return sorted_;
}

Adjacency random_network(std::uint32_t nodes, std::uint64_t edges, Random& random) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  const std::uint64_t pairs = std::uint64_t{nodes} * (nodes > 0 ? nodes - 1 : 0) / 2;
  // Of a dense network those who are not tied are drawn.
  const bool sparse = 2 * edges <= pairs;
  const std::uint64_t wanted = sparse ? edges : pairs - edges;
  std::vector<std::uint64_t> drawn;
  while (drawn.size() < wanted) {
    for (std::uint64_t missing = wanted - drawn.size(); missing > 0; --missing) {
      const std::uint64_t a = random.below(nodes), b = random.below(nodes);
      if (a != b) drawn.push_back(std::min(a, b) * nodes + std::max(a, b));
    }
    std::sort(drawn.begin(), drawn.end());
    drawn.erase(std::unique(drawn.begin(), drawn.end()), drawn.end());
  }
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    arcs.emplace_back(a, b);
    arcs.emplace_back(b, a);
  };
  if (sparse) {
    for (const std::uint64_t pair : drawn)
      add(static_cast<std::uint32_t>(pair / nodes), static_cast<std::uint32_t>(pair % nodes));
  } else {
    for (std::uint32_t a = 0; a < nodes; ++a)
      for (std::uint32_t b = a + 1; b < nodes; ++b)
        if (!std::binary_search(drawn.begin(), drawn.end(), std::uint64_t{a} * nodes + b)) add(a, b);
  }
  return make_adjacency(nodes, arcs);
}

void Standing::add(double by_chance) {
  most_ = samples_ == 0 ? by_chance : std::max(most_, by_chance);
  ++samples_;
  if (by_chance >= value_ - rounding) ++as_high_;
  sum_ += by_chance;
  squares_ += by_chance * by_chance;
}

bool Standing::stands_out(double value) const {
  if (samples_ < 2 || value <= most_ + rounding) return false;
  const double variance = std::max(0.0, squares_ - sum_ * sum_ / samples_) / (samples_ - 1);
  return value - mean() >= (samples_ < usual ? 3 : 2) * std::sqrt(variance);
}

std::uint32_t comparisons(double work, double affordable, std::uint32_t least) {
  return static_cast<std::uint32_t>(std::clamp<double>(affordable / std::max(work, 1.0), least, usual));
}

}  // namespace impactweb::analysis
