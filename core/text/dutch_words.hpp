// The words that Dutch compounds are made of: `vergaderruimte` is a `ruimte`, for to `vergader`.
//
// They are chosen, when the program is built, from the dictionary of OpenTaal (BSD licence; Debian's hunspell-nl) by
// make_dutch_words.mjs.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace impactweb {

/// All words, a line each: the word, a space, and its roles (`b`, `e`, `v`); ascending.
std::string_view dutch_words_text();

/// What a word can be, as bits.
enum DutchRole : unsigned char { begins_compound = 1, ends_compound = 2, verb_stem = 4 };

class DutchWords {
 public:
  /// `text` as `dutch_words_text` gives it; must outlive it.
  explicit DutchWords(std::string_view text);
  /// The roles of a folded word; 0 for one that is not known.
  [[nodiscard]] unsigned char roles(std::string_view word) const;
  /// The words, ascending.
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] std::string_view word(std::size_t index) const { return words_[index].first; }
  [[nodiscard]] unsigned char roles_at(std::size_t index) const { return words_[index].second; }

  /// Those of this program, read when they are first asked for.
  static const DutchWords& all();

 private:
  std::vector<std::pair<std::string_view, unsigned char>> words_;
};

}  // namespace impactweb
