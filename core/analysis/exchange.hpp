// What flows between nodes: who gives and who receives, and on whose money a network runs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// How much of the data that a measure rests on is filled in.
struct Completeness {
  std::uint64_t known = 0;
  std::uint64_t of = 0;
};

/// Edges by which something goes from one to another, counted at the giving and at the receiving end.
struct Flow {
  std::uint64_t given = 0;
  std::uint64_t received = 0;

  /// (given − received) / (given + received): 1 for who only gives, −1 for who only takes. Nothing when neither
  /// happened.
  [[nodiscard]] std::optional<double> balance() const;
};

struct Flows {
  std::vector<Flow> of_node;
  std::vector<Flow> of_group;  ///< the edges that leave and enter a group; those within it do not count
  Completeness edges;          ///< directed and mutual edges of which the kind is filled in
};

/// Whether an edge of this kind, when it has a direction, brings something from one end to the other. All kinds do, the
/// free ones as well, but for those that say that two stand together (worksWith, partOf, takesPartIn) and one that is
/// not filled in.
bool is_giving(std::string_view edge_kind);

/// Counts every edge of a giving kind, parallel ones each, from giver to receiver; a mutual one counts both ways.
/// Undirected edges and loops do not count. Our own measure.
Flows flows(const Graph& graph, const Groups& groups);

/// Where the money comes from.
struct Funding {
  std::map<std::string, double> given;  ///< by id of the funder
  std::optional<double> concentration;  ///< Herfindahl–Hirschman index of `given`
};

struct FundingReport {
  std::map<std::string, Funding> by_currency;  ///< amounts in different currencies cannot be added up
  Completeness edges;                          ///< funding edges of which the amount is filled in
};

/// Sums the amounts of the edges of kind `funds` by who they come from. Where there is one currency, amounts without
/// one are taken to be in it. Loops and amounts that are not positive do not count.
FundingReport funding(const Graph& graph);

}  // namespace impactweb::analysis
