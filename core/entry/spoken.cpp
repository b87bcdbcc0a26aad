#include "core/entry/spoken.hpp"

#include <algorithm>
#include <vector>

#include "core/entry/words.hpp"
#include "core/text/text.hpp"

namespace impactweb::entry {

namespace {

using Words = std::vector<std::string>;

// Verbs that hardly stand in names, whoever does it and to whom.
constexpr std::string_view plain_verbs =
    "|financiert|financieren|steunt|steunen|ondersteunt|ondersteunen|sponsort|sponsoren|adviseert|"
    "adviseren|subsidieert|subsidieren|begeleidt|coacht|traint|participeert|informeert|onderwijst|"
    "schenkt|doneert|organiseert|faciliteert|supports|sponsors|subsidises|subsidizes|advises|coaches|"
    "finances|steunde|kent|kennen|helpt|helpen|knows|helps|betaalt|betalen|bekostigt|investeert|";
// Words of ties that are no verbs though they end like them.
constexpr std::string_view nouns = "|fonds|contact|beurs|partners|leveren|trekken|projecten|experiment|";
constexpr std::string_view need_verbs =
    "|zoekt|zoeken|heeft nodig|hebben nodig|wil graag|needs|looks for|is looking for|need|"
    "are looking for|heeft behoefte aan|hebben behoefte aan|is op zoek naar|zijn op zoek naar|vraagt om|"
    "vragen om|mist|could use|";
constexpr std::string_view offer_verbs = "|biedt|bieden|biedt aan|offers|can offer|kan bieden|kunnen bieden|";
// `heeft een kok nodig`: what stands between is needed or offered.
constexpr std::string_view around =
    "|heeft=nodig?|hebben=nodig?|kan=gebruiken?|kunnen=gebruiken?|heeft=te bieden!|hebben=te bieden!|"
    "heeft=over!|heeft=beschikbaar!|stelt=beschikbaar!|stellen=beschikbaar!|biedt=aan!|has=available!|";
// Other words for the same.
constexpr std::string_view as_well =
    "|zit in=is onderdeel van|zitten in=is onderdeel van|overlegt met=werkt samen met|"
    "samenwerken met=werkt samen met|kennen=kent|x=werkt samen met|doet mee met=doet mee aan|"
    "doen mee met=doet mee aan|overleggen met=werkt samen met|is opdrachtgever van=financiert|"
    "is de opdrachtgever van=financiert|geeft opdracht aan=financiert|"
    "doet onderzoek voor=werkt samen met|kreeg geld van=krijgt geld van|"
    "kreeg subsidie van=krijgt subsidie van|ontving subsidie van=krijgt subsidie van|"
    "ontving geld van=krijgt geld van|gaf subsidie aan=geeft subsidie aan|got money from=gets money from|"
    "werkt voor=werkt bij|is in gesprek met=verkennend|zijn in gesprek met=verkennend|"
    "in gesprek met=verkennend|praat met=verkennend|praten met=verkennend|is talking to=verkennend|"
    "are talking to=verkennend|verkent samenwerking met=verkennend|verkennen samenwerking met=verkennend|"
    "verkennen samenwerking=verkennend|werkte samen met=werkt samen met (voorbij)|"
    "werkten samen met=werkt samen met (voorbij)|used to work with=works with (past)|";
// What is said in between and changes nothing.
constexpr std::string_view fillers = "|ook|also|al|inmiddels|already|nu|currently|namelijk|trouwens|wel|vaak|";
// Before the verb: it may come to that. Longer ones first.
constexpr std::string_view maybe =
    "|zou graag willen|zouden graag willen|zou kunnen|zouden kunnen|zou willen|zouden willen|nog niet|"
    "would like to|wants to|want to|gaat misschien|wil graag|might|could|may|wil|willen|gaan misschien|"
    "misschien|";
constexpr std::string_view no_more = "|niet meer|vroeger|voorheen|no longer|formerly|ooit|";
constexpr std::string_view plural = "|zij|ze|they|wij|we|die|allebei|both|";

bool is_one_of(std::string_view word, std::string_view list) {
  return list.find("|" + std::string(word) + "|") != std::string_view::npos;
}

std::string_view without_bars(std::string_view list) { return list.substr(1, list.size() - 2); }

std::string joined(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

bool is_small(char letter) { return letter >= 'a' && letter <= 'z'; }
bool has_digit(const std::string& word) { return word.find_first_of("0123456789") != std::string::npos; }
bool is_and(const std::string& word) { return word == "en" || word == "and" || word == "&"; }

/// Without an article before a word that is no name by itself: `de gemeente Tilburg` is Gemeente Tilburg.
std::string name_in(const Words& words, std::size_t begin, std::size_t end) {
  static constexpr std::string_view articles = "|de|het|een|the|a|an|";
  if (begin + 1 < end && is_one_of(fold(words[begin]), articles)) {
    // Within a sentence, `de Wijkraad` is Wijkraad.
    if (is_small(words[begin + 1][0]) || (begin > 0 && is_small(words[begin][0]))) ++begin;
  }
  std::string name = joined(words, begin, end);
  if (!name.empty() && is_small(name[0]) && name.find(' ') != std::string::npos)
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

/// `Zet en Avans` is two where the verb is that of several.
std::vector<std::string> names_in(const Words& words, std::size_t begin, std::size_t end, bool several) {
  std::vector<std::string> names;
  for (std::size_t i = begin; several && i < end; ++i) {
    if (i == begin || !is_and(words[i])) continue;
    names.push_back(name_in(words, begin, i));
    begin = i + 1;
  }
  names.push_back(name_in(words, begin, end));
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Sentence {
 public:
  Sentence(std::string_view line, const EntryVocabulary& vocabulary, const KnowsName& knows)
      : vocabulary_(vocabulary), knows_(knows) {
    for (const std::string_view word : split(line, ' ')) words_.emplace_back(word);
  }

  std::string marks() {
    if (words_.size() < 3) return {};
    if (std::string marked = what_it_is(); !marked.empty()) return marked;
    take_out();
    if (words_.size() < 2) return {};
    constexpr std::size_t most_words = 40, most_words_misspelt = 14;
    for (const bool misspelt : {false, true})
      for (std::size_t begin = 1; begin < std::min(words_.size(), misspelt ? most_words_misspelt : most_words);
           ++begin) {
        if (std::string marked = with_frame(begin); !marked.empty()) return marked;
        // The longest phrase that begins here.
        for (std::size_t length = std::min<std::size_t>(5, words_.size() - begin); length > 0; --length)
          if (std::string marked = with_verb(begin, length, misspelt); !marked.empty()) return marked;
      }
    return {};
  }

 private:
  /// `Energiearmoede is een opgave`, `Buurttuin is een initiatief van Zet`.
  std::string what_it_is() const {
    for (std::size_t is = 1; is + 1 < words_.size(); ++is) {
      if (words_[is] != "is") continue;
      const std::string article = fold(words_[is + 1]);
      const std::size_t kind = is + (article == "een" || article == "a" || article == "an" ? 2 : 1);
      if (kind >= words_.size() || kind == is + 1) continue;
      const std::string value = value_of_phrase(vocabulary_.node_kinds, words_[kind]);
      if (value.empty() || value == "actor") continue;
      const std::string name = words_[kind] + ": " + name_in(words_, 0, is);
      if (kind + 1 == words_.size()) return name;
      const std::string of = words_[kind + 1];
      if (kind + 2 < words_.size() && (of == "van" || of == "of" || of == "by"))
        return name_in(words_, kind + 2, words_.size()) + " > " + name + " : founded";
    }
    return {};
  }

  /// Takes out what changes nothing, and how sure the rest is.
  void take_out() {
    // `werkt sinds vorig jaar samen met`: the period comes at the end.
    for (std::size_t i = 2; i + 2 < words_.size(); ++i) {
      if (words_[i] != "sinds" && words_[i] != "since") continue;
      const std::size_t end = i + (has_digit(words_[i + 1]) ? 2 : 3);
      if (end < words_.size())
        std::rotate(words_.begin() + static_cast<std::ptrdiff_t>(i), words_.begin() + static_cast<std::ptrdiff_t>(end),
                    words_.end());
      break;
    }
    const auto take = [&](std::string_view phrase, std::string_view status) {
      const std::size_t length = split(phrase, ' ').size();
      for (std::size_t i = 1; i + length <= words_.size(); ++i) {
        if (!is_small(words_[i][0]) || joined(words_, i, i + length) != phrase) continue;
        words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i),
                     words_.begin() + static_cast<std::ptrdiff_t>(i + length));
        if (!status.empty()) status_ = status;
        return;
      }
    };
    for (const std::string_view word : split(without_bars(fillers), '|')) take(word, "");
    for (const std::string_view phrase : split(without_bars(maybe), '|'))
      if (status_.empty() && !(phrase == "wil graag" && !has_infinitive())) take(phrase, "mogelijk");
    for (const std::string_view phrase : split(without_bars(no_more), '|'))
      if (status_.empty()) take(phrase, "voorbij");
  }

  /// `wil graag samenwerken met` is a wish to do something, `wil graag een zaal` one to have it.
  bool has_infinitive() const {
    return std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
      return word.ends_with("en") && !value_of_phrase(vocabulary_.edge_kinds, word).empty();
    });
  }

