#include "core/insight/need_offer_matches.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/analysis/matching.hpp"
#include "core/insight/lens_answer.hpp"
#include "core/text/stem.hpp"
#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

constexpr std::size_t most_offers_of_a_word = 128;
constexpr std::size_t most_offers_of_a_need = 48;
constexpr double least_weight = 0.01;
constexpr double focus = 0.1;  // how much of the weight of words hangs on what else is asked and offered
constexpr std::string_view declined_prefix = "declined ";

/// Words that mean the same: each entry is one or several words that occur together.
using Synonyms = std::vector<std::vector<std::vector<std::string>>>;

Synonyms read_synonyms(const Network& network, bool& unreadable) {
  Synonyms groups;
  const auto found = network.fields.find(synonyms_field);
  if (found == network.fields.end()) return groups;
  if (!found->second.is_array()) {
    unreadable = true;
    return groups;
  }
  for (const Json& list : found->second) {
    std::vector<std::vector<std::string>> group;
    if (list.is_array())
      for (const Json& entry : list) {
        if (!entry.is_string()) {
          unreadable = true;
          continue;
        }
        std::vector<std::string> words = analysis::key_words({{}, entry.get<std::string>(), {}});
        if (!words.empty()) group.push_back(std::move(words));
      }
    else
      unreadable = true;
    if (group.size() > 1) groups.push_back(std::move(group));
  }
  return groups;
}

