#include "core/insight/meaning.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "core/analysis/matching.hpp"
#include "core/text/compounds.hpp"
#include "core/text/dutch_words.hpp"
#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

constexpr unsigned in_dutch = 1, in_english = 2;

bool has(unsigned languages, Language language) {
  return (languages & (language == Language::dutch ? in_dutch : in_english)) != 0;
}

// How much a word of each kind weighs.
constexpr double weight_of_kind[] = {1, 0.85, 0.3, 0.3};
constexpr double unknown_noun = 0.95;
constexpr double unknown_verb = 0.5;
constexpr double derived = 0.9;  // who does it, for what is done
constexpr double doubtful_strength = 0.75;
constexpr double part_strength = 0.9;  // the last part of a compound, for the whole
constexpr double word_of_phrase = 0.4;

// What a word weighs by its place.
constexpr double in_context = 0.35;        // a hall for a COURSE, a COOK book
constexpr double as_object = 0.55;         // repairing BIKES
constexpr double as_modifier = 0.6;        // SOLAR panels, two words
constexpr double as_neighbour = 0.8;       // Dutch writes those as one word, so here it is another part of speech
constexpr double before_light = 0.9;       // NOTARY's office: the last part only says that somebody does it
constexpr double beside = 0.8;             // a hall with a PROJECTOR
constexpr double weightiest_alone = 0.85;  // where there is nothing but ways and people

// Last parts of compounds that say who, where or when, and leave it to the first what it is about; stems.
constexpr std::string_view light_heads[] = {
    "bedrijf",    "bureau",  "centrum", "dienst", "expert", "firma",   "gebouw",     "gezel",     "groep",  "huis",
    "kantoor",    "kring",   "leider",  "lid",    "man",    "meester", "medewerker", "mens",      "middag", "moment",
    "panel",      "persoon", "ploeg",   "plein",  "loket",  "cafe",    "hub",        "bank",      "punt",   "service",
    "specialist", "team",    "vrouw",   "werker", "zaak",   "winkel",  "markt",      "instelling"};
constexpr std::string_view before_context[] = {
    "about", "at",    "aan",     "achter", "bij",  "binnen", "by",  "door",  "during", "for",
    "from",  "in",    "into",    "naar",   "near", "om",     "on",  "onder", "op",     "over",
    "rond",  "tegen", "tijdens", "to",     "tot",  "tussen", "uit", "van",   "voor"};
constexpr std::string_view beginning_anew[] = {"and",  "die", "dat",   "en",  "ik",  "met",  "or",
                                               "that", "we",  "which", "who", "wij", "with", "i"};
constexpr std::string_view dutch_signs[] = {"aan", "bij",  "dat",    "de",   "die", "een",    "en",      "het",
                                            "hoe", "ik",   "iemand", "je",   "met", "mensen", "naar",    "niet",
                                            "of",  "om",   "ons",    "onze", "op",  "te",     "tijdens", "uit",
                                            "van", "voor", "wie",    "wij",  "wil", "zijn"};
constexpr std::string_view english_signs[] = {"a",    "and", "are", "at",  "by",   "for",    "from", "how",
                                              "i",    "my",  "of",  "on",  "our",  "people", "some", "someone",
                                              "that", "the", "to",  "who", "with", "your"};

template <std::size_t size>
bool among(const std::string_view (&list)[size], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_text(const Json& value) { return value.is_string(); }

const std::string& stem_in(const Stems& stems, Language language) {
  return language == Language::dutch ? stems.dutch : stems.english;
}

}  // namespace

MeaningReader::MeaningReader(const Network& network) : thesaurus_(Thesaurus::all()) {
  not_here_.assign(thesaurus_.groups().size(), 0);
  if (const auto found = network.fields.find(other_here_field); found != network.fields.end()) {
    if (found->second.is_array()) {
      for (const Json& id : found->second)
        for (std::size_t group = 0; group < not_here_.size(); ++group)
          if (is_text(id) && id == thesaurus_.groups()[group].id) not_here_[group] = 1;
    } else {
      unreadable_ = true;
    }
  }
  const auto found = network.fields.find(synonyms_field);
  if (found == network.fields.end()) return;
  if (!found->second.is_array()) {
    unreadable_ = true;
    return;
  }
  std::size_t at = 0;
  for (const Json& list : found->second) {
    if (!list.is_array()) {
      unreadable_ = true;
      continue;
    }
    std::vector<OwnEntry> group;
    const std::uint32_t concept_number = number("s " + std::to_string(at++));
    for (const Json& entry : list) {
      if (!is_text(entry)) {
        unreadable_ = true;
        continue;
      }
      OwnEntry own;
      own.concept_number = concept_number;
      const std::string folded = fold(entry.get_ref<const std::string&>());
      for (const std::string_view word : words_of(folded))
        if (analysis::is_key_word(word)) own.stems.push_back(stemmer_(word));
      if (!own.stems.empty()) group.push_back(std::move(own));
    }
    if (group.size() > 1) std::move(group.begin(), group.end(), std::back_inserter(own_));
  }
}

