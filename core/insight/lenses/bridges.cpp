// "Where does the network break?" Edges and actors whose loss parts it (analysis/connectivity.hpp), and the second
// routes that would lessen that.
//
// Beyond lens_answer.hpp: `bridges` [{edges: [ids], from, to, cutOff}], those that cut off most first: `cutOff` is how
// many actors are on the smaller side; `cutPoints` [{id, cutOff}]; `fewest`, how many new edges it takes at least for
// no edge to be the only way any more (second_routes.hpp), and `introductions` [{from, to}] just as many, with which
// that is so, those that make most second ways first; `covered`, for how many bridges. The actions are these
// introductions, the first 60 of them one by one, and all in one where there are more.
#include <algorithm>
#include <map>

#include "core/analysis/chance.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/group_pairs.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/second_routes.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

using analysis::Adjacency;
using analysis::Components;
using Actors = std::vector<std::uint32_t>;

constexpr std::size_t most_listed = 200, most_actions = 60;
constexpr std::uint32_t none = 0xffffffffu;

/// What is left when all bridges are gone, as a tree of pieces: each hangs on its parent by one bridge.
class BridgeTree {
 public:
  BridgeTree(const Adjacency& rows, const analysis::Cuts& cuts) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    for (std::uint32_t a = 0; a < rows.size(); ++a)
      for (const std::uint32_t b : rows.neighbours(a)) {
        const std::pair pair{std::min(a, b), std::max(a, b)};
        if (!std::binary_search(cuts.bridges.begin(), cuts.bridges.end(), pair)) arcs.emplace_back(a, b);
      }
    const Components pieces = analysis::components(analysis::make_adjacency(rows.size(), arcs));
    piece_of_ = pieces.of_node;
    const std::size_t count = pieces.sizes.size();
    parent_.assign(count, none);
    bridge_.assign(count, none);
    depth_.assign(count, 0);
    root_.assign(count, none);
    members_.resize(count);
    for (std::uint32_t actor = 0; actor < rows.size(); ++actor) members_[piece_of_[actor]].push_back(actor);
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> next(count);  // piece and bridge
    for (std::uint32_t i = 0; i < cuts.bridges.size(); ++i) {
      const std::uint32_t a = piece_of_[cuts.bridges[i].first], b = piece_of_[cuts.bridges[i].second];
      next[a].emplace_back(b, i);
      next[b].emplace_back(a, i);
    }
    std::vector<char> seen(count, 0);
    for (std::uint32_t root = 0; root < count; ++root) {
      if (seen[root]) continue;
      seen[root] = 1;
      const std::size_t first = order_.size();
      order_.push_back(root);
      for (std::size_t at = first; at < order_.size(); ++at) {
        const std::uint32_t piece = order_[at];
        root_[piece] = root;
        for (const auto& [other, bridge] : next[piece]) {
          if (seen[other]) continue;
          seen[other] = 1;
          parent_[other] = piece;
          bridge_[other] = bridge;
          depth_[other] = depth_[piece] + 1;
          order_.push_back(other);
        }
      }
    }
    below_.assign(count, 0);
    for (std::uint32_t piece = 0; piece < count; ++piece)
      below_[piece] = static_cast<std::uint32_t>(members_[piece].size());
    for (auto piece = order_.rbegin(); piece != order_.rend(); ++piece)
      if (parent_[*piece] != none) below_[parent_[*piece]] += below_[*piece];
    whole_.assign(count, 0);
    for (const std::uint32_t piece : order_)
      whole_[piece] = parent_[piece] == none ? below_[piece] : whole_[parent_[piece]];
    lower_.assign(cuts.bridges.size(), none);
    for (std::uint32_t piece = 0; piece < count; ++piece)
      if (bridge_[piece] != none) lower_[bridge_[piece]] = piece;
  }

  /// Actors on the smaller side of a bridge.
  [[nodiscard]] std::uint32_t smaller_side(std::uint32_t bridge) const {
    const std::uint32_t piece = lower_[bridge];
    return std::min(below_[piece], whole_[piece] - below_[piece]);
  }
  [[nodiscard]] const Actors& members(std::uint32_t piece) const { return members_[piece]; }
  [[nodiscard]] BridgeForest forest(const analysis::Cuts& cuts) const {
    BridgeForest forest;
    for (const Actors& members : members_) forest.actors.push_back(static_cast<std::uint32_t>(members.size()));
    for (const auto& [a, b] : cuts.bridges) forest.bridges.emplace_back(piece_of_[a], piece_of_[b]);
    return forest;
  }
  /// Calls `found` with each bridge between two actors; with none where no path joins them.
  template <class Found>
  void between(std::uint32_t a, std::uint32_t b, Found found) const {
    std::uint32_t one = piece_of_[a], other = piece_of_[b];
    if (root_[one] != root_[other]) return;
    while (one != other) {
      std::uint32_t& deeper = depth_[one] >= depth_[other] ? one : other;
      found(bridge_[deeper]);
      deeper = parent_[deeper];
    }
  }

 private:
  Actors piece_of_, parent_, root_, bridge_, depth_, below_, whole_, lower_, order_;
  std::vector<Actors> members_;
};

