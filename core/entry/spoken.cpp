#include "core/entry/spoken.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/text/text.hpp"

namespace impactweb::entry {

namespace {

constexpr std::array<std::string_view, 30> plain_verbs = {
    "financiert", "financieren", "steunt",      "steunen",      "ondersteunt", "ondersteunen",
    "sponsort",   "sponsoren",   "adviseert",   "adviseren",    "subsidieert", "subsidieren",
    "begeleidt",  "coacht",      "traint",      "participeert", "informeert",  "onderwijst",
    "schenkt",    "doneert",     "organiseert", "faciliteert",  "supports",    "sponsors",
    "subsidises", "subsidizes",  "advises",     "coaches",      "finances",    "steunde"};
constexpr std::array<std::string_view, 8> need_verbs = {"zoekt",     "zoeken", "heeft nodig", "hebben nodig",
                                                        "wil graag", "needs",  "looks for",   "is looking for"};
constexpr std::array<std::string_view, 6> offer_verbs = {"biedt",  "bieden",    "biedt aan",
                                                         "offers", "can offer", "kan bieden"};

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i == begin ? "" : " ") + std::string(words[i]);
  return text;
}

/// Without an article before a word that is no name by itself: `de gemeente Tilburg` is Gemeente Tilburg.
std::string name_in(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  static constexpr std::array<std::string_view, 6> articles = {"de", "het", "een", "the", "a", "an"};
  if (begin + 1 < end && is_one_of(fold(words[begin]), articles) && words[begin + 1][0] >= 'a' &&
      words[begin + 1][0] <= 'z')
    ++begin;
  std::string name = joined(words, begin, end);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z' && name.find(' ') != std::string::npos)
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

/// `Zet en Avans` is two where the verb is that of several.
std::string names_in(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end, bool several) {
  std::string names;
  for (std::size_t i = begin; several && i < end; ++i) {
    if (i == begin || (words[i] != "en" && words[i] != "and")) continue;
    names += name_in(words, begin, i) + ", ";
    begin = i + 1;
  }
  return names + name_in(words, begin, end);
}

}  // namespace

std::string marks_for_spoken(std::string_view line, const EntryVocabulary& vocabulary) {
  const std::vector<std::string_view> words = split(line, ' ');
  if (words.size() < 3) return {};
  for (std::size_t begin = 1; begin + 1 < words.size(); ++begin) {
    // The longest phrase that begins here.
    for (std::size_t length = std::min<std::size_t>(5, words.size() - 1 - begin); length > 0; --length) {
      const std::string phrase = joined(words, begin, begin + length);
      const std::string folded = fold(phrase);
      const std::size_t after = begin + length;
      const bool several = fold(words[begin]).ends_with("en");
      const std::string left = names_in(words, 0, begin, several);
      if (is_one_of(folded, need_verbs)) return left + " ? " + joined(words, after, words.size());
      if (is_one_of(folded, offer_verbs)) return left + " ! " + joined(words, after, words.size());
      if (length == 1 && !is_one_of(folded, plain_verbs)) continue;
      // Prepositions and nouns of several words are parts of names: `project van`, `onderdeel van`.
      const bool verb = is_one_of(fold(words[begin]), plain_verbs) || folded.starts_with("is ") ||
                        fold(words[begin]).ends_with("t") || several || fold(words[begin]).ends_with("s");
      if (!verb) continue;
      const bool known = std::any_of(vocabulary.edge_kinds.begin(), vocabulary.edge_kinds.end(),
                                     [&](const EntryWord& word) { return fold(word.word) == folded; });
      if (known) return left + " > " + name_in(words, after, words.size()) + " : " + phrase;
    }
  }
  return {};
}

}  // namespace impactweb::entry
