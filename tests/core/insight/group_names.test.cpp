#include "core/insight/group_names.hpp"

#include <catch2/catch_test_macros.hpp>

namespace impactweb::insight {

namespace {

void add(Network& network, const std::string& id, const std::string& place, std::vector<std::string> tags = {}) {
  Node node;
  node.id = id;
  node.label = "label of " + id;
  node.place = place;
  node.tags = std::move(tags);
  network.nodes.emplace(id, node);
}

void tie(Network& network, const std::string& from, const std::string& to) {
  Edge edge;
  edge.id = from + to + std::to_string(network.edges.size());
  edge.from = from;
  edge.to = to;
  network.edges.emplace(edge.id, edge);
}

NodeGroup group(const Network& network, std::initializer_list<const char*> ids) {
  NodeGroup nodes;
  for (const char* id : ids) nodes.push_back(&network.nodes.at(id));
  return nodes;
}

}  // namespace

TEST_CASE("a group is called by the place or tag that makes it, and else by its heart", "[insight]") {
  Network network;
  for (const char* id : {"a", "b", "c"}) add(network, id, "Breda", {"zorg"});
  add(network, "d", "");
  for (const char* id : {"e", "f", "g"}) add(network, id, "Oss", {"Water"});
  for (const char* id : {"h", "i", "j"}) add(network, id, "oss", {"wonen"});
  for (const char* id : {"k", "l", "m"}) add(network, id, "");
  tie(network, "k", "l");
  tie(network, "l", "m");
  tie(network, "a", "k");
  tie(network, "b", "k");
  const auto names = group_names(network, {group(network, {"a", "b", "c", "d"}), group(network, {"e", "f", "g"}),
                                           group(network, {"h", "i", "j"}), group(network, {"k", "l", "m"})});
  REQUIRE(names.size() == 4);
  CHECK(names[0].from == GroupName::From::place);
  CHECK(names[0].text == "Breda");
  SECTION("a place that is found elsewhere as often is not taken unless half of it is here") {
    CHECK(names[1].text == "Oss");
    add(network, "n", "OSS ");
    const auto again = group_names(network, {group(network, {"e", "f", "g"})});
    CHECK(again[0].from == GroupName::From::tag);
    CHECK(again[0].text == "Water");
  }
  SECTION("ties to others count for nothing: the heart is who has most within") {
    CHECK(names[3].from == GroupName::From::heart);
    CHECK(names[3].text == "label of l");
  }
  SECTION("of as many ties the first id is the heart, and a group without ties has one") {
    CHECK(group_names(network, {group(network, {"m", "k"})})[0].text == "label of k");
    CHECK(group_names(network, {NodeGroup()})[0].text.empty());
  }
  SECTION("a place that only a few of the group have is not its name") {
    const auto few = group_names(network, {group(network, {"a", "d", "k", "l", "m"})});
    CHECK(few[0].from == GroupName::From::heart);
  }
}

}  // namespace impactweb::insight
