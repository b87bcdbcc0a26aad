// How ties run, so that none is drawn through a node that it does not belong to.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/geometry.hpp"

namespace impactweb::layout {

/// A tie as it is drawn: a quadratic curve whose middle lies `bend` beside the middle of the straight line between its
/// ends, to the right of who goes from `from` to `to` in a picture whose y grows downwards. A tie of a node to itself
/// is left as it is.
struct TieRoute {
  std::uint32_t from = 0, to = 0;  ///< indices of nodes
  double bend = 0;                 ///< world units

  friend bool operator==(const TieRoute&, const TieRoute&) = default;
};

/// What is in the way.
struct Discs {
  std::vector<Point> centers;
  std::vector<double> radii;
};

/// How deep a tie goes into the disc of a node that is none of its ends, with `clearance` around it, in world units; 0
/// when it passes them all.
double depth_in_strangers(const TieRoute& tie, const Discs& discs, double clearance);

/// Up to here `bend_around_nodes` is quick enough for every edit.
inline constexpr std::size_t most_routed_nodes = 320, most_routed_ties = 1000;

/// Bends each tie that runs through a stranger, as little as it can, until it passes them all; where there is no such
/// way, the tie goes where it is least in it. Ties between the same two nodes stay apart. `bend` of each is what it
/// has if nothing is in its way. The order of the ties decides between equals.
void bend_around_nodes(std::vector<TieRoute>& ties, const Discs& discs, double clearance = 6);

}  // namespace impactweb::layout
