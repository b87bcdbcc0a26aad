// Rows and columns in reading order: who looks for a name finds it, and nothing suggests a nearness that is not there.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/layout/task.hpp"

namespace impactweb::layout {

/// Boxes in rows and columns, each column as wide and each row as high as its largest box, about `aspect` times as wide
/// as high. Positions by index; the upper left corner is the origin.
std::vector<Point> grid_of(const std::vector<Box>& boxes, double aspect, double gap);

std::unique_ptr<Task> start_grid(const Graph& graph, const Options& options);
std::span<const Parameter> grid_parameters();

}  // namespace impactweb::layout
