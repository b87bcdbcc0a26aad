// "Which groups are there, and which hardly know each other?" Communities of the actors (analysis/communities.hpp),
// those of two and more.
//
// Beyond lens_answer.hpp: `groups` [{number, name: TEXT, heart, nodes: [ids], ties, tiesOut}], the largest first:
// `heart` is who has most edges within the group, `ties` are within it, `tiesOut` lead out of it; `between` [{a, b,
// ties, expected}]: pairs of groups (their numbers) with at most half of the edges that chance would give, K_a K_b / 2m
// of them, K being the sums of degrees; those that lack most first.
#include <algorithm>
#include <map>
#include <unordered_set>

#include "core/analysis/arithmetic.hpp"
#include "core/analysis/communities.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/group_pairs.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

using analysis::Adjacency;

constexpr Parameter parameters[] = {{"resolution", ParameterType::number, 1, 0.1, 5}};

constexpr std::size_t most_hearts = 12, most_single_edges = 40, most_between = 40, most_actions = 8;

struct Group {
  std::vector<std::uint32_t> members;
  std::uint32_t heart = 0, heart_edges = 0;
  std::uint64_t edges = 0, out = 0;  // pairs with an edge
  [[nodiscard]] double ends() const { return static_cast<double>(2 * edges + out); }
};

