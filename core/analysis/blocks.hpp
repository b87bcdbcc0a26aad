// The biconnected pieces of a graph, which shortest paths between two of their nodes never leave.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// What paths over a graph need to know of its biconnected pieces (blocks): with it, they are followed within each
/// block alone. Of blocks of two nodes, which are the bridges, nothing is left but what they add to `through`: trees
/// and everything that hangs on a graph like one are done with.
struct Blocks {
  /// By node: the number of pairs of other nodes that lie in different pieces of what is left without it.
  std::vector<double> through;
  /// Block b, of three nodes at least, has the members starts[b] … starts[b + 1] − 1; the first of them is the one that
  /// it shares with the block above it in the search, all others come first in no other block.
  std::vector<std::uint32_t> starts{0};
  std::vector<std::uint32_t> members;
  /// By member: how many nodes of the graph come into the block through it, itself included.
  std::vector<double> weights;

  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(starts.size() - 1); }
};

/// J. Hopcroft & R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16
/// (1973) 372–378; for what it is used R. Puzis et al., "Heuristics for speeding up betweenness centrality
/// computation" (2012), and D. Erdős et al., "A divide-and-conquer algorithm for betweenness centrality" (2015).
/// O(n + m).
Blocks find_blocks(const Adjacency& graph);

}  // namespace impactweb::analysis
