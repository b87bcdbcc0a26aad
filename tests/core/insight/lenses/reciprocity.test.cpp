#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

namespace {

/// 0 gives to 1 and 2; 2 gives back.
Network gifts() {
  Network network = network_of(3, {});
  add_edge(network, node_id(0), node_id(1), Direction::directed, "givesTo");
  add_edge(network, node_id(0), node_id(2), Direction::directed, "givesTo");
  add_edge(network, node_id(2), node_id(0), Direction::directed, "sharesKnowledgeWith");
  add_edge(network, node_id(1), node_id(2), Direction::directed, "worksWith");
  return network;
}

}  // namespace

TEST_CASE("giving without return is listed, and who only receives") {
  const Json answer = ask(gifts(), "reciprocity");
  CHECK(answer.at("oneWay") == Json{{{"from", node_id(0)}, {"to", node_id(1)}, {"edges", {edge_id(0)}}}});
  CHECK(answer.at("actors")[0].at("role") == "both");
  CHECK(answer.at("actors")[1].at("role") == "onlyReceives");
  CHECK(std::abs(number(answer, "lens.number.reciprocity") - 2.0 / 3) < 1e-12);
  CHECK(number(answer, "lens.number.onlyReceive") == 1);
  CHECK(ids_of(answer.at("nodes")) == std::vector<std::string>{node_id(1)});
}

TEST_CASE("the balance of each is that of the measure") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Network network = random_network(seed, 20);
    const Json expected = measure(network, "giveTakeBalance");
    const Json answer = ask(network, "reciprocity");
    REQUIRE_FALSE(answer.at("actors").empty());
    REQUIRE_FALSE(answer.at("sectors").empty());
    for (const Json& actor : answer.at("actors"))
      CHECK(actor.at("balance") == expected.at("perNode").at(actor.at("id").get<std::string>()));
    for (const Json& sector : answer.at("sectors"))
      CHECK(sector.at("balance") == expected.at("perSector").at(sector.at("sector").get<std::string>()));
  }
}

TEST_CASE("what could flow back is an offer of who receives for a need of who gives") {
  Network network = gifts();
  network.nodes[node_id(0)].needs = {exchange("n", "vrijwilligers")};
  network.nodes[node_id(1)].offers = {exchange("o", "een vrijwilliger op zaterdag")};
  network.nodes[node_id(2)].offers = {exchange("o", "vrijwilligers")};
  const Json answer = ask(network, "reciprocity");
  REQUIRE(answer.at("actions").size() == 1);
  CHECK(answer.at("actions")[0].at("operations")[0].at("edge").at("from") == node_id(1));
  const Network after = applied(network, answer.at("actions")[0].at("operations"));
  CHECK(ask(after, "reciprocity").at("sentence").at("code") == "lens.reciprocity.all");
}

TEST_CASE("snapshots are compared with now, in order of date") {
  Network network = gifts();
  Network earlier = network;
  earlier.edges.erase(edge_id(2));
  network.snapshots["b"] = {"b", "Later", "2024-05", impactweb::to_json(network)};
  network.snapshots["c"] = {"c", "Eerst", "2023", impactweb::to_json(earlier)};
  const Json moments = ask(network, "reciprocity").at("moments");
  REQUIRE(moments.size() == 3);
  CHECK(moments[0].at("id") == "c");
  CHECK(moments[0].at("reciprocity") == 0);
  CHECK(moments[1].at("reciprocity") == moments[2].at("reciprocity"));
}

TEST_CASE("where nobody gives there is no reciprocity, and the answer says so") {
  const Json answer = ask(path_of(3), "reciprocity");
  CHECK(answer.at("sentence").at("code") == "lens.reciprocity.none");
  CHECK(std::isnan(number(answer, "lens.number.reciprocity")));
}

TEST_CASE("by the dates of ties it is followed year by year, and those without a date are named") {
  Network network = network_of(3, {});
  const auto give = [&](std::size_t from, std::size_t to, const std::string& since, const std::string& until = "") {
    auto& edge = add_edge(network, node_id(from), node_id(to), Direction::directed, "givesTo");
    edge.since = since;
    edge.until = until;
  };
  give(0, 1, "2019-05-01");
  give(1, 0, "2021");
  give(1, 2, "2020-03", "2020-12-31");
  give(2, 0, "");
  const Json answer = ask(network, "reciprocity");
  const Json& years = answer.at("years");
  REQUIRE(years.size() == 3);
  CHECK(years[0].at("year") == 2019);
  CHECK(years[0].at("reciprocity") == 0);
  CHECK(years[0].at("independence") == 1);
  // 0 – 1 – 2: without the middle one another one is cut off.
  CHECK(years[1].at("given") == 2);
  CHECK(years[1].at("independence") == 0.5);
  CHECK(years[2].at("reciprocity") == 1);
  CHECK(years[2].at("given") == 2);
  CHECK(answer.at("notes").back().at("params") == Json{"2019", {{"percent", 0.0}}, "2021", {{"percent", 1.0}}});
  bool named = false;
  for (const Json& missing : answer.at("missing"))
    if (missing.at("code") == "lens.missing.since") named = missing.at("ids") == Json::array({edge_id(3)});
  CHECK(named);
}
