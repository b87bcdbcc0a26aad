#include "core/operation/ties.hpp"

#include <algorithm>

namespace impactweb {

const std::set<std::string>& Ties::of(const Network& network, std::string_view node) {
  if (!built_) {
    built_ = true;
    for (const auto* place : {&network.edges, &network.waiting_edges})
      for (const auto& [id, edge] : *place) add(edge);
  }
  static const std::set<std::string> none;
  const auto found = edges_.find(node);
  return found == edges_.end() ? none : found->second;
}

void Ties::add(const Edge& edge) {
  if (!built_) return;
  edges_[edge.from].insert(edge.id);
  edges_[edge.to].insert(edge.id);
}

void Ties::clear() {
  edges_.clear();
  built_ = false;
}

bool has_ties(const Network& network, Ties& ties, std::string_view node) {
  const std::set<std::string>& ids = ties.of(network, node);
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
    const auto edge = network.edges.find(id);
    return edge != network.edges.end() && (edge->second.from == node || edge->second.to == node);
  });
}

}  // namespace impactweb
