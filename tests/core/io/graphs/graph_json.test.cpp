#include "core/io/graphs/graph_json.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace impactweb;

namespace {

using Open = Result<Opened> (*)(std::span<const InputFile>);

Opened opened(Open open, const std::string& bytes) {
  Result<Opened> result = open(std::vector<InputFile>{{"net.json", bytes}});
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result));
}

Issue refused(Open open, const std::string& bytes) {
  const Result<Opened> result = open(std::vector<InputFile>{{"net.json", bytes}});
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

}  // namespace

TEST_CASE("A graph of graphology is read with attributes, places and directions") {
  const Opened file =
      opened(open_graphology, R"({"options":{"type":"mixed","multi":true},"attributes":{"title":"Net","year":2020},
"nodes":[{"key":"a","attributes":{"label":"An","x":1,"y":2,"size":3,"Energy":5,"deep":{"list":[1]}}},{"key":7}],
"edges":[{"key":"e","source":"a","target":7,"attributes":{"weight":2,"label":"samen"}},
{"source":"a","target":"7","undirected":true},{"key":"f","source":"7","target":"b","attributes":{"Direction":"mutual","weight":4}}]})");
  CHECK(file.network.title == "Net");
  CHECK(file.network.fields.at("year") == 2020);
  const Node& an = file.network.nodes.at("a");
  CHECK((an.label == "An" && an.energy == 5 && an.position == Point{1, -2}));
  CHECK(an.fields.at("deep") == Json{{"list", {1}}});
  CHECK(file.network.nodes.at("7").label == "7");
  REQUIRE(file.network.edges.size() == 3);
  CHECK(file.network.edges.at("e").strength == 2);
  CHECK(file.network.edges.at("f").direction == Direction::mutual);
  CHECK(file.warnings == Issues{{"tieEndAdded", "edges[2]", {"b"}}});
}

TEST_CASE("A workspace of Gephi Lite is read, of today and of before 1.0") {
  const Opened today = opened(open_gephi_lite, R"({"type":"gephi-lite","version":"1.0.1","graphDataset":{
"metadata":{"title":"Net","description":"d","authors":"An","type":"mixed"},
"nodeData":{"a":{"label":"An","Sector":"Overheid"},"b":{}},"edgeData":{"e":{"weight":3,"note":"n"}},
"layout":{"a":{"x":10,"y":-5}},"nodeFields":[],"edgeFields":[],
"fullGraph":{"options":{"type":"mixed"},"attributes":{},"nodes":[{"key":"a"},{"key":"b"}],"edges":[{"key":"e","source":"a","target":"b","undirected":true}]}},
"filters":{},"appearance":{}})");
  CHECK(today.warnings.empty());
  CHECK(today.network.title == "Net");
  CHECK(today.network.fields.at("authors") == "An");
  CHECK(today.network.nodes.at("a").sector == "government");
  CHECK(today.network.nodes.at("a").position == Point{10, 5});
  CHECK(today.network.edges.at("e").strength == 3);
  CHECK(today.network.edges.at("e").fields.at("note") == "n");
  CHECK(today.network.edges.at("e").direction == Direction::undirected);
  const Opened before = opened(open_gephi_lite, R"({"type":"gephi-lite","version":"0.4","graphDataset":{
"nodeRenderingData":{"a":{"label":"An","x":1,"y":2,"color":"#abc"}},"edgeRenderingData":{},
"nodeData":{"a":{"k":["<<Function","alert(1);","Function>>"]}},"edgeData":{},
"fullGraph":{"options":{"type":"undirected"},"nodes":[{"key":"a"}],"edges":[{"key":"e","source":"a","target":"a"}]}}})");
  CHECK(before.network.nodes.at("a").label == "An");
  CHECK(before.network.nodes.at("a").position == Point{1, -2});
  CHECK(before.network.nodes.at("a").fields.at("k") == Json{"<<Function", "alert(1);", "Function>>"});
  CHECK(before.network.edges.at("e").direction == Direction::undirected);
}

TEST_CASE("No list is written that Gephi Lite would run as a program") {
  Network network = make_network();
  Node node;
  node.id = "a";
  node.label = "A";
  node.tags = {"<<Function", "alert(1)", "Function>>"};
  node.fields = {{"k", Json{"<<SET", "[1]", "SET>>"}}};
  network.nodes.emplace("a", node);
  for (const auto& [save, open] : {std::pair<decltype(&save_graphology), Open>{save_graphology, open_graphology},
                                   {save_gephi_lite, open_gephi_lite},
                                   {save_polinode, open_polinode}}) {
    const std::string bytes = save(network)[0].bytes;
    const Json file = Json::parse(bytes);
    const auto marked = [](const auto& self, const Json& json) -> bool {
      if (json.is_array() && !json.empty() && json[0].is_string() && json[0].get<std::string>().rfind("<<", 0) == 0)
        return true;
      return json.is_structured() &&
             std::any_of(json.begin(), json.end(), [&](const Json& each) { return self(self, each); });
    };
    CHECK_FALSE(marked(marked, file));
    CHECK(opened(open, bytes).network == network);
  }
}

TEST_CASE("A network of Polinode is read") {
  const Opened file = opened(
      open_polinode,
      R"({"name":"Net","nodes":[{"id":"Joe","attributes":{"Name":"Joe B","Age":24}},{"id":"Mary","attributes":{}}],
"edges":[{"id":0,"source":"Joe","target":"Mary","attributes":{"Strength":3}},{"id":1,"source":"Mary","target":"Joe","team":"x"},5]})");
  CHECK(file.network.title == "Net");
  CHECK(file.network.nodes.at("Joe").label == "Joe B");
  CHECK(file.network.nodes.at("Joe").fields.at("Age") == 24);
  CHECK(file.network.nodes.at("Mary").label == "Mary");
  CHECK(file.network.edges.at("0").strength == 3);
  CHECK(file.network.edges.at("1").fields.at("team") == "x");
  CHECK(file.warnings == Issues{{"wrongTypeDropped", "edges[2]", {"5"}}});
}

TEST_CASE("JSON that is none of these is refused by name") {
  CHECK(refused(open_graphology, R"({"edges":[]})") == Issue{"notOfFormat", "", {"graphology"}});
  CHECK(refused(open_gephi_lite, R"({"type":"gephi-lite","graphDataset":{}})") ==
        Issue{"notOfFormat", "", {"Gephi Lite"}});
  CHECK(refused(open_polinode, "[1]") == Issue{"notOfFormat", "", {"Polinode"}});
  CHECK(refused(open_polinode, "{\"nodes\":[\n{\"id\":") == Issue{"jsonCutOff", "line 2, column 7", {}});
}
