// "Who gives, who receives, and what could flow back?" Over edges that give (analysis::is_giving), needs and offers.
//
// Beyond lens_answer.hpp: `actors` [{id, given, received, balance, needs, offers, role}] with role `both`, `onlyGives`,
// `onlyReceives` or `neither` (by edges); `sectors` [{sector, given, received, balance, needs, offers}], edges within a
// sector left out; `oneWay` [{from, to, edges: [ids]}], who gives another something and gets nothing from them;
// `moments` [{id, title, date, reciprocity, given, onlyGive, onlyReceive, independence}] of the snapshots and, without
// an id, now; `years` [{year, reciprocity, given, independence}], the latest forty, by the dates of edges: each counts
// from the year of its `since` up to that of its `until`, and those without `since` in none. `given` are pairs there,
// and `independence` is that of the actors with an edge in that year.
#include <algorithm>
#include <map>

#include "core/analysis/cohesion.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/dates.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/need_offer_matches.hpp"
#include "core/io/file.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

using analysis::Flow;
using Pair = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::size_t most_returns = 20;  // actions for what could flow back

std::vector<Pair> giving_arcs(const analysis::Graph& graph) {
  std::vector<Pair> arcs;
  for (const analysis::GraphEdge& graph_edge : graph.edges()) {
    if (graph_edge.from == graph_edge.to || graph_edge.edge->direction == Direction::undirected ||
        !analysis::is_giving(graph_edge.edge->kind))
      continue;
    arcs.emplace_back(graph_edge.from, graph_edge.to);
    if (graph_edge.edge->direction == Direction::mutual) arcs.emplace_back(graph_edge.to, graph_edge.from);
  }
  return arcs;
}

std::optional<double> independence_of(const analysis::Adjacency& rows) {
  return analysis::independence(analysis::find_cuts(rows, analysis::components(rows)));
}

std::string_view role_of(const Flow& flow) {
  if (flow.given > 0) return flow.received > 0 ? "both" : "onlyGives";
  return flow.received > 0 ? "onlyReceives" : "neither";
}

/// What is followed over time.
struct Balance {
  std::optional<double> reciprocity, independence;
  std::uint64_t given = 0, only_give = 0, only_receive = 0;

  explicit Balance(const analysis::Graph& graph) {
    const analysis::Flows flows = analysis::flows(graph, analysis::sectors_of(graph));
    reciprocity = analysis::reciprocity(analysis::make_adjacency(graph.size(), giving_arcs(graph)));
    independence = independence_of(graph.undirected());
    for (const Flow& flow : flows.of_node) {
      given += flow.given;
      if (role_of(flow) == "onlyGives") ++only_give;
      if (role_of(flow) == "onlyReceives") ++only_receive;
    }
  }

  [[nodiscard]] Json moment(const std::string& id, const std::string& title, const std::string& date) const {
    return {{"id", id},
            {"title", title},
            {"date", date},
            {"reciprocity", or_null(reciprocity)},
            {"given", given},
            {"onlyGive", only_give},
            {"onlyReceive", only_receive},
            {"independence", or_null(independence)}};
  }
};

Json moments(const Network& network, const Balance& now) {
  std::vector<const Snapshot*> snapshots;
  for (const auto& [id, snapshot] : network.snapshots) snapshots.push_back(&snapshot);
  sort_stably(snapshots, [](const Snapshot* a, const Snapshot* b) { return a->date < b->date; });
  Json list = Json::array();
  for (const Snapshot* snapshot : snapshots) {
    const Result<Opened> opened =
        open_impactweb_json(Json{{"type", "impactweb"}, {"version", schema_version}, {"network", snapshot->network}});
    if (const Opened* then = std::get_if<Opened>(&opened))
      list.push_back(Balance(analysis::Graph(then->network)).moment(snapshot->id, snapshot->title, snapshot->date));
  }
  if (!list.empty()) list.push_back(now.moment("", "", ""));
  return list;
}

std::optional<int> year_of(const std::string& date) {
  if (!day_number(date)) return std::nullopt;
  return std::stoi(date.substr(0, 4));
}

/// The rows of a graph of those alone who have an edge.
analysis::Adjacency without_untied(std::uint32_t size, const std::vector<Pair>& arcs) {
  constexpr std::uint32_t none = 0xffffffffu;
  std::vector<std::uint32_t> number(size, none);
  std::uint32_t count = 0;
  std::vector<Pair> renumbered;
  for (const auto& [from, to] : arcs) {
    for (const std::uint32_t actor : {from, to})
      if (number[actor] == none) number[actor] = count++;
    renumbered.emplace_back(number[from], number[to]);
  }
  return analysis::make_adjacency(count, renumbered);
}