  /// `heeft een kok nodig`, `heeft Buurttuin opgericht`.
  std::string with_frame(std::size_t begin) const {
    for (const std::string_view each : split(without_bars(around), '|')) {
      const std::size_t to = each.find('=');
      const std::string_view last = each.substr(to + 1, each.size() - to - 2);
      const std::size_t length = split(last, ' ').size();
      if (words_[begin] != each.substr(0, to) || begin + length + 1 >= words_.size()) continue;
      if (joined(words_, words_.size() - length, words_.size()) != last) continue;
      return listed(names_in(words_, 0, begin, words_[begin].ends_with("en"))) + " " + each.back() + " " +
             joined(words_, begin + 1, words_.size() - length);
    }
    const bool aux = words_[begin] == "heeft" || words_[begin] == "hebben" || words_[begin] == "has";
    if (!aux || begin + 2 >= words_.size()) return {};
    const std::string last = fold(words_.back());
    const std::string left = listed(names_in(words_, 0, begin, words_[begin] == "hebben"));
    if (last == "gegeven" || last == "betaald" || last == "geschonken")
      return with_money(left, begin + 1, words_.size() - 1, "financiert");
    const std::string value = value_of_phrase(vocabulary_.edge_kinds, last);
    if (value.empty() || value.starts_with("<") || !last.starts_with("ge") == !last.ends_with("richt")) return {};
    return left + " > " + name_in(words_, begin + 1, words_.size() - 1) + " : " + value;
  }

