// Distances in a network, counted in edges, from many nodes at once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::layout {

/// A number of edges; what is farther than `most_distance` counts as that far.
using BfsDistance = std::uint16_t;
inline constexpr BfsDistance most_distance = 0xfffe;

/// Breadth-first search from up to 64 sources at a time, a bit to each: neighbours that several sources reach in the
/// same step are looked at once. M. Then et al., "The more the merrier: efficient multi-source graph traversal", PVLDB
/// 8 (2014).
class BfsDistances {
 public:
  static constexpr std::uint32_t lanes = 64;

  /// `graph` must be connected, and outlive the search.
  explicit BfsDistances(const analysis::Adjacency& graph);

  /// Begins at `sources`, at most `lanes` different nodes.
  void begin(std::span<const std::uint32_t> sources);
  /// Does a piece of work of about a millisecond; false when there is nothing farther away.
  bool advance();
  /// The largest distance found, once `advance` gave false.
  [[nodiscard]] BfsDistance reached() const { return level_; }
  /// Distance between source number `lane` of the last search and `node`.
  [[nodiscard]] BfsDistance distance(std::uint32_t lane, std::uint32_t node) const {
    return distances_[std::size_t{node} * lanes + lane];
  }
  /// Writes the distances of `lane` to all nodes, in order, to `row`.
  void copy_row(std::uint32_t lane, BfsDistance* row) const;

 private:
  bool spread();
  bool settle();

  const analysis::Adjacency& graph_;
  std::vector<BfsDistance> distances_;  // by node and lane
  std::vector<std::uint64_t> seen_, frontier_, arriving_;
  // A step of one edge: what the nodes of `active_` reach, then what that is for the nodes of `touched_`.
  std::vector<std::uint32_t> active_, touched_;
  bool spreading_ = true;
  std::size_t at_ = 0;    // in the list at hand
  std::size_t work_ = 0;  // done in this piece
  BfsDistance level_ = 0;
};

}  // namespace impactweb::layout