/// Modularity that the same search finds in networks in which everybody has as many edges as here, but at random: the
/// mean of a few, made by exchanging ends of edges (S. Maslov & K. Sneppen, Science 296 (2002) 910).
double modularity_by_chance(const Adjacency& rows, double resolution) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  std::unordered_set<std::uint64_t> present;
  const auto key = [](std::uint32_t a, std::uint32_t b) {
    return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b);
  };
  for (std::uint32_t a = 0; a < rows.size(); ++a)
    for (const std::uint32_t b : rows.neighbours(a))
      if (a < b) {
        edges.emplace_back(a, b);
        present.insert(key(a, b));
      }
  const auto count = static_cast<std::uint32_t>(edges.size());
  const std::uint32_t networks = std::clamp(20'000u / std::max(count, 1u), 2u, 10u);
  analysis::Random chance(1);
  double sum = 0;
  for (std::uint32_t network = 0; network < networks; ++network) {
    // The first has to get away from how things are.
    for (std::uint32_t tries = (network == 0 ? 8 : 3) * count; tries > 0; --tries) {
      auto& [a, b] = edges[chance.below(count)];
      auto& [c, d] = edges[chance.below(count)];
      if (chance.below(2) == 1) std::swap(c, d);
      if (a == c || a == d || b == c || b == d || present.contains(key(a, d)) || present.contains(key(c, b))) continue;
      present.erase(key(a, b));
      present.erase(key(c, d));
      std::swap(b, d);
      present.insert(key(a, b));
      present.insert(key(c, d));
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs = edges;
    for (const auto& [a, b] : edges) arcs.emplace_back(b, a);
    const Adjacency shuffled = analysis::make_adjacency(rows.size(), arcs);
    sum += analysis::find_communities(shuffled, {.seed = 1, .resolution = resolution}).modularity.value_or(0);
  }
  return sum / networks;
}

struct Found {
  std::vector<Group> groups;
  std::vector<std::uint32_t> of_actor;                                    // number of a group, or none
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> tied;  // pairs of actors with an edge, by groups
  std::uint64_t pairs = 0, within = 0;
};

constexpr std::uint32_t none = 0xffffffffu;

Found groups_of(const Adjacency& rows, const analysis::Communities& communities) {
  Found found;
  std::vector<std::vector<std::uint32_t>> members(communities.count);
  for (std::uint32_t actor = 0; actor < rows.size(); ++actor) members[communities.of_node[actor]].push_back(actor);
  found.of_actor.assign(rows.size(), none);
  for (auto& each : members) {
    if (each.size() < 2) continue;
    for (const std::uint32_t actor : each) found.of_actor[actor] = static_cast<std::uint32_t>(found.groups.size());
    found.groups.push_back({std::move(each)});
  }
  for (Group& group : found.groups)
    for (const std::uint32_t actor : group.members) {
      const std::uint32_t own = found.of_actor[actor];
      std::uint32_t inside = 0;
      for (const std::uint32_t other : rows.neighbours(actor)) {
        if (found.of_actor[other] == own)
          ++inside;
        else
          ++group.out;
        if (actor > other) continue;
        ++found.pairs;
        if (found.of_actor[other] == own) {
          ++group.edges;
          ++found.within;
        } else if (found.of_actor[other] != none) {
          ++found.tied[{std::min(own, found.of_actor[other]), std::max(own, found.of_actor[other])}];
        }
      }
      if (inside > group.heart_edges ||
          (inside == group.heart_edges && rows.degree(actor) > rows.degree(group.heart)) ||
          actor == group.members.front()) {
        group.heart = actor;
        group.heart_edges = inside;
      }
    }
  return found;
}

struct Gap {
  std::uint32_t a = 0, b = 0;
  std::uint64_t edges = 0;
  double expected = 0;
};

/// Pairs of groups with hardly an edge, those that lack most first.
std::vector<Gap> gaps_of(const Found& found) {
  std::vector<Gap> gaps;
  const auto count = static_cast<std::uint32_t>(found.groups.size());
  for (std::uint32_t a = 0; a < count; ++a)
    for (std::uint32_t b = a + 1; b < count; ++b) {
      const auto tied = found.tied.find({a, b});
      const std::uint64_t edges = tied == found.tied.end() ? 0 : tied->second;
      const double expected = found.groups[a].ends() * found.groups[b].ends() / (2 * static_cast<double>(found.pairs));
      if (expected >= 1 && 2 * static_cast<double>(edges) <= expected) gaps.push_back({a, b, edges, expected});
    }
  sort_stably(gaps, [](const Gap& x, const Gap& y) {
    return x.expected - static_cast<double>(x.edges) > y.expected - static_cast<double>(y.edges);
  });
  if (gaps.size() > most_between) gaps.resize(most_between);
  return gaps;
}

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  const double resolution = inquiry.number("resolution");
  const ActorGraph actor_graph(network);
  const analysis::Graph& graph = actor_graph.graph();
  const Adjacency& rows = graph.undirected();
  LensAnswer answer("communities");
  answer["groups"] = Json::array();
  answer["between"] = Json::array();
  answer.rests_on("lens.known.tiedActors", actor_graph.tied());
  answer.missing("lens.missing.ties", {}, "", actor_graph.untied());
  const analysis::Communities communities = analysis::find_communities(rows, {.seed = 1, .resolution = resolution});
  const Found found = groups_of(rows, communities);
  const std::vector<Group>& groups = found.groups;
  const Json no_edges = text("lens.why.noTies");
  answer.number("lens.number.groups", Unit::count, static_cast<double>(groups.size()),
                text("lens.reference.ofTiedActors", {actor_graph.tied().known}));
  if (found.pairs == 0) {
    answer.sentence("lens.communities.tooFew");
    return answer.take();
  }
  double by_chance = 0;
  for (const Group& group : groups) {
    const double share = group.ends() / (2 * static_cast<double>(found.pairs));
    by_chance += share * share;
  }
  const double within = static_cast<double>(found.within) / static_cast<double>(found.pairs);
  const double random = modularity_by_chance(rows, resolution);
  answer.number("lens.number.tiesWithin", Unit::share, within, text("lens.reference.random", {percent(by_chance)}));
  answer.number("lens.number.modularity", Unit::index, communities.modularity, text("lens.reference.random", {random}),
                no_edges);

  const auto name_of_group = [&](std::uint32_t number) {
    return text("lens.communities.around", {graph.node(groups[number].heart).label});
  };
  for (std::uint32_t number = 0; number < groups.size(); ++number) {
    const Group& group = groups[number];
    Json ids = Json::array();
    for (const std::uint32_t actor : group.members) ids.push_back(graph.node(actor).id);
    answer["groups"].push_back({{"number", number + 1},
                                {"name", name_of_group(number)},
                                {"heart", graph.node(group.heart).id},
                                {"nodes", std::move(ids)},
                                {"ties", group.edges},
                                {"tiesOut", group.out}});
    if (number < most_hearts)
      answer.node(graph.node(group.heart).id, group.heart_edges,
                  text("lens.communities.heart", {group.heart_edges, group.members.size() - 1}));
  }
  std::size_t singles = 0;
  for (const analysis::GraphEdge& graph_edge : graph.edges()) {
    const std::uint32_t a = found.of_actor[graph_edge.from], b = found.of_actor[graph_edge.to];
    if (a == none || b == none || a == b || singles == most_single_edges) continue;
    const auto pairs = found.tied.find({std::min(a, b), std::max(a, b)});
    if (pairs == found.tied.end() || pairs->second != 1) continue;
    ++singles;
    answer.edge(graph_edge.edge->id, 1,
                text("lens.communities.onlyTie", {name_of_group(std::min(a, b)), name_of_group(std::max(a, b))}));
  }

  const std::vector<Gap> gaps = gaps_of(found);
  for (const Gap& gap : gaps)
    answer["between"].push_back({{"a", gap.a + 1}, {"b", gap.b + 1}, {"ties", gap.edges}, {"expected", gap.expected}});
  answer.number("lens.number.groupsApart", Unit::count, static_cast<double>(gaps.size()),
                text("lens.reference.ofPairs", {groups.size() * (groups.size() - 1) / 2}));
  if (!gaps.empty()) {
    const NeedOfferMatches matches(network);
    const Affinity affinity(network, graph, matches);
    const GroupPairs between(graph, affinity);
    std::size_t actions = 0;
    for (const Gap& gap : gaps) {
      if (actions == most_actions) break;
      const auto best = between.best(groups[gap.a].members, groups[gap.b].members);
      if (!best) continue;
      ++actions;
      const auto [a, b] = best->pair;
      Json reasons =
          Json::array({text("lens.communities.apart", {name_of_group(gap.a), name_of_group(gap.b), gap.edges})});
      for (Json& reason : affinity.reasons(a, b)) reasons.push_back(std::move(reason));
      if (reasons.size() == 1) reasons.push_back(text("lens.reason.bestConnected"));
      answer.action("lens.action.introduce", {graph.node(a).label, graph.node(b).label},
                    Json::array({affinity.bring_together(a, b)}), std::move(reasons));
    }
  }
  if (groups.size() < 2)
    answer.sentence("lens.communities.one");
  else if (*communities.modularity <= random)
    answer.sentence("lens.communities.byChance", {groups.size()});
  else if (gaps.empty())
    answer.sentence("lens.communities.found", {groups.size(), percent(within)});
  else
    answer.sentence("lens.communities.foundApart",
                    {groups.size(), percent(within), name_of_group(gaps[0].a), name_of_group(gaps[0].b)});
  return answer.take();
}

}  // namespace

LensInfo communities_lens() { return {"communities", parameters, answer}; }

}  // namespace impactweb::insight
