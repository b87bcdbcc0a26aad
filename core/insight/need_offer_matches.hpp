// Which open needs fit which open offers, how well, and why. The lenses that propose something all stand on this.
//
// Words count by their stems (core/text/stem.hpp) without stop words (analysis::key_words), with accents and case
// folded. People may say that other words mean the same: `fields.synonyms` of the network is a list of lists of
// words
// ([["zaal", "ruimte"], …]). A pair that was declined is not proposed again: see `decline`.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb::insight {

/// The network's free field with the words that mean the same.
inline constexpr const char* synonyms_field = "synonyms";

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
  std::vector<std::string> words;  ///< see analysis::key_words
};

struct NeedOfferMatch {
  std::uint32_t need = 0;   ///< index into `needs`
  std::uint32_t offer = 0;  ///< index into `offers`
  double weight = 0;        ///< above 0
};

class NeedOfferMatches {
 public:
  /// Points into `network`, which must outlive it and not change.
  explicit NeedOfferMatches(const Network& network, const MatchWeights& weights = {});

  [[nodiscard]] const std::vector<Item>& needs() const { return needs_; }
  [[nodiscard]] const std::vector<Item>& offers() const { return offers_; }
  /// In order of need, the best first, equal ones in order of offer; never between a node and itself.
  [[nodiscard]] const std::vector<NeedOfferMatch>& all() const { return matches_; }
  /// Whether every pair with a word in common is among them. Where more than 128 offers have a word, each need looks at
  /// 128 of them for that word, and each need keeps its best 48.
  [[nodiscard]] bool exhaustive() const { return exhaustive_; }
  /// Pairs that would fit but were declined.
  [[nodiscard]] std::uint64_t declined() const { return declined_; }
  /// Whether `fields.synonyms` is of another form, and was not used as far as it is.
  [[nodiscard]] bool synonyms_unreadable() const { return synonyms_unreadable_; }
  /// Why they fit, as a list of texts.
  [[nodiscard]] Json reasons(const NeedOfferMatch& match) const;

 private:
  struct Form {
    std::uint32_t form;  // number of a stem, or of a group of synonyms
    std::uint32_t word;  // index into the item's words
  };
  using Forms = std::vector<Form>;

  void compare(const std::set<std::string, std::less<>>& declined);
  // Pairs of words that the two have in common: of the need's, and of the offer's.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> common(std::uint32_t need,
                                                                            std::uint32_t offer) const;
  [[nodiscard]] bool both_tagged(std::uint32_t need, std::uint32_t offer, std::uint32_t need_word,
                                 std::uint32_t offer_word) const;

  MatchWeights weights_;
  std::vector<Item> needs_;
  std::vector<Item> offers_;
  std::vector<Forms> need_forms_;
  std::vector<Forms> offer_forms_;
  std::vector<std::vector<char>> need_tags_;  // by word: whether a tag has it
  std::vector<std::vector<char>> offer_tags_;
  std::vector<std::uint32_t> need_places_;  // 0 where it is not filled in
  std::vector<std::uint32_t> offer_places_;
  std::vector<std::uint32_t> uses_;  // by form: needs and offers that have it
  std::vector<NeedOfferMatch> matches_;
  bool exhaustive_ = true;
  bool synonyms_unreadable_ = false;
  std::uint64_t declined_ = 0;
};

/// Operations that make the pair: an edge `matched` from who offers to who needs, being explored, and both set to
/// matched.
Json accept(const Item& need, const Item& offer);

/// The operation by which the network remembers that this pair is not wanted: a free field of its own for each pair, so
/// that two people who decline at the same time do not undo each other.
Json decline(const Item& need, const Item& offer);

}  // namespace impactweb::insight
