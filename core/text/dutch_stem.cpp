#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "core/text/dutch_words.hpp"
#include "core/text/stem.hpp"

namespace impactweb {

namespace {

// Forms that spelling does not explain, with their stems; ascending by form. A short vowel that is long in the plural
// (dag, dagen) is here as well.
constexpr std::pair<std::string_view, std::string_view> irregular[] = {
    {"baden", "bad"},         {"bladen", "blad"},        {"bladeren", "blad"},      {"boden", "bode"},
    {"dagen", "dag"},         {"daken", "dak"},          {"dalen", "dal"},          {"eieren", "ei"},
    {"gaten", "gat"},         {"geboden", "gebod"},      {"gebouwen", "gebouw"},    {"gebreken", "gebrek"},
    {"gebruiken", "gebruik"}, {"geeft", "geef"},         {"gegevens", "gegevens"},  {"geleden", "geleden"},
    {"gemeente", "gemeent"},  {"gemeenten", "gemeent"},  {"gemeentes", "gemeent"},  {"gereedschap", "gereedschap"},
    {"gewassen", "was"},      {"geweest", "ben"},        {"glazen", "glas"},        {"goden", "god"},
    {"graven", "graf"},       {"holen", "hol"},          {"hoven", "hof"},          {"kalveren", "kalf"},
    {"kinder", "kind"},       {"kinderen", "kind"},      {"kleden", "kleed"},       {"kleren", "kleed"},
    {"koeien", "koe"},        {"lammeren", "lam"},       {"ledematen", "ledemaat"}, {"leden", "lid"},
    {"leest", "lees"},        {"liederen", "lied"},      {"loten", "lot"},          {"middelen", "middel"},
    {"musea", "museum"},      {"oorlogen", "oorlog"},    {"paden", "pad"},          {"politici", "politicus"},
    {"ruimte", "ruimte"},     {"ruimten", "ruimte"},     {"ruimtes", "ruimte"},     {"runderen", "rund"},
    {"schepen", "schip"},     {"slagen", "slag"},        {"sloten", "slot"},        {"spelen", "speel"},
    {"steden", "stad"},       {"technici", "technicus"}, {"vaten", "vat"},          {"verdragen", "verdrag"},
    {"verleden", "verleden"}, {"verloven", "verlof"},    {"vlooien", "vlo"},        {"volkeren", "volk"},
    {"wegen", "weg"}};
static_assert(std::is_sorted(std::begin(irregular), std::end(irregular)));

// Words that look like a form of another one and are none.
constexpr std::string_view whole[] = {
    "adres",   "advies",  "avond",    "balans",   "bericht", "bingo",   "brabant", "brand",   "centrum", "congres",
    "dienst",  "eten",    "gebied",   "gedicht",  "geduld",  "geld",    "geluid",  "gerecht", "gewicht", "gezin",
    "gezond",  "gips",    "haring",   "honing",   "hulp",    "keuken",  "koning",  "korting", "kunst",   "kussen",
    "laken",   "leven",   "linnen",   "markt",    "mening",  "molen",   "morgen",  "open",    "oven",    "overheid",
    "overleg", "paling",  "planeet",  "precies",  "proces",  "progres", "regen",   "succes",  "teken",   "tekst",
    "toren",   "verlies", "vrijheid", "waarheid", "wagen",   "wapen",   "wonder"};

static_assert(std::is_sorted(std::begin(whole), std::end(whole)));

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

bool is_diphthong(char a, char b) {
  constexpr std::string_view pairs[] = {"aa", "ee", "oo", "uu", "ie", "ei", "ij",
                                        "oe", "eu", "ui", "ou", "au", "ai", "oi"};
  return std::any_of(std::begin(pairs), std::end(pairs),
                     [&](std::string_view pair) { return pair[0] == a && pair[1] == b; });
}

/// How many vowels or pairs that sound as one.
int syllables(std::string_view word) {
  int count = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!is_vowel(word[i])) continue;
    ++count;
    if (i + 1 < word.size() && is_diphthong(word[i], word[i + 1])) ++i;
  }
  return count;
}

bool has_vowel(std::string_view word) { return std::any_of(word.begin(), word.end(), is_vowel); }

/// What stands before an ending that begins with a vowel, spelt as a word of its own: huiz → huis, buss → bus,
/// zal → zaal.
std::string closed(std::string_view base) {
  std::string word(base);
  const std::size_t n = word.size();
  if (n < 2 || is_vowel(word[n - 1])) return word;
  if (n > 2 && word[n - 1] == word[n - 2]) {
    word.pop_back();
  } else if (is_vowel(word[n - 2]) && word[n - 2] != 'i' && word[n - 2] != 'y' && word[n - 1] != 'w' &&
             word[n - 1] != 'x' && word[n - 1] != 'j' && !(n > 2 && is_diphthong(word[n - 3], word[n - 2]))) {
    // Open, so long; but for the dull e of wandelen and vergaderen.
    const bool dull = word[n - 2] == 'e' && syllables(word) > 1;
    if (!dull) word.insert(n - 2, 1, word[n - 2]);
  }
  return word;
}

bool ends_in(std::string_view word, std::string_view ending, std::size_t at_least) {
  return word.size() >= ending.size() + at_least && word.ends_with(ending);
}

/// With v and z as they are written at an end, and endings of more than one syllable spelt in one way: organiseer and
/// organiser(en).
std::string settled(std::string word) {
  if (word.empty()) return word;
  char& last = word.back();
  if (last == 'v') last = 'f';
  if (last == 'z') last = 's';
  const std::size_t n = word.size();
  if (n > 4 && word[n - 2] == 'e' && word[n - 3] == 'e' && (last == 'l' || last == 'r' || last == 'm' || last == 'n') &&
      syllables(word) > 1)
    word.erase(n - 3, 1);
  return word;
}

