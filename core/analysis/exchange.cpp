#include "core/analysis/exchange.hpp"

#include <algorithm>
#include <utility>

#include "core/analysis/diversity.hpp"

namespace impactweb::analysis {

std::optional<double> Flow::balance() const {
  if (given + received == 0) return std::nullopt;
  return (static_cast<double>(given) - static_cast<double>(received)) / static_cast<double>(given + received);
}

bool is_giving(std::string_view edge_kind) {
  return !edge_kind.empty() && edge_kind != "worksWith" && edge_kind != "partOf" && edge_kind != "takesPartIn";
}

Flows flows(const Graph& graph, const Groups& groups) {
  Flows result;
  result.of_node.resize(graph.size());
  result.of_group.resize(groups.names.size());
  const auto give = [&](std::uint32_t giver, std::uint32_t receiver) {
    ++result.of_node[giver].given;
    ++result.of_node[receiver].received;
    const std::uint32_t from = groups.of_node[giver];
    const std::uint32_t to = groups.of_node[receiver];
    if (from == to) return;
    if (from != Groups::unknown) ++result.of_group[from].given;
    if (to != Groups::unknown) ++result.of_group[to].received;
  };
  for (const GraphEdge& graph_edge : graph.edges()) {
    if (graph_edge.from == graph_edge.to || graph_edge.edge->direction == Direction::undirected) continue;
    ++result.edges.of;
    if (!graph_edge.edge->kind.empty()) ++result.edges.known;
    if (!is_giving(graph_edge.edge->kind)) continue;
    give(graph_edge.from, graph_edge.to);
    if (graph_edge.edge->direction == Direction::mutual) give(graph_edge.to, graph_edge.from);
  }
  return result;
}

FundingReport funding(const Graph& graph) {
  FundingReport report;
  for (const GraphEdge& graph_edge : graph.edges()) {
    if (graph_edge.edge->kind != "funds" || graph_edge.from == graph_edge.to) continue;
    ++report.edges.of;
    if (!graph_edge.edge->amount || !(*graph_edge.edge->amount > 0)) continue;
    ++report.edges.known;
    report.by_currency[graph_edge.edge->currency].given[graph.node(graph_edge.from).id] += *graph_edge.edge->amount;
  }
  if (report.by_currency.size() == 2 && report.by_currency.begin()->first.empty()) {
    const std::map<std::string, double> loose = std::move(report.by_currency.begin()->second.given);
    report.by_currency.erase(report.by_currency.begin());
    for (const auto& [funder, amount] : loose) report.by_currency.begin()->second.given[funder] += amount;
  }
  for (auto& [currency, funding] : report.by_currency) {
    std::vector<double> amounts;
    for (const auto& [funder, amount] : funding.given) amounts.push_back(amount);
    funding.concentration = herfindahl(amounts);
  }
  return report;
}

}  // namespace impactweb::analysis
