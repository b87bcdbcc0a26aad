// A depth-first walk through an undirected graph, as what falls apart without a node or an edge is found by: J.
// Hopcroft & R. Tarjan 1973, see connectivity.hpp. O(n + m).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

struct DepthFirstForest {
  static constexpr std::uint32_t none = 0xffffffffu;

  explicit DepthFirstForest(std::uint32_t nodes) : found(nodes, none), low(nodes, 0), parent(nodes, none) {}

  std::vector<std::uint32_t> found;   ///< when the walk came to the node
  std::vector<std::uint32_t> low;     ///< the earliest node that its subtree has an edge with
  std::vector<std::uint32_t> parent;  ///< `none` for the root of a tree
};

/// Calls `enter(node)` when the walk comes to a node, and `leave(node)` when all below it is known.
template <class Enter, class Leave>
void walk_depth_first(const Adjacency& graph, DepthFirstForest& forest, const Enter& enter, const Leave& leave) {
  auto& [found, low, parent] = forest;
  std::vector<std::uint32_t> cursor(graph.offsets.begin(), graph.offsets.end());
  std::vector<std::uint32_t> path;
  std::uint32_t clock = 0;
  const auto visit = [&, &found = found, &low = low](std::uint32_t node) {
    found[node] = low[node] = clock++;
    path.push_back(node);
    enter(node);
  };
  for (std::uint32_t root = 0; root < graph.size(); ++root) {
    if (found[root] != DepthFirstForest::none) continue;
    visit(root);
    while (!path.empty()) {
      const std::uint32_t node = path.back();
      const std::uint32_t above = parent[node];
      if (cursor[node] < graph.offsets[node + 1]) {
        const std::uint32_t next = graph.targets[cursor[node]++];
        if (found[next] == DepthFirstForest::none) {
          parent[next] = node;
          visit(next);
        } else if (next != above) {
          low[node] = std::min(low[node], found[next]);
        }
        continue;
      }
      path.pop_back();
      leave(node);
      if (above != DepthFirstForest::none) low[above] = std::min(low[above], low[node]);
    }
  }
}

}  // namespace impactweb::analysis
