// A map: who works where. Nodes of one place stand together as a block; what has no known place stands on a shelf
// beside.
//
// Equirectangular projection with the middle latitude as standard parallel (J. Snyder, "Map projections: a working
// manual", USGS 1987, p. 90), true enough for a region or a country. Blocks that would overlap push each other apart,
// so that directions stay right where distances cannot.
#pragma once

#include <memory>
#include <span>

#include "core/layout/task.hpp"

namespace impactweb::layout {

std::unique_ptr<Task> start_places(const Graph& graph, const Options& options);
std::span<const Parameter> places_parameters();

}  // namespace impactweb::layout
