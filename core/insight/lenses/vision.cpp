// "How far do we share a vision?" Visions and challenges, who stands behind each, with how much energy, and who has the
// same aim without an edge.
//
// Beyond lens_answer.hpp: `aims` [{id, kind, supporters: [ids], potential, share, energy, energyKnown}]: actors with a
// edge, how many have a potential one, the share of all actors, and the mean energy of the supporters who filled it in
// (1 to 5); the most shared first. `pairs` [{from, to, aims: [ids], weight, reasons}]: supporters of the same aim
// without an edge, the best first, at most `limit`.
#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "core/insight/actor_graph.hpp"
#include "core/insight/affinity.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

constexpr Parameter parameters[] = {{"limit", ParameterType::number, 20, 1, 200}};

/// Pairs of actors who stand behind the same, without an edge: all of them, however many stand behind one aim.
std::uint64_t pairs_without_edge(const analysis::Adjacency& rows, const std::vector<std::vector<std::uint32_t>>& aims) {
  constexpr std::size_t bits = 64;
  const std::size_t words = (rows.size() + bits - 1) / bits;
  std::vector<std::vector<std::uint32_t>> aims_of(rows.size());
  std::vector<std::vector<std::uint64_t>> behind(aims.size(), std::vector<std::uint64_t>(words, 0));
  for (std::uint32_t aim = 0; aim < aims.size(); ++aim)
    for (const std::uint32_t actor : aims[aim]) {
      aims_of[actor].push_back(aim);
      behind[aim][actor / bits] |= std::uint64_t{1} << actor % bits;
    }
  std::uint64_t ends = 0;
  std::vector<std::uint64_t> same(words);
  for (std::uint32_t actor = 0; actor < rows.size(); ++actor) {
    if (aims_of[actor].empty()) continue;
    std::fill(same.begin(), same.end(), 0);
    for (const std::uint32_t aim : aims_of[actor])
      for (std::size_t word = 0; word < words; ++word) same[word] |= behind[aim][word];
    for (const std::uint32_t other : rows.neighbours(actor)) same[other / bits] &= ~(std::uint64_t{1} << other % bits);
    for (const std::uint64_t word : same) ends += static_cast<std::uint64_t>(std::popcount(word));
    --ends;  // with itself
  }
  return ends / 2;
}