  /// `10k aan Zet`.
  std::string with_money(const std::string& left, std::size_t begin, std::size_t end, const std::string& kind) const {
    for (std::size_t to = begin + 1; to + 1 < end; ++to) {
      if (words_[to] != "aan" && words_[to] != "to") continue;
      const bool amount = std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                                      words_.begin() + static_cast<std::ptrdiff_t>(to), has_digit);
      if (!amount) return {};
      return left + " > " + name_in(words_, to + 1, end) + " : " + kind + " " + joined(words_, begin, to);
    }
    return {};
  }

  /// What the vocabulary says for a phrase, or the way it is usually put there.
  std::string known_phrase(const std::string& folded) const {
    if (const std::size_t at = as_well.find("|" + folded + "="); at != std::string_view::npos) {
      const std::size_t usual = at + folded.size() + 2;
      return std::string(as_well.substr(usual, as_well.find('|', usual) - usual));
    }
    if (!value_of_phrase(vocabulary_.edge_kinds, folded).empty()) return folded;
    for (const std::string_view is : {"is de ", "is een ", "is the ", "is a ", "is ", "was ", "zijn ", "are ", "were "})
      if (folded.starts_with(is) && folded.find(' ', is.size()) != std::string::npos &&
          !value_of_phrase(vocabulary_.edge_kinds, folded.substr(is.size())).empty())
        return folded.substr(is.size());
    return {};
  }

