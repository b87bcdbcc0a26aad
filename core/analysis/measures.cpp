#include "core/analysis/measures.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <set>

#include "core/analysis/cohesion.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/diversity.hpp"
#include "core/analysis/exchange.hpp"
#include "core/analysis/matching.hpp"
#include "core/analysis/measure_context.hpp"
#include "core/analysis/page_rank.hpp"
#include "core/analysis/stage.hpp"
#include "core/analysis/structure.hpp"
#include "core/analysis/triads.hpp"
#include "core/support/sort.hpp"

namespace impactweb::analysis {

namespace {

MeasureEntry whole(const std::optional<double>& value) { return {{{"value", or_null(value)}}, {}}; }

Json to_json(const Completeness& completeness) { return {{"known", completeness.known}, {"of", completeness.of}}; }

MeasureEntry with_sectors_known(MeasureContext& context, MeasureEntry entry) {
  entry.rest["completeness"] = to_json(Completeness{context.sectors().known(), context.graph.size()});
  return entry;
}

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// `value_of(node)` gives the number of each node.
template <class ValueOf>
MeasureEntry nodes(MeasureContext& context, ValueOf value_of) {
  MeasureEntry entry;
  std::vector<double>& values = entry.per_node.emplace(context.graph.size());
  for (std::uint32_t node = 0; node < context.graph.size(); ++node) values[node] = static_cast<double>(value_of(node));
  return entry;
}

MeasureEntry undefined_for_all(MeasureContext& context) {
  return nodes(context, [](std::uint32_t) { return undefined; });
}

MeasureEntry measure_reciprocity(MeasureContext& context) { return whole(reciprocity(context.graph.out())); }

MeasureEntry measure_iqv(MeasureContext& context) {
  std::set<std::string_view> categories(context.sectors().names.begin(), context.sectors().names.end());
  for (const Sector& sector : context.network.sectors) categories.insert(sector.id);
  return with_sectors_known(context, whole(qualitative_variation(context.sectors().sizes, categories.size())));
}

MeasureEntry measure_funding_hhi(MeasureContext& context) {
  GraphOptions every_node = context.options.graph;
  every_node.two_mode = true;
  const FundingReport report = funding(Graph(context.network, every_node));
  const auto write = [](Json& entry, const Funding& funding) {
    entry["value"] = or_null(funding.concentration);
    Json& shares = entry["perNode"] = Json::object();
    double most = 0;
    for (const auto& [funder, amount] : funding.given) most = std::max(most, amount);
    double sum = 0;
    for (const auto& [funder, amount] : funding.given) sum += amount / most;
    for (const auto& [funder, amount] : funding.given) shares[funder] = amount / most / sum;
  };
  MeasureEntry whole_entry{{{"value", nullptr}, {"perNode", Json::object()}, {"completeness", to_json(report.edges)}},
                           {}};
  Json& entry = whole_entry.rest;
  if (report.by_currency.size() == 1) {
    write(entry, report.by_currency.begin()->second);
    entry["currency"] = report.by_currency.begin()->first;
  } else {
    for (const auto& [currency, funding] : report.by_currency) write(entry["perCurrency"][currency], funding);
  }
  return whole_entry;
}

MeasureEntry measure_betweenness(MeasureContext& context) {
  if (context.graph.size() < 3) return undefined_for_all(context);
  BetweennessRun& run = context.structure->betweenness(context.options.exact);
  run.finish();
  MeasureEntry entry = nodes(context, [&](std::uint32_t node) { return run.values()[node]; });
  if (const auto bound = run.bound())
    entry.rest["approximate"] = {
        {"error", bound->error}, {"confidence", bound->confidence}, {"samples", bound->samples}};
  return entry;
}

MeasureEntry measure_closeness(MeasureContext& context) {
  if (context.graph.size() < 2) return undefined_for_all(context);
  ClosenessRun& run = context.structure->closeness();
  run.finish();
  return nodes(context, [&](std::uint32_t node) { return run.values()[node]; });
}

MeasureEntry measure_page_rank(MeasureContext& context) {
  const std::vector<double> values = page_rank(context.graph.out(), context.graph.in());
  return nodes(context, [&](std::uint32_t node) { return values[node]; });
}

MeasureEntry measure_effective_size(MeasureContext& context) {
  const auto values = effective_size(context.graph.undirected());
  return nodes(context, [&](std::uint32_t node) { return values[node].value_or(undefined); });
}

MeasureEntry measure_brokerage(MeasureContext& context) {
  const auto values = brokerage(context.graph.out(), context.graph.in(), context.sectors());
  MeasureEntry entry;
  auto& roles = (entry.rest["perNode"] = Json::object()).get_ref<Json::object_t&>();
  // Ids ascend, so each belongs at the end.
  for (std::uint32_t node = 0; node < context.graph.size(); ++node)
    roles.emplace_hint(roles.end(), context.graph.node(node).id,
                       values[node] ? Json{{"coordinator", values[node]->coordinator},
                                           {"consultant", values[node]->consultant},
                                           {"gatekeeper", values[node]->gatekeeper},
                                           {"representative", values[node]->representative},
                                           {"liaison", values[node]->liaison}}
                                    : Json());
  return with_sectors_known(context, std::move(entry));
}

MeasureEntry measure_articulation_points(MeasureContext& context) {
  Json ids = Json::array();
  for (std::uint32_t node = 0; node < context.graph.size(); ++node)
    if (context.cuts().articulation[node]) ids.push_back(context.graph.node(node).id);
  return {{{"value", std::move(ids)}}, {}};
}

// A pair that only one path joins is a bridge only when one edge joins it.
MeasureEntry measure_bridges(MeasureContext& context) {
  const auto& pairs = context.cuts().bridges;
  std::vector<const Edge*> bridge(pairs.size(), nullptr);
  std::vector<int> count(pairs.size(), 0);
  for (const GraphEdge& graph_edge : context.graph.edges()) {
    const std::pair pair(std::min(graph_edge.from, graph_edge.to), std::max(graph_edge.from, graph_edge.to));
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), pair);
    if (found == pairs.end() || *found != pair) continue;
    const auto place = static_cast<std::size_t>(found - pairs.begin());
    bridge[place] = graph_edge.edge;
    ++count[place];
  }
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    if (count[i] == 1) ids.push_back(bridge[i]->id);
  sort_stably(ids);
  return {{{"value", std::move(ids)}}, {}};
}

