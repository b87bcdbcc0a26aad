// Running a layout on the open network, from arguments as the JavaScript API has them.
#pragma once

#include "bridge/bridge.hpp"
#include "core/layout/network_layout.hpp"

namespace impactweb::bridge {

/// `arguments`: `algorithm` (stress when it is left out), `seed`, `room` (world units from the middle of every node to
/// each of its sides, in the place of `box_of`; with it the picture does not depend on how wide text is drawn), and
/// parameters of the algorithm by name. Moves the nodes as one undo step and gives `{milliseconds, iterations}`, or
/// `{error}` with the network untouched.
Json run_layout(const Json& arguments, const layout::BoxOf& box_of);

}  // namespace impactweb::bridge
