#include "core/io/graphs/kumu_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/io/opening/formats.hpp"
#include "core/text/text.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;

namespace {

Result<Opened> read(const std::string& text) {
  const std::vector<InputFile> files = {{"kumu.json", text}};
  return open_kumu(files);
}

Opened opened(const std::string& text) {
  Result<Opened> result = read(text);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  CHECK(test::broken_invariant(std::get<Opened>(result).network) == "");
  return std::get<Opened>(std::move(result));
}

}  // namespace

TEST_CASE("Kumu's simple form is read: ends by id or label, attributes as fields") {
  const Opened file = opened(R"({"elements":[
      {"id":"a1","label":"An","type":"Person","description":"Hi","tags":["x","y, z"],"Budget":12,"Needs":["help","room"],"City":"Breda","Link":{"u":[1]}},
      {"label":"Ben","type":"Bakery","tags":"p|q"},
      {"id":3,"label":"Cor","type":"initiatief"}],
    "connections":[
      {"id":"c1","from":"a1","to":"Ben","type":"funds","direction":"mutual","tags":["t"]},
      {"from":"ben","to":3,"type":"knows","label":"since school"},
      {"from":"Cor","to":"Dirk"}]})");
  const Network& network = file.network;
  REQUIRE(network.nodes.size() == 4);
  const Node& an = network.nodes.at("a1");
  CHECK(an.form == Form::person);
  CHECK(an.description == "Hi");
  CHECK(an.tags == std::vector<std::string>{"x", "y, z"});
  CHECK(an.place == "Breda");
  REQUIRE(an.needs.size() == 2);
  CHECK(an.needs[1].text == "room");
  CHECK(an.fields == std::map<std::string, Json>{{"Budget", 12}, {"Link", {{"u", {1}}}}});
  CHECK(network.nodes.at("3").kind == NodeKind::initiative);
  const Edge& first = network.edges.at("c1");
  CHECK(first.from == "a1");
  CHECK(network.nodes.at(first.to).label == "Ben");
  CHECK(network.nodes.at(first.to).fields == std::map<std::string, Json>{{"Type", "Bakery"}});
  CHECK(first.kind == "funds");
  CHECK(first.direction == Direction::mutual);
  CHECK(first.fields == std::map<std::string, Json>{{"tags", {"t"}}});
  CHECK(network.edges.size() == 3);
  CHECK(file.warnings == Issues{{"tieEndAdded", "connections[2].to", {"Dirk"}}});
}

TEST_CASE("Kumu's blueprint is read, with its positions") {
  const Opened file = opened(R"({"name":"Web","description":"About","attributes":[],"elements":[
      {"_id":"elem-1","created_at":"x","attributes":{"label":"An","element type":"Organization","color":"red"}},
      {"_id":"elem-2","attributes":{"label":"Ben"}}],
    "connections":[{"_id":"conn-1","from":"elem-1","to":"elem-2","direction":"directed","reversed":true,"attributes":{"connection type":"part of"}}],
    "maps":[{"elements":[]},{"elements":[{"_id":"p","element":"elem-2","position":{"x":10.5,"y":-3},"pinned":true},{"element":"nobody","position":{"x":1,"y":1}},{"element":"elem-1","position":{"x":"a"}}]}]})");
  CHECK(file.warnings == Issues{{"positionDropped", "maps[1].elements[2].position", {R"({"x":"a"})"}}});
  CHECK(file.network.title == "Web");
  CHECK(file.network.description == "About");
  CHECK(file.network.nodes.at("elem-1").form == Form::organisation);
  CHECK(file.network.nodes.at("elem-1").fields == std::map<std::string, Json>{{"color", "red"}});
  CHECK(file.network.nodes.at("elem-2").position == Point{10.5, -3});
  CHECK(file.network.nodes.at("elem-2").pinned);
  const Edge& edge = file.network.edges.at("conn-1");
  CHECK(edge.from == "elem-2");
  CHECK(edge.to == "elem-1");
  CHECK(edge.kind == "partOf");
  CHECK(edge.fields.empty());
}

