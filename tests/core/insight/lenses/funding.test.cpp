#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

namespace {

impactweb::Edge& fund(Network& network, std::size_t from, std::size_t to, std::optional<double> amount,
                      const std::string& currency = "EUR") {
  auto& edge = add_edge(network, node_id(from), node_id(to), Direction::directed, "funds");
  edge.amount = amount;
  edge.currency = currency;
  return edge;
}

/// 0 gives 60 to 3, 1 gives 30 to 3, 0 gives 10 to 4.
Network three_grants() {
  Network network = network_of(5, {});
  fund(network, 0, 3, 60);
  fund(network, 1, 3, 30);
  fund(network, 0, 4, 10);
  return network;
}

}  // namespace

TEST_CASE("shares and concentration are those of the amounts, before and after the largest funder leaves") {
  const Json answer = ask(three_grants(), "funding");
  CHECK(answer.at("funder") == node_id(0));
  REQUIRE(answer.at("currencies").size() == 1);
  const Json& euros = answer.at("currencies")[0];
  CHECK(euros.at("total") == 100);
  CHECK(euros.at("funders")[0].at("share") == 0.7);
  CHECK(std::abs(euros.at("hhi").get<double>() - (0.49 + 0.09)) < 1e-12);
  CHECK(euros.at("hhiWithout") == 1);
  CHECK(answer.at("sentence").at("params") == Json{node_id(0), {{"percent", 0.7}}, 2, 1});
  CHECK(euros.at("hhi") == measure(three_grants(), "fundingHhi").at("value"));
}

TEST_CASE("who would lose what is told for each recipient") {
  const Json answer = ask(three_grants(), "funding");
  CHECK(
      answer.at("recipients") ==
      Json{
          {{"id", node_id(3)},
           {"currency", "EUR"},
           {"amount", 90.0},
           {"lost", 60.0},
           {"share", 60.0 / 90},
           {"only", false}},
          {{"id", node_id(4)}, {"currency", "EUR"}, {"amount", 10.0}, {"lost", 10.0}, {"share", 1.0}, {"only", true}}});
  CHECK(ask(three_grants(), "funding", {{"without", node_id(1)}}).at("recipients").size() == 1);
  CHECK(ask(three_grants(), "funding", {{"without", node_id(4)}}).at("sentence").at("code") ==
        "lens.funding.fundsNobody");
}

TEST_CASE("amounts in several currencies are never added up, and that is said") {
  Network network = three_grants();
  fund(network, 2, 3, 500, "USD");
  const auto loose = fund(network, 1, 4, 7, "").id;
  const Json answer = ask(network, "funding", {{"without", node_id(0)}});
  CHECK(answer.at("currencies").size() == 3);
  CHECK(answer.at("notes")[0].at("code") == "lens.funding.severalCurrencies");
  bool asked = false;
  for (const Json& each : answer.at("missing"))
    if (each.at("code") == "lens.missing.currency") asked = each.at("ids") == Json{loose};
  CHECK(asked);
  CHECK(answer.at("sentence").at("code") == "lens.funding.dependsIn");
}

TEST_CASE("an amount without a currency counts in the only one there is") {
  Network network = three_grants();
  fund(network, 2, 3, 100, "");
  const Json answer = ask(network, "funding");
  REQUIRE(answer.at("currencies").size() == 1);
  CHECK(answer.at("currencies")[0].at("total") == 200);
}

TEST_CASE("where most amounts are not filled in the answer asks for them") {
  Network network = three_grants();
  for (auto& [id, edge] : network.edges) edge.amount = {};
  network.edges.begin()->second.amount = -5;
  const Json answer = ask(network, "funding");
  CHECK(answer.at("confident") == false);
  CHECK(answer.at("missing")[0].at("code") == "lens.missing.amount");
  CHECK(answer.at("missing")[0].at("ids").size() == 2);
  CHECK(answer.at("missing")[1].at("code") == "lens.missing.amountPositive");
  CHECK(answer.at("nodes").size() == 2);
}

TEST_CASE("without funding ties nothing is claimed") {
  const Json answer = ask(path_of(4), "funding");
  CHECK(answer.at("sentence").at("code") == "lens.funding.none");
  CHECK(answer.at("funder").is_null());
}

TEST_CASE("another funder is proposed who stands behind the same challenge, and a talk is not taken for money") {
  Network network = three_grants();
  add(network, "challenge", NodeKind::challenge);
  add_edge(network, node_id(4), "challenge", Direction::directed, "contributesTo");
  add_edge(network, node_id(1), "challenge", Direction::directed, "contributesTo");
  const Json answer = ask(network, "funding");
  REQUIRE(answer.at("actions").size() == 1);
  const Json& action = answer.at("actions")[0];
  CHECK(action.at("params") == Json{node_id(1), node_id(4)});
  CHECK(action.at("reasons")[0].at("code") == "lens.reason.sharedAim");
  CHECK(number(answer, "lens.number.inTalks") == 0);
  const Json after = ask(applied(network, action.at("operations")), "funding");
  CHECK(number(after, "lens.number.inTalks") == 1);
  CHECK(number(after, "lens.number.recipientsWithoutOther") == number(answer, "lens.number.recipientsWithoutOther"));
  CHECK(after.at("actions").empty());
  // Nobody stands behind the same: nobody is proposed.
  CHECK(ask(three_grants(), "funding").at("actions").empty());
}

TEST_CASE("of one or two amounts no shares are spoken of") {
  Network network = network_of(4, {});
  fund(network, 0, 2, 1);
  Json answer = ask(network, "funding");
  CHECK(answer.at("confident") == false);
  CHECK(answer.at("sentence") == Json{{"code", "lens.funding.few"}, {"params", {1, node_id(0), 1}}});
  fund(network, 1, 3, 500);
  CHECK(ask(network, "funding").at("sentence").at("code") == "lens.funding.few");
  fund(network, 1, 2, 500);
  answer = ask(network, "funding");
  CHECK(answer.at("confident") == true);
  CHECK(answer.at("sentence").at("code") == "lens.funding.depends");
}
