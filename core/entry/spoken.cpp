#include "core/entry/spoken.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "core/entry/terms.hpp"
#include "core/entry/verbs.hpp"
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
    "vragen om|mist|could use|seeks|is short of|are short of|is after|"
    "heeft te weinig|hebben te weinig|has too few|have too few|has too little|have too little|heeft gebrek aan|"
    "hebben gebrek aan|lacks|wants|want|would like|would love|asks for|is asking for|are asking for|is in need of|are "
    "in need of|"
    "zit te springen om|zitten te springen om|hoopt op|hopen op|";
constexpr std::string_view offer_verbs =
    "|biedt|bieden|biedt aan|offers|can offer|has spare|have spare|kan bieden|kunnen bieden|aanbieden|offers up|";
// `heeft een kok nodig`: what stands between is needed or offered.
constexpr std::string_view around =
    "|heeft=nodig?|hebben=nodig?|kan=gebruiken?|kunnen=gebruiken?|heeft=te bieden!|hebben=te bieden!|"
    "heeft=over!|heeft=beschikbaar!|stelt=beschikbaar!|stellen=beschikbaar!|biedt=aan!|has=available!|have=available!|"
    "kan=bieden!|kunnen=bieden!|kan=aanbieden!|kan=uitlenen!|kunnen=uitlenen!|kan=leveren!|kunnen=leveren!|"
    "kunnen=aanbieden!|has=to offer!|have=to offer!|has=to lend!|has=to share!|has=to give!|has=free!|has=to "
    "spare!|have=to spare!|heeft=tekort?|hebben=tekort?|komt=tekort?|komen=tekort?|";
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
    "werkten samen met=werkt samen met (voorbij)|used to work with=works with (past)|"
    "met=werkt samen met|with=works with|ism=werkt samen met|i.s.m.=werkt samen met|talks to=verkennend|"
    "talks with=verkennend|zit bij=is onderdeel van|zitten bij=is onderdeel van|is in talks with=verkennend|"
    "are in talks with=verkennend|";
// Who gives something to somebody, and who gets it.
constexpr std::string_view give_verbs =
    "|geeft|levert|schenkt|doneert|leent|brengt|stuurt|verstrekt|gives|donates|lends|brings|supplies|delivers|sends|"
    "provides|";
constexpr std::string_view get_verbs = "|krijgt|ontvangt|haalt|koopt|leent|gets|receives|collects|buys|borrows|";
// What is money when it is given.
constexpr std::string_view money_nouns =
    "|geld|subsidie|subsidies|budget|bijdrage|donatie|lening|startgeld|money|subsidy|grant|grants|funding|cash|"
    "donation|loan|";
// Between a verb and a name.
constexpr std::string_view before_names =
    "|aan|met|in|op|bij|van|voor|naar|door|mee|uit|over|onder|tegen|rond|to|with|at|for|from|on|of|into|about|de|het|"
    "een|the|a|an|";
constexpr std::string_view articles = "|de|het|een|the|a|an|";
// What is said in between and changes nothing.
constexpr std::string_view fillers =
    "|ook|also|al|inmiddels|already|nu|currently|namelijk|trouwens|wel|vaak|both|allebei|"
    "beide|beiden|ooit|once|";
// Before the verb: it may come to that. Longer ones first.
constexpr std::string_view maybe =
    "|zou graag willen|zouden graag willen|zou kunnen|zouden kunnen|zou willen|zouden willen|nog niet|"
    "would like to|would love to|is keen to|are keen to|hopes to|hope to|plans to|plan to|is willing to|are willing to|"
    "is going to|are going to|wants to|want to|gaat misschien|wil graag|might|could|may|wil|willen|gaan misschien|"
    "misschien|kan|kunnen|can|zou|zouden|would|gaat|gaan|";
constexpr std::string_view no_more = "|niet meer|vroeger|voorheen|no longer|formerly|used to|any more|anymore|";
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
    if (words[i].size() > 1 && words[i].ends_with(',')) {
      std::string name = name_in(words, begin, i + 1);
      name.pop_back();
      names.push_back(std::move(name));
      begin = i + 1;
      if (begin < end && is_and(words[begin])) ++begin;
      continue;
    }
    if (i == begin || !is_and(words[i])) continue;
    names.push_back(name_in(words, begin, i));
    begin = i + 1;
  }
  if (begin < end) names.push_back(name_in(words, begin, end));
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Representatives of the phrases for a kind of tie, by their root.
using Roots = std::map<std::string, std::string>;

Roots roots_of_kinds(const EntryVocabulary& vocabulary) {
  Roots roots;
  for (const EntryWord& word : vocabulary.edge_kinds) roots.try_emplace(phrase_root(fold(word.word)), word.word);
  for (const std::string_view each : split(without_bars(as_well), '|')) {
    const std::size_t is = each.find('=');
    roots.try_emplace(phrase_root(each.substr(0, is)), std::string(each.substr(is + 1)));
  }
  return roots;
}

const Roots& roots_in(const EntryVocabulary& vocabulary) {
  static const Roots usual = roots_of_kinds(default_entry_vocabulary());
  static Roots other;
  if (&vocabulary == &default_entry_vocabulary()) return usual;
  other = roots_of_kinds(vocabulary);
  return other;
}

std::set<std::string> roots_of(std::string_view list) {
  std::set<std::string> roots;
  for (const std::string_view phrase : split(without_bars(list), '|')) roots.insert(phrase_root(phrase));
  return roots;
}

bool has_root_of(std::string_view list, std::string_view phrase) {
  static std::map<std::string_view, std::set<std::string>> known;
  auto [roots, is_new] = known.try_emplace(list);
  if (is_new) roots->second = roots_of(list);
  return roots->second.contains(phrase_root(phrase));
}

bool is_aux(std::string_view word) {
  return is_one_of(word, "|is|zijn|was|waren|wordt|worden|werd|werden|are|were|been|being|heeft|hebben|has|have|");
}

