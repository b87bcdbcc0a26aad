#include "core/analysis/diversity.hpp"

#include <algorithm>
#include <numeric>

#include "core/analysis/arithmetic.hpp"

namespace impactweb::analysis {

namespace {

double total(std::span<const std::uint32_t> sizes) { return std::accumulate(sizes.begin(), sizes.end(), 0.0); }

}  // namespace

std::optional<double> blau(std::span<const std::uint32_t> sizes) {
  const double all = total(sizes);
  if (all == 0) return std::nullopt;
  double same = 0;
  for (const double size : sizes) same += size / all * (size / all);
  return 1 - same;
}

std::optional<double> qualitative_variation(std::span<const std::uint32_t> sizes, std::size_t categories) {
  const std::optional<double> index = blau(sizes);
  if (!index || categories < 2) return std::nullopt;
  const auto k = static_cast<double>(categories);
  return *index * k / (k - 1);
}

std::optional<double> evenness(std::span<const std::uint32_t> sizes) {
  const double all = total(sizes);
  double entropy = 0;
  double groups = 0;
  for (const double size : sizes) {
    if (size == 0) continue;
    entropy -= size / all * stable_log(size / all);
    groups += 1;
  }
  if (groups < 2) return std::nullopt;
  return entropy / stable_log(groups);
}

std::optional<double> ei_index(const Adjacency& graph, const Groups& groups) {
  double external = 0;
  double internal = 0;
  for (std::uint32_t a = 0; a < graph.size(); ++a) {
    if (groups.of_node[a] == Groups::unknown) continue;
    for (const std::uint32_t b : graph.neighbours(a)) {
      if (b < a || groups.of_node[b] == Groups::unknown) continue;
      (groups.of_node[a] == groups.of_node[b] ? internal : external) += 1;
    }
  }
  if (external + internal == 0) return std::nullopt;
  return (external - internal) / (external + internal);
}

std::optional<double> ei_baseline(std::span<const std::uint32_t> sizes) {
  const double all = total(sizes);
  if (all < 2) return std::nullopt;
  double internal = 0;
  for (const double size : sizes) internal += size * (size - 1) / 2;
  const double pairs = all * (all - 1) / 2;
  return (pairs - 2 * internal) / pairs;
}

std::optional<double> herfindahl(std::span<const double> amounts) {
  // Against the largest first: the squares and the sum of amounts near the limits of a double stay finite.
  double most = 0;
  for (const double amount : amounts) most = std::max(most, amount);
  if (most <= 0) return std::nullopt;
  double sum = 0;
  double squares = 0;
  for (const double amount : amounts) {
    if (amount <= 0) continue;
    sum += amount / most;
    squares += amount / most * (amount / most);
  }
  return squares / (sum * sum);
}

}  // namespace impactweb::analysis
