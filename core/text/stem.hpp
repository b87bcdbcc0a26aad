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

/// Stems words with the algorithms of Snowball (M. Porter, "Snowball: a language for stemming algorithms", 2001). Not
/// for several threads at once.
class Stemmer {
 public:
  Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  ~Stemmer();

  /// `word` is one folded word (see `fold`). What cannot be stemmed is its own stem.
  [[nodiscard]] Stems operator()(std::string_view word) const;

 private:
  struct Languages;
  Languages* languages_;
};

}  // namespace impactweb
