#include "scene/filter.hpp"

#include <algorithm>

#include "core/search/search.hpp"
#include "platform/deferred.hpp"
#include "scene/motivation.hpp"

namespace impactweb::canvas {
namespace {

bool passes(const std::set<std::string>& chosen, std::string_view value) {
  return chosen.empty() || chosen.contains(std::string(value));
}

bool passes_any(const std::set<std::string>& chosen, const std::vector<std::string>& values) {
  if (chosen.empty()) return true;
  if (values.empty()) return chosen.contains("");
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) { return chosen.contains(value); });
}

/// What is seldom asked for, and comes with the rest of the program.
bool shown_by_drive(const Node& node, const app::Filters& filters) {
  return passes(filters.energies, node.energy == 0 ? std::string() : std::to_string(node.energy)) &&
         (filters.motivations.empty() || is_moved_by(node, filters.motivations));
}

}  // namespace

bool shown(const Node& node, const app::Filters& filters, const std::string& folded_text) {
  return passes(filters.kinds, name_of(node_kinds, node.kind)) && passes(filters.sectors, node.sector) &&
         passes(filters.places, node.place) && passes_any(filters.tags, node.tags) &&
         (folded_text.empty() || platform::call_deferred<mentions>(node, folded_text)) &&
         ((filters.energies.empty() && filters.motivations.empty()) ||
          platform::call_deferred<shown_by_drive>(node, filters));
}

bool shown(const Edge& edge, const app::Filters& filters) {
  return passes(filters.edge_kinds, edge.kind) && passes(filters.edge_statuses, name_of(edge_statuses, edge.status));
}

}  // namespace impactweb::canvas
