#include "core/analysis/matching.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;
using impactweb::Exchange;

namespace {

Exchange exchange(const std::string& id, const std::string& text, std::vector<std::string> tags = {}) {
  Exchange result;
  result.id = id;
  result.text = text;
  result.tags = std::move(tags);
  return result;
}

}  // namespace

TEST_CASE("a matching is valid and as large as networkx's") {
  for (const Json& graph : reference("matchings.json")) {
    std::vector<std::uint32_t> offsets{0};
    std::vector<std::uint32_t> targets;
    for (const Json& row : graph.at("rows")) {
      for (const Json& target : row) targets.push_back(target);
      offsets.push_back(static_cast<std::uint32_t>(targets.size()));
    }
    const auto found = maximum_matching(offsets, targets, graph.at("right"));
    std::set<std::uint32_t> used;
    for (std::size_t left = 0; left < found.size(); ++left) {
      if (found[left] == unmatched) continue;
      CHECK(used.insert(found[left]).second);
      CHECK(std::count(targets.begin() + offsets[left], targets.begin() + offsets[left + 1], found[left]) == 1);
    }
    CHECK(used.size() == graph.at("size").get<std::size_t>());
  }
}

TEST_CASE("a long alternating path is found") {
  // Left i can have i or i + 1, the last only the last: one choice for all, which the greedy one is not.
  constexpr std::uint32_t n = 5000;
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> targets;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i > 0) targets.push_back(i - 1);
    targets.push_back(i);
    offsets.push_back(static_cast<std::uint32_t>(targets.size()));
  }
  const auto found = maximum_matching(offsets, targets, n);
  CHECK(std::count(found.begin(), found.end(), unmatched) == 0);
}

TEST_CASE("key words are folded, each once, without stop words and numbers") {
  CHECK(key_words(exchange("k", "Wij zoeken een WERKPLAATS voor de werkplaats, 40 m2!", {"Ruimte", "3d-printer"})) ==
        std::vector<std::string>{"3d", "m2", "printer", "ruimte", "werkplaats"});
  CHECK(key_words(exchange("k", "hulp met de")).empty());
}

TEST_CASE("needs are covered by the offers of others that share a word") {
  Network network;
  add_node(network, "a").needs = {exchange("1", "werkplaats"), exchange("2", "vergaderruimte in Breda")};
  add_node(network, "b").needs = {exchange("3", "lokale werkplaats"), exchange("4", "boekhouder")};
  network.nodes.at("b").offers = {exchange("5", "boekhouder"), exchange("6", "", {"Werkplaats"})};
  add_node(network, "c").kind = impactweb::NodeKind::initiative;
  network.nodes.at("c").needs = {exchange("7", "een werkplaats")};
  add_node(network, "d").kind = impactweb::NodeKind::challenge;
  add_node(network, "e");

  const Json found = measure(network, "needCoverage");
  CHECK(found.at("needs") == 5);
  // 1 and 7 by offer 6; nobody else offers what 3 and 4 ask; 2 nobody at all.
  CHECK(found.at("covered") == 2);
  CHECK(found.at("value") == 0.4);
  CHECK(found.at("matched") == 1);
  CHECK(found.at("matches") ==
        Json::array(
            {{{"needNode", "a"}, {"need", "1"}, {"offerNode", "b"}, {"offer", "6"}, {"words", Json{"werkplaats"}}}}));
  CHECK(found.at("completeness") == Json{{"known", 3}, {"of", 4}});
  CHECK(found.at("twoMode") == true);
}

TEST_CASE("what is matched or done no longer counts") {
  Network network;
  add_node(network, "a").needs = {exchange("1", "fietsen"), exchange("2", "bomen")};
  add_node(network, "b").offers = {exchange("3", "fietsen"), exchange("4", "bomen")};
  network.nodes.at("a").needs[0].status = impactweb::ExchangeStatus::done;
  network.nodes.at("b").offers[1].status = impactweb::ExchangeStatus::matched;
  const Json found = measure(network, "needCoverage");
  CHECK(found.at("needs") == 1);
  CHECK(found.at("covered") == 0);
  CHECK(measure(network_of(2, {}), "needCoverage").at("value").is_null());
}

TEST_CASE("a word that everybody uses leaves the coverage exact and the matching complete") {
  Network network;
  for (std::size_t i = 0; i < 400; ++i) {
    add_node(network, node_id(i)).needs = {exchange("need", "ruimte")};
    network.nodes.at(node_id(i)).offers = {exchange("offer", "ruimte")};
  }
  const NeedReport report = match_needs(network);
  CHECK(report.open == 400);
  CHECK(report.covered == 400);
  CHECK(report.matches.size() == 400);
  std::set<std::string> used;
  for (const NeedMatch& match : report.matches) {
    CHECK(match.need_node != match.offer_node);
    CHECK(used.insert(match.offer_node).second);
  }
  CHECK(match_needs(network, 1'000'000).matches.size() == 400);
}
