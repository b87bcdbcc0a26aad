#include "core/text/compounds.hpp"

#include <algorithm>
#include <iterator>

#include "core/text/dutch_words.hpp"
#include "core/text/stem.hpp"

namespace impactweb {

namespace {

constexpr std::size_t shortest = 3;
constexpr std::size_t longest = 40;

// What begins a word without being a word in it, and what ends one so; ascending.
constexpr std::string_view prefixes[] = {
    "aan", "achter", "alle", "anti", "bij",  "binnen", "boven", "buiten", "door",  "eer", "gang",   "gelijk",
    "her", "los",    "mede", "mee",  "mis",  "naar",   "naast", "niet",   "non",   "oer", "onder",  "ont",
    "oor", "open",   "over", "per",  "rond", "samen",  "schap", "tegen",  "terug", "toe", "tussen", "uit",
    "van", "vast",   "ver",  "vol",  "voor", "voort",  "weg",   "weer",   "wel"};
constexpr std::string_view suffixes[] = {"aal",  "aan",  "aar",   "aat", "baar", "eel",  "eer", "ent",  "erij", "ette",
                                         "haft", "heid", "ies",   "iet", "ijn",  "ing",  "ist", "lijk", "loos", "matig",
                                         "oor",  "rij",  "schap", "sel", "ster", "teit", "tie", "tuur", "uur",  "zaam"};

template <std::size_t size>
bool among(const std::string_view (&list)[size], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

/// Stems of all words that are known, so that plurals are too.
const std::vector<std::string>& stems(unsigned char role) {
  const auto collect = [](unsigned char wanted) {
    const DutchWords& words = DutchWords::all();
    std::vector<std::string> found;
    for (std::size_t i = 0; i < words.size(); ++i)
      if ((words.roles_at(i) & wanted) != 0) found.push_back(dutch_stem(words.word(i)));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  };
  static const std::vector<std::string> all = collect(begins_compound | ends_compound | verb_stem);
  static const std::vector<std::string> ends = collect(ends_compound);
  return role == ends_compound ? ends : all;
}

bool is_stem(const std::string& stem, unsigned char role) {
  return std::binary_search(stems(role).begin(), stems(role).end(), stem);
}

/// The stem of the first part, with the sound between the two taken off; empty when it is no word.
std::string beginning(std::string_view part) {
  if (part.size() < shortest || among(prefixes, part)) return {};
  std::string stem = dutch_stem(part);
  if (stem.size() >= 2 && is_stem(stem, 0)) return stem;
  if (part.size() > shortest && part.back() == 's') {
    stem = dutch_stem(part.substr(0, part.size() - 1));
    if (is_stem(stem, 0)) return stem;
  }
  return {};
}

bool split(std::string_view word, int depth, std::vector<std::string>& parts) {
  for (std::size_t at = shortest; at + shortest <= word.size(); ++at) {
    const std::string_view last = word.substr(at);
    if (among(suffixes, last)) continue;
    std::string head = dutch_stem(last);
    if (!is_stem(head, ends_compound)) continue;
    const std::string_view first = word.substr(0, at);
    if (std::string stem = beginning(first); !stem.empty()) {
      parts.push_back(std::move(stem));
      parts.push_back(std::move(head));
      return true;
    }
    if (depth > 0) {
      std::vector<std::string> before;
      if (split(first, depth - 1, before) ||
          (first.back() == 's' && split(first.substr(0, first.size() - 1), depth - 1, before))) {
        parts = std::move(before);
        parts.push_back(std::move(head));
        return true;
      }
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> compound_parts(std::string_view word) {
  std::vector<std::string> parts;
  if (word.size() < 2 * shortest || word.size() > longest ||
      !std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }) ||
      DutchWords::all().roles(word) != 0 || is_stem(dutch_stem(word), 0))
    return parts;
  split(word, 2, parts);
  return parts;
}

}  // namespace impactweb
