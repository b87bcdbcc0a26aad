#include "core/insight/need_offer_matches.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/insight/lens_answer.hpp"
#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

constexpr std::size_t most_offers_of_a_meaning = 128;
constexpr std::size_t most_offers_of_a_need = 48;
constexpr double least_weight = 0.01;
constexpr double least_fit = 0.05;         // of two words
constexpr double second_counts = 0.5;      // how much the second best pair of words adds
constexpr double beside_the_point = 0.08;  // a second pair below this says nothing
constexpr double at_odds = 0.4;            // the same work, or a word of many meanings, and nothing else in common
constexpr double least_object = 0.3;       // the weight from which a word is something that may be at odds
constexpr double bare_way = 0.6;           // what a way weighs for who asks for nothing else
constexpr double focus = 0.1;              // how much of the weight of words hangs on what else is asked and offered
constexpr std::string_view declined_prefix = "declined ";
constexpr std::string_view accepted_prefix = "accepted ";
constexpr std::uint32_t nothing = 0xffffffffu;

void collect(const Node& node, const std::vector<Exchange>& exchanges, std::vector<Item>& items) {
  for (const Exchange& exchange : exchanges)
    if (exchange.status == ExchangeStatus::open) items.push_back({&node, &exchange});
}

bool share_a_meaning(const MeaningWord& a, const MeaningWord& b) {
  return std::any_of(a.senses.begin(), a.senses.end(), [&](const Sense& sense) {
    return std::any_of(b.senses.begin(), b.senses.end(),
                       [&](const Sense& other) { return other.concept_number == sense.concept_number; });
  });
}

/// Whether there is something else that it is about.
bool has_other_object(const Meaning& meaning, const MeaningWord& than, bool near_it_too) {
  return std::any_of(meaning.words.begin(), meaning.words.end(), [&](const MeaningWord& word) {
    return &word != &than && word.content && word.weight >= least_object &&
           (near_it_too || !share_a_meaning(word, than));
  });
}

/// The two best pairs of words of a need and an offer, of different words.
struct BestTwo {
  struct Words {
    float fit = 0;
    std::uint32_t asked = nothing, given = nothing;
    std::uint32_t meaning = 0;

    [[nodiscard]] bool overlaps(const Words& other) const { return asked == other.asked || given == other.given; }
  };
  Words first, second;

  void add(const Words& found) {
    if (found.overlaps(first)) {
      if (found.fit <= first.fit) return;
      first = found;
      if (second.overlaps(first)) second = {};
    } else if (found.fit > first.fit) {
      second = first;
      first = found;
    } else if (found.fit > second.fit) {
      second = found;
    }
  }
};

}  // namespace

NeedOfferMatches::NeedOfferMatches(const Network& network, const MatchWeights& weights)
    : weights_(weights), reader_(network) {
  for (const auto& [id, node] : network.nodes) {
    collect(node, node.needs, needs_);
    collect(node, node.offers, offers_);
  }
  std::map<std::string, std::uint32_t> place_numbers;
  const auto prepare = [&](const std::vector<Item>& items, std::vector<Meaning>& meanings,
                           std::vector<std::uint32_t>& places) {
    for (const Item& item : items) {
      meanings.push_back(reader_(*item.exchange));
      const std::string place = fold(trim(item.node->place));
      places.push_back(
          place.empty()
              ? 0
              : place_numbers.emplace(place, static_cast<std::uint32_t>(place_numbers.size()) + 1).first->second);
    }
  };
  prepare(needs_, need_meanings_, need_places_);
  prepare(offers_, offer_meanings_, offer_places_);
  words_unreadable_ = reader_.unreadable();
  uses_.assign(reader_.concepts(), 0);
  std::vector<std::uint32_t> last(reader_.concepts(), nothing);
  std::uint32_t item = 0;
  for (const auto* meanings : {&need_meanings_, &offer_meanings_})
    for (const Meaning& meaning : *meanings) {
      for (const MeaningWord& word : meaning.words)
        for (const Sense& sense : word.senses)
          if (std::exchange(last[sense.concept_number], item) != item) ++uses_[sense.concept_number];
      ++item;
    }
  learn(network);

  std::set<std::string, std::less<>> declined;
  for (const auto& [key, value] : network.fields)
    if (key.starts_with(declined_prefix) && value != Json(false)) declined.insert(key);
  compare(declined);
}

