// What tests of tables, CSV and workbooks alike, look for in a network.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"
#include "core/text/text.hpp"

namespace impactweb::test {

inline const Node& node_named(const Network& network, std::string_view label) {
  for (const auto& [id, node] : network.nodes)
    if (node.label == label) return node;
  FAIL("no node " << label);
  throw 0;
}

/// Ties as `From > To : kind`, in the order of the names.
inline std::vector<std::string> ties_of(const Network& network) {
  std::vector<std::string> ties;
  for (const auto& [id, edge] : network.edges)
    ties.push_back(network.nodes.at(edge.from).label + " > " + network.nodes.at(edge.to).label + " : " + edge.kind);
  std::sort(ties.begin(), ties.end());
  return ties;
}

/// What tables are documented to keep of a network.
inline Network kept_by_tables(const Network& network) {
  Network kept = make_network();
  const auto trimmed = [](std::string& text) { text = std::string(trim(text)); };
  for (auto [id, node] : network.nodes) {
    for (std::string* text :
         {&node.label, &node.description, &node.motivation, &node.place, &node.next_step.text, &node.next_step.owner})
      trimmed(*text);
    for (const Sector& sector : network.sectors)
      if (sector.id == node.sector && !sector.label.empty()) node.sector = sector.label;
    kept.nodes.emplace(id, node);
  }
  kept.edges = network.edges;
  return kept;
}

/// The first node or edge that differs, both ways; empty when nothing does.
inline std::string explained_difference(const Network& a, const Network& b) {
  for (const auto& [id, node] : a.nodes)
    if (!b.nodes.contains(id) || b.nodes.at(id) != node)
      return to_json(node).dump() + "\n" + (b.nodes.contains(id) ? to_json(b.nodes.at(id)).dump() : "missing");
  for (const auto& [id, edge] : a.edges)
    if (!b.edges.contains(id) || b.edges.at(id) != edge)
      return to_json(edge).dump() + "\n" + (b.edges.contains(id) ? to_json(b.edges.at(id)).dump() : "missing");
  return a == b ? "" : "elsewhere";
}

}  // namespace impactweb::test
