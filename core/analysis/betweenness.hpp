// Betweenness in an undirected, unweighted graph: exactly, in slices, so that a page stays alive while it counts.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/blocks.hpp"
#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Betweenness: for each node v the sum over pairs {s, t} without v of σ(s, t | v) / σ(s, t), the share of their
/// shortest paths that run through v, divided by (n − 1)(n − 2) / 2, so that the centre of a star has 1. U. Brandes, "A
/// faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001) 163–177, within each
/// biconnected block, where a node stands for all that come in through it (see blocks.hpp). At most O(n m) time, O(n +
/// m) memory.
class BetweennessSweep {
 public:
  /// `graph` must outlive the sweep.
  explicit BetweennessSweep(const Adjacency& graph);

  /// Counts the paths from up to `sources` further members of blocks; gives how many are left.
  std::uint32_t advance(std::uint32_t sources);
  /// How much there is to do in all: steps along edges.
  [[nodiscard]] double work() const { return work_; }
  /// By node the number of pairs that certainly have all their paths through it (see `Blocks::through`).
  [[nodiscard]] const std::vector<double>& through() const { return blocks_.through; }
  /// Share of it that is done, 0 to 1.
  [[nodiscard]] double progress() const { return work_ > 0 ? done_ / work_ : 1; }
  /// By node, in [0, 1]; complete once no sources are left. All zero below three nodes, where it is undefined.
  [[nodiscard]] std::vector<double> result() const;

 private:
  [[nodiscard]] bool is_clique(std::uint32_t block) const;
  /// Makes the rows of a block, its members numbered so that neighbours lie near each other.
  void enter_block(std::uint32_t block);
  void leave_block(std::uint32_t block);
  /// Adds the dependencies of `source` to the scores. False, with the scores as they were, where there are so many
  /// paths that a double cannot count them.
  bool add_source(std::uint32_t source);
  /// The same for any number of paths, and slower.
  void add_source_of_many_paths(std::uint32_t source);

  const Adjacency& graph_;
  Blocks blocks_;
  std::vector<std::uint64_t> arcs_;   // by block
  std::vector<std::uint32_t> place_;  // by node: its number in the block that is being entered
  std::vector<double> score_;
  double work_ = 0;
  double done_ = 0;
  std::uint32_t sources_left_ = 0;
  std::uint32_t block_ = 0;
  std::uint32_t next_source_ = 0;
  bool entered_ = false;

  // The present block, by its own numbers.
  std::vector<std::uint32_t> members_;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint32_t> targets_;
  std::vector<double> weight_;
  std::vector<double> block_score_;
  std::vector<double> paths_;
  std::vector<double> arriving_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> levels_;
};

/// The whole of the sweep at once.
std::vector<double> betweenness(const Adjacency& graph);

}  // namespace impactweb::analysis
