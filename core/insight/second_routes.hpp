// The fewest new edges after which no edge of a network is the only way any more.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace impactweb::insight {

/// What is left when all bridges are gone, and the bridges between them: trees.
struct BridgeForest {
  std::vector<std::uint32_t> actors;                             ///< in each piece
  std::vector<std::pair<std::uint32_t, std::uint32_t>> bridges;  ///< pairs of pieces
};

/// Pairs of pieces that a new edge each has to join so that no bridge is left. There are ⌈p / 2⌉ of them, p being the
/// number of pieces on which one bridge ends, and fewer cannot do, as each of these needs a new edge; 2 where the only
/// tree is a pair of actors, which goes round by others, and none where there are no others. K. Eswaran & R. Tarjan,
/// "Augmentation problems", SIAM Journal on Computing 5 (1976) 653–665: ends in the order of a depth-first walk, each
/// with the one half of them further on. Trees with an odd number of ends, and pairs, are joined to each other first,
/// as that saves edges; all others are left apart. Of equally few sets of pairs, one that exchanging partners does not
/// make heavier by `weight` (nothing: not possible), where a tree has 24 ends or fewer.
std::vector<std::pair<std::uint32_t, std::uint32_t>> second_routes(
    const BridgeForest& forest, const std::function<std::optional<double>(std::uint32_t, std::uint32_t)>& weight);

}  // namespace impactweb::insight
