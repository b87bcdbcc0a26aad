#include "core/analysis/connectivity.hpp"

#include <algorithm>

#include "core/analysis/depth_first.hpp"
#include "core/support/sort.hpp"

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t none = DepthFirstForest::none;
}

Components components(const Adjacency& graph) {
  Components result;
  result.of_node.assign(graph.size(), none);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t start = 0; start < graph.size(); ++start) {
    if (result.of_node[start] != none) continue;
    const auto number = static_cast<std::uint32_t>(result.sizes.size());
    queue.assign(1, start);
    result.of_node[start] = number;
    for (std::size_t head = 0; head < queue.size(); ++head)
      for (const std::uint32_t next : graph.neighbours(queue[head]))
        if (result.of_node[next] == none) {
          result.of_node[next] = number;
          queue.push_back(next);
        }
    result.sizes.push_back(static_cast<std::uint32_t>(queue.size()));
    if (result.sizes[number] > result.sizes[result.main]) result.main = number;
  }
  return result;
}

Cuts find_cuts(const Adjacency& graph, const Components& components) {
  const std::uint32_t n = graph.size();
  Cuts cuts;
  cuts.articulation.assign(n, 0);
  cuts.cut_off.assign(n, 0);

  DepthFirstForest forest(n);
  std::vector<std::uint32_t> subtree(n, 1);        // size of the subtree
  std::vector<std::uint32_t> pieces(n, 0);         // nodes in subtrees that only hang on this node
  std::vector<std::uint32_t> largest_piece(n, 0);  // the largest of these
  std::vector<char> has_piece(n, 0);
  walk_depth_first(
      graph, forest, [](std::uint32_t) {},
      [&](std::uint32_t node) {
        // What hangs on the node alone are its pieces, all the rest of the component is one more.
        const std::uint32_t others = components.sizes[components.of_node[node]] - 1;
        if (components.of_node[node] == components.main)
          cuts.cut_off[node] = others - std::max(largest_piece[node], others - pieces[node]);
        const std::uint32_t above = forest.parent[node];
        if (above == none) return;
        subtree[above] += subtree[node];
        if (forest.low[node] < forest.found[above]) return;
        if (forest.low[node] > forest.found[above])
          cuts.bridges.emplace_back(std::min(node, above), std::max(node, above));
        pieces[above] += subtree[node];
        largest_piece[above] = std::max(largest_piece[above], subtree[node]);
        // A root falls apart only by a second piece.
        if (forest.parent[above] != none || has_piece[above]) cuts.articulation[above] = 1;
        has_piece[above] = 1;
      });
  sort_stably(cuts.bridges);
  return cuts;
}

std::optional<double> independence(const Cuts& cuts) {
  if (cuts.cut_off.size() < 2) return std::nullopt;
  const std::uint32_t most = *std::max_element(cuts.cut_off.begin(), cuts.cut_off.end());
  return 1 - static_cast<double>(most) / static_cast<double>(cuts.cut_off.size() - 1);
}

}  // namespace impactweb::analysis
