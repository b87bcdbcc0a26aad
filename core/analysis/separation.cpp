#include "core/analysis/separation.hpp"

#include <algorithm>

namespace impactweb::analysis {

namespace {
constexpr std::uint32_t none = 0xffffffffu;
}

Separation::Separation(const Adjacency& graph)
    : found_(graph.size(), none), last_(graph.size(), 0), low_(graph.size(), 0), root_(graph.size(), 0) {
  const std::uint32_t n = graph.size();
  std::vector<std::uint32_t> parent(n, none);
  std::vector<std::uint32_t> cursor(n, 0);
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> path;
  for (std::uint32_t root = 0; root < n; ++root) {
    if (found_[root] != none) continue;
    const auto visit = [&](std::uint32_t node) {
      found_[node] = low_[node] = static_cast<std::uint32_t>(order.size());
      root_[node] = root;
      cursor[node] = graph.offsets[node];
      order.push_back(node);
      path.push_back(node);
    };
    visit(root);
    while (!path.empty()) {
      const std::uint32_t node = path.back();
      if (cursor[node] < graph.offsets[node + 1]) {
        const std::uint32_t next = graph.targets[cursor[node]++];
        if (found_[next] == none) {
          parent[next] = node;
          visit(next);
        } else if (next != parent[node]) {
          low_[node] = std::min(low_[node], found_[next]);
        }
        continue;
      }
      path.pop_back();
      last_[node] = static_cast<std::uint32_t>(order.size()) - 1;
      if (parent[node] != none) low_[parent[node]] = std::min(low_[parent[node]], low_[node]);
    }
  }
  offsets_.assign(std::size_t{n} + 1, 0);
  for (std::uint32_t node = 0; node < n; ++node)
    if (parent[node] != none) ++offsets_[parent[node] + 1];
  for (std::uint32_t node = 0; node < n; ++node) offsets_[node + 1] += offsets_[node];
  children_.resize(offsets_.back());
  std::vector<std::uint32_t> filled(offsets_.begin(), offsets_.end() - 1);
  for (const std::uint32_t node : order)
    if (parent[node] != none) children_[filled[parent[node]]++] = node;
}

// The child of `node` whose subtree holds `other` and hangs on `node` alone; `none` for all that stays together with
// what is above it.
std::uint32_t Separation::piece(std::uint32_t node, std::uint32_t other) const {
  if (found_[other] < found_[node] || found_[other] > last_[node]) return none;
  const auto first = children_.begin() + offsets_[node];
  const auto end = children_.begin() + offsets_[node + 1];
  const auto after = std::upper_bound(first, end, found_[other],
                                      [&](std::uint32_t time, std::uint32_t child) { return time < found_[child]; });
  const std::uint32_t child = *(after - 1);
  return low_[child] >= found_[node] ? child : none;
}

bool Separation::parts(std::uint32_t node, std::uint32_t a, std::uint32_t b) const {
  if (a == node || b == node || root_[a] != root_[b] || root_[a] != root_[node]) return false;
  return piece(node, a) != piece(node, b);
}

}  // namespace impactweb::analysis
