// Words of this field that mean the same, in Dutch and English, and those that say nothing.
//
// They are data: assets/thesaurus. A line of `groups-*.txt` is
//   id [work|way|who] [< broader]… [~ related]… | Dutch words, … | English words, …
// An entry is a word or several; `?` behind it says that it means other things as well. `generic.txt` has the words
// that weigh nothing.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/stem.hpp"

namespace impactweb::insight {

/// The texts of assets/thesaurus, in this program.
std::string_view thesaurus_text();
std::string_view generic_words_text();

enum class Language : std::uint8_t { dutch, english };

/// What a group of words is of, which says how much it weighs to have it in common.
enum class WordKind : std::uint8_t {
  thing,  ///< what is asked for itself: a hall, bookkeeping
  work,   ///< something done to something else, which matters as well: repairing, cleaning
  way,    ///< in which way, whatever it is about: a course, advice
  who     ///< for whom
};

struct ThesaurusGroup {
  std::string id;
  WordKind kind = WordKind::thing;
  std::vector<std::pair<std::uint32_t, double>> wider;  ///< groups that it belongs to, and how far (0 to 1)
  std::vector<std::string> dutch, english;              ///< entries as they are written
};

/// A group in which a word stands.
struct GroupSense {
  std::uint32_t group = 0;
  bool doubtful = false;  ///< the word means other things as well
};

class Thesaurus {
 public:
  /// `groups` and `generic` as the texts above.
  Thesaurus(std::string_view groups, std::string_view generic);

  /// An entry of several words, by the stems of those that count; generic ones as they are written.
  struct Phrase {
    std::vector<std::string> stems;
    bool apart = false;  ///< written with `…`: other words may stand between (`brengt … rond`)
    std::uint32_t group = 0;
  };

  [[nodiscard]] const std::vector<ThesaurusGroup>& groups() const { return groups_; }
  /// The groups of a word as it is written, else of its stem.
  [[nodiscard]] const std::vector<GroupSense>& senses(Language language, std::string_view word,
                                                      std::string_view stem) const;
  /// The phrases that begin with this word, the longest first.
  [[nodiscard]] std::vector<Phrase> phrases(Language language, const std::string& word, const std::string& stem) const;
  [[nodiscard]] bool is_generic(Language language, std::string_view word, std::string_view stem) const;
  /// Lines that could not be read, for those who change the data.
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  /// That of this program, read when it is first asked for.
  static const Thesaurus& all();

 private:
  void add_entry(const Stemmer& stemmer, Language language, std::string_view entry, std::uint32_t group);

  std::vector<ThesaurusGroup> groups_;
  // By language.
  std::map<std::string, std::vector<GroupSense>, std::less<>> written_[2], stemmed_[2];
  std::map<std::string, std::vector<Phrase>> phrases_[2];
  std::vector<std::string> generic_[2], generic_stems_[2];  // ascending
  std::vector<std::string> problems_;
};

}  // namespace impactweb::insight
