// What the name of an organisation or a person consists of, so that two ways to write it can be compared: abbreviations
// written out, the legal form and the kind of authority apart from the name itself, and what it may be shortened to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace impactweb {

struct NameWord {
  std::string text;         ///< folded
  bool short_form = false;  ///< written with a full stop, or a single letter: it may be the beginning of a longer word
};

struct NameWords {
  std::string folded;                 ///< the whole name, folded and trimmed
  std::vector<NameWord> words;        ///< the name itself, without what follows and without articles and prepositions
  std::string squeezed;               ///< `words` as one text
  std::string form;                   ///< legal form: `stichting`, `vereniging`, `bv` …; empty when none is named
  std::string authority;              ///< `gemeente`, `provincie`, `ministerie` …; empty when none is named
  bool written_out = false;           ///< an abbreviation was written out
  std::vector<std::string> initials;  ///< what it may be abbreviated to: three letters and more
  std::string as_initials;            ///< the name, folded, when it is nothing but capitals such as VNG; else empty
};

/// Takes a name apart. Of a name that is nothing but a form and articles, these are its words.
NameWords name_words(std::string_view raw);

/// True for a folded word that is a municipality, province or region of the Netherlands, or a part of such a name:
/// names that differ in it are not misspellings of each other.
bool is_place_word(std::string_view folded);

}  // namespace impactweb
