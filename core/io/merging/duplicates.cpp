#include "core/io/merging/duplicates.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::size_t most_candidates = 200;  ///< that a name is compared with for one of its words
constexpr std::size_t most_pairs_of_one = 20;
constexpr std::size_t end_bytes = 3;    ///< of a word, by which those that it may be a misspelling of are found
constexpr std::size_t common_word = 3;  ///< names that have a word which is no misspelling then

struct Entry {
  const Node* node = nullptr;
  bool incoming = false;
  bool matched = false;
  NameWords name;
};

using Numbers = std::vector<std::size_t>;

/// How often each ASCII letter occurs, and how many characters there are.
struct Letters {
  std::array<std::uint8_t, 26> counts{};
  std::size_t characters = 0;
};

Letters letters_of(std::string_view folded) {
  Letters letters;
  for (const char c : folded)
    if (c >= 'a' && c <= 'z') ++letters.counts[static_cast<std::size_t>(c - 'a')];
  letters.characters = count_characters(folded);
  return letters;
}

/// False when `typing_mistakes` says so as well: a mistake takes one letter out and brings another in at most.
bool may_be_misspelt(const Letters& a, const Letters& b) {
  const std::size_t shorter = std::min(a.characters, b.characters), longer = std::max(a.characters, b.characters);
  const std::size_t allowed = shorter < 9 ? 1 : 2;
  if (longer - shorter > allowed) return false;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < a.counts.size(); ++i)
    differing +=
        static_cast<std::size_t>(a.counts[i] > b.counts[i] ? a.counts[i] - b.counts[i] : b.counts[i] - a.counts[i]);
  return differing <= 2 * allowed;
}

std::size_t filled_fields(const Node& node) {
  return static_cast<std::size_t>(!node.sector.empty()) + static_cast<std::size_t>(!node.place.empty()) +
         static_cast<std::size_t>(!node.description.empty()) + node.tags.size() + node.needs.size() +
         node.offers.size() + node.fields.size();
}

class Finder {
 public:
  Finder(const Network& network, const Network& incoming, const std::map<std::string, std::string>& matched) {
    for (const auto& [id, node] : incoming.nodes) add(node, true, matched.contains(id));
    for (const auto& [id, node] : network.nodes) add(node, false, false);
    build_index();
  }

  std::vector<DuplicatePair> pairs() {
    seen_by_.assign(entries_.size(), 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      found_for_current_ = 0;
      propose_for(i);
    }
    const auto in_order = [](const Found& a, const Found& b) {
      return std::pair(a.goes, a.stays) < std::pair(b.goes, b.stays);
    };
    std::sort(found_.begin(), found_.end(), in_order);
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    std::vector<Found> kept;
    drop_ambiguous();
    std::set<const Node*> in_network;
    for (const Found& found : found_)
      if (!entries_[found.stays].incoming) in_network.insert(entries_[found.goes].node);
    for (const Found& found : found_) {
      // What is like a node of the network need not be like another incoming one as well.
      const Entry &goes = entries_[found.goes], &stays = entries_[found.stays];
      if (stays.incoming && in_network.contains(goes.node) && in_network.contains(stays.node)) continue;
      kept.push_back(found);
    }
    std::sort(kept.begin(), kept.end(), [&](const Found& a, const Found& b) {
      if (a.likeness != b.likeness) return a.likeness < b.likeness;
      const std::string &name_a = entries_[a.goes].name.folded, &name_b = entries_[b.goes].name.folded;
      if (name_a != name_b) return name_a < name_b;
      return std::pair(a.goes, a.stays) < std::pair(b.goes, b.stays);
    });
    if (kept.size() > most_duplicates) kept.resize(most_duplicates);
    std::vector<DuplicatePair> pairs;
    for (const Found& found : kept)
      pairs.push_back({entries_[found.goes].node->id, entries_[found.stays].node->id, !entries_[found.stays].incoming,
                       found.likeness});
    return pairs;
  }

