// The names of a network's nodes, folded once, for looking up several of them: which node does a typed name stand for?
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/network.hpp"
#include "core/text/name_words.hpp"

namespace impactweb {

/// Typing mistakes that a text of `characters` characters may hold in a completion: 1 from 4, 2 from 8.
std::size_t mistakes_allowed(std::size_t characters);

/// The fewest typing mistakes with which `typed` is the beginning of `name` or of one of its words, both folded;
/// `limit` + 1 when there are more than `limit`.
std::size_t beginning_distance(std::u32string_view typed, std::string_view name, std::size_t limit);

/// True when two folded names differ only by what is plainly a typing mistake, so that nobody is taken for someone
/// else: spaces and punctuation left out or added; or, word by word, one mistake in a word from 5 letters, two from 8,
/// a swapped pair in a word of 4, two in the whole name. The first letter of a word is never mistaken (Haren is not
/// Laren), nor a digit (group 1 is not group 2).
bool is_misspelling(std::string_view folded_a, std::string_view folded_b);

struct Completion {
  std::string node_id;
  std::string label;
  std::size_t distance = 0;  ///< typing mistakes, 0 when the folded label begins with or equals the folded prefix
};

/// Valid as long as the network is not changed.
class NameIndex {
 public:
  explicit NameIndex(const Network& network);

  enum class Likeness : std::uint8_t { none, exact, guessed };
  /// The nodes that are most like a name: all with an equal folded label, else all of which it may be a misspelling,
  /// else those that it is short for ("Zet" for "Stichting Zet", the first words of a longer name).
  struct Match {
    Likeness likeness = Likeness::none;
    std::vector<const Node*> nodes;  ///< in ascending order of id
  };
  [[nodiscard]] Match find(std::string_view name, bool guess = true) const;

  /// The nodes whose names have every word of `name` in this order, abbreviated or misspelt ones among them: "food
  /// bank" for "Northside Food Bank", "hill st" for "Hill Street School". Those that begin with it when there are such
  /// ones. None for the name of a place, and in large networks.
  [[nodiscard]] std::vector<const Node*> find_in_part(std::string_view name) const;

  /// See `complete_name`.
  [[nodiscard]] std::vector<Completion> complete(std::string_view typed, std::size_t limit) const;

  struct Entry {
    std::string folded;  ///< label, folded and trimmed
    const Node* node;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::set<std::string, std::less<>> places_;            ///< folded
  std::vector<Entry> entries_;                           ///< in ascending order of id, without empty names
  mutable std::vector<NameWords> apart_;                 ///< the entries taken apart, when that is asked for
  mutable std::vector<std::vector<std::string>> words_;  ///< of the entries, made when they are asked for
};

/// Nodes whose name `typed` may stand for, best first: equal, beginning with it, a word beginning with it, containing
/// it, then beginning with it but for typing mistakes (one from 4 characters, two from 8). None when nothing is typed.
std::vector<Completion> complete_name(const Network& network, std::string_view typed, std::size_t limit = 8);

/// The node that `typed` names: its label is equal when folded, or it is the only one of which `typed` is plainly a
/// misspelling (see `is_misspelling`, stricter than completion, as nobody has chosen it from a list). Empty when there
/// is none or it is not clear which.
std::string resolve_name(const Network& network, std::string_view typed);

}  // namespace impactweb
