// What a measure is: what it is about, and what comes out. The table of all of them is measures.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

struct NeedReport;

struct MeasureOptions {
  GraphOptions graph;
  std::uint64_t seed = 1;  ///< of communities
  double resolution = 1;   ///< of communities, above 0
  bool exact = false;      ///< count every path, however many there are
  /// Who says which offers fit which needs (insight::need_report, which knows what words mean); where nobody does,
  /// needCoverage has no value.
  NeedReport (*needs)(const Network&) = nullptr;

  friend bool operator==(const MeasureOptions&, const MeasureOptions&) = default;
};

/// What a measure is about; it decides the shape of its entry.
enum class MeasureScope : std::uint8_t {
  whole,            ///< `value` is a number
  node,             ///< `perNode` has a number (brokerage: an object of numbers) for each node
  whole_and_node,   ///< both
  node_and_sector,  ///< `perNode` and `perSector`
  node_ids,         ///< `value` is a list of node ids
  edge_ids,         ///< `value` is a list of edge ids
  reading,          ///< `value` is a word, `reasons` says why
};

/// What is known of one measure.
struct MeasureEntry {
  Json rest = Json::object();                   ///< all of it but for `per_node`, as `measures` gives it
  std::optional<std::vector<double>> per_node;  ///< of each node that counts, in order of id; NaN where undefined
};

class MeasureContext;

struct MeasureInfo {
  std::string_view id;
  MeasureScope scope = MeasureScope::whole;
  bool two_mode = false;  ///< looks at nodes of every kind, whatever the options say
  MeasureEntry (*compute)(MeasureContext&) = nullptr;
};

}  // namespace impactweb::analysis
