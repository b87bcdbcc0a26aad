#include "core/analysis/exchange.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

bool near(const Json& found, double expected) { return std::abs(found.get<double>() - expected) < 1e-12; }

Edge& fund(Network& network, const std::string& from, const std::string& to, double amount,
           const std::string& currency = "EUR") {
  Edge& edge = add_edge(network, from, to, Direction::directed, "funds");
  edge.amount = amount;
  edge.currency = currency;
  return edge;
}

Network funders() {
  Network network;
  add_node(network, "p");
  add_node(network, "q");
  add_node(network, "r");
  add_node(network, "pilot").kind = impactweb::NodeKind::initiative;
  fund(network, "p", "pilot", 300);
  fund(network, "p", "r", 200);
  fund(network, "q", "pilot", 300);
  fund(network, "r", "pilot", 200);
  return network;
}

}  // namespace

TEST_CASE("funding concentration by hand, initiatives included") {
  const Json found = measure(funders(), "fundingHhi");
  CHECK(near(found.at("value"), 0.25 + 0.09 + 0.04));
  CHECK(near(found.at("perNode").at("p"), 0.5));
  CHECK(near(found.at("perNode").at("q"), 0.3));
  CHECK(near(found.at("perNode").at("r"), 0.2));
  CHECK(found.at("currency") == "EUR");
  CHECK(found.at("twoMode") == true);
  CHECK(found.at("completeness") == Json{{"known", 4}, {"of", 4}});
}

TEST_CASE("only funding ties with an amount count, and it is told how many there are") {
  Network network = funders();
  add_edge(network, "q", "r", Direction::directed, "funds");                       // no amount
  add_edge(network, "q", "r", Direction::directed, "givesTo").amount = 1'000'000;  // not money
  fund(network, "q", "q", 500);                                                    // to itself
  fund(network, "q", "r", 500).status = impactweb::EdgeStatus::potential;
  const Json found = measure(network, "fundingHhi");
  CHECK(near(found.at("value"), 0.38));
  CHECK(found.at("completeness") == Json{{"known", 4}, {"of", 5}});
}

TEST_CASE("different currencies are not added up") {
  Network network = funders();
  fund(network, "q", "r", 100, "USD");
  const Json found = measure(network, "fundingHhi");
  CHECK(found.at("value").is_null());
  CHECK(near(found.at("perCurrency").at("EUR").at("value"), 0.38));
  CHECK(found.at("perCurrency").at("USD").at("value") == 1.0);
}

TEST_CASE("an amount without a currency is in the only one there is") {
  Network network = funders();
  fund(network, "q", "r", 1000, "");
  const Json found = measure(network, "fundingHhi");
  CHECK(near(found.at("value"), (500.0 * 500 + 1300.0 * 1300 + 200.0 * 200) / (2000.0 * 2000)));
  CHECK(found.at("currency") == "EUR");
}

TEST_CASE("without funding its concentration is undefined") {
  const Json found = measure(network_of(3, {{0, 1}}), "fundingHhi");
  CHECK(found.at("value").is_null());
  CHECK(found.at("perNode") == Json::object());
  CHECK(found.at("completeness") == Json{{"known", 0}, {"of", 0}});
}

TEST_CASE("the balance of giving and taking by hand") {
  Network network;
  add_node(network, "giver", "x");
  add_node(network, "taker", "y");
  add_node(network, "both", "y");
  add_node(network, "aside", "z");
  add_edge(network, "giver", "taker", Direction::directed, "givesTo");
  add_edge(network, "giver", "taker", Direction::directed, "funds");
  add_edge(network, "giver", "both", Direction::directed, "mentors");  // a free kind
  add_edge(network, "both", "taker", Direction::mutual, "sharesKnowledgeWith");
  const Json found = measure(network, "giveTakeBalance");
  CHECK(found.at("perNode").at("giver") == 1.0);
  CHECK(near(found.at("perNode").at("taker"), (1.0 - 3) / 4));
  CHECK(near(found.at("perNode").at("both"), (1.0 - 2) / 3));
  CHECK(found.at("perNode").at("aside").is_null());
  // GroupPairs both and taker it stays within y.
  CHECK(found.at("perSector") == Json{{"x", 1.0}, {"y", -1.0}, {"z", nullptr}});
  CHECK(found.at("completeness") == Json{{"known", 4}, {"of", 4}});
}

TEST_CASE("standing together, ties without direction and loops are not giving") {
  Network network = network_of(2, {});
  add_edge(network, node_id(0), node_id(1), Direction::directed, "worksWith");
  add_edge(network, node_id(0), node_id(1), Direction::directed, "partOf");
  add_edge(network, node_id(0), node_id(1), Direction::mutual, "takesPartIn");
  add_edge(network, node_id(0), node_id(1), Direction::undirected, "givesTo");
  add_edge(network, node_id(0), node_id(0), Direction::directed, "givesTo");
  add_edge(network, node_id(0), node_id(1), Direction::directed, "");
  const Json found = measure(network, "giveTakeBalance");
  CHECK(found.at("perNode").at(node_id(0)).is_null());
  CHECK(found.at("perNode").at(node_id(1)).is_null());
  CHECK(found.at("completeness") == Json{{"known", 3}, {"of", 4}});
}
