#include "core/analysis/cohesion.hpp"
#include "core/support/sort.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace impactweb::analysis {

std::optional<double> density(const Adjacency& graph) {
  const double n = graph.size();
  if (n < 2) return std::nullopt;
  return static_cast<double>(graph.targets.size()) / (n * (n - 1));
}

std::optional<double> reciprocity(const Adjacency& out) {
  if (out.targets.empty()) return std::nullopt;
  std::size_t returned = 0;
  for (std::uint32_t node = 0; node < out.size(); ++node)
    for (const std::uint32_t to : out.neighbours(node)) returned += out.has(to, node) ? 1 : 0;
  return static_cast<double>(returned) / static_cast<double>(out.targets.size());
}

std::optional<double> reciprocity_corrected(const Adjacency& out) {
  const std::optional<double> plain = reciprocity(out);
  const std::optional<double> chance = density(out);
  if (!plain || !chance || *chance >= 1) return std::nullopt;
  return (*plain - *chance) / (1 - *chance);
}

std::optional<double> degree_centralisation(const Adjacency& graph) {
  const double n = graph.size();
  if (n < 3) return std::nullopt;
  double most = 0;
  for (std::uint32_t node = 0; node < graph.size(); ++node) most = std::max<double>(most, graph.degree(node));
  return (n * most - static_cast<double>(graph.targets.size())) / ((n - 1) * (n - 2));
}

std::vector<std::uint32_t> coreness(const Adjacency& graph) {
  const std::uint32_t n = graph.size();
  std::vector<std::uint32_t> degree(n);
  std::uint32_t most = 0;
  for (std::uint32_t node = 0; node < n; ++node) most = std::max(most, degree[node] = graph.degree(node));

  // Nodes in ascending order of the edges they have left, with where each is and where each degree begins.
  std::vector<std::uint32_t> begin(std::size_t{most} + 2, 0);
  for (const std::uint32_t d : degree) ++begin[d + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> order(n);
  std::vector<std::uint32_t> place(n);
  std::vector<std::uint32_t> fill(begin.begin(), begin.end() - 1);
  for (std::uint32_t node = 0; node < n; ++node) {
    place[node] = fill[degree[node]]++;
    order[place[node]] = node;
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t node = order[i];
    for (const std::uint32_t other : graph.neighbours(node)) {
      if (degree[other] <= degree[node]) continue;
      // One edge less: swap it with the first of its degree, which then begins one further on.
      const std::uint32_t first_place = begin[degree[other]];
      const std::uint32_t first = order[first_place];
      std::swap(order[place[other]], order[first_place]);
      std::swap(place[other], place[first]);
      ++begin[degree[other]];
      --degree[other];
    }
  }
  return degree;
}

std::optional<CorePeriphery> core_periphery(const Adjacency& graph, const std::vector<std::uint32_t>& coreness) {
  const std::uint32_t n = graph.size();
  const double pairs = static_cast<double>(n) * (n - 1.0) / 2;
  const double edges = static_cast<double>(graph.targets.size()) / 2;
  if (n < 3 || edges == 0 || edges == pairs) return std::nullopt;

  std::vector<std::uint32_t> by_degree(n);
  std::iota(by_degree.begin(), by_degree.end(), 0u);
  std::vector<std::uint32_t> by_coreness = by_degree;
  sort_stably(by_degree, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(graph.degree(b), coreness[b], a) < std::tuple(graph.degree(a), coreness[a], b);
  });
  sort_stably(by_coreness, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(coreness[b], graph.degree(b), a) < std::tuple(coreness[a], graph.degree(a), b);
  });

  CorePeriphery best;
  const std::vector<std::uint32_t>* best_order = nullptr;
  std::uint32_t best_size = 0;
  std::vector<char> in_core(n);
  for (const auto* order : {&by_degree, &by_coreness}) {
    std::fill(in_core.begin(), in_core.end(), 0);
    double inside = 0;
    for (std::uint32_t i = 0; i + 1 < n; ++i) {
      const std::uint32_t node = (*order)[i];
      for (const std::uint32_t other : graph.neighbours(node)) inside += in_core[other];
      in_core[node] = 1;
      if (i == 0) continue;
      const double core_pairs = static_cast<double>(i + 1) * i / 2;
      // Pearson's correlation of two 0/1 variables over the pairs.
      const double fit = (pairs * inside - edges * core_pairs) /
                         (std::sqrt(edges * (pairs - edges)) * std::sqrt(core_pairs * (pairs - core_pairs)));
      const bool better = best_order == nullptr || fit > best.fit || (fit == best.fit && i + 1 < best_size);
      if (!better) continue;
      best.fit = fit;
      best.density = inside / core_pairs;
      best_order = order;
      best_size = i + 1;
    }
  }
  best.core.assign(best_order->begin(), best_order->begin() + best_size);
  std::sort(best.core.begin(), best.core.end());
  return best;
}

}  // namespace impactweb::analysis
