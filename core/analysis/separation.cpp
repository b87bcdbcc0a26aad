#include "core/analysis/separation.hpp"

#include <algorithm>
#include <utility>

#include "core/analysis/depth_first.hpp"

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t none = DepthFirstForest::none;
}

Separation::Separation(const Adjacency& graph) : last_(graph.size(), 0), root_(graph.size(), 0) {
  const std::uint32_t n = graph.size();
  DepthFirstForest forest(n);
  const std::vector<std::uint32_t>& parent = forest.parent;
  std::vector<std::uint32_t> order;
  walk_depth_first(
      graph, forest,
      [&](std::uint32_t node) {
        root_[node] = parent[node] == none ? node : root_[parent[node]];
        order.push_back(node);
      },
      [&](std::uint32_t node) { last_[node] = static_cast<std::uint32_t>(order.size()) - 1; });
  offsets_.assign(std::size_t{n} + 1, 0);
  for (std::uint32_t node = 0; node < n; ++node)
    if (parent[node] != none) ++offsets_[parent[node] + 1];
  for (std::uint32_t node = 0; node < n; ++node) offsets_[node + 1] += offsets_[node];
  children_.resize(offsets_.back());
  std::vector<std::uint32_t> filled(offsets_.begin(), offsets_.end() - 1);
  for (const std::uint32_t node : order)
    if (parent[node] != none) children_[filled[parent[node]]++] = node;
  found_ = std::move(forest.found);
  low_ = std::move(forest.low);
}

// The child of `node` whose subtree holds `other` and hangs on `node` alone; `none` for all that stays together with
// what is above it.
std::uint32_t Separation::piece(std::uint32_t node, std::uint32_t other) const {
  if (found_[other] < found_[node] || found_[other] > last_[node]) return none;
  const auto first = children_.begin() + offsets_[node];
  const auto end = children_.begin() + offsets_[node + 1];
  const auto after = std::upper_bound(first, end, found_[other],
                                      [&](std::uint32_t time, std::uint32_t child) { return time < found_[child]; });
  const std::uint32_t child = *(after - 1);
  return low_[child] >= found_[node] ? child : none;
}

bool Separation::parts(std::uint32_t node, std::uint32_t a, std::uint32_t b) const {
  if (a == node || b == node || root_[a] != root_[b] || root_[a] != root_[node]) return false;
  return piece(node, a) != piece(node, b);
}

}  // namespace impactweb::analysis
