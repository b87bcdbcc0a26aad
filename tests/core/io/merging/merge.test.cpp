#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/io/merging/merge.hpp"
#include "core/io/merging/replace.hpp"
#include "core/model/ids.hpp"
#include "core/operation/operations.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;

namespace {

/// Applies what somebody's session would apply; every operation must be accepted.
void apply_all(Network& network, const std::vector<Json>& operations) {
  for (const Json& operation : operations) {
    const auto applied = apply_operation(network, operation, Origin::local);
    if (const Issue* issue = std::get_if<Issue>(&applied))
      FAIL("refused: " << operation.dump() << ": " << issue->code << " " << issue->where);
  }
  CHECK(test::broken_invariant(network) == "");
}

Node& add_node(Network& network, const std::string& id, const std::string& label) {
  Node& node = network.nodes[id];
  node.id = id;
  node.label = label;
  return node;
}

Edge& add_edge(Network& network, const std::string& id, const std::string& from, const std::string& to,
               const std::string& kind) {
  Edge& edge = network.edges[id];
  edge.id = id;
  edge.from = from;
  edge.to = to;
  edge.kind = kind;
  return edge;
}

Network merged(Network network, const Network& incoming) {
  apply_all(network, merge_operations(network, incoming));
  return network;
}

/// After which the same network brings nothing any more.
Network merged_for_good(const Network& network, const Network& incoming) {
  Network once = merged(network, incoming);
  const auto again = merge_operations(once, incoming);
  INFO((again.empty() ? std::string() : again.front().dump()));
  CHECK(again.empty());
  return once;
}

}  // namespace

TEST_CASE("An empty network takes all that a file holds, positions too") {
  Network incoming = make_network();
  incoming.title = "Brabant";
  add_node(incoming, "a", "An").position = Point{1, 2};
  add_node(incoming, "b", "Ben").pinned = true;
  add_edge(incoming, "e", "a", "b", "funds");
  incoming.stories["s"] = {"s", "Title", "Text", "An", "2020", {"a", "e"}};
  incoming.snapshots["m"] = {"m", "Before", "2019", Json{{"nodes", Json::array()}}};
  incoming.fields["license"] = "CC0";
  CHECK(merged_for_good(make_network(), incoming) == incoming);
}

TEST_CASE("A filled-in value that differs wins, an empty one takes nothing away") {
  Network network = make_network();
  Node& old = add_node(network, "a", "An");
  old.place = "Breda";
  old.description = "stays";
  old.tags = {"x"};
  old.fields = {{"Web", "old"}, {"Phone", "1"}};
  old.stage_dates = {{Stage::dream, "2018"}};
  Network incoming = make_network();
  Node& fresh = add_node(incoming, "a", "An");
  fresh.place = "Tilburg";
  fresh.tags = {"y", "x"};
  fresh.fields = {{"Web", "new"}};
  fresh.stage_dates = {{Stage::pilot, "2020"}};
  const Network result = merged_for_good(network, incoming);
  const Node& node = result.nodes.at("a");
  CHECK(node.place == "Tilburg");
  CHECK(node.description == "stays");
  CHECK(node.tags == std::vector<std::string>{"x", "y"});
  CHECK(node.fields == std::map<std::string, Json>{{"Web", "new"}, {"Phone", "1"}});
  CHECK(node.stage_dates == std::map<Stage, std::string>{{Stage::dream, "2018"}, {Stage::pilot, "2020"}});
}

