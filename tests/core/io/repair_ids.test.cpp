// Ids of a file that are not good or not unlike each other, and what points at them.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/file.hpp"
#include "core/model/limits.hpp"

using namespace impactweb;

namespace {

Opened opened(const Json& network) {
  const auto result = open_impactweb_json({{"type", "impactweb"}, {"version", 1}, {"network", network}});
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " at " << issue->where);
  return std::get<Opened>(result);
}

bool reads_back(const Network& network) {
  const auto again = open_impactweb(bytes_from_network(network));
  const Opened* same = std::get_if<Opened>(&again);
  return same != nullptr && same->warnings.empty() && same->network == network;
}

Json node(const Json& id, const std::string& label) { return {{"id", id}, {"label", label}}; }
Json edge(const Json& from, const Json& to) { return {{"from", from}, {"to", to}, {"kind", "funds"}}; }

}  // namespace

TEST_CASE("an id that is made up is none that a later entry of the file has") {
  const Network network = opened({{"nodes",
                                   {{{"label", "no id"}},
                                    node("a", "first"),
                                    node("a", "second"),
                                    node("b\x01", "unclean"),
                                    node("node-1", "mine 1"),
                                    node("a-2", "mine 2"),
                                    node("b ", "mine 3")}},
                                  {"edges", {edge("node-1", "a-2"), edge("b ", "b\x01")}}})
                              .network;
  REQUIRE(network.nodes.size() == 7);
  REQUIRE(network.nodes.at("node-1").label == "mine 1");
  REQUIRE(network.nodes.at("a-2").label == "mine 2");
  REQUIRE(network.nodes.at("b ").label == "mine 3");
  REQUIRE(network.nodes.at("a").label == "first");
  REQUIRE(network.nodes.at("a-3").label == "second");
  REQUIRE(network.nodes.at("b -2").label == "unclean");
  REQUIRE(network.nodes.at("node-1-2").label == "no id");
  REQUIRE(network.edges.at("edge-1").to == "a-2");
  REQUIRE(network.edges.at("edge-2").from == "b ");
  REQUIRE(network.edges.at("edge-2").to == "b -2");
}

TEST_CASE("ties, stories and sectors follow an id that had to be cleaned or cut") {
  const std::string long_id = std::string(199, 'x') + "éé", cut = std::string(199, 'x');
  const Opened result =
      opened({{"sectors", {{{"id", "care\x7f"}, {"label", "Care"}}}},
              {"nodes", {node("a\tb", "A"), node(long_id, "B"), node(7, "C")}},
              {"edges", {edge("a\tb", long_id), edge(7, "7"), {{"id", "e\n"}, {"from", long_id}, {"to", 7}}}},
              {"stories", {{{"id", "s"}, {"about", {"a\tb", long_id, "e\n", "gone"}}}}}});
  REQUIRE(result.network.nodes.contains(cut));
  REQUIRE(result.network.edges.size() == 3);
  REQUIRE(result.network.edges.at("edge-1").from == "a b");
  REQUIRE(result.network.edges.at("edge-1").to == cut);
  REQUIRE(result.network.stories.at("s").about == std::vector<std::string>{"a b", cut, "e ", "gone"});
  REQUIRE(reads_back(result.network));
}

TEST_CASE("a sector's new id is that of its nodes") {
  Json member = node("a", "A");
  member["sector"] = std::string(250, 's');
  const Network network =
      opened({{"sectors", {{{"id", std::string(250, 's')}, {"label", "S"}}}}, {"nodes", {member}}}).network;
  REQUIRE(network.sectors.at(0).id == network.nodes.at("a").sector);
}

TEST_CASE("a node without a name and with a blank id has a name to be read by") {
  const Network network = opened({{"nodes", {{{"id", "  "}}, {{"id", "\x01"}}, {{"id", "x"}}}}}).network;
  REQUIRE(network.nodes.at("  ").label == "node-1");
  REQUIRE(network.nodes.at("node-2").label == "node-2");
  REQUIRE(network.nodes.at("x").label == "x");
  REQUIRE(reads_back(network));
}

TEST_CASE("needs that take an id from their place leave those of later ones alone, and a new id is named") {
  Json member = node("a", "A");
  member["needs"] = {
      {{"text", "first"}}, {{"id", "item-0001"}, {"text", "mine"}}, {{"id", "item-0001"}, {"text", "2"}}};
  const Opened result = opened({{"nodes", {member}}});
  const auto& needs = result.network.nodes.at("a").needs;
  REQUIRE(needs.size() == 3);
  REQUIRE(needs[0].id == "item-0001");
  REQUIRE(needs[0].text == "mine");
  REQUIRE(needs[1].text == "first");
  REQUIRE(result.warnings.size() == 1);
  REQUIRE(result.warnings[0] == Issue{"idRenamed", "network.nodes[0].needs[2].id", {"item-0001", "item-0003"}});
}

TEST_CASE("files full of one id, or with an id of a megabyte, are read in one go") {
  // Counting up from 2 for each, or cutting character by character, takes minutes.
  Json nodes = Json::array();
  for (int i = 0; i < 40'000; ++i) nodes.push_back(node("a", "A"));
  for (int i = 0; i < 10'000; ++i) nodes.push_back(node(std::string(300, 'b'), "B"));
  for (int i = 2; i < 10'000; ++i) nodes.push_back(node("a-" + std::to_string(i), "C"));
  for (int i = 0; i < 20; ++i) nodes.push_back(node(std::string(1'000'000, 'c'), "D"));
  const Opened result = opened({{"nodes", nodes}});
  REQUIRE(result.network.nodes.size() == nodes.size());
  REQUIRE(result.network.nodes.at("a-9999").label == "C");
  for (const auto& [id, each] : result.network.nodes) REQUIRE(id.size() <= limits::id_bytes);
}

TEST_CASE("a node full of names that come out the same is read in one go") {
  Json fields = Json::object();
  for (int i = 0; i < 40'000; ++i) fields[std::string(400, 'k') + std::to_string(i)] = 1;
  Json member = node("a", "A");
  member["fields"] = fields;
  REQUIRE(opened({{"nodes", {member}}}).network.nodes.at("a").fields.size() == limits::list_items);
}
