// Nearness to all others along shortest paths in an undirected, unweighted graph, in slices.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Closeness as Wasserman and Faust define it for graphs that may be disconnected: (r − 1) / (n − 1) · (r − 1) / Σ d(v,
/// u), where r is the size of v's component and the sum runs over that component; 0 for a node without edges. S.
/// Wasserman & K. Faust, "Social Network Analysis" (1994), p. 201; networkx calls it `wf_improved`. 64 sources at a
/// time: M. Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 8 (2014). What hangs on
/// the rest by a single edge is not walked through: it counts with the node that it hangs on, as A. Sarıyüce et al.,
/// "Shattering and compressing networks for betweenness centrality", SIAM Data Mining (2013), do for another measure.
class ClosenessSweep {
 public:
  explicit ClosenessSweep(const Adjacency& graph);

  /// Walks from at least `sources` further sources, in batches of 64; gives how many sources are left.
  std::uint32_t advance(std::uint32_t sources);
  /// By node, in [0, 1]; complete once no sources are left.
  [[nodiscard]] std::vector<double> result() const;

 private:
  void fold(const Adjacency& graph);
  void keep_core(const Adjacency& graph);
  void begin_sums();
  void walk(std::uint32_t first, std::uint32_t count);

  // What hangs on the rest, from the outside inwards, and each time on what.
  std::vector<std::uint32_t> folded_, parent_;
  // By node: how many it stands for, itself among them, and the sum of their distances from it.
  std::vector<std::uint32_t> weight_;
  std::vector<std::uint64_t> inside_;

  // The rest: a graph of its own, with the nodes it is of.
  Adjacency core_;
  std::vector<std::uint32_t> node_of_;
  std::vector<std::uint32_t> sources_;  // those that stand for equally many beside each other
  std::uint32_t next_source_ = 0;
  std::vector<std::uint64_t> distance_sum_;
  std::vector<std::uint32_t> reached_;  // and itself
  std::vector<std::uint64_t> seen_, frontier_, arriving_;
  std::vector<std::uint32_t> active_, touched_;
};

/// The whole of the sweep at once.
std::vector<double> closeness(const Adjacency& graph);

}  // namespace impactweb::analysis
