// "Where does the network break?" Edges and actors whose loss parts it (analysis/connectivity.hpp), and the second
// routes that would lessen that.
//
// Beyond lens_answer.hpp: `bridges` [{edges: [ids], from, to, cutOff}], those that cut off most first: `cutOff` is how
// many actors are on the smaller side; `cutPoints` [{id, cutOff}]; `fewest`, how many new edges it takes at least for
// no edge to be the only one any more, within what hangs together now: half of the ends of the tree that its bridges
// make, rounded up (K. Eswaran & R. Tarjan, "Augmentation problems", SIAM Journal on Computing 5 (1976) 653–665);
// `covered`, how many bridges the proposed introductions take that from.
#include <algorithm>
#include <map>

#include "core/analysis/connectivity.hpp"
#include "core/insight/actor_graph.hpp"
#include "core/insight/group_pairs.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

using analysis::Adjacency;
using analysis::Components;
using Actors = std::vector<std::uint32_t>;

constexpr std::size_t most_listed = 200, most_actions = 10, most_looked_at = 60;
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
      std::size_t ends = 0, actors = 0;
      for (std::size_t at = first; at < order_.size(); ++at) {
        const std::uint32_t piece = order_[at];
        if (next[piece].size() == 1) ++ends;
        actors += members_[piece].size();
        for (const auto& [other, bridge] : next[piece]) {
          if (seen[other]) continue;
          seen[other] = 1;
          parent_[other] = piece;
          bridge_[other] = bridge;
          depth_[other] = depth_[piece] + 1;
          order_.push_back(other);
        }
      }
      // Two by themselves have nobody to go round by.
      if (actors > 2) fewest_ += (ends + 1) / 2;
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

  [[nodiscard]] std::size_t fewest() const { return fewest_; }
  /// Actors on the smaller side of a bridge.
  [[nodiscard]] std::uint32_t smaller_side(std::uint32_t bridge) const {
    const std::uint32_t piece = lower_[bridge];
    return std::min(below_[piece], whole_[piece] - below_[piece]);
  }
  /// Actors on the one side and on the other, the smaller side first.
  [[nodiscard]] std::pair<Actors, Actors> sides(std::uint32_t bridge) const {
    const std::uint32_t top = lower_[bridge];
    std::vector<char> under(parent_.size(), 0), reached(parent_.size(), 0);
    std::pair<Actors, Actors> sides;
    std::uint32_t root = top;
    while (parent_[root] != none) root = parent_[root];
    for (const std::uint32_t piece : order_) {
      const std::uint32_t parent = parent_[piece];
      under[piece] = piece == top || (parent != none && under[parent] != 0) ? 1 : 0;
      reached[piece] = piece == root || (parent != none && reached[parent] != 0) ? 1 : 0;
      if (reached[piece] == 0) continue;
      Actors& side = under[piece] != 0 ? sides.first : sides.second;
      side.insert(side.end(), members_[piece].begin(), members_[piece].end());
    }
    if (sides.first.size() > sides.second.size()) std::swap(sides.first, sides.second);
    return sides;
  }
  /// Calls `found` with each bridge between two actors.
  template <class Found>
  void between(std::uint32_t a, std::uint32_t b, Found found) const {
    std::uint32_t one = piece_of_[a], other = piece_of_[b];
    while (one != other) {
      std::uint32_t& deeper = depth_[one] >= depth_[other] ? one : other;
      if (parent_[deeper] == none) return;
      found(bridge_[deeper]);
      deeper = parent_[deeper];
    }
  }

 private:
  Actors piece_of_, parent_, bridge_, depth_, below_, whole_, lower_, order_;
  std::vector<Actors> members_;
  std::size_t fewest_ = 0;
};

/// Without those who make the bridge: a second route goes round them, as far as there are others.
Actors others(const Actors& side, std::uint32_t end) {
  if (side.size() == 1) return side;
  Actors rest = side;
  std::erase(rest, end);
  return rest;
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

  std::vector<char> covered(cuts.bridges.size(), 0);
  if (!order.empty()) {
    const NeedOfferMatches matches(network);
    // Whoever they share is who the second route has to go round.
    const Affinity affinity(network, graph, matches, {.round_cut_point = 0, .near = 0});
    const GroupPairs between(graph, affinity);
    std::size_t actions = 0, looked_at = 0;
    for (const std::uint32_t bridge : order) {
      if (actions == most_actions || looked_at == most_looked_at) break;
      if (covered[bridge] != 0) continue;
      ++looked_at;
      auto [small, large] = tree.sides(bridge);
      const auto& [a, b] = cuts.bridges[bridge];
      const bool a_is_small = std::find(small.begin(), small.end(), a) != small.end();
      const auto best = between.best(others(small, a_is_small ? a : b), others(large, a_is_small ? b : a));
      if (!best) continue;
      const auto [one, other] = best->pair;
      std::size_t more = 0;
      tree.between(one, other, [&](std::uint32_t each) {
        more += covered[each] == 0 ? 1 : 0;
        covered[each] = 1;
      });
      ++actions;
      Json reasons = Json::array({text("lens.bridges.secondRoute", {graph.node(a).label, graph.node(b).label})});
      if (more > 1) reasons.push_back(text("lens.bridges.coversMore", {more - 1}));
      for (Json& reason : affinity.reasons(one, other)) reasons.push_back(std::move(reason));
      answer.action("lens.action.introduce", {graph.node(one).label, graph.node(other).label},
                    Json::array({affinity.bring_together(one, other)}), std::move(reasons));
    }
  }
  answer["fewest"] = tree.fewest();
  answer["covered"] = std::count(covered.begin(), covered.end(), 1);

  answer.number("lens.number.bridges", Unit::count, static_cast<double>(cuts.bridges.size()),
                text("lens.reference.ofTies", {pairs}));
  answer.number("lens.number.threads", Unit::count, threads, text("lens.reference.ofActors", {graph.size()}));
  answer.number("lens.number.largestCut", Unit::count, largest, text("lens.reference.ofMain", {whole.main_size()}));
  answer.number("lens.number.cutPoints", Unit::count, static_cast<double>(points.size()),
                text("lens.reference.ofActors", {graph.size()}));
  answer.number("lens.number.secondRoutes", Unit::count, static_cast<double>(tree.fewest()));
  answer.number("lens.number.independence", Unit::share, analysis::independence(cuts),
                text("lens.reference.independence"), text("lens.why.fewerThanTwo"));
  if (pairs == 0)
    answer.sentence("lens.bridges.tooFew");
  else if (cuts.bridges.empty() && points.empty())
    answer.sentence("lens.bridges.none");
  else if (cuts.bridges.empty())
    answer.sentence("lens.bridges.pointsAlone", {points.size(), graph.node(points[0]).label});
  else
    answer.sentence("lens.bridges.found", {cuts.bridges.size(), largest, tree.fewest()});
  return answer.take();
}

}  // namespace

LensInfo bridges_lens() { return {"bridges", {}, answer}; }

}  // namespace impactweb::insight
