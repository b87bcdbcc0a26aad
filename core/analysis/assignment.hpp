// Who goes with whom, when some go together better than others.
#pragma once

#include <cstdint>
#include <vector>

namespace impactweb::analysis {

/// A left and a right node that may go together. Whole numbers, so that equal sums are equal.
struct WeightedPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::int64_t weight = 0;
};

/// A matching of the largest total weight in a bipartite graph: for each left node its right node, or `unmatched` (see
/// matching.hpp). Pairs whose weight is not positive are never used, and of repeated pairs the heaviest counts. Left
/// and right must be below the sizes, and the sum of all weights below 2^62. Exact: left nodes enter one by one along
/// shortest augmenting paths, with prices that prove the result the largest. H. Kuhn, "The Hungarian method for the
/// assignment problem", Naval Research Logistics Quarterly 2 (1955) 83–97; by shortest paths as in R. Jonker & A.
/// Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", Computing 38
/// (1987) 325–340. O(l (m + l log l)) at worst for l left nodes and m pairs.
std::vector<std::uint32_t> maximum_weight_matching(std::uint32_t left_size, std::uint32_t right_size,
                                                   const std::vector<WeightedPair>& pairs);

}  // namespace impactweb::analysis
