// Layouts: where the nodes of a network are drawn. The algorithms are data, so that menus, the JavaScript API and tests
// all read this one table, and a new layout is one entry. They work on plain arrays; network_layout.hpp makes these
// from a network.
//
// Every layout gives finite positions at which no two boxes overlap (but for pinned ones that are given so), leaves
// pinned nodes exactly where they are, packs the components that do not hang together side by side, and stands around
// the origin unless something is pinned. The same graph, seed and parameters give the same bits on every machine.
//   id           what it shows                                                formula and source in
//   stress       distances in the picture like distances in the network       stress.hpp
//   communities  groups that hang together, each in a place of its own        communities.hpp
//   layers       columns from left to right by layer, the rest in between     layers.hpp
//   sectors      a wheel with a segment for each group, the others inside      sectors.hpp
//   places       a map                                                        places.hpp
//   grid         rows and columns                                             grid.hpp
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/layout/algorithm.hpp"

namespace impactweb::layout {

/// All layouts, in the order of a menu. Parameters, in every table the same where the id is the same:
///   edgeLength  world units between tied nodes, where there is room (stress, communities)
///   gap         world units kept free between boxes (all)
///   aspect      width through height of a comfortable picture (all)
///   passes      how often each pair is looked at (stress), or each node (communities)
///   pivots      nodes from which distances are known in a network too large for all pairs (stress)
///   keep        1: begin with the positions there are and change little, where a whole component has them; 0: begin
///               afresh (stress)
///   fill        1: a large component may be drawn out up to 1.4 times, so that it fills `aspect` and names have more
///               room; 0: distances alone decide (stress, communities)
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

}  // namespace impactweb::layout