void NeedOfferMatches::learn(const Network& network) {
  std::map<std::string, Learnt> by_key;
  for (const auto& [field, value] : network.fields) {
    const bool accepted = field.starts_with(accepted_prefix);
    if ((!accepted && !field.starts_with(declined_prefix)) || !value.is_array()) continue;
    std::set<std::string> counted;
    for (const Json& link : value) {
      const bool readable = link.is_array() && link.size() == 3 &&
                            std::all_of(link.begin(), link.end(), [](const Json& each) { return each.is_string(); });
      if (!readable) continue;
      const auto& key = link[0].get_ref<const std::string&>();
      if (!counted.insert(key).second) continue;
      Learnt& learnt = by_key[key];
      learnt.key = key;
      learnt.asked = link[1].get<std::string>();
      learnt.given = link[2].get<std::string>();
      ++(accepted ? learnt.accepted : learnt.declined);
    }
  }
  std::set<std::string> forgotten;
  if (const auto found = network.fields.find(not_learnt_field);
      found != network.fields.end() && found->second.is_array())
    for (const Json& key : found->second)
      if (key.is_string()) forgotten.insert(key.get<std::string>());
  for (auto& [key, learnt] : by_key) {
    learnt.forgotten = forgotten.contains(key);
    if (!learnt.forgotten) learnt.factor = std::clamp((1.0 + learnt.accepted) / (1.0 + learnt.declined), 0.25, 1.5);
    learnt_.push_back(learnt);
  }
  factors_.assign(reader_.concepts(), 1);
  if (!learnt_.empty())
    for (std::uint32_t meaning = 0; meaning < factors_.size(); ++meaning)
      factors_[meaning] = factor(reader_.name(meaning));
}

double NeedOfferMatches::factor(const std::string& key) const {
  const auto found = std::lower_bound(learnt_.begin(), learnt_.end(), key,
                                      [](const Learnt& each, const std::string& asked) { return each.key < asked; });
  return found != learnt_.end() && found->key == key ? found->factor : 1;
}

