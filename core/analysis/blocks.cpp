#include "core/analysis/blocks.hpp"

#include <algorithm>

#include "core/analysis/connectivity.hpp"

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t none = 0xffffffffu;
}

Blocks find_blocks(const Adjacency& graph) {
  const std::uint32_t n = graph.size();
  const Components parts = components(graph);
  Blocks blocks;
  blocks.through.assign(n, 0);

  std::vector<std::uint32_t> found(n, none);  // when the walk came to the node
  std::vector<std::uint32_t> low(n, 0);       // the earliest node that its subtree has a tie with
  std::vector<std::uint32_t> subtree(n, 1);   // size of the subtree
  std::vector<std::uint32_t> pieces(n, 0);    // nodes in subtrees that only hang on this node
  std::vector<double> squares(n, 0);          // sum of the squares of the sizes of these
  std::vector<std::uint32_t> parent(n, none);
  std::vector<std::uint32_t> cursor(n, 0);
  std::vector<std::uint32_t> path;
  std::vector<std::uint32_t> waiting;  // nodes that are in no finished block but as its first
  std::uint32_t clock = 0;

  for (std::uint32_t root = 0; root < n; ++root) {
    if (found[root] != none) continue;
    const std::uint32_t size = parts.sizes[parts.of_node[root]];
    path.assign(1, root);
    waiting.assign(1, root);
    found[root] = low[root] = clock++;
    cursor[root] = graph.offsets[root];
    while (!path.empty()) {
      const std::uint32_t node = path.back();
      if (cursor[node] < graph.offsets[node + 1]) {
        const std::uint32_t next = graph.targets[cursor[node]++];
        if (found[next] == none) {
          parent[next] = node;
          found[next] = low[next] = clock++;
          cursor[next] = graph.offsets[next];
          path.push_back(next);
          waiting.push_back(next);
        } else if (next != parent[node]) {
          low[node] = std::min(low[node], found[next]);
        }
        continue;
      }
      path.pop_back();
      const double others = size - 1.0;
      const double above_size = others - pieces[node];  // 0 for the root
      blocks.through[node] = (others * others - squares[node] - above_size * above_size) / 2;
      if (node == root) break;
      const std::uint32_t above = parent[node];
      low[above] = std::min(low[above], low[node]);
      subtree[above] += subtree[node];
      if (low[node] < found[above]) continue;
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
    }
  }
  return blocks;
}

}  // namespace impactweb::analysis
