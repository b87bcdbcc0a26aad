// The lenses that look for groups and for what holds them together: brokers, bridges and communities.
#include <catch2/catch_approx.hpp>
#include <set>

#include "core/analysis/communities.hpp"
#include "core/analysis/connectivity.hpp"
#include "tests/core/analysis/shapes.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;
using Catch::Approx;

namespace {

/// Everybody of each group tied to everybody of it.
Ties cliques(const std::vector<std::vector<std::size_t>>& groups) {
  Ties ties;
  for (const auto& group : groups)
    for (std::size_t i = 0; i < group.size(); ++i)
      for (std::size_t j = i + 1; j < group.size(); ++j) ties.emplace_back(group[i], group[j]);
  return ties;
}

std::pair<std::string, std::string> ends_of(const Json& action) {
  const Json& edge = action.at("operations")[0].at("edge");
  return std::minmax(edge.at("from").get<std::string>(), edge.at("to").get<std::string>());
}

/// How many ties are the only way in what is left when they are counted the plain way: take each out, count pieces.
std::size_t bridges_by_hand(const Network& network) {
  const impactweb::analysis::Graph graph(network);
  const auto pieces = [&](std::uint32_t a, std::uint32_t b) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    for (std::uint32_t from = 0; from < graph.size(); ++from)
      for (const std::uint32_t to : graph.undirected().neighbours(from))
        if (!((from == a && to == b) || (from == b && to == a))) arcs.emplace_back(from, to);
    return impactweb::analysis::components(impactweb::analysis::make_adjacency(graph.size(), arcs)).sizes.size();
  };
  const std::size_t whole = pieces(graph.size(), graph.size());
  std::size_t count = 0;
  for (std::uint32_t from = 0; from < graph.size(); ++from)
    for (const std::uint32_t to : graph.undirected().neighbours(from))
      if (from < to && pieces(from, to) > whole) ++count;
  return count;
}

/// ⌈p / 2⌉, p being the pieces with one bridge, when pieces are found the plain way: who stays together whichever tie
/// goes. Two for a pair with others beside it, where there is no other bridge.
std::size_t fewest_by_hand(const Network& network) {
  const impactweb::analysis::Graph graph(network);
  const impactweb::analysis::Adjacency& rows = graph.undirected();
  const auto parts = impactweb::analysis::components(rows);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> bridges, others;
  for (std::uint32_t from = 0; from < graph.size(); ++from)
    for (const std::uint32_t to : rows.neighbours(from)) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
      for (std::uint32_t a = 0; a < graph.size(); ++a)
        for (const std::uint32_t b : rows.neighbours(a))
          if (!((a == from && b == to) || (a == to && b == from))) arcs.emplace_back(a, b);
      const auto apart = impactweb::analysis::components(impactweb::analysis::make_adjacency(graph.size(), arcs));
      (apart.sizes.size() > parts.sizes.size() ? bridges : others).emplace_back(from, to);
    }
  const auto pieces = impactweb::analysis::components(impactweb::analysis::make_adjacency(graph.size(), others));
  std::vector<std::size_t> ends(pieces.sizes.size(), 0);
  for (const auto& [from, to] : bridges) ++ends[pieces.of_node[from]];
  const auto single = static_cast<std::size_t>(std::count(ends.begin(), ends.end(), 1u));
  const bool one_pair = bridges.size() == 2 && parts.sizes[parts.of_node[bridges[0].first]] == 2;
  if (one_pair) return graph.size() > 2 ? 2 : 0;
  return (single + 1) / 2;
}

}  // namespace

TEST_CASE("brokers: who joins two groups comes first, with what Brandes and Burt give, and others are led round") {
  // Two triangles that node 6 alone connects.
  Ties ties = cliques({{0, 1, 2}, {3, 4, 5}});
  ties.insert(ties.end(), {{2, 6}, {3, 6}});
  const Network network = network_of(7, ties);
  const Json answer = ask(network, "brokers");
  CHECK(answer.at("sentence").at("code") == "lens.brokers.found");
  CHECK(answer.at("nodes")[0].at("id") == node_id(6));
  // 3 × 3 of 15 pairs go through 6.
  CHECK(number(answer, "lens.number.betweennessTop") == Approx(9.0 / 15));
  const Json between = measure(network, "betweenness").at("perNode");
  REQUIRE_FALSE(answer.at("brokers").empty());
  for (const Json& broker : answer.at("brokers"))
    CHECK(broker.at("betweenness") == between.at(broker.at("id").get<std::string>()));
  // Two contacts who do not know each other: (1/2)² twice.
  CHECK(number(answer, "lens.number.constraintTop") == Approx(0.5));
  CHECK(number(answer, "lens.number.cutPoints") == 3);
  // Of 2, 6 and 3 together: 8 + 9 + 8 pairs of all that anybody stands between.
  CHECK(number(answer, "lens.number.topThree") == Approx(1));
  REQUIRE(!answer.at("actions").empty());
  CHECK(ends_of(answer.at("actions")[0]) == std::pair(node_id(2), node_id(3)));
  const Json after = ask(applied(network, answer.at("actions")[0].at("operations")), "brokers");
  CHECK(number(after, "lens.number.betweennessTop") < 9.0 / 15);
}

