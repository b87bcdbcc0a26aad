// Arranging the picture: a layout that works between other things (the page calls for each slice), and then shows where
// everything went.
#pragma once

#include <string>

#include "state/state.hpp"

namespace impactweb::app {

/// Asks the page to arrange the picture by `algorithm`.
void arrange(const std::string& algorithm);

/// Begins a layout with the arguments of the JavaScript API's `layout` (and `gesture`, see `ApplyOptions`); one that is
/// under way is given up. Gives `{job}`, its number, or `{error}`.
Json begin_arranging(const Json& arguments);
/// Works for about so many milliseconds: `{progress}` while there is more to do, then `{milliseconds, iterations}`.
/// `{stopped: true}` when `job` was given up.
Json go_on_arranging(int job, double milliseconds);
/// Leaves everything as it was, but for places that were given already.
void stop_arranging();

/// Gives every node without a position one beside its neighbours, as part of `gesture`. Where nothing has a place yet,
/// the whole is laid out; true says that a large network wants to be arranged, and until then stands `in_rows`, or has
/// no places at all.
bool place_new_nodes(const std::string& gesture = {}, bool in_rows = true);

}  // namespace impactweb::app
