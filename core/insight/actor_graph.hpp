// Who is involved in what, as several lenses ask it: the actors of a network, and what each initiative and challenge
// has.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/analysis/exchange.hpp"
#include "core/analysis/graph.hpp"

namespace impactweb::insight {

/// How an actor is involved in an initiative, by the kind of the edge.
enum class Involvement : std::uint8_t { founder, funder, doer };

/// `founded` and `funds`; every other kind is doing.
Involvement involvement_of_kind(std::string_view edge_kind);

/// An actor who is tied to something that is no actor.
struct Involved {
  std::uint32_t actor = 0;  ///< number in the graph of actors
  Involvement involvement = Involvement::doer;
  const Edge* edge = nullptr;
};

/// The actors of a network as a graph, and who is tied to each initiative, challenge and vision. Potential edges do not
/// count. Points into the network.
class ActorGraph {
 public:
  explicit ActorGraph(const Network& network);

  [[nodiscard]] const analysis::Graph& graph() const { return graph_; }
  /// The number of an actor, or `none`.
  static constexpr std::uint32_t none = 0xffffffffu;
  [[nodiscard]] std::uint32_t number_of(std::string_view id) const;
  /// Who is tied to a node that is no actor, in order of edge; empty for an unknown one.
  [[nodiscard]] const std::vector<Involved>& involved_in(std::string_view id) const;
  /// Actors with an edge to another actor, of all.
  [[nodiscard]] analysis::Completeness tied() const;
  /// Ids of those without.
  [[nodiscard]] std::vector<std::string> untied() const;

 private:
  analysis::Graph graph_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  std::unordered_map<std::string_view, std::vector<Involved>> involved_;
};

/// The actors of a list, ascending and each once.
std::vector<std::uint32_t> actors_of(const std::vector<Involved>& involved);

}  // namespace impactweb::insight
