// The multi-helix wheel: every sector has a segment of the rim, and inside stand the initiatives and challenges, each
// between the actors that work on it. One sees which worlds meet where, and which stay by themselves.
//
// Actors are ordered within their segment by the direction of those they are tied to, and what stands inside is drawn
// to the mean of its neighbours (W. Tutte, "How to draw a graph", Proc. London Mathematical Society 13 (1963): with the
// rim fixed, that is a unique and even picture).
#pragma once

#include <memory>
#include <span>

#include "core/layout/task.hpp"

namespace impactweb::layout {

std::unique_ptr<Task> start_sectors(const Graph& graph, const Options& options);
std::span<const Parameter> sectors_parameters();

}  // namespace impactweb::layout
