#include "core/analysis/stage.hpp"

#include <algorithm>
#include <cmath>

#include "core/support/sort.hpp"

namespace impactweb::analysis {

namespace {

// Two decimals, rounded down, so that what is below a threshold never reads as the threshold.
std::string two_decimals(double value) {
  const int hundredths = static_cast<int>(std::floor(std::fabs(value) * 100 + 1e-9));
  std::string text = std::to_string(hundredths / 100) + '.';
  if (hundredths % 100 < 10) text += '0';
  text += std::to_string(hundredths % 100);
  return value < 0 && hundredths > 0 ? '-' + text : text;
}

// Edges of those who are marked: among themselves, and all.
struct MarkedEdges {
  double within = 0, touching = 0;
  double single = 0;  // with others who have an edge with one of them alone
};

MarkedEdges edges_of(const Adjacency& graph, const std::vector<std::uint32_t>& marked) {
  std::vector<char> is_marked(graph.size(), 0);
  for (const std::uint32_t node : marked) is_marked[node] = 1;
  MarkedEdges edges;
  std::vector<std::uint32_t> contacts(graph.size(), 0);
  for (const std::uint32_t node : marked)
    for (const std::uint32_t other : graph.neighbours(node)) {
      if (is_marked[other] != 0) {
        edges.within += 0.5;
        continue;
      }
      ++edges.touching;
      edges.single += ++contacts[other] == 1 ? 1 : contacts[other] == 2 ? -1 : 0;
    }
  edges.touching += edges.within;
  return edges;
}

// `by_degree` are the nodes of the main component, those with most edges first.
void find_hubs(const Adjacency& graph, const std::vector<std::uint32_t>& by_degree, MainGroup& main) {
  const double size = static_cast<double>(by_degree.size()), mean = 2 * main.pairs / size;
  const double median = graph.degree(by_degree[by_degree.size() / 2]);
  for (const std::uint32_t node : by_degree) {
    const double degree = graph.degree(node);
    const bool outlies = degree >= mean + 2 * std::sqrt(mean) || degree >= 4 * median;
    if (degree < 3 || !outlies) break;
    main.hubs.push_back(node);
  }
  main.hub_share = main.pairs > 0 ? edges_of(graph, main.hubs).touching / main.pairs : 0;
}

void find_core(const Adjacency& graph, const std::vector<std::uint32_t>& by_degree, MainGroup& main) {
  const std::size_t size = by_degree.size();
  const auto degree = [&](std::size_t at) { return std::size_t{graph.degree(by_degree[at])}; };
  std::size_t count = 0;
  while (count < size && degree(count) >= count) ++count;
  // Pairs that speak against the core, less those that speak against an empty one: see Lip.
  const auto against = [&](std::size_t first) {
    double pairs = static_cast<double>(first) * (static_cast<double>(first) - 1) / 2;
    for (std::size_t at = 0; at < first; ++at) pairs -= static_cast<double>(degree(at));
    return pairs;
  };
  if (count < size && degree(count) == degree(count - 1)) {
    std::size_t begin = count, end = count;
    while (begin > 0 && degree(begin - 1) == degree(count)) --begin;
    while (end < size && degree(end) == degree(count)) ++end;
    count = against(end) <= against(begin) ? end : begin;
  }
  main.core.assign(by_degree.begin(), by_degree.begin() + static_cast<std::ptrdiff_t>(count));
  sort_stably(main.core);
  const MarkedEdges edges = edges_of(graph, main.core);
  const auto pairs_of = [](std::size_t nodes) {
    return static_cast<double>(nodes) * (static_cast<double>(nodes) - 1) / 2;
  };
  const double inside = pairs_of(count), outside = pairs_of(size - count), tied = edges.within,
               loose = main.pairs - edges.touching;
  main.core_density = inside > 0 ? tied / inside : 0;
  main.core_pairs = inside + outside;
  main.core_of_spokes = edges.single > 2 * tied;
  const double spread = inside * outside * (tied + loose) * (inside + outside - tied - loose);
  main.core_fit = spread > 0 ? (tied * (outside - loose) - (inside - tied) * loose) / std::sqrt(spread) : 0;
}

}  // namespace

std::string_view name_of(NetworkStage stage) {
  constexpr std::string_view names[] = {"scattered", "hubAndSpoke", "multiHub", "corePeriphery", "flat", "unclear"};
  return names[static_cast<std::size_t>(stage)];
}

MainGroup main_group(const Adjacency& graph, const Components& components, const Cuts& cuts) {
  MainGroup main;
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    if (components.of_node[node] != components.main) continue;
    main.nodes.push_back(node);
    main.pairs += graph.degree(node) / 2.0;
    main.most_edges = std::max(main.most_edges, graph.degree(node));
    const bool more = main.nodes.size() == 1 || cuts.cut_off[node] > cuts.cut_off[main.hub] ||
                      (cuts.cut_off[node] == cuts.cut_off[main.hub] && graph.degree(node) > graph.degree(main.hub));
    if (more) main.hub = node;
  }
  if (main.nodes.empty()) return main;
  main.cut_off = cuts.cut_off[main.hub];
  const double size = static_cast<double>(main.nodes.size());
  if (size >= 3) main.centralisation = (size * main.most_edges - 2 * main.pairs) / ((size - 1) * (size - 2));
  std::vector<std::uint32_t> by_degree = main.nodes;
  sort_stably(by_degree, [&](std::uint32_t a, std::uint32_t b) { return graph.degree(a) > graph.degree(b); });
  find_hubs(graph, by_degree, main);
  find_core(graph, by_degree, main);
  return main;
}

