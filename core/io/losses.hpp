// What a network loses on a way through a file: compared with what it was, not guessed at.
#pragma once

#include "core/model/issue.hpp"
#include "core/model/network.hpp"

namespace impactweb {

/// What of `before` is not in `after`, each kind once with how many of it and where it helps with names: `lossTitle`,
/// `lossDescription`, `lossNetworkFields`, `lossStories`, `lossSnapshots`, `lossSectors`, `lossSectorColors`,
/// `lossNodes`, `lossEdges`, `lossNodeFields`, `lossEdgeFields`. None when `after` holds all of it. Edges that wait for
/// an end are in no file and do not count.
Issues losses_between(const Network& before, const Network& after);

}  // namespace impactweb
