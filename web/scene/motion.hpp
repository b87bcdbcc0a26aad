// How nodes move: gliding to new places, and following the pointer.
#pragma once

#include <set>
#include <string>

#include "core/model/geometry.hpp"

namespace impactweb::canvas {

/// Positions glide from where they are drawn to where the network has them, in 250 ms. True while they move.
bool advance_positions(double seconds);
/// True while they move.
bool gliding();
/// What the picture covers once nothing glides.
Rect bounds_at_rest();
/// While true, changes of positions alone are not shown: more of them are to come before the picture makes sense.
void hold_places(bool hold);
bool places_held();
/// From now on, the next change of positions glides instead of jumping.
void glide_next_change();
/// From now on nodes follow the pointer, without touching the network.
void begin_drag(const std::set<std::string>& ids);
/// How far they are from where the network has them, in the world.
void drag_by(Point displacement);
void end_drag();

}  // namespace impactweb::canvas
