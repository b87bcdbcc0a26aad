// What the layouts share: a cleaned graph, and work that can be done piece by piece.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "core/analysis/graph.hpp"
#include "core/layout/algorithm.hpp"

namespace impactweb::layout {

/// A graph with all its lists filled and all hostile values taken out.
struct Prepared {
  explicit Prepared(const Graph& graph);

  analysis::Adjacency adjacency;
  std::vector<Point> start;  ///< the origin where there is none
  std::vector<char> has_start;
  std::vector<char> pinned;  ///< only where there is a start
  std::vector<Box> boxes;
  std::vector<std::int32_t> group;
  std::vector<std::int32_t> layer;
  std::vector<std::optional<GeoPoint>> places;
  std::vector<std::uint32_t> rank;
  bool any_pinned = false;

  [[nodiscard]] std::uint32_t size() const { return adjacency.size(); }
};

/// The value of a parameter: what the options say, else what the table says.
double parameter(std::span<const Parameter> table, const Options& options, std::string_view id);

/// A layout as a list of phases that are done one after another, each in pieces of around a millisecond.
class Task {
 public:
  Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  virtual ~Task() = default;

  /// Does a piece of work; true when there is none left.
  bool advance();
  [[nodiscard]] double progress() const;
  [[nodiscard]] std::uint64_t iterations() const { return iterations_; }
  [[nodiscard]] const std::vector<Point>& positions() const { return positions_; }

 protected:
  /// Appends a phase: does a piece at each call and gives true after its last.
  void then(std::function<bool()> phase) { phases_.push_back(std::move(phase)); }

  std::vector<Point> positions_;
  std::uint64_t iterations_ = 0;
  double phase_progress_ = 0;  ///< share of the current phase, kept up by the phase itself

 private:
  std::vector<std::function<bool()>> phases_;
  std::size_t phase_ = 0;
};

}  // namespace impactweb::layout