struct Aim {
  const Node* node = nullptr;
  std::vector<std::uint32_t> supporters;
  std::set<std::string_view> potential;
  std::uint32_t energy = 0, energy_known = 0;
};

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  const ActorGraph actor_graph(network);
  const analysis::Graph& graph = actor_graph.graph();
  std::vector<Aim> aims;
  std::map<std::string_view, std::size_t> number;
  for (const auto& [id, node] : network.nodes)
    if (node.kind == NodeKind::challenge || node.kind == NodeKind::vision) {
      Aim aim{&node, actors_of(actor_graph.involved_in(id)), {}, 0, 0};
      for (const std::uint32_t actor : aim.supporters)
        if (const int energy = graph.node(actor).energy; energy > 0) {
          aim.energy += static_cast<std::uint32_t>(energy);
          ++aim.energy_known;
        }
      aims.push_back(std::move(aim));
    }
  sort_stably(aims, [](const Aim& a, const Aim& b) { return a.supporters.size() > b.supporters.size(); });
  for (std::size_t i = 0; i < aims.size(); ++i) number.emplace(aims[i].node->id, i);
  for (const auto& [id, edge] : network.edges) {
    if (edge.status != EdgeStatus::potential) continue;
    for (const auto& [actor, aim] : {std::pair(&edge.from, &edge.to), std::pair(&edge.to, &edge.from)})
      if (const auto found = number.find(*aim); found != number.end())
        if (actor_graph.number_of(*actor) != ActorGraph::none) aims[found->second].potential.insert(*actor);
  }

  LensAnswer answer("vision");
  Json& table = answer["aims"];
  table = Json::array();
  std::vector<char> behind_something(graph.size(), 0);
  std::vector<std::string> nobody, no_energy;
  std::map<Pair, std::vector<std::string>> same;
  analysis::Completeness energy{0, 0};
  for (const Aim& aim : aims) {
    Json supporters = Json::array();
    for (const std::uint32_t actor : aim.supporters) {
      supporters.push_back(graph.node(actor).id);
      behind_something[actor] = 1;
    }
    if (aim.supporters.empty()) nobody.push_back(aim.node->id);
    const double share =
        graph.size() > 0 ? static_cast<double>(aim.supporters.size()) / static_cast<double>(graph.size()) : 0;
    table.push_back(
        {{"id", aim.node->id},
         {"kind", name_of(node_kinds, aim.node->kind)},
         {"supporters", std::move(supporters)},
         {"potential", aim.potential.size()},
         {"share", share},
         {"energy", aim.energy_known > 0 ? Json(static_cast<double>(aim.energy) / aim.energy_known) : Json()},
         {"energyKnown", aim.energy_known}});
    answer.node(aim.node->id, share, text("lens.vision.shared", {aim.supporters.size(), graph.size()}));
    // Of a large group each is weighed with some of the others; all would be more than anybody reads.
    const std::size_t size = aim.supporters.size(), reach = size <= 48 ? size : 16;
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t step = 1; step <= reach && (size > 48 || i + step < size); ++step) {
        const std::uint32_t a = aim.supporters[i], b = aim.supporters[(i + step) % size];
        if (!graph.undirected().has(a, b)) same[{std::min(a, b), std::max(a, b)}].push_back(aim.node->id);
      }
  }
  std::vector<std::vector<std::uint32_t>> supporters;
  for (const Aim& aim : aims) supporters.push_back(aim.supporters);
  const std::uint64_t untied = pairs_without_edge(graph.undirected(), supporters);
  std::uint64_t with_aim = 0;
  std::vector<std::string> without;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    if (behind_something[actor]) {
      ++with_aim;
      ++energy.of;
      if (graph.node(actor).energy > 0)
        ++energy.known;
      else
        no_energy.push_back(graph.node(actor).id);
    } else {
      without.push_back(graph.node(actor).id);
    }
  }

  const NeedOfferMatches matches(network);
  const Affinity affinity(network, graph, matches);
  std::vector<RankedPair> ranked;
  for (const auto& [pair, shared] : same)
    ranked.push_back({pair, affinity.weight(pair.first, pair.second) + static_cast<double>(shared.size() - 1)});
  sort_stably(ranked, [](const RankedPair& a, const RankedPair& b) { return a.weight > b.weight; });
  Json& pairs = answer["pairs"];
  pairs = Json::array();
  for (const RankedPair& each : ranked) {
    if (pairs.size() >= static_cast<std::size_t>(inquiry.number("limit"))) break;
    const auto [a, b] = each.pair;
    Json reasons = affinity.reasons(a, b);
    answer.action("lens.action.introduce", {graph.node(a).label, graph.node(b).label},
                  Json::array({affinity.bring_together(a, b)}), reasons);
    pairs.push_back({{"from", graph.node(a).id},
                     {"to", graph.node(b).id},
                     {"aims", same[each.pair]},
                     {"weight", each.weight},
                     {"reasons", std::move(reasons)}});
  }

  answer.rests_on("lens.known.aims", {with_aim, graph.size()});
  answer.also_known("lens.known.energy", energy);
  answer.missing("lens.missing.aim", {}, "", without);
  answer.missing("lens.missing.supporters", {}, "", nobody);
  answer.missing("lens.missing.energy", {}, "energy", no_energy);
  const bool any = !aims.empty() && !aims[0].supporters.empty();
  const double most = any ? static_cast<double>(aims[0].supporters.size()) / static_cast<double>(graph.size()) : 0;
  answer.number("lens.number.aims", Unit::count, static_cast<double>(aims.size()));
  answer.number("lens.number.mostShared", Unit::share, any ? std::optional(most) : std::nullopt,
                text("lens.reference.all"), text("lens.why.nobodyBehind"));
  answer.number("lens.number.sameAimNoTie", Unit::count, static_cast<double>(untied));
  if (aims.empty())
    answer.sentence("lens.vision.none");
  else if (!any)
    answer.sentence("lens.vision.nobody");
  else
    answer.sentence("lens.vision.most", {aims[0].node->label, aims[0].supporters.size(), graph.size(), untied});
  return answer.take();
}

}  // namespace

LensInfo vision_lens() { return {"vision", parameters, answer}; }

}  // namespace impactweb::insight