std::uint32_t MeaningReader::number(const std::string& name) {
  const auto [at, added] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (added) names_.push_back(name);
  return at->second;
}

void MeaningReader::add_group(Known& known, std::uint32_t group, double strength, bool doubtful) {
  if (not_here_[group]) return;
  const ThesaurusGroup& found = thesaurus_.groups()[group];
  const auto add = [&](std::uint32_t of, double much, bool wider) {
    if (not_here_[of]) return;
    const std::uint32_t concept_number = number("g " + thesaurus_.groups()[of].id);
    for (Sense& sense : known.senses)
      if (sense.concept_number == concept_number) {
        sense.strength = std::max(sense.strength, much);
        sense.wider = sense.wider && wider;
        return;
      }
    known.senses.push_back({concept_number, much, wider});
  };
  const double full = strength * (doubtful ? doubtful_strength : 1);
  add(group, full, false);
  for (const auto& [wider, much] : found.wider) {
    add(wider, full * much, true);
    for (const auto& [widest, more] : thesaurus_.groups()[wider].wider) add(widest, full * much * more, true);
  }
  const double weight = weight_of_kind[static_cast<std::size_t>(found.kind)];
  if (!known.kind || weight > known.weight) {
    known.kind = found.kind;
    known.weight = weight;
  }
  known.doubtful = known.doubtful || doubtful;
  known.work = known.work || found.kind == WordKind::work;
}

MeaningReader::Known MeaningReader::looked_up(const std::string& word, unsigned languages, bool whole) {
  Known known;
  const Stems stems = stemmer_(word);
  bool generic = true, doubtful = false;
  for (const Language language : {Language::dutch, Language::english}) {
    if (!has(languages, language)) continue;
    const std::string& stem = stem_in(stems, language);
    const auto& senses = thesaurus_.senses(language, word, stem);
    for (const GroupSense& sense : senses) {
      add_group(known, sense.group, 1, sense.doubtful);
      doubtful = doubtful || sense.doubtful;
    }
    if (senses.empty() && !thesaurus_.is_generic(language, word, stem)) generic = false;
  }
  known.generic = !known.kind && (generic || ((languages == (in_dutch | in_english)) &&
                                              (thesaurus_.is_generic(Language::dutch, word, stems.dutch) ||
                                               thesaurus_.is_generic(Language::english, word, stems.english))));
  if (whole && (languages & in_dutch) != 0 && !known.generic && !known.kind) {
    const std::vector<std::string> parts = compound_parts(word);
    if (!parts.empty()) {
      Known head = looked_up(parts.back(), in_dutch, false);
      const bool light = among(light_heads, parts.back());
      known.generic_head = head.generic || light;
      if (!head.generic) {
        for (const Sense& sense : head.senses)
          known.senses.push_back(
              {sense.concept_number, sense.strength * (light ? as_object : part_strength), sense.wider});
        known.kind = head.kind.value_or(WordKind::thing);
        known.weight = head.weight;
        known.work = head.work;
        known.doubtful = head.doubtful;
      }
      for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        Known part = looked_up(parts[i], in_dutch, false);
        if (!part.generic) known.parts.push_back(std::move(part));
      }
    }
  }
  if (!known.kind) {
    const unsigned char roles = (languages & in_dutch) != 0 ? DutchWords::all().roles(stems.dutch) : 0;
    const bool verb = (roles & verb_stem) != 0 && DutchWords::all().roles(word) == 0;
    known.weight = verb ? unknown_verb : unknown_noun;
  }
  const double own = doubtful ? doubtful_strength : 1;
  if ((languages & in_dutch) != 0) known.senses.push_back({number("nl " + stems.dutch), own});
  if ((languages & in_english) != 0) known.senses.push_back({number("en " + stems.english), own});
  if ((languages & in_dutch) != 0) {
    // Who does it, and what is done: vertaler, vertalen; reparatie, repareren.
    const std::string_view stem = stems.dutch;
    if (stem.size() > 5 && stem.ends_with("er")) {
      const std::string verb = dutch_stem(std::string(stem) + "en") == stem
                                   ? dutch_stem(std::string(stem.substr(0, stem.size() - 2)) + "en")
                                   : std::string();
      if ((DutchWords::all().roles(verb) & verb_stem) != 0)
        known.senses.push_back({number("nl " + verb), own * derived});
    }
    if (stem.size() > 6 && stem.ends_with("atie"))
      known.senses.push_back({number("nl " + std::string(stem.substr(0, stem.size() - 4)) + "er"), own * derived});
  }
  if (!known.kind) known.senses.push_back({number("= " + word), 1});
  return known;
}

