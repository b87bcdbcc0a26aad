// Makes room for ties that cannot bend around every stranger.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/layout/boxes.hpp"

namespace impactweb::layout {

/// Up to so many nodes `untangle` looks for what is in the way of ties.
inline constexpr std::size_t most_untangled = 120;

/// Moves as few nodes as it can, each as little as it can, so that with `bend_around_nodes` no tie runs through a
/// stranger. Nodes are discs as high as their boxes above them. Moved ones stand where no other box is; fixed ones
/// stay. Does nothing in a network of more than `most_untangled` nodes. True when anybody was moved.
bool untangle(std::vector<Point>& positions, const std::vector<Box>& boxes,
              const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges, const std::vector<char>& fixed,
              double gap);

}  // namespace impactweb::layout
