// Stems: what the forms of a word have in common, so that a need for "workshops" meets an offer of "a workshop".
#pragma once

#include <string>
#include <string_view>

namespace impactweb {

/// The stems of a word as Dutch and as English: people write both, and the text does not say which. Two words are
/// forms of one another when they have the same stem in either.
struct Stems {
  std::string dutch;
  std::string english;

  friend bool operator==(const Stems&, const Stems&) = default;
};

/// The stem of a Dutch word, folded (see `fold`): plurals, diminutives, verbs, participles and adjectives come to one
/// spelling (huizen → huis, gekookt → kook, sociale → sociaal, vergadering → vergader), by the rules of Dutch spelling
/// and a list of irregular ones. Long vowels stay long, so that `maan` is not `man`. Our own; Snowball's Dutch stemmer
/// makes them one.
std::string dutch_stem(std::string_view word);

/// Stems English words with the algorithm of Snowball (M. Porter, "Snowball: a language for stemming algorithms",
/// 2001), to a fixed point, irregular plurals before it; and Dutch ones with `dutch_stem`. Not for several threads at
/// once.
class Stemmer {
 public:
  Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  ~Stemmer();

  /// `word` is one folded word (see `fold`). What cannot be stemmed is its own stem.
  [[nodiscard]] Stems operator()(std::string_view word) const;

 private:
  struct English;
  English* english_;
};

}  // namespace impactweb
