// A network as JSON text without making JSON of it first, which for a large one takes longer than reading it from a
// file.
#pragma once

#include <string>

#include "core/model/network.hpp"

namespace impactweb {

/// Text that reads as `to_json(network)`, with the members of its objects in another order.
std::string text_of(const Network& network);

}  // namespace impactweb
