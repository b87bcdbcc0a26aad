// Networks for the tests of core/analysis: small ones written down on the spot, and those of
// reference/make_reference.py.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/analysis/measures.hpp"

namespace fixtures {

using impactweb::Direction;
using impactweb::Edge;
using impactweb::Json;
using impactweb::Network;
using impactweb::Node;

/// `n0007`: in order of id is in order of number.
inline std::string node_id(std::size_t number) {
  const std::string digits = std::to_string(number);
  return "n" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

inline std::string edge_id(std::size_t number) { return "e" + node_id(number).substr(1); }

inline Node& add_node(Network& network, const std::string& id, const std::string& sector = "") {
  Node& node = network.nodes[id];
  node.id = node.label = id;
  node.sector = sector;
  return node;
}

inline Edge& add_edge(Network& network, const std::string& from, const std::string& to,
                      Direction direction = Direction::undirected, const std::string& kind = "worksWith") {
  const std::string id = edge_id(network.edges.size());
  Edge& edge = network.edges[id];
  edge.id = id;
  edge.from = from;
  edge.to = to;
  edge.direction = direction;
  edge.kind = kind;
  return edge;
}

/// Undirected ties between nodes 0 … nodes − 1.
inline Network network_of(std::size_t nodes, const std::vector<std::pair<std::size_t, std::size_t>>& ties) {
  Network network;
  for (std::size_t node = 0; node < nodes; ++node) add_node(network, node_id(node));
  for (const auto& [from, to] : ties) add_edge(network, node_id(from), node_id(to));
  return network;
}

inline Network path_of(std::size_t nodes) {
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t node = 1; node < nodes; ++node) ties.emplace_back(node - 1, node);
  return network_of(nodes, ties);
}

/// Node 0 is the centre.
inline Network star_of(std::size_t nodes) {
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t node = 1; node < nodes; ++node) ties.emplace_back(0, node);
  return network_of(nodes, ties);
}

/// A list of references, never an empty one, with which a test would hold whatever the program does.
inline Json reference(const std::string& name, const std::string& room = "analysis") {
  std::ifstream file(std::string(IMPACTWEB_TESTS_DIR) + "/core/" + room + "/reference/" + name);
  Json list = Json::parse(file);
  REQUIRE(list.is_array());
  REQUIRE_FALSE(list.empty());
  return list;
}

/// A graph of reference/graphs.json as a network.
inline Network network_of(const Json& graph) {
  Network network;
  const auto sectors = graph.at("sectors").get<std::vector<std::string>>();
  for (std::size_t node = 0; node < sectors.size(); ++node) add_node(network, node_id(node), sectors[node]);
  constexpr Direction directions[] = {Direction::directed, Direction::mutual, Direction::undirected};
  for (const Json& edge : graph.at("edges"))
    add_edge(network, node_id(edge[0]), node_id(edge[1]), directions[edge[2].get<std::size_t>()]);
  return network;
}

/// One entry of what `measures` gives.
inline Json measure(const Network& network, const std::string& id,
                    const impactweb::analysis::MeasureOptions& options = {}) {
  const std::vector<std::string> ids{id};
  return std::get<Json>(impactweb::analysis::measures(network, ids, options)).at(id);
}

}  // namespace fixtures
