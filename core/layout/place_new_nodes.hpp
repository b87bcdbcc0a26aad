// Places for new nodes in a picture that stays as it is.
#pragma once

#include <vector>

#include "core/layout/algorithm.hpp"

namespace impactweb::layout {

/// Where nodes go that have no start, while those that have one stay exactly there, but for the few of a small network
/// that would force a tie through them (`untangle`). A new node with neighbours gets the
/// free spot nearest to the middle of them, a chain of new nodes one after another; new nodes without any stand
/// together as a block just outside the picture, at the side that is nearest to `view_center`, or right there when that
/// is outside. Gives a position for every node, the old ones included. Fast enough for every keystroke: a few
/// milliseconds for hundreds of nodes. `gap` is kept free between boxes.
std::vector<Point> place_new_nodes(const Graph& given, Point view_center = {}, double gap = 8);

}  // namespace impactweb::layout