 private:
  struct Found {
    std::size_t goes, stays;
    Likeness likeness;

    friend bool operator==(const Found&, const Found&) = default;
  };

  struct Known {
    std::string_view word;
    Letters letters;
  };

  void add(const Node& node, bool incoming, bool matched) {
    NameWords name = name_words(node.label);
    if (!name.words.empty()) entries_.push_back({&node, incoming, matched, std::move(name)});
  }

  void build_index() {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const NameWords& name = entries_[i].name;
      by_squeezed_[name.squeezed].push_back(i);
      std::set<std::string_view> own;
      for (const NameWord& word : name.words) {
        if (!own.insert(word.text).second) continue;
        const auto [place, is_new] = by_word_.try_emplace(word.text);
        place->second.push_back(i);
        if (!is_new || place->first.size() < 2 * end_bytes) continue;
        const Known known = {place->first, letters_of(place->first)};
        words_by_end_[place->first.substr(0, end_bytes) + '<'].push_back(known);
        words_by_end_['>' + place->first.substr(place->first.size() - end_bytes)].push_back(known);
      }
      for (const std::string& initials : name.initials) by_initials_[initials].push_back(i);
      if (std::size_t length = name.words.size(); length > 1 && is_place_word(name.words.back().text)) {
        while (length > 1 && is_place_word(name.words[length - 1].text)) --length;
        for (std::size_t taken = length; taken < name.words.size(); ++taken)
          by_beginning_[beginning(name, taken)].push_back(i);
      }
    }
  }

  static std::string beginning(const NameWords& name, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += name.words[i].text + " ";
    return text;
  }

  /// Words that `word` may be a misspelling of, or short for. Looked up once for each word.
  const std::vector<std::string_view>& near(const NameWord& word) {
    auto& list = word.short_form ? near_short_ : near_;
    const auto made = list.try_emplace(word.text);
    std::vector<std::string_view>& found = made.first->second;
    if (!made.second) return found;
    if (word.short_form)
      for (auto longer = by_word_.upper_bound(word.text);
           longer != by_word_.end() && longer->first.starts_with(word.text) && found.size() < most_candidates; ++longer)
        found.push_back(longer->first);
    if (word.text.size() < 4) return found;
    const Letters letters = letters_of(word.text);
    const auto look = [&](const std::string& end) {
      const auto words = words_by_end_.find(end);
      if (words == words_by_end_.end()) return;
      for (const Known& other : words->second) {
        if (!may_be_misspelt(letters, other.letters) || other.word == word.text) continue;
        if (typing_mistakes(word.text, std::string(other.word))) found.push_back(other.word);
      }
    };
    // Two mistakes hardly ever hit both ends of a word.
    const std::size_t bytes = std::min(end_bytes, word.text.size());
    look(word.text.substr(0, bytes) + '<');
    look('>' + word.text.substr(word.text.size() - bytes));
    return found;
  }

  void propose_for(std::size_t i) {
    const NameWords& name = entries_[i].name;
    propose(i, by_squeezed_, name.squeezed);
    if (!name.as_initials.empty()) propose(i, by_initials_, name.as_initials);
    propose(i, by_beginning_, beginning(name, name.words.size()));
    // Names that are alike share each of their words, so that the rarest is enough to find them by.
    const NameWord* rarest = nullptr;
    std::size_t fewest = 0;
    for (const NameWord& word : name.words) {
      std::size_t count = by_word_.find(word.text)->second.size();
      for (const std::string_view other : near(word)) count += by_word_.find(other)->second.size();
      if (rarest != nullptr && count >= fewest) continue;
      rarest = &word;
      fewest = count;
    }
    propose(i, by_word_, rarest->text);
    for (const std::string_view other : near(*rarest)) propose(i, by_word_, other);
  }

  using Index = std::map<std::string, Numbers, std::less<>>;

  void propose(std::size_t i, const Index& index, std::string_view key) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    const std::size_t end = std::min(found->second.size(), most_candidates);
    for (std::size_t k = 0; k < end; ++k) compare(i, found->second[k]);
  }

  void compare(std::size_t current, std::size_t other) {
    if (current == other || seen_by_[other] == current + 1 || found_for_current_ >= most_pairs_of_one) return;
    seen_by_[other] = current + 1;
    // The same pair is met from both sides, and must come out the same.
    std::size_t a = std::min(current, other), b = std::max(current, other);
    if (!entries_[a].incoming) std::swap(a, b);
    const Entry &goes = entries_[a], &stays = entries_[b];
    if (!goes.incoming) return;
    // What merging recognises already needs no proposal, nor do two that have always stood beside each other.
    if (goes.matched && (!stays.incoming || stays.matched)) return;
    const auto likeness = likeness_of(goes.name, stays.name);
    if (!likeness || !fits(*goes.node, *stays.node, *likeness)) return;
    if (*likeness == Likeness::spelling && both_common(goes.name, stays.name)) return;
    if (stays.incoming && (goes.matched || (!stays.matched && is_better(goes, stays)))) std::swap(a, b);
    found_.push_back({a, b, *likeness});
    ++found_for_current_;
  }

  /// Two words that differ and that several names have are two words.
  [[nodiscard]] bool both_common(const NameWords& a, const NameWords& b) const {
    for (std::size_t i = 0; i < std::min(a.words.size(), b.words.size()); ++i) {
      if (a.words[i].text == b.words[i].text) continue;
      if (by_word_.find(a.words[i].text)->second.size() >= common_word &&
          by_word_.find(b.words[i].text)->second.size() >= common_word)
        return true;
    }
    return false;
  }

  static bool fits(const Node& a, const Node& b, Likeness likeness) {
    if (likeness != Likeness::same_name && a.kind != b.kind) return false;
    if (a.form != Form::unset && b.form != Form::unset && (a.form == Form::person) != (b.form == Form::person))
      return false;
    const bool weak = likeness >= Likeness::word_order;
    return !weak || a.place.empty() || b.place.empty() || fold(a.place) == fold(b.place);
  }

  /// True when `a` rather than `b` is what the pair should go on as: more of it is known, or its name is longer.
  static bool is_better(const Entry& a, const Entry& b) {
    const std::size_t known_a = filled_fields(*a.node), known_b = filled_fields(*b.node);
    if (known_a != known_b) return known_a > known_b;
    return a.name.folded.size() > b.name.folded.size();
  }

  /// A short name that two longer ones could stand for says nothing.
  void drop_ambiguous() {
    std::map<std::size_t, std::size_t> uses;
    for (const Found& found : found_) {
      if (found.likeness != Likeness::initials && found.likeness != Likeness::shortened) continue;
      const bool goes_is_short = entries_[found.goes].name.folded.size() < entries_[found.stays].name.folded.size();
      ++uses[goes_is_short ? found.goes : found.stays];
    }
    std::erase_if(found_, [&](const Found& found) {
      if (found.likeness != Likeness::initials && found.likeness != Likeness::shortened) return false;
      const bool goes_is_short = entries_[found.goes].name.folded.size() < entries_[found.stays].name.folded.size();
      return uses[goes_is_short ? found.goes : found.stays] > 1;
    });
  }

  std::vector<Entry> entries_;
  Index by_squeezed_, by_word_, by_initials_, by_beginning_;
  std::unordered_map<std::string, std::vector<Known>> words_by_end_;
  std::unordered_map<std::string, std::vector<std::string_view>> near_, near_short_;
  std::vector<std::size_t> seen_by_;   ///< for each entry, one more than the one that it was compared with last
  std::size_t found_for_current_ = 0;  ///< pairs of the entry that is compared now
  std::vector<Found> found_;
};

}  // namespace

std::vector<DuplicatePair> find_duplicates(const Network& network, const Network& incoming,
                                           const std::map<std::string, std::string>& matched) {
  return Finder(network, incoming, matched).pairs();
}

}  // namespace impactweb
