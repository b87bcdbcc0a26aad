// How near everybody is to everybody, and how much of that goes when somebody leaves.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// What is lost among those who stay, as shares of what there was, 0 to 1.
struct Loss {
  double efficiency = 0;  ///< of the sum of 1 / distance over pairs; 0 for pairs without a path
  double reach = 0;       ///< of the pairs that have a path
};

/// Global efficiency, the mean over pairs of 1 / distance, before and after nodes leave: V. Latora & M. Marchiori,
/// "Efficient behavior of small-world networks", Physical Review Letters 87 (2001) 198701; as what a node is missed by
/// (their "vitality"): D. Koschützki et al., "Centrality indices", in Network Analysis (2005). Paths are counted from
/// every node of a small graph, of a larger one from `sources` spread over it.
class EfficiencyLoss {
 public:
  /// `graph` must outlive it.
  EfficiencyLoss(const Adjacency& graph, std::uint32_t sources);

  /// `gone`: 1 by node for who leaves.
  [[nodiscard]] Loss without(const std::vector<char>& gone) const;
  [[nodiscard]] bool is_estimate() const { return sources_.size() < graph_.size(); }

 private:
  const Adjacency& graph_;
  std::vector<std::uint32_t> sources_;
  std::vector<std::vector<std::uint16_t>> distance_;  // by source and node; 0 for itself and where there is no path
};

}  // namespace impactweb::analysis
