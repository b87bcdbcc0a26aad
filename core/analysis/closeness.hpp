// Nearness to all others along shortest paths in an undirected, unweighted graph, in slices.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Closeness as Wasserman and Faust define it for graphs that may be disconnected: (r − 1) / (n − 1) · (r − 1) / Σ d(v,
/// u), where r is the size of v's component and the sum runs over that component; 0 for a node without ties. S.
/// Wasserman & K. Faust, "Social Network Analysis" (1994), p. 201; networkx calls it `wf_improved`. 64 sources at a
/// time: M. Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB 8 (2014).
class ClosenessSweep {
 public:
  /// `graph` must outlive the sweep.
  explicit ClosenessSweep(const Adjacency& graph);

  /// Walks from at least `sources` further sources, in batches of 64; gives how many sources are left.
  std::uint32_t advance(std::uint32_t sources);
  /// By node, in [0, 1]; complete once no sources are left.
  [[nodiscard]] std::vector<double> result() const;

 private:
  const Adjacency& graph_;
  std::uint32_t next_source_ = 0;
  std::vector<std::uint64_t> distance_sum_;
  std::vector<std::uint32_t> reached_;
  std::vector<std::uint64_t> seen_;
  std::vector<std::uint64_t> frontier_;
  std::vector<std::uint64_t> arriving_;
};

/// The whole of the sweep at once.
std::vector<double> closeness(const Adjacency& graph);

}  // namespace impactweb::analysis