TEST_CASE("brokers: the role between sectors is named, and nothing is said where there is nobody between") {
  Network network = path_of(3);
  network.nodes[node_id(0)].sector = "government";
  network.nodes[node_id(1)].sector = "business";
  network.nodes[node_id(2)].sector = "nature";
  const Json answer = ask(network, "brokers");
  CHECK(answer.at("sentence").at("code") == "lens.brokers.one");
  CHECK(answer.at("brokers")[0].at("roles").at("liaison") == 2);
  CHECK(answer.at("nodes")[0].at("reason").at("params")[2].at("code") == "lens.brokers.liaison");
  network.nodes[node_id(1)].sector.clear();
  CHECK(ask(network, "brokers").at("brokers")[0].at("roles").is_null());
  CHECK(ask(network_of(4, cliques({{0, 1, 2, 3}})), "brokers").at("sentence").at("code") == "lens.brokers.none");
  CHECK(ask(path_of(2), "brokers").at("sentence").at("code") == "lens.brokers.tooFew");
}

TEST_CASE("bridges: each is found with what it cuts off, and the proposals leave none") {
  // A triangle, a tail of two, and another triangle behind a bridge.
  Ties ties = cliques({{0, 1, 2}, {3, 4, 5}});
  ties.insert(ties.end(), {{2, 3}, {0, 6}, {6, 7}});
  const Network network = network_of(8, ties);
  const Json answer = ask(network, "bridges");
  CHECK(number(answer, "lens.number.bridges") == 3);
  CHECK(answer.at("bridges")[0].at("cutOff") == 3);
  CHECK(answer.at("bridges")[1].at("cutOff") == 2);
  CHECK(answer.at("bridges")[2].at("cutOff") == 1);
  CHECK(number(answer, "lens.number.largestCut") == 3);
  CHECK(number(answer, "lens.number.threads") == 1);
  // The tree of its pieces has two ends: the far triangle and the end of the tail.
  CHECK(answer.at("fewest") == 1);
  // 0, 2, 3 and 6.
  CHECK(number(answer, "lens.number.cutPoints") == 4);
  CHECK(answer.at("edges").size() == 3);
  Network mended = network;
  for (const Json& action : answer.at("actions")) mended = applied(mended, action.at("operations"));
  CHECK(number(ask(mended, "bridges"), "lens.number.bridges") == 0);
  CHECK(answer.at("covered") == 3);
}

TEST_CASE("bridges: as many as taking each tie out in turn finds, and just as many introductions leave none") {
  std::size_t proposals = 0, joined = 0;
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    const Network network = seed < 8
                                ? random_network(seed, 12 + 4 * seed)
                                : network_of(10 + 2 * seed, random_ties(10 + 2 * seed, 1.3 / (9.0 + 2 * seed), seed));
    const Json answer = ask(network, "bridges");
    INFO("seed " << seed);
    CHECK(number(answer, "lens.number.bridges") == static_cast<double>(bridges_by_hand(network)));
    CHECK(answer.at("fewest") == fewest_by_hand(network));
    CHECK(answer.at("introductions").size() == answer.at("fewest"));
    CHECK(number(answer, "lens.number.secondRoutes") == answer.at("fewest").get<double>());
    CHECK(answer.at("covered") == bridges_by_hand(network));
    CHECK(answer.at("actions").size() == answer.at("fewest"));
    Network mended = network;
    for (const Json& action : answer.at("actions")) mended = applied(mended, action.at("operations"));
    CHECK(bridges_by_hand(mended) == 0);
    proposals += answer.at("actions").size();
    for (const Json& action : answer.at("actions"))
      joined += action.at("reasons")[0].at("code") == "lens.bridges.joinsParts" ? 1 : 0;
  }
  CHECK(proposals > 50);
  CHECK(joined > 0);
}

TEST_CASE("bridges: where more are needed than are listed, one proposal has them all") {
  const Network star = star_of(200);
  const Json answer = ask(star, "bridges");
  CHECK(answer.at("fewest") == 100);
  CHECK(answer.at("introductions").size() == 100);
  const Json& all = answer.at("actions").back();
  CHECK(all.at("operations").size() == 100);
  CHECK(bridges_by_hand(applied(star, all.at("operations"))) == 0);
}

