// Replacing one network by another as operations, so that it can be undone.
#pragma once

#include <vector>

#include "core/model/network.hpp"

namespace impactweb {

/// The operations that make `network` hold what `incoming` holds and nothing else: one undo step. Edges of `network`
/// that wait for an end go, those of `incoming` do not come.
std::vector<Json> replace_operations(const Network& network, const Network& incoming);

}  // namespace impactweb
