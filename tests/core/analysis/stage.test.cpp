#include "core/analysis/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;

namespace {

std::vector<std::string> codes(const Json& reading) {
  std::vector<std::string> result;
  for (const Json& reason : reading.at("reasons")) result.push_back(reason.at("code"));
  return result;
}

using Codes = std::vector<std::string>;

// Cliques of `size`, each with a tie to the next in a ring.
Network ring_of_cliques(std::size_t cliques, std::size_t size) {
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t clique = 0; clique < cliques; ++clique) {
    for (std::size_t a = 0; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b) ties.emplace_back(clique * size + a, clique * size + b);
    ties.emplace_back(clique * size, ((clique + 1) % cliques) * size + 1);
  }
  return network_of(cliques * size, ties);
}

}  // namespace

TEST_CASE("a few pairs read as scattered") {
  const Json reading = measure(network_of(7, {{0, 1}, {2, 3}, {3, 4}}), "stage");
  CHECK(reading.at("value") == "scattered");
  CHECK(codes(reading) == Codes{"stageMainGroupSmall"});
  CHECK(reading.at("reasons")[0].at("params") == Json{"3", "7"});
}

TEST_CASE("half of the nodes together is no longer scattered") {
  CHECK(measure(network_of(6, {{0, 1}, {1, 2}}), "stage").at("value") != "scattered");
}

TEST_CASE("a star reads as hub and spoke, with the hub by name") {
  Network network = star_of(8);
  network.nodes.at(node_id(0)).label = "Spin in het web";
  const Json reading = measure(network, "stage");
  CHECK(reading.at("value") == "hubAndSpoke");
  CHECK(codes(reading) == Codes{"stageMainGroupLarge", "stageHubCutsOffMost", "stageCentralised"});
  CHECK(reading.at("reasons")[1].at("params") == Json{"Spin in het web", "6", "7"});
  CHECK(reading.at("reasons")[2].at("params") == Json{"1.00"});
}

TEST_CASE("a hub whose leaving cuts off few still is one when most ties are its own") {
  // A wheel: nobody is cut off, but the centre has ties with all ten.
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t i = 1; i <= 10; ++i) {
    ties.emplace_back(0, i);
    ties.emplace_back(i, i % 10 + 1);
  }
  const Json reading = measure(network_of(11, ties), "stage");
  CHECK(reading.at("value") == "hubAndSpoke");
  CHECK(codes(reading) == Codes{"stageMainGroupLarge", "stageNobodyCutOff", "stageCentralised"});
}

TEST_CASE("a ring of cliques reads as multi-hub") {
  const Json reading = measure(ring_of_cliques(6, 4), "stage");
  CHECK(reading.at("value") == "multiHub");
  CHECK(codes(reading)[1] == "stageNobodyCutOff");
}

TEST_CASE("a dense core with a periphery at it reads as core and periphery") {
  // Eight who all know each other, and each with one who knows two of them.
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t a = 0; a < 8; ++a)
    for (std::size_t b = a + 1; b < 8; ++b) ties.emplace_back(a, b);
  for (std::size_t a = 0; a < 8; ++a) {
    ties.emplace_back(8 + a, a);
    ties.emplace_back(8 + a, (a + 3) % 8);
  }
  const Json reading = measure(network_of(16, ties), "stage");
  CHECK(reading.at("value") == "corePeriphery");
  CHECK(codes(reading) ==
        Codes{"stageMainGroupLarge", "stageNobodyCutOff", "stageSpread", "stageCoreDense", "stageCoreFits"});
}

TEST_CASE("when everybody knows everybody there is no core to tell from the rest") {
  const Json reading = measure(network_of(4, {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}), "stage");
  CHECK(reading.at("value") == "multiHub");
  CHECK(codes(reading).back() == "stageNoCore");
}

TEST_CASE("two nodes or fewer have no stage") {
  for (std::size_t nodes : {0, 1, 2}) {
    const Json reading = measure(network_of(nodes, {}), "stage");
    CHECK(reading.at("value").is_null());
    CHECK(reading.at("reasons") == Json::array());
  }
}
