// "Whom could we introduce to whom?" Actors without an edge, by what speaks for one (affinity.hpp). Who founded, funds
// or joins the same thing knows each other: for them the question is whether to draw the edge.
//
// Beyond lens_answer.hpp: `introductions` [{from, to, weight, structural, reasons}], the best first, equal ones in
// order of id. Those for which only the shape of the network speaks are `structural`, and come last. `acquainted`
// [{from, to, reason}], who probably know each other, in order of id; the actions end with theirs,
// `lens.action.drawTie`. `considered`, how many pairs were weighed, and `exhaustive`, whether that was every pair
// without an edge.
#include <algorithm>

#include "core/insight/actor_graph.hpp"
#include "core/insight/affinity.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"

namespace impactweb::insight {

namespace {

constexpr Parameter parameters[] = {
    {"limit", ParameterType::number, 20, 1, 200},       {"perActor", ParameterType::number, 3, 1, 200},
    {"needOffer", ParameterType::number, 3, 0, 10},     {"sharedAim", ParameterType::number, 2, 0, 10},
    {"roundCutPoint", ParameterType::number, 2, 0, 10}, {"sectorBridge", ParameterType::number, 1, 0, 10},
    {"near", ParameterType::number, 1, 0, 10},          {"place", ParameterType::number, 0.5, 0, 10}};

constexpr std::uint64_t every_pair = 40'000;
constexpr std::size_t most_acquainted = 40;

struct Candidate {
  Pair pair;
  double weight = 0;
  bool structural = false;
};

Result<Json> answer(const Inquiry& inquiry) {
  const Network& network = inquiry.network;
  const ActorGraph actor_graph(network);
  const analysis::Graph& graph = actor_graph.graph();
  const NeedOfferMatches matches(network);
  const Affinity affinity(network, graph, matches,
                          {inquiry.number("needOffer"), inquiry.number("sharedAim"), inquiry.number("roundCutPoint"),
                           inquiry.number("sectorBridge"), inquiry.number("near"), inquiry.number("place")});
  const std::uint64_t n = graph.size();
  const bool exhaustive = n * (n > 0 ? n - 1 : 0) / 2 <= every_pair;
  std::vector<Pair> pairs;
  if (exhaustive) {
    for (std::uint32_t a = 0; a < n; ++a)
      for (std::uint32_t b = a + 1; b < n; ++b) pairs.emplace_back(a, b);
  } else {
    pairs = affinity.candidates();
  }
  const auto tied = [&](const Pair& pair) { return graph.undirected().has(pair.first, pair.second); };
  std::erase_if(pairs, tied);
  std::vector<Pair> acquainted = affinity.acquainted();
  std::erase_if(acquainted, tied);
  std::vector<Candidate> ranked;
  std::uint64_t with_content = 0;
  for (const Pair& pair : pairs) {
    if (std::binary_search(acquainted.begin(), acquainted.end(), pair)) continue;
    const double weight = affinity.weight(pair.first, pair.second);
    if (!(weight > 0)) continue;
    const bool structural = !affinity.has_content(pair.first, pair.second);
    with_content += structural ? 0 : 1;
    ranked.push_back({pair, weight, structural});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Candidate& a, const Candidate& b) {
    if (a.structural != b.structural) return b.structural;
    return a.weight != b.weight ? a.weight > b.weight : a.pair < b.pair;
  });

  LensAnswer answer("introductions");
  answer["considered"] = pairs.size();
  answer["exhaustive"] = exhaustive;
  Json& list = answer["introductions"];
  list = Json::array();
  const auto limit = static_cast<std::size_t>(inquiry.number("limit"));
  const auto per_actor = static_cast<std::uint32_t>(inquiry.number("perActor"));
  std::vector<std::uint32_t> times(graph.size(), 0);
  for (const Candidate& each : ranked) {
    const auto [a, b] = each.pair;
    if (list.size() == limit) break;
    if (times[a] >= per_actor || times[b] >= per_actor) continue;
    ++times[a];
    ++times[b];
    const Node &from = graph.node(a), &to = graph.node(b);
    Json reasons = affinity.reasons(a, b);
    if (each.structural) reasons.push_back(text("lens.reason.structureOnly"));
    answer.action("lens.action.introduce", {from.label, to.label}, Json::array({affinity.bring_together(a, b)}),
                  reasons);
    list.push_back({{"from", from.id},
                    {"to", to.id},
                    {"weight", each.weight},
                    {"structural", each.structural},
                    {"reasons", std::move(reasons)}});
  }
  answer["acquainted"] = Json::array();
  for (const auto& [a, b] : acquainted) {
    if (answer["acquainted"].size() == most_acquainted) break;
    const Node &from = graph.node(a), &to = graph.node(b);
    const Json reason = affinity.acquaintance(a, b);
    answer.action(
        "lens.action.drawTie", {from.label, to.label},
        Json::array({{{"op", "addEdge"},
                      {"edge", {{"from", from.id}, {"to", to.id}, {"direction", "mutual"}, {"status", "active"}}}}}),
        Json::array({reason}));
    answer["acquainted"].push_back({{"from", from.id}, {"to", to.id}, {"reason", reason}});
  }
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor)
    if (times[actor] > 0)
      answer.node(graph.node(actor).id, times[actor], text("lens.introductions.times", {times[actor]}));

  analysis::Completeness sectors{0, graph.size()}, exchanges{0, graph.size()};
  std::vector<std::string> no_sector, no_exchange;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    const Node& node = graph.node(actor);
    if (node.sector.empty())
      no_sector.push_back(node.id);
    else
      ++sectors.known;
    if (node.needs.empty() && node.offers.empty())
      no_exchange.push_back(node.id);
    else
      ++exchanges.known;
  }
  answer.also_known("lens.known.exchanges", exchanges);
  answer.also_known("lens.known.sectors", sectors);
  answer.missing("lens.missing.exchanges", {}, "needs", no_exchange);
  answer.missing("lens.missing.sector", {}, "sector", no_sector);
  answer.number("lens.number.introductions", Unit::count, static_cast<double>(with_content));
  answer.number("lens.number.acquainted", Unit::count, static_cast<double>(acquainted.size()));
  if (graph.size() < 2)
    answer.sentence("lens.introductions.tooFew");
  else if (list.empty())
    answer.sentence("lens.introductions.none");
  else
    answer.sentence(ranked[0].structural ? "lens.introductions.structural" : "lens.introductions.found",
                    {with_content, graph.node(ranked[0].pair.first).label, graph.node(ranked[0].pair.second).label});
  return answer.take();
}

}  // namespace

LensInfo introductions_lens() { return {"introductions", parameters, answer}; }

}  // namespace impactweb::insight