/// Year by year, from the dates of edges.
void tell_years(LensAnswer& answer, const analysis::Graph& graph) {
  constexpr int most_years = 40;
  struct Dated {
    const analysis::GraphEdge* graph_edge;
    int from, to;
  };
  Json& list = answer["years"];
  list = Json::array();
  std::vector<Dated> dated;
  std::vector<std::string> undated;
  int first = 9999, last = 0;
  for (const analysis::GraphEdge& graph_edge : graph.edges()) {
    if (graph_edge.from == graph_edge.to) continue;
    const auto since = year_of(graph_edge.edge->since);
    if (!since) {
      undated.push_back(graph_edge.edge->id);
      continue;
    }
    dated.push_back({&graph_edge, *since, year_of(graph_edge.edge->until).value_or(9999)});
    first = std::min(first, *since);
    last = std::max(last, *since);
  }
  answer.also_known("lens.known.tieDates", {dated.size(), dated.size() + undated.size()});
  answer.missing("lens.missing.since", {}, "since", undated);
  if (dated.empty()) return;
  first = std::max(first, last - most_years + 1);
  std::optional<std::pair<int, double>> earliest, latest;
  for (int year = first; year <= last; ++year) {
    std::vector<Pair> giving, any;
    for (const Dated& each : dated) {
      if (each.from > year || each.to < year) continue;
      const auto& [edge, from, to] = *each.graph_edge;
      any.emplace_back(from, to);
      any.emplace_back(to, from);
      if (edge->direction == Direction::undirected || !analysis::is_giving(edge->kind)) continue;
      giving.emplace_back(from, to);
      if (edge->direction == Direction::mutual) giving.emplace_back(to, from);
    }
    const analysis::Adjacency arcs = analysis::make_adjacency(graph.size(), giving);
    const std::optional<double> reciprocity = analysis::reciprocity(arcs);
    if (reciprocity) {
      if (!earliest) earliest = {year, *reciprocity};
      latest = {year, *reciprocity};
    }
    list.push_back({{"year", year},
                    {"reciprocity", or_null(reciprocity)},
                    {"given", arcs.targets.size()},
                    {"independence", or_null(independence_of(without_untied(graph.size(), any)))}});
  }
  if (earliest && earliest->first < latest->first)
    answer.note("lens.reciprocity.overYears", {std::to_string(earliest->first), percent(earliest->second),
                                               std::to_string(latest->first), percent(latest->second)});
}

void tell_actors(LensAnswer& answer, const analysis::Graph& graph, const analysis::Flows& flows) {
  Json& table = answer["actors"];
  table = Json::array();
  std::vector<std::string> unknown;
  analysis::Completeness exchanges{0, graph.size()};
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    const Node& node = graph.node(actor);
    const Flow& flow = flows.of_node[actor];
    const std::string_view role = role_of(flow);
    table.push_back({{"id", node.id},
                     {"given", flow.given},
                     {"received", flow.received},
                     {"balance", or_null(flow.balance())},
                     {"needs", node.needs.size()},
                     {"offers", node.offers.size()},
                     {"role", role}});
    if (!node.needs.empty() || !node.offers.empty()) ++exchanges.known;
    if (role == "onlyGives")
      answer.node(node.id, 1, text("lens.reciprocity.onlyGives", {flow.given}));
    else if (role == "onlyReceives")
      answer.node(node.id, -1,
                  node.offers.empty()
                      ? text("lens.reciprocity.onlyReceives", {flow.received})
                      : text("lens.reciprocity.onlyReceivesOffers", {flow.received, node.offers.front().text}));
    else if (role == "neither" && node.needs.empty() && node.offers.empty())
      unknown.push_back(node.id);
  }
  answer.also_known("lens.known.exchanges", exchanges);
  answer.missing("lens.missing.exchanges", {}, "offers", unknown);
}

void tell_sectors(LensAnswer& answer, const analysis::Graph& graph, const analysis::Groups& sectors,
                  const analysis::Flows& flows) {
  std::vector<std::size_t> needs(sectors.names.size(), 0), offers(sectors.names.size(), 0);
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    if (const std::uint32_t sector = sectors.of_node[actor]; sector != analysis::Groups::unknown) {
      needs[sector] += graph.node(actor).needs.size();
      offers[sector] += graph.node(actor).offers.size();
    }
  Json& table = answer["sectors"];
  table = Json::array();
  for (std::size_t i = 0; i < sectors.names.size(); ++i)
    table.push_back({{"sector", sectors.names[i]},
                     {"given", flows.of_group[i].given},
                     {"received", flows.of_group[i].received},
                     {"balance", or_null(flows.of_group[i].balance())},
                     {"needs", needs[i]},
                     {"offers", offers[i]}});
}

