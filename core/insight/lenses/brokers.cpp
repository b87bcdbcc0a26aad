// "Who connects groups that would otherwise be apart?" Actors on many shortest paths (analysis/betweenness.hpp), whose
// contacts do not know each other (Burt's constraint), between groups and between sectors.
//
// Beyond lens_answer.hpp: `brokers` [{id, betweenness, constraint, effectiveSize, groups, roles}], the strongest first,
// at most 50: `groups` are the numbers of the communities (as the lens `communities` has them) that the actor has
// contacts in, `roles` its brokerage {coordinator, consultant, gatekeeper, representative, liaison} between sectors,
// null where its own is not filled in; `approximate` {error, confidence, samples} where betweenness is estimated
// (analysis/betweenness_samples.hpp), else null. The strongest is compared with the strongest of shuffled networks
// (analysis/chance.hpp), by the paths from a few actors.
#include <algorithm>
#include <set>

#include "core/analysis/betweenness.hpp"
#include "core/analysis/betweenness_from_some.hpp"
#include "core/analysis/betweenness_samples.hpp"
#include "core/analysis/chance.hpp"
#include "core/analysis/communities.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/triads.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/affinity.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

using analysis::Adjacency;
using analysis::Brokerage;

constexpr std::size_t most_brokers = 50, most_named = 10, lessened = 3, most_actions_each = 3;
/// Pairs of contacts of one broker that are weighed at most.
constexpr std::size_t most_pairs = 4000;

struct Role {
  std::uint64_t Brokerage::*count;
  std::string_view name, code;
};
constexpr Role roles[] = {{&Brokerage::coordinator, "coordinator", "lens.brokers.coordinator"},
                          {&Brokerage::consultant, "consultant", "lens.brokers.consultant"},
                          {&Brokerage::gatekeeper, "gatekeeper", "lens.brokers.gatekeeper"},
                          {&Brokerage::representative, "representative", "lens.brokers.representative"},
                          {&Brokerage::liaison, "liaison", "lens.brokers.liaison"}};

/// The role that it has most often; nothing when it has none.
const Role* main_role(const std::optional<Brokerage>& brokerage) {
  const Role* best = nullptr;
  if (!brokerage) return nullptr;
  for (const Role& role : roles)
    if ((*brokerage).*role.count > (best == nullptr ? 0 : (*brokerage).*best->count)) best = &role;
  return best;
}

Json roles_json(const std::optional<Brokerage>& brokerage) {
  if (!brokerage) return nullptr;
  Json json = Json::object();
  for (const Role& role : roles) json[std::string(role.name)] = (*brokerage).*role.count;
  return json;
}

