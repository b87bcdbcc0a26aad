#include "core/analysis/graph.hpp"
#include "core/support/sort.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace impactweb::analysis {

bool Adjacency::has(std::uint32_t from, std::uint32_t to) const {
  const auto row = neighbours(from);
  return std::binary_search(row.begin(), row.end(), to);
}

Adjacency make_adjacency(std::uint32_t size, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& arcs) {
  std::vector<std::uint32_t> starts(std::size_t{size} + 1, 0);
  for (const auto& [from, to] : arcs)
    if (from != to) ++starts[from + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<std::uint32_t> filled(starts.begin(), starts.end() - 1);
  std::vector<std::uint32_t> targets(starts.back());
  for (const auto& [from, to] : arcs)
    if (from != to) targets[filled[from]++] = to;

  Adjacency adjacency;
  adjacency.offsets.assign(std::size_t{size} + 1, 0);
  auto end = targets.begin();
  for (std::uint32_t node = 0; node < size; ++node) {
    const auto first = targets.begin() + starts[node];
    const auto last = targets.begin() + starts[node + 1];
    std::sort(first, last);
    end = std::copy(first, std::unique(first, last), end);
    adjacency.offsets[node + 1] = static_cast<std::uint32_t>(end - targets.begin());
  }
  targets.erase(end, targets.end());
  adjacency.targets = std::move(targets);
  return adjacency;
}

Graph::Graph(const Network& network, const GraphOptions& options) {
  std::unordered_map<std::string_view, std::uint32_t> index;
  index.reserve(network.nodes.size());
  for (const auto& [id, node] : network.nodes) {
    if (node.kind != NodeKind::actor && !options.two_mode) continue;
    index.emplace(id, size());
    nodes_.push_back(&node);
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> both;
  for (const auto& [id, edge] : network.edges) {
    if (edge.status == EdgeStatus::potential && !options.potential) continue;
    const auto from = index.find(edge.from);
    const auto to = index.find(edge.to);
    if (from == index.end() || to == index.end()) continue;
    ties_.push_back({&edge, from->second, to->second});
    both.emplace_back(from->second, to->second);
    both.emplace_back(to->second, from->second);
    arcs.emplace_back(from->second, to->second);
    if (edge.direction != Direction::directed) arcs.emplace_back(to->second, from->second);
  }
  undirected_ = make_adjacency(size(), both);
  out_ = make_adjacency(size(), arcs);
  for (auto& [from, to] : arcs) std::swap(from, to);
  in_ = make_adjacency(size(), arcs);
}

std::uint32_t Groups::known() const { return std::accumulate(sizes.begin(), sizes.end(), std::uint32_t{0}); }

Groups sectors_of(const Graph& graph) {
  Groups groups;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (!graph.node(node).sector.empty()) groups.names.push_back(graph.node(node).sector);
  sort_stably(groups.names);
  groups.names.erase(std::unique(groups.names.begin(), groups.names.end()), groups.names.end());
  groups.sizes.assign(groups.names.size(), 0);
  groups.of_node.assign(graph.size(), Groups::unknown);
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    const std::string_view sector = graph.node(node).sector;
    if (sector.empty()) continue;
    const auto at = std::lower_bound(groups.names.begin(), groups.names.end(), sector) - groups.names.begin();
    groups.of_node[node] = static_cast<std::uint32_t>(at);
    ++groups.sizes[static_cast<std::size_t>(at)];
  }
  return groups;
}

}  // namespace impactweb::analysis
