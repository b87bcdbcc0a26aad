// What counts as the same thing when two networks are merged, beyond what merge.test.cpp says.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/io/merging/merge.hpp"
#include "core/io/merging/replace.hpp"
#include "core/io/tables/csv_network.hpp"
#include "core/operation/operations.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;

namespace {

Node node_of(std::string id, std::string label, NodeKind kind = NodeKind::actor) {
  Node node;
  node.id = std::move(id);
  node.label = std::move(label);
  node.kind = kind;
  return node;
}

Edge edge_of(std::string id, std::string from, std::string to, std::string kind = "funds", std::string since = "") {
  Edge edge;
  edge.id = std::move(id);
  edge.from = std::move(from);
  edge.to = std::move(to);
  edge.kind = std::move(kind);
  edge.since = std::move(since);
  return edge;
}

Network network_of(const std::vector<Node>& nodes, const std::vector<Edge>& edges = {}) {
  Network network = make_network();
  for (const Node& node : nodes) network.nodes.emplace(node.id, node);
  for (const Edge& edge : edges) network.edges.emplace(edge.id, edge);
  return network;
}

/// Merges by accepted operations; the same again must bring nothing.
Network merge_twice(Network network, const Network& incoming) {
  for (const Json& operation : merge_operations(network, incoming)) {
    const Result<Effect> result = apply_operation(network, operation, Origin::local);
    if (const Issue* issue = std::get_if<Issue>(&result))
      FAIL(operation.dump() << " was refused: " << issue->code << " at " << issue->where);
  }
  CHECK(Json(merge_operations(network, incoming)).dump() == "[]");
  CHECK(test::broken_invariant(network) == "");
  return network;
}

Network opened_csv(const std::string& text) {
  const std::vector<InputFile> files = {{"t.csv", text}};
  return std::get<Opened>(open_csv(files)).network;
}

}  // namespace

TEST_CASE("A spreadsheet that is opened twice changes nothing, although its rows have no ids") {
  const std::string text =
      "Van;Naar;Soort;Sinds\nAn;Ben;steunt;2017\nAn;Ben;steunt;2018\nAn;Ben;steunt;2018\nBen;Café;werkt samen;\n";
  Network network = merge_twice(make_network(), opened_csv(text));
  CHECK(network.nodes.size() == 3);
  CHECK(network.edges.size() == 4);
  network = merge_twice(network, opened_csv(text));
  CHECK(network.edges.size() == 4);
  // One row more is one tie more.
  network = merge_twice(network, opened_csv(text + "An;Ben;steunt;2019\nan;BEN;steunt;2018\n"));
  CHECK(network.nodes.size() == 3);
  CHECK(network.edges.size() == 6);
}

TEST_CASE("A list that is mostly the same keeps its numbers, so that a corrected name is a correction") {
  const Network network = merge_twice(network_of({node_of("1", "An"), node_of("2", "Bne")}),
                                      network_of({node_of("1", "An"), node_of("2", "Ben")}));
  CHECK(network.nodes.size() == 2);
  CHECK(network.nodes.at("2").label == "Ben");
}

TEST_CASE("A foreign numbering stays foreign however much of it was taken over") {
  const Network mine = network_of({node_of("1", "An"), node_of("2", "Ben")});
  const Network theirs = network_of({node_of("1", "Cor"), node_of("2", "Dirk"), node_of("3", "Els"),
                                     node_of("4", "Finn"), node_of("5", "Guus"), node_of("6", "Hans")});
  const Network network = merge_twice(mine, theirs);
  CHECK(network.nodes.size() == 8);
  CHECK(network.nodes.at("1").label == "An");
}

TEST_CASE("Namesakes stay apart, one for one") {
  const Network mine = network_of({node_of("j1", "Jan"), node_of("j2", "Jan")});
  CHECK(merge_twice(mine, network_of({node_of("k1", "Jan"), node_of("k2", "jan")})).nodes.size() == 2);
  CHECK(
      merge_twice(mine, network_of({node_of("k1", "Jan"), node_of("k2", "Jan"), node_of("k3", "Jan")})).nodes.size() ==
      3);
}

TEST_CASE("Ties that began at different times are different ties, and one without a date takes what is left") {
  Edge undated = edge_of("g", "x", "y");
  undated.amount = 5;
  const Network mine = network_of({node_of("a", "A"), node_of("b", "B")}, {edge_of("e", "a", "b", "funds", "2017")});
  const Network network = merge_twice(mine, network_of({node_of("x", "A"), node_of("y", "B")},
                                                       {edge_of("f", "x", "y", "Funds", "2018"), undated,
                                                        edge_of("h", "y", "x"), edge_of("i", "x", "y", "founded")}));
  CHECK(network.edges.size() == 4);
  CHECK(network.edges.at("e").since == "2017");
  CHECK(network.edges.at("e").amount == 5);
  CHECK(network.edges.at("f").since == "2018");
  CHECK(network.edges.at("h").from == "b");
  // The one that says 2018 belongs to the one that says so, whichever comes first.
  const Network dated = network_of({node_of("a", "A"), node_of("b", "B")},
                                   {edge_of("e1", "a", "b"), edge_of("e2", "a", "b", "funds", "2018")});
  Edge precise = edge_of("f", "a", "b", "funds", "2018");
  precise.trust = 3;
  CHECK(merge_twice(dated, network_of({node_of("a", "A"), node_of("b", "B")}, {precise})).edges.at("e2").trust == 3);
}

