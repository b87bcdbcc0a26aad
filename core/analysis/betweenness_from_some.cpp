#include "core/analysis/betweenness_from_some.hpp"

#include <algorithm>
#include <vector>

namespace impactweb::analysis {

double most_between(const Adjacency& graph, std::uint32_t sources) {
  const std::uint32_t n = graph.size();
  std::vector<double> score(n, 0), paths(n), dependency(n);
  std::vector<std::uint32_t> distance(n), order;
  for (std::uint32_t i = 0; i < sources; ++i) {
    const auto source = static_cast<std::uint32_t>(std::uint64_t{i} * n / sources);
    std::fill(paths.begin(), paths.end(), 0);
    std::fill(dependency.begin(), dependency.end(), 0);
    std::fill(distance.begin(), distance.end(), n);
    order.assign(1, source);
    paths[source] = 1;
    distance[source] = 0;
    for (std::size_t head = 0; head < order.size(); ++head) {
      const std::uint32_t node = order[head];
      for (const std::uint32_t next : graph.neighbours(node)) {
        if (distance[next] == n) {
          distance[next] = distance[node] + 1;
          order.push_back(next);
        }
        if (distance[next] == distance[node] + 1) paths[next] += paths[node];
      }
    }
    for (std::size_t at = order.size(); at-- > 1;) {
      const std::uint32_t node = order[at];
      for (const std::uint32_t before : graph.neighbours(node))
        if (distance[before] + 1 == distance[node])
          dependency[before] += paths[before] / paths[node] * (1 + dependency[node]);
      score[node] += dependency[node];
    }
  }
  return score.empty() ? 0 : *std::max_element(score.begin(), score.end());
}

}  // namespace impactweb::analysis
