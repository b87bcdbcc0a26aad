// The layouts that follow from what nodes are (layers, sectors, places, grid) rather than from forces.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/layout/overlap_removal.hpp"
#include "core/layout/task.hpp"

namespace impactweb::layout {

/// A layout whose places are computed at once; what remains is to move boxes apart, to keep pinned nodes where they are
/// (the rest shifts to where it fits these best), and to centre the picture.
class PlacedTask : public Task {
 public:
  using Place = std::function<std::vector<Point>(const Prepared& graph)>;
  PlacedTask(const Graph& graph, double gap, bool grow, Place place);

 private:
  void begin(const Place& place);
  void centre();

  Prepared graph_;
  double gap_;
  bool grow_;
  std::unique_ptr<OverlapRemoval> removal_;
};

/// Mean of the positions of a node's neighbours of which `counts` is not 0; nothing when there are none.
std::optional<Point> middle_of_neighbours(const analysis::Adjacency& graph, std::uint32_t node,
                                          const std::vector<Point>& positions, const std::vector<char>& counts);

}  // namespace impactweb::layout