TEST_CASE("Hostile Kumu files are refused or repaired, each fault named") {
  CHECK(std::get<Issue>(read("{\"elements\":[")).code == "jsonCutOff");
  CHECK(std::get<Issue>(read("[]")).code == "notKumu");
  CHECK(std::get<Issue>(read(R"({"elements":{"nodes":[]}})")).code == "notKumu");
  const Opened file = opened(
      R"({"elements":[1,{},{"label":7},{"label":"A","id":["x"]},{"label":["B","C"],"id":"b","Energy":9},{"id":"only"},{"label":"\u0001A"}],
      "connections":[null,{"from":"b"},{"from":{"x":1},"to":"b"},{"from":"b","to":"only","id":"b","type":[1]}]})");
  CHECK(file.network.nodes.size() == 4);
  CHECK(file.network.nodes.at("b").label == "B | C");
  CHECK(file.network.nodes.at("b").fields.at("Energy") == 9);
  CHECK(file.network.nodes.at("only").label == "only");
  // Connections are numbered apart from elements.
  REQUIRE(file.network.edges.size() == 1);
  CHECK(file.network.edges.contains("eb"));
  std::vector<std::pair<std::string, std::string>> faults;
  for (const Issue& issue : file.warnings) faults.emplace_back(issue.code, issue.where);
  CHECK(faults == std::vector<std::pair<std::string, std::string>>{{"wrongTypeDropped", "elements[0]"},
                                                                   {"rowWithoutName", "elements[1]"},
                                                                   {"idReplaced", "elements[3].id"},
                                                                   {"valueKeptAsField", "elements[4].Energy"},
                                                                   {"rowMerged", "elements[6]"},
                                                                   {"wrongTypeDropped", "connections[0]"},
                                                                   {"tieEndEmpty", "connections[1].to"},
                                                                   {"tieEndEmpty", "connections[2].from"}});
}

TEST_CASE("What is written is Kumu's simple form") {
  test::Random random(3);
  const Network network = test::random_network(random, 5, 5);
  const auto files = save_kumu(network);
  REQUIRE(files.size() == 1);
  const Json file = Json::parse(files[0].bytes);
  REQUIRE(file["elements"].size() == network.nodes.size());
  REQUIRE(file["connections"].size() == network.edges.size());
  for (const Json& element : file["elements"]) {
    CHECK(network.nodes.at(element["id"]).label == element["label"]);
    CHECK(element["type"].is_string());
    if (element.contains("tags")) CHECK(element["tags"].is_array());
  }
  for (const Json& connection : file["connections"]) {
    CHECK(network.edges.at(connection["id"]).from == connection["from"]);
    CHECK(connection["direction"].is_string());
  }
}

TEST_CASE("Random networks come back from Kumu's form as documented") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO(seed);
    test::Random random(seed);
    const Network network = test::random_network(random, 12, 20);
    const Opened file = opened(save_kumu(network)[0].bytes);
    CHECK(file.warnings.empty());
    Network kept = make_network();
    kept.title = network.title;
    kept.description = network.description;
    for (auto [id, node] : network.nodes) {
      for (const Sector& sector : network.sectors)
        if (sector.id == node.sector && !sector.label.empty()) node.sector = sector.label;
      node.label = std::string(trim(node.label));
      kept.nodes.emplace(id, node);
    }
    kept.edges = network.edges;
    for (const auto& [id, node] : kept.nodes) CHECK(to_json(file.network.nodes.at(id)).dump() == to_json(node).dump());
    CHECK(file.network == kept);
  }
}

TEST_CASE("Free attributes keep their types beside those that Kumu knows") {
  Network network = make_network();
  Node node;
  node.id = "n";
  node.label = "N";
  node.fields = {{"Label", "x"},
                 {"naam", "y"},
                 {"list", {1, "a"}},
                 {"number", 1.5},
                 {"text", "1.5"},
                 {"empty", ""},
                 {"attributes", {{"label", "z"}}},
                 {" k ", true},
                 {"Type", 5}};
  network.nodes.emplace("n", node);
  Edge edge;
  edge.id = "e";
  edge.from = edge.to = "n";
  edge.fields = {{"reversed", true}, {"weight", 3}, {"Type", "x"}, {"Tags", {"t"}}};
  network.edges.emplace("e", edge);
  CHECK(opened(save_kumu(network)[0].bytes).network == network);
}

TEST_CASE("Places on a map that are none are named") {
  const Opened file = opened(
      R"({"elements":[{"id":"a","label":"An"},{"id":"b","label":"Ben"},{"id":"c","label":"Cor"}],"connections":[],
    "maps":[{"elements":[{"element":"a","position":{"x":1,"y":2}},{"element":"b","position":[1,2]},{"element":"c","position":{"x":"1","y":2}},7]}]})");
  CHECK(file.network.nodes.at("a").position == Point{1, 2});
  CHECK(file.warnings == Issues{{"positionDropped", "maps[0].elements[1].position", {"[1,2]"}},
                                {"positionDropped", "maps[0].elements[2].position", {R"({"x":"1","y":2})"}},
                                {"wrongTypeDropped", "maps[0].elements[3]", {"7"}}});
}

TEST_CASE("Feedback loops of Kumu are kept, and written again") {
  const Json loops = Json::array({{{"_id", "l1"}, {"attributes", {{"label", "R1"}}}}});
  const Json file = {{"elements", Json::array({{{"_id", "a"}, {"attributes", {{"label", "A"}}}}})},
                     {"connections", Json::array()},
                     {"loops", loops}};
  const Result<Opened> result = open_files(std::vector<InputFile>{{"x.json", file.dump()}});
  REQUIRE(std::holds_alternative<Opened>(result));
  const Network& network = std::get<Opened>(result).network;
  CHECK(network.fields.at("loops") == loops);
  CHECK(Json::parse(save_kumu(network)[0].bytes).at("loops") == loops);
}
