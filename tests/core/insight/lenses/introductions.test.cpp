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
    bool structural = false;
    CHECK(answer.at("introductions").size() <= 10);
    introductions += answer.at("introductions").size();
    for (const Json& each : answer.at("introductions")) {
      CHECK(++times[each.at("from")] <= 2);
      CHECK(++times[each.at("to")] <= 2);
      if (each.at("structural") != structural) {
        CHECK_FALSE(structural);  // once they begin, no others follow
        structural = true;
        last = 1e9;
      }
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

namespace {

/// “from-to” of each entry of a list.
std::vector<std::string> pairs_in(const Json& list) {
  std::vector<std::string> pairs;
  for (const Json& each : list)
    pairs.push_back(each.at("from").get<std::string>() + "-" + each.at("to").get<std::string>());
  return pairs;
}

using Pairs = std::vector<std::string>;

}  // namespace

TEST_CASE("who founded, funds or joins the same thing is not introduced: the tie may be drawn") {
  for (const char* kind : {"founded", "funds", "partOf", "takesPartIn", "contributesTo"}) {
    Network network;
    for (const char* id : {"a", "b", "c"}) add(network, id, NodeKind::actor);
    add(network, "plan", NodeKind::initiative);
    add(network, "goal", NodeKind::challenge);
    for (const char* id : {"a", "b"}) add_edge(network, id, "plan", Direction::directed, kind);
    for (const char* id : {"a", "b", "c"}) add_edge(network, id, "goal", Direction::directed, "supports");
    const Json answer = ask(network, "introductions");
    if (std::string_view(kind) == "contributesTo") {
      CHECK(pairs_in(answer.at("introductions")) == Pairs{"a-b", "a-c", "b-c"});
      CHECK(answer.at("acquainted").empty());
      continue;
    }
    CHECK(pairs_in(answer.at("introductions")) == Pairs{"a-c", "b-c"});
    REQUIRE(pairs_in(answer.at("acquainted")) == Pairs{"a-b"});
    CHECK(answer.at("acquainted")[0].at("reason").at("code") == "lens.reason.bothIn");
    const Json& last = answer.at("actions").back();
    CHECK(last.at("code") == "lens.action.drawTie");
    CHECK(last.at("operations")[0].at("edge").at("status") == "active");
    CHECK(number(answer, "lens.number.acquainted") == 1);
    CHECK(number(answer, "lens.number.introductions") == 2);
  }
}

TEST_CASE("many who take part in one thing need not know each other") {
  Network network;
  add(network, "community", NodeKind::initiative);
  for (int i = 0; i < 13; ++i) {
    add_node(network, node_id(i));
    add_edge(network, node_id(i), "community", Direction::directed, "takesPartIn");
  }
  CHECK(ask(network, "introductions").at("acquainted").empty());
  network.edges.erase(network.edges.begin());
  CHECK(ask(network, "introductions").at("acquainted").size() == 40);
}

TEST_CASE("a municipality and its aldermen know each other") {
  Network network;
  for (const char* id : {"breda", "tilburg", "jansen", "smit", "vries", "bank"}) add(network, id, NodeKind::actor);
  network.nodes["breda"].label = "Gemeente Breda";
  network.nodes["tilburg"].label = "Gemeente Tilburg";
  network.nodes["jansen"].label = "Jansen, wethouder Breda";
  network.nodes["smit"].label = "Smit";
  network.nodes["smit"].roles = {"Burgemeester van Tilburg"};
  network.nodes["vries"].label = "Wethouder De Vries";
  network.nodes["vries"].place = "Breda";
  network.nodes["bank"].label = "Rabobank Breda";
  for (auto& [id, node] : network.nodes)
    if (id != "vries") node.place = "";
  const Json answer = ask(network, "introductions");
  CHECK(pairs_in(answer.at("acquainted")) == Pairs{"breda-jansen", "breda-vries", "smit-tilburg"});
  CHECK(answer.at("acquainted")[0].at("reason").at("code") == "lens.reason.office");
}

TEST_CASE("whom only their place among the others speaks for comes last, and is said to") {
  Network network = path_of(4);
  const Json shape = ask(network, "introductions");
  CHECK(shape.at("sentence").at("code") == "lens.introductions.structural");
  CHECK(number(shape, "lens.number.introductions") == 0);
  CHECK(shape.at("introductions")[0].at("reasons").back().at("code") == "lens.reason.structureOnly");
  add(network, "goal", NodeKind::vision);
  add_edge(network, node_id(0), "goal", Direction::directed, "supports");
  add_edge(network, node_id(3), "goal", Direction::directed, "supports");
  const Json answer = ask(network, "introductions");
  CHECK(answer.at("sentence").at("code") == "lens.introductions.found");
  CHECK(answer.at("sentence").at("params")[0] == 1);
  CHECK(pairs_in(answer.at("introductions"))[0] == node_id(0) + "-" + node_id(3));  // 2, before those of 3
  CHECK(answer.at("introductions")[0].at("structural") == false);
  CHECK(answer.at("introductions")[1].at("weight") == 3);
  // However few are listed, the number is of all.
  CHECK(number(ask(network, "introductions", {{"limit", 1}}), "lens.number.introductions") == 1);
}
