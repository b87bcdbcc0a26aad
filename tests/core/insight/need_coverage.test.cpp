// The measure needCoverage, as the lenses' program knows it.
#include "core/analysis/measures.hpp"
#include "core/insight/need_offer_matches.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;
using impactweb::analysis::NeedMatch;
using impactweb::analysis::NeedReport;
using impactweb::insight::need_report;

namespace {

Json coverage(const Network& network) {
  const std::vector<std::string> ids{"needCoverage"};
  return std::get<Json>(impactweb::analysis::measures(network, ids, {.needs = need_report})).at("needCoverage");
}

}  // namespace

TEST_CASE("needs are covered by the offers of others that fit") {
  Network network = network_of(5, {});
  const auto at = [&](std::size_t index) -> impactweb::Node& { return network.nodes[node_id(index)]; };
  at(0).needs = {exchange("1", "werkplaats"), exchange("2", "vergaderruimte in Breda")};
  at(1).needs = {exchange("3", "lokale werkplaats"), exchange("4", "boekhouder")};
  at(1).offers = {exchange("5", "boekhouder"), exchange("6", "", {"Atelier"})};
  at(2).kind = impactweb::NodeKind::initiative;
  at(2).needs = {exchange("7", "een werkplaats")};
  at(3).kind = impactweb::NodeKind::challenge;

  const Json found = coverage(network);
  CHECK(found.at("needs") == 5);
  // 1 and 7 by offer 6; nobody else offers what 3 and 4 ask; 2 nobody for sure.
  CHECK(found.at("covered") == 2);
  CHECK(found.at("value") == 0.4);
  CHECK(found.at("matched") == 1);
  CHECK(found.at("matches") == Json::array({{{"needNode", node_id(0)},
                                             {"need", "1"},
                                             {"offerNode", node_id(1)},
                                             {"offer", "6"},
                                             {"words", Json{"werkplaats"}}}}));
  CHECK(found.at("completeness") == Json{{"known", 3}, {"of", 4}});
  CHECK(found.at("twoMode") == true);
}

TEST_CASE("what is matched or done no longer counts") {
  Network network = network_of(2, {});
  network.nodes[node_id(0)].needs = {exchange("1", "fietsen"), exchange("2", "bomen")};
  network.nodes[node_id(1)].offers = {exchange("3", "fietsen"), exchange("4", "bomen")};
  network.nodes[node_id(0)].needs[0].status = ExchangeStatus::done;
  network.nodes[node_id(1)].offers[1].status = ExchangeStatus::matched;
  const Json found = coverage(network);
  CHECK(found.at("needs") == 1);
  CHECK(found.at("covered") == 0);
  CHECK(coverage(network_of(2, {})).at("value").is_null());
}

TEST_CASE("a word that everybody uses leaves every need covered") {
  Network network = network_of(400, {});
  for (auto& [id, node] : network.nodes) {
    node.needs = {exchange("need", "vlinder")};
    node.offers = {exchange("offer", "vlinder")};
  }
  const NeedReport report = need_report(network);
  CHECK(report.open == 400);
  CHECK(report.covered == 400);
  std::set<std::string> used;
  for (const NeedMatch& match : report.matches) {
    CHECK(match.need_node != match.offer_node);
    CHECK(used.insert(match.offer_node).second);
  }
  CHECK(used.size() > 380);
}

TEST_CASE("the measure and the market's coverage are one number") {
  int seen = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const Network network = random_network(seed, 30);
    const Json measured = coverage(network);
    const Json asked = number(ask(network, "market"), "lens.number.needCoverage");
    CHECK(measured.at("value") == asked);
    seen += asked.is_number() && asked > 0 && asked < 1 ? 1 : 0;
  }
  CHECK(seen > 0);
}

TEST_CASE("where nobody says what fits, the measure has no value, and names the lens that knows") {
  const std::vector<std::string> ids{"needCoverage"};
  Network network = network_of(2, {});
  network.nodes[node_id(0)].needs = {exchange("1", "fietsen")};
  network.nodes[node_id(1)].offers = {exchange("2", "fietsen")};
  const Json found = std::get<Json>(impactweb::analysis::measures(network, ids)).at("needCoverage");
  CHECK(found.at("value").is_null());
  CHECK(found.at("lens") == "market");
}
