#include "core/insight/affinity.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/insight/lens_answer.hpp"
#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

constexpr std::uint32_t none = 0xffffffffu;
constexpr std::size_t small_group = 48;
constexpr std::size_t others_met = 16;

Pair in_order(std::uint32_t a, std::uint32_t b) { return {std::min(a, b), std::max(a, b)}; }

void add_pairs(const std::vector<std::uint32_t>& group, std::vector<Pair>& pairs) {
  const std::size_t size = group.size();
  const std::size_t reach = size <= small_group ? size : others_met;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t step = 1; step <= reach; ++step) {
      if (size <= small_group && i + step >= size) break;
      const std::uint32_t other = group[(i + step) % size];
      if (other != group[i]) pairs.push_back(in_order(group[i], other));
    }
}

/// More than these who share a thing need not know each other.
constexpr std::size_t most_acquainted = 12;

bool has_words(std::string_view text, std::string_view wanted) {
  for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

/// The place in the name of a public body, such as breda of gemeente breda; nothing when it is none.
std::string_view place_of_body(std::string_view name) {
  constexpr std::string_view bodies[] = {"gemeente ", "provincie ", "waterschap ", "municipality of ", "province of "};
  for (const std::string_view body : bodies)
    if (name.substr(0, body.size()) == body) return name.substr(body.size());
  return {};
}

bool names_office(std::string_view folded) {
  constexpr std::string_view offices[] = {"wethouder", "burgemeester", "raadslid",   "gedeputeerde", "statenlid",
                                          "dijkgraaf", "alderman",     "alderwoman", "mayor",        "councillor"};
  return std::any_of(std::begin(offices), std::end(offices),
                     [&](std::string_view office) { return has_words(folded, office); });
}

/// An office of a public body, by the name or by a role.
bool has_office(std::string_view name, const Node& node) {
  return names_office(name) || std::any_of(node.roles.begin(), node.roles.end(),
                                           [](const std::string& role) { return names_office(fold(role)); });
}

}  // namespace

Affinity::Affinity(const Network& network, const analysis::Graph& actors, const NeedOfferMatches& matches,
                   const AffinityWeights& weights)
    : graph_(actors),
      matches_(matches),
      weights_(weights),
      sectors_(analysis::sectors_of(actors)),
      separation_(actors.undirected()),
      aims_(actors.size()),
      places_(actors.size()) {
  std::unordered_map<std::string_view, std::uint32_t> number;
  number.reserve(actors.size());
  names_.resize(actors.size());
  shares_.resize(actors.size());
  for (std::uint32_t actor = 0; actor < actors.size(); ++actor) {
    number.emplace(actors.node(actor).id, actor);
    places_[actor] = fold(trim(actors.node(actor).place));
    names_[actor] = fold(trim(actors.node(actor).label));
  }
  find_shared(network, number);
  std::unordered_map<std::string_view, std::uint32_t> aims;
  for (const auto& [id, node] : network.nodes)
    if (node.kind == NodeKind::challenge || node.kind == NodeKind::vision) {
      aims.emplace(id, static_cast<std::uint32_t>(aim_nodes_.size()));
      aim_nodes_.push_back(&node);
    }
  for (const auto& [id, edge] : network.edges) {
    const auto from = number.find(edge.from), to = number.find(edge.to);
    if (from != number.end() && to != number.end()) {
      if (edge.status == EdgeStatus::potential && from != to)
        potential_.emplace_back(in_order(from->second, to->second), &edge);
      continue;
    }
    if (from != number.end()) {
      if (const auto aim = aims.find(edge.to); aim != aims.end()) aims_[from->second].push_back(aim->second);
    } else if (to != number.end()) {
      if (const auto aim = aims.find(edge.from); aim != aims.end()) aims_[to->second].push_back(aim->second);
    }
  }
  for (auto& list : aims_) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  std::sort(potential_.begin(), potential_.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
  });

  const std::size_t groups = sectors_.names.size();
  tied_sectors_.assign(groups * groups, 0);
  for (std::uint32_t actor = 0; actor < actors.size(); ++actor)
    for (const std::uint32_t other : actors.undirected().neighbours(actor)) {
      const std::uint32_t a = sectors_.of_node[actor], b = sectors_.of_node[other];
      if (a != analysis::Groups::unknown && b != analysis::Groups::unknown) tied_sectors_[a * groups + b] = 1;
    }

  for (std::uint32_t i = 0; i < matches.all().size(); ++i) {
    const NeedOfferMatch& match = matches.all()[i];
    const auto needs = number.find(matches.needs()[match.need].node->id);
    const auto offers = number.find(matches.offers()[match.offer].node->id);
    if (needs != number.end() && offers != number.end())
      exchanges_.emplace_back(in_order(needs->second, offers->second), i);
  }
  std::sort(exchanges_.begin(), exchanges_.end());
}