/// Those of a piece whom a second way goes by: not who has the bridge, as far as there are others.
Actors others(const Actors& members, const std::vector<char>& at_bridge) {
  Actors rest;
  for (const std::uint32_t actor : members)
    if (at_bridge[actor] == 0) rest.push_back(actor);
  return rest.empty() ? members : rest;
}

struct Introduction {
  Pair pair;
  std::vector<std::uint32_t> covers;  // bridges, those that cut off most first
};

/// The fewest introductions that leave no bridge.
std::vector<Introduction> introductions_for(const Adjacency& rows, const analysis::Cuts& cuts, const BridgeTree& tree,
                                            const GroupPairs& between) {
  std::vector<char> at_bridge(rows.size(), 0);
  for (const auto& [a, b] : cuts.bridges) at_bridge[a] = at_bridge[b] = 1;
  std::map<Pair, std::optional<RankedPair>> known;
  const auto best = [&](std::uint32_t one, std::uint32_t other) -> const std::optional<RankedPair>& {
    const auto [found, added] = known.try_emplace({std::min(one, other), std::max(one, other)});
    if (added) {
      const Actors &a = tree.members(one), &b = tree.members(other);
      found->second = between.best(others(a, at_bridge), others(b, at_bridge));
      if (!found->second) found->second = between.best(a, b);
    }
    return found->second;
  };
  std::vector<Introduction> list;
  for (const auto& [one, other] : second_routes(tree.forest(cuts), [&](std::uint32_t a, std::uint32_t b) {
         const std::optional<RankedPair>& pair = best(a, b);
         return pair ? std::optional(pair->weight) : std::nullopt;
       })) {
    const std::optional<RankedPair>& pair = best(one, other);
    if (!pair) continue;
    Introduction& made = list.emplace_back(Introduction{pair->pair, {}});
    tree.between(pair->pair.first, pair->pair.second, [&](std::uint32_t bridge) { made.covers.push_back(bridge); });
    sort_stably(made.covers,
                [&](std::uint32_t a, std::uint32_t b) { return tree.smaller_side(a) > tree.smaller_side(b); });
  }
  const auto most = [&](const Introduction& each) {
    return each.covers.empty() ? 0 : tree.smaller_side(each.covers.front());
  };
  sort_stably(list, [&](const Introduction& a, const Introduction& b) {
    return std::pair(most(a), a.covers.size()) > std::pair(most(b), b.covers.size());
  });
  return list;
}

/// How many bridges are left with the introductions.
std::size_t bridges_left(const Adjacency& rows, const std::vector<Introduction>& introductions) {
  std::vector<Pair> arcs;
  for (std::uint32_t a = 0; a < rows.size(); ++a)
    for (const std::uint32_t b : rows.neighbours(a)) arcs.emplace_back(a, b);
  for (const Introduction& each : introductions) {
    arcs.push_back(each.pair);
    arcs.emplace_back(each.pair.second, each.pair.first);
  }
  const Adjacency mended = analysis::make_adjacency(rows.size(), arcs);
  return analysis::find_cuts(mended, analysis::components(mended)).bridges.size();
}

/// How many the most important bridge cuts off.
double largest_cut_of(const Adjacency& rows) {
  const analysis::Cuts cuts = analysis::find_cuts(rows, analysis::components(rows));
  const BridgeTree tree(rows, cuts);
  std::uint32_t largest = 0;
  for (std::uint32_t bridge = 0; bridge < cuts.bridges.size(); ++bridge)
    largest = std::max(largest, tree.smaller_side(bridge));
  return largest;
}

