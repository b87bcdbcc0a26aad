#include "core/analysis/triads.hpp"

namespace impactweb::analysis {

namespace {

// Calls `found` with each node that stands in both rows: a walk through the shorter one with look-ups in the longer,
// which over all pairs of neighbours is O(m √m log n) however large the hubs are.
template <class Found>
void for_each_common(const Adjacency& one, std::uint32_t row, const Adjacency& other, std::uint32_t other_row,
                     Found found) {
  if (one.degree(row) <= other.degree(other_row)) {
    for (const std::uint32_t node : one.neighbours(row))
      if (other.has(other_row, node)) found(node);
  } else {
    for (const std::uint32_t node : other.neighbours(other_row))
      if (one.has(row, node)) found(node);
  }
}

std::uint64_t& role(Brokerage& roles, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  if (a == b) return b == c ? roles.coordinator : roles.representative;
  if (b == c) return roles.gatekeeper;
  return a == c ? roles.consultant : roles.liaison;
}

}  // namespace

std::vector<std::optional<double>> effective_size(const Adjacency& graph) {
  std::vector<std::uint64_t> among(graph.size(), 0);
  for (std::uint32_t a = 0; a < graph.size(); ++a)
    for (const std::uint32_t b : graph.neighbours(a))
      if (a < b) for_each_common(graph, a, graph, b, [&](std::uint32_t node) { ++among[node]; });

  std::vector<std::optional<double>> result(graph.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    const double contacts = graph.degree(node);
    if (contacts > 0) result[node] = contacts - 2 * static_cast<double>(among[node]) / contacts;
  }
  return result;
}

std::vector<std::optional<double>> constraint(const Adjacency& graph) {
  std::vector<std::optional<double>> result(graph.size());
  for (std::uint32_t i = 0; i < graph.size(); ++i) {
    const double contacts = graph.degree(i);
    if (contacts == 0) continue;
    double sum = 0;
    for (const std::uint32_t j : graph.neighbours(i)) {
      double through = 0;
      for_each_common(graph, i, graph, j, [&](std::uint32_t q) { through += 1.0 / graph.degree(q); });
      const double both = (1 + through) / contacts;
      sum += both * both;
    }
    result[i] = sum;
  }
  return result;
}

std::vector<std::optional<Brokerage>> brokerage(const Adjacency& out, const Adjacency& in, const Groups& groups) {
  const std::vector<std::uint32_t>& group = groups.of_node;
  std::vector<std::optional<Brokerage>> result(out.size());

  // First every a → b → c with a ≠ c, counted by group and not one by one: a hub has millions of them.
  std::vector<std::uint64_t> from(groups.names.size(), 0);
  std::vector<std::uint64_t> to(groups.names.size(), 0);
  std::vector<std::uint64_t> returned(groups.names.size(), 0);  // nodes that would be both a and c
  for (std::uint32_t b = 0; b < out.size(); ++b) {
    if (group[b] == Groups::unknown) continue;
    Brokerage& roles = result[b].emplace();
    std::uint64_t all_to = 0;
    for (const std::uint32_t a : in.neighbours(b))
      if (group[a] != Groups::unknown) ++from[group[a]];
    for (const std::uint32_t c : out.neighbours(b)) {
      if (group[c] == Groups::unknown) continue;
      ++to[group[c]];
      ++all_to;
      if (in.has(b, c)) ++returned[group[c]];
    }
    const std::uint32_t own = group[b];
    for (const std::uint32_t a : in.neighbours(b)) {
      const std::uint32_t g = group[a];
      if (g == Groups::unknown || from[g] == 0) continue;
      if (g == own) {
        roles.coordinator += from[g] * to[g] - returned[g];
        roles.representative += from[g] * (all_to - to[g]);
      } else {
        roles.consultant += from[g] * to[g] - returned[g];
        roles.gatekeeper += from[g] * to[own];
        roles.liaison += from[g] * (all_to - to[own] - to[g]);
      }
      from[g] = 0;  // counted, and ready for the next node
    }
    for (const std::uint32_t c : out.neighbours(b))
      if (group[c] != Groups::unknown) to[group[c]] = returned[group[c]] = 0;
  }

  // Then less those in which a reaches c directly.
  for (std::uint32_t a = 0; a < out.size(); ++a) {
    if (group[a] == Groups::unknown) continue;
    for (const std::uint32_t c : out.neighbours(a)) {
      if (group[c] == Groups::unknown) continue;
      for_each_common(out, a, in, c, [&](std::uint32_t b) {
        if (group[b] != Groups::unknown) --role(*result[b], group[a], group[b], group[c]);
      });
    }
  }
  return result;
}

}  // namespace impactweb::analysis
