// The fewest introductions that put a network together again.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/insight/affinity.hpp"

namespace impactweb::insight {

struct Repair {
  std::vector<RankedPair> edges;  ///< the heaviest first, equal ones in order of pair
  /// Whether no other set of as few edges weighs more. Else the best of those pairs that have something in common.
  bool heaviest = true;
};

/// New edges that make one piece of several. `pieces` are lists of actors, none empty and no actor in two. There are
/// exactly pieces − 1 of them, and fewer can not do: each new edge joins two pieces at most. Of all such sets it is the
/// one with the largest total weight, a maximum spanning tree over the pieces (J. Kruskal, "On the shortest spanning
/// subtree of a graph", Proceedings of the AMS 7 (1956) 48–50), where all pairs can be looked at: up to 200,000. Beyond
/// that it is the best among `candidates`, and pairs with nothing in common join `hosts` where there are no others.
/// `hosts` has one actor of each piece.
Repair fewest_introductions(const std::vector<std::vector<std::uint32_t>>& pieces,
                            const std::vector<std::uint32_t>& hosts,
                            const std::function<double(std::uint32_t, std::uint32_t)>& weight,
                            const std::function<std::vector<Pair>()>& candidates);

}  // namespace impactweb::insight