void NeedOfferMatches::compare(const std::set<std::string, std::less<>>& declined) {
  std::vector<std::vector<Giving>> offers_of(uses_.size());
  for (std::uint32_t offer = 0; offer < offers_.size(); ++offer) {
    const std::vector<MeaningWord>& words = offer_meanings_[offer].words;
    for (std::uint32_t word = 0; word < words.size(); ++word)
      for (const Sense& sense : words[word].senses)
        offers_of[sense.concept_number].push_back(
            {offer, word, static_cast<float>(words[word].weight * sense.strength),
             static_cast<float>(std::max(words[word].weight, bare_way) * sense.strength)});
  }
  // Side by side, as each is looked at very often.
  std::vector<const Node*> node_of;
  std::vector<Terms> terms_of;
  for (std::uint32_t offer = 0; offer < offers_.size(); ++offer) {
    node_of.push_back(offers_[offer].node);
    terms_of.push_back(offers_[offer].exchange->terms);
  }
  std::vector<BestTwo> best(offers_.size());
  std::vector<std::uint32_t> touched;
  std::vector<NeedOfferMatch> found, unsure;
  for (std::uint32_t need = 0; need < needs_.size(); ++need) {
    touched.clear();
    const std::vector<MeaningWord>& words = need_meanings_[need].words;
    const bool bare = std::none_of(words.begin(), words.end(), [](const MeaningWord& word) { return word.content; });
    for (std::uint32_t word = 0; word < words.size(); ++word)
      for (const Sense& sense : words[word].senses) {
        const auto& giving = offers_of[sense.concept_number];
        if (giving.empty()) continue;
        const double much =
            words[word].weight * sense.strength * (sense.wider ? wider_need : 1) * factors_[sense.concept_number];
        const bool all = giving.size() <= most_offers_of_a_meaning;
        if (!all) exhaustive_ = false;
        // A common one: each need begins at another place, so that together they come to all offers.
        std::size_t at = all ? 0 : std::size_t{need} * most_offers_of_a_meaning % giving.size();
        for (std::size_t left = std::min(giving.size(), most_offers_of_a_meaning); left > 0; --left) {
          const auto& [offer, given, full, bare_has] = giving[at];
          at = at + 1 == giving.size() ? 0 : at + 1;
          const auto fit = static_cast<float>(much * (bare ? bare_has : full));
          if (fit < least_fit || node_of[offer] == needs_[need].node) continue;
          if (best[offer].first.asked == nothing) touched.push_back(offer);
          best[offer].add({fit, word, given, sense.concept_number});
        }
      }
    found.clear();
    unsure.clear();
    const Terms asked = needs_[need].exchange->terms;
    for (const std::uint32_t offer : touched) {
      const BestTwo two = std::exchange(best[offer], {});
      const std::vector<MeaningWord>& given_words = offer_meanings_[offer].words;
      double fit = two.first.fit + second_counts * two.second.fit;
      NeedOfferMatch match{need, offer, 0, 0};
      if (two.second.fit < beside_the_point && are_at_odds(match, two.first.asked, two.first.given)) fit *= at_odds;
      if (fit < perhaps_fit) continue;
      double weight = 0;
      int in_common = 0;
      for (const BestTwo::Words& pair : {two.first, two.second}) {
        if (pair.asked == nothing) continue;
        ++in_common;
        const double rarity = std::sqrt(2.0 / uses_[pair.meaning]);
        weight += weights_.word * pair.fit * rarity;
        if (words[pair.asked].tagged && given_words[pair.given].tagged) weight += weights_.tag * rarity;
      }
      weight *= 1 - focus + focus * 2 * in_common / static_cast<double>(words.size() + given_words.size());
      match.weight = weight;
      match.fit = fit;
      if (!declined.empty() && declined.contains(key_of(declined_prefix, match))) {
        ++declined_;
        continue;
      }
      if (need_places_[need] != 0 && need_places_[need] == offer_places_[offer]) match.weight += weights_.place;
      const Terms given = terms_of[offer];
      if (asked != Terms::unset && given != Terms::unset)
        match.weight += asked == given ? weights_.terms : -weights_.terms;
      match.weight = std::max(match.weight, least_weight);
      (fit >= firm_fit ? found : unsure).push_back(match);
    }
    const auto better = [](const NeedOfferMatch& a, const NeedOfferMatch& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.offer < b.offer;
    };
    for (auto* list : {&found, &unsure}) {
      if (list->size() > most_offers_of_a_need) {
        exhaustive_ = false;
        // Of equal ones each need keeps others, so that together they keep all.
        const std::size_t from = std::size_t{need} * most_offers_of_a_meaning % offers_.size();
        const auto turned = [&](std::uint32_t offer) { return (offer + offers_.size() - from) % offers_.size(); };
        std::nth_element(list->begin(), list->begin() + most_offers_of_a_need, list->end(),
                         [&](const NeedOfferMatch& a, const NeedOfferMatch& b) {
                           return a.weight != b.weight ? a.weight > b.weight : turned(a.offer) < turned(b.offer);
                         });
        list->resize(most_offers_of_a_need);
      }
      std::sort(list->begin(), list->end(), better);
    }
    matches_.insert(matches_.end(), found.begin(), found.end());
    perhaps_.insert(perhaps_.end(), unsure.begin(), unsure.end());
  }
}

