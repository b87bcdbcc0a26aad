// "Who could help whom?" Open needs and offers, matched as well as possible all together.
//
// Beyond lens_answer.hpp: `proposals` [{need: {node, id, text}, offer: {node, id, text}, weight, fit, best, perhaps,
// reasons, accept, decline}]: `best` for those of the matching with the largest total weight, which come first; then
// each need's next best, and what `perhaps` fits it, together at most `alternatives`. Of each of the three there are
// `limit` at most, the heaviest. `accept` and `decline` are lists of operations; what is declined is not proposed
// again. `unmet`
// [{node, id, text, reason}]: needs that the matching leaves without an offer. `exact`: no other matching has a larger
// total weight, over all pairs that fit (see NeedOfferMatches::exhaustive).
// `groups` [{id, dutch, english, here, operations}]: the groups of the thesaurus by which the proposals were found, and
// those of which people said that they do not hold here; the operations say the contrary. `learnt` [{key, asked, given,
// accepted, declined, factor, forgotten, operations}]: what accepting and declining taught (see Learnt), and operations
// that take it back, or bring it back.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/analysis/assignment.hpp"
#include "core/analysis/matching.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/insight/lenses/all_lenses.hpp"
#include "core/insight/need_offer_matches.hpp"
#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

constexpr Parameter parameters[] = {
    {"word", ParameterType::number, 1, 0, 10},         {"tag", ParameterType::number, 1, 0, 10},
    {"place", ParameterType::number, 0.5, 0, 10},      {"terms", ParameterType::number, 0.5, 0, 10},
    {"alternatives", ParameterType::number, 2, 0, 20}, {"limit", ParameterType::number, 100, 1, 10'000}};

constexpr double millionth = 1e6;

Json described(const Item& item) {
  return {{"node", item.node->id}, {"id", item.exchange->id}, {"text", item.exchange->text}};
}

Json proposal(const NeedOfferMatches& matches, const NeedOfferMatch& match, bool best) {
  const Item &need = matches.needs()[match.need], &offer = matches.offers()[match.offer];
  return {{"need", described(need)},
          {"offer", described(offer)},
          {"weight", match.weight},
          {"fit", match.fit},
          {"best", best},
          {"perhaps", match.fit < firm_fit},
          {"reasons", matches.reasons(match)},
          {"accept", matches.accept(match)},
          {"decline", Json::array({matches.decline(match)})}};
}

/// Operations that put a text into a list of the network's free fields, or take it out.
Json toggled(const Network& network, const char* field, const std::string& text, bool in) {
  Json list = Json::array();
  if (const auto found = network.fields.find(field); found != network.fields.end() && found->second.is_array())
    for (const Json& each : found->second)
      if (each.is_string() && each != text) list.push_back(each);
  if (in) list.push_back(text);
  return Json::array(
      {{{"op", "setNetwork"}, {"field", std::string("fields.") + field}, {"value", list.empty() ? Json() : list}}});
}

/// Groups of the thesaurus by which these were found, and those that do not hold here, in order of the thesaurus.
Json groups_of(const Network& network, const NeedOfferMatches& matches,
               const std::vector<const NeedOfferMatch*>& shown) {
  std::set<std::string> used, off;
  for (const NeedOfferMatch* match : shown)
    for (const MatchLink& link : matches.links(*match))
      if (link.asked != link.given && link.key.starts_with("g ")) used.insert(link.key.substr(2));
  if (const auto found = network.fields.find(other_here_field);
      found != network.fields.end() && found->second.is_array())
    for (const Json& id : found->second)
      if (id.is_string()) off.insert(id.get<std::string>());
  Json groups = Json::array();
  for (const ThesaurusGroup& group : Thesaurus::all().groups()) {
    const bool here = !off.contains(group.id);
    if (here && !used.contains(group.id)) continue;
    const auto said = [](const std::vector<std::string>& entries) {
      Json list = Json::array();
      for (const std::string& entry : entries)
        list.push_back(entry.ends_with('?') ? entry.substr(0, entry.size() - 1) : entry);
      return list;
    };
    groups.push_back({{"id", group.id},
                      {"dutch", said(group.dutch)},
                      {"english", said(group.english)},
                      {"here", here},
                      {"operations", toggled(network, other_here_field, group.id, here)}});
  }
  return groups;
}

Json learnt_of(const Network& network, const NeedOfferMatches& matches) {
  Json list = Json::array();
  for (const Learnt& learnt : matches.learnt())
    list.push_back({{"key", learnt.key},
                    {"asked", learnt.asked},
                    {"given", learnt.given},
                    {"accepted", learnt.accepted},
                    {"declined", learnt.declined},
                    {"factor", learnt.factor},
                    {"forgotten", learnt.forgotten},
                    {"operations", toggled(network, not_learnt_field, learnt.key, !learnt.forgotten)}});
  return list;
}

analysis::Completeness nodes_with_exchanges(const Network& network, std::vector<std::string>& without) {
  analysis::Completeness nodes;
  for (const auto& [id, node] : network.nodes) {
    if (node.kind != NodeKind::actor && node.kind != NodeKind::initiative) continue;
    ++nodes.of;
    if (!node.needs.empty() || !node.offers.empty())
      ++nodes.known;
    else
      without.push_back(id);
  }
  return nodes;
}

Result<Json> answer(const Inquiry& inquiry) {
  const NeedOfferMatches matches(inquiry.network, {inquiry.number("word"), inquiry.number("tag"),
                                                   inquiry.number("place"), inquiry.number("terms")});
  std::vector<analysis::WeightedPair> pairs;
  for (const NeedOfferMatch& match : matches.all())
    pairs.push_back({match.need, match.offer, std::llround(match.weight * millionth)});
  const std::vector<std::uint32_t> offer_of = analysis::maximum_weight_matching(
      static_cast<std::uint32_t>(matches.needs().size()), static_cast<std::uint32_t>(matches.offers().size()), pairs);

  LensAnswer answer("market");
  answer["exact"] = matches.exhaustive();
  std::vector<const NeedOfferMatch*> best, others, perhaps;
  std::vector<std::uint32_t> fitting(matches.needs().size(), 0), shown(matches.needs().size(), 0);
  const auto alternatives = static_cast<std::uint32_t>(inquiry.number("alternatives"));
  for (const NeedOfferMatch& match : matches.all()) {
    ++fitting[match.need];
    if (offer_of[match.need] == match.offer)
      best.push_back(&match);
    else if (shown[match.need]++ < alternatives)
      others.push_back(&match);
  }
  std::vector<std::uint32_t> unsure(matches.needs().size(), 0);
  for (const NeedOfferMatch& match : matches.perhaps()) {
    ++unsure[match.need];
    // Who has no sure offer sees one more that perhaps fits.
    if (shown[match.need]++ < alternatives + (offer_of[match.need] == analysis::unmatched ? 1 : 0))
      perhaps.push_back(&match);
  }
  const auto heavier = [](const NeedOfferMatch* a, const NeedOfferMatch* b) { return a->weight > b->weight; };
  sort_stably(best, heavier);
  sort_stably(others, heavier);
  sort_stably(perhaps, heavier);
  const std::size_t matched = best.size(), limit = static_cast<std::size_t>(inquiry.number("limit"));
  best.resize(std::min(matched, limit));
  others.resize(std::min(others.size(), limit));
  perhaps.resize(std::min(perhaps.size(), limit));
  Json& proposals = answer["proposals"];
  proposals = Json::array();
  for (const NeedOfferMatch* match : best) {
    proposals.push_back(proposal(matches, *match, true));
    const Item &need = matches.needs()[match->need], &offer = matches.offers()[match->offer];
    answer.action("lens.market.match", {need.node->label, need.exchange->text, offer.node->label, offer.exchange->text},
                  matches.accept(*match), proposals.back()["reasons"]);
  }
  for (const auto* list : {&others, &perhaps})
    for (const NeedOfferMatch* match : *list) proposals.push_back(proposal(matches, *match, false));
  best.insert(best.end(), others.begin(), others.end());
  best.insert(best.end(), perhaps.begin(), perhaps.end());
  answer["groups"] = groups_of(inquiry.network, matches, best);
  answer["learnt"] = learnt_of(inquiry.network, matches);

  Json& unmet = answer["unmet"];
  unmet = Json::array();
  std::uint32_t covered = 0;
  for (std::uint32_t i = 0; i < matches.needs().size(); ++i) {
    covered += fitting[i] > 0 ? 1 : 0;
    if (offer_of[i] != analysis::unmatched) continue;
    const Item& need = matches.needs()[i];
    Json reason = fitting[i] > 0  ? text("lens.market.offerTaken", {need.exchange->text, fitting[i]})
                  : unsure[i] > 0 ? text("lens.market.perhapsOffer", {need.exchange->text, unsure[i]})
                                  : text("lens.market.noOffer", {need.exchange->text});
    answer.node(need.node->id, fitting[i], reason);
    Json entry = described(need);
    entry["reason"] = std::move(reason);
    unmet.push_back(std::move(entry));
  }

  std::vector<std::string> without;
  const analysis::Completeness nodes = nodes_with_exchanges(inquiry.network, without);
  answer.also_known("lens.known.exchanges", nodes);
  answer.missing("lens.missing.exchanges", {}, "needs", without);
  if (matches.words_unreadable()) answer.note("lens.market.synonymsUnreadable");
  if (matches.declined() > 0) answer.note("lens.market.declined", {matches.declined()});
  if (!matches.exhaustive()) answer.note("lens.market.notAllPairs");
  const std::size_t needs = matches.needs().size();
  answer.number("lens.number.openNeeds", Unit::count, static_cast<double>(needs));
  answer.number("lens.number.openOffers", Unit::count, static_cast<double>(matches.offers().size()));
  answer.number("lens.number.matchedNeeds", Unit::count, static_cast<double>(matched),
                text("lens.reference.ofNeeds", {needs}));
  answer.number("lens.number.needCoverage", Unit::share,
                needs > 0 ? std::optional(static_cast<double>(covered) / static_cast<double>(needs)) : std::nullopt,
                text("lens.reference.all"), text("lens.why.noNeeds"));
  if (needs == 0)
    answer.sentence("lens.market.noNeeds");
  else if (matches.offers().empty())
    answer.sentence("lens.market.noOffers", {needs});
  else if (matched == 0)
    answer.sentence("lens.market.nothingFits", {needs, matches.offers().size()});
  else
    answer.sentence("lens.market.fits", {matched, needs, unmet.size()});
  return answer.take();
}

}  // namespace

LensInfo market_lens() { return {"market", parameters, answer}; }

}  // namespace impactweb::insight
