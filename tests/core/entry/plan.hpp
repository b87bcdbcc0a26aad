// What a plan for a line comes to, in words that tests compare.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/entry/quick_entry.hpp"
#include "core/model/ids.hpp"
#include "core/operation/operations.hpp"

namespace impactweb::test {

inline void add_node(Network& network, const std::string& id, const std::string& label,
                     NodeKind kind = NodeKind::actor) {
  Node node;
  node.id = id;
  node.label = label;
  node.kind = kind;
  network.nodes[id] = node;
}

inline void add_edge(Network& network, const std::string& id, const std::string& from, const std::string& to,
                     const std::string& kind, Direction direction = Direction::directed) {
  Edge edge;
  edge.id = id;
  edge.from = from;
  edge.to = to;
  edge.kind = kind;
  edge.direction = direction;
  network.edges[id] = edge;
}

/// The network after `line`; every operation must be accepted as it is.
inline Network applied(Network network, const std::string& line) {
  const EntryPlan plan = plan_entry(network, line);
  for (const Json& operation : plan.operations) {
    const auto result = apply_operation(network, operation, Origin::local);
    INFO(line << "\n" << operation.dump());
    if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " " << issue->where);
  }
  return network;
}

/// The ties as `A -funds> B`, `A ~worksWith~ B` or `A -worksWith- B`, sorted by text.
inline std::vector<std::string> ties(const Network& network) {
  std::vector<std::string> lines;
  for (const auto& [id, edge] : network.edges) {
    const char* begin = edge.direction == Direction::mutual ? "~" : "-";
    const char* end = edge.direction == Direction::directed ? ">" : begin;
    lines.push_back(network.nodes.at(edge.from).label + " " + begin + edge.kind + end + " " +
                    network.nodes.at(edge.to).label);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline std::vector<std::string> labels(const Network& network) {
  std::vector<std::string> lines;
  for (const auto& [id, node] : network.nodes) lines.push_back(node.label);
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline std::vector<std::string> codes(const EntryPlan& plan) {
  std::vector<std::string> codes;
  for (const Issue& issue : plan.issues) codes.push_back(issue.code);
  return codes;
}

inline const Node& node_called(const Network& network, const std::string& label) {
  for (const auto& [id, node] : network.nodes)
    if (node.label == label) return node;
  FAIL("no node called " << label);
  return network.nodes.begin()->second;
}

using Lines = std::vector<std::string>;

}  // namespace impactweb::test