MeasureEntry measure_core_periphery(MeasureContext& context) {
  const std::optional<CorePeriphery>& found = context.core_periphery();
  if (!found) return {{{"value", nullptr}, {"coreDensity", nullptr}, {"core", Json::array()}}, {}};
  Json core = Json::array();
  for (const std::uint32_t node : found->core) core.push_back(context.graph.node(node).id);
  return {{{"value", found->fit}, {"coreDensity", found->density}, {"core", std::move(core)}}, {}};
}

MeasureEntry measure_communities(MeasureContext& context) {
  CommunitiesRun& run = context.structure->communities({context.options.seed, context.options.resolution});
  run.finish();
  const Communities& found = run.found();
  MeasureEntry entry = nodes(context, [&](std::uint32_t node) { return found.of_node[node]; });
  entry.rest["value"] = or_null(found.modularity);
  entry.rest["count"] = found.count;
  return entry;
}

MeasureEntry measure_give_take_balance(MeasureContext& context) {
  const Flows found = flows(context.graph, context.sectors());
  MeasureEntry entry =
      nodes(context, [&](std::uint32_t node) { return found.of_node[node].balance().value_or(undefined); });
  Json& sectors = entry.rest["perSector"] = Json::object();
  for (std::size_t i = 0; i < found.of_group.size(); ++i)
    sectors[std::string(context.sectors().names[i])] = or_null(found.of_group[i].balance());
  entry.rest["completeness"] = to_json(found.edges);
  return entry;
}

MeasureEntry measure_need_coverage(MeasureContext& context) {
  if (context.options.needs == nullptr) {
    MeasureEntry unknown = whole(std::nullopt);
    unknown.rest["lens"] = "market";
    return unknown;
  }
  const NeedReport report = context.options.needs(context.network);
  std::optional<double> share;
  if (report.open > 0) share = static_cast<double>(report.covered) / static_cast<double>(report.open);
  MeasureEntry whole_entry = whole(share);
  Json& entry = whole_entry.rest;
  entry["needs"] = report.open;
  entry["covered"] = report.covered;
  entry["matched"] = report.matches.size();
  Json& matches = entry["matches"] = Json::array();
  for (const NeedMatch& match : report.matches)
    matches.push_back({{"needNode", match.need_node},
                       {"need", match.need},
                       {"offerNode", match.offer_node},
                       {"offer", match.offer},
                       {"words", match.words}});
  entry["completeness"] = to_json(report.nodes);
  return whole_entry;
}

