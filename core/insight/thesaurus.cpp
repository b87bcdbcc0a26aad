#include "core/insight/thesaurus.hpp"

#include <algorithm>
#include <iterator>

#include "core/analysis/matching.hpp"
#include "core/text/text.hpp"

namespace impactweb::insight {

namespace {

constexpr double narrower = 0.8;  // what a hall has of a space
constexpr double related = 0.3;   // what a kitchen has of it

const std::string& stem_in(Language language, const Stems& stems) {
  return language == Language::dutch ? stems.dutch : stems.english;
}

template <class Each>
void for_each_part(std::string_view text, char separator, Each each) {
  for (const std::string_view part : split(text, separator))
    if (const std::string_view trimmed = trim(part); !trimmed.empty()) each(trimmed);
}

struct Heading {
  std::string_view id;
  WordKind kind = WordKind::thing;
  std::vector<std::pair<std::string_view, double>> wider;
};

Heading heading_of(std::string_view text) {
  Heading heading;
  double strength = 0;
  for (const std::string_view word : split(text, ' ')) {
    if (word == "<" || word == "~")
      strength = word == "<" ? narrower : related;
    else if (heading.id.empty())
      heading.id = word;
    else if (strength > 0)
      heading.wider.emplace_back(word, std::exchange(strength, 0));
    else
      heading.kind = word == "work" ? WordKind::work : word == "way" ? WordKind::way : WordKind::who;
  }
  return heading;
}

}  // namespace

Thesaurus::Thesaurus(std::string_view groups, std::string_view generic) {
  const Stemmer stemmer;
  std::vector<std::string_view> lines;
  for (std::string_view line : split(groups, '\n'))
    if (line = trim(line); !line.empty() && line[0] != '#') lines.push_back(line);
  std::map<std::string_view, std::uint32_t> numbers;
  std::vector<Heading> headings;
  for (const std::string_view line : lines) {
    headings.push_back(heading_of(line.substr(0, line.find('|'))));
    if (!numbers.emplace(headings.back().id, static_cast<std::uint32_t>(headings.size() - 1)).second)
      problems_.push_back("twice: " + std::string(headings.back().id));
  }
  // Generic words first: entries of several words do without them.
  std::size_t at = 0;
  for (const std::string_view half : split(generic, '|')) {
    if (at > 1) break;
    for_each_part(half, ',', [&](std::string_view entry) {
      const std::string folded = fold(entry);
      if (folded.find(' ') != std::string::npos) return;
      generic_[at].push_back(folded);
      generic_stems_[at].push_back(stem_in(static_cast<Language>(at), stemmer(folded)));
    });
    for (auto* list : {&generic_[at], &generic_stems_[at]}) std::sort(list->begin(), list->end());
    ++at;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Heading& heading = headings[i];
    ThesaurusGroup group;
    group.id = std::string(heading.id);
    group.kind = heading.kind;
    for (const auto& [id, strength] : heading.wider) {
      if (const auto found = numbers.find(id); found != numbers.end())
        group.wider.emplace_back(found->second, strength);
      else
        problems_.push_back(group.id + ": no group " + std::string(id));
    }
    groups_.push_back(std::move(group));
    const std::vector<std::string_view> fields = split(lines[i], '|');
    if (fields.size() != 3) problems_.push_back("not three parts: " + groups_.back().id);
    for (std::size_t language = 0; language < 2 && language + 1 < fields.size(); ++language)
      for_each_part(fields[language + 1], ',', [&](std::string_view entry) {
        (language == 0 ? groups_.back().dutch : groups_.back().english).emplace_back(entry);
        add_entry(stemmer, static_cast<Language>(language), entry, static_cast<std::uint32_t>(i));
      });
  }
  for (auto& of_language : phrases_)
    for (auto& [stem, list] : of_language)
      std::stable_sort(list.begin(), list.end(),
                       [](const Phrase& a, const Phrase& b) { return a.stems.size() > b.stems.size(); });
}

void Thesaurus::add_entry(const Stemmer& stemmer, Language language, std::string_view entry, std::uint32_t group) {
  const auto place = static_cast<std::size_t>(language);
  const bool doubtful = entry.ends_with('?');
  if (doubtful) entry.remove_suffix(1);
  const std::string folded = fold(entry);
  const std::vector<std::string_view> every = words_of(folded);
  std::vector<std::string_view> words;
  std::copy_if(every.begin(), every.end(), std::back_inserter(words),
               [](std::string_view word) { return analysis::is_key_word(word); });
  // One word that says something: without the others it would say less.
  if (words.size() < 2) words = every;
  if (words.empty()) return;
  const auto add = [&](std::map<std::string, std::vector<GroupSense>, std::less<>>& index, const std::string& key) {
    auto& senses = index[key];
    if (std::none_of(senses.begin(), senses.end(), [&](const GroupSense& each) { return each.group == group; }))
      senses.push_back({group, doubtful});
  };
  if (words.size() == 1) {
    add(written_[place], std::string(words[0]));
    add(stemmed_[place], stem_in(language, stemmer(words[0])));
    return;
  }
  Phrase phrase;
  phrase.group = group;
  phrase.apart = entry.find("\u2026") != std::string_view::npos;
  for (const std::string_view word : words) {
    const bool as_written = !analysis::is_key_word(word) ||
                            std::binary_search(generic_[place].begin(), generic_[place].end(), word, std::less<>());
    phrase.stems.push_back(as_written ? std::string(word) : stem_in(language, stemmer(word)));
  }
  phrases_[place][phrase.stems.front()].push_back(phrase);
}

const std::vector<GroupSense>& Thesaurus::senses(Language language, std::string_view word,
                                                 std::string_view stem) const {
  static const std::vector<GroupSense> none;
  const auto place = static_cast<std::size_t>(language);
  if (const auto found = written_[place].find(word); found != written_[place].end()) return found->second;
  if (is_generic(language, word, stem)) return none;
  if (const auto found = stemmed_[place].find(stem); found != stemmed_[place].end()) return found->second;
  return none;
}

std::vector<Thesaurus::Phrase> Thesaurus::phrases(Language language, const std::string& word,
                                                  const std::string& stem) const {
  const auto& of_language = phrases_[static_cast<std::size_t>(language)];
  std::vector<Phrase> found;
  if (const auto at = of_language.find(stem); at != of_language.end()) found = at->second;
  if (word != stem)
    if (const auto at = of_language.find(word); at != of_language.end())
      found.insert(found.end(), at->second.begin(), at->second.end());
  return found;
}

bool Thesaurus::is_generic(Language language, std::string_view word, std::string_view stem) const {
  const auto place = static_cast<std::size_t>(language);
  const auto has = [](const std::vector<std::string>& list, std::string_view asked) {
    return std::binary_search(list.begin(), list.end(), asked, std::less<>());
  };
  return has(generic_[place], word) || has(generic_stems_[place], stem);
}

const Thesaurus& Thesaurus::all() {
  static const Thesaurus thesaurus(thesaurus_text(), generic_words_text());
  return thesaurus;
}

}  // namespace impactweb::insight
