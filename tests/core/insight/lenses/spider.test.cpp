#include "core/analysis/connectivity.hpp"
#include "tests/core/analysis/shapes.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

namespace {

/// Sum of 1 / distance over pairs, without those in `left_out`, and paths not by `gone`; distances as Floyd and
/// Warshall have them.
double efficiency(const Network& network, const std::string& left_out, bool gone) {
  const impactweb::analysis::Graph graph(network);
  const std::size_t n = graph.size();
  constexpr double far = 1e9;
  std::vector<std::vector<double>> distance(n, std::vector<double>(n, far));
  const auto is_out = [&](std::size_t i) { return graph.node(static_cast<std::uint32_t>(i)).id == left_out; };
  for (std::uint32_t a = 0; a < n; ++a)
    for (const std::uint32_t b : graph.undirected().neighbours(a))
      if (!gone || (!is_out(a) && !is_out(b))) distance[a][b] = 1;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) distance[i][j] = std::min(distance[i][j], distance[i][k] + distance[k][j]);
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (i != j && !is_out(i) && !is_out(j) && distance[i][j] < far) sum += 1 / distance[i][j];
  return sum;
}

double efficiency_lost(const Network& network, const std::string& id) {
  const double before = efficiency(network, id, false);
  return before > 0 ? 1 - efficiency(network, id, true) / before : 0;
}

}  // namespace

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
    // Nobody would be missed more, by the paths between the others.
    const double lost = number(answer, "lens.number.efficiencyLost");
    for (const auto& [id, value] : impact.items()) CHECK(efficiency_lost(network, id) <= lost + 1e-9);
    CHECK(std::abs(efficiency_lost(network, hub) - lost) < 1e-9);
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

TEST_CASE("a hub without whom paths get longer is said to be missed, though nobody falls off") {
  // A wheel of twelve: round the rim it is up to six steps.
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t i = 1; i <= 12; ++i) {
    ties.emplace_back(0, i);
    ties.emplace_back(i, i % 12 + 1);
  }
  const Json answer = ask(network_of(13, ties), "spider");
  CHECK(answer.at("removed") == Json{node_id(0)});
  CHECK(answer.at("sentence").at("code") == "lens.spider.holdsLonger");
  CHECK(number(answer, "lens.number.reachLost") == 0);
  CHECK(number(answer, "lens.number.efficiencyLost") > 0.1);
  // Of the other five everybody has lost everybody.
  const Json star = ask(star_of(6), "spider");
  CHECK(number(star, "lens.number.reachLost") == 1);
  CHECK(number(star, "lens.number.efficiencyLost") == 1);
}

TEST_CASE("how many fall off is compared with chance") {
  const auto code = [](const Network& network) {
    const Json answer = ask(network, "spider");
    return answer.at("notes").empty() ? std::string() : answer.at("notes")[0].at("code").get<std::string>();
  };
  CHECK(code(star_of(16)) == "lens.spider.standsOut");
  // One who falls off is nothing to compare.
  CHECK(code(path_of(4)).empty());
  int ordinary = 0, stands_out = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const std::string told = code(network_of(12, random_ties(12, 0.2, seed)));
    ordinary += told == "lens.spider.ordinary" ? 1 : 0;
    stands_out += told == "lens.spider.standsOut" ? 1 : 0;
  }
  CHECK(ordinary > 5);
  CHECK(stands_out <= 2);
}