std::optional<double> median_of(const std::vector<std::optional<double>>& values) {
  std::vector<double> known;
  for (const auto& value : values)
    if (value) known.push_back(*value);
  if (known.empty()) return std::nullopt;
  std::sort(known.begin(), known.end());
  const std::size_t middle = known.size() / 2;
  return known.size() % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/// Contacts of `broker` that are not tied and whom most speaks for, those of different groups first.
std::vector<RankedPair> pairs_round(const Adjacency& rows, const Affinity& affinity,
                                    const std::vector<std::uint32_t>& group_of, std::uint32_t broker) {
  const auto contacts = rows.neighbours(broker);
  std::vector<RankedPair> pairs;
  std::size_t looked_at = 0;
  for (std::size_t i = 0; i < contacts.size() && looked_at < most_pairs; ++i)
    for (std::size_t j = i + 1; j < contacts.size() && looked_at < most_pairs; ++j, ++looked_at)
      if (!rows.has(contacts[i], contacts[j]))
        pairs.push_back({{contacts[i], contacts[j]}, affinity.weight(contacts[i], contacts[j])});
  const auto apart = [&](const RankedPair& pair) {
    return group_of[pair.pair.first] != group_of[pair.pair.second] ? 1 : 0;
  };
  sort_stably(pairs, [&](const RankedPair& a, const RankedPair& b) {
    return std::pair(apart(a), a.weight) > std::pair(apart(b), b.weight);
  });
  // Each is introduced once.
  std::set<std::uint32_t> used;
  std::vector<RankedPair> chosen;
  for (const RankedPair& each : pairs) {
    if (chosen.size() == most_actions_each) break;
    if (used.contains(each.pair.first) || used.contains(each.pair.second)) continue;
    used.insert(each.pair.first);
    used.insert(each.pair.second);
    chosen.push_back(each);
  }
  return chosen;
}

/// Steps along edges beyond which paths are drawn, not counted: a tenth of a second of counting.
constexpr double most_steps = 4e7;

/// Whether somebody in shuffled networks is between others as much.
void compare_with_chance(LensAnswer& answer, const Adjacency& rows, const std::string& name) {
  const std::uint32_t count = std::min<std::uint32_t>(rows.size(), rows.size() > 5'000 ? 16 : 32);
  analysis::Standing standing(analysis::most_between(rows, count));
  analysis::ShuffledEdges shuffled(rows);
  const double work = count * (static_cast<double>(rows.targets.size()) + rows.size());
  for (std::uint32_t left = analysis::comparisons(work, 3e6, 3); left > 0; --left)
    standing.add(analysis::most_between(shuffled.next(), count));
  answer.note(standing.stands_out() ? "lens.brokers.standsOut" : "lens.brokers.ordinary",
              {name, standing.as_high(), standing.samples()});
}

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  const ActorGraph actor_graph(network);
  const analysis::Graph& graph = actor_graph.graph();
  const Adjacency& rows = graph.undirected();
  LensAnswer answer("brokers");
  answer["brokers"] = Json::array();
  answer.rests_on("lens.known.tiedActors", actor_graph.tied());
  answer.missing("lens.missing.ties", {}, "", actor_graph.untied());
  const analysis::Groups sectors = analysis::sectors_of(graph);
  answer.also_known("lens.known.sectors", {sectors.known(), graph.size()});
  std::vector<std::string> no_sector;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    if (graph.node(actor).sector.empty()) no_sector.push_back(graph.node(actor).id);
  answer.missing("lens.missing.sector", {}, "sector", no_sector);

  analysis::BetweennessSweep sweep(rows);
  std::vector<double> between;
  answer["approximate"] = nullptr;
  if (sweep.work() <= most_steps) {
    while (sweep.advance(rows.size()) > 0) {
    }
    between = sweep.result();
  } else {
    analysis::BetweennessSamples samples(rows, sweep.through(), 1, 0.01);
    while (!samples.advance(1024)) {
    }
    between = samples.result();
    const analysis::ErrorBound& bound = samples.bound();
    answer["approximate"] = {{"error", bound.error}, {"confidence", bound.confidence}, {"samples", bound.samples}};
    answer.note("lens.brokers.estimated", {percent(bound.error)});
  }
  const std::vector<std::optional<double>> constraint = analysis::constraint(rows),
                                           size = analysis::effective_size(rows);
  const std::vector<std::optional<Brokerage>> brokerage = analysis::brokerage(graph.out(), graph.in(), sectors);
  const analysis::Communities communities = analysis::find_communities(rows);
  const analysis::Cuts cuts = analysis::find_cuts(rows, analysis::components(rows));

  std::vector<std::uint32_t> order;
  double sum = 0;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    sum += between[actor];
    if (between[actor] > 0) order.push_back(actor);
  }
  sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return between[a] > between[b]; });
  for (std::size_t at = 0; at < order.size() && at < most_brokers; ++at) {
    const std::uint32_t actor = order[at];
    std::set<std::uint32_t> groups{communities.of_node[actor] + 1};
    for (const std::uint32_t other : rows.neighbours(actor)) groups.insert(communities.of_node[other] + 1);
    const Role* const role = main_role(brokerage[actor]);
    if (at < most_named)
      answer.node(graph.node(actor).id, between[actor],
                  role == nullptr
                      ? text("lens.brokers.lies", {percent(between[actor]), groups.size()})
                      : text("lens.brokers.liesAs", {percent(between[actor]), groups.size(), text(role->code)}));
    answer["brokers"].push_back({{"id", graph.node(actor).id},
                                 {"betweenness", between[actor]},
                                 {"constraint", constraint[actor] ? Json(*constraint[actor]) : Json()},
                                 {"effectiveSize", size[actor] ? Json(*size[actor]) : Json()},
                                 {"groups", groups},
                                 {"roles", roles_json(brokerage[actor])}});
  }

  const Json few = text("lens.why.nobodyBetween");
  const auto shown = [&](double value) { return order.empty() ? std::nullopt : std::optional(value); };
  double top_three = 0;
  for (std::size_t at = 0; at < order.size() && at < 3; ++at) top_three += between[order[at]];
  answer.number("lens.number.betweennessTop", Unit::share,
                order.empty() ? std::nullopt : std::optional(between[order[0]]),
                text("lens.reference.meanOfAll", {percent(graph.size() > 0 ? sum / graph.size() : 0)}), few);
  answer.number("lens.number.topThree", Unit::share, shown(sum > 0 ? std::min(top_three / sum, 1.0) : 0),
                text("lens.reference.evenThree", {percent(graph.size() > 3 ? 3.0 / graph.size() : 1)}), few);
  answer.number("lens.number.constraintTop", Unit::index, order.empty() ? std::nullopt : constraint[order[0]],
                text("lens.reference.medianOfAll", {median_of(constraint).value_or(0)}), few);
  std::size_t points = 0;
  for (const char is_point : cuts.articulation) points += is_point != 0 ? 1 : 0;
  answer.number("lens.number.cutPoints", Unit::count, static_cast<double>(points),
                text("lens.reference.ofActors", {graph.size()}));

  if (!order.empty()) {
    const NeedOfferMatches matches(network);
    const Affinity affinity(network, graph, matches);
    std::set<Pair> introduced;
    for (std::size_t at = 0; at < order.size() && at < lessened; ++at) {
      const std::uint32_t broker = order[at];
      for (const RankedPair& each : pairs_round(rows, affinity, communities.of_node, broker)) {
        if (!introduced.insert(each.pair).second) continue;
        const auto [a, b] = each.pair;
        Json reasons = Json::array({text("lens.brokers.lessens", {graph.node(broker).label})});
        for (Json& reason : affinity.reasons(a, b)) reasons.push_back(std::move(reason));
        answer.action("lens.action.introduce", {graph.node(a).label, graph.node(b).label},
                      Json::array({affinity.bring_together(a, b)}), std::move(reasons));
      }
    }
  }
  if (order.size() > 1) compare_with_chance(answer, rows, graph.node(order[0]).label);
  if (graph.size() < 3)
    answer.sentence("lens.brokers.tooFew");
  else if (order.empty())
    answer.sentence("lens.brokers.none");
  else if (order.size() == 1)
    answer.sentence("lens.brokers.one", {graph.node(order[0]).label, percent(between[order[0]])});
  else
    answer.sentence("lens.brokers.found", {graph.node(order[0]).label, percent(between[order[0]]),
                                           graph.node(order[1]).label, percent(between[order[1]])});
  return answer.take();
}

}  // namespace

LensInfo brokers_lens() { return {"brokers", {}, answer}; }

}  // namespace impactweb::insight
