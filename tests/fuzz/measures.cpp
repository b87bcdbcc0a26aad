// Measures over arcs from strangers: everything finite and in its range, and paths as counted one pair after another.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include "core/analysis/betweenness.hpp"
#include "core/analysis/betweenness_samples.hpp"
#include "core/analysis/closeness.hpp"
#include "core/analysis/cohesion.hpp"
#include "core/analysis/communities.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/page_rank.hpp"
#include "core/analysis/triads.hpp"

using namespace impactweb::analysis;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b)); }

/// Distances and numbers of shortest paths from one node.
struct Walk {
  std::vector<std::int64_t> distance;
  std::vector<double> paths;

  Walk(const Adjacency& graph, std::uint32_t source) : distance(graph.size(), -1), paths(graph.size(), 0) {
    std::vector<std::uint32_t> queue{source};
    distance[source] = 0;
    paths[source] = 1;
    for (std::size_t head = 0; head < queue.size(); ++head)
      for (const std::uint32_t next : graph.neighbours(queue[head])) {
        if (distance[next] < 0) {
          distance[next] = distance[queue[head]] + 1;
          queue.push_back(next);
        }
        if (distance[next] == distance[queue[head]] + 1) paths[next] += paths[queue[head]];
      }
  }
};

/// Straight from the definitions, pair by pair.
void check_paths(const Adjacency& graph, const std::vector<double>& between, const std::vector<double>& close) {
  const std::uint32_t n = graph.size();
  std::vector<Walk> walks;
  for (std::uint32_t node = 0; node < n; ++node) walks.emplace_back(graph, node);
  for (std::uint32_t v = 0; v < n; ++v) {
    double sum = 0;
    double reached = 0;
    double distances = 0;
    for (std::uint32_t s = 0; s < n; ++s) {
      if (s == v || walks[v].distance[s] < 0) continue;
      ++reached;
      distances += static_cast<double>(walks[v].distance[s]);
      for (std::uint32_t t = 0; t < s; ++t) {
        if (t == v || walks[s].distance[t] < 0) continue;
        if (walks[v].distance[s] + walks[v].distance[t] == walks[s].distance[t])
          sum += walks[v].paths[s] * walks[v].paths[t] / walks[s].paths[t];
      }
    }
    if (n > 2) demand(near(between[v], sum / ((n - 1.0) * (n - 2.0) / 2)));
    if (n > 1) demand(near(close[v], reached > 0 ? reached / (n - 1) * (reached / distances) : 0));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first byte is the shape, the second the number of nodes, then a pair of bytes for each arc.
  if (size < 2) return 0;
  const std::uint32_t repeats = 1 + data[0] % 8;
  const std::uint32_t n = data[1] * repeats;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> both;
  const auto tie = [&](std::uint32_t a, std::uint32_t b) {
    arcs.emplace_back(a, b);
    both.emplace_back(a, b);
    both.emplace_back(b, a);
  };
  if (n > 0)
    for (std::size_t i = 2; i + 1 < size && i < 2'000; i += 2)
      // The same ties again and again, in a chain: many nodes, and many shortest paths, from few bytes.
      for (std::uint32_t copy = 0; copy < repeats; ++copy)
        tie((data[i] + copy * data[1]) % n, (data[i + 1] + copy * data[1]) % n);

  std::vector<std::pair<std::uint32_t, std::uint32_t>> back;
  for (const auto& [from, to] : arcs) back.emplace_back(to, from);
  const Adjacency graph = make_adjacency(n, both);
  const Adjacency out = make_adjacency(n, arcs);
  const Adjacency in = make_adjacency(n, back);

  const std::vector<double> between = betweenness(graph);
  for (const double value : between) demand(value >= 0 && value <= 1 + 1e-12);
  const std::vector<double> close = closeness(graph);
  for (const double value : close) demand(value >= 0 && value <= 1 + 1e-12);
  if (n <= 60) check_paths(graph, between, close);

  BetweennessSamples samples(graph, find_blocks(graph).through, data[0]);
  samples.advance(64);
  for (const double value : samples.result()) demand(value >= 0 && value <= 1);

  double ranks = 0;
  for (const double rank : page_rank(out, in)) {
    demand(rank > 0 && rank <= 1);
    ranks += rank;
  }
  demand(n == 0 || near(ranks, 1));

  const Communities found = find_communities(graph, {data[0], 1});
  for (const std::uint32_t community : found.of_node) demand(community < found.count);
  demand(!found.modularity || (*found.modularity >= -0.5 && *found.modularity < 1));
  if (found.modularity) demand(near(*found.modularity, *modularity(graph, found.of_node)));

  const Components parts = components(graph);
  const Cuts cuts = find_cuts(graph, parts);
  for (const std::uint32_t cut_off : cuts.cut_off) demand(cut_off < n);
  const std::vector<double> through = find_blocks(graph).through;
  for (std::uint32_t node = 0; node < n; ++node) demand((through[node] > 0) == (cuts.articulation[node] != 0));

  const std::vector<std::uint32_t> cores = coreness(graph);
  for (std::uint32_t node = 0; node < n; ++node) demand(cores[node] <= graph.degree(node));
  if (const auto core = core_periphery(graph, cores)) demand(core->fit >= -1 - 1e-9 && core->fit <= 1 + 1e-9);
  const auto sizes = effective_size(graph);
  for (std::uint32_t node = 0; node < n; ++node)
    demand(!sizes[node] || (*sizes[node] > 0 && *sizes[node] <= graph.degree(node)));
  return 0;
}
