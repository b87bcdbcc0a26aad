// A network that does not hang together is laid out component by component; the components are then packed side by
// side.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/layout/overlap_removal.hpp"
#include "core/layout/task.hpp"

namespace impactweb::layout {

/// Nodes that hang together, ascending.
using Component = std::vector<std::uint32_t>;

/// The connected components, the largest first, equally large ones in order of their first node.
std::vector<Component> connected_components(const analysis::Adjacency& graph);

/// The rows of a component alone; node i of the result is component[i].
analysis::Adjacency rows_of(const analysis::Adjacency& graph, const Component& component);

/// A place for each rectangle among the others, as the shift to apply to it: no two overlap, all stand close together,
/// and the whole is about `aspect` times as wide as high. The first `fixed` ones stay (shift 0). Greedy, largest first,
/// along the sides of those that stand already.
std::vector<Point> pack(const std::vector<Rect>& rectangles, std::size_t fixed, double aspect, double gap);

/// Rows of boxes from left to right and top to bottom, about `aspect` times as wide as high; positions by index, the
/// upper left corner at the origin. No boxes overlap.
std::vector<Point> rows_of_boxes(const std::vector<Box>& boxes, double aspect, double gap);

/// What the boxes of `nodes` cover, with half a gap around.
Rect bounds_of(const std::vector<std::uint32_t>& nodes, const std::vector<Point>& positions,
               const std::vector<Box>& boxes, double gap);

/// Turns a component so that it is widest from left to right, or `upright` from top to bottom, around the middle of its
/// nodes; of the four ways to do that, the one most like where its nodes were, so that who knows the picture finds the
/// way.
void turn_to_shape(const Component& component, const Prepared& graph, bool upright, std::vector<Point>& positions);

/// Draws a component out, at most by `most` (above 1), so that its shape is nearer to `aspect`, width through height.
void draw_out(const Component& component, double aspect, double most, std::vector<Point>& positions);

/// Places one component; positions by index within the component, in world units.
class Solver {
 public:
  virtual ~Solver() = default;
  /// Does a piece of work; true when there is none left.
  virtual bool advance() = 0;
  [[nodiscard]] virtual int passes_done() const = 0;
  [[nodiscard]] virtual double progress() const = 0;
  [[nodiscard]] virtual const std::vector<Point>& positions() const = 0;
};

/// A layout that solves component by component, moves boxes apart, and packs the components.
class ComponentsTask : public Task {
 public:
  using MakeSolver = std::function<std::unique_ptr<Solver>(const Prepared& graph, const Component& component,
                                                           analysis::Adjacency rows)>;
  struct Settings {
    double gap = 8;
    double aspect = 1.4;
    bool turn = true;
    bool fill = false;  ///< a large component is drawn out towards `aspect`
    double room = 0;    ///< boxes of a small component push each other apart from where it is so many times as large as
                        ///< they are all together; 0 for where its ties want them
  };
  ComponentsTask(const Graph& graph, const Settings& settings, MakeSolver make_solver);

 private:
  void find_components();
  bool solve();
  bool separate();
  void make_way_for_ties(std::vector<Point>& positions) const;
  void prepare_separation(std::vector<std::uint32_t> nodes, bool pinned);
  void assemble();

  Prepared graph_;
  Settings settings_;
  MakeSolver make_solver_;
  bool components_found_ = false;
  std::vector<Component> components_;        // of two nodes or more
  std::vector<std::uint32_t> alone_;         // without neighbours, not pinned
  std::vector<std::uint32_t> pinned_nodes_;  // all nodes of components with a pinned node
  std::vector<char> component_pinned_;
  std::size_t component_ = 0;
  std::unique_ptr<Solver> solver_;
  std::unique_ptr<OverlapRemoval> removal_;
  std::vector<std::uint32_t> removal_nodes_;
  bool pinned_separated_ = false;
};

}  // namespace impactweb::layout
