#include "core/analysis/diversity.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

bool near(const std::optional<double>& found, double expected) { return found && std::abs(*found - expected) < 1e-12; }
bool near(const Json& found, double expected) { return std::abs(found.get<double>() - expected) < 1e-12; }

// Two of business, one of finance, one of government and one of whom it is not known; three ties between sectors, one
// within.
Network five() {
  Network network;
  network.sectors = {{"business", "", ""}, {"finance", "", ""}, {"government", "", ""}, {"nature", "", ""}};
  add_node(network, "a", "business");
  add_node(network, "b", "business");
  add_node(network, "c", "finance");
  add_node(network, "d", "government");
  add_node(network, "e");
  add_edge(network, "a", "b");
  add_edge(network, "a", "c");
  add_edge(network, "c", "a");  // the same pair again
  add_edge(network, "b", "c");
  add_edge(network, "c", "d");
  add_edge(network, "d", "e");  // not known what e is
  return network;
}

}  // namespace

TEST_CASE("diversity of sectors by hand") {
  // Shares 1/2, 1/4, 1/4.
  const Network network = five();
  CHECK(near(measure(network, "blau").at("value"), 0.625));
  // Four sectors are possible: the most is 3/4.
  CHECK(near(measure(network, "iqv").at("value"), 0.625 / 0.75));
  // Entropy 3/2 ln 2, of three sectors in use.
  CHECK(near(measure(network, "evenness").at("value"), 1.5 * std::log(2) / std::log(3)));
  for (const char* id : {"blau", "iqv", "evenness", "eiIndex", "eiBaseline"})
    CHECK(measure(network, id).at("completeness") == Json{{"known", 4}, {"of", 5}});
}

TEST_CASE("a sector that is not in the network's list is one of those possible") {
  Network network = five();
  network.nodes.at("e").sector = "fablab";
  // Shares 2/5 and three times 1/5; five sectors.
  CHECK(near(measure(network, "iqv").at("value"), (1 - 7.0 / 25) / 0.8));
}

TEST_CASE("the E-I index and its baseline by hand") {
  const Network network = five();
  CHECK(near(measure(network, "eiIndex").at("value"), (3.0 - 1) / 4));
  // Of the six pairs of four, one is within business.
  CHECK(near(measure(network, "eiBaseline").at("value"), (5.0 - 1) / 6));
}

TEST_CASE("the E-I index is -1 when all ties stay inside and 1 when all cross") {
  Network inside;
  add_node(inside, "a", "x");
  add_node(inside, "b", "x");
  add_edge(inside, "a", "b");
  CHECK(measure(inside, "eiIndex").at("value") == -1.0);
  inside.nodes.at("b").sector = "y";
  CHECK(measure(inside, "eiIndex").at("value") == 1.0);
}

TEST_CASE("diversity is undefined where no sector is filled in") {
  const Network network = network_of(3, {{0, 1}});
  for (const char* id : {"blau", "iqv", "evenness", "eiIndex", "eiBaseline"}) {
    INFO(id);
    CHECK(measure(network, id).at("value").is_null());
    CHECK(measure(network, id).at("completeness") == Json{{"known", 0}, {"of", 3}});
  }
}

TEST_CASE("one sector only has no diversity, and evenness is undefined") {
  Network network = network_of(2, {});
  network.sectors.clear();
  for (auto& [id, node] : network.nodes) node.sector = "x";
  CHECK(measure(network, "blau").at("value") == 0.0);
  CHECK(measure(network, "iqv").at("value").is_null());
  CHECK(measure(network, "evenness").at("value").is_null());
  network.sectors = {{"x", "", ""}, {"y", "", ""}};
  CHECK(measure(network, "iqv").at("value") == 0.0);
}

TEST_CASE("groups without members do not count for evenness") {
  const std::uint32_t sizes[] = {3, 0, 3};
  CHECK(near(evenness(sizes), 1));
  const std::uint32_t one[] = {0, 3};
  CHECK_FALSE(evenness(one));
}

TEST_CASE("the Herfindahl-Hirschman index by hand") {
  const double amounts[] = {50, 30, 20, -7, 0};
  CHECK(near(herfindahl(amounts), 0.38));
  const double huge[] = {1e308, 1e308};
  CHECK(near(herfindahl(huge), 0.5));
  const double none[] = {0, -1};
  CHECK_FALSE(herfindahl(none));
}
