#include "core/analysis/stage.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <numeric>

#include "core/analysis/arithmetic.hpp"
#include "tests/core/analysis/fixtures.hpp"
#include "tests/core/analysis/shapes.hpp"

using namespace fixtures;

namespace {

std::vector<std::string> codes(const Json& reading) {
  std::vector<std::string> result;
  for (const Json& reason : reading.at("reasons")) result.push_back(reason.at("code"));
  return result;
}

using Codes = std::vector<std::string>;

std::string stage_of(const Network& network) {
  const Json value = measure(network, "stage").at("value");
  return value.is_null() ? std::string() : value.get<std::string>();
}

}  // namespace

TEST_CASE("the stage rule reads shapes as people do") {
  std::map<std::string, int> met;
  for (const Shape& shape : all_shapes()) {
    INFO(shape.name << ": " << shape.why);
    const std::string read = stage_of(network_of(shape.nodes, shape.ties));
    CHECK(read == shape.stage);
    ++met[read];
  }
  CHECK(met.size() == 7);  // with that of who are too few
}

TEST_CASE("the stage of a shape does not hang on what its nodes are called") {
  impactweb::analysis::Random chance(7);
  for (const Shape& shape : all_shapes()) {
    INFO(shape.name);
    std::vector<std::size_t> place(shape.nodes);
    std::iota(place.begin(), place.end(), std::size_t{0});
    for (std::uint32_t i = static_cast<std::uint32_t>(shape.nodes); i > 1; --i)
      std::swap(place[i - 1], place[chance.below(i)]);
    Ties renamed;
    for (const auto& [a, b] : shape.ties) renamed.emplace_back(place[a], place[b]);
    CHECK(stage_of(network_of(shape.nodes, renamed)) == shape.stage);
  }
}

TEST_CASE("random ties are hardly ever read as hubs or as a core") {
  for (const double mean : {2.0, 3.0, 5.0, 8.0}) {
    int claims = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      const std::string read = stage_of(network_of(60, random_ties(60, mean / 59, seed)));
      claims += read == "hubAndSpoke" || read == "multiHub" || read == "corePeriphery" ? 1 : 0;
    }
    INFO("mean degree " << mean);
    CHECK(claims <= 2);
  }
}

TEST_CASE("a star reads as hub and spoke, with the hub by name") {
  Network network = star_of(8);
  network.nodes.at(node_id(0)).label = "Spin in het web";
  const Json reading = measure(network, "stage");
  CHECK(codes(reading) == Codes{"stageMainGroupLarge", "stageHubCutsOffMost", "stageCentralised"});
  CHECK(reading.at("reasons")[1].at("params") == Json{"Spin in het web", "6", "7"});
  CHECK(reading.at("reasons")[2].at("params") == Json{"1.00"});
}

TEST_CASE("each reading gives the facts that it rests on") {
  std::map<std::string, Codes> last;
  for (const Shape& shape : all_shapes()) {
    const Json reading = measure(network_of(shape.nodes, shape.ties), "stage");
    if (shape.stage.empty()) {
      CHECK(reading.at("reasons").empty());
      continue;
    }
    REQUIRE_FALSE(reading.at("reasons").empty());
    last[shape.stage].push_back(codes(reading).back());
  }
  const auto only = [&](const std::string& stage, const Codes& expected) {
    INFO(stage);
    for (const std::string& code : last[stage])
      CHECK(std::find(expected.begin(), expected.end(), code) != expected.end());
  };
  only("scattered", {"stageMainGroupSmall"});
  only("hubAndSpoke", {"stageCentralised", "stageSpread"});
  only("corePeriphery", {"stageCoreFits"});
  only("multiHub", {"stageHubs"});
  only("flat", {"stageNoHubs", "stageFewOfHubs", "stageEverybodyTied"});
  only("unclear", {"stageTooFew", "stageNoCore", "stageOneHub"});
}

TEST_CASE("hubs and core are those of the shape") {
  using namespace impactweb::analysis;
  const auto main_of = [](const Network& network) {
    const Graph graph(network);
    const Components parts = components(graph.undirected());
    return main_group(graph.undirected(), parts, find_cuts(graph.undirected(), parts));
  };
  // Two stars of six, joined by node 14.
  Ties ties;
  for (std::size_t leaf = 1; leaf <= 6; ++leaf) ties.insert(ties.end(), {{0, leaf}, {7, 7 + leaf}});
  ties.insert(ties.end(), {{0, 14}, {7, 14}});
  CHECK(main_of(network_of(15, ties)).hubs == std::vector<std::uint32_t>{0, 7});
  Ties cored = clique(3, 6);
  for (std::size_t outer : {0, 1, 2, 9, 10}) cored.emplace_back(outer, 3 + outer % 6);
  const MainGroup main = main_of(network_of(11, cored));
  CHECK(main.core == std::vector<std::uint32_t>{3, 4, 5, 6, 7, 8});
  CHECK(main.core_density == 1);
  CHECK(main.core_fit == 1);
}

TEST_CASE("two nodes or fewer have no stage") {
  for (std::size_t nodes : {0, 1, 2}) {
    const Json reading = measure(network_of(nodes, {}), "stage");
    CHECK(reading.at("value").is_null());
    CHECK(reading.at("reasons") == Json::array());
  }
}