  std::string with_verb(std::size_t begin, std::size_t length, bool misspelt) const {
    const std::size_t after = begin + length;
    const std::string folded = fold(joined(words_, begin, after));
    const std::string verb = fold(words_[begin]);
    if (!is_small(words_[begin][0])) return {};
    const bool together = std::any_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(begin), is_and);
    const bool many = together || (begin == 1 && is_one_of(fold(words_[0]), plural));
    const bool several =
        verb.ends_with("en") || verb == "zijn" || (many && !verb.ends_with("t") && !verb.ends_with("s"));
    const std::vector<std::string> left = names_in(words_, 0, begin, several);
    const std::string rest = joined(words_, after, words_.size());
    if (!rest.empty() && is_one_of(folded, need_verbs)) return listed(left) + " ? " + rest;
    if (!rest.empty() && is_one_of(folded, offer_verbs)) return listed(left) + " ! " + rest;
    std::string phrase = misspelt ? std::string() : known_phrase(folded);
    if (misspelt && verb.size() >= 5) phrase = nearest_value(vocabulary_.edge_kinds, folded);
    if (phrase.empty() || (misspelt && phrase.starts_with("<"))) return {};
    // What stands before may be its verb, misspelt.
    if (verb == "samen" && !std::any_of(left.begin(), left.end(), knows_)) return {};
    // A period and an amount at the end belong to the tie.
    std::size_t end = words_.size();
    std::string terms;
    for (std::size_t i = after; i < words_.size(); ++i) {
      const bool since = words_[i] == "sinds" || words_[i] == "since";
      const bool amount = i + 1 < words_.size() && has_digit(words_[i + 1]) &&
                          (words_[i] == "voor" || words_[i] == "met" || words_[i] == "with" || words_[i] == "for");
      const bool bare = i > after && i + 2 == words_.size() && has_digit(words_[i]) && words_[i + 1].starts_with("eur");
      if (!since && !amount && !bare) continue;
      terms = " " + joined(words_, i + (amount ? 1 : 0), words_.size());
      end = i;
      break;
    }
    if (!status_.empty()) terms += " (" + status_ + ")";
    // Who does it together does it with each other.
    if (end == after) {
      if (!together || left.size() < 2 || length == 1) return {};
      std::string others;
      for (std::size_t i = 1; i < left.size(); ++i) others += (others.empty() ? "" : ", ") + left[i];
      return left.front() + " > " + others + " : " + phrase + terms;
    }
    if (std::string money = with_money(listed(left), after, words_.size(), phrase); !money.empty()) return money;
    const std::string right = listed(names_in(words_, after, end, true));
    const std::string whole = name_in(words_, after, end);
    const bool sure = std::any_of(left.begin(), left.end(), knows_) || knows_(whole) || many || !status_.empty();
    if (length == 1 && !is_one_of(folded, plain_verbs) && !sure) return {};
    const bool both = std::any_of(left.begin(), left.end(), knows_) && knows_(whole);
    if (both) return listed(left) + " > " + whole + " : " + phrase + terms;
    if (misspelt && !sure) return {};
    // Prepositions and nouns of several words are parts of names: `project van`, `onderdeel van`.
    static constexpr std::string_view begins = "|is|was|zijn|are|were|in|work|";
    const bool like_verb = is_one_of(verb, plain_verbs) || is_one_of(verb, begins) || verb.ends_with("t") ||
                           verb.ends_with("ed") || verb.ends_with("de") || verb.ends_with("te") ||
                           verb.ends_with("s") || several || verb.starts_with("kreeg") || verb == "gaf" ||
                           (!status_.empty() && !verb.ends_with("ing"));
    if (!like_verb || (length == 1 && is_one_of(verb, nouns))) return {};
    return listed(left) + " > " + (knows_(whole) ? whole : right) + " : " + phrase + terms;
  }

  const EntryVocabulary& vocabulary_;
  const KnowsName& knows_;
  Words words_;
  std::string status_;
};

}  // namespace

std::string marks_for_spoken(std::string_view line, const EntryVocabulary& vocabulary, const KnowsName& knows) {
  return Sentence(line, vocabulary, knows).marks();
}

}  // namespace impactweb::entry
