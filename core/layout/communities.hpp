// Layout by communities: groups of nodes with many edges among themselves stand together, apart from other groups.
// Where stress keeps distances, this keeps neighbourhoods.
//
// It begins from the layout of least stress, so that groups that have much to do with each other stay close, and then
// lets forces work: edges attract in proportion to their length, those within a community (by the Leiden algorithm, see
// analysis/communities.hpp) more than those between, and all nodes repel each other with a force that falls with the
// distance, which is what makes dense components stand out: M. Jacomy et al., "ForceAtlas2, a continuous graph layout
// algorithm for handy network visualization", PLoS ONE 9 (2014); why such forces show communities: A. Noack,
// "Modularity clustering is force-directed layout", Physical Review E 79 (2009). Repulsion is summed over a quadtree,
// far nodes together: J. Barnes & P. Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324 (1986).
//
// In a large network whose communities lie over each other, forces cannot part them any more: there each becomes an
// island (islands.hpp), unless nodes are pinned.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/layout/components.hpp"

namespace impactweb::layout {

struct ForceSettings {
  double edge_length = 120;
  int passes = 100;
  double resolution = 1;
  std::uint64_t seed = 1;
};

/// Communities of one component. `graph` must be connected. `start` (world space) counts where `fixed`; fixed nodes
/// never move. `room` is the area that each node covers, in world units.
std::unique_ptr<Solver> make_force_solver(analysis::Adjacency graph, std::vector<Point> start, std::vector<char> fixed,
                                          std::vector<double> room, const ForceSettings& settings);

std::unique_ptr<Task> start_communities(const Graph& graph, const Options& options);
std::span<const Parameter> communities_parameters();

}  // namespace impactweb::layout