/// Whether two words that mean the same leave open whether the whole does, and the rest of both does not meet: the same
/// work on other things (repairing what?), or the same word where it has several meanings. Two different words of
/// several meanings speak for one another.
bool NeedOfferMatches::are_at_odds(const NeedOfferMatch& match, std::uint32_t asked_word,
                                   std::uint32_t given_word) const {
  const Meaning &need = need_meanings_[match.need], &offer = offer_meanings_[match.offer];
  const MeaningWord &asked = need.words[asked_word], &given = offer.words[given_word];
  const auto same_word = [&] {
    return std::any_of(asked.senses.begin(), asked.senses.end(), [&](const Sense& sense) {
      const std::string& name = reader_.name(sense.concept_number);
      return (name.starts_with("nl ") || name.starts_with("en ")) &&
             std::any_of(given.senses.begin(), given.senses.end(),
                         [&](const Sense& other) { return other.concept_number == sense.concept_number; });
    });
  };
  const bool several = asked.doubtful && given.doubtful && same_word();
  if (!several && !(asked.work && given.work)) return false;
  return has_other_object(need, asked, several) && has_other_object(offer, given, several);
}

std::vector<MatchLink> NeedOfferMatches::links(const NeedOfferMatch& match) const {
  const std::vector<MeaningWord>& asked = need_meanings_[match.need].words;
  const std::vector<MeaningWord>& given = offer_meanings_[match.offer].words;
  struct Candidate {
    double fit;
    std::uint32_t asked, given, meaning;
    double strength;
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t i = 0; i < asked.size(); ++i)
    for (std::uint32_t j = 0; j < given.size(); ++j)
      for (const Sense& of_need : asked[i].senses)
        for (const Sense& of_offer : given[j].senses)
          if (of_need.concept_number == of_offer.concept_number) {
            const double strength = of_need.strength * (of_need.wider ? wider_need : 1) * of_offer.strength;
            const double fit = asked[i].weight * given[j].weight * strength * factors_[of_need.concept_number];
            if (fit >= least_fit) candidates.push_back({fit, i, j, of_need.concept_number, strength});
          }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.fit > b.fit; });
  std::vector<char> asked_said(asked.size(), 0), given_said(given.size(), 0);
  std::vector<MatchLink> links;
  for (const Candidate& each : candidates) {
    if (asked_said[each.asked] || given_said[each.given]) continue;
    asked_said[each.asked] = given_said[each.given] = 1;
    links.push_back({reader_.name(each.meaning), asked[each.asked].text, given[each.given].text, each.strength,
                     asked[each.asked].tagged && given[each.given].tagged});
  }
  return links;
}

Json NeedOfferMatches::reasons(const NeedOfferMatch& match) const {
  std::vector<std::string> same, tags;
  Json reasons = Json::array();
  Json others = Json::array();
  std::set<std::pair<std::string, std::string>> said;
  for (const MatchLink& link : links(match)) {
    if (!said.emplace(link.asked, link.given).second) continue;
    if (link.tagged && link.asked == link.given)
      tags.push_back(link.asked);
    else if (link.asked == link.given)
      same.push_back(link.asked);
    else if (!link.key.starts_with("g ") && !link.key.starts_with("s "))
      others.push_back(text("lens.reason.likeWord", {link.asked, link.given}));
    else if (link.strength == 1)
      others.push_back(text("lens.reason.sameMeaning", {link.asked, link.given}));
    else
      others.push_back(text("lens.reason.likeMeaning", {link.asked, link.given}));
  }
  std::sort(tags.begin(), tags.end());
  std::sort(same.begin(), same.end());
  if (!tags.empty()) reasons.push_back(text("lens.reason.sameTag", {list_of(tags)}));
  if (!same.empty()) reasons.push_back(text("lens.reason.sameWord", {list_of(same)}));
  for (Json& other : others) reasons.push_back(std::move(other));
  if (need_places_[match.need] != 0 && need_places_[match.need] == offer_places_[match.offer])
    reasons.push_back(text("lens.reason.samePlace", {needs_[match.need].node->place}));
  const Terms asked = needs_[match.need].exchange->terms, given = offers_[match.offer].exchange->terms;
  if (asked != Terms::unset && given != Terms::unset)
    reasons.push_back(asked == given ? text("lens.reason.sameTerms", {Json{{"terms", name_of(terms_names, asked)}}})
                                     : text("lens.reason.otherTerms", {Json{{"terms", name_of(terms_names, asked)}},
                                                                       Json{{"terms", name_of(terms_names, given)}}}));
  return reasons;
}