bool is_same_verb(std::string_view a, std::string_view b) {
  constexpr std::string_view have = "|heeft|hebben|heb|has|have|";
  if (a == b || (is_one_of(a, have) && is_one_of(b, have))) return true;
  return !is_aux(a) && !is_aux(b) && verb_root(a) == verb_root(b);
}

/// Without the words that only say that a sum is not for all together, or about so much.
bool is_about_sum(std::string_view word) {
  return is_one_of(word, "|elk|elke|ieder|each|ongeveer|circa|ca|ca.|zo'n|about|roughly|around|totaal|samen|met|with|");
}

class Sentence {
 public:
  Sentence(std::string_view line, const EntryVocabulary& vocabulary, const KnowsName& knows)
      : vocabulary_(vocabulary), roots_(roots_in(vocabulary)), knows_(knows) {
    for (const std::string_view word : split(line, ' ')) {
      if (word.empty()) continue;
      words_.emplace_back(word);
      if (word == "w/") words_.back() = "with";
      // `voedselbank: zoekt chauffeurs`
      if (words_.back().size() > 2 && words_.back().ends_with(':')) words_.back().pop_back();
    }
  }

  std::vector<std::string> marks() {
    if (words_.size() < 3) return {};
    if (std::string marked = what_it_is(); !marked.empty()) return {marked};
    if (std::string marked = from_whom(); !marked.empty()) return {marked};
    if (std::string marked = in_what(); !marked.empty()) return {marked};
    const Words all = words_;
    for (std::size_t i = 3; i + 1 < all.size(); ++i) {
      const bool comma = all[i - 1].ends_with(',');
      const bool joins = is_and(all[i]) || all[i] == "maar" || all[i] == "but";
      if (!joins && !comma) continue;
      std::size_t next = joins ? i + 1 : i;
      if (is_one_of(all[next], plural) || is_one_of(all[next], "|hij|he|she|het|it|")) ++next;
      while (next + 2 < all.size() && is_one_of(all[next], fillers)) ++next;
      if (!begins_predicate(all, next)) {
        // `Avans zoekt een zaal en Zet biedt er een`
        std::size_t subject_end = next;
        for (std::size_t end = next + 1; end + 1 < std::min(all.size(), next + 6); ++end)
          if (begins_predicate(all, end) && knows_(name_in(all, next, end))) subject_end = end;
        if (subject_end == next) continue;
        words_ = Words(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i));
        if (comma) words_.back().pop_back();
        std::string first = clause();
        std::vector<std::string> rest = Sentence(joined(all, next, all.size()), vocabulary_, knows_).marks();
        if (first.empty() || rest.empty()) continue;
        rest.insert(rest.begin(), std::move(first));
        return rest;
      }
      words_ = Words(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i));
      if (comma) words_.back().pop_back();
      std::string first = clause();
      const std::string subject = joined(words_, 0, verb_at_);
      if (first.empty()) continue;
      std::vector<std::string> rest =
          Sentence(subject + " " + joined(all, next, all.size()), vocabulary_, knows_).marks();
      if (rest.empty()) continue;
      rest.insert(rest.begin(), std::move(first));
      return rest;
    }
    words_ = all;
    std::string one = clause();
    if (one.empty()) return {};
    return {one};
  }

  /// Who is there begins the line or ends it, or words stand in it that no name has.
  [[nodiscard]] bool is_like_sentence() const {
    constexpr std::string_view of_sentences =
        "|niet|niks|niets|wie|wat|hoe|dat|die|hij|zij|ze|we|wij|ik|moet|moeten|kan|kunnen|wil|willen|heeft|hebben|is|"
        "zijn|"
        "was|waren|wordt|worden|weet|zegt|not|who|what|how|that|they|we|he|she|must|should|can|will|would|has|have|are|"
        "were|does|doesnt|dont|says|";
    const std::size_t size = words_.size();
    if (size < 3) return false;
    for (std::size_t i = 1; i < size; ++i)
      if (is_one_of(words_[i], of_sentences) || is_negation(words_[i])) return true;
    if (size < 4) return false;
    for (std::size_t i = 1; i < size; ++i) {
      if (!is_small(words_[i][0]) || is_one_of(words_[i], before_names)) continue;
      const bool verb = is_like_verb(i) && !is_and(words_[i]);
      if (verb && (knows_(name_in(words_, 0, i)) || (i + 1 < size && knows_(name_in(words_, i + 1, size)))))
        return true;
    }
    return false;
  }

 private:
  /// `zoekt een zaal`, `werkt samen met Avans`, where a second thing is said of somebody.
  [[nodiscard]] bool begins_predicate(const Words& words, std::size_t i) const {
    if (i + 1 >= words.size() || !is_small(words[i][0])) return false;
    if (has_root_of(need_verbs, words[i]) || has_root_of(offer_verbs, words[i])) return true;
    if (is_one_of(words[i], "|heeft|hebben|has|have|kan|kunnen|can|wil|willen|wants|")) return true;
    if (has_root_of(give_verbs, words[i]) || has_root_of(get_verbs, words[i])) return true;
    if (is_one_of(words[i], plain_verbs)) return true;
    for (std::size_t length = 2; length <= 5 && i + length < words.size(); ++length)
      if (!is_one_of(words[i], before_names) && !known_phrase(fold(joined(words, i, i + length))).empty()) return true;
    return false;
  }

  std::string clause() {
    status_.clear();
    doing_at_ = 0;
    take_out();
    if (words_.size() < 2) return {};
    std::string marked = clause_with_verb();
    // Who does not do it has no tie by that.
    const bool is_tie = marked.find(" > ") != std::string::npos;
    if (is_tie && std::any_of(words_.begin() + 1, words_.end(), is_negation)) return {};
    return marked;
  }

  static bool is_negation(const std::string& word) {
    return is_one_of(
        word,
        "|niet|niks|niets|geen|nooit|not|never|nothing|nobody|niemand|doesnt|doesn't|doesn’t|dont|"
        "don't|don’t|isnt|hasnt|hasn't|hasn’t|havent|haven't|haven’t|wont|won't|isn't|isn’t|cannot|can't|");
  }

  std::string clause_with_verb() {
    const std::size_t first_verb = after_first_name();
    // `Zet 10k voor Avans`
    for (std::size_t until = std::min(words_.size() - 1, first_verb + 3); until-- > first_verb;) {
      if (!is_sum(first_verb, until + 1) || !knows_(name_in(words_, 0, first_verb))) continue;
      if (until + 2 >= words_.size() || !is_one_of(words_[until + 1], "|voor|aan|naar|in|for|to|into|")) break;
      return name_in(words_, 0, first_verb) + " > " + right_names(until + 2, words_.size()) + " : funds " +
             joined(words_, first_verb, until + 1) + (status_.empty() ? "" : " (" + status_ + ")");
    }
    for (const bool misspelt : {false, true})
      if (std::string marked = with_verbs_from(first_verb, misspelt); !marked.empty()) return marked;
    if (first_verb > 1)
      if (std::string marked = with_verbs_from(1, false); !marked.empty()) return marked;
    return with_known_names();
  }

  std::string with_verbs_from(std::size_t first, bool misspelt) {
    constexpr std::size_t most_words = 40, most_words_misspelt = 14;
    for (std::size_t begin = first; begin < std::min(words_.size(), misspelt ? most_words_misspelt : most_words);
         ++begin) {
      if (is_and(words_[begin - 1])) continue;
      verb_at_ = begin;
      if (std::string marked = with_frame(begin); !marked.empty()) return marked;
      // The longest phrase that begins here.
      for (std::size_t length = std::min<std::size_t>(5, words_.size() - begin); length > 0; --length) {
        if (length == 1 && !misspelt) {
          if (std::string marked = with_thing(begin); !marked.empty()) return marked;
          if (std::string marked = done_by(begin); !marked.empty()) return marked;
        }
        if (std::string marked = with_verb(begin, length, misspelt); !marked.empty()) return marked;
      }
    }
    return {};
  }

  /// Just behind the longest name at the beginning that somebody has: no verb stands in it.
  [[nodiscard]] std::size_t after_first_name() const {
    constexpr std::size_t longest_name = 8;
    for (std::size_t end = std::min(words_.size() - 1, longest_name); end > 1; --end)
      if (!is_and(words_[end - 1]) && knows_(name_in(words_, 0, end))) return end;
    return 1;
  }

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

  /// `10k van Avans naar Zet`.
  std::string from_whom() const {
    std::size_t sum = std::min<std::size_t>(3, words_.size());
    while (sum > 0 && !is_sum(0, sum)) --sum;
    if (sum == 0 || sum + 3 >= words_.size() || !is_one_of(words_[sum], "|van|from|")) return {};
    for (std::size_t to = sum + 2; to + 1 < words_.size(); ++to)
      if (is_one_of(words_[to], "|naar|aan|voor|to|for|"))
        return right_names(sum + 1, to) + " > " + right_names(to + 1, words_.size()) + " : funds " +
               joined(words_, 0, sum);
    return {};
  }

  /// `in de wijkraad zitten Avans en Zet`, `aan het taalcafe doet Zet mee`.
  std::string in_what() const {
    const std::string first = fold(words_[0]);
    if (!is_one_of(first, "|in|bij|aan|onder|binnen|")) return {};
    for (std::size_t verb = 2; verb + 1 < words_.size(); ++verb) {
      if (!knows_(name_in(words_, 1, verb))) continue;
      const bool joins = words_.back() == "mee" && verb_root(words_[verb]) == verb_root("doet");
      const bool sits = is_one_of(words_[verb], "|zit|zitten|werkt|werken|hoort|horen|valt|vallen|zat|zaten|");
      if (!joins && !sits) continue;
      const std::size_t end = words_.size() - (joins ? 1 : 0);
      if (verb + 1 >= end) return {};
      return right_names(verb + 1, end) + " > " + name_in(words_, 1, verb) + (joins ? " : takesPartIn" : " : partOf");
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
    // `is vorig jaar opgericht door`: so does what is counted from today, and a year.
    for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
      const bool spoken = is_one_of(words_[i], "|vorig|vorige|afgelopen|last|dit|this|") &&
                          is_one_of(words_[i + 1], "|jaar|maand|year|month|");
      const bool year =
          words_[i] == "in" && words_[i + 1].size() == 4 && has_digit(words_[i + 1]) && i + 2 < words_.size();
      if (!spoken && !year) continue;
      if (spoken && is_one_of(words_[i - 1], "|sinds|since|vanaf|from|in|tot|until|")) break;
      const std::string when = "sinds " + (spoken ? words_[i] + " " : std::string()) + words_[i + 1];
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i),
                   words_.begin() + static_cast<std::ptrdiff_t>(i) + 2);
      for (const std::string_view word : split(when, ' ')) words_.emplace_back(word);
      break;
    }
    std::size_t taken_at = 0;
    // `doesn't know … yet`
    for (std::size_t i = 1; i + 1 < words_.size(); ++i) {
      const bool in_two = is_one_of(words_[i], "|does|do|did|") && words_[i + 1] == "not";
      if (!in_two && !is_one_of(words_[i], "|doesnt|doesn't|doesn’t|dont|don't|don’t|")) continue;
      const auto yet = std::find(words_.begin(), words_.end(), "yet");
      const bool more = is_said("more") || is_said("anymore");
      if (yet == words_.end() && !more) break;
      if (yet != words_.end()) {
        words_.erase(yet);
        status_ = "mogelijk";
      }
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i),
                   words_.begin() + static_cast<std::ptrdiff_t>(i) + (in_two ? 2 : 1));
      break;
    }
    const auto take = [&](std::string_view phrase, std::string_view status) {
      const std::size_t length = split(phrase, ' ').size();
      for (std::size_t i = 1; i + length <= words_.size(); ++i) {
        if (!is_small(words_[i][0]) || joined(words_, i, i + length) != phrase) continue;
        words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i),
                     words_.begin() + static_cast<std::ptrdiff_t>(i + length));
        if (!status.empty()) status_ = status;
        taken_at = i;
        return;
      }
    };
    for (const std::string_view word : split(without_bars(fillers), '|')) take(word, "");
    taken_at = 0;
    const bool uses = is_said("gebruiken") || is_said("use");
    for (const std::string_view phrase : split(without_bars(maybe), '|')) {
      if ((!status_.empty() && status_ != "mogelijk") || (phrase == "wil graag" && !has_infinitive())) continue;
      const bool auxiliary = is_one_of(phrase, "|kan|kunnen|can|zou|zouden|would|gaat|gaan|");
      if (auxiliary && (uses || !has_infinitive())) continue;
      if (is_one_of(phrase, "|wil|willen|wants|want|") && !has_infinitive()) continue;
      const std::size_t before = taken_at;
      take(phrase, "mogelijk");
      if (before > 0 && before < taken_at) taken_at = before;
    }
    for (const std::string_view phrase : split(without_bars(no_more), '|'))
      if (status_.empty()) take(phrase, "voorbij");
    // What is allowed is done.
    for (const std::string_view word : {"mag", "mogen"})
      if (has_infinitive()) take(word, "");
    // `wil 50k geven aan Zet`, `zou met Avans samenwerken`: the verb goes before what it does.
    for (std::size_t i = taken_at + 1; taken_at > 0 && i < words_.size(); ++i) {
      const bool last_of_all =
          i + 1 == words_.size() && i > taken_at + 1 && names_somebody(taken_at, i) && !ends_name(i);
      if (!words_[i].ends_with("en") || !(last_of_all || is_verb(words_[i], words_[taken_at]))) continue;
      std::rotate(words_.begin() + static_cast<std::ptrdiff_t>(taken_at),
                  words_.begin() + static_cast<std::ptrdiff_t>(i), words_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      break;
    }
    // `helpt armoede aan te pakken`
    if (const std::size_t size = words_.size();
        size > 5 && words_[size - 2] == "te" && words_[size - 1].ends_with("en")) {
      const bool particle = is_one_of(words_[size - 3], "|aan|op|uit|mee|bij|tegen|");
      words_.resize(size - (particle ? 3 : 2));
    }
    // `has been working`
    for (std::size_t i = 1; i + 3 < words_.size(); ++i) {
      if (!is_one_of(words_[i], "|has|have|") || words_[i + 1] != "been" || !words_[i + 2].ends_with("ing")) continue;
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i),
                   words_.begin() + static_cast<std::ptrdiff_t>(i) + 2);
      break;
    }
    // `are tackling`
    for (std::size_t i = 1; i + 2 < words_.size(); ++i) {
      if (!is_one_of(words_[i], "|is|are|was|were|") || !words_[i + 1].ends_with("ing")) continue;
      if (!known_phrase(fold(joined(words_, i, i + 3))).empty()) break;
      words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(i));
      doing_at_ = i;
      break;
    }
  }

  [[nodiscard]] bool is_said(std::string_view word) const {
    return std::find(words_.begin(), words_.end(), word) != words_.end();
  }

  /// Whether a word is a verb that is known, by itself or with the preposition that follows it.
  [[nodiscard]] bool is_verb(const std::string& word, const std::string& next) const {
    const std::string folded = fold(word);
    return has_root_of(give_verbs, folded) || has_root_of(get_verbs, folded) || has_root_of(need_verbs, folded) ||
           has_root_of(offer_verbs, folded) || !known_phrase(folded).empty() ||
           !known_phrase(folded + " " + fold(next)).empty();
  }

  /// `wil graag samenwerken met` is a wish to do something, `wil graag een zaal` one to have it.
  bool has_infinitive() const {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      const bool english = i > 1 && is_one_of(words_[i - 1], "|to|can|could|would|might|may|");
      if (!words_[i].ends_with("en") && !english) continue;
      if (words_[i] == "willen" || words_[i] == "kunnen" || words_[i] == "gaan") continue;
      for (std::size_t end = i + 1; end <= std::min(words_.size(), i + 3); ++end)
        if (is_verb(joined(words_, i, end), "")) return true;
      // `wil met Zet praten over`
      for (std::size_t modal = 1; modal + 1 < i; ++modal)
        if (is_one_of(words_[modal], "|wil|willen|kan|kunnen|gaat|gaan|zou|zouden|") &&
            is_verb(words_[i], words_[modal + 1]))
          return true;
      const bool dutch = words_[i].ends_with("en") && is_small(words_[i][0]);
      if (dutch && i > 2 && i + 1 == words_.size() && names_somebody(2, i) && !ends_name(i)) return true;
      // `willen optreden bij`
      if (dutch && i > 1 && i + 2 < words_.size() && is_one_of(words_[i + 1], before_names) &&
          is_one_of(words_[i - 1], "|wil|willen|kan|kunnen|gaat|gaan|mag|mogen|"))
        return true;
    }
    return false;
  }

  /// Whether a name of somebody ends with this word: `Community Garden`.
  [[nodiscard]] bool ends_name(std::size_t last) const {
    for (std::size_t from = last + 1; from-- > 1;)
      if (knows_(name_in(words_, from, last + 1))) return true;
    return false;
  }

  /// Whether somebody who is there is named in these words, last.
  [[nodiscard]] bool names_somebody(std::size_t begin, std::size_t end) const {
    for (std::size_t from = begin; from < end; ++from)
      if (!is_one_of(words_[from], before_names) && knows_(name_in(words_, from, end))) return true;
    return false;
  }

  /// `heeft een kok nodig`, `heeft Buurttuin opgericht`.
  std::string with_frame(std::size_t begin) const {
    for (const std::string_view each : split(without_bars(around), '|')) {
      const std::size_t to = each.find('=');
      const std::string_view last = each.substr(to + 1, each.size() - to - 2);
      const std::size_t length = split(last, ' ').size();
      if (!is_same_verb(words_[begin], each.substr(0, to))) continue;
      for (std::size_t at = words_.size() - length; at > begin + 1; --at) {
        if (joined(words_, at, at + length) != last) continue;
        const std::size_t rest = at + length;
        // `over op dinsdag`, but not `over koken`.
        const bool goes_on = rest < words_.size();
        if (goes_on && (last == "over" || last == "aan") &&
            !is_one_of(words_[rest], "|op|voor|in|vanaf|on|for|from|en|and|tot|"))
          continue;
        std::string text = joined(words_, begin + 1, at);
        if (goes_on) text += " " + joined(words_, rest, words_.size());
        return listed(names_in(words_, 0, begin, words_[begin].ends_with("en"))) + " " + each.back() + " " + text;
      }
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

  /// The words from `begin` to `end` that are a sum of money.
  [[nodiscard]] bool is_sum(std::size_t begin, std::size_t end) const {
    if (begin >= end) return false;
    const std::string text = joined(words_, begin, end);
    const auto terms = terms_of_whole(text);
    return (terms && terms->amount) || (end == begin + 1 && text.find_first_not_of("0123456789") == std::string::npos);
  }

  /// `10k aan Zet`.
  std::string with_money(const std::string& left, std::size_t begin, std::size_t end, const std::string& kind) const {
    for (std::size_t to = begin + 1; to + 1 < end; ++to) {
      if (words_[to] != "aan" && words_[to] != "to" && words_[to] != "voor" && words_[to] != "for") continue;
      if (!is_sum(begin, to) && !std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                                             words_.begin() + static_cast<std::ptrdiff_t>(to), has_digit))
        return {};
      std::size_t sum = to;
      while (sum > begin + 1 && !is_sum(begin, sum)) --sum;
      return left + " > " + right_names(to + 1, end) + " : " + kind + " " +
             joined(words_, begin, is_sum(begin, sum) ? sum : to);
    }
    return {};
  }

  /// A period or an amount at the end of what stands from `begin` on: where it begins, and its words.
  std::size_t tail_of(std::size_t begin, std::string& terms) {
    std::size_t size = words_.size();
    // `3k per jaar`
    if (size > begin + 3 && is_one_of(words_[size - 2], "|per|a|") && has_digit(words_[size - 3]) &&
        is_one_of(words_[size - 1], "|jaar|maand|week|keer|year|month|week|")) {
      const std::string each = " " + joined(words_, size - 2, size);
      words_.resize(size - 2);
      size = tail_of(begin, terms);
      terms += each;
      return size;
    }
    if (begin >= size) return size;
    // A word before it, so that all of it may be one.
    const std::string rest = "x " + joined(words_, begin, size);
    if (const auto tail = terms_at_end(rest, vocabulary_, "2000-06-15")) {
      std::string_view words = trim(std::string_view(rest).substr(tail->name_bytes));
      while (!words.empty() && (words.front() == ',' || words.front() == ';')) words = trim(words.substr(1));
      for (const std::string_view word : {"met ", "with ", "voor ", "for "})
        if (words.starts_with(word)) words = trim(words.substr(word.size()));
      terms = " " + std::string(words);
      std::size_t end = begin;
      for (std::size_t bytes = 2; bytes < tail->name_bytes && end < size; ++end) bytes += words_[end].size() + 1;
      while (end > begin + 1 && is_about_sum(words_[end - 1])) --end;
      if (end > begin && words_[end - 1].ends_with(',')) words_[end - 1].pop_back();
      return end;
    }
    for (std::size_t i = begin; i < size; ++i) {
      const bool since = words_[i] == "sinds" || words_[i] == "since";
      const bool amount = i + 1 < size && has_digit(words_[i + 1]) &&
                          (words_[i] == "voor" || words_[i] == "met" || words_[i] == "with" || words_[i] == "for");
      const bool bare = i > begin && i + 2 == size && has_digit(words_[i]) && words_[i + 1].starts_with("eur");
      if (!since && !amount && !bare) continue;
      terms = " " + joined(words_, i + (amount ? 1 : 0), size);
      return i;
    }
    return size;
  }

  [[nodiscard]] bool are_known(const std::vector<std::string>& names) const {
    return std::all_of(names.begin(), names.end(), knows_);
  }

  /// The names after a verb, without the prepositions that go with it.
  [[nodiscard]] std::string right_names(std::size_t begin, std::size_t end) const {
    const auto names = [&](std::size_t from) {
      const std::string whole = name_in(words_, from, end);
      std::vector<std::string> parts = names_in(words_, from, end, true);
      for (std::string& part : parts) {
        // `van volkstuin en van de boer`
        while (!knows_(part)) {
          const std::size_t space = part.find(' ');
          if (space == std::string::npos || !is_one_of(fold(part.substr(0, space)), before_names)) break;
          part.erase(0, space + 1);
        }
      }
      if (parts.size() > 1 && (are_known(parts) || !knows_(whole))) return listed(parts);
      return whole;
    };
    const std::size_t all = begin;
    while (begin + 1 < end && is_one_of(words_[begin], before_names)) {
      if (knows_(name_in(words_, begin, end))) break;
      ++begin;
    }
    // `steunt op weg naar werk`: the words of a name that nobody has, unless it is one by itself.
    const std::size_t dropped = begin - all;
    if (dropped > 2 && !knows_(name_in(words_, begin, end))) begin = all;
    return names(begin);
  }

  /// `Zet en Avans` before a verb of several, or where both are there.
  [[nodiscard]] std::vector<std::string> left_names(std::size_t end, bool several) const {
    std::vector<std::string> names = names_in(words_, 0, end, true);
    if (several || (names.size() > 1 && are_known(names))) return names;
    return names_in(words_, 0, end, false);
  }

  /// `geeft restjes aan Zet`, `krijgt brood van de bakker`: the thing is what the tie is called.
  std::string with_thing(std::size_t begin) {
    const std::string verb = fold(words_[begin]);
    if (!is_small(words_[begin][0]) || is_one_of(verb, before_names)) return {};
    const bool gives = has_root_of(give_verbs, verb), gets = has_root_of(get_verbs, verb);
    if (!gives && !gets) return {};
    std::string terms;
    const std::size_t end = tail_of(begin + 1, terms);
    const auto find = [&](std::string_view prepositions) {
      for (std::size_t i = begin + 2; i + 1 < end; ++i)
        if (is_one_of(words_[i], prepositions) && !is_sum(i + 1, i + 2) && !is_sum(i + 1, std::min(i + 3, end)))
          return i;
      return end;
    };
    std::size_t to = gives ? find("|aan|to|") : end;
    bool turned = false;
    if (to == end && gets) {
      to = find("|van|from|");
      if (to == end) to = find("|bij|uit|off|");
      turned = to < end;
    }
    // `geeft Zet 3 ton voor een zaal`
    for (std::size_t until = begin + 2; to == end && gives && until < end; ++until) {
      std::size_t after = std::min(end, until + 3);
      while (after > until && !is_sum(until, after)) --after;
      if (after == until || !knows_(name_in(words_, begin + 1, until))) continue;
      std::string rest = joined(words_, after, end);
      if (!rest.empty()) rest = " \"" + rest + "\"";
      if (!status_.empty()) terms += " (" + status_ + ")";
      return listed(left_names(begin, verb.ends_with("en"))) + " > " + name_in(words_, begin + 1, until) +
             " : funds € " + joined(words_, until, after) + terms + rest;
    }
    if (to == end && gives) to = find("|voor|for|");
    if (to == end) return {};
    // What is a sum in it, and what is left.
    std::string sum, thing;
    bool money = false;
    for (std::size_t i = begin + 1; i < to;) {
      std::size_t until = std::min(to, i + 3);
      while (until > i && !is_sum(i, until)) --until;
      if (until > i) {
        sum = joined(words_, i, until);
        i = until;
        continue;
      }
      if (is_one_of(words_[i], money_nouns)) money = true;
      if (!thing.empty() || !is_one_of(words_[i], articles)) thing += (thing.empty() ? "" : " ") + words_[i];
      ++i;
    }
    if (!sum.empty() || money) {
      money = true;
      thing.clear();
    }
    if (!status_.empty()) terms += " (" + status_ + ")";
    const std::vector<std::string> left = left_names(begin, verb.ends_with("en"));
    const std::string right = right_names(to + 1, end);
    const std::string label = thing.empty() ? std::string() : " \"" + thing + "\"";
    if (sum.size() == 4 && sum.find_first_not_of("0123456789") == std::string::npos) sum = "€ " + sum;
    // Who is spoken of first comes first, for `zij`.
    return listed(left) + (turned ? " < " : " > ") + right + " : " + (money ? "funds " + sum : std::string("givesTo")) +
           terms + label;
  }

  /// `wordt betaald door Zet`.
  std::string done_by(std::size_t begin) {
    if (!is_aux(words_[begin])) return {};
    for (std::size_t by = begin + 1; by + 1 < words_.size(); ++by) {
      if (words_[by] != "door" && words_[by] != "by") continue;
      std::string terms;
      std::size_t end = tail_of(by + 1, terms);
      std::string kind = by > begin + 1 ? kind_of(fold(words_[by - 1])) : std::string();
      if (kind.empty() && by + 2 < end && !(kind = kind_of(fold(words_[end - 1]))).empty()) --end;
      const bool known = knows_(name_in(words_, 0, begin)) && knows_(name_in(words_, by + 1, end));
      if (kind.empty() && by == begin + 2 && known) kind = words_[begin + 1];
      if (kind.empty() || kind.starts_with("<")) return {};
      if (!status_.empty()) terms += " (" + status_ + ")";
      return listed(left_names(begin, words_[begin].ends_with("n"))) + " < " + right_names(by + 1, end) + " : " + kind +
             terms;
    }
    return {};
  }

  /// The value that words stand for.
  [[nodiscard]] std::string kind_of(const std::string& folded) const {
    return value_of_phrase(vocabulary_.edge_kinds, known_phrase(folded));
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
    const auto alike = roots_.find(phrase_root(folded));
    // More of them do nothing either: `clienten`.
    constexpr std::string_view people =
        "|client|klant|customer|afnemer|donor|donateur|partner|lid|member|mentor|sponsor|adviseur|medewerker|collega|"
        "deelnemer|bezoeker|supporter|supplier|funder|founder|employee|colleague|";
    if (alike == roots_.end() || is_one_of(alike->second, people)) return {};
    return alike->second;
  }

  /// Two words for how sure it is are one too many.
  [[nodiscard]] std::string as_kind(std::string phrase) const {
    if (!status_.empty() && !value_of_phrase(vocabulary_.edge_statuses, phrase).empty()) return "werkt samen met";
    return phrase;
  }

  /// `werkt nauw samen met`: what stands after the verb may be how it does so.
  [[nodiscard]] std::string phrase_with_manner(std::size_t begin, std::size_t end) const {
    const std::string verb = fold(words_[begin]);
    if (has_root_of(give_verbs, verb) || has_root_of(get_verbs, verb)) return {};
    if (!is_like_verb(begin)) return {};
    const std::string all = joined(words_, begin, end);
    if (all.ends_with(" samen met") || all.ends_with(" together with")) return "werkt samen met";
    for (std::size_t left_out = 1; left_out <= 2 && begin + left_out + 2 <= end; ++left_out) {
      const auto last = words_.begin() + static_cast<std::ptrdiff_t>(begin + 1 + left_out);
      if (std::any_of(last - static_cast<std::ptrdiff_t>(left_out), last, has_digit)) break;
      std::string phrase = known_phrase(fold(words_[begin] + " " + joined(words_, begin + 1 + left_out, end)));
      if (!phrase.empty()) return phrase;
    }
    return {};
  }

  std::string with_verb(std::size_t begin, std::size_t length, bool misspelt) {
    const std::size_t after = begin + length;
    const std::string folded = fold(joined(words_, begin, after));
    const std::string verb = fold(words_[begin]);
    if (!is_small(words_[begin][0])) return {};
    const bool together = std::any_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(begin), is_and);
    const bool many = together || (begin == 1 && is_one_of(fold(words_[0]), plural));
    const bool several =
        verb.ends_with("en") || verb == "zijn" || (many && !verb.ends_with("t") && !verb.ends_with("s"));
    const std::vector<std::string> left = left_names(begin, several);
    const bool left_known = std::any_of(left.begin(), left.end(), knows_);
    const std::string rest = joined(words_, after, words_.size());
    const auto says = [&](std::string_view verbs) {
      if (misspelt) {
        for (const std::string_view each : split(without_bars(verbs), '|'))
          if (length == 1 && left_known && verb.size() >= 5 && each.size() >= 5 && edit_distance(verb, each, 1) <= 1)
            return true;
        return false;
      }
      return is_one_of(folded, verbs) || has_root_of(verbs, folded);
    };
    if (!rest.empty() && says(need_verbs)) return listed(left) + " ? " + rest;
    if (!rest.empty() && says(offer_verbs)) return listed(left) + " ! " + rest;
    std::string phrase = misspelt ? std::string() : known_phrase(folded);
    // `pakt energiearmoede aan`, `werkt met Avans samen`
    if (!misspelt && length <= 2 && after + 1 < words_.size() &&
        is_one_of(words_.back(), "|aan|op|mee|bij|uit|af|samen|in|toe|over|")) {
      std::string apart = words_[begin] + " " + words_.back();
      if (length == 2) apart += " " + words_[begin + 1];
      apart = known_phrase(fold(apart));
      if (!apart.empty() && (length == 2 || phrase.empty() || knows_(name_in(words_, after, words_.size() - 1)))) {
        words_.pop_back();
        phrase = std::move(apart);
      }
    }
    if (phrase.empty() && !misspelt && length > 2 && left_known) phrase = phrase_with_manner(begin, after);
    if (misspelt && verb.size() >= 5 && !is_aux(verb)) phrase = nearest_value(vocabulary_.edge_kinds, folded);
    if (phrase.empty() || (misspelt && phrase.starts_with("<"))) return {};
    phrase = as_kind(std::move(phrase));
    // What stands before may be its verb, misspelt.
    if (verb == "samen" && (!left_known || (begin > 1 && is_like_verb(begin - 1)))) return {};
    // A period and an amount at the end belong to the tie.
    std::string terms;
    const std::size_t end = tail_of(after, terms);
    if (!status_.empty()) terms += " (" + status_ + ")";
    // Who does it together does it with each other.
    const std::string others_said = fold(joined(words_, after, end));
    const bool each_other = is_one_of(others_said, "|elkaar|met elkaar|each other|with each other|one another|");
    if (end == after || each_other) {
      if (!together || left.size() < 2 || (length == 1 && !each_other)) return {};
      std::string others;
      for (std::size_t i = 1; i < left.size(); ++i) others += (others.empty() ? "" : ", ") + left[i];
      return left.front() + " > " + others + " : " + phrase + terms;
    }
    if (std::string money = with_money(listed(left), after, end, phrase); !money.empty()) return money + terms;
    const std::string whole = name_in(words_, after, end);
    std::string right = right_names(after, end);
    const auto is_known = [&] { return knows_(whole) || knows_(right) || right.find(", ") != std::string::npos; };
    // `organiseert samen met Zet een leesclub`
    for (std::size_t until = end; !is_known() && --until > after;) {
      if (!is_one_of(words_[until], begins_more) || !knows_(name_in(words_, after, until))) continue;
      right = right_names(after, until);
      terms += " \"" + joined(words_, until, end) + "\"";
      break;
    }
    // `betaalt huur aan Zet`
    for (std::size_t from = after + 2; !is_known() && from < end; ++from) {
      if (!is_one_of(words_[from - 1], "|aan|to|bij|met|voor|in|for|at|with|over|") ||
          !knows_(name_in(words_, from, end)))
        continue;
      right = right_names(from, end);
      terms += " \"" + joined(words_, after, from - 1) + "\"";
      break;
    }
    const bool right_known = is_known();
    const bool sure = left_known || right_known || many || !status_.empty();
    // `met` and `in` join names only where both are there.
    if (is_one_of(folded, before_names) && !(left_known && right_known)) return {};
    if (length == 1 && !is_one_of(folded, plain_verbs) && !sure) return {};
    if (left_known && right_known) return listed(left) + " > " + right + " : " + phrase + terms;
    if (misspelt && !sure) return {};
    // Prepositions and nouns of several words are parts of names: `project van`, `onderdeel van`.
    static constexpr std::string_view begins = "|is|was|zijn|are|were|in|work|";
    const bool like_verb = is_one_of(verb, plain_verbs) || is_one_of(verb, begins) || verb.ends_with("t") ||
                           verb.ends_with("ed") || verb.ends_with("de") || verb.ends_with("te") ||
                           verb.ends_with("s") || several || verb.starts_with("kreeg") || verb == "gaf" ||
                           (!status_.empty() && !verb.ends_with("ing"));
    if (!like_verb || (length == 1 && is_one_of(verb, nouns))) return {};
    return listed(left) + " > " + right + " : " + phrase + terms;
  }

  static bool is_plural_of_people(const std::string& word) {
    for (const std::string_view ending : {"ers", "ents", "ors", "ists", "ees", "kids", "pupils", "nurses"})
      if (word.ends_with(ending)) return true;
    return false;
  }

  /// Whether a word may be what somebody does.
  [[nodiscard]] bool is_like_verb(std::size_t i) const {
    const std::string& word = words_[i];
    if (word.size() < 3 || !is_small(word[0]) || is_one_of(word, before_names) || is_and(word)) return false;
    if (i > 0 && i == doing_at_) return true;
    for (const std::string_view ending : {"t", "en", "s", "ed", "de", "te"})
      if (word.ends_with(ending)) return true;
    // `students volunteer at`
    if (is_one_of(word, "|people|children|men|women|money|folk|")) return false;
    return i > 0 && i + 1 < words_.size() && (words_[i - 1].ends_with("s") || is_one_of(words_[0], plural)) &&
           is_one_of(words_[i + 1], before_names);
  }

  static constexpr std::string_view begins_more =
      "|een|a|an|elke|iedere|every|each|op|on|at|in|voor|for|tijdens|during|met|with|over|about|om|the|de|het|bij|per|"
      "aan|";

  /// A verb that no list has, between names that are there: the tie is called so.
  std::string with_known_names() {
    std::string terms;
    const std::size_t end = tail_of(1, terms);
    if (!status_.empty()) terms += " (" + status_ + ")";
    constexpr std::size_t longest_name = 8, longest_verb = 5;
    const auto called = [&](std::size_t begin, std::size_t until) {
      while (until > begin + 1 && is_one_of(words_[until - 1], articles)) --until;
      // `steekt 15.000 in`
      for (std::size_t from = begin + 1; from < until; ++from)
        for (std::size_t to = until; to > from; --to)
          if (is_sum(from, to)) return "funds " + joined(words_, from, to) + terms;
      std::string phrase = known_phrase(fold(joined(words_, begin, until)));
      if (phrase.empty()) phrase = phrase_with_manner(begin, until);
      if (!phrase.empty()) return as_kind(phrase) + terms;
      phrase = joined(words_, begin, until);
      return terms.empty() ? "\"" + phrase + "\"" : phrase + terms;
    };
    for (std::size_t verb = std::min(end, longest_name); verb-- > 1;) {
      if (!is_like_verb(verb)) continue;
      const std::vector<std::string> left = left_names(verb, false);
      const bool pronoun = verb == 1 && (is_one_of(words_[0], plural) || is_one_of(words_[0], "|hij|he|she|it|"));
      if (!pronoun && !are_known(left)) continue;
      // `college students volunteer at`
      if (verb + 2 < end && !words_[verb].ends_with("t") && is_like_verb(verb + 1) &&
          !words_[verb + 1].ends_with("s") && is_plural_of_people(words_[verb]) &&
          is_one_of(words_[verb + 2], before_names) && !knows_(name_in(words_, verb + 1, end)))
        break;
      verb_at_ = verb;
      for (std::size_t right = verb + 1; right < std::min(end, verb + 1 + longest_verb); ++right) {
        if (is_one_of(words_[right], articles)) continue;
        // `organiseert samen met Zet een leesclub`: what comes after the name is what the tie is about.
        for (std::size_t until = end; until > right; --until) {
          if (until < end && !is_one_of(words_[until], begins_more)) continue;
          const std::vector<std::string> names = names_in(words_, right, until, true);
          const std::string whole = name_in(words_, right, until);
          if (!knows_(whole) && !are_known(names)) continue;
          if (until < end) terms += " \"" + joined(words_, until, end) + "\"";
          return listed(left) + " > " + (are_known(names) ? listed(names) : whole) + " : " + called(verb, right);
        }
      }
      // `Zet en Avans delen een busje`
      if (left.size() > 1 && verb + 1 < end && end - verb <= longest_verb + 1) {
        std::string others;
        for (std::size_t i = 1; i < left.size(); ++i) others += (others.empty() ? "" : ", ") + left[i];
        return left.front() + " > " + others + " : " + called(verb, end);
      }
    }
    // Who is new does something with who is there: `huisartsen verwijzen door naar Zet`.
    for (std::size_t verb = 1; verb + 2 < end; ++verb) {
      const bool is = is_one_of(words_[verb], "|is|zijn|are|was|");
      if (!is && (!is_like_verb(verb) || (is_like_verb(verb + 1) && !words_[verb].ends_with("t")))) continue;
      // The thing that it is done with may stand between.
      std::size_t right = verb + 1;
      while (is && right < end && is_one_of(words_[right], articles)) ++right;
      while (right < end && right < verb + 4 && !is_one_of(words_[right], before_names)) ++right;
      const std::size_t preposition = right;
      while (right < end && is_one_of(words_[right], before_names)) ++right;
      if (right == preposition || right >= end || !knows_(name_in(words_, right, end))) continue;
      // `vrienden van Zet` is a name, `is klant van Zet` is none.
      if (is && preposition == verb + 1) continue;
      if (!is && doing_at_ != verb && is_one_of(words_[preposition], "|van|of|voor|for|")) continue;
      verb_at_ = verb;
      return listed(left_names(verb, words_[verb].ends_with("en"))) + " > " + name_in(words_, right, end) + " : " +
             called(is ? verb + 1 : verb, right);
    }
    return {};
  }

  const EntryVocabulary& vocabulary_;
  const Roots& roots_;
  const KnowsName& knows_;
  Words words_;
  std::string status_;
  std::size_t doing_at_ = 0;  ///< in `words_`: `tackling` of `are tackling`
  std::size_t verb_at_ = 0;   ///< in `words_`, of the clause that was understood last
};

}  // namespace

std::vector<std::string> marks_for_spoken(std::string_view line, const EntryVocabulary& vocabulary,
                                          const KnowsName& knows) {
  return Sentence(line, vocabulary, knows).marks();
}

bool is_like_sentence(std::string_view line, const EntryVocabulary& vocabulary, const KnowsName& knows) {
  return Sentence(line, vocabulary, knows).is_like_sentence();
}

}  // namespace impactweb::entry