std::optional<StageReading> read_stage(const Adjacency& graph, const Components& components, const Cuts& cuts,
                                       const std::function<std::string(std::uint32_t)>& label_of) {
  const std::size_t n = graph.size();
  if (n < 3) return std::nullopt;
  StageReading reading;
  reading.main = main_group(graph, components, cuts);
  const MainGroup& main = reading.main;
  const std::size_t size = main.nodes.size();
  const auto because = [&](std::string code, std::vector<std::string> params) {
    reading.reasons.push_back({std::move(code), std::move(params)});
  };
  const auto read_as = [&](NetworkStage stage) {
    reading.stage = stage;
    return reading;
  };

  const bool scattered = 2 * size <= n;
  because(scattered ? "stageMainGroupSmall" : "stageMainGroupLarge", {std::to_string(size), std::to_string(n)});
  if (scattered) return read_as(NetworkStage::scattered);
  const double pairs = static_cast<double>(size) * (static_cast<double>(size) - 1) / 2;
  if (main.pairs == pairs) {
    because("stageEverybodyTied", {});
    return read_as(NetworkStage::flat);
  }
  if (size < 5) {
    because("stageTooFew", {std::to_string(size)});
    return read_as(NetworkStage::unclear);
  }

  const bool most_cut_off = 2 * std::size_t{main.cut_off} >= size - 1;
  if (main.cut_off == 0)
    because("stageNobodyCutOff", {});
  else
    because(most_cut_off ? "stageHubCutsOffMost" : "stageHubCutsOffSome",
            {label_of(main.hub), std::to_string(main.cut_off), std::to_string(size - 1)});
  const bool central = main.centralisation >= 0.5;
  because(central ? "stageCentralised" : "stageSpread", {two_decimals(main.centralisation)});
  const bool leads = main.hubs.size() < 2 || 2 * graph.degree(main.hubs[1]) < graph.degree(main.hubs[0]);
  const bool single = leads && main.hubs.size() == 1 && main.hub_share >= 0.25;
  if (leads && main.cut_off > 0 && (central || (single && main.hub == main.hubs[0] && most_cut_off)))
    return read_as(NetworkStage::hub_and_spoke);

  const std::size_t core = main.core.size(), rest = size - core;
  if (core >= 4 && rest >= 3 && 2 * rest >= core && main.core_density >= 0.5 && !main.core_of_spokes) {
    const bool fits = main.core_fit >= std::min(0.9, 0.5 + 6 / main.core_pairs);
    because("stageCoreDense", {std::to_string(core), two_decimals(main.core_density)});
    because(fits ? "stageCoreFits" : "stageCoreFitsBadly", {two_decimals(main.core_fit)});
    if (fits) return read_as(NetworkStage::core_periphery);
  } else {
    because("stageNoCore", {});
  }

  if (main.hubs.size() >= 2 && 4 * main.hubs.size() <= size && main.hub_share >= 1.0 / 3) {
    because("stageHubs", {std::to_string(main.hubs.size()), two_decimals(main.hub_share)});
    return read_as(NetworkStage::multi_hub);
  }
  if (single) because("stageOneHub", {label_of(main.hubs[0]), two_decimals(main.hub_share)});
  if (central || single) return read_as(NetworkStage::unclear);
  if (main.hubs.size() >= 2)
    because("stageFewOfHubs", {std::to_string(main.hubs.size()), two_decimals(main.hub_share)});
  else
    because("stageNoHubs", {std::to_string(main.most_edges), two_decimals(2 * main.pairs / static_cast<double>(size))});
  return read_as(NetworkStage::flat);
}

}  // namespace impactweb::analysis
