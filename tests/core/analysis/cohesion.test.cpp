#include "core/analysis/cohesion.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <numeric>

#include "core/analysis/arithmetic.hpp"
#include "tests/core/analysis/fixtures.hpp"
#include "tests/core/analysis/shapes.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

std::optional<CorePeriphery> core_of(const Adjacency& graph) { return core_periphery(graph, coreness(graph)); }

// Pearson's correlation from its definition.
double correlation(const Adjacency& graph, const std::vector<std::uint32_t>& core) {
  const auto in_core = [&](std::uint32_t node) { return std::binary_search(core.begin(), core.end(), node); };
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (std::uint32_t a = 0; a < graph.size(); ++a)
    for (std::uint32_t b = a + 1; b < graph.size(); ++b) {
      const double tie = graph.has(a, b) ? 1 : 0;
      const double ideal = in_core(a) && in_core(b) ? 1 : 0;
      n += 1, x += tie, y += ideal, xx += tie * tie, yy += ideal * ideal, xy += tie * ideal;
    }
  return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
}

}  // namespace

TEST_CASE("a clique with strangers around it is a perfect core and periphery") {
  const Network network = network_of(8, {{2, 3}, {2, 5}, {2, 6}, {3, 5}, {3, 6}, {5, 6}});
  const Json found = measure(network, "corePeriphery");
  CHECK(std::abs(found.at("value").get<double>() - 1) < 1e-12);
  CHECK(found.at("coreDensity") == 1.0);
  CHECK(found.at("core") == Json{node_id(2), node_id(3), node_id(5), node_id(6)});
}

TEST_CASE("the fit and the density are those of the core that is given") {
  for (const Json& graph : reference("graphs.json")) {
    const Network network = network_of(graph);
    const Graph view(network);
    const std::optional<CorePeriphery> found = core_of(view.undirected());
    REQUIRE(found);
    CHECK(std::abs(found->fit - correlation(view.undirected(), found->core)) < 1e-9);
    double inside = 0;
    for (const std::uint32_t a : found->core)
      for (const std::uint32_t b : found->core) inside += view.undirected().has(a, b) ? 1 : 0;
    const auto size = static_cast<double>(found->core.size());
    CHECK(std::abs(found->density - inside / (size * (size - 1))) < 1e-12);
  }
}

TEST_CASE("the core is the best of all cores in small graphs") {
  for (const Json& graph : reference("cores.json")) {
    const Network network = network_of(9, graph.at("edges").get<std::vector<std::pair<std::size_t, std::size_t>>>());
    const Graph view(network);
    const std::optional<CorePeriphery> found = core_of(view.undirected());
    REQUIRE(found);
    CHECK(std::abs(found->fit - graph.at("best").get<double>()) < 1e-9);
  }
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random chance(seed);
    const std::uint32_t nodes = 4 + chance.below(9);
    const Network network = network_of(nodes, random_ties(nodes, 0.15 + 0.6 * chance.unit(), seed));
    const Graph view(network);
    const std::optional<CorePeriphery> found = core_of(view.undirected());
    if (!found) continue;
    double best = -1;
    for (std::uint32_t mask = 1; mask + 1 < 1u << nodes; ++mask) {
      std::vector<std::uint32_t> core;
      for (std::uint32_t node = 0; node < nodes; ++node)
        if ((mask >> node & 1u) != 0) core.push_back(node);
      if (core.size() >= 2) best = std::max(best, correlation(view.undirected(), core));
    }
    INFO("seed " << seed);
    CHECK(std::abs(found->fit - best) < 1e-9);
  }
}

TEST_CASE("no node that comes, goes or takes the place of another makes a core better") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Network network = network_of(28, random_ties(28, 0.1 + 0.05 * static_cast<double>(seed), seed));
    const Graph view(network);
    const std::optional<CorePeriphery> found = core_of(view.undirected());
    REQUIRE(found);
    const auto with = [&](std::uint32_t comes, std::uint32_t goes) {
      std::vector<std::uint32_t> core = found->core;
      std::erase(core, goes);
      if (std::find(core.begin(), core.end(), comes) == core.end()) core.push_back(comes);
      std::sort(core.begin(), core.end());
      return core.size() < 2 || core.size() >= 28 ? -1.0 : correlation(view.undirected(), core);
    };
    for (std::uint32_t in = 0; in < 28; ++in) {
      CHECK(with(in, 99) <= found->fit + 1e-9);
      for (const std::uint32_t out : found->core)
        CHECK(with(in == out ? found->core[0] : in, out) <= found->fit + 1e-9);
    }
  }
}

TEST_CASE("the fit of a core does not hang on what nodes are called") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const std::size_t nodes = 20 + 5 * seed;
    const Ties ties = random_ties(nodes, 4.0 / static_cast<double>(nodes), seed);
    const double fit = measure(network_of(nodes, ties), "corePeriphery").at("value");
    Random chance(seed);
    std::vector<std::size_t> place(nodes);
    std::iota(place.begin(), place.end(), std::size_t{0});
    for (auto i = static_cast<std::uint32_t>(nodes); i > 1; --i) std::swap(place[i - 1], place[chance.below(i)]);
    Ties renamed;
    for (const auto& [a, b] : ties) renamed.emplace_back(place[a], place[b]);
    INFO("seed " << seed);
    CHECK(std::abs(measure(network_of(nodes, renamed), "corePeriphery").at("value").get<double>() - fit) < 1e-9);
  }
}

TEST_CASE("cohesion is undefined where there is nothing to compare with") {
  CHECK(measure(network_of(1, {}), "density").at("value").is_null());
  CHECK(measure(network_of(2, {}), "density").at("value") == 0.0);
  CHECK(measure(network_of(2, {}), "reciprocity").at("value").is_null());
  CHECK(measure(network_of(2, {{0, 1}}), "centralisation").at("value").is_null());
  CHECK(measure(network_of(3, {}), "corePeriphery").at("value").is_null());
  const Network all = network_of(3, {{0, 1}, {1, 2}, {2, 0}});
  CHECK(measure(all, "corePeriphery").at("value").is_null());
  CHECK(measure(all, "reciprocity").at("value") == 1.0);
  CHECK(measure(all, "reciprocityCorrected").at("value").is_null());
}
