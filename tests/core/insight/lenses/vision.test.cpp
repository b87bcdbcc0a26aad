#include <set>

#include "core/analysis/arithmetic.hpp"
#include "tests/core/analysis/shapes.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

TEST_CASE("aims are in order of how many stand behind them, and those who share one without a tie are introduced") {
  Network network = path_of(4);
  add(network, "goal", NodeKind::challenge);
  add(network, "dream", NodeKind::vision);
  for (const std::size_t actor : {0, 1, 3}) add_edge(network, node_id(actor), "dream", Direction::directed, "supports");
  add_edge(network, node_id(0), "goal", Direction::directed, "contributesTo");
  add_edge(network, "goal", node_id(2), Direction::directed, "contributesTo");
  add_edge(network, node_id(1), "goal", Direction::directed, "contributesTo").status = EdgeStatus::potential;
  network.nodes[node_id(0)].energy = 5;
  network.nodes[node_id(1)].energy = 2;
  const Json answer = ask(network, "vision");
  CHECK(ids_of(answer.at("aims")) == std::vector<std::string>{"dream", "goal"});
  CHECK(answer.at("aims")[0].at("share") == 0.75);
  CHECK(answer.at("aims")[0].at("energy") == 3.5);
  CHECK(answer.at("aims")[1].at("potential") == 1);
  CHECK(number(answer, "lens.number.sameAimNoTie") == 3);
  REQUIRE(answer.at("pairs").size() == 3);
  for (const Json& pair : answer.at("pairs")) CHECK(pair.at("reasons")[0].at("code") == "lens.reason.sharedAim");
  CHECK(answer.at("missing")[0].at("code") == "lens.missing.energy");
  CHECK(answer.at("missing")[0].at("ids") == Json{node_id(2), node_id(3)});
}

TEST_CASE("without visions and challenges, and with nobody behind them, nothing is claimed") {
  CHECK(ask(Network(), "vision").at("sentence").at("code") == "lens.vision.none");
  Network network;
  add(network, "dream", NodeKind::vision);
  const Json answer = ask(network, "vision");
  CHECK(answer.at("sentence").at("code") == "lens.vision.nobody");
  CHECK(std::isnan(number(answer, "lens.number.mostShared")));
}

TEST_CASE("pairs with the same aim are counted one by one, however many stand behind it") {
  Network network = network_of(130, random_ties(130, 0.05, 4));
  impactweb::analysis::Random chance(2);
  std::vector<std::set<std::size_t>> behind(3);
  for (std::size_t aim = 0; aim < 3; ++aim) {
    const std::string id = "aim" + std::to_string(aim);
    add(network, id, NodeKind::vision);
    for (std::size_t actor = 0; actor < 130; ++actor)
      if (chance.below(5) < 3) {
        behind[aim].insert(actor);
        add_edge(network, node_id(actor), id, Direction::directed, "supports");
      }
    REQUIRE(behind[aim].size() > 60);
  }
  const impactweb::analysis::Graph graph(network);
  std::size_t pairs = 0;
  for (std::uint32_t a = 0; a < 130; ++a)
    for (std::uint32_t b = a + 1; b < 130; ++b) {
      bool same = false;
      for (const auto& group : behind) same = same || (group.contains(a) && group.contains(b));
      pairs += same && !graph.undirected().has(a, b) ? 1 : 0;
    }
  const Json answer = ask(network, "vision");
  CHECK(number(answer, "lens.number.sameAimNoTie") == static_cast<double>(pairs));
  CHECK(answer.at("sentence").at("params")[3] == pairs);
}
