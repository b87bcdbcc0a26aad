#include "tests/core/analysis/shapes.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

namespace {

/// Two of government, one of business, one of nature; 0 and 1 behind the goal, 2 knows 0, 3 knows nobody behind it.
Network mixed() {
  Network network = impactweb::make_network();
  add_node(network, node_id(0), "government");
  add_node(network, node_id(1), "government");
  add_node(network, node_id(2), "business");
  add_node(network, node_id(3), "nature");
  add(network, "goal", NodeKind::challenge);
  add(network, "pilot", NodeKind::initiative);
  add_edge(network, node_id(0), node_id(1));
  add_edge(network, node_id(0), node_id(2));
  add_edge(network, node_id(2), node_id(3));
  add_edge(network, node_id(0), "goal", Direction::directed, "contributesTo");
  add_edge(network, node_id(1), "goal", Direction::directed, "contributesTo");
  add_edge(network, node_id(0), "pilot", Direction::directed, "takesPartIn");
  add_edge(network, node_id(1), "pilot", Direction::directed, "takesPartIn");
  add_edge(network, "pilot", "goal", Direction::directed, "contributesTo");
  return network;
}

}  // namespace

TEST_CASE("diversity is that of the measures, and sectors that nobody is from are named") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const Network network = random_network(seed, 25);
    const Json answer = ask(network, "helix");
    for (const char* id : {"blau", "iqv", "evenness", "eiIndex"})
      CHECK(number(answer, std::string("lens.number.") + id) == measure(network, id).at("value"));
  }
  const Json answer = ask(mixed(), "helix");
  CHECK(number(answer, "lens.number.sectorsAbsent") == 5);
  CHECK(answer.at("sentence").at("code") == "lens.helix.missing");
}

TEST_CASE("the matrix counts tied pairs between and within sectors, beside those that there could be") {
  const Json matrix = ask(mixed(), "helix").at("matrix");
  CHECK(matrix.at("sectors") == Json{"business", "government", "nature"});
  CHECK(matrix.at("ties") == Json::array({{0, 1, 1}, {1, 1, 0}, {1, 0, 0}}));
  CHECK(matrix.at("possible") == Json::array({{0, 2, 1}, {2, 1, 2}, {1, 2, 0}}));
}

TEST_CASE("a team of one sector is told who could join, the nearest first") {
  const Json answer = ask(mixed(), "helix");
  const Json& pilot = answer.at("initiatives")[0];
  CHECK(pilot.at("sectors") == Json{"government"});
  CHECK(pilot.at("suggestions") == Json::array({{{"sector", "business"}, {"actor", node_id(2)}, {"shared", 1}},
                                                {{"sector", "nature"}, {"actor", node_id(3)}, {"shared", 0}}}));
  REQUIRE(answer.at("actions").size() == 1);
  const Network after = applied(mixed(), answer.at("actions")[0].at("operations"));
  CHECK(ask(after, "helix").at("initiatives")[0].at("sectors") == Json{"business", "government"});
}

TEST_CASE("the team of a challenge covers its needs out of who is at most one introduction away") {
  Network network = mixed();
  network.nodes["goal"].needs = {exchange("a", "een zaal"), exchange("b", "subsidie")};
  network.nodes["pilot"].needs = {exchange("c", "vrijwilligers")};
  network.nodes[node_id(1)].offers = {exchange("o", "zaal"), exchange("p", "subsidies")};
  network.nodes[node_id(2)].offers = {exchange("o", "vrijwilligers")};
  network.nodes[node_id(3)].offers = {exchange("o", "zaal"), exchange("p", "subsidies")};
  const Json answer = ask(network, "helix", {{"challenge", "goal"}});
  const Json& team = answer.at("team");
  CHECK(ids_of(team.at("members")) == std::vector<std::string>{node_id(1), node_id(2)});
  CHECK(team.at("needsCovered") == 3);
  CHECK(team.at("exact") == true);
  CHECK(team.at("members")[1].at("via") == node_id(0));
  CHECK(team.at("members")[0].at("introduced") == false);
  CHECK(team.at("members")[0].at("needs").size() == 2);
  CHECK(ask(network, "helix", {{"challenge", "goal"}, {"size", 1}}).at("team").at("needsCovered") == 2);
  CHECK(ask(network, "helix").at("team").is_null());
}

TEST_CASE("of a few actors it is said how many are of a sector, not what percentage") {
  Network network = network_of(3, {{0, 1}});
  network.nodes[node_id(0)].sector = network.nodes[node_id(1)].sector = "nature";
  network.nodes[node_id(2)].sector = "media";
  const Json few = ask(network, "helix").at("sentence").at("params")[2];
  CHECK(few == Json{{"code", "lens.countOf"}, {"params", {2, 3}}});
  for (std::size_t i = 3; i < 12; ++i) add_node(network, node_id(i), "nature");
  CHECK(ask(network, "helix").at("sentence").at("params")[2].contains("percent"));
}

TEST_CASE("that ties stay within sectors is said where shuffled ties do not") {
  // Two sectors of twelve; ties within them, and a few between.
  Ties ties;
  for (std::size_t sector : {0, 12})
    for (const auto& [a, b] : random_ties(12, 0.4, 3 + sector)) ties.emplace_back(sector + a, sector + b);
  ties.insert(ties.end(), {{0, 12}, {5, 17}});
  Network network = network_of(24, ties);
  for (std::size_t i = 0; i < 24; ++i) network.nodes[node_id(i)].sector = i < 12 ? "nature" : "media";
  const auto told = [&] {
    std::vector<std::string> codes;
    const Json answer = ask(network, "helix");
    for (const Json& note : answer.at("notes")) codes.push_back(note.at("code"));
    return codes;
  };
  CHECK(told() == std::vector<std::string>{"lens.helix.inward"});
  // The same ties, and sectors that have nothing to do with them.
  for (std::size_t i = 0; i < 24; ++i) network.nodes[node_id(i)].sector = i % 2 == 0 ? "nature" : "media";
  CHECK(told().empty());
}
