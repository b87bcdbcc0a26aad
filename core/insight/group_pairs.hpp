// Whom to introduce to whom when it is known from which two groups they must come.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/insight/affinity.hpp"

namespace impactweb::insight {

/// Finds for two groups of actors the pair without an edge for whom most speaks; of equals those with most edges, then
/// the first.
class GroupPairs {
 public:
  /// Both must outlive it.
  GroupPairs(const analysis::Graph& graph, const Affinity& affinity) : graph_(graph), affinity_(affinity) {}

  /// Groups have no actor in common. Every pair is weighed where there are few; of larger groups those actors who have
  /// most edges. Nothing when all of them are tied.
  [[nodiscard]] std::optional<RankedPair> best(const std::vector<std::uint32_t>& a,
                                               const std::vector<std::uint32_t>& b) const;

 private:
  const analysis::Graph& graph_;
  const Affinity& affinity_;
};

}  // namespace impactweb::insight
