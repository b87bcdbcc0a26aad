#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

namespace {

/// Two who need a hall, one of them with projector; one who has both and one who has a hall.
Network two_halls() {
  Network network = network_of(4, {});
  network.nodes[node_id(0)].needs = {exchange("n", "zaal")};
  network.nodes[node_id(1)].needs = {exchange("n", "zaal met beamer")};
  network.nodes[node_id(2)].offers = {exchange("o", "zaal met beamer")};
  network.nodes[node_id(3)].offers = {exchange("o", "zaal")};
  return network;
}

}  // namespace

TEST_CASE("the best matching is the best for all together") {
  const Json answer = ask(two_halls(), "market");
  CHECK(answer.at("exact") == true);
  CHECK(answer.at("unmet").empty());
  std::vector<std::pair<std::string, std::string>> best;
  for (const Json& each : answer.at("proposals"))
    if (each.at("best") == true) best.emplace_back(each.at("need").at("node"), each.at("offer").at("node"));
  CHECK(best == std::vector<std::pair<std::string, std::string>>{{node_id(1), node_id(2)}, {node_id(0), node_id(3)}});
  CHECK(answer.at("actions").size() == 2);
  CHECK(number(answer, "lens.number.needCoverage") == 1);
}

TEST_CASE("a proposal says which words fit") {
  const Json answer = ask(two_halls(), "market");
  CHECK(answer.at("proposals")[0].at("reasons") ==
        Json{{{"code", "lens.reason.sameWord"}, {"params", {{{"list", {"beamer", "zaal"}}}}}}});
}

TEST_CASE("accepting all that is proposed leaves the unmet needs and no others") {
  std::size_t accepted = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Network network = random_network(seed, 25);
    const Json answer = ask(network, "market");
    accepted += answer.at("actions").size();
    for (const Json& action : answer.at("actions")) network = applied(network, action.at("operations"));
    std::size_t open = 0;
    for (const auto& [id, node] : network.nodes)
      for (const auto& need : node.needs) open += need.status == ExchangeStatus::open ? 1 : 0;
    CHECK(open == answer.at("unmet").size());
    // What was accepted teaches, and may bring another need an offer.
    CHECK(ask(network, "market").at("unmet").size() <= answer.at("unmet").size());
  }
  CHECK(accepted > 20);
}

TEST_CASE("a need that nothing fits and one whose offers went to others are told apart") {
  Network network = two_halls();
  network.nodes[node_id(3)].offers[0].text = "auto";
  const Json answer = ask(network, "market");
  REQUIRE(answer.at("unmet").size() == 1);
  CHECK(answer.at("unmet")[0].at("node") == node_id(0));
  CHECK(answer.at("unmet")[0].at("reason").at("code") == "lens.market.offerTaken");
  network.nodes[node_id(0)].needs[0].text = "vrijwilligers";
  CHECK(ask(network, "market").at("unmet")[0].at("reason").at("code") == "lens.market.noOffer");
}

TEST_CASE("each need shows no more alternatives than asked for") {
  Network network = network_of(5, {});
  network.nodes[node_id(0)].needs = {exchange("n", "zaal")};
  for (int i = 1; i < 5; ++i) network.nodes[node_id(i)].offers = {exchange("o", "zaal")};
  CHECK(ask(network, "market").at("proposals").size() == 3);
  CHECK(ask(network, "market", {{"alternatives", 0}}).at("proposals").size() == 1);
  CHECK(ask(network, "market", {{"alternatives", 9}}).at("proposals").size() == 4);
}
