#include "core/io/graphs/node_link.hpp"
#include "core/io/opening/formats.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

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