TEST_CASE("A tie without direction is the same from either end, and takes the direction that is given") {
  const std::vector<Node> nodes = {node_of("a", "A"), node_of("b", "B")};
  Edge none = edge_of("e", "a", "b"), mutual = edge_of("f", "b", "a");
  none.direction = Direction::undirected;
  mutual.direction = Direction::mutual;
  const Network network = merge_twice(network_of(nodes, {none}), network_of(nodes, {mutual}));
  REQUIRE(network.edges.size() == 1);
  CHECK(network.edges.at("e").direction == Direction::mutual);
  // A table without a column for it says nothing about the direction.
  const Network kept = merge_twice(network_of(nodes, {mutual}), network_of(nodes, {edge_of("g", "a", "b")}));
  REQUIRE(kept.edges.size() == 1);
  CHECK(kept.edges.at("f").direction == Direction::mutual);
}

TEST_CASE("Defaults of a foreign file overwrite nothing") {
  Edge potential = edge_of("e", "a", "b");
  potential.status = EdgeStatus::potential;
  const Network mine = network_of({node_of("a", "A", NodeKind::initiative), node_of("b", "B")}, {potential});
  const Network network =
      merge_twice(mine, network_of({node_of("a", "A"), node_of("b", "B")}, {edge_of("e", "a", "b")}));
  CHECK(network.nodes.at("a").kind == NodeKind::initiative);
  CHECK(network.edges.at("e").status == EdgeStatus::potential);
}

TEST_CASE("Where nothing is placed yet the picture of the file is taken over, for nodes on both sides") {
  Node placed = node_of("b", "B");
  placed.position = Point{5, 6};
  CHECK(merge_twice(network_of({node_of("a", "A"), node_of("b", "B")}), network_of({placed})).nodes.at("b").position ==
        Point{5, 6});
}

TEST_CASE("Stories and snapshots under the same name as others come along and speak of the same things") {
  Network mine = network_of({node_of("1", "An"), node_of("2", "Ben")});
  mine.title = "Mine";
  mine.stories["s1"] = {"s1", "First", "text", "", "", {"1"}};
  mine.snapshots["m1"] = {"m1", "Session 1", "2020", Json{{"nodes", Json::array()}}};
  Network theirs = network_of({node_of("1", "Cor"), node_of("2", "An"), node_of("3", "Dirk")});
  theirs.title = "Theirs";
  theirs.stories["s1"] = {"s1", "Other", "words", "", "", {"1", "2"}};
  theirs.stories["s2"] = {"s2", "first", "text", "Els", "", {"1"}};
  theirs.snapshots["m1"] = {
      "m1", "Session 2", "2021",
      Json::parse(R"({"nodes":[{"id":"2","label":"An"}],"edges":[{"id":"e","from":"2","to":"9"}]})")};
  const Network network = merge_twice(mine, theirs);
  CHECK(network.title == "Mine");
  std::string cor;
  for (const auto& [id, node] : network.nodes)
    if (node.label == "Cor") cor = id;
  REQUIRE(network.stories.size() == 2);
  CHECK(network.stories.at("s1").about == std::vector<std::string>{"1", cor});
  CHECK(network.stories.at("s1").author == "Els");
  const auto titled = [](const auto& entities, const std::string& title) {
    const auto found =
        std::find_if(entities.begin(), entities.end(), [&](const auto& entry) { return entry.second.title == title; });
    REQUIRE(found != entities.end());
    return found->second;
  };
  CHECK(titled(network.stories, "Other").about == std::vector<std::string>{cor, "1"});
  REQUIRE(network.snapshots.size() == 2);
  const Json session = titled(network.snapshots, "Session 2").network;
  CHECK(session["nodes"][0]["id"] == "1");
  CHECK(session["edges"][0]["from"] == "1");
  CHECK(session["edges"][0]["to"] == "9");
}

TEST_CASE("Very many ties between the same two are merged in one go") {
  Network mine = network_of({node_of("a", "A"), node_of("b", "B")}), theirs = mine;
  for (int i = 0; i < 20'000; ++i) {
    const std::string year = std::to_string(1000 + i % 8000);
    mine.edges.emplace("m" + std::to_string(i),
                       edge_of("m" + std::to_string(i), "a", "b", "funds", i % 3 == 0 ? "" : year));
    theirs.edges.emplace("t" + std::to_string(i), edge_of("t" + std::to_string(i), i % 2 == 0 ? "a" : "b",
                                                          i % 2 == 0 ? "b" : "a", "funds", i % 5 == 0 ? "" : year));
  }
  const auto operations = merge_operations(mine, theirs);
  // Half of them run the other way and are new; of the rest some are.
  const auto added = std::count_if(operations.begin(), operations.end(),
                                   [](const Json& operation) { return operation["op"] == "addEdge"; });
  CHECK(added >= 10'000);
  CHECK(added < 20'000);
}

TEST_CASE("All waiting edges go with a replacement, also where both ends are gone") {
  Network mine = network_of({node_of("a", "A")});
  mine.waiting_edges.emplace("e", edge_of("e", "a", "gone"));
  mine.waiting_edges.emplace("f", edge_of("f", "lost", "gone"));
  const Network theirs = network_of({node_of("a", "A"), node_of("gone", "Back")}, {edge_of("e", "gone", "a")});
  for (const Json& operation : replace_operations(mine, theirs))
    REQUIRE(std::holds_alternative<Effect>(apply_operation(mine, operation, Origin::local)));
  CHECK(mine == theirs);
}
