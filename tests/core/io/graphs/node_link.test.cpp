#include "core/io/graphs/node_link.hpp"
#include "core/io/opening/formats.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;

namespace {

Opened opened(const std::string& bytes) {
  Result<Opened> result = open_files(std::vector<InputFile>{{"net.json", bytes}});
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result));
}

const Edge& only_edge(const Opened& file) {
  REQUIRE(file.network.edges.size() == 1);
  return file.network.edges.begin()->second;
}

}  // namespace

TEST_CASE("What NetworkX writes as nodes and links is read with attributes, title and direction") {
  // networkx.node_link_data of a MultiDiGraph, and networkx.cytoscape_data of the same.
  for (
      const char* bytes :
      {R"({"directed": true, "multigraph": true, "graph": {"title": "Web"}, "nodes": [{"label": "Zet", "sector": "nonprofit", "id": "zet"}, {"label": "Provincie Noord-Brabant", "id": "prov"}], "links": [{"weight": 3, "kind": "funds", "source": "prov", "target": "zet", "key": 0}]})",
       R"({"data": [["title", "Web"]], "directed": true, "multigraph": true, "elements": {"nodes": [{"data": {"label": "Zet", "sector": "nonprofit", "id": "zet", "value": "zet", "name": "zet"}}, {"data": {"label": "Provincie Noord-Brabant", "id": "prov", "value": "prov", "name": "prov"}}], "edges": [{"data": {"weight": 3, "kind": "funds", "source": "prov", "target": "zet", "key": 0}}]}})"}) {
    const Opened file = opened(bytes);
    CHECK(file.warnings.empty());
    CHECK(file.network.title == "Web");
    REQUIRE(file.network.nodes.size() == 2);
    CHECK((file.network.nodes.at("zet").label == "Zet" && file.network.nodes.at("zet").sector == "nonprofit"));
    CHECK(file.network.nodes.at("prov").label == "Provincie Noord-Brabant");
    const Edge& edge = only_edge(file);
    CHECK((edge.from == "prov" && edge.to == "zet" && edge.kind == "funds" && edge.strength == 3));
    CHECK(edge.direction == Direction::directed);
  }
}

TEST_CASE("Ends of links are ids, names, places in the list or nodes themselves") {
  CHECK(only_edge(opened(R"({"nodes":[{"id":4},{"id":0}],"links":[{"source":0,"target":4}]})")).from == "0");
  const Opened named =
      opened(R"({"nodes":[{"name":"Zet"},{"name":"Breda"}],"links":[{"source":"Breda","target":"Zet"}]})");
  CHECK(named.network.nodes.at(only_edge(named).from).label == "Breda");
  const Opened placed =
      opened(R"({"nodes":[{"name":"Zet"},{"name":"Breda"}],"links":[{"source":1,"target":0,"value":8}]})");
  CHECK(placed.network.nodes.at(only_edge(placed).from).label == "Breda");
  CHECK(only_edge(placed).fields.at("value") == 8);
  CHECK(only_edge(placed).direction == Direction::undirected);
  const Opened moved = opened(
      R"({"nodes":[{"id":"z","index":0,"x":1,"y":2},{"id":"b","index":1}],"links":[{"source":{"id":"b","x":3},"target":{"id":"z"}}]})");
  CHECK((only_edge(moved).from == "b" && only_edge(moved).to == "z"));
  CHECK(moved.network.nodes.at("z").position == Point{1, 2});
}

TEST_CASE("vis-network says directions with arrows") {
  const auto direction = [](const std::string& arrows) {
    const Opened file = opened(
        R"({"nodes":[{"id":1,"label":"Zet"},{"id":2,"label":"Breda"}],"edges":[{"from":1,"to":2)" + arrows + "}]}");
    const Edge& edge = only_edge(file);
    return edge.from + std::string(name_of(directions, edge.direction)) + edge.to;
  };
  CHECK(direction("") == "1undirected2");
  CHECK(direction(R"(,"arrows":"to")") == "1directed2");
  CHECK(direction(R"(,"arrows":"from")") == "2directed1");
  CHECK(direction(R"(,"arrows":"to, from")") == "1mutual2");
}

TEST_CASE("Elements of Cytoscape come as two lists or as one, with their places") {
  const Opened file = opened(
      R"({"elements":[{"data":{"id":"z","name":"Zet"},"position":{"x":10,"y":-4},"classes":"hub"},{"data":{"id":"b","name":"Breda"}},
{"group":"edges","data":{"id":"e","source":"z","target":"b","label":"samen"}}],"style":[]})");
  CHECK(file.network.nodes.at("z").label == "Zet");
  CHECK(file.network.nodes.at("z").position == Point{10, -4});
  CHECK(file.network.nodes.at("z").fields.at("classes") == "hub");
  CHECK((only_edge(file).id == "e" && only_edge(file).label == "samen"));
}

