// What of the network the filters let through.
#pragma once

#include <string>

#include "state/state.hpp"

namespace impactweb::canvas {

/// `folded_text`: the text of the filters, folded.
bool shown(const Node& node, const app::Filters& filters, const std::string& folded_text);
/// Of a tie between two nodes that are shown.
bool shown(const Edge& edge, const app::Filters& filters);

}  // namespace impactweb::canvas
