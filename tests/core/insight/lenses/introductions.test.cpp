#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

TEST_CASE("only those without a tie are introduced, the heaviest first, each no more often than asked") {
  std::size_t introductions = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Network network = random_network(seed, 30);
    const impactweb::analysis::Graph graph(network);
    const Json answer = ask(network, "introductions", {{"perActor", 2}, {"limit", 10}});
    std::map<std::string, int> times;
    double last = 1e9;
    CHECK(answer.at("introductions").size() <= 10);
    introductions += answer.at("introductions").size();
    for (const Json& each : answer.at("introductions")) {
      CHECK(++times[each.at("from")] <= 2);
      CHECK(++times[each.at("to")] <= 2);
      CHECK(each.at("weight") <= last);
      last = each.at("weight");
      CHECK_FALSE(each.at("reasons").empty());
      for (const auto& graph_edge : graph.edges())
        CHECK_FALSE(((graph_edge.edge->from == each.at("from") && graph_edge.edge->to == each.at("to")) ||
                     (graph_edge.edge->to == each.at("from") && graph_edge.edge->from == each.at("to"))));
    }
  }
  CHECK(introductions > 20);
}

TEST_CASE("each reason adds its weight, and none when its weight is 0") {
  Network network = path_of(3);
  const auto weigh = [&](const Json& options) {
    const Json list = ask(network, "introductions", options).at("introductions");
    return list.empty() ? 0.0 : list[0].at("weight").get<double>();
  };
  // 0 and 2 share a contact without whom they would be parted.
  CHECK(weigh(nullptr) == 3);
  CHECK(weigh({{"roundCutPoint", 0}}) == 1);
  CHECK(weigh({{"roundCutPoint", 0}, {"near", 0}}) == 0);
  add_node(network, node_id(3));
  add_edge(network, node_id(0), node_id(3));
  add_edge(network, node_id(2), node_id(3));
  CHECK(weigh(nullptr) == 1);
  add(network, "goal", NodeKind::vision);
  add_edge(network, node_id(0), "goal", Direction::directed, "supports");
  add_edge(network, node_id(2), "goal", Direction::directed, "supports");
  CHECK(weigh(nullptr) == 3);
  network.nodes[node_id(0)].place = network.nodes[node_id(2)].place = "Breda";
  CHECK(weigh(nullptr) == 3.5);
  network.nodes[node_id(0)].sector = "nature";
  network.nodes[node_id(2)].sector = "media";
  CHECK(weigh(nullptr) == 4.5);
  network.nodes[node_id(3)].sector = "media";
  CHECK(weigh(nullptr) == 4);
  network.nodes[node_id(2)].needs = {exchange("n", "beamer")};
  network.nodes[node_id(0)].offers = {exchange("o", "beamers")};
  CHECK(weigh(nullptr) == 7);
  CHECK(weigh({{"needOffer", 0}, {"sharedAim", 0}, {"place", 0}, {"sectorBridge", 0}}) == 1);
}

TEST_CASE("in a large network the candidates hold what all pairs would put first") {
  Network network = random_network(3, 400);
  network.nodes[node_id(17)].needs = {exchange("n", "glasblazer")};
  network.nodes[node_id(333)].offers = {exchange("o", "glasblazers", {"ambacht"})};
  for (auto& [id, edge] : network.edges)
    if (edge.from == node_id(17) || edge.to == node_id(17)) edge.status = EdgeStatus::potential;
  const Json answer = ask(network, "introductions", {{"limit", 200}});
  CHECK(answer.at("exhaustive") == false);
  bool found = false;
  for (const Json& each : answer.at("introductions"))
    found = found || (each.at("from") == node_id(17) && each.at("to") == node_id(333));
  CHECK(found);
}