const MeaningReader::Known& MeaningReader::known(const std::string& word, unsigned languages) {
  const auto found = known_.find({word, languages});
  if (found != known_.end()) return found->second;
  Known made = looked_up(word, languages, true);
  return known_.emplace(std::pair(word, languages), std::move(made)).first->second;
}

std::size_t MeaningReader::end_of_phrase(const Thesaurus::Phrase& phrase, Language language,
                                         const std::vector<Token>& tokens, std::size_t begin) const {
  constexpr int most_skipped = 2;
  std::size_t at = begin, next = 0;
  int skipped = 0;
  for (; at < tokens.size() && next < phrase.stems.size(); ++at) {
    const Token& token = tokens[at];
    if (token.breaks && at > begin) break;
    const std::string& stem = stem_in(token.stems, language);
    if (token.text == phrase.stems[next] || (!token.joining && stem == phrase.stems[next]))
      ++next;
    else if (!token.joining &&
             (skipped++ == most_skipped || !(phrase.apart || thesaurus_.is_generic(language, token.text, stem))))
      break;
  }
  return next < phrase.stems.size() ? begin : at;
}

void MeaningReader::read_part(std::string_view folded, double from, bool tagged, unsigned languages, Meaning& meaning) {
  std::vector<Token> tokens;
  bool breaks = true;
  for (std::size_t i = 0; i < folded.size();) {
    if (!is_word_byte(folded[i])) {
      breaks = breaks || std::string_view(",.;:!?()/").find(folded[i]) != std::string_view::npos;
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < folded.size() && is_word_byte(folded[i])) ++i;
    Token token;
    token.text = std::string(folded.substr(begin, i - begin));
    token.joining = !analysis::is_key_word(token.text);
    token.breaks = std::exchange(breaks, false);
    if (!token.joining) {
      const auto kept = stems_.find(token.text);
      token.stems =
          kept != stems_.end() ? kept->second : stems_.emplace(token.text, stemmer_(token.text)).first->second;
    }
    tokens.push_back(std::move(token));
  }

  const std::size_t first_word = meaning.words.size();
  double factor = from;
  bool thing = false, work = false;
  std::vector<std::size_t> run;  // words of the meaning that stand beside one another
  const auto say = [&](std::string text, const Known& found, double much) {
    // A tag that the text says as well is one word, not two.
    for (std::size_t i = 0; i < first_word; ++i) {
      MeaningWord& said = meaning.words[i];
      if (said.text != text) continue;
      said.tagged = said.tagged || tagged;
      said.weight = std::max(said.weight, found.weight * much);
      return i;
    }
    MeaningWord word;
    word.text = std::move(text);
    word.weight = found.weight * much;
    word.tagged = tagged;
    word.doubtful = found.doubtful;
    word.work = found.work;
    word.content = !found.kind || *found.kind == WordKind::thing || *found.kind == WordKind::work;
    word.senses = found.senses;
    meaning.words.push_back(std::move(word));
    return meaning.words.size() - 1;
  };
  const auto put = [&](const std::string& text, const Known& found) {
    const WordKind kind = found.kind.value_or(WordKind::thing);
    // What comes before weighs less than what this is: solar PANELS, bikes to REPAIR, but a LANGUAGE course.
    if (kind == WordKind::thing || kind == WordKind::work)
      for (const std::size_t before : run)
        if (meaning.words[before].content && !meaning.words[before].work)
          meaning.words[before].weight *= kind == WordKind::work          ? as_object
                                          : (languages & in_english) != 0 ? as_modifier
                                                                          : as_neighbour;
    const double here =
        work && !thing && kind == WordKind::thing && factor > as_object * from ? as_object * from : factor;
    for (const Known& part : found.parts)
      run.push_back(say(text, part,
                        factor * (found.generic_head       ? before_light
                                  : kind == WordKind::way  ? 1
                                  : kind == WordKind::work ? as_object
                                                           : in_context)));
    run.push_back(say(text, found, here));
    if (kind == WordKind::thing && here >= beside * from) thing = true;
    if (kind == WordKind::work) work = true;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.breaks) {
      factor = from * (thing ? beside : 1);
      thing = work = false;
      run.clear();
    }
    // The longest entry of several words that begins here.
    bool said = false;
    for (const Language language : {Language::dutch, Language::english}) {
      if (said || !has(languages, language)) continue;
      for (const Thesaurus::Phrase& phrase : thesaurus_.phrases(language, token.text, stem_in(token.stems, language))) {
        const std::size_t end = not_here_[phrase.group] ? i : end_of_phrase(phrase, language, tokens, i);
        if (end == i) continue;
        Known found;
        std::string text;
        add_group(found, phrase.group, 1, false);
        for (; i < end; ++i) {
          text += (text.empty() ? "" : " ") + tokens[i].text;
          if (!tokens[i].joining)
            found.senses.push_back(
                {number((language == Language::dutch ? "nl " : "en ") + stem_in(tokens[i].stems, language)),
                 word_of_phrase});
        }
        put(text, found);
        --i;
        said = true;
        break;
      }
    }
    if (said) continue;
    const bool english_of = token.text == "of" && (languages & in_english) != 0;
    if (english_of || among(before_context, token.text)) {
      factor = from * (thing ? in_context : work ? as_object : 1);
      run.clear();
    } else if (among(beginning_anew, token.text)) {
      factor = from * (thing ? beside : 1);
      run.clear();
    } else if (token.joining) {
      run.clear();
    } else {
      const Known& found = known(token.text, languages);
      if (found.generic && !keep_generic_)
        run.clear();
      else
        put(token.text, found);
    }
  }
  add_own_groups(meaning, tokens, first_word);
}

