// Measures over shortest paths in an undirected, unweighted graph. Both are sweeps over sources that can be run in
// slices, so that a page stays alive while they count.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Betweenness: for each node v the sum over pairs {s, t} without v of σ(s, t | v) / σ(s, t), the share of their
/// shortest paths that run through v, divided by (n − 1)(n − 2) / 2, so that the centre of a star has 1. U. Brandes, "A
/// faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001) 163–177. O(n m) time, O(n
/// + m) memory.
class BetweennessSweep {
 public:
  /// `graph` must outlive the sweep.
  explicit BetweennessSweep(const Adjacency& graph);

  /// Counts the paths from up to `sources` further sources; gives how many sources are left.
  std::uint32_t advance(std::uint32_t sources);
  /// By node, in [0, 1]; complete once no sources are left. All zero below three nodes, where it is undefined.
  [[nodiscard]] std::vector<double> result() const;

 private:
  /// Adds the dependencies of `source` to the scores. False, with the scores as they were, where there are so many
  /// paths that a double cannot count them.
  bool add_source(std::uint32_t source);
  /// The same for any number of paths, and slower.
  void add_source_of_many_paths(std::uint32_t source);

  const Adjacency& graph_;
  std::uint32_t next_source_ = 0;
  std::vector<double> score_;
  std::vector<std::uint8_t> seen_;
  std::vector<double> paths_;
  std::vector<double> on_level_;
  std::vector<std::uint32_t> order_;  // with room for one more, which is written and not counted
  std::vector<std::size_t> levels_;
};

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

/// The whole of the sweeps at once.
std::vector<double> betweenness(const Adjacency& graph);
std::vector<double> closeness(const Adjacency& graph);

}  // namespace impactweb::analysis
