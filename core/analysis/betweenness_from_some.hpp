// Betweenness by the paths from some nodes: to compare networks by, where all paths of each would take too long.
#pragma once

#include <cstdint>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// The largest betweenness of a node, not divided by anything, over the shortest paths from `sources` nodes (at most
/// all) spread over the graph. U. Brandes & C. Pich, "Centrality estimation in large networks", International Journal
/// of Bifurcation and Chaos 17 (2007) 2303–2318.
double most_between(const Adjacency& graph, std::uint32_t sources);

}  // namespace impactweb::analysis
