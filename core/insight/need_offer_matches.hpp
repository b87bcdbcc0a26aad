// Which open needs fit which open offers, how well, and why. The lenses that propose something all stand on this, and
// so does the measure needCoverage.
//
// What fits is a question of what words mean (meaning.hpp). People say of a network which other words mean the same in
// it
// (`fields.synonyms`, a list of lists of words: [["zaal", "ruimte"], …]) and which groups of the thesaurus do not hold
// there (`fields.synonymsNotHere`, their ids). What they accept and decline teaches as well: see `Learnt`.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/matching.hpp"
#include "core/insight/meaning.hpp"
#include "core/model/network.hpp"

namespace impactweb::insight {

/// The network's free field with what is not to be learnt: `Learnt::key`s.
inline constexpr const char* not_learnt_field = "notLearnt";

/// How well a pair has to fit to be proposed, and to be named as one that perhaps fits. The fit of two words is the
/// product of what they weigh and of how much they have of one meaning; that of a pair is its best, and half of the
/// second best of other words.
inline constexpr double firm_fit = 0.34;
inline constexpr double perhaps_fit = 0.17;

/// Who needs a kitchen is less served by any space than who needs a space by a kitchen: what a word of a need has of
/// something wider counts this much.
inline constexpr double wider_need = 0.5;

/// What each reason adds to the weight of a pair, 0 or more. What words and tags add is lessened by up to a tenth, the
/// more words the two do not have in common: of two offers of knowledge, the one of knowledge alone comes first.
struct MatchWeights {
  double word = 1;  ///< a word in common that nothing else has; √(2/k) of it when k needs and offers have it
  double tag = 1;   ///< on top of that, when it is a tag of both
  double place = 0.5;
  double terms = 0.5;  ///< the same terms; taken off when both are filled in and differ
};

/// A need or an offer that is open.
struct Item {
  const Node* node = nullptr;
  const Exchange* exchange = nullptr;
};

struct NeedOfferMatch {
  std::uint32_t need = 0;   ///< index into `needs`
  std::uint32_t offer = 0;  ///< index into `offers`
  double weight = 0;        ///< above 0
  double fit = 0;           ///< perhaps_fit or more
};

/// Two words by which a need and an offer fit.
struct MatchLink {
  std::string key;           ///< what both mean, see MeaningReader::name
  std::string asked, given;  ///< the words as they are written
  double strength = 0;       ///< 0 to 1: less than 1 where one is narrower than the other, or only related to it
  bool tagged = false;       ///< both are tags
};

/// What accepting and declining taught about one meaning: pairs that fit by it count times `factor`, which is
/// (1 + accepted) / (1 + declined), between 0.25 and 1.5. Our own heuristic: two declines and no accept make a sure
/// pair one that perhaps fits.
struct Learnt {
  std::string key;
  std::string asked, given;  ///< the words of the last pair
  std::uint32_t accepted = 0;
  std::uint32_t declined = 0;
  double factor = 1;
  bool forgotten = false;  ///< people took it back: it does not count
};

class NeedOfferMatches {
 public:
  /// Points into `network`, which must outlive it and not change.
  explicit NeedOfferMatches(const Network& network, const MatchWeights& weights = {});

  [[nodiscard]] const std::vector<Item>& needs() const { return needs_; }
  [[nodiscard]] const std::vector<Item>& offers() const { return offers_; }
  /// Those that fit, in order of need, the best first, equal ones in order of offer; never between a node and itself.
  [[nodiscard]] const std::vector<NeedOfferMatch>& all() const { return matches_; }
  /// Those that perhaps fit, in the same order.
  [[nodiscard]] const std::vector<NeedOfferMatch>& perhaps() const { return perhaps_; }
  /// Whether every pair with a meaning in common was looked at. Where more than 128 offers have one, each need looks at
  /// 128 of them for it, and each need keeps its best 48.
  [[nodiscard]] bool exhaustive() const { return exhaustive_; }
  /// Pairs that would fit but were declined.
  [[nodiscard]] std::uint64_t declined() const { return declined_; }
  /// Whether fields about words are of another form, and were not used as far as they are.
  [[nodiscard]] bool words_unreadable() const { return words_unreadable_; }
  /// In order of key.
  [[nodiscard]] const std::vector<Learnt>& learnt() const { return learnt_; }
  /// The words by which they fit, the best first, each word once.
  [[nodiscard]] std::vector<MatchLink> links(const NeedOfferMatch& match) const;
  /// Why they fit, as a list of texts.
  [[nodiscard]] Json reasons(const NeedOfferMatch& match) const;

  /// Operations that make the pair: an edge `matched` from who offers to who needs, being explored, both set to
  /// matched, and a free field that remembers by which words it was found.
  [[nodiscard]] Json accept(const NeedOfferMatch& match) const;
  /// The operation by which the network remembers that this pair is not wanted: a free field of its own for each pair,
  /// so that two people who decline at the same time do not undo each other.
  [[nodiscard]] Json decline(const NeedOfferMatch& match) const;

 private:
  struct Giving {
    std::uint32_t offer;
    std::uint32_t word;
    float much;  // weight of the word times how much it has of the meaning
    float bare;  // the same for a need that says nothing but in which way: any workshop will do
  };

  void learn(const Network& network);
  void compare(const std::set<std::string, std::less<>>& declined);
  [[nodiscard]] bool are_at_odds(const NeedOfferMatch& match, std::uint32_t asked_word, std::uint32_t given_word) const;
  [[nodiscard]] std::string key_of(std::string_view prefix, const NeedOfferMatch& match) const;
  [[nodiscard]] Json taught(const NeedOfferMatch& match) const;
  [[nodiscard]] double factor(const std::string& key) const;

  MatchWeights weights_;
  MeaningReader reader_;
  std::vector<Item> needs_;
  std::vector<Item> offers_;
  std::vector<Meaning> need_meanings_;
  std::vector<Meaning> offer_meanings_;
  std::vector<std::uint32_t> need_places_;  // 0 where it is not filled in
  std::vector<std::uint32_t> offer_places_;
  std::vector<std::uint32_t> uses_;  // by meaning: needs and offers that have it
  std::vector<double> factors_;      // by meaning
  std::vector<NeedOfferMatch> matches_;
  std::vector<NeedOfferMatch> perhaps_;
  std::vector<Learnt> learnt_;
  bool exhaustive_ = true;
  bool words_unreadable_ = false;
  std::uint64_t declined_ = 0;
};

/// Which open needs are covered, by the same matches, and a largest set of pairs in which no need and no offer occurs
/// twice: for the measure needCoverage (analysis::MeasureOptions).
analysis::NeedReport need_report(const Network& network);

}  // namespace impactweb::insight