/// Who gives without getting anything from the same one, with the edges; and what could flow back.
std::size_t tell_one_way(LensAnswer& answer, const Network& network, const ActorGraph& actor_graph) {
  const analysis::Graph& graph = actor_graph.graph();
  std::map<Pair, std::vector<const Edge*>> given;
  for (const analysis::GraphEdge& graph_edge : graph.edges()) {
    if (graph_edge.from == graph_edge.to || graph_edge.edge->direction == Direction::undirected ||
        !analysis::is_giving(graph_edge.edge->kind))
      continue;
    given[{graph_edge.from, graph_edge.to}].push_back(graph_edge.edge);
    if (graph_edge.edge->direction == Direction::mutual)
      given[{graph_edge.to, graph_edge.from}].push_back(graph_edge.edge);
  }
  const NeedOfferMatches matches(network);
  std::map<Pair, const NeedOfferMatch*> best;  // by who needs and who offers
  for (const NeedOfferMatch& match : matches.all()) {
    const std::uint32_t needs = actor_graph.number_of(matches.needs()[match.need].node->id);
    const std::uint32_t offers = actor_graph.number_of(matches.offers()[match.offer].node->id);
    if (needs == ActorGraph::none || offers == ActorGraph::none) continue;
    const NeedOfferMatch*& kept = best[{needs, offers}];
    if (kept == nullptr || match.weight > kept->weight) kept = &match;
  }
  std::size_t count = 0;
  Json& table = answer["oneWay"];
  table = Json::array();
  std::vector<const NeedOfferMatch*> returns;
  for (const auto& [pair, edges] : given) {
    if (given.contains({pair.second, pair.first})) continue;
    ++count;
    const Node &giver = graph.node(pair.first), &receiver = graph.node(pair.second);
    Json ids = Json::array();
    for (const Edge* edge : edges) {
      ids.push_back(edge->id);
      answer.edge(edge->id, nullptr, text("lens.reciprocity.oneWay", {giver.label, receiver.label}));
    }
    table.push_back({{"from", giver.id}, {"to", receiver.id}, {"edges", std::move(ids)}});
    if (const auto found = best.find(pair); found != best.end()) returns.push_back(found->second);
  }
  sort_stably(returns, [](const NeedOfferMatch* a, const NeedOfferMatch* b) { return a->weight > b->weight; });
  for (std::size_t i = 0; i < std::min(returns.size(), most_returns); ++i) {
    const Item &need = matches.needs()[returns[i]->need], &offer = matches.offers()[returns[i]->offer];
    answer.action("lens.reciprocity.flowBack",
                  {offer.node->label, offer.exchange->text, need.node->label, need.exchange->text},
                  matches.accept(*returns[i]), matches.reasons(*returns[i]));
  }
  return count;
}

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  LensAnswer answer("reciprocity");
  const ActorGraph actor_graph(network);
  const analysis::Graph& graph = actor_graph.graph();
  const analysis::Groups sectors = analysis::sectors_of(graph);
  const analysis::Flows flows = analysis::flows(graph, sectors);
  const Balance now(graph);

  answer.rests_on("lens.known.tieKinds", flows.edges);
  std::vector<std::string> no_kind;
  for (const analysis::GraphEdge& graph_edge : graph.edges())
    if (graph_edge.from != graph_edge.to && graph_edge.edge->direction != Direction::undirected &&
        graph_edge.edge->kind.empty())
      no_kind.push_back(graph_edge.edge->id);
  answer.missing("lens.missing.tieKind", {}, "kind", no_kind);
  tell_actors(answer, graph, flows);
  tell_sectors(answer, graph, sectors, flows);
  const std::size_t one_way = tell_one_way(answer, network, actor_graph);
  answer["moments"] = moments(network, now);
  tell_years(answer, graph);

  const analysis::Adjacency arcs = analysis::make_adjacency(graph.size(), giving_arcs(graph));
  const auto possible = static_cast<double>(graph.size()) * (static_cast<double>(graph.size()) - 1);
  answer.number("lens.number.reciprocity", Unit::share, now.reciprocity,
                possible > 0
                    ? text("lens.reference.chance", {percent(static_cast<double>(arcs.targets.size()) / possible)})
                    : Json(),
                text("lens.why.nobodyGives"));
  answer.number("lens.number.oneWay", Unit::count, static_cast<double>(one_way));
  answer.number("lens.number.onlyGive", Unit::count, static_cast<double>(now.only_give));
  answer.number("lens.number.onlyReceive", Unit::count, static_cast<double>(now.only_receive));
  if (!now.reciprocity) {
    answer.sentence("lens.reciprocity.none");
    answer.lacking("lens.missing.givingTies");
  } else if (one_way == 0) {
    answer.sentence("lens.reciprocity.all");
  } else {
    const auto given = arcs.targets.size();
    const auto returned = static_cast<std::uint64_t>(*now.reciprocity * static_cast<double>(given) + 0.5);
    if (given < 10)
      answer.sentence("lens.reciprocity.someOfFew", {given, returned, one_way, now.only_give, now.only_receive});
    else
      answer.sentence("lens.reciprocity.some", {percent(*now.reciprocity), one_way, now.only_give, now.only_receive});
  }
  return answer.take();
}

}  // namespace

LensInfo reciprocity_lens() { return {"reciprocity", {}, answer}; }

}  // namespace impactweb::insight
