#include "core/search/name_likeness.hpp"

#include <algorithm>
#include <set>

#include "core/text/text.hpp"

namespace impactweb {

namespace {

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }

/// Words that say which of several like parties is meant.
bool tells_apart(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {"noord",  "oost",   "zuid",     "west",
                                                           "midden", "binnen", "buiten",   "eerste",
                                                           "tweede", "derde",  "jongeren", "ouderen"};
  return words.contains(word) || is_place_word(word);
}

bool is_direction(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {"noord", "oost", "zuid", "west", "midden"};
  return words.contains(word);
}

}  // namespace

std::optional<std::size_t> typing_mistakes(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  const std::size_t length_a = count_characters(a), length_b = count_characters(b);
  const std::size_t length = std::min(length_a, length_b);
  if (length < 4) return std::nullopt;
  const std::size_t allowed = length < 9 ? 1 : 2;
  const std::size_t distance = edit_distance(a, b, allowed);
  if (distance > allowed) return std::nullopt;
  if (has_digit(a) || has_digit(b)) return std::nullopt;
  if (tells_apart(a) && tells_apart(b)) return std::nullopt;
  if ((length == 4 || (length < 7 && length_a == length_b)) && !same_letters(a, b)) return std::nullopt;
  if (!same_first_letter(a, b)) return std::nullopt;
  return distance;
}

namespace {

/// One is the beginning of the other, and written so that it may be.
bool is_short_for(const NameWord& shorter, const NameWord& longer) {
  if (!shorter.short_form || shorter.text.size() >= longer.text.size()) return false;
  return longer.text.starts_with(shorter.text) && !has_digit(longer.text);
}

bool equal_words(const std::vector<NameWord>& a, const std::vector<NameWord>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const NameWord& x, const NameWord& y) { return x.text == y.text; });
}

std::vector<std::string> sorted_words(const std::vector<NameWord>& words) {
  std::vector<std::string> sorted;
  for (const NameWord& word : words) sorted.push_back(word.text);
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// `shorter` is how `longer` begins, and places are all that it leaves out.
bool leaves_out_places(const std::vector<NameWord>& shorter, const std::vector<NameWord>& longer) {
  if (shorter.size() >= longer.size() || shorter.empty()) return false;
  if (count_characters(shorter[0].text) < 5 || is_place_word(shorter[0].text)) return false;
  for (std::size_t i = 0; i < longer.size(); ++i)
    if (i < shorter.size() ? shorter[i].text != longer[i].text : !is_place_word(longer[i].text)) return false;
  // Impact Zuid is a part of something else, not Impact.
  return longer.size() > shorter.size() + 1 || !is_direction(longer.back().text);
}

/// Words one by one: some are shortened, some are misspelt.
std::optional<Likeness> alike_word_by_word(const NameWords& a, const NameWords& b) {
  if (a.words.size() != b.words.size()) return std::nullopt;
  bool shortened = false, anchored = false;
  std::size_t mistakes = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) {
    const NameWord &x = a.words[i], &y = b.words[i];
    if (x.text == y.text) {
      anchored = anchored || count_characters(x.text) >= 3;
      continue;
    }
    if (is_short_for(x, y) || is_short_for(y, x)) {
      shortened = true;
      continue;
    }
    const auto between = typing_mistakes(x.text, y.text);
    if (!between) return std::nullopt;
    mistakes += *between;
    anchored = true;
  }
  const std::size_t length = std::min(count_characters(a.squeezed), count_characters(b.squeezed));
  if (!anchored || mistakes > (length < 9 ? 1u : 2u)) return std::nullopt;
  if (mistakes > 0) return Likeness::spelling;
  return shortened ? std::optional(Likeness::abbreviation) : std::nullopt;
}

/// `shorter` is how `longer` begins, and what it leaves out says only what kind of organisation that is.
bool leaves_out_kind(const std::vector<NameWord>& shorter, const std::vector<NameWord>& longer) {
  static const std::set<std::string, std::less<>> kinds = {
      "academie", "academy",  "bank",     "bibliotheek", "bureau",  "college",    "cooperatie", "fonds",   "fund",
      "groep",    "group",    "hospital", "huis",        "library", "museum",     "scholen",    "school",  "theater",
      "trust",    "uitgever", "wonen",    "zorggroep",   "energie", "ziekenhuis", "netbeheer",  "welzijn", "zorg"};
  if (shorter.empty() || shorter.size() >= longer.size()) return false;
  if (count_characters(shorter[0].text) < 3 || is_place_word(shorter[0].text)) return false;
  for (std::size_t i = 0; i < longer.size(); ++i)
    if (i < shorter.size() ? shorter[i].text != longer[i].text : !kinds.contains(longer[i].text)) return false;
  return true;
}

}  // namespace

std::optional<Likeness> likeness_of(const NameWords& a, const NameWords& b) {
  if (a.words.empty() || b.words.empty()) return std::nullopt;
  if (a.folded == b.folded) return Likeness::same_name;
  if (contains(a.initials, b.as_initials) || contains(b.initials, a.as_initials)) return Likeness::initials;
  const bool other_form = !a.form.empty() && !b.form.empty() && a.form != b.form;
  const bool other_authority = !a.authority.empty() && !b.authority.empty() && a.authority != b.authority;
  if (other_form || other_authority) return std::nullopt;
  const bool one_authority = a.authority != b.authority;
  const bool squeezed = a.squeezed == b.squeezed && count_characters(a.squeezed) >= 3;
  if (squeezed) {
    if (one_authority) return Likeness::shortened;
    if (a.form != b.form) return Likeness::legal_form;
    const bool short_forms = a.written_out != b.written_out;
    return short_forms ? Likeness::abbreviation : Likeness::punctuation;
  }
  // A name that is told apart by its place alone is too little to compare further.
  if (one_authority) return std::nullopt;
  if (equal_words(a.words, b.words)) return std::nullopt;
  if (a.words.size() > 1 && sorted_words(a.words) == sorted_words(b.words)) return Likeness::word_order;
  if (const auto alike = alike_word_by_word(a, b)) return alike;
  if (leaves_out_kind(a.words, b.words) || leaves_out_kind(b.words, a.words)) return Likeness::shortened;
  if (leaves_out_places(a.words, b.words) || leaves_out_places(b.words, a.words)) return Likeness::shortened;
  return std::nullopt;
}

}  // namespace impactweb
