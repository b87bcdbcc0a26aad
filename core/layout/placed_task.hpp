// The layouts that follow from what nodes are (layers, sectors, places, grid) rather than from forces.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/layout/overlap_removal.hpp"
#include "core/layout/task.hpp"

namespace impactweb::layout {

/// Finds a place for every node of a graph.
class Placing {
 public:
  Placing() = default;
  Placing(const Placing&) = delete;
  Placing& operator=(const Placing&) = delete;
  virtual ~Placing() = default;

  /// Does a piece of work; true after the last.
  virtual bool advance() = 0;
  /// The places, once `advance` gave true.
  virtual std::vector<Point> take() = 0;
};

/// A layout that follows from what nodes are: when all have their place, what remains is to move boxes apart, to keep
/// pinned nodes where they are (the rest shifts to where it fits these best), and to centre the picture.
class PlacedTask : public Task {
 public:
  /// The graph stays where it is as long as the placing lives.
  using Begin = std::function<std::unique_ptr<Placing>(const Prepared& graph)>;
  PlacedTask(const Graph& graph, double gap, bool grow, Begin begin);

 private:
  void keep_pinned();
  void centre();

  Prepared graph_;
  double gap_;
  bool grow_;
  std::unique_ptr<Placing> placing_;
  std::unique_ptr<OverlapRemoval> removal_;
};

/// The beginning of a placing that is quick enough to be one piece of work.
PlacedTask::Begin at_once(std::function<std::vector<Point>(const Prepared& graph)> place);

/// Mean of the positions of a node's neighbours of which `counts` is not 0; nothing when there are none.
std::optional<Point> middle_of_neighbours(const analysis::Adjacency& graph, std::uint32_t node,
                                          const std::vector<Point>& positions, const std::vector<char>& counts);

}  // namespace impactweb::layout
