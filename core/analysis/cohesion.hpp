// How tightly a network is knit, and around whom. All on the simple undirected view.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Edges that are there as a share of those that could be: 2m / (n (n − 1)). Nothing for fewer than two nodes.
std::optional<double> density(const Adjacency& graph);

/// Share of the arcs of a directed graph that are returned. Nothing without arcs.
/// M. Newman, S. Forrest & J. Balthrop, "Email networks and the spread of computer viruses", Physical Review E 66
/// (2002).
std::optional<double> reciprocity(const Adjacency& out);

/// Reciprocity beyond what as many arcs at random would have: ρ = (r − ā) / (1 − ā) with ā = arcs / (n (n − 1)); above
/// 0 when edges are returned more often than by chance, below when less. Nothing without arcs or when every arc is
/// there. D. Garlaschelli & M. Loffredo, "Patterns of link reciprocity in directed networks", Physical Review Letters
/// 93 (2004).
std::optional<double> reciprocity_corrected(const Adjacency& out);

/// Freeman's centralisation of degree: Σ (max d − d(v)) / ((n − 1)(n − 2)); 1 for a star, 0 when all have as many
/// edges. Nothing for fewer than three nodes. L. Freeman, "Centrality in social networks: conceptual clarification",
/// Social Networks 1 (1979) 215–239.
std::optional<double> degree_centralisation(const Adjacency& graph);

/// For each node the largest k such that it is in the k-core: the largest part in which everybody has at least k edges.
/// V. Batagelj & M. Zaveršnik, "An O(m) algorithm for cores decomposition of networks" (2003).
std::vector<std::uint32_t> coreness(const Adjacency& graph);

/// A core whose members are tied to each other, and a periphery whose members are not.
struct CorePeriphery {
  double fit = 0;                   ///< −1 … 1
  double density = 0;               ///< of the edges within the core
  std::vector<std::uint32_t> core;  ///< ascending
};

/// The Pearson correlation, over all pairs of nodes, of the edges with the ideal pattern Δ that has an edge exactly
/// where both are in the core. The core is climbed to: from the beginnings of the nodes in order of degree, and in
/// order of coreness and then degree (from the best one of each in a large graph), and from everybody with their
/// neighbours in a graph that is not, one node comes, goes or takes the place of another as long as that makes the fit
/// better. A heuristic, as finding the best core of all takes trying every one; up to 14 nodes that is done (S.
/// Lip, "A fast algorithm for the discrete core/periphery bipartitioning problem", 2011, shows that the order by degree
/// is exact for the pattern that leaves edges between core and periphery open). What nodes are called
/// does not matter, as far as the graph tells them apart; of equally good cores the smallest is taken. Nothing for
/// fewer than three nodes, without edges, or when every edge is there. S. Borgatti & M. Everett, "Models of
/// core/periphery structures", Social Networks 21 (2000) 375–395.
std::optional<CorePeriphery> core_periphery(const Adjacency& graph, const std::vector<std::uint32_t>& coreness);

}  // namespace impactweb::analysis