/// Numbers for the stems that occur.
class FormNumbers {
 public:
  std::uint32_t of(std::string name) {
    return numbers_.emplace(std::move(name), static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

std::string declined_key(const Item& need, const Item& offer) {
  return std::string(declined_prefix) +
         json_text(Json::array({need.node->id, need.exchange->id, offer.node->id, offer.exchange->id}));
}

void collect(const Node& node, const std::vector<Exchange>& exchanges, std::vector<Item>& items) {
  for (const Exchange& exchange : exchanges)
    if (exchange.status == ExchangeStatus::open) items.push_back({&node, &exchange, analysis::key_words(exchange)});
}

std::vector<char> tagged_words(const Item& item) {
  std::vector<char> tagged(item.words.size(), 0);
  if (item.exchange->tags.empty()) return tagged;
  Exchange tags;
  tags.tags = item.exchange->tags;
  for (const std::string& word : analysis::key_words(tags)) {
    const auto found = std::lower_bound(item.words.begin(), item.words.end(), word);
    if (found != item.words.end() && *found == word) tagged[static_cast<std::size_t>(found - item.words.begin())] = 1;
  }
  return tagged;
}

}  // namespace

NeedOfferMatches::NeedOfferMatches(const Network& network, const MatchWeights& weights) : weights_(weights) {
  for (const auto& [id, node] : network.nodes) {
    collect(node, node.needs, needs_);
    collect(node, node.offers, offers_);
  }
  const Stemmer stemmer;
  FormNumbers numbers;
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>, std::less<>> known;
  const auto forms_of_word = [&](const std::string& word) {
    const auto found = known.find(word);
    if (found != known.end()) return found->second;
    const Stems stems = stemmer(word);
    return known.emplace(word, std::pair(numbers.of("nl " + stems.dutch), numbers.of("en " + stems.english)))
        .first->second;
  };

  // Entries of synonyms by the Dutch stem of their first word.
  const Synonyms groups = read_synonyms(network, synonyms_unreadable_);
  struct Entry {
    const std::vector<std::string>* words;
    std::uint32_t group;
  };
  std::map<std::uint32_t, std::vector<Entry>> entries;
  for (std::size_t group = 0; group < groups.size(); ++group)
    for (const auto& words : groups[group]) {
      const std::uint32_t number = numbers.of("= " + std::to_string(group));
      const auto [dutch, english] = forms_of_word(words.front());
      entries[dutch].push_back({&words, number});
      entries[english].push_back({&words, number});
    }

  std::map<std::string, std::uint32_t> place_numbers;
  const auto prepare = [&](const std::vector<Item>& items, std::vector<Forms>& forms,
                           std::vector<std::vector<char>>& tags, std::vector<std::uint32_t>& places) {
    for (const Item& item : items) {
      Forms of_item;
      std::set<std::uint32_t> present;
      for (std::uint32_t word = 0; word < item.words.size(); ++word) {
        const auto [dutch, english] = forms_of_word(item.words[word]);
        of_item.push_back({dutch, word});
        of_item.push_back({english, word});
        present.insert({dutch, english});
      }
      const std::size_t own = of_item.size();
      for (std::size_t i = 0; i < own && !entries.empty(); ++i) {
        const auto found = entries.find(of_item[i].form);
        if (found == entries.end()) continue;
        for (const Entry& entry : found->second) {
          const bool whole = std::all_of(entry.words->begin(), entry.words->end(), [&](const std::string& word) {
            const auto [dutch, english] = forms_of_word(word);
            return present.contains(dutch) || present.contains(english);
          });
          if (whole) of_item.push_back({entry.group, of_item[i].word});
        }
      }
      std::sort(of_item.begin(), of_item.end(),
                [](const Form& a, const Form& b) { return a.form != b.form ? a.form < b.form : a.word < b.word; });
      of_item.erase(
          std::unique(of_item.begin(), of_item.end(), [](const Form& a, const Form& b) { return a.form == b.form; }),
          of_item.end());
      forms.push_back(std::move(of_item));
      tags.push_back(tagged_words(item));
      const std::string place = fold(trim(item.node->place));
      places.push_back(
          place.empty()
              ? 0
              : place_numbers.emplace(place, static_cast<std::uint32_t>(place_numbers.size()) + 1).first->second);
    }
  };
  prepare(needs_, need_forms_, need_tags_, need_places_);
  prepare(offers_, offer_forms_, offer_tags_, offer_places_);
  uses_.assign(numbers.size(), 0);
  for (const auto* forms : {&need_forms_, &offer_forms_})
    for (const Forms& of_item : *forms)
      for (const Form& form : of_item) ++uses_[form.form];

  std::set<std::string, std::less<>> declined;
  for (const auto& [key, value] : network.fields)
    if (key.starts_with(declined_prefix) && value != Json(false)) declined.insert(key);
  compare(declined);
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> NeedOfferMatches::common(std::uint32_t need,
                                                                              std::uint32_t offer) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> words;
  std::vector<char> counted(needs_[need].words.size(), 0);
  auto other = offer_forms_[offer].begin();
  for (const Form& form : need_forms_[need]) {
    while (other != offer_forms_[offer].end() && other->form < form.form) ++other;
    if (other == offer_forms_[offer].end()) break;
    if (other->form != form.form || counted[form.word]) continue;
    counted[form.word] = 1;
    words.emplace_back(form.word, other->word);
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool NeedOfferMatches::both_tagged(std::uint32_t need, std::uint32_t offer, std::uint32_t need_word,
                                   std::uint32_t offer_word) const {
  return need_tags_[need][need_word] && offer_tags_[offer][offer_word];
}

void NeedOfferMatches::compare(const std::set<std::string, std::less<>>& declined) {
  std::vector<std::vector<Form>> offers_of(uses_.size());  // `word` is that of the offer, `form` the offer itself
  for (std::uint32_t offer = 0; offer < offers_.size(); ++offer)
    for (const Form& form : offer_forms_[offer]) offers_of[form.form].push_back({offer, form.word});

  constexpr std::uint32_t nothing = 0xffffffffu;
  // Side by side, as each is looked at very often.
  std::vector<const Node*> node_of;
  std::vector<Terms> terms_of;
  std::vector<std::size_t> words_of;
  for (const Item& offer : offers_) {
    node_of.push_back(offer.node);
    terms_of.push_back(offer.exchange->terms);
    words_of.push_back(offer.words.size());
  }
  std::vector<double> weight(offers_.size(), 0);
  std::vector<std::uint32_t> in_common(offers_.size(), 0);
  std::vector<std::uint32_t> last_word(offers_.size(), nothing);
  std::vector<std::uint32_t> touched;
  std::vector<NeedOfferMatch> found;
  Forms by_word;
  for (std::uint32_t need = 0; need < needs_.size(); ++need) {
    touched.clear();
    by_word = need_forms_[need];
    std::sort(by_word.begin(), by_word.end(),
              [](const Form& a, const Form& b) { return a.word != b.word ? a.word < b.word : a.form < b.form; });
    for (const Form& form : by_word) {
      const auto& giving = offers_of[form.form];
      if (giving.empty()) continue;
      const double rarity = std::sqrt(2.0 / uses_[form.form]);
      const bool tagged = need_tags_[need][form.word] != 0;
      const bool all = giving.size() <= most_offers_of_a_word;
      if (!all) exhaustive_ = false;
      // A common word: each need begins at another place, so that together they come to all offers.
      std::size_t at = all ? 0 : std::size_t{need} * most_offers_of_a_word % giving.size();
      for (std::size_t left = std::min(giving.size(), most_offers_of_a_word); left > 0; --left) {
        const auto& [offer, offer_word] = giving[at];
        at = at + 1 == giving.size() ? 0 : at + 1;
        if (last_word[offer] == form.word || node_of[offer] == needs_[need].node) continue;
        if (last_word[offer] == nothing) touched.push_back(offer);
        last_word[offer] = form.word;
        ++in_common[offer];
        weight[offer] += weights_.word * rarity;
        if (tagged && offer_tags_[offer][offer_word]) weight[offer] += weights_.tag * rarity;
      }
    }
    found.clear();
    const Terms asked = needs_[need].exchange->terms;
    for (const std::uint32_t offer : touched) {
      const auto words = static_cast<double>(needs_[need].words.size() + words_of[offer]);
      double total = weight[offer] * (1 - focus + focus * 2 * in_common[offer] / words);
      weight[offer] = 0;
      in_common[offer] = 0;
      last_word[offer] = nothing;
      if (!declined.empty() && declined.contains(declined_key(needs_[need], offers_[offer]))) {
        ++declined_;
        continue;
      }
      if (need_places_[need] != 0 && need_places_[need] == offer_places_[offer]) total += weights_.place;
      const Terms given = terms_of[offer];
      if (asked != Terms::unset && given != Terms::unset) total += asked == given ? weights_.terms : -weights_.terms;
      found.push_back({need, offer, std::max(total, least_weight)});
    }
    const auto better = [](const NeedOfferMatch& a, const NeedOfferMatch& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.offer < b.offer;
    };
    if (found.size() > most_offers_of_a_need) {
      exhaustive_ = false;
      std::nth_element(found.begin(), found.begin() + most_offers_of_a_need, found.end(), better);
      found.resize(most_offers_of_a_need);
    }
    std::sort(found.begin(), found.end(), better);
    matches_.insert(matches_.end(), found.begin(), found.end());
  }
}

Json NeedOfferMatches::reasons(const NeedOfferMatch& match) const {
  std::vector<std::string> same, tags;
  Json reasons = Json::array();
  Json forms = Json::array();
  for (const auto& [need_word, offer_word] : common(match.need, match.offer)) {
    const std::string& asked = needs_[match.need].words[need_word];
    const std::string& given = offers_[match.offer].words[offer_word];
    if (both_tagged(match.need, match.offer, need_word, offer_word))
      tags.push_back(asked);
    else if (asked == given)
      same.push_back(asked);
    else
      forms.push_back(text("lens.reason.likeWord", {asked, given}));
  }
  if (!tags.empty()) reasons.push_back(text("lens.reason.sameTag", {list_of(tags)}));
  if (!same.empty()) reasons.push_back(text("lens.reason.sameWord", {list_of(same)}));
  for (Json& form : forms) reasons.push_back(std::move(form));
  if (need_places_[match.need] != 0 && need_places_[match.need] == offer_places_[match.offer])
    reasons.push_back(text("lens.reason.samePlace", {needs_[match.need].node->place}));
  const Terms asked = needs_[match.need].exchange->terms, given = offers_[match.offer].exchange->terms;
  if (asked != Terms::unset && given != Terms::unset)
    reasons.push_back(asked == given ? text("lens.reason.sameTerms", {Json{{"terms", name_of(terms_names, asked)}}})
                                     : text("lens.reason.otherTerms", {Json{{"terms", name_of(terms_names, asked)}},
                                                                       Json{{"terms", name_of(terms_names, given)}}}));
  return reasons;
}

Json accept(const Item& need, const Item& offer) {
  return Json::array({{{"op", "addEdge"},
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
                       {"value", "matched"}}});
}

Json decline(const Item& need, const Item& offer) {
  return {{"op", "setNetwork"}, {"field", "fields." + declined_key(need, offer)}, {"value", true}};
}

}  // namespace impactweb::insight
