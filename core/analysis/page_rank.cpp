#include "core/analysis/page_rank.hpp"

#include <cmath>

namespace impactweb::analysis {

std::vector<double> page_rank(const Adjacency& out, const Adjacency& in) {
  constexpr double damping = 0.85;
  constexpr double tolerance = 1e-12;
  // Each sweep leaves at most 0.85 of what is missing; the rest is for rounding.
  constexpr int most_sweeps = 300;

  const std::uint32_t n = out.size();
  if (n == 0) return {};
  std::vector<double> given(n);  // what a node gives to each that it points at, for a rank of 1
  for (std::uint32_t node = 0; node < n; ++node) given[node] = out.degree(node) == 0 ? 0 : damping / out.degree(node);
  // Where everybody points at everybody who points at them, ranks lie close to this, and elsewhere not far from it.
  const double each = in.targets.empty() ? 0 : damping / (1 - damping) * n / static_cast<double>(in.targets.size());
  std::vector<double> rank(n);
  std::vector<double> share(n);
  for (std::uint32_t node = 0; node < n; ++node) {
    rank[node] = 1 + each * in.degree(node);
    share[node] = rank[node] * given[node];
  }
  // Going beyond what each equation asks for halves the sweeps. That it still arrives is sure where all edges go both
  // ways: the equations are those of a positive definite matrix then, scaled.
  const double relaxation = in == out ? 1.35 : 1;
  double sum = 0;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    sum = 0;
    double change = 0;
    for (std::uint32_t node = 0; node < n; ++node) {
      double next = 1;
      for (const std::uint32_t from : in.neighbours(node)) next += share[from];
      next = rank[node] + relaxation * (next - rank[node]);
      change += std::abs(next - rank[node]);
      rank[node] = next;
      share[node] = next * given[node];
      sum += next;
    }
    // Of its change, a node gives on what `damping` leaves, and what was relaxed is off by itself. By more than that
    // the equations are not off, and no node can be further from its rank than that, passed on for ever.
    if (change * (1 - 1 / relaxation + damping) / (1 - damping) <= tolerance * sum) break;
  }
  for (double& value : rank) value /= sum;
  return rank;
}

}  // namespace impactweb::analysis
