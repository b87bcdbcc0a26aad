// What a layout algorithm is given, and what it is. The table of all of them is layout.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
  std::vector<std::int32_t> group;              ///< `sectors`: 0 and up, segment of the wheel; −1 inside the wheel
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

}  // namespace impactweb::layout
