// What a need or an offer is about: its words, what each of them means and how much it weighs.
//
// What is asked for itself weighs most; what it is for, in or about weighs less (`zaal voor een cursus`, `kok` and
// `kookboek`), unless what comes before is only a way (`cursus fotografie`, `kennis van bijen`). People write both
// Dutch and English; where a text says which, its words count in that language alone. Our own heuristic.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/insight/thesaurus.hpp"
#include "core/model/network.hpp"
#include "core/text/stem.hpp"

namespace impactweb::insight {

/// The network's free field with the words that mean the same here.
inline constexpr const char* synonyms_field = "synonyms";
/// And the one with the ids of groups of the thesaurus that do not hold here.
inline constexpr const char* other_here_field = "synonymsNotHere";

/// One thing that a word means: a stem, a group of the thesaurus, or a group of the network.
struct Sense {
  std::uint32_t concept_number = 0;
  double strength = 0;  ///< 0 to 1: a narrower or related word has less of it
  bool wider = false;   ///< the word is narrower than this, or only related to it
};

struct MeaningWord {
  std::string text;       ///< as it is written, folded
  double weight = 0;      ///< 0 to 1
  bool content = false;   ///< says what it is about, rather than in which way or for whom
  bool work = false;      ///< means little without what is worked on
  bool doubtful = false;  ///< means other things as well
  bool tagged = false;
  std::vector<Sense> senses;
};

struct Meaning {
  std::vector<MeaningWord> words;
};

/// Reads the meanings of the exchanges of one network.
class MeaningReader {
 public:
  explicit MeaningReader(const Network& network);

  [[nodiscard]] Meaning operator()(const Exchange& exchange);

  /// How many different things have been meant so far.
  [[nodiscard]] std::size_t concepts() const { return names_.size(); }
  /// `g ID` for a group of the thesaurus, `s NUMBER` for one of the network, `nl STEM`, `en STEM` and `= WORD`.
  [[nodiscard]] const std::string& name(std::uint32_t concept_number) const { return names_[concept_number]; }
  /// Whether fields of the network about words are of another form, and were not used as far as they are.
  [[nodiscard]] bool unreadable() const { return unreadable_; }

 private:
  /// What is known of a word.
  struct Known {
    bool generic = false;
    std::optional<WordKind> kind;  ///< of the thesaurus
    double weight = 0;
    bool work = false, doubtful = false;
    bool generic_head = false;  ///< a compound of which the last part says nothing
    std::vector<Sense> senses;
    std::vector<Known> parts;  ///< those before the last of a compound
  };
  struct Token {
    std::string text;
    Stems stems;
    bool joining = false;
    bool breaks = false;  ///< a comma or the like stands before it
  };

  std::uint32_t number(const std::string& name);
  const Known& known(const std::string& word, unsigned languages);
  Known looked_up(const std::string& word, unsigned languages, bool whole);
  void add_group(Known& known, std::uint32_t group, double strength, bool doubtful);
  /// The index after the phrase of several words that begins at `begin`, which may have words between that say nothing;
  /// `begin` where it does not stand there.
  [[nodiscard]] std::size_t end_of_phrase(const Thesaurus::Phrase& phrase, Language language,
                                          const std::vector<Token>& tokens, std::size_t begin) const;
  void read_part(std::string_view folded, double factor, bool tagged, unsigned languages, Meaning& meaning);
  void add_own_groups(Meaning& meaning, const std::vector<Token>& tokens, std::size_t first_word);

  const Thesaurus& thesaurus_;
  Stemmer stemmer_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<std::string> names_;
  std::map<std::pair<std::string, unsigned>, Known> known_;
  std::map<std::string, Stems, std::less<>> stems_;
  std::vector<char> not_here_;  // by group
  struct OwnEntry {
    std::vector<Stems> stems;
    std::uint32_t concept_number = 0;
  };
  std::vector<OwnEntry> own_;
  bool keep_generic_ = false;
  bool unreadable_ = false;
};

}  // namespace impactweb::insight
