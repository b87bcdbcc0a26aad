#include "core/insight/recruits.hpp"

#include <algorithm>

#include "core/insight/lens_answer.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

bool is_aim(const Network& network, const std::string& id) {
  const auto node = network.nodes.find(id);
  return node != network.nodes.end() &&
         (node->second.kind == NodeKind::challenge || node->second.kind == NodeKind::vision);
}

}  // namespace

Recruits::Recruits(const Network& network, const ActorGraph& actor_graph, const NeedOfferMatches& matches)
    : network_(network), actor_graph_(actor_graph), matches_(matches) {
  for (const auto& [id, edge] : network.edges) {
    tied_[edge.from].insert(edge.to);
    tied_[edge.to].insert(edge.from);
    const bool from_aim = is_aim(network, edge.from), to_aim = is_aim(network, edge.to);
    if (from_aim == to_aim) continue;
    aims_[from_aim ? edge.to : edge.from].insert(from_aim ? edge.from : edge.to);
  }
  for (std::uint32_t actor = 0; actor < actor_graph.graph().size(); ++actor)
    places_.push_back(fold(trim(actor_graph.graph().node(actor).place)));
  // Whoever is in an initiative, or pays for it, stands behind what it is for.
  std::map<std::string_view, std::set<std::string_view>> more;
  for (const auto& [id, node] : network.nodes) {
    if (node.kind != NodeKind::initiative) continue;
    const auto aims = aims_.find(id);
    if (aims == aims_.end()) continue;
    for (const Involved& each : actor_graph.involved_in(id))
      more[actor_graph.graph().node(each.actor).id].insert(aims->second.begin(), aims->second.end());
  }
  for (const auto& [id, aims] : more) aims_[id].insert(aims.begin(), aims.end());
  for (const NeedOfferMatch& match : matches.all()) wanted_[matches.needs()[match.need].node->id].push_back(&match);
}

std::vector<Recruit> Recruits::for_node(const Node& node, const std::vector<char>& among, std::size_t most) const {
  static const std::set<std::string_view> nothing;
  const auto of = [](const auto& map, std::string_view id) -> const std::set<std::string_view>& {
    const auto found = map.find(id);
    return found == map.end() ? nothing : found->second;
  };
  const std::set<std::string_view>&tied = of(tied_, node.id), &aims = of(aims_, node.id);
  std::map<std::string_view, std::vector<const NeedOfferMatch*>> offers;  // by who offers it
  if (const auto wanted = wanted_.find(node.id); wanted != wanted_.end())
    for (const NeedOfferMatch* match : wanted->second)
      offers[matches_.offers()[match->offer].node->id].push_back(match);
  const std::string place = fold(trim(node.place));
  const analysis::Graph& graph = actor_graph_.graph();

  struct Candidate {
    std::uint32_t actor;
    double weight;
    std::string_view aim, contact;
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t actor = 0; actor < graph.size(); ++actor) {
    const Node& each = graph.node(actor);
    if (!among[actor] || each.id == node.id || tied.contains(each.id)) continue;
    Candidate candidate{actor, 0, {}, {}};
    if (const auto found = offers.find(each.id); found != offers.end()) {
      double match = 0;
      for (const NeedOfferMatch* one : found->second) match += one->weight;
      candidate.weight += 3 * std::min(match, 1.0);
    }
    const auto& own = of(aims_, each.id);
    for (const std::string_view aim : aims)
      if (own.contains(aim)) {
        candidate.aim = aim;
        candidate.weight += 2;
        break;
      }
    for (const std::uint32_t other : graph.undirected().neighbours(actor))
      if (tied.contains(graph.node(other).id)) {
        candidate.contact = graph.node(other).id;
        candidate.weight += 1;
        break;
      }
    if (candidate.weight == 0) continue;
    if (!place.empty() && places_[actor] == place) candidate.weight += 0.5;
    candidates.push_back(candidate);
  }
  sort_stably(candidates, [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
  if (candidates.size() > most) candidates.resize(most);
  std::vector<Recruit> recruits;
  for (const Candidate& candidate : candidates) {
    const Node& actor = graph.node(candidate.actor);
    Json reasons = Json::array();
    if (const auto found = offers.find(actor.id); found != offers.end())
      for (const NeedOfferMatch* match : found->second)
        reasons.push_back(text("lens.reason.needOffer", {node.label, matches_.needs()[match->need].exchange->text,
                                                         actor.label, matches_.offers()[match->offer].exchange->text}));
    if (!candidate.aim.empty())
      reasons.push_back(text("lens.reason.sharedAim", {network_.nodes.find(candidate.aim)->second.label}));
    if (!candidate.contact.empty())
      reasons.push_back(text("lens.reason.knows", {network_.nodes.find(candidate.contact)->second.label}));
    if (!place.empty() && places_[candidate.actor] == place)
      reasons.push_back(text("lens.reason.samePlace", {actor.place}));
    recruits.push_back({candidate.actor, candidate.weight, std::move(reasons)});
  }
  return recruits;
}

}  // namespace impactweb::insight
