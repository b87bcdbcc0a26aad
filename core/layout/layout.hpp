// Layouts: where the nodes of a network are drawn. The algorithms are data, so that menus, the JavaScript API and tests
// all read this one table, and a new layout is one entry. They work on plain arrays; network_layout.hpp makes these
// from a network.
//
// Every layout gives finite positions at which no two boxes overlap (but for pinned ones that are given so), leaves
// pinned nodes exactly where they are, packs the parts that do not hang together side by side, and stands around the
// origin unless something is pinned. The same graph, seed and parameters give the same bits on every machine.
//   id           what it shows                                                formula and source in
//   stress       distances in the picture like distances in the network       stress.hpp
//   communities  groups that hang together, each in a place of its own        communities.hpp
//   layers       columns from left to right by layer, the rest in between     layers.hpp
//   sectors      a wheel with a part for each group, the others inside        sectors.hpp
//   places       a map                                                        places.hpp
//   grid         rows and columns                                             grid.hpp
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/model/geometry.hpp"
#include "core/model/issue.hpp"

namespace impactweb::layout {

/// The room that a node takes with its label, as distances from its position to the sides, in world units (≥ 0).
struct Box {
  double left = 24;
  double right = 24;
  double above = 24;
  double below = 24;

  friend bool operator==(const Box&, const Box&) = default;
};

/// A place on earth in degrees: latitude −90 to 90, north positive; longitude −180 to 180, east positive.
struct GeoPoint {
  double latitude = 0;
  double longitude = 0;

  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

/// What is laid out. Each list has one entry per node, or none at all where the caller has nothing to say. Hostile
/// values do no harm: an edge to a node that does not exist, a loop and a second edge between the same pair count as
/// nothing, a position that is not finite counts as missing, and a side of a box that is not a number from 0 to 10,000
/// is brought into that range.
struct Graph {
  std::uint32_t size = 0;                                      ///< nodes are 0 … size − 1
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;  ///< from, to
  std::vector<std::optional<Point>> start;                     ///< where nodes are now; nothing for a new one
  std::vector<char> pinned;                                    ///< not 0: stays at its start, if it has one
  std::vector<Box> boxes;
  std::vector<std::int32_t> group;              ///< `sectors`: 0 and up, part of the wheel; −1 inside the wheel
  std::vector<std::int32_t> layer;              ///< `layers`: 0 and up, column from the left; −1 between the columns
  std::vector<std::optional<GeoPoint>> places;  ///< `places`
  std::vector<std::uint32_t> rank;              ///< `grid`: reading order, lowest first; equal ones by index
};

/// A number with which a layout can be steered.
struct Parameter {
  std::string_view id;
  double value = 0;  ///< if nothing else is said
  double least = 0;
  double most = 0;
};

/// What a caller wants to be different. A parameter that is not named keeps the value of the table.
struct Options {
  std::uint64_t seed = 1;
  std::map<std::string, double, std::less<>> parameters;
};

class Task;

struct Algorithm {
  std::string_view id;
  std::span<const Parameter> parameters;
  std::unique_ptr<Task> (*start)(const Graph& graph, const Options& options) = nullptr;
};

/// All layouts, in the order of a menu. Parameters, in every table the same where the id is the same:
///   edgeLength  world units between tied nodes, where there is room (stress, communities)
///   gap         world units kept free between boxes (all)
///   aspect      width through height of a comfortable picture (all)
///   passes      how often each pair is looked at (stress), or each node (communities)
///   pivots      nodes from which distances are known in a network too large for all pairs (stress)
///   keep        1: begin with the positions there are and change little, where a whole part has them; 0: begin
///               afresh (stress)
///   resolution  above 1 more and smaller communities, below 1 fewer and larger (communities)
std::span<const Algorithm> algorithms();

/// A layout that is being computed, in slices, so that a page stays responsive meanwhile.
class Run {
 public:
  explicit Run(std::unique_ptr<Task> task);
  Run(Run&&) noexcept;
  Run& operator=(Run&&) noexcept;
  ~Run();

  /// Works for about so many milliseconds, at least one piece of work; true when complete. How the work is cut does not
  /// change the result.
  bool step(double milliseconds);
  /// Works until complete.
  void finish();
  [[nodiscard]] bool done() const { return done_; }
  /// Share of the work done, 0 to 1; a guess.
  [[nodiscard]] double progress() const;
  /// Passes so far over all nodes or pairs.
  [[nodiscard]] std::uint64_t iterations() const;
  /// One position per node once `done`; before that, nothing worth showing.
  [[nodiscard]] const std::vector<Point>& positions() const;

 private:
  std::unique_ptr<Task> task_;
  bool done_ = false;
};

/// What keeps a layout from beginning, if anything does. Issues: `layoutUnknown` {id}; `layoutParameterUnknown` {id,
/// algorithm}; `layoutParameterOutOfRange` {id, least, most}, with `where` the parameter's id.
std::optional<Issue> issue_with(std::string_view algorithm, const Options& options);

/// Begins a layout, or gives what `issue_with` has to say.
std::variant<Run, Issue> start(const Graph& graph, std::string_view algorithm, const Options& options = {});

/// Where nodes go that have no start, while those that have one stay exactly there. A new node with neighbours gets the
/// free spot nearest to the middle of them, a chain of new nodes one after another; new nodes without any stand
/// together as a block just outside the picture, at the side that is nearest to `view_center`, or right there when that
/// is outside. Gives a position for every node, the old ones included. Fast enough for every keystroke: a few
/// milliseconds for hundreds of nodes. `gap` is kept free between boxes.
std::vector<Point> place_new_nodes(const Graph& graph, Point view_center = {}, double gap = 8);

}  // namespace impactweb::layout
