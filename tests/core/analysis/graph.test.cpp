#include "core/analysis/graph.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

std::vector<std::uint32_t> row(const Adjacency& adjacency, std::uint32_t node) {
  const auto neighbours = adjacency.neighbours(node);
  return {neighbours.begin(), neighbours.end()};
}

using Row = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("rows are ascending, without repetitions and loops") {
  const Adjacency adjacency = make_adjacency(4, {{2, 3}, {2, 0}, {2, 3}, {2, 2}, {0, 2}});
  CHECK(adjacency.size() == 4);
  CHECK(row(adjacency, 0) == Row{2});
  CHECK(row(adjacency, 1).empty());
  CHECK(row(adjacency, 2) == Row{0, 3});
  CHECK(row(adjacency, 3).empty());
  CHECK(adjacency.has(2, 3));
  CHECK_FALSE(adjacency.has(3, 2));
  CHECK(make_adjacency(0, {}).size() == 0);
}

TEST_CASE("ids that look alike to a hash are told apart") {
  // Pairs of words with the same 32 bits of FNV-1a.
  Network network;
  for (const char* id : {"altarage", "costarring", "declinate", "liquid", "macallums", "zinke"})
    network.nodes[id].id = id;
  network.nodes["liquid"].kind = impactweb::NodeKind::challenge;
  add_edge(network, "altarage", "costarring", Direction::undirected);
  add_edge(network, "zinke", "declinate", Direction::undirected);
  add_edge(network, "macallums", "liquid", Direction::undirected);
  const Graph graph(network);
  CHECK(graph.size() == 5);
  CHECK(row(graph.undirected(), 0) == Row{1});
  CHECK(row(graph.undirected(), 1) == Row{0});
  CHECK(row(graph.undirected(), 2) == Row{4});
  CHECK(row(graph.undirected(), 3).empty());
  CHECK(row(graph.undirected(), 4) == Row{2});
}

TEST_CASE("a directed tie goes one way, mutual and undirected ones both") {
  Network network = network_of(4, {});
  add_edge(network, node_id(0), node_id(1), Direction::directed);
  add_edge(network, node_id(1), node_id(2), Direction::mutual);
  add_edge(network, node_id(3), node_id(2), Direction::undirected);
  const Graph graph(network);
  CHECK(row(graph.out(), 0) == Row{1});
  CHECK(row(graph.out(), 1) == Row{2});
  CHECK(row(graph.out(), 2) == Row{1, 3});
  CHECK(row(graph.out(), 3) == Row{2});
  CHECK(row(graph.in(), 0).empty());
  CHECK(row(graph.in(), 1) == Row{0, 2});
  CHECK(row(graph.undirected(), 1) == Row{0, 2});
}

TEST_CASE("only actors and ties that are more than potential count, unless asked") {
  Network network = network_of(3, {{0, 1}});
  network.nodes.at(node_id(2)).kind = impactweb::NodeKind::initiative;
  add_edge(network, node_id(0), node_id(2));
  add_edge(network, node_id(1), node_id(2)).status = impactweb::EdgeStatus::potential;

  const Graph plain(network);
  CHECK(plain.size() == 2);
  CHECK(plain.edges().size() == 1);
  const Graph two_mode(network, {false, true});
  CHECK(two_mode.size() == 3);
  CHECK(two_mode.edges().size() == 2);
  const Graph everything(network, {true, true});
  CHECK(everything.edges().size() == 3);
  CHECK(row(everything.undirected(), 2) == Row{0, 1});

  CHECK(measure(network, "degree").at("perNode") == Json{{node_id(0), 1}, {node_id(1), 1}});
  const Json counted = measure(network, "degree", {{true, true}});
  CHECK(counted.at("perNode") == Json{{node_id(0), 2}, {node_id(1), 2}, {node_id(2), 2}});
  CHECK(counted.at("twoMode") == true);
}

TEST_CASE("parallel ties stay apart among the ties and count once in the views") {
  Network network = network_of(2, {{0, 1}, {0, 1}, {1, 0}, {1, 1}});
  const Graph graph(network);
  CHECK(graph.edges().size() == 4);
  CHECK(row(graph.undirected(), 0) == Row{1});
  CHECK(row(graph.undirected(), 1) == Row{0});
}

TEST_CASE("sectors are grouped by name, and those not filled in are unknown") {
  Network network;
  add_node(network, "a", "zorg");
  add_node(network, "b", "");
  add_node(network, "c", "business");
  add_node(network, "d", "zorg");
  const Groups groups = sectors_of(Graph(network));
  CHECK(groups.names == std::vector<std::string_view>{"business", "zorg"});
  CHECK(groups.of_node == Row{1, Groups::unknown, 0, 1});
  CHECK(groups.sizes == Row{1, 2});
  CHECK(groups.known() == 3);
}