void MeaningReader::add_own_groups(Meaning& meaning, const std::vector<Token>& tokens, std::size_t first_word) {
  for (const OwnEntry& entry : own_) {
    const Token* first = nullptr;
    const bool whole = std::all_of(entry.stems.begin(), entry.stems.end(), [&](const Stems& stems) {
      const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const Token& token) {
        return !token.joining && (token.stems.dutch == stems.dutch || token.stems.english == stems.english);
      });
      if (found == tokens.end()) return false;
      if (first == nullptr) first = &*found;
      return true;
    });
    if (!whole || first == nullptr) continue;
    const auto word = std::find_if(meaning.words.begin() + static_cast<std::ptrdiff_t>(first_word), meaning.words.end(),
                                   [&](const MeaningWord& each) { return each.text == first->text; });
    if (word != meaning.words.end()) {
      word->weight = std::max(word->weight, weightiest_alone);
      word->senses.push_back({entry.concept_number, 1});
    } else {
      MeaningWord made;
      made.text = first->text;
      made.weight = weightiest_alone;
      made.content = true;
      made.senses.push_back({entry.concept_number, 1});
      meaning.words.push_back(std::move(made));
    }
  }
}

Meaning MeaningReader::operator()(const Exchange& exchange) {
  Meaning meaning;
  std::vector<std::string> parts{fold(exchange.text)};
  for (const std::string& tag : exchange.tags) parts.push_back(fold(tag));
  int dutch = 0, english = 0;
  for (const std::string& part : parts)
    for (const std::string_view word : words_of(part)) {
      dutch += among(dutch_signs, word) ? 1 : 0;
      english += among(english_signs, word) ? 1 : 0;
    }
  const unsigned languages = dutch > english ? in_dutch : english > dutch ? in_english : in_dutch | in_english;
  // Where all of it is generic, it has to do with that.
  for (keep_generic_ = false; meaning.words.empty(); keep_generic_ = true) {
    for (std::size_t i = 0; i < parts.size(); ++i) read_part(parts[i], 1, i > 0, languages, meaning);
    if (keep_generic_) break;
  }

  double most = 0;
  for (const MeaningWord& word : meaning.words) most = std::max(most, word.weight);
  if (most > 0 && most < weightiest_alone)
    for (MeaningWord& word : meaning.words) word.weight *= weightiest_alone / most;
  return meaning;
}

}  // namespace impactweb::insight
