#include "core/analysis/page_rank.hpp"

namespace impactweb::analysis {

std::vector<double> page_rank(const Adjacency& out, const Adjacency& in) {
  constexpr double damping = 0.85;
  constexpr double tolerance = 1e-13;
  // Each sweep takes away at least what one of the power method does, 0.15 of what is left; the rest is for rounding.
  constexpr int most_sweeps = 300;

  const std::uint32_t n = out.size();
  if (n == 0) return {};
  std::vector<double> rank(n, 0);
  std::vector<double> given(n);  // what a node gives to each that it points at, for a rank of 1
  std::vector<double> share(n, 0);
  for (std::uint32_t node = 0; node < n; ++node) given[node] = out.degree(node) == 0 ? 0 : damping / out.degree(node);
  double sum = 0;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    sum = 0;
    double kept = 0;  // what is left of the ranks after damping and at nodes that point at nobody
    for (std::uint32_t node = 0; node < n; ++node) {
      double next = 1;
      for (const std::uint32_t from : in.neighbours(node)) next += share[from];
      rank[node] = next;
      share[node] = next * given[node];
      sum += next;
      kept += given[node] == 0 ? next : next * (1 - damping);
    }
    // Ranks only grow. What is missing of the equations is n less what is kept, and no node can be further from its
    // rank than that, passed on for ever.
    if ((n - kept) / (1 - damping) <= tolerance * sum) break;
  }
  for (double& each : rank) each /= sum;
  return rank;
}

}  // namespace impactweb::analysis