TEST_CASE("Without a common id a node is known by its folded name and kind, and its ties follow") {
  Network network = make_network();
  add_node(network, "own-1", "Coöperatie Zon");
  add_node(network, "own-2", "Zonneweide").kind = NodeKind::initiative;
  add_edge(network, "tie", "own-1", "own-2", "supports");
  Network incoming = make_network();
  add_node(incoming, "x", "COOPERATIE  zon").place = "Breda";
  add_node(incoming, "y", "Zonneweide").kind = NodeKind::challenge;
  add_edge(incoming, "z", "x", "y", "supports");
  const Network result = merged_for_good(network, incoming);
  CHECK(result.nodes.size() == 3);
  CHECK(result.nodes.at("own-1").label == "Coöperatie Zon");
  CHECK(result.nodes.at("own-1").place == "Breda");
  CHECK(result.nodes.at("y").kind == NodeKind::challenge);
  REQUIRE(result.edges.size() == 2);
  CHECK(result.edges.at("z").from == "own-1");
  CHECK(result.edges.at("z").to == "y");
}

TEST_CASE("The same tie under another id is not doubled, a tie of another kind is added") {
  Network network = make_network();
  add_node(network, "a", "An");
  add_node(network, "b", "Ben");
  add_edge(network, "e1", "a", "b", "funds");
  add_edge(network, "e2", "a", "b", "worksWith").direction = Direction::mutual;
  Network incoming = network;
  incoming.edges.clear();
  add_edge(incoming, "f1", "a", "b", "Funds").amount = 500;
  add_edge(incoming, "f2", "b", "a", "worksWith").direction = Direction::mutual;
  add_edge(incoming, "f3", "a", "b", "founded");
  add_edge(incoming, "f4", "b", "a", "funds");
  const Network result = merged_for_good(network, incoming);
  CHECK(result.edges.size() == 4);
  CHECK(result.edges.at("e1").amount == 500);
  CHECK(result.edges.at("e1").kind == "funds");
  CHECK(result.edges.at("e2").from == "a");
  CHECK(result.edges.contains("f3"));
  CHECK(result.edges.contains("f4"));
}

TEST_CASE("Two lists that are numbered alike are not mixed up: clashing ids are replaced") {
  Network network = make_network(), incoming = make_network();
  const char* ours[] = {"An", "Ben", "Cor"};
  const char* theirs[] = {"Dora", "Evert", "An"};
  for (int i = 0; i < 3; ++i) {
    add_node(network, std::to_string(i + 1), ours[i]);
    add_node(incoming, std::to_string(i + 1), theirs[i]);
  }
  add_edge(network, "0", "1", "2", "funds");
  add_edge(incoming, "0", "3", "1", "funds");
  const Network result = merged_for_good(network, incoming);
  CHECK(result.nodes.size() == 5);
  for (int i = 0; i < 3; ++i) CHECK(result.nodes.at(std::to_string(i + 1)).label == ours[i]);
  REQUIRE(result.edges.size() == 2);
  for (const auto& [id, edge] : result.edges) {
    CHECK(edge.from == "1");
    CHECK(result.nodes.at(edge.to).label == (id == "0" ? "Ben" : "Dora"));
  }
}

TEST_CASE("An id that Impactweb made names the same thing under a new name, and then a default counts") {
  const std::string id = make_id(), tie = make_id();
  Network network = make_network();
  add_node(network, id, "An").kind = NodeKind::initiative;
  add_edge(network, tie, id, id, "funds").direction = Direction::mutual;
  Network incoming = make_network();
  add_node(incoming, id, "Anna");
  add_edge(incoming, tie, id, id, "funds");
  const Network result = merged_for_good(network, incoming);
  CHECK(result.nodes.at(id).label == "Anna");
  CHECK(result.nodes.at(id).kind == NodeKind::actor);
  CHECK(result.edges.at(tie).direction == Direction::directed);
}

TEST_CASE("Positions of an arranged network stay, and newcomers come without one") {
  Network network = make_network(), incoming = make_network();
  add_node(network, "a", "An").position = Point{1, 2};
  add_node(network, "b", "Ben");
  add_node(incoming, "a", "An").position = Point{9, 9};
  Node& ben = add_node(incoming, "b", "Ben");
  ben.position = Point{8, 8};
  ben.pinned = true;
  add_node(incoming, "c", "Cor").position = Point{7, 7};
  const Network result = merged_for_good(network, incoming);
  CHECK(result.nodes.at("a").position == Point{1, 2});
  CHECK_FALSE(result.nodes.at("b").position);
  CHECK_FALSE(result.nodes.at("b").pinned);
  CHECK_FALSE(result.nodes.at("c").position);
}

