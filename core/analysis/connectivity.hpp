// What hangs together, and what falls apart when one node or one edge goes.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// The connected components of an undirected graph.
struct Components {
  std::vector<std::uint32_t> of_node;  ///< numbered in the order of their first node
  std::vector<std::uint32_t> sizes;
  std::uint32_t main = 0;  ///< the largest; of several equally large ones the first

  [[nodiscard]] std::uint32_t main_size() const { return sizes.empty() ? 0 : sizes[main]; }
};
Components components(const Adjacency& graph);

/// What the nodes and edges of an undirected graph hold together.
struct Cuts {
  std::vector<char> articulation;  ///< 1 for a node without which its component falls apart
  /// Pairs of nodes, the lower first and ascending, whose edge is the only path between them.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> bridges;
  /// Hub impact: how many nodes are cut off from the main component when this node leaves: the size of the main
  /// component without it, less its largest remaining piece; 0 outside the main component.
  std::vector<std::uint32_t> cut_off;
};

/// J. Hopcroft & R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16
/// (1973) 372–378. Hub impact is our own measure, from the sizes of the pieces that the same walk finds. O(n + m).
Cuts find_cuts(const Adjacency& graph, const Components& components);

/// How well the network would do without its most important hub: 1 − max cut off / (n − 1), in [0, 1]; 1 when nobody is
/// cut off, whoever leaves. Our own measure. Nothing for fewer than two nodes.
std::optional<double> independence(const Cuts& cuts);

}  // namespace impactweb::analysis
