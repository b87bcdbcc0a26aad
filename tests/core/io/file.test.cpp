// The own file under hostile hands: refused with a place, or opened with every repair named.
#include "core/io/file.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/model/limits.hpp"
#include "core/text/text.hpp"

using namespace impactweb;

namespace {

std::string file(const std::string& network) { return R"({"type":"impactweb","version":1,"network":)" + network + "}"; }

Issue refused(const std::string& bytes) {
  const auto result = open_impactweb(bytes);
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

Opened opened(const std::string& bytes) {
  const auto result = open_impactweb(bytes);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " at " << issue->where);
  return std::get<Opened>(result);
}

bool warned(const Opened& opened, const std::string& code, const std::string& where) {
  return std::any_of(opened.warnings.begin(), opened.warnings.end(),
                     [&](const Issue& issue) { return issue.code == code && issue.where == where; });
}

}  // namespace

TEST_CASE("what is not one of our files is refused by name and place") {
  REQUIRE(refused("").code == "fileEmpty");
  REQUIRE(refused("   \n ").code == "fileEmpty");
  REQUIRE(refused("hello").code == "notJson");
  REQUIRE(refused("[1,2]").code == "notImpactweb");
  REQUIRE(refused(R"({"type":"excalidraw"})").code == "notImpactweb");
  REQUIRE(refused(R"({"type":"impactweb","network":{}})").code == "versionMissing");
  REQUIRE(refused(R"({"type":"impactweb","version":1})").code == "networkMissing");
  REQUIRE(refused(R"({"type":"impactweb","version":1,"network":[]})").code == "networkMissing");
  const Issue newer = refused(R"({"type":"impactweb","version":2,"network":{}})");
  REQUIRE(newer.code == "newerVersion");
  REQUIRE(newer.params == std::vector<std::string>{"2", "1"});
  const Issue cut = refused("{\"type\":\"impactweb\",\n\"version\":1,\n\"network\":{\"nodes\":[{\"id\":\"a");
  REQUIRE(cut.code == "jsonCutOff");
  REQUIRE(cut.where.rfind("line 3, column ", 0) == 0);
  const Issue broken = refused("{\"type\":\"impactweb\",\n  oops}");
  REQUIRE(broken.code == "notJson");
  REQUIRE(broken.where.rfind("line 2, column ", 0) == 0);
}

TEST_CASE("nesting without end is refused before it is parsed") {
  const Issue issue = refused(std::string(1'000'000, '['));
  REQUIRE(issue.code == "nestedTooDeep");
  REQUIRE(issue.where == "line 1, column 101");
}

TEST_CASE("duplicate ids are renamed, and ties keep pointing at the first") {
  const auto result =
      opened(file(R"({"nodes":[{"id":"a","label":"first"},{"id":"a","label":"second"},{"label":"third"}],
    "edges":[{"id":"e","from":"a","to":"a","kind":"x"},{"id":"e","from":"a","to":"a-2","kind":"x"}]})"));
  REQUIRE(result.network.nodes.at("a").label == "first");
  REQUIRE(result.network.nodes.at("a-2").label == "second");
  REQUIRE(result.network.nodes.at("node-3").label == "third");
  REQUIRE(warned(result, "idRenamed", "network.nodes[1].id"));
  REQUIRE(warned(result, "idMissing", "network.nodes[2]"));
  REQUIRE(warned(result, "idRenamed", "network.edges[1].id"));
  REQUIRE(result.network.edges.size() == 2);
}

TEST_CASE("dangling ties are listed with what they said") {
  const auto result =
      opened(file(R"({"nodes":[{"id":"a","label":"A"}],"edges":[{"id":"e","from":"a","to":"gone","kind":"funds"}]})"));
  REQUIRE(result.network.edges.empty());
  REQUIRE(warned(result, "edgeDangling", "network.edges[0].to"));
  REQUIRE(result.warnings[0].params[0] == "gone");
}