TEST_CASE("Needs are the same by text and keep what is known about them") {
  Network network = make_network(), incoming = make_network();
  add_node(network, "a", "An").needs = {{"k1", "Geld", {"x"}, Terms::gift, ExchangeStatus::matched}};
  add_node(incoming, "a", "An").needs = {{"item-0001", "een ruimte", {}, Terms::unset, ExchangeStatus::open},
                                         {"k1", "GELD", {"y"}, Terms::unset, ExchangeStatus::open}};
  const Network result = merged_for_good(network, incoming);
  const auto& needs = result.nodes.at("a").needs;
  REQUIRE(needs.size() == 2);
  CHECK(needs[0].text == "een ruimte");
  CHECK(needs[1] == Exchange{"k1", "Geld", {"x", "y"}, Terms::gift, ExchangeStatus::matched});
}

TEST_CASE("A sector of one's own comes along, a default one that was removed does not come back unused") {
  Network network = make_network();
  network.sectors = {{"care", "Zorg", "#112233"}};
  add_node(network, "a", "An").sector = "care";
  Network incoming = make_network();
  incoming.sectors.push_back({"zorg-2", "zorg", ""});
  incoming.sectors.push_back({"sport", "Sport", ""});
  add_node(incoming, "b", "Ben").sector = "zorg-2";
  add_node(incoming, "c", "Cor").sector = "media";
  const Network result = merged_for_good(network, incoming);
  std::set<std::string> ids;
  for (const Sector& sector : result.sectors) ids.insert(sector.id);
  CHECK(ids == std::set<std::string>{"care", "media", "sport"});
  CHECK(result.nodes.at("b").sector == "care");
}

TEST_CASE("Stories point at the nodes as they are called here") {
  Network network = make_network(), incoming = make_network();
  add_node(network, "own", "An");
  add_node(incoming, "x", "An");
  incoming.stories["s"] = {"s", "Title", "Text", "", "", {"x"}};
  const Network result = merged_for_good(network, incoming);
  CHECK(result.stories.at("s").about == std::vector<std::string>{"own"});
}

TEST_CASE("Random networks merge by accepted operations, and a second time nothing happens") {
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    INFO("seed " << seed);
    test::Random random(seed);
    const Network network = test::random_network(random, 1 + random.below(12), 20);
    const Network incoming = test::random_network(random, 1 + random.below(12), 20);
    CHECK(merge_operations(network, network).empty());
    const Network result = merged_for_good(network, incoming);
    for (const auto& [id, node] : network.nodes) CHECK(result.nodes.contains(id));
    for (const auto& [id, edge] : network.edges) CHECK(result.edges.contains(id));
  }
}

TEST_CASE("Replacing gives exactly the other network, by accepted operations") {
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    INFO("seed " << seed);
    test::Random random(seed);
    Network network = test::random_network(random, random.below(12), 20);
    for (int i = 0; i < 10; ++i) apply_operation(network, test::random_operation(random, network), Origin::remote);
    Network incoming = test::random_network(random, random.below(12), 20);
    incoming.waiting_edges.clear();
    apply_all(network, replace_operations(network, incoming));
    CHECK(network == incoming);
    CHECK(replace_operations(network, incoming).empty());
  }
}

TEST_CASE("An edge that waits for an end does not survive a replacement") {
  Network network = make_network();
  add_node(network, "a", "An");
  Edge& waiting = network.waiting_edges["w"];
  waiting.id = "w";
  waiting.from = "a";
  waiting.to = "gone";
  Network incoming = make_network();
  add_node(incoming, "a", "An");
  add_node(incoming, "gone", "Back");
  apply_all(network, replace_operations(network, incoming));
  CHECK(network == incoming);
}
