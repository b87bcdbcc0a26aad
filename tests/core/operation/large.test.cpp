// Large steps: what they cost grows with what they touch. With a look at all edges for each node, these take minutes.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/operation/session.hpp"

using namespace impactweb;

namespace {

constexpr std::size_t nodes = 6'000, edges = 18'000;

std::vector<std::string> ids(const char* prefix, std::size_t count) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < count; ++i) list.push_back(prefix + std::to_string(i));
  return list;
}

std::vector<Json> additions(const char* prefix, std::size_t count) {
  std::vector<Json> operations;
  for (const std::string& id : ids(prefix, count))
    operations.push_back({{"op", "addNode"}, {"node", {{"id", id}, {"label", id}}}});
  return operations;
}

/// A session with nodes n0 … and edges e0 … between them.
Session large_session() {
  Network network = make_network();
  for (const std::string& id : ids("n", nodes)) {
    Node& node = network.nodes[id];
    node.id = node.label = id;
  }
  for (std::size_t i = 0; i < edges; ++i) {
    Edge edge;
    edge.id = "e" + std::to_string(i);
    edge.from = "n" + std::to_string(i % nodes);
    edge.to = "n" + std::to_string(i * 7 % nodes);
    edge.kind = "worksWith";
    network.edges.emplace(edge.id, edge);
  }
  return Session(std::move(network));
}

}  // namespace

TEST_CASE("thousands of added nodes are taken back without a look at all edges for each") {
  Session session = large_session();
  const Network before = session.network();
  REQUIRE(session.apply(additions("new", nodes)).applied == nodes);
  REQUIRE(session.undo().skipped.empty());
  REQUIRE(session.network() == before);
  REQUIRE(session.redo().skipped.empty());
  REQUIRE(session.network().nodes.size() == 2 * nodes);
}

TEST_CASE("all nodes are removed, one by one or at once, and brought back with their ties") {
  Session session = large_session();
  const Network before = session.network();
  std::vector<Json> removals;
  for (const std::string& id : ids("n", nodes)) removals.push_back({{"op", "removeNodes"}, {"ids", {id}}});
  for (const std::vector<Json>& step : {removals, {{{"op", "removeNodes"}, {"ids", ids("n", nodes)}}}}) {
    REQUIRE(session.apply(step).rejected.empty());
    REQUIRE(session.network().nodes.empty());
    REQUIRE(session.network().edges.empty());
    REQUIRE(session.undo().skipped.empty());
    REQUIRE(session.network() == before);
  }
}

TEST_CASE("thousands of nodes that come back find the edges that waited for them") {
  Session session = large_session();
  const Network before = session.network();
  session.apply({{{"op", "removeNodes"}, {"ids", ids("n", nodes)}, {"edges", Json::array()}}},
                {Origin::remote, "", {}});
  REQUIRE(session.network().waiting_edges.size() == edges);
  REQUIRE(session.apply(additions("n", nodes)).applied == nodes);
  REQUIRE(session.network() == before);
}
