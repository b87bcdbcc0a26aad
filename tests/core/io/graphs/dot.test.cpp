#include "core/io/graphs/dot.hpp"

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;
using test::drawn_ties;
using test::has_issue;
using test::node_called;
using test::opened_text;
using test::refused_text;

namespace {

std::string ties_in(const std::string& text) {
  const Opened file = opened_text(text, "dot");
  CHECK(file.warnings.empty());
  return drawn_ties(file.network);
}

}  // namespace

TEST_CASE("DOT is read with chains, subgraphs, defaults, ports, HTML and comments") {
  const Opened file = opened_text(R"(/* partners */
digraph "Partners in Breda" {
  rankdir=LR; node [shape=box, fontname="Arial"];
  zet [label="Stichting\nZet", sector="nonprofit", budget=12];
  "prov" [label=<<b>Provincie</b> &amp;<br/>Brabant>];
  subgraph cluster_0 { label="Wijk Noord"; a; b -> c; }
  zet -> prov -> {a b} [label="helpt" weight=2];
  a -> zet [dir=both];  // a comment
  prov:e -> c:w [dir=back]
  # another
  d [pos="72,18!", label="D \N"];
  "een \"naam\"" -> "ze" + "t"
}
)",
                                  "dot");
  CHECK(file.warnings.empty());
  CHECK(file.network.title == "Partners in Breda");
  REQUIRE(file.network.nodes.size() == 7);
  const Node& zet = node_called(file.network, "Stichting Zet");
  CHECK((zet.sector == "nonprofit" && zet.fields == std::map<std::string, Json>{{"budget", 12}}));
  CHECK(node_called(file.network, "Provincie & Brabant").id == "prov");
  for (const char* inner : {"a", "b", "c"}) CHECK(node_called(file.network, inner).fields.at("group") == "Wijk Noord");
  const Node& placed = node_called(file.network, "D d");
  CHECK((placed.position == Point{72, -18} && placed.pinned));
  CHECK(drawn_ties(file.network) ==
        "Provincie & Brabant -> a *2 \"helpt\"\nProvincie & Brabant -> b *2 \"helpt\"\n"
        "Stichting Zet -> Provincie & Brabant *2 \"helpt\"\na <-> Stichting Zet\nb -> c\nc -> Provincie & Brabant\n"
        "een \"naam\" -> Stichting Zet\n");
}

TEST_CASE("Ends of edges in DOT may be groups, and what is strict is there once") {
  CHECK(ties_in("graph { {a; b} -- {c d} }") == "a -- c\na -- d\nb -- c\nb -- d\n");
  CHECK(ties_in("strict graph { a -- b; b -- a; a -- b [label=x] }") == "a -- b \"x\"\n");
  CHECK(ties_in("graph { a -- b; b -- a }") == "a -- b\nb -- a\n");
  CHECK(ties_in("GRAPH x{node[a=1]edge[label=\"k\"]a--b}") == "a -- b \"k\"\n");
  CHECK(ties_in("digraph { -1.5 -> .5; \xC3\xA9\x61 -> n_2 }") == "-1.5 -> .5\néa -> n_2\n");
}

TEST_CASE("Defaults of DOT hold for what comes behind them, within their braces") {
  const Opened file = opened_text("digraph { a; node [team=x]; b; subgraph s { node [team=y] c } d }", "dot");
  CHECK(node_called(file.network, "a").fields.empty());
  CHECK(node_called(file.network, "b").fields.at("team") == "x");
  CHECK(node_called(file.network, "c").fields.at("team") == "y");
  CHECK(node_called(file.network, "d").fields.at("team") == "x");
}

TEST_CASE("DOT that is wrong is refused with line and column") {
  CHECK(refused_text("digraph {\n  a -> \n}") == Issue{"textNotUnderstood", "line 3, column 1", {"DOT", "}"}});
  CHECK(refused_text("digraph {\n  a -> b").code == "textCutOff");
  CHECK(refused_text("digraph {\n  a [label=\"x]\n}\n").code == "textCutOff");
  CHECK(refused_text("digraph {\n a [=x]\n}") == Issue{"textNotUnderstood", "line 2, column 5", {"DOT", "=x]"}});
  CHECK(refused_text("graph " + std::string(200, '{')).code == "nestedTooDeep");
  CHECK(has_issue(opened_text("graph { a }\ngraph { b }", "dot").warnings, "graphsSeveral", "line 2, column 1"));
}

TEST_CASE("A few lines of DOT do not fill the memory") {
  std::string text = "digraph { node [x=\"" + std::string(1'000'000, 'x') + "\"]\n";
  for (int i = 0; i < 2'000; ++i) text += "n" + std::to_string(i) + ";";
  CHECK(refused_text(text + "}").code == "textTooLarge");
  std::string names;
  for (int i = 0; i < 2'000; ++i) names += " n" + std::to_string(i);
  CHECK(refused_text("digraph { {" + names + "} -> {" + names + "} }").code == "tooManyEdges");
}