TEST_CASE("wrong types are named and kept where they can be read") {
  const auto result = opened(file(
      R"({"title":7,"nodes":[{"id":"a","label":"A","energy":"hoog","tags":"een","kind":"alien","position":{"x":1,"y":2},
    "pinned":"ja","nextStep":{"due":"morgen"},"needs":["zaal",{"text":5},7]},"text",null],"edges":{}})"));
  const Node& node = result.network.nodes.at("a");
  REQUIRE(node.fields.at("energy") == "hoog");
  REQUIRE(node.fields.at("kind") == "alien");
  REQUIRE(node.fields.at("pinned") == "ja");
  REQUIRE(node.fields.at("nextStep.due") == "morgen");
  REQUIRE(node.tags == std::vector<std::string>{"een"});
  REQUIRE(node.position == Point{1, 2});
  REQUIRE(node.needs.size() == 2);
  REQUIRE(node.needs[0].text == "zaal");
  for (const char* where :
       {"network.nodes[0].energy", "network.nodes[0].kind", "network.nodes[0].pinned", "network.nodes[0].nextStep.due"})
    REQUIRE(warned(result, "valueKeptAsField", where));
  for (const char* where :
       {"network.title", "network.nodes[1]", "network.nodes[2]", "network.edges", "network.nodes[0].needs[2]"})
    REQUIRE(warned(result, "wrongTypeDropped", where));
}

TEST_CASE("coordinates that are no place are dropped and named") {
  const auto result =
      opened(file(R"({"nodes":[{"id":"a","label":"A","position":[NaN,1]},{"id":"b","label":"B","position":[1e999,1]},
    {"id":"c","label":"C","position":[1e9,0]},{"id":"d","label":"D","position":"left"},{"id":"e","label":"E","position":[-3.5,4]}]})"));
  for (const char* id : {"a", "b", "c", "d"}) REQUIRE_FALSE(result.network.nodes.at(id).position);
  REQUIRE(result.network.nodes.at("e").position == Point{-3.5, 4});
  for (int i = 0; i < 4; ++i)
    REQUIRE(warned(result, "positionDropped", "network.nodes[" + std::to_string(i) + "].position"));
  REQUIRE(std::count_if(result.warnings.begin(), result.warnings.end(),
                        [](const Issue& issue) { return issue.code == "notANumber"; }) == 2);
}

TEST_CASE("a label of a million characters is cut and named") {
  const auto result = opened(file(R"({"nodes":[{"id":"a","label":")" + std::string(1'000'000, 'x') + R"("}]})"));
  REQUIRE(count_characters(result.network.nodes.at("a").label) == limits::label_characters);
  REQUIRE(warned(result, "textCut", "network.nodes[0].label"));
  REQUIRE(result.warnings[0].params[0] == "1000000");
}

TEST_CASE("invalid UTF-8 and control characters are replaced and named") {
  const auto result =
      opened(file("{\"nodes\":[{\"id\":\"a\",\"label\":\"St\xE9rk\"},{\"id\":\"b\",\"label\":\"a\x01z\"},{\"id\":\"c\","
                  "\"label\":\"x\\u0000y\\u001b\"}]}"));
  REQUIRE(result.network.nodes.at("a").label == "St\xEF\xBF\xBDrk");
  REQUIRE(result.network.nodes.at("b").label == "a z");
  REQUIRE(result.network.nodes.at("c").label == "x y ");
  REQUIRE(std::any_of(result.warnings.begin(), result.warnings.end(),
                      [](const Issue& issue) { return issue.code == "notUtf8"; }));
  REQUIRE(warned(result, "controlRemoved", "network.nodes[2].label"));
}

TEST_CASE("script in a label is text and stays text") {
  const std::string label = "<img src=x onerror=alert(1)>";
  const auto result = opened(file(R"({"nodes":[{"id":"a","label":")" + label + R"("}]})"));
  REQUIRE(result.network.nodes.at("a").label == label);
  REQUIRE(result.warnings.empty());
}

TEST_CASE("what this version does not know is kept and written back") {
  const std::string bytes =
      file(R"({"theme":{"a":1},"nodes":[{"id":"a","label":"A","colour":"red","fields":{"colour":"blue"}}]})");
  const auto result = opened(bytes);
  REQUIRE(result.network.fields.at("theme") == Json{{"a", 1}});
  REQUIRE(result.network.nodes.at("a").fields.at("colour") == "blue");
  REQUIRE(result.network.nodes.at("a").fields.at("colour 2") == "red");
  REQUIRE(warned(result, "fieldRenamed", "network.nodes[0].colour"));
  const auto again = opened(bytes_from_network(result.network));
  REQUIRE(again.warnings.empty());
  REQUIRE(again.network == result.network);
}

