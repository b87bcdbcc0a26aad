#include "core/analysis/blocks.hpp"

#include <algorithm>

#include "core/analysis/connectivity.hpp"
#include "core/analysis/depth_first.hpp"

namespace impactweb::analysis {

Blocks find_blocks(const Adjacency& graph) {
  const std::uint32_t n = graph.size();
  const Components parts = components(graph);
  Blocks blocks;
  blocks.through.assign(n, 0);

  DepthFirstForest forest(n);
  std::vector<std::uint32_t> subtree(n, 1);  // size of the subtree
  std::vector<std::uint32_t> pieces(n, 0);   // nodes in subtrees that only hang on this node
  std::vector<double> squares(n, 0);         // sum of the squares of the sizes of these
  std::vector<std::uint32_t> waiting;        // nodes that are in no finished block but as its first
  walk_depth_first(
      graph, forest,
      [&](std::uint32_t node) {
        if (forest.parent[node] == DepthFirstForest::none) waiting.clear();
        waiting.push_back(node);
      },
      [&](std::uint32_t node) {
        const std::uint32_t size = parts.sizes[parts.of_node[node]];
        const double others = size - 1.0;
        const double above_size = others - pieces[node];  // 0 for the root
        blocks.through[node] = (others * others - squares[node] - above_size * above_size) / 2;
        const std::uint32_t above = forest.parent[node];
        if (above == DepthFirstForest::none) return;
        subtree[above] += subtree[node];
        if (forest.low[node] < forest.found[above]) return;
        pieces[above] += subtree[node];
        squares[above] += static_cast<double>(subtree[node]) * subtree[node];
        const auto first = std::find(waiting.rbegin(), waiting.rend(), node).base() - 1;
        if (waiting.end() - first > 1) {
          blocks.members.push_back(above);
          blocks.weights.push_back(size - static_cast<double>(subtree[node]));
          for (auto member = first; member != waiting.end(); ++member) {
            blocks.members.push_back(*member);
            blocks.weights.push_back(1.0 + pieces[*member]);
          }
          blocks.starts.push_back(static_cast<std::uint32_t>(blocks.members.size()));
        }
        waiting.erase(first, waiting.end());
      });
  return blocks;
}

}  // namespace impactweb::analysis
