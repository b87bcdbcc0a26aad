#include "core/analysis/cohesion.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/analysis/fixtures.hpp"

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

TEST_CASE("the core comes close to the best of all cores in small graphs") {
  double found_sum = 0;
  double best_sum = 0;
  for (const Json& graph : reference("cores.json")) {
    const Network network = network_of(9, graph.at("edges").get<std::vector<std::pair<std::size_t, std::size_t>>>());
    const Graph view(network);
    const std::optional<CorePeriphery> found = core_of(view.undirected());
    REQUIRE(found);
    const double best = graph.at("best");
    CHECK(found->fit <= best + 1e-9);
    found_sum += found->fit;
    best_sum += best;
  }
  CHECK(found_sum >= 0.9 * best_sum);
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