TEST_CASE("a byte order mark is no matter") { REQUIRE(opened("\xEF\xBB\xBF" + file("{}")).warnings.empty()); }

TEST_CASE("a key that stands twice is named, the last one counts") {
  const auto result = opened(file(R"({"title":"a","title":"b"})"));
  REQUIRE(result.network.title == "b");
  REQUIRE(result.warnings.size() == 1);
  REQUIRE(result.warnings[0].code == "keyTwice");
}

TEST_CASE("a file with a million faults is opened with few warnings and the right numbers") {
  Json nodes = Json::array();
  for (int i = 0; i < 3'000; ++i) nodes.push_back({{"id", "a"}, {"energy", "much"}, {"needs", {7}}});
  const Opened result = opened(file(Json{{"nodes", nodes}}.dump()));
  REQUIRE(result.network.nodes.size() == 3'000);
  std::size_t told = 0;
  for (const Issue& issue : result.warnings)
    told += issue.code == "moreWarnings" ? static_cast<std::size_t>(std::stoi(issue.params.at(0))) : 1;
  REQUIRE(told == 3'000 * 4 - 1);
  REQUIRE(result.warnings.size() == 4 * 101);
}

TEST_CASE("no more sectors are read than a network may have") {
  Json sectors = Json::array();
  for (int i = 0; i < 1'500; ++i) sectors.push_back({{"id", "s" + std::to_string(i)}});
  const Opened result = opened(file(Json{{"sectors", sectors}}.dump()));
  REQUIRE(result.network.sectors.size() == limits::list_items);
  REQUIRE(warned(result, "listCut", "network.sectors"));
}

TEST_CASE("a place with more than two numbers is cut to two, and that is named") {
  const auto result = opened(file(R"({"nodes":[{"id":"a","label":"A","position":[1,2,3]},
    {"id":"b","label":"B","position":{"x":1,"y":2,"z":3}},{"id":"c","label":"C","position":[1,2,null]},
    {"id":"d","label":"D","position":[1]},{"id":"e","label":"E","position":["1","2"]},{"id":"f","label":"F","position":{"x":1,"y":2}}]})"));
  for (const char* id : {"a", "b", "c", "f"}) REQUIRE(result.network.nodes.at(id).position == Point{1, 2});
  for (const char* id : {"d", "e"}) REQUIRE_FALSE(result.network.nodes.at(id).position);
  REQUIRE(result.warnings == Issues{{"positionCut", "network.nodes[0].position", {"[1,2,3]"}},
                                    {"positionCut", "network.nodes[1].position", {R"({"x":1,"y":2,"z":3})"}},
                                    {"positionDropped", "network.nodes[3].position", {"[1]"}},
                                    {"positionDropped", "network.nodes[4].position", {R"(["1","2"])"}}});
}

TEST_CASE("what stands beside the network in its file is named, as nothing keeps it") {
  const auto result =
      opened(R"({"type":"impactweb","version":1,"generator":"x","note":"read me","nothing":null,"network":{}})");
  REQUIRE(result.warnings == Issues{{"fieldDropped", "note", {"read me"}}});
}

TEST_CASE("an id of a wrong type is named with what it was") {
  const auto result =
      opened(file(R"({"nodes":[{"id":{"a":1},"label":"A"},{"id":true,"label":"B"},{"id":7,"label":"C"}]})"));
  REQUIRE(warned(result, "wrongTypeDropped", "network.nodes[0].id"));
  REQUIRE(warned(result, "wrongTypeDropped", "network.nodes[1].id"));
  REQUIRE(result.network.nodes.contains("7"));
  REQUIRE(result.warnings.size() == 4);
}

TEST_CASE("a cut emoji costs a file one character, not the rest") {
  const auto result = opened(file(R"({"title":"Ons \ud83d","nodes":[{"id":"a","label":"A \ud83d\ude00"}]})"));
  REQUIRE(result.network.title == "Ons \xEF\xBF\xBD");
  REQUIRE(result.network.nodes.at("a").label == "A \xF0\x9F\x98\x80");
  REQUIRE(result.warnings == Issues{{"characterCut", "line 1, column 57", {}}});
}
