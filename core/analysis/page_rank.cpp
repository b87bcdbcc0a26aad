#include "core/analysis/page_rank.hpp"

namespace impactweb::analysis {

std::vector<double> page_rank(const Adjacency& out, const Adjacency& in) {
  constexpr double damping = 0.85;
  constexpr double tolerance = 1e-12;
  // The change shrinks by the damping each round, so 1e-12 is reached within 175; the rest is room for rounding.
  constexpr int most_rounds = 300;

  const std::uint32_t n = out.size();
  if (n == 0) return {};
  std::vector<double> rank(n, 1.0 / n);
  std::vector<double> share(n);
  for (int round = 0; round < most_rounds; ++round) {
    double idle = 0;
    for (std::uint32_t node = 0; node < n; ++node) {
      if (out.degree(node) == 0) idle += rank[node];
      share[node] = out.degree(node) == 0 ? 0 : rank[node] / out.degree(node);
    }
    const double base = (1 - damping) / n + damping * idle / n;
    double change = 0;
    for (std::uint32_t node = 0; node < n; ++node) {
      double sum = 0;
      for (const std::uint32_t from : in.neighbours(node)) sum += share[from];
      const double next = base + damping * sum;
      change += next > rank[node] ? next - rank[node] : rank[node] - next;
      rank[node] = next;
    }
    if (change < tolerance) break;
  }
  return rank;
}

}  // namespace impactweb::analysis
