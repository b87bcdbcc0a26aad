// Who is parted from whom when one node leaves.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// A depth-first forest (see depth_first.hpp), kept to answer questions about pieces. O(n + m) to make.
class Separation {
 public:
  explicit Separation(const Adjacency& graph);

  /// Whether `a` and `b` lie in different pieces of what is left of their component without `node`. False when `node`
  /// is one of them, or they had no path between them before. Logarithmic in the degree of `node`.
  [[nodiscard]] bool parts(std::uint32_t node, std::uint32_t a, std::uint32_t b) const;

 private:
  [[nodiscard]] std::uint32_t piece(std::uint32_t node, std::uint32_t other) const;

  std::vector<std::uint32_t> found_;    // when the walk came to the node
  std::vector<std::uint32_t> last_;     // when it came to the last of its subtree
  std::vector<std::uint32_t> low_;      // the earliest that an edge of its subtree leads to
  std::vector<std::uint32_t> root_;     // of its tree
  std::vector<std::uint32_t> offsets_;  // children of a node, in the order in which they were found
  std::vector<std::uint32_t> children_;
};

}  // namespace impactweb::analysis
