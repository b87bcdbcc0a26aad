// "Who could help whom?" Open needs and offers, matched as well as possible all together.
//
// Beyond lens_answer.hpp: `proposals` [{need: {node, id, text}, offer: {node, id, text}, weight, best, reasons, accept,
// decline}]: `best` for those of the matching with the largest total weight, which come first; the others are each
// need's next best, at most `alternatives` of them. Of each kind there are `limit` at most, the heaviest. `accept` and
// `decline` are lists of operations; what is declined is not proposed again. `unmet` [{node, id, text, reason}]: needs
// that the matching leaves without an offer. `exact`: no other matching has a larger total weight, over all pairs that
// share a word (see NeedOfferMatches::exhaustive).
#include <algorithm>
#include <cmath>

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
          {"best", best},
          {"reasons", matches.reasons(match)},
          {"accept", accept(need, offer)},
          {"decline", Json::array({decline(need, offer)})}};
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
  std::vector<const NeedOfferMatch*> best, others;
  std::vector<std::uint32_t> fitting(matches.needs().size(), 0), shown(matches.needs().size(), 0);
  const auto alternatives = static_cast<std::uint32_t>(inquiry.number("alternatives"));
  for (const NeedOfferMatch& match : matches.all()) {
    ++fitting[match.need];
    if (offer_of[match.need] == match.offer)
      best.push_back(&match);
    else if (shown[match.need]++ < alternatives)
      others.push_back(&match);
  }
  const auto heavier = [](const NeedOfferMatch* a, const NeedOfferMatch* b) { return a->weight > b->weight; };
  sort_stably(best, heavier);
  sort_stably(others, heavier);
  const std::size_t matched = best.size(), limit = static_cast<std::size_t>(inquiry.number("limit"));
  best.resize(std::min(matched, limit));
  others.resize(std::min(others.size(), limit));
  Json& proposals = answer["proposals"];
  proposals = Json::array();
  for (const NeedOfferMatch* match : best) {
    proposals.push_back(proposal(matches, *match, true));
    const Item &need = matches.needs()[match->need], &offer = matches.offers()[match->offer];
    answer.action("lens.market.match", {need.node->label, need.exchange->text, offer.node->label, offer.exchange->text},
                  accept(need, offer), proposals.back()["reasons"]);
  }
  for (const NeedOfferMatch* match : others) proposals.push_back(proposal(matches, *match, false));

  Json& unmet = answer["unmet"];
  unmet = Json::array();
  std::uint32_t covered = 0;
  for (std::uint32_t i = 0; i < matches.needs().size(); ++i) {
    covered += fitting[i] > 0 ? 1 : 0;
    if (offer_of[i] != analysis::unmatched) continue;
    const Item& need = matches.needs()[i];
    Json reason = fitting[i] > 0 ? text("lens.market.offerTaken", {need.exchange->text, fitting[i]})
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
  if (matches.synonyms_unreadable()) answer.note("lens.market.synonymsUnreadable");
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