bool is_verb(std::string_view stem) {
  if ((DutchWords::all().roles(stem) & verb_stem) != 0) return true;
  // Verbs are listed as they are spelt: organiseer, not organiser.
  const std::size_t n = stem.size();
  if (n < 4 || stem[n - 2] != 'e') return false;
  std::string spelt(stem);
  spelt.insert(n - 2, 1, 'e');
  return (DutchWords::all().roles(spelt) & verb_stem) != 0;
}

/// Whether this may be what stands before -en: it has a vowel, and does not end in a short one (gro-en).
bool can_stand(std::string_view base) {
  const std::size_t n = base.size();
  return has_vowel(base) && (!is_vowel(base[n - 1]) || (n > 1 && is_diphthong(base[n - 2], base[n - 1])));
}

std::string_view irregular_stem(std::string_view word) {
  const auto found = std::lower_bound(std::begin(irregular), std::end(irregular), word,
                                      [](const auto& entry, std::string_view asked) { return entry.first < asked; });
  return found != std::end(irregular) && found->first == word ? found->second : std::string_view();
}

/// Without the ending of a diminutive: busje, tuintje, bloemetje, filmpje.
std::string without_diminutive(std::string word) {
  if (word == "meisje") return word;
  if (ends_in(word, "etje", 3) && word[word.size() - 5] == word[word.size() - 6])
    return word.substr(0, word.size() - 5);
  if (ends_in(word, "mpje", 2)) return word.substr(0, word.size() - 3);
  // plant-je, but tuin-tje
  if (ends_in(word, "tje", 3) && DutchWords::all().roles(std::string_view(word).substr(0, word.size() - 2)) != 0)
    return word.substr(0, word.size() - 2);
  if (ends_in(word, "tje", 3) && std::string_view("nlrw").find(word[word.size() - 4]) != std::string_view::npos)
    return word.substr(0, word.size() - 3);
  if (ends_in(word, "je", 3) && !is_vowel(word[word.size() - 3])) return word.substr(0, word.size() - 2);
  return word;
}

bool has_plural_s(std::string_view word) {
  const std::size_t n = word.size();
  if (n < 4 || word[n - 1] != 's') return false;
  const char before = word[n - 2];
  if (before == 'e') return n > 4;
  if (before == 'k' || before == 'p') return n > 3;
  if (before == 't') return word[n - 3] == 's' || word[n - 3] == 'c';
  if (before == 'i') return false;
  return syllables(word) > 1 && std::string_view("lmnrh").find(before) != std::string_view::npos;
}

std::string stem_of(std::string_view given, int depth) {
  if (given.size() < 3 || given.size() > 60 ||
      !std::all_of(given.begin(), given.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
    return std::string(given);
  if (const std::string_view base = irregular_stem(given); !base.empty()) return std::string(base);
  if (std::binary_search(std::begin(whole), std::end(whole), given)) return std::string(given);
  std::string word(given);
  if (ends_in(word, "kinderen", 3)) word.erase(word.size() - 4);
  if (ends_in(word, "steden", 3)) word.replace(word.size() - 5, 5, "tad");
  // Participles: gebouwd, gekookt, gewassen.
  if (depth == 0 && ends_in(word, "d", 5) && word.starts_with("ge")) {
    const std::string base = settled(std::string(word, 2, word.size() - 3));
    if (base.size() > 2 && is_verb(base)) return base;
  }
  if (depth == 0 && ends_in(word, "t", 5) && word.starts_with("ge")) {
    const std::string with_t = settled(std::string(word, 2));
    if (is_verb(with_t) && DutchWords::all().roles(word) == 0) return with_t;
    const std::string base = settled(std::string(word, 2, word.size() - 3));
    if (base.size() > 2 && is_verb(base)) return base;
  }
  if (depth == 0 && ends_in(word, "en", 5) && word.starts_with("ge")) {
    const std::string base = stem_of(std::string_view(word).substr(2), 1);
    if (is_verb(base) && DutchWords::all().roles("ge" + base) == 0) return base;
  }

  if (ends_in(word, "jes", 3) || has_plural_s(word)) word.pop_back();
  if (word.ends_with("je")) word = without_diminutive(std::move(word));
  if (ends_in(word, "heden", 3))
    word.replace(word.size() - 5, 5, "heid");
  else if (ends_in(word, "en", 2) && can_stand(std::string_view(word).substr(0, word.size() - 2)))
    word = closed(std::string_view(word).substr(0, word.size() - 2));
  else if (ends_in(word, "e", 3) && !is_vowel(word[word.size() - 2]))
    word = closed(std::string_view(word).substr(0, word.size() - 1));
  if (ends_in(word, "heid", 4)) word.erase(word.size() - 4);
  if (ends_in(word, "ing", 3) && has_vowel(std::string_view(word).substr(0, word.size() - 3)) &&
      !std::binary_search(std::begin(whole), std::end(whole), std::string_view(word)))
    word = closed(std::string_view(word).substr(0, word.size() - 3));
  if (word.size() > 3 && (word.back() == 't' || word.back() == 'd') && DutchWords::all().roles(word) == 0) {
    const std::string base = settled(word.substr(0, word.size() - 1));
    if (is_verb(base)) return base;
  }
  return settled(std::move(word));
}

}  // namespace

std::string dutch_stem(std::string_view word) { return stem_of(word, 0); }

}  // namespace impactweb