TEST_CASE("bridges: of equally few introductions those are proposed for whom most speaks") {
  // Four leaves; 1 and 3, and 2 and 4, stand behind the same.
  Network network = star_of(5);
  for (const auto& [aim, a, b] : {std::tuple("one", 1, 3), std::tuple("two", 2, 4)}) {
    add(network, aim, NodeKind::challenge);
    for (const int each : {a, b}) add_edge(network, node_id(each), aim, Direction::directed, "supports");
  }
  for (const auto& [a, b] : {std::pair(1, 2), std::pair(1, 4)}) {
    Network renamed = network;
    // The same whoever comes first.
    std::swap(renamed.nodes[node_id(a)].label, renamed.nodes[node_id(b)].label);
    std::set<std::pair<std::string, std::string>> pairs;
    const Json answer = ask(renamed, "bridges");
    for (const Json& action : answer.at("actions")) pairs.insert(ends_of(action));
    CHECK(pairs == std::set<std::pair<std::string, std::string>>{{node_id(1), node_id(3)}, {node_id(2), node_id(4)}});
  }
}

TEST_CASE("bridges: two by themselves, a ring and nobody are told apart") {
  const Json two = ask(path_of(2), "bridges");
  CHECK(two.at("fewest") == 0);
  CHECK(two.at("actions").empty());
  CHECK(ask(network_of(4, {{0, 1}, {1, 2}, {2, 3}, {3, 0}}), "bridges").at("sentence").at("code") ==
        "lens.bridges.none");
  CHECK(ask(network_of(5, cliques({{0, 1, 2}, {2, 3, 4}})), "bridges").at("sentence").at("code") ==
        "lens.bridges.pointsAlone");
  CHECK(ask(network_of(3, {}), "bridges").at("bridges").empty());
  // The smaller side is counted, whichever node comes first.
  Ties tail = cliques({{1, 2, 3, 4}});
  tail.emplace_back(0, 1);
  CHECK(ask(network_of(5, tail), "bridges").at("bridges")[0].at("cutOff") == 1);
  // Two ties between the same two are one way all the same.
  CHECK(ask(network_of(3, {{0, 1}, {0, 1}, {1, 2}}), "bridges").at("bridges")[0].at("edges").size() == 2);
}

TEST_CASE("communities: the groups are those of the measure, with their hearts, and the distant ones are introduced") {
  // Three groups of five; the first two are well tied to each other, the third hangs on one tie.
  Ties ties = cliques({{0, 1, 2, 3, 4}, {5, 6, 7, 8, 9}, {10, 11, 12, 13, 14}});
  ties.insert(ties.end(), {{0, 5}, {1, 6}, {2, 7}, {3, 8}, {4, 9}, {4, 10}});
  const Network network = network_of(15, ties);
  const Json answer = ask(network, "communities");
  REQUIRE(answer.at("groups").size() == 3);
  CHECK(number(answer, "lens.number.tiesWithin") == Approx(30.0 / 36));
  const Json measured = measure(network, "communities");
  std::set<std::string> seen;
  for (const Json& group : answer.at("groups")) {
    CHECK(group.at("nodes").size() == 5);
    CHECK(group.at("ties") == 10);
    std::set<Json> numbers;
    for (const Json& id : group.at("nodes")) {
      CHECK(seen.insert(id).second);
      numbers.insert(measured.at("perNode").at(id.get<std::string>()));
    }
    CHECK(numbers.size() == 1);
  }
  // Chance would give 26 · 25 / 72, 26 · 21 / 72 and 25 · 21 / 72: the third group lacks ties with both others.
  REQUIRE(answer.at("between").size() == 2);
  for (const Json& gap : answer.at("between")) CHECK(gap.at("b") == 3);
  CHECK(answer.at("sentence").at("code") == "lens.communities.foundApart");
  REQUIRE(answer.at("edges").size() == 1);
  CHECK(answer.at("edges")[0].at("id") == edge_id(35));
  REQUIRE(answer.at("actions").size() == 2);
  for (const Json& action : answer.at("actions")) {
    const auto [from, to] = ends_of(action);
    CHECK(from < node_id(10));
    CHECK(to >= node_id(10));
  }
  const double q = number(answer, "lens.number.modularity");
  CHECK(answer.at("numbers")[2].at("reference").at("params")[0] < q);
}

TEST_CASE("communities: a network without groups says so, and those who stand alone are in none") {
  CHECK(ask(network_of(6, cliques({{0, 1, 2, 3, 4}})), "communities").at("sentence").at("code") ==
        "lens.communities.one");
  CHECK(ask(network_of(6, cliques({{0, 1, 2, 3, 4}})), "communities").at("groups")[0].at("nodes").size() == 5);
  const Json nobody = ask(network_of(3, {}), "communities");
  CHECK(nobody.at("groups").empty());
  CHECK(nobody.at("confident") == false);
}