TEST_CASE("What is no node or link in such lists is named, and an end that is missing is added") {
  const Opened file =
      opened(R"({"nodes":[{"id":"z"},7],"links":[{"source":"z","target":"x"},"no",{"source":"z"}],"about":"a"})");
  CHECK(file.network.fields.at("about") == "a");
  REQUIRE(file.network.nodes.size() == 2);
  for (const auto& [id, node] : file.network.nodes) CHECK((node.label == "x") == (id != "z"));
  const auto has = [&](const char* code, const char* where) {
    for (const Issue& issue : file.warnings)
      if (issue.code == code && issue.where == where) return true;
    return false;
  };
  CHECK(has("wrongTypeDropped", "nodes[1]"));
  CHECK(has("wrongTypeDropped", "links[1]"));
  CHECK(has("tieEndAdded", "links[0]"));
  CHECK(file.warnings.size() == 4);
}

TEST_CASE("Places of Cytoscape that are none, and values that are no pairs, are named") {
  const Opened file = opened(
      R"({"data":[["title","Web"],["odd"]],"elements":{"nodes":[{"data":{"id":"a","label":"An"},"position":{"x":"left"}},
    {"data":{"id":"b","label":"Ben"},"position":{"x":1,"y":2}}],"edges":[]}})");
  CHECK(file.network.title == "Web");
  CHECK(file.warnings == Issues{{"wrongTypeDropped", "data[1]", {R"(["odd"])"}},
                                {"positionDropped", "elements.nodes[0].position", {R"({"x":"left"})"}}});
}

namespace {

/// The ties of a file by the names of their ends, and the names of its nodes.
std::string read(const std::string& bytes) {
  const Opened file = opened(bytes);
  CHECK(file.warnings.empty());
  std::string names;
  std::vector<std::string> sorted;
  for (const auto& [id, node] : file.network.nodes) sorted.push_back(node.label);
  std::sort(sorted.begin(), sorted.end());
  for (const std::string& name : sorted) names += (names.empty() ? "" : ", ") + name;
  return names + "\n" + test::drawn_ties(file.network);
}

Issue refused(const std::string& bytes) {
  const Result<Opened> result = open_files(std::vector<InputFile>{{"net.json", bytes}});
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

}  // namespace

TEST_CASE("JSON Canvas is read with its texts, files, arrows and frames") {
  const Opened file = opened(
      R"({"nodes":[{"id":"1","type":"text","text":"# Zet\nStichting","x":0,"y":10,"width":250,"height":60},
{"id":"2","type":"file","file":"Partners/De Brug.md","x":300,"y":0,"width":100,"height":60},
{"id":"3","type":"link","url":"https://example.org","x":0,"y":300,"width":10,"height":10},
{"id":"g","type":"group","label":"Wijk Noord","x":-20,"y":-20,"width":700,"height":200}],
"edges":[{"id":"e1","fromNode":"1","toNode":"2","label":"steunt"},{"id":"e2","fromNode":"2","toNode":"3","toEnd":"none"},
{"id":"e3","fromNode":"1","toNode":"3","toEnd":"none","fromEnd":"arrow"}]})");
  CHECK(file.warnings.empty());
  REQUIRE(file.network.nodes.size() == 3);
  const Node& zet = file.network.nodes.at("1");
  CHECK((zet.label == "Zet" && zet.description == "Stichting" && zet.position == Point{125, 40}));
  CHECK((zet.fields.at("group") == "Wijk Noord" && zet.fields.at("shape") == "text"));
  CHECK_FALSE(file.network.nodes.at("3").fields.contains("group"));
  CHECK(test::drawn_ties(file.network) ==
        "De Brug -- https://example.org\nZet -> De Brug \"steunt\"\nhttps://example.org -> Zet\n");
}

TEST_CASE("React Flow keeps names in data, and says directions with markers") {
  const Opened file = opened(
      R"({"nodes":[{"id":"n1","type":"input","data":{"label":"Zet","sector":"nonprofit"},"position":{"x":5,"y":10}},
{"id":"n2","data":{"label":"De Brug"},"position":{"x":50,"y":10}}],
"edges":[{"id":"e","source":"n1","target":"n2","markerEnd":{"type":"arrow"},"data":{"kind":"funds"}}]})");
  const Node& zet = file.network.nodes.at("n1");
  CHECK((zet.label == "Zet" && zet.sector == "nonprofit" && zet.position == Point{5, 10}));
  CHECK(test::drawn_ties(file.network) == "Zet -> De Brug : funds\n");
}