std::string NeedOfferMatches::key_of(std::string_view prefix, const NeedOfferMatch& match) const {
  const Item &need = needs_[match.need], &offer = offers_[match.offer];
  return std::string(prefix) +
         json_text(Json::array({need.node->id, need.exchange->id, offer.node->id, offer.exchange->id}));
}

/// What a decision about the pair teaches: the words that it is about.
Json NeedOfferMatches::taught(const NeedOfferMatch& match) const {
  Json taught = Json::array();
  for (const MatchLink& link : links(match)) {
    if (taught.size() == 2) break;
    taught.push_back(Json::array({link.key, link.asked, link.given}));
  }
  return taught;
}

Json NeedOfferMatches::accept(const NeedOfferMatch& match) const {
  const Item &need = needs_[match.need], &offer = offers_[match.offer];
  return Json::array(
      {{{"op", "addEdge"},
        {"edge",
         {{"from", offer.node->id},
          {"to", need.node->id},
          {"kind", "matched"},
          {"status", "exploring"},
          {"label", std::string(first_characters(need.exchange->text, 300))}}}},
       {{"op", "setNode"},
        {"id", need.node->id},
        {"field", "needs." + need.exchange->id + ".status"},
        {"value", "matched"}},
       {{"op", "setNode"},
        {"id", offer.node->id},
        {"field", "offers." + offer.exchange->id + ".status"},
        {"value", "matched"}},
       {{"op", "setNetwork"}, {"field", "fields." + key_of(accepted_prefix, match)}, {"value", taught(match)}}});
}

Json NeedOfferMatches::decline(const NeedOfferMatch& match) const {
  return {{"op", "setNetwork"}, {"field", "fields." + key_of(declined_prefix, match)}, {"value", taught(match)}};
}

analysis::NeedReport need_report(const Network& network) {
  const NeedOfferMatches matches(network);
  analysis::NeedReport report;
  for (const auto& [id, node] : network.nodes) {
    if (node.kind != NodeKind::actor && node.kind != NodeKind::initiative) continue;
    ++report.nodes.of;
    if (!node.needs.empty() || !node.offers.empty()) ++report.nodes.known;
  }
  report.open = matches.needs().size();
  std::vector<std::uint32_t> offsets(matches.needs().size() + 1, 0), targets;
  std::map<std::pair<std::uint32_t, std::uint32_t>, const NeedOfferMatch*> by_pair;
  for (const NeedOfferMatch& match : matches.all()) {
    ++offsets[match.need + 1];
    targets.push_back(match.offer);
    by_pair.emplace(std::pair(match.need, match.offer), &match);
  }
  for (std::size_t need = 0; need + 1 < offsets.size(); ++need) {
    report.covered += offsets[need + 1] > 0 ? 1 : 0;
    offsets[need + 1] += offsets[need];
  }
  const std::vector<std::uint32_t> offer_of =
      analysis::maximum_matching(offsets, targets, static_cast<std::uint32_t>(matches.offers().size()));
  for (std::uint32_t need = 0; need < offer_of.size(); ++need) {
    if (offer_of[need] == analysis::unmatched) continue;
    const Item &asked = matches.needs()[need], &given = matches.offers()[offer_of[need]];
    analysis::NeedMatch match{asked.node->id, asked.exchange->id, given.node->id, given.exchange->id, {}};
    for (const MatchLink& link : matches.links(*by_pair.at({need, offer_of[need]}))) match.words.push_back(link.asked);
    report.matches.push_back(std::move(match));
  }
  return report;
}

}  // namespace impactweb::insight
