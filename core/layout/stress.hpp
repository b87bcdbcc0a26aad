// Layout by stress: hop distances in the network become distances in the picture, as well as the plane allows. It keeps
// what people read off such a picture true (near is near, far is far) and has no parameters that need tuning per
// network.
//
// Minimised is Σ w_ij (‖x_i − x_j‖ − L d_ij)² with w_ij = 1 / d_ij² and L the edge length, by stochastic gradient
// descent: J. Zheng, S. Pawar & D. Goodman, "Graph drawing by stochastic gradient descent", IEEE TVCG 25 (2019); it
// reaches lower stress than majorisation in a tenth of the time and hardly depends on where it begins. It begins from
// U. Brandes & C. Pich, "Eigensolver methods for progressive multidimensional scaling of large data" (GD 2006), so that
// the large first steps of the annealing can be left out.
//
// Up to `exact_size` nodes all pairs count; above, for each node only its neighbours, pairs of neighbours of one node,
// and a few hundred pivots that stand for the nodes around them: M. Ortmann, M. Klimenta & U. Brandes, "A sparse stress
// model", GD 2016.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/layout/components.hpp"

namespace impactweb::layout {

struct StressSettings {
  double edge_length = 120;  ///< L
  int passes = 12;           ///< over all pairs or pivots; three times as many up to 400 nodes
  int pivots = 1000;
  bool keep = false;  ///< begin from the given positions, with small steps
  std::uint64_t seed = 1;
};

/// Networks up to this size are laid out with all pairs.
inline constexpr std::uint32_t exact_size = 2'500;

/// Stress of one component. `graph` must be connected. `start` (world space) counts where `settings.keep` or `fixed`;
/// fixed nodes never move.
std::unique_ptr<Solver> make_stress_solver(analysis::Adjacency graph, std::vector<Point> start, std::vector<char> fixed,
                                           const StressSettings& settings);

std::unique_ptr<Task> start_stress(const Graph& graph, const Options& options);
std::span<const Parameter> stress_parameters();

}  // namespace impactweb::layout
