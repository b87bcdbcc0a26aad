#include "core/io/graphs/pajek.hpp"

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;
using test::drawn_ties;
using test::has_issue;
using test::node_called;
using test::opened_text;

TEST_CASE("Pajek's vertices and lines are read with places, relations, modes and parameters") {
  const Opened file = opened_text(R"(% by hand
*Network Buurt
*Vertices 4 2
1 "Anna Wit" 0.1 0.25 0.5 ellipse ic Red x_fact 2
2 Bram 0.5 0.75
3 "De Brug" 0.9 0.2 [1-5]
*Arcs :1 "helpt"
1 3 2 l "koffie" p Dots
*Edges :2 "kent"
1 2 4
1: 1 4 1
*Arcslist
3 1 2
)",
                                  "pajek");
  CHECK(file.warnings.empty());
  CHECK(file.network.title == "Buurt");
  REQUIRE(file.network.nodes.size() == 4);
  const Node& anna = node_called(file.network, "Anna Wit");
  CHECK(anna.position == Point{100, 250});
  CHECK((anna.fields.at("shape") == "ellipse" && anna.fields.at("color") == "Red" && anna.fields.at("x_fact") == 2));
  CHECK((anna.fields.at("mode") == 1 && node_called(file.network, "De Brug").fields.at("mode") == 2));
  CHECK(node_called(file.network, "De Brug").fields.at("time") == "[1-5]");
  CHECK(drawn_ties(file.network) ==
        "Anna Wit -- 4 : helpt *1\nAnna Wit -- Bram : kent *4\nAnna Wit -> De Brug : helpt *2 \"koffie\"\n"
        "De Brug -> Anna Wit\nDe Brug -> Bram\n");
}

TEST_CASE("Pajek's matrices are arcs, and partitions are fields") {
  const Opened file = opened_text(
      "*Vertices 3\n1 \"a\"\n2 \"b\"\n3 \"c\"\n*Matrix\n0 1 0\n2 0 0\n0 0 3\n*Partition wijk\n*Vertices 3\n1\n2\n2\n",
      "pajek");
  CHECK(file.warnings.empty());
  CHECK(drawn_ties(file.network) == "a -> b *1\nb -> a *2\nc -> c *3\n");
  CHECK(node_called(file.network, "c").fields.at("wijk") == 2);
}

TEST_CASE("Lines that Pajek could not mean are named") {
  const Opened file =
      opened_text("*Vertices 2\n1 \"a\"\n2 \"b\"\n7 \"c\"\n*Edges\n1 2\n1 9\n1\n*Vertices 1\n1 \"x\"\n", "pajek");
  for (const char* line : {"line 4, column 1", "line 7, column 1", "line 8, column 1"})
    CHECK(has_issue(file.warnings, "lineNotUnderstood", line));
  CHECK(has_issue(file.warnings, "graphsSeveral", "line 9, column 1"));
  CHECK(drawn_ties(file.network) == "a -- b\n");
  // A number that no file could fill.
  CHECK(opened_text("*Vertices 99999999\n", "pajek").network.nodes.size() <= 200'000);
}

TEST_CASE("What Pajek can hold comes back from it: names, places, ids, directions, weights and one word") {
  Network network = make_network();
  network.title = "Buurt";
  const auto add = [&](const char* id, const char* label, Point at) {
    Node node;
    node.id = id;
    node.label = label;
    node.position = at;
    network.nodes.emplace(id, node);
  };
  add("z", "Café Zet", {0, 1000});
  add("b", "De Brug", {500, 20});
  add("a", "10", {1, 2});
  const auto tie = [&](const char* id, Direction direction, const char* kind, const char* label, int strength) {
    Edge edge;
    edge.id = id;
    edge.from = "z";
    edge.to = "b";
    edge.direction = direction;
    edge.kind = kind;
    edge.label = label;
    edge.strength = strength;
    network.edges.emplace(id, edge);
  };
  tie("1", Direction::mutual, "", "", 3);
  tie("2", Direction::undirected, "funds", "", 2);
  tie("3", Direction::directed, "", "koffie", 5);
  for (const Format& format : formats())
    if (format.id == "pajek") CHECK(format.losses(network).empty());
  CHECK(opened_text(save_pajek(network)[0].bytes, "pajek").network == network);
  // Its places are between 0 and 1.
  CHECK(save_pajek(network)[0].bytes.find("\"De Brug\" 0.5 0.02\n") != std::string::npos);
}