/// Whether chance would give a bridge as important.
void compare_with_chance(LensAnswer& answer, const Adjacency& rows, std::uint32_t largest) {
  analysis::Standing standing(largest);
  analysis::ShuffledEdges shuffled(rows);
  const double work = static_cast<double>(rows.targets.size()) + rows.size();
  for (std::uint32_t left = analysis::comparisons(work, 150'000, 4); left > 0; --left)
    standing.add(largest_cut_of(shuffled.next()));
  answer.note(standing.stands_out() ? "lens.bridges.standsOut" : "lens.bridges.ordinary",
              {standing.as_high(), standing.samples()});
}

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  const ActorGraph actor_graph(network);
  const analysis::Graph& graph = actor_graph.graph();
  const Adjacency& rows = graph.undirected();
  LensAnswer answer("bridges");
  answer["bridges"] = Json::array();
  answer["cutPoints"] = Json::array();
  answer.rests_on("lens.known.tiedActors", actor_graph.tied());
  answer.missing("lens.missing.ties", {}, "", actor_graph.untied());
  const Components whole = analysis::components(rows);
  const analysis::Cuts cuts = analysis::find_cuts(rows, whole);
  const BridgeTree tree(rows, cuts);
  const std::size_t pairs = rows.targets.size() / 2;

  std::vector<std::uint32_t> order(cuts.bridges.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return tree.smaller_side(a) > tree.smaller_side(b); });
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<const Edge*>> edges_of;
  for (const analysis::GraphEdge& graph_edge : graph.edges())
    edges_of[{std::min(graph_edge.from, graph_edge.to), std::max(graph_edge.from, graph_edge.to)}].push_back(
        graph_edge.edge);
  std::uint32_t largest = 0, threads = 0;
  for (std::size_t at = 0; at < order.size(); ++at) {
    const auto& [a, b] = cuts.bridges[order[at]];
    const std::uint32_t cut_off = tree.smaller_side(order[at]);
    largest = std::max(largest, cut_off);
    threads += cut_off == 1 ? 1 : 0;
    if (at >= most_listed) continue;
    Json ids = Json::array();
    const std::vector<const Edge*>& edges = edges_of[{a, b}];
    for (const Edge* edge : edges) {
      ids.push_back(edge->id);
      answer.edge(edge->id, cut_off,
                  edges.size() > 1 ? text("lens.bridges.pairCutsOff", {cut_off})
                  : cut_off == 1   ? text("lens.bridges.onlyTieOf", {graph.node(rows.degree(a) == 1 ? a : b).label})
                                   : text("lens.bridges.cutsOff", {cut_off}));
    }
    answer["bridges"].push_back(
        {{"edges", std::move(ids)}, {"from", graph.node(a).id}, {"to", graph.node(b).id}, {"cutOff", cut_off}});
  }
  Actors points;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    if (cuts.articulation[actor]) points.push_back(actor);
  sort_stably(points, [&](std::uint32_t a, std::uint32_t b) { return cuts.cut_off[a] > cuts.cut_off[b]; });
  for (const std::uint32_t actor : points) {
    answer["cutPoints"].push_back({{"id", graph.node(actor).id}, {"cutOff", cuts.cut_off[actor]}});
    if (cuts.cut_off[actor] > 0)
      answer.node(graph.node(actor).id, cuts.cut_off[actor], text("lens.bridges.cutPoint", {cuts.cut_off[actor]}));
  }

  answer["introductions"] = Json::array();
  std::size_t fewest = 0, left = 0;
  if (!order.empty()) {
    const NeedOfferMatches matches(network);
    // Whoever they share is who the second way has to go round.
    const Affinity affinity(network, graph, matches, {.round_cut_point = 0, .near = 0});
    const std::vector<Introduction> list = introductions_for(rows, cuts, tree, GroupPairs(graph, affinity));
    fewest = list.size();
    left = bridges_left(rows, list);
    Json all = Json::array();
    for (const Introduction& each : list) {
      const auto [one, other] = each.pair;
      answer["introductions"].push_back({{"from", graph.node(one).id}, {"to", graph.node(other).id}});
      if (list.size() > most_actions) all.push_back(affinity.bring_together(one, other));
      if (answer["introductions"].size() > most_actions) continue;
      Json reasons = Json::array();
      if (each.covers.empty()) {
        reasons.push_back(text("lens.bridges.joinsParts"));
      } else {
        const auto& [a, b] = cuts.bridges[each.covers.front()];
        reasons.push_back(text("lens.bridges.secondRoute", {graph.node(a).label, graph.node(b).label}));
        if (each.covers.size() > 1) reasons.push_back(text("lens.bridges.coversMore", {each.covers.size() - 1}));
      }
      for (Json& reason : affinity.reasons(one, other)) reasons.push_back(std::move(reason));
      answer.action("lens.action.introduce", {graph.node(one).label, graph.node(other).label},
                    Json::array({affinity.bring_together(one, other)}), std::move(reasons));
    }
    if (!all.empty()) answer.action("lens.spider.repairAll", {list.size()}, std::move(all));
    if (largest > 1) compare_with_chance(answer, rows, largest);
  }
  answer["fewest"] = fewest;
  answer["covered"] = cuts.bridges.size() - left;

  answer.number("lens.number.bridges", Unit::count, static_cast<double>(cuts.bridges.size()),
                text("lens.reference.ofTies", {pairs}));
  answer.number("lens.number.threads", Unit::count, threads, text("lens.reference.ofActors", {graph.size()}));
  answer.number("lens.number.largestCut", Unit::count, largest, text("lens.reference.ofMain", {whole.main_size()}));
  answer.number("lens.number.cutPoints", Unit::count, static_cast<double>(points.size()),
                text("lens.reference.ofActors", {graph.size()}));
  answer.number("lens.number.secondRoutes", Unit::count, static_cast<double>(fewest));
  answer.number("lens.number.independence", Unit::share, analysis::independence(cuts),
                text("lens.reference.independence"), text("lens.why.fewerThanTwo"));
  if (pairs == 0)
    answer.sentence("lens.bridges.tooFew");
  else if (cuts.bridges.empty() && points.empty())
    answer.sentence("lens.bridges.none");
  else if (cuts.bridges.empty())
    answer.sentence("lens.bridges.pointsAlone", {points.size(), graph.node(points[0]).label});
  else if (fewest == 0)
    answer.sentence("lens.bridges.onePair");
  else
    answer.sentence("lens.bridges.found", {cuts.bridges.size(), largest, fewest});
  return answer.take();
}

}  // namespace

LensInfo bridges_lens() { return {"bridges", {}, answer}; }

}  // namespace impactweb::insight
