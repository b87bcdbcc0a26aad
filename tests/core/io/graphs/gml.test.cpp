#include "core/io/graphs/gml.hpp"

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;
using test::drawn_ties;
using test::has_issue;
using test::node_called;
using test::opened_text;
using test::refused_text;

TEST_CASE("GML is read with names, places, lists and what only its program knows") {
  const Opened file = opened_text(R"(# from yEd
Creator "yFiles"
graph [
  directed 1
  label "Wijk &amp; buurt"
  node [ id 0 label "Caf&#233; &quot;De Brug&quot;" graphics [ x 12.5 y -30.0 w 30 fill "#FFCC00" ] tags "zorg" tags "jeugd" ]
  node [ id 1 label "Zet" sector "nonprofit" budget 12000 ]
  node [ id 5 ]
  edge [ source 0 target 1 label "steunt" value 2 ]
  edge [ source 1 target 5 value 4 directed 0 ]
]
)",
                                  "gml");
  CHECK(file.warnings.empty());
  CHECK(file.network.title == "Wijk & buurt");
  REQUIRE(file.network.nodes.size() == 3);
  const Node& cafe = node_called(file.network, "Café \"De Brug\"");
  CHECK(cafe.position == Point{12.5, -30});
  CHECK(cafe.tags == std::vector<std::string>{"zorg", "jeugd"});
  CHECK(cafe.fields.at("color") == "#FFCC00");
  CHECK(cafe.fields.at("graphics") == Json{{"w", 30}});
  CHECK((node_called(file.network, "Zet").sector == "nonprofit"));
  CHECK(node_called(file.network, "Zet").fields.at("budget") == 12000);
  CHECK(drawn_ties(file.network) == "Café \"De Brug\" -> Zet *2 \"steunt\"\nZet -- 5 *4\n");
}

TEST_CASE("Places in GML of Gephi have their y upwards") {
  const std::string graph = "graph [ node [ id 0 label \"Zet\" graphics [ x 1 y 2 z 0 ] ] ]";
  CHECK(node_called(opened_text("Creator \"Gephi\"\n" + graph, "gml").network, "Zet").position == Point{1, -2});
  CHECK(node_called(opened_text(graph, "gml").network, "Zet").position == Point{1, 2});
}

TEST_CASE("A list of one in GML of networkx is a list") {
  const Opened file = opened_text(
      "graph [\n node [\n id 0\n label \"a\"\n years \"_networkx_list_start\"\n years 2021\n ]\n]\n", "gml");
  CHECK(node_called(file.network, "a").fields.at("years") == Json{2021});
}

TEST_CASE("GML that is wrong is refused with line and column") {
  CHECK(refused_text("graph [\n  node [ id 1 ]\n  = 3\n]") ==
        Issue{"textNotUnderstood", "line 3, column 3", {"GML", "= 3"}});
  CHECK(refused_text("graph [\n  node [ id 1 label \"Zet ]\n") == Issue{"textCutOff", "line 3, column 1", {"GML"}});
  CHECK(refused_text("graph [\n  node [ id 1 ]\n").code == "textCutOff");
  std::string deep = "graph [ ";
  for (int i = 0; i < 200; ++i) deep += "a [ ";
  CHECK(refused_text(deep).code == "nestedTooDeep");
  CHECK(has_issue(opened_text("graph [ node [ id 1 ] ]\ngraph [ node [ id 2 ] ]", "gml").warnings, "graphsSeveral",
                  "line 2, column 1"));
}

TEST_CASE("GML is written in ASCII, with keys that any program can read") {
  Network network = make_network();
  network.title = "Straat & buurt";
  Node node;
  node.id = "zet";
  node.label = "Café";
  node.position = Point{1.5, -2};
  node.fields = {{"Aantal m²", 12}, {"aantal_m_", "x"}, {"lid", true}, {"groot", 5e20}};
  network.nodes.emplace("zet", node);
  const std::string written = save_gml(network)[0].bytes;
  for (const char c : written) CHECK(static_cast<unsigned char>(c) < 0x80);
  CHECK(written.find("label \"Caf&#233;\"") != std::string::npos);
  CHECK(written.find("id 0\n") != std::string::npos);
  CHECK(written.find("groot 5.0e+20\n") != std::string::npos);
  const Opened again = opened_text(written, "gml");
  CHECK(again.warnings.empty());
  CHECK(again.network == network);
}