TEST_CASE("JSON Graph Format is read in both versions") {
  CHECK(read(R"({"graph":{"directed":true,"label":"Buurt","metadata":{"year":2020},"nodes":[{"id":"a","label":"Zet"},
{"id":"b","label":"Brug"}],"edges":[{"source":"a","target":"b","relation":"funds","metadata":{"amount":5000}}]}})") ==
        "Brug, Zet\nZet -> Brug : funds\n");
  CHECK(read(R"({"graph":{"directed":false,"nodes":{"a":{"label":"Zet"},"b":{"label":"Brug"}},
"edges":[{"source":"a","target":"b"}]}})") == "Brug, Zet\nZet -- Brug\n");
  const Opened several = opened(R"({"graphs":[{"nodes":{"a":{"label":"Zet"}}},{"nodes":{}}]})");
  CHECK(test::has_issue(several.warnings, "graphsSeveral", "graphs[1]"));
}

TEST_CASE("Graph Commons, arrows.app and others call ends and kinds by words of their own") {
  CHECK(read(R"({"nodes":[{"id":"a","type":"Organisation","name":"Zet"},{"id":"b","nodetype":"Person","name":"Anna"}],
"edges":[{"id":"e","from_id":"b","to_id":"a","edgetype":"STEUNT"}]})") == "Anna, Zet\nAnna -> Zet : supports\n");
  const Opened arrows = opened(
      R"({"style":{},"nodes":[{"id":"n0","position":{"x":1,"y":2},"caption":"Zet","labels":["Organisatie","Lid"],"properties":{"plaats":"Breda"}},
{"id":"n1","position":{"x":3,"y":2},"caption":"","labels":[],"properties":{"name":"Anna"}}],
"relationships":[{"id":"r0","type":"STEUNT","properties":{},"fromId":"n0","toId":"n1"}]})");
  const Node& zet = arrows.network.nodes.at("n0");
  CHECK((zet.label == "Zet" && zet.place == "Breda" && zet.position == Point{1, 2}));
  CHECK((zet.form == Form::organisation && zet.tags == std::vector<std::string>{"Lid"}));
  CHECK(test::drawn_ties(arrows.network) == "Zet -> Anna : supports\n");
  CHECK(read(R"({"vertices":[{"_id":"1","title":"Zet"},{"_id":"2","title":"Brug"}],
"relationships":[{"_from":"1","_to":"2","_type":"kent"}]})") == "Brug, Zet\nZet -> Brug : kent\n");
}

TEST_CASE("Lists of neighbours and trees of NetworkX and D3 are read") {
  CHECK(read(R"({"directed":true,"multigraph":false,"graph":[["name","Net"]],"nodes":[{"id":"a"},{"id":"b"}],
"adjacency":[[{"id":"b","weight":2}],[]]})") == "a, b\na -> b *2\n");
  // Without a direction each is there twice, but for a tie of one with itself.
  CHECK(
      read(
          R"({"directed":false,"nodes":[{"id":"a"},{"id":"b"}],"adjacency":[[{"id":"b"}],[{"id":"a"},{"id":"b"}]]})") ==
      "a, b\na -- b\nb -- b\n");
  CHECK(read(R"({"name":"Wijk","children":[{"name":"Zet"},{"name":"Groep","children":[{"name":"Zet"}]}]})") ==
        "Groep, Wijk, Zet, Zet\nGroep -> Zet\nWijk -> Groep\nWijk -> Zet\n");
  CHECK(read(R"({"Zet":["Brug","Anna"],"Brug":["Anna"]})") ==
        "Anna, Brug, Zet\nBrug -> Anna\nZet -> Anna\nZet -> Brug\n");
}

TEST_CASE("Records in a list are ties when they have ends, and nodes otherwise") {
  CHECK(read(R"([{"source":"Zet","target":"Brug","type":"steunt"},{"source":"Brug","target":"Anna"}])") ==
        "Anna, Brug, Zet\nBrug -> Anna\nZet -> Brug : supports\n");
  CHECK(read(R"([{"van":"Zet","naar":"Brug"}])") == "Brug, Zet\nZet -> Brug\n");
  CHECK(read(R"([["Zet","Brug",3]])") == "Brug, Zet\nZet -> Brug *3\n");
  CHECK(read(R"([{"name":"Zet","start":2020,"end":2021},{"name":"Brug"}])") == "Brug, Zet\n");
  CHECK(read(R"({"nodes":["Zet","Brug"],"edges":[["Zet","Brug"]]})") == "Brug, Zet\nZet -- Brug\n");
  CHECK(read(R"({"source":["Zet","Brug"],"target":["Brug","Anna"]})") ==
        "Anna, Brug, Zet\nBrug -> Anna\nZet -> Brug\n");
}

