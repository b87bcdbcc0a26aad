#include "core/analysis/connectivity.hpp"
#include "core/support/sort.hpp"

#include <algorithm>

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t none = 0xffffffffu;
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

  std::vector<std::uint32_t> found(n, none);       // when the walk came to the node
  std::vector<std::uint32_t> low(n, 0);            // the earliest node that its subtree has a tie with
  std::vector<std::uint32_t> subtree(n, 1);        // size of the subtree
  std::vector<std::uint32_t> pieces(n, 0);         // nodes in subtrees that only hang on this node
  std::vector<std::uint32_t> largest_piece(n, 0);  // the largest of these
  std::vector<std::uint32_t> parent(n, none);
  std::vector<std::uint32_t> cursor(n, 0);
  std::vector<std::uint32_t> path;
  std::uint32_t clock = 0;

  for (std::uint32_t root = 0; root < n; ++root) {
    if (found[root] != none) continue;
    const std::uint32_t size = components.sizes[components.of_node[root]];
    const bool in_main = components.of_node[root] == components.main;
    std::uint32_t root_children = 0;
    path.assign(1, root);
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
        } else if (next != parent[node]) {
          low[node] = std::min(low[node], found[next]);
        }
        continue;
      }
      path.pop_back();
      // Everything below the node is known: what hangs on it alone are its pieces, all the rest of the component is one
      // more.
      if (in_main) {
        const std::uint32_t rest = size - 1 - pieces[node];
        cuts.cut_off[node] = size - 1 - std::max(largest_piece[node], rest);
      }
      if (node == root) break;
      const std::uint32_t above = parent[node];
      low[above] = std::min(low[above], low[node]);
      subtree[above] += subtree[node];
      if (low[node] > found[above]) cuts.bridges.emplace_back(std::min(node, above), std::max(node, above));
      if (low[node] >= found[above]) {
        pieces[above] += subtree[node];
        largest_piece[above] = std::max(largest_piece[above], subtree[node]);
        if (above == root)
          ++root_children;
        else
          cuts.articulation[above] = 1;
      }
    }
    if (root_children > 1) cuts.articulation[root] = 1;
  }
  sort_stably(cuts.bridges);
  return cuts;
}

std::optional<double> independence(const Cuts& cuts) {
  if (cuts.cut_off.size() < 2) return std::nullopt;
  const std::uint32_t most = *std::max_element(cuts.cut_off.begin(), cuts.cut_off.end());
  return 1 - static_cast<double>(most) / static_cast<double>(cuts.cut_off.size() - 1);
}

}  // namespace impactweb::analysis
