// "Which groups are there, and which hardly know each other?" Communities of the actors (analysis/communities.hpp),
// those of two and more.
//
// Beyond lens_answer.hpp: `groups` [{number, name: TEXT, heart, nodes: [ids], ties, tiesOut}], the largest first:
// `heart` is who has most edges within the group, `ties` are within it, `tiesOut` lead out of it; `between` [{a, b,
// ties, expected}]: pairs of groups (their numbers) that hardly know each other, those that lack most first: with one
// edge more they would still have at most half of the edges that chance would give, K_a K_b / 2m of them, K being the
// sums of degrees, and at most a tenth of the edges of the smaller one lead to the other; `clarity` {value, mean,
// asClear, of, fragile} or null: the modularity that a quick search finds, its mean over shuffled networks
// (analysis/chance.hpp), in how many of them it is as high, and whether one edge more or less could change that. There
// are groups, and `between` is filled, where the value stands out of the shuffled ones and is not fragile.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/analysis/chance.hpp"
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
      const double ends_a = found.groups[a].ends(), ends_b = found.groups[b].ends();
      const double expected = ends_a * ends_b / (2 * static_cast<double>(found.pairs));
      // One edge that nobody has drawn yet would leave it so.
      const bool few = 2 * (static_cast<double>(edges) + 1) <= expected;
      if (few && 10 * static_cast<double>(edges) <= std::min(ends_a, ends_b)) gaps.push_back({a, b, edges, expected});
    }
  sort_stably(gaps, [](const Gap& x, const Gap& y) {
    return x.expected - static_cast<double>(x.edges) > y.expected - static_cast<double>(y.edges);
  });
  return gaps;
}

/// How far the two groups that lack most edges are below what chance would give, in its standard deviations.
double widest_gap(const std::vector<Gap>& gaps) {
  double widest = 0;
  for (const Gap& gap : gaps)
    widest = std::max(widest, (gap.expected - static_cast<double>(gap.edges)) / std::sqrt(gap.expected));
  return widest;
}

/// How much modularity one edge more or less could take from these groups.
double lost_by_one_edge(const Found& found, double resolution) {
  const auto modularity = [&](double within, double pairs, std::size_t changed, std::size_t other, double ends) {
    double squares = 0;
    for (std::size_t group = 0; group < found.groups.size(); ++group) {
      const double sum = found.groups[group].ends() + (group == changed || group == other ? ends : 0);
      squares += sum * sum;
    }
    return within / pairs - resolution * squares / (4 * pairs * pairs);
  };
  const auto within = static_cast<double>(found.within), pairs = static_cast<double>(found.pairs);
  const std::size_t nobody = found.groups.size();
  const double now = modularity(within, pairs, nobody, nobody, 0);
  double least = now;
  for (std::size_t group = 0; group < found.groups.size(); ++group) {
    if (pairs > 1 && found.groups[group].edges > 0)
      least = std::min(least, modularity(within - 1, pairs - 1, group, nobody, -2));
    // The largest is the first, and takes most.
    if (group > 0) least = std::min(least, modularity(within, pairs + 1, 0, group, 1));
  }
  return now - least;
}

/// How the groups stand among those that the same search finds in shuffled networks.
struct Clarity {
  analysis::Standing modularity, gap;
  double value = 0;
  bool fragile = false;

  [[nodiscard]] bool clear() const { return modularity.stands_out() && !fragile; }
};

Clarity clarity_of(const Adjacency& rows, const Found& found, double resolution) {
  const analysis::CommunityOptions quick{.seed = 1, .resolution = resolution, .quick = true};
  const double value = analysis::find_communities(rows, quick).modularity.value_or(0);
  Clarity clarity{analysis::Standing(value), analysis::Standing(widest_gap(gaps_of(found))), value};
  analysis::ShuffledEdges shuffled(rows);
  for (std::uint32_t left = analysis::comparisons(static_cast<double>(found.pairs), 40'000, 3); left > 0; --left) {
    const Adjacency& network = shuffled.next();
    const analysis::Communities communities = analysis::find_communities(network, quick);
    clarity.modularity.add(communities.modularity.value_or(0));
    clarity.gap.add(widest_gap(gaps_of(groups_of(network, communities))));
  }
  clarity.fragile =
      clarity.modularity.stands_out() && !clarity.modularity.stands_out(value - lost_by_one_edge(found, resolution));
  return clarity;
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
  answer["clarity"] = nullptr;
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
  const Clarity clarity = clarity_of(rows, found, resolution);
  const std::uint32_t as_clear = clarity.modularity.as_high(), samples = clarity.modularity.samples();
  answer["clarity"] = {{"value", clarity.value},
                       {"mean", clarity.modularity.mean()},
                       {"asClear", as_clear},
                       {"of", samples},
                       {"fragile", clarity.fragile}};
  answer.number("lens.number.tiesWithin", Unit::share, within, text("lens.reference.random", {percent(by_chance)}));
  answer.number("lens.number.modularity", Unit::index, communities.modularity,
                text("lens.reference.shuffled", {clarity.modularity.mean(), as_clear, samples}), no_edges);

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

  const std::vector<Gap> gaps = clarity.clear() && clarity.gap.stands_out() ? gaps_of(found) : std::vector<Gap>();
  for (std::size_t i = 0; i < gaps.size() && i < most_between; ++i) {
    const Gap& gap = gaps[i];
    answer["between"].push_back({{"a", gap.a + 1}, {"b", gap.b + 1}, {"ties", gap.edges}, {"expected", gap.expected}});
  }
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
  const Json stays = share_of(found.within, found.pairs);
  if (groups.size() < 2) {
    answer.sentence("lens.communities.one");
  } else if (!clarity.clear()) {
    answer.unsure();
    if (clarity.fragile)
      answer.sentence("lens.communities.fragile", {groups.size()});
    else
      answer.sentence("lens.communities.byChance", {groups.size(), as_clear, samples});
  } else if (gaps.empty()) {
    answer.sentence("lens.communities.found", {groups.size(), stays, as_clear, samples});
  } else {
    answer.sentence("lens.communities.foundApart", {groups.size(), stays, name_of_group(gaps[0].a),
                                                    name_of_group(gaps[0].b), gaps[0].edges, as_clear, samples});
  }
  return answer.take();
}

}  // namespace

LensInfo communities_lens() { return {"communities", parameters, answer}; }

}  // namespace impactweb::insight
