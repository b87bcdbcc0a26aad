// Columns from left to right: initiatives by stage, from dream to practice, and between the columns those who work on
// them, so that one sees what is where on its way and who carries it.
//
// After K. Sugiyama, S. Tagawa & M. Toda, "Methods for visual understanding of hierarchical system structures", IEEE
// Transactions on Systems, Man and Cybernetics 11 (1981): nodes are ordered within their columns by the mean height of
// their neighbours, sweeping to and fro, which lessens crossings; then each column takes the heights nearest to those
// means that leave room for all (least squares in a given order: isotonic regression by pooling adjacent violators).
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/layout/task.hpp"

namespace impactweb::layout {

/// Values nearest to `wanted` (least squares) of which each is at least `room` above the one before it: value[i + 1] ≥
/// value[i] + room[i]. `room` has one entry less than `wanted`.
std::vector<double> nearest_with_room(const std::vector<double>& wanted, const std::vector<double>& room);

std::unique_ptr<Task> start_layers(const Graph& graph, const Options& options);
std::span<const Parameter> layers_parameters();

}  // namespace impactweb::layout