void Affinity::find_shared(const Network& network, const std::unordered_map<std::string_view, std::uint32_t>& number) {
  // By what is shared: those who founded or fund it, and those who are part of it or take part.
  std::map<std::string_view, std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>> sharing;
  for (const auto& [id, edge] : network.edges) {
    const auto from = number.find(edge.from);
    if (from == number.end() || edge.status == EdgeStatus::potential || edge.from == edge.to) continue;
    if (edge.kind == "founded" || edge.kind == "funds")
      sharing[edge.to].first.push_back(from->second);
    else if (edge.kind == "partOf" || edge.kind == "takesPartIn")
      sharing[edge.to].second.push_back(from->second);
  }
  for (auto& [id, groups] : sharing) {
    auto& [makers, members] = groups;
    const auto node = network.nodes.find(std::string(id));
    if (node == network.nodes.end()) continue;
    if (node->second.kind == NodeKind::challenge || node->second.kind == NodeKind::vision) continue;
    for (auto* group : {&makers, &members}) {
      std::sort(group->begin(), group->end());
      group->erase(std::unique(group->begin(), group->end()), group->end());
    }
    if (members.size() > most_acquainted) members.clear();
    if (makers.size() > most_acquainted) makers.clear();
    members.insert(members.end(), makers.begin(), makers.end());
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    if (members.size() < 2) continue;
    for (const std::uint32_t actor : members)
      shares_[actor].push_back(static_cast<std::uint32_t>(shared_nodes_.size()));
    shared_nodes_.push_back(&node->second);
  }
}

bool Affinity::has_content(std::uint32_t a, std::uint32_t b) const {
  if (weights_.need_offer > 0 && fit_weight(a, b) > 0) return true;
  if (weights_.shared_aim > 0)
    for (const std::uint32_t aim : aims_[a])
      if (std::binary_search(aims_[b].begin(), aims_[b].end(), aim)) return true;
  return weights_.place > 0 && !places_[a].empty() && places_[a] == places_[b];
}

Json Affinity::acquaintance(std::uint32_t a, std::uint32_t b) const {
  for (const std::uint32_t shared : shares_[a])
    if (std::binary_search(shares_[b].begin(), shares_[b].end(), shared))
      return text("lens.reason.bothIn", {shared_nodes_[shared]->label});
  for (const auto& [holder, seat] : {Pair{a, b}, Pair{b, a}})
    if (holds_office_at(holder, seat)) return text("lens.reason.office", {graph_.node(seat).label});
  return nullptr;
}

bool Affinity::holds_office_at(std::uint32_t holder, std::uint32_t seat) const {
  const std::string_view place = place_of_body(names_[seat]);
  const Node& node = graph_.node(holder);
  if (place.empty() || !place_of_body(names_[holder]).empty() || !has_office(names_[holder], node)) return false;
  return places_[holder] == place || has_words(names_[holder], place) ||
         std::any_of(node.roles.begin(), node.roles.end(),
                     [&](const std::string& role) { return has_words(fold(role), place); });
}

double Affinity::fit_weight(std::uint32_t a, std::uint32_t b) const {
  const Pair pair = in_order(a, b);
  double sum = 0;
  for (auto at = std::lower_bound(exchanges_.begin(), exchanges_.end(), std::pair(pair, std::uint32_t{0}));
       at != exchanges_.end() && at->first == pair; ++at)
    // A match that is proposed at all is a reason in full, however it was found.
    sum += matches_.all()[at->second].weight / matches_.all()[at->second].fit;
  return std::min(sum, 1.0);
}

// The first contact that both have, one without whom they would be parted before others.
std::uint32_t Affinity::common_contact(std::uint32_t a, std::uint32_t b, bool& cut_point) const {
  const auto row_a = graph_.undirected().neighbours(a), row_b = graph_.undirected().neighbours(b);
  std::uint32_t first = none;
  cut_point = false;
  for (auto at_a = row_a.begin(), at_b = row_b.begin(); at_a != row_a.end() && at_b != row_b.end();) {
    if (*at_a < *at_b) {
      ++at_a;
    } else if (*at_b < *at_a) {
      ++at_b;
    } else {
      // Whoever shares two contacts is not parted by one of them.
      if (first != none) {
        cut_point = false;
        return first;
      }
      first = *at_a;
      cut_point = separation_.parts(first, a, b);
      ++at_a;
      ++at_b;
    }
  }
  return first;
}

bool Affinity::sectors_tied(std::uint32_t a, std::uint32_t b) const {
  return tied_sectors_[sectors_.of_node[a] * sectors_.names.size() + sectors_.of_node[b]] != 0;
}

double Affinity::weight(std::uint32_t a, std::uint32_t b) const {
  double total = weights_.need_offer * fit_weight(a, b);
  for (auto at_a = aims_[a].begin(), at_b = aims_[b].begin(); at_a != aims_[a].end() && at_b != aims_[b].end();) {
    if (*at_a == *at_b) {
      total += weights_.shared_aim;
      break;
    }
    if (*at_a < *at_b)
      ++at_a;
    else
      ++at_b;
  }
  const std::uint32_t sector_a = sectors_.of_node[a], sector_b = sectors_.of_node[b];
  if (sector_a != sector_b && sector_a != analysis::Groups::unknown && sector_b != analysis::Groups::unknown)
    total += sectors_tied(a, b) ? weights_.sector_bridge / 2 : weights_.sector_bridge;
  if (!places_[a].empty() && places_[a] == places_[b]) total += weights_.place;
  if (weights_.near > 0 || weights_.round_cut_point > 0) {
    bool cut_point = false;
    if (common_contact(a, b, cut_point) != none) total += weights_.near + (cut_point ? weights_.round_cut_point : 0);
  }
  return total;
}