MeasureEntry measure_stage(MeasureContext& context) {
  MeasureEntry whole_entry{{{"value", nullptr}, {"reasons", Json::array()}}, {}};
  Json& entry = whole_entry.rest;
  const Graph& graph = context.graph;
  const std::optional<StageReading> reading = read_stage(graph.undirected(), context.components(), context.cuts(),
                                                         [&](std::uint32_t node) { return graph.node(node).label; });
  if (!reading) return whole_entry;
  entry["value"] = name_of(reading->stage);
  for (const StageReason& reason : reading->reasons)
    entry["reasons"].push_back({{"code", reason.code}, {"params", reason.params}});
  return whole_entry;
}

using Scope = MeasureScope;

constexpr MeasureInfo table[] = {
    {"density", Scope::whole, false,
     [](MeasureContext& context) { return whole(density(context.graph.undirected())); }},
    {"reciprocity", Scope::whole, false, measure_reciprocity},
    {"reciprocityCorrected", Scope::whole, false,
     [](MeasureContext& context) { return whole(reciprocity_corrected(context.graph.out())); }},
    {"eiIndex", Scope::whole, false,
     [](MeasureContext& context) {
       return with_sectors_known(context, whole(ei_index(context.graph.undirected(), context.sectors())));
     }},
    {"eiBaseline", Scope::whole, false,
     [](MeasureContext& context) { return with_sectors_known(context, whole(ei_baseline(context.sectors().sizes))); }},
    {"blau", Scope::whole, false,
     [](MeasureContext& context) { return with_sectors_known(context, whole(blau(context.sectors().sizes))); }},
    {"iqv", Scope::whole, false, measure_iqv},
    {"evenness", Scope::whole, false,
     [](MeasureContext& context) { return with_sectors_known(context, whole(evenness(context.sectors().sizes))); }},
    {"fundingHhi", Scope::whole_and_node, true, measure_funding_hhi},
    {"degree", Scope::node, false,
     [](MeasureContext& context) {
       return nodes(context, [&](std::uint32_t node) { return context.graph.undirected().degree(node); });
     }},
    {"inDegree", Scope::node, false,
     [](MeasureContext& context) {
       return nodes(context, [&](std::uint32_t node) { return context.graph.in().degree(node); });
     }},
    {"outDegree", Scope::node, false,
     [](MeasureContext& context) {
       return nodes(context, [&](std::uint32_t node) { return context.graph.out().degree(node); });
     }},
    {"betweenness", Scope::node, false, measure_betweenness},
    {"closeness", Scope::node, false, measure_closeness},
    {"pageRank", Scope::node, false, measure_page_rank},
    {"effectiveSize", Scope::node, false, measure_effective_size},
    {"brokerage", Scope::node, false, measure_brokerage},
    {"articulationPoints", Scope::node_ids, false, measure_articulation_points},
    {"bridges", Scope::edge_ids, false, measure_bridges},
    {"hubImpact", Scope::node, false,
     [](MeasureContext& context) {
       return nodes(context, [&](std::uint32_t node) { return context.cuts().cut_off[node]; });
     }},
    {"independence", Scope::whole, false, [](MeasureContext& context) { return whole(independence(context.cuts())); }},
    {"centralisation", Scope::whole, false,
     [](MeasureContext& context) { return whole(degree_centralisation(context.graph.undirected())); }},
    {"coreness", Scope::node, false,
     [](MeasureContext& context) {
       return nodes(context, [&](std::uint32_t node) { return context.coreness()[node]; });
     }},
    {"corePeriphery", Scope::whole, false, measure_core_periphery},
    {"communities", Scope::whole_and_node, false, measure_communities},
    {"giveTakeBalance", Scope::node_and_sector, false, measure_give_take_balance},
    {"needCoverage", Scope::whole, true, measure_need_coverage},
    {"stage", Scope::reading, false, measure_stage},
};

}  // namespace

std::span<const MeasureInfo> all_measures() { return table; }

}  // namespace impactweb::analysis
