#include "core/insight/actor_graph.hpp"

#include <algorithm>

namespace impactweb::insight {

Involvement involvement_of_kind(std::string_view edge_kind) {
  if (edge_kind == "founded") return Involvement::founder;
  if (edge_kind == "funds") return Involvement::funder;
  return Involvement::doer;
}

ActorGraph::ActorGraph(const Network& network) : graph_(network) {
  numbers_.reserve(graph_.size());
  for (std::uint32_t actor = 0; actor < graph_.size(); ++actor) numbers_.emplace(graph_.node(actor).id, actor);
  for (const auto& [id, edge] : network.edges) {
    if (edge.status == EdgeStatus::potential) continue;
    const std::uint32_t from = number_of(edge.from), to = number_of(edge.to);
    if ((from == none) == (to == none)) continue;
    const std::string_view other = from == none ? edge.from : edge.to;
    involved_[other].push_back({from == none ? to : from, involvement_of_kind(edge.kind), &edge});
  }
}

std::uint32_t ActorGraph::number_of(std::string_view id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? none : found->second;
}

const std::vector<Involved>& ActorGraph::involved_in(std::string_view id) const {
  static const std::vector<Involved> nobody;
  const auto found = involved_.find(id);
  return found == involved_.end() ? nobody : found->second;
}

analysis::Completeness ActorGraph::tied() const {
  analysis::Completeness result{0, graph_.size()};
  for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
    if (graph_.undirected().degree(actor) > 0) ++result.known;
  return result;
}

std::vector<std::string> ActorGraph::untied() const {
  std::vector<std::string> ids;
  for (std::uint32_t actor = 0; actor < graph_.size(); ++actor)
    if (graph_.undirected().degree(actor) == 0) ids.push_back(graph_.node(actor).id);
  return ids;
}

std::vector<std::uint32_t> actors_of(const std::vector<Involved>& involved) {
  std::vector<std::uint32_t> actors;
  for (const Involved& each : involved) actors.push_back(each.actor);
  std::sort(actors.begin(), actors.end());
  actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
  return actors;
}

}  // namespace impactweb::insight