Json Affinity::reasons(std::uint32_t a, std::uint32_t b) const {
  Json reasons = Json::array();
  const Pair pair = in_order(a, b);
  if (weights_.need_offer > 0)
    for (auto at = std::lower_bound(exchanges_.begin(), exchanges_.end(), std::pair(pair, std::uint32_t{0}));
         at != exchanges_.end() && at->first == pair; ++at) {
      const NeedOfferMatch& match = matches_.all()[at->second];
      const Item &need = matches_.needs()[match.need], &offer = matches_.offers()[match.offer];
      reasons.push_back(text("lens.reason.needOffer",
                             {need.node->label, need.exchange->text, offer.node->label, offer.exchange->text}));
    }
  if (weights_.shared_aim > 0) {
    std::vector<std::uint32_t> shared;
    std::set_intersection(aims_[a].begin(), aims_[a].end(), aims_[b].begin(), aims_[b].end(),
                          std::back_inserter(shared));
    for (const std::uint32_t aim : shared) reasons.push_back(text("lens.reason.sharedAim", {aim_nodes_[aim]->label}));
  }
  bool cut_point = false;
  const std::uint32_t contact = common_contact(a, b, cut_point);
  if (contact != none && cut_point && weights_.round_cut_point > 0)
    reasons.push_back(text("lens.reason.roundCutPoint", {graph_.node(contact).label}));
  else if (contact != none && weights_.near > 0)
    reasons.push_back(text("lens.reason.near", {graph_.node(contact).label}));
  const std::uint32_t sector_a = sectors_.of_node[a], sector_b = sectors_.of_node[b];
  if (weights_.sector_bridge > 0 && sector_a != sector_b && sector_a != analysis::Groups::unknown &&
      sector_b != analysis::Groups::unknown)
    reasons.push_back(
        sectors_tied(a, b)
            ? text("lens.reason.otherSector", {sector_name(graph_.node(a).sector), sector_name(graph_.node(b).sector)})
            : text("lens.reason.newBridge", {sector_name(graph_.node(a).sector), sector_name(graph_.node(b).sector)}));
  if (weights_.place > 0 && !places_[a].empty() && places_[a] == places_[b])
    reasons.push_back(text("lens.reason.samePlace", {graph_.node(a).place}));
  return reasons;
}

std::vector<Pair> Affinity::acquainted() const {
  std::vector<Pair> pairs;
  std::vector<std::vector<std::uint32_t>> sharing(shared_nodes_.size());
  std::vector<std::uint32_t> bodies, holders;
  for (std::uint32_t actor = 0; actor < graph_.size(); ++actor) {
    for (const std::uint32_t shared : shares_[actor]) sharing[shared].push_back(actor);
    if (!place_of_body(names_[actor]).empty())
      bodies.push_back(actor);
    else if (has_office(names_[actor], graph_.node(actor)))
      holders.push_back(actor);
  }
  for (const auto& group : sharing) add_pairs(group, pairs);
  for (const std::uint32_t holder : holders)
    for (const std::uint32_t body : bodies)
      if (!acquaintance(holder, body).is_null()) pairs.push_back(in_order(holder, body));
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::vector<Pair> Affinity::candidates() const {
  std::vector<Pair> pairs;
  for (const auto& [pair, match] : exchanges_) pairs.push_back(pair);
  for (const auto& [pair, edge] : potential_) pairs.push_back(pair);
  std::vector<std::vector<std::uint32_t>> behind(aim_nodes_.size());
  std::map<std::string_view, std::vector<std::uint32_t>> at_place;
  for (std::uint32_t actor = 0; actor < graph_.size(); ++actor) {
    for (const std::uint32_t aim : aims_[actor]) behind[aim].push_back(actor);
    if (!places_[actor].empty()) at_place[places_[actor]].push_back(actor);
  }
  for (const auto& group : behind) add_pairs(group, pairs);
  for (const auto& [place, group] : at_place) add_pairs(group, pairs);
  for (std::uint32_t contact = 0; contact < graph_.size(); ++contact) {
    const auto row = graph_.undirected().neighbours(contact);
    add_pairs({row.begin(), row.end()}, pairs);
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

Json Affinity::bring_together(std::uint32_t a, std::uint32_t b) const {
  const Pair pair = in_order(a, b);
  const auto found = std::lower_bound(potential_.begin(), potential_.end(), pair,
                                      [](const auto& entry, const Pair& wanted) { return entry.first < wanted; });
  if (found != potential_.end() && found->first == pair)
    return {{"op", "setEdge"}, {"id", found->second->id}, {"field", "status"}, {"value", "exploring"}};
  return introduction(graph_.node(a).id, graph_.node(b).id);
}

}  // namespace impactweb::insight
