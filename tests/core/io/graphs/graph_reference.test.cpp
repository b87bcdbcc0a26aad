// Graph files beside other people's programs: what networkx and igraph wrote is read, and what we write is what they
// were seen to read (reference/make_reference.py).
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "core/io/opening/formats.hpp"

using namespace impactweb;

namespace {

const std::string folder = std::string(IMPACTWEB_TESTS_DIR) + "/core/io/reference/";

std::string bytes_of(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>(file), {}};
}

Network opened(const std::string& name) {
  Result<Opened> result = open_files(std::vector<InputFile>{{name, bytes_of(name)}});
  if (const Issue* issue = std::get_if<Issue>(&result))
    FAIL(name << " refused: " << issue->code << " " << issue->where);
  // networkx numbers the edges between each pair apart.
  for (const Issue& issue : std::get<Opened>(result).warnings) CHECK(issue.code == "edgeIdsReplaced");
  return std::get<Opened>(std::move(result)).network;
}

constexpr std::string_view graph_formats[] = {"gexf", "graphml", "gephi-lite", "graphology", "polinode"};

OutputFile written(std::string_view id) {
  const auto all = formats();
  const auto format = std::find_if(all.begin(), all.end(), [&](const Format& each) { return each.id == id; });
  return format->save(opened("network.json"))[0];
}

}  // namespace

TEST_CASE("What is written of a network is what other programs were seen to read") {
  for (const std::string_view id : graph_formats) {
    const OutputFile file = written(id);
    INFO(file.name);
    CHECK(file.bytes == bytes_of("written/" + file.name));
  }
}

TEST_CASE("Writes the files that other programs are then to read", "[.][write-reference]") {
  for (const std::string_view id : graph_formats) {
    const OutputFile file = written(id);
    std::ofstream(folder + "written/" + file.name, std::ios::binary) << file.bytes;
  }
}

TEST_CASE("Files of networkx and igraph hold what these programs say of them") {
  const Json all = Json::parse(bytes_of("expected.json"));
  REQUIRE(all.size() >= 5);
  for (const auto& [name, expected] : all.items()) {
    INFO(name);
    const Network network = opened(name);
    REQUIRE(network.nodes.size() == expected["nodes"].size());
    for (const auto& [id, values] : expected["nodes"].items()) {
      INFO(id);
      const Node& node = network.nodes.at(id);
      CHECK(node.label == values["label"]);
      CHECK(node.energy == values["energy"]);
      CHECK(node.fields.at("score") == values["score"]);
      CHECK(node.fields.at("member") == values["member"]);
    }
    Json edges = Json::array();
    for (const auto& [id, edge] : network.edges)
      edges.push_back({edge.from, edge.to, edge.direction == Direction::directed, edge.fields.at("weight")});
    std::sort(edges.begin(), edges.end());
    CHECK(edges == expected["edges"]);
  }
}
