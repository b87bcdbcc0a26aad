#include "core/analysis/connectivity.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

TEST_CASE("without the centre of a star everybody falls off, and all but one tie less than there are is the repair") {
  const Json answer = ask(star_of(6), "spider");
  CHECK(answer.at("removed") == Json{node_id(0)});
  CHECK(answer.at("pieces").size() == 4);
  CHECK(answer.at("repair").at("ties").size() == 4);
  CHECK(answer.at("sentence").at("code") == "lens.spider.falls");
  CHECK(answer.at("sentence").at("params") == Json{{{"list", {node_id(0)}}}, 4, 5, 4});
  CHECK(number(answer, "lens.number.independenceBefore") == 1 - 4.0 / 5);
}

TEST_CASE("in a ring nobody falls off") {
  Network ring = path_of(6);
  add_edge(ring, node_id(0), node_id(5));
  const Json answer = ask(ring, "spider");
  CHECK(answer.at("sentence").at("code") == "lens.spider.holds");
  CHECK(answer.at("repair").at("ties").empty());
  CHECK(number(answer, "lens.number.independenceBefore") == 1);
}

TEST_CASE("what falls off is what measures call hub impact, and the repair brings it back") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Network network = random_network(seed, 24);
    const Json answer = ask(network, "spider");
    const std::string hub = answer.at("removed")[0];
    const Json impact = measure(network, "hubImpact").at("perNode");
    for (const auto& [id, value] : impact.items()) CHECK(value <= impact.at(hub));
    CHECK(number(answer, "lens.number.fallsOff") == impact.at(hub));

    Json operations = {{{"op", "removeNodes"}, {"ids", {hub}}}};
    const Network alone = applied(network, operations);
    for (const Json& action : answer.at("actions"))
      if (action.at("code") == "lens.action.introduce") operations.push_back(action.at("operations")[0]);
    const Network repaired = applied(network, operations);
    const impactweb::analysis::Graph before(network), after(alone), whole(repaired);
    const auto main_size = [](const auto& graph) {
      return impactweb::analysis::components(graph.undirected()).main_size();
    };
    CHECK(number(answer, "lens.number.independenceAfter") == measure(alone, "independence").at("value"));
    // All of the main component but the hub are together again.
    CHECK(main_size(whole) >= main_size(before) - 1);
    CHECK(operations.size() - 1 == answer.at("pieces").size());
  }
}

TEST_CASE("an initiative that loses its only founder, funder or doer is named, and one that nobody reaches any more") {
  Network network = path_of(5);
  add(network, "pilot", NodeKind::initiative);
  add(network, "fund", NodeKind::initiative);
  add_edge(network, node_id(2), "pilot", Direction::directed, "founded");
  add_edge(network, node_id(0), "pilot", Direction::directed, "takesPartIn");
  add_edge(network, node_id(2), "fund", Direction::directed, "funds");
  const Json answer = ask(network, "spider", {{"who", "nodes"}, {"nodes", {node_id(2)}}});
  CHECK(answer.at("initiatives") == Json{{{"id", "fund"}, {"lost", {"funder"}}, {"unreachable", true}},
                                         {{"id", "pilot"}, {"lost", {"founder"}}, {"unreachable", false}}});
  CHECK(number(answer, "lens.number.initiativesHit") == 2);
}

TEST_CASE("a need that only those who leave have an offer for is named") {
  Network network = star_of(5);
  network.nodes[node_id(1)].needs = {exchange("n1", "een zaal voor de avond"), exchange("n2", "geluidsapparatuur")};
  network.nodes[node_id(0)].offers = {exchange("o1", "grote zaal")};
  Json answer = ask(network, "spider");
  REQUIRE(answer.at("needs").size() == 1);
  CHECK(answer.at("needs")[0].at("need") == "n1");
  network.nodes[node_id(4)].offers = {exchange("o1", "zaal in het buurthuis")};
  answer = ask(network, "spider");
  CHECK(answer.at("needs").empty());
}

TEST_CASE("a funder or a sector can leave, and the hub is who cuts off most") {
  Network network = path_of(7);
  network.nodes[node_id(1)].sector = network.nodes[node_id(5)].sector = "finance";
  auto& small = add_edge(network, node_id(1), node_id(2), Direction::directed, "funds");
  small.amount = 10;
  auto& large = add_edge(network, node_id(5), node_id(4), Direction::directed, "funds");
  large.amount = 100;
  CHECK(ask(network, "spider", {{"who", "funder"}}).at("removed") == Json{node_id(5)});
  CHECK(ask(network, "spider", {{"who", "sector"}, {"sector", "finance"}}).at("removed") ==
        Json{node_id(1), node_id(5)});
  CHECK(ask(network, "spider").at("removed") == Json{node_id(3)});
  CHECK(ask(network, "spider", {{"who", "sector"}, {"sector", "media"}}).at("sentence").at("code") ==
        "lens.spider.nobodyChosen");
}

TEST_CASE("the repair prefers those who have something for each other, and wakes a potential tie") {
  Network network = star_of(4);
  network.nodes[node_id(1)].needs = {exchange("n1", "subsidie")};
  network.nodes[node_id(3)].offers = {exchange("o1", "subsidies")};
  add(network, "goal", NodeKind::challenge);
  add_edge(network, node_id(1), "goal", Direction::directed, "contributesTo");
  add_edge(network, node_id(2), "goal", Direction::directed, "contributesTo");
  auto& potential = add_edge(network, node_id(2), node_id(1));
  potential.status = EdgeStatus::potential;
  const Json answer = ask(network, "spider");
  const Json& ties = answer.at("repair").at("ties");
  REQUIRE(ties.size() == 2);
  CHECK(ties[0].at("from") == node_id(1));
  CHECK(ties[0].at("to") == node_id(3));
  CHECK(ties[0].at("reasons")[0].at("code") == "lens.reason.needOffer");
  CHECK(ties[1].at("reasons")[0].at("code") == "lens.reason.sharedAim");
  CHECK(answer.at("actions")[2].at("operations")[0] ==
        Json{{"op", "setEdge"}, {"id", potential.id}, {"field", "status"}, {"value", "exploring"}});
}
