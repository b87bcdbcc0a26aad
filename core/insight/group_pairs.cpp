#include "core/insight/group_pairs.hpp"

#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

constexpr std::size_t every_pair = 900;
constexpr std::size_t most_of_a_group = 30;

std::vector<std::uint32_t> best_connected(const analysis::Graph& graph, std::vector<std::uint32_t> group) {
  sort_stably(group, [&](std::uint32_t a, std::uint32_t b) {
    return graph.undirected().degree(a) > graph.undirected().degree(b);
  });
  if (group.size() > most_of_a_group) group.resize(most_of_a_group);
  return group;
}

}  // namespace

std::optional<RankedPair> GroupPairs::best(const std::vector<std::uint32_t>& a,
                                           const std::vector<std::uint32_t>& b) const {
  const bool all = a.size() * b.size() <= every_pair;
  const std::vector<std::uint32_t> from = all ? a : best_connected(graph_, a), to = all ? b : best_connected(graph_, b);
  std::optional<RankedPair> found;
  std::uint32_t most_edges = 0;
  for (const std::uint32_t one : from)
    for (const std::uint32_t other : to) {
      if (one == other || graph_.undirected().has(one, other)) continue;
      const Pair pair{std::min(one, other), std::max(one, other)};
      const double weight = affinity_.weight(one, other);
      const std::uint32_t edges = graph_.undirected().degree(one) + graph_.undirected().degree(other);
      if (found && (weight < found->weight || (weight == found->weight &&
                                               (edges < most_edges || (edges == most_edges && !(pair < found->pair))))))
        continue;
      found = {pair, weight};
      most_edges = edges;
    }
  return found;
}

}  // namespace impactweb::insight