TEST_CASE("What Neo4j's APOC writes one a line is read with kinds and properties") {
  const Opened file = opened(
      R"({"type":"node","id":"0","labels":["Person"],"properties":{"name":"Anna","born":1970}})"
      "\n"
      R"({"type":"node","id":"1","labels":["Organisation"],"properties":{"name":"Zet"}})"
      "\n"
      R"({"id":"7","type":"relationship","label":"STEUNT","properties":{"since":2010},"start":{"id":"0"},"end":{"id":"1"}})"
      "\n");
  CHECK(file.warnings.empty());
  CHECK(file.network.nodes.at("0").fields.at("born") == 1970);
  CHECK(file.network.nodes.at("0").form == Form::person);
  CHECK(only_edge(file).since == "2010");
  CHECK(test::drawn_ties(file.network) == "Anna -> Zet : supports\n");
  CHECK(refused("{\"type\":\"node\",\"id\":\"0\"}\n{\"type\":\"no").code == "jsonCutOff");
}

TEST_CASE("Answers to queries are nodes with their names, and ties between them") {
  const char* answers[] = {
      R"({"head":{"vars":["item","itemLabel","linkTo","linkToLabel"]},"results":{"bindings":[
{"item":{"type":"uri","value":"urn:1"},"itemLabel":{"type":"literal","value":"Zet"},"linkTo":{"type":"uri","value":"urn:2"},"linkToLabel":{"type":"literal","value":"Brug"}},
{"item":{"type":"uri","value":"urn:3"},"itemLabel":{"type":"literal","value":"Eenling"}}]}})",
      R"([{"item":"urn:1","itemLabel":"Zet","linkTo":"urn:2","linkToLabel":"Brug"},{"item":"urn:3","itemLabel":"Eenling"}])"};
  for (const char* answer : answers) {
    CHECK(read(answer) == "Brug, Eenling, Zet\nZet -> Brug\n");
    CHECK(opened(answer).network.nodes.at("urn:3").label == "Eenling");
  }
}

TEST_CASE("Lists without names or ends are refused with their place, not opened hollow") {
  CHECK(refused(R"({"nodes":[{"id":"a"}],"edges":[{"bar":1,"foo":2}]})") ==
        Issue{"jsonEndsUnknown", "edges[0]", {"bar, foo"}});
  CHECK(refused(R"({"nodes":[{"foo":1},{"foo":2}],"edges":[]})") == Issue{"jsonNamesUnknown", "nodes[0]", {"foo"}});
  CHECK(refused(R"([{"foo":1},{"foo":2}])").code == "formatNotRecognised");
  CHECK(refused(R"({"dependencies":{"a":"1"},"version":"2"})") ==
        Issue{"jsonNotRecognised", "", {"dependencies, version"}});
}

TEST_CASE("Elements of Cytoscape are read from a list that is the whole file") {
  const Opened file = opened(
      R"([{"group": "nodes", "data": {"id": "a", "name": "Zet"}}, {"data": {"id": "b", "name": "De Brug"}}, {"group": "edges", "data": {"id": "e", "source": "a", "target": "b"}}])");
  CHECK(file.network.nodes.at("a").label == "Zet");
  CHECK(file.network.nodes.at("b").label == "De Brug");
  CHECK((only_edge(file).from == "a" && only_edge(file).to == "b"));
}

TEST_CASE("The answer to a query is read whatever its variables are called") {
  const Opened file = opened(
      R"({"head": {"vars": ["person", "personLabel", "employer", "employerLabel"]}, "results": {"bindings": [{"person": {"type": "uri", "value": "http://w/Q1"}, "personLabel": {"type": "literal", "value": "Curie"}, "employer": {"type": "uri", "value": "http://w/Q9"}, "employerLabel": {"type": "literal", "value": "Sorbonne"}}]}})");
  REQUIRE(file.network.nodes.size() == 2);
  const Edge& edge = only_edge(file);
  CHECK(file.network.nodes.at(edge.from).label == "Curie");
  CHECK(file.network.nodes.at(edge.to).label == "Sorbonne");
  CHECK((edge.kind == "employer" && edge.direction == Direction::directed));
}

TEST_CASE("Whether a link is directed may be a number") {
  for (const char* said : {"1", "0"}) {
    const Opened file = opened(
        std::string(
            R"({"nodes": [{"id": "a", "name": "Zet"}, {"id": "b", "name": "Tuin"}], "edges": [{"from": "a", "to": "b", "directed": )") +
        said + "}]}");
    CHECK(only_edge(file).direction == (said[0] == '1' ? Direction::directed : Direction::undirected));
  }
}
