#include "core/search/name_index.hpp"

#include <algorithm>
#include <optional>

#include "core/search/name_likeness.hpp"
#include "core/text/name_words.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

void squeeze(std::string& squeezed, std::string_view folded) {
  squeezed.clear();
  for (const char c : folded)
    if (is_word_byte(c)) squeezed.push_back(c);
}

/// One bit for each ASCII letter and digit that occurs.
std::uint64_t letters_of(std::string_view folded) {
  std::uint64_t letters = 0;
  for (const char c : folded) {
    if (c >= 'a' && c <= 'z')
      letters |= std::uint64_t{1} << (c - 'a');
    else if (is_digit(c))
      letters |= std::uint64_t{1} << (26 + c - '0');
  }
  return letters;
}

int count_bits(std::uint64_t bits) {
  int count = 0;
  for (; bits != 0; bits &= bits - 1) ++count;
  return count;
}

/// A mistake brings in at most one letter that the other text lacks, so more missing letters than mistakes rule it out.
bool may_be_within(std::uint64_t typed, std::uint64_t other, std::size_t mistakes) {
  return count_bits(typed & ~other) <= static_cast<int>(mistakes);
}

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }

/// The mistakes between two words, or nothing when they are different words.
std::optional<std::size_t> word_mistakes(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (has_digit(a) || has_digit(b)) return std::nullopt;
  const std::size_t length_a = count_characters(a);
  const std::size_t length_b = count_characters(b);
  const std::size_t length = std::min(length_a, length_b);
  if (length < 4) return std::nullopt;
  const std::size_t allowed = length < 8 ? 1 : 2;
  const std::size_t distance = edit_distance(a, b, allowed);
  if (distance > allowed) return std::nullopt;
  if (length == 4 && !same_letters(a, b)) return std::nullopt;
  if (!same_first_letter(a, b)) return std::nullopt;
  return distance;
}

}  // namespace

std::size_t mistakes_allowed(std::size_t characters) { return characters < 4 ? 0 : characters < 8 ? 1 : 2; }

std::size_t beginning_distance(std::u32string_view typed, std::string_view name, std::size_t limit) {
  const std::size_t over = limit + 1;
  std::size_t best = over;
  std::u32string rest;
  // Optimal string alignment as in `edit_distance`, a row for each character typed, and the end of `rest` is free.
  std::vector<std::size_t> before_previous;
  std::vector<std::size_t> previous;
  std::vector<std::size_t> current;
  for (std::size_t begin = 0; begin < name.size() && best > 0; ++begin) {
    if (!is_word_byte(name[begin]) || (begin > 0 && is_word_byte(name[begin - 1]))) continue;
    rest = code_points(first_characters(name.substr(begin), typed.size() + limit));
    before_previous.assign(rest.size() + 1, over);
    previous.resize(rest.size() + 1);
    for (std::size_t j = 0; j <= rest.size(); ++j) previous[j] = std::min(j, over);
    std::size_t least_before = 0;
    for (std::size_t i = 1; i <= typed.size(); ++i) {
      current.assign(rest.size() + 1, over);
      if (i <= limit) current[0] = i;
      std::size_t least = current[0];
      for (std::size_t j = i > limit ? i - limit : 1; j <= std::min(rest.size(), i + limit); ++j) {
        const std::size_t substitution = previous[j - 1] + (typed[i - 1] == rest[j - 1] ? 0 : 1);
        std::size_t value = std::min({substitution, previous[j] + 1, current[j - 1] + 1, over});
        if (i > 1 && j > 1 && typed[i - 1] == rest[j - 2] && typed[i - 2] == rest[j - 1])
          value = std::min(value, before_previous[j - 2] + 1);
        current[j] = value;
        least = std::min(least, value);
      }
      std::swap(before_previous, previous);
      std::swap(previous, current);
      // A swapped pair reaches back two rows.
      if (least >= over && least_before >= over) break;
      least_before = least;
    }
    best = std::min(best, *std::min_element(previous.begin(), previous.end()));
  }
  return best;
}

bool is_misspelling(std::string_view folded_a, std::string_view folded_b) {
  std::string squeezed_a;
  std::string squeezed_b;
  squeeze(squeezed_a, folded_a);
  squeeze(squeezed_b, folded_b);
  const std::size_t length = std::min(count_characters(squeezed_a), count_characters(squeezed_b));
  if (length < 4) return false;
  if (squeezed_a == squeezed_b) return length >= 5;
  const std::vector<std::string_view> words_a = words_of(folded_a);
  const std::vector<std::string_view> words_b = words_of(folded_b);
  if (words_a.size() != words_b.size()) return false;
  const std::size_t allowed = length < 8 ? 1 : 2;
  std::size_t mistakes = 0;
  for (std::size_t i = 0; i < words_a.size(); ++i) {
    const auto between = word_mistakes(words_a[i], words_b[i]);
    if (!between) return false;
    mistakes += *between;
    if (mistakes > allowed) return false;
  }
  return true;
}

namespace {

/// What an organisation is, said before or after its name; people leave it out when they speak.
bool is_form_word(std::string_view word) {
  constexpr std::string_view words[] = {"stichting",    "vereniging", "cooperatie", "gemeente",   "provincie",
                                        "waterschap",   "bv",         "nv",         "vof",        "de",
                                        "het",          "the",        "of",         "foundation", "association",
                                        "municipality", "province"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::vector<std::string_view> without_form(std::vector<std::string_view> words) {
  std::erase_if(words, is_form_word);
  return words;
}

/// Names are taken apart at every letter that is typed: in larger networks only what is nearly written so is guessed.
constexpr std::size_t names_compared_at_most = 3'000;

/// "Zet" for "Stichting Zet", "Noord-Brabant" for "Provincie Noord-Brabant"; and, with `first_words`, "Zorgbelang" for
/// "Zorgbelang Brabant".
bool is_short_for(const std::vector<std::string_view>& said, std::string_view folded_label, bool first_words) {
  const std::vector<std::string_view> words = words_of(folded_label);
  const std::vector<std::string_view> name = without_form(words);
  if (name == said) return true;
  const auto begins = [&](const std::vector<std::string_view>& list) {
    return list.size() > said.size() && std::equal(said.begin(), said.end(), list.begin());
  };
  return first_words && begins(name);
}

}  // namespace

NameIndex::NameIndex(const Network& network) {
  entries_.reserve(network.nodes.size());
  for (const auto& [id, node] : network.nodes) {
    if (!node.place.empty()) places_.insert(fold(trim(node.place)));
    std::string folded = fold(trim(node.label));
    if (!folded.empty()) entries_.push_back({std::move(folded), &node});
  }
}

NameIndex::Match NameIndex::find(std::string_view name, bool guess) const {
  Match match;
  const std::string folded = fold(trim(name));
  if (folded.empty()) return match;
  for (const Entry& entry : entries_)
    if (entry.folded == folded) match.nodes.push_back(entry.node);
  if (!match.nodes.empty()) {
    match.likeness = Likeness::exact;
    return match;
  }
  if (!guess) return match;
  const std::uint64_t letters = letters_of(folded);
  for (const Entry& entry : entries_) {
    const std::uint64_t others = letters_of(entry.folded);
    if (may_be_within(letters, others, 2) && may_be_within(others, letters, 2) && is_misspelling(folded, entry.folded))
      match.nodes.push_back(entry.node);
  }
  const std::vector<std::string_view> words = words_of(folded), said = without_form(words);
  if (match.nodes.empty() && !said.empty()) {
    // A place is more often itself than the beginning of a name.
    const bool first_words = words == said && folded.size() >= 6 && !places_.contains(folded);
    for (const Entry& entry : entries_)
      if (entry.folded.find(said.front()) != std::string::npos && is_short_for(said, entry.folded, first_words))
        match.nodes.push_back(entry.node);
  }
  if (match.nodes.empty() && entries_.size() <= names_compared_at_most) {
    const NameWords typed = name_words(name);
    if (typed.words.empty() || places_.contains(folded) || is_place_word(folded)) return match;
    if (apart_.empty())
      for (const Entry& entry : entries_) apart_.push_back(name_words(entry.node->label));
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const auto likeness = likeness_of(typed, apart_[i]);
      if (likeness && *likeness != impactweb::Likeness::word_order) match.nodes.push_back(entries_[i].node);
    }
  }
  if (!match.nodes.empty()) match.likeness = Likeness::guessed;
  return match;
}

namespace {

/// Articles, and what joins the words of a name.
bool is_small_word(std::string_view word) {
  constexpr std::string_view words[] = {"de", "het", "een", "the", "a",    "an", "of", "van", "voor", "for", "in",
                                        "op", "bij", "aan", "met", "with", "at", "to", "en",  "and",  "uit", "door"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_legal_form(std::string_view word) {
  constexpr std::string_view words[] = {"stichting", "vereniging", "cooperatie",  "bv",      "nv",
                                        "vof",       "foundation", "association", "company", "groep"};
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::vector<std::string> words_said(std::string_view folded) {
  std::vector<std::string> words;
  for (const std::string_view word : words_of(folded))
    if (!is_small_word(word)) words.emplace_back(word);
  return words;
}

/// Whether a word may be said for one of a name. Whole words count for more than the beginning of one: `whole` says so.
bool may_stand_for(const std::string& said, const std::string& word, bool first, bool& whole) {
  if (said == word) return whole = true;
  if (word_mistakes(said, word)) return whole = !is_place_word(said);
  // `Rabo` for Rabobank; `st` for Street beside another word.
  whole = first && said.size() >= 4 && word.size() >= said.size() + 3;
  return word.size() > said.size() && said.size() >= 2 && word[0] == said[0] &&
         (word.starts_with(said) || (said.size() <= 3 && word.back() == said.back()));
}

}  // namespace

std::vector<const Node*> NameIndex::find_in_part(std::string_view name) const {
  const std::string folded = fold(trim(name));
  if (entries_.size() > names_compared_at_most || places_.contains(folded) || is_place_word(folded)) return {};
  const std::vector<std::string> said = words_said(folded);
  if (said.empty() || said.size() > 8 || folded.find_first_of("?!:<>~#@*") != std::string::npos) return {};
  // A legal form alone is nobody; `gemeente` is, where there is one.
  if (std::all_of(said.begin(), said.end(), is_legal_form)) return {};
  if (words_.empty())
    for (const Entry& entry : entries_) words_.push_back(words_said(entry.folded));
  std::string squeezed;
  for (const std::string& word : said) squeezed += word;
  std::vector<const Node*> nodes, beginning, shortened;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    // Names that hold marks are said in full.
    if (entries_[i].folded.find(" - ") != std::string::npos) continue;
    const std::vector<std::string>& words = words_[i];
    std::size_t at = 0, first_at = 0;
    bool all = true, some_whole = false, begun = false;
    for (std::size_t said_at = 0; all && said_at < said.size(); ++said_at) {
      bool whole = false;
      const auto stands = [&](std::size_t each) {
        return may_stand_for(said[said_at], words[each], each == 0 && said.size() == 1, whole);
      };
      while (at < words.size() && !stands(at)) ++at;
      all = at < words.size();
      if (!all) break;
      if (said_at == 0) first_at = at;
      if (words[at] != said[said_at] && whole && said.size() == 1 && words[at].starts_with(said[said_at])) begun = true;
      some_whole = some_whole || whole;
      ++at;
    }
    // `repaircafe` for Repair Café North
    for (std::size_t begin = 0; !all && begin < words.size(); ++begin) {
      std::string squeezed_words;
      for (std::size_t end = begin; !all && end < words.size() && squeezed_words.size() < squeezed.size(); ++end) {
        squeezed_words += words[end];
        all = some_whole = squeezed.size() >= 6 && squeezed_words == squeezed;
        first_at = begin;
      }
    }
    if (!all || !some_whole) continue;
    (begun ? shortened : first_at == 0 ? beginning : nodes).push_back(entries_[i].node);
  }
  if (!beginning.empty()) return beginning;
  return nodes.empty() ? shortened : nodes;
}

std::vector<Completion> NameIndex::complete(std::string_view typed, std::size_t limit) const {
  const std::string folded = fold(trim(typed));
  if (folded.empty() || limit == 0) return {};
  struct Candidate {
    int rank;
    std::size_t distance;
    const Entry* entry;
  };
  std::vector<Candidate> candidates;
  const std::u32string characters = code_points(folded);
  const std::size_t allowed = mistakes_allowed(characters.size());
  const std::uint64_t letters = letters_of(folded);
  for (const Entry& entry : entries_) {
    std::size_t at = entry.folded.find(folded);
    if (at == std::string::npos) {
      if (allowed == 0 || !may_be_within(letters, letters_of(entry.folded), allowed)) continue;
      const std::size_t distance = beginning_distance(characters, entry.folded, allowed);
      if (distance <= allowed) candidates.push_back({4, distance, &entry});
      continue;
    }
    int rank = 3;
    if (at == 0) {
      rank = entry.folded.size() == folded.size() ? 0 : 1;
    } else {
      for (; at != std::string::npos && rank == 3; at = entry.folded.find(folded, at + 1))
        if (!is_word_byte(entry.folded[at - 1])) rank = 2;
    }
    candidates.push_back({rank, 0, &entry});
  }
  const auto before = [](const Candidate& a, const Candidate& b) {
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.distance != b.distance) return a.distance < b.distance;
    if (a.entry->folded != b.entry->folded) return a.entry->folded < b.entry->folded;
    return a.entry->node->id < b.entry->node->id;
  };
  const std::size_t count = std::min(limit, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), candidates.end(),
                    before);
  std::vector<Completion> completions;
  for (std::size_t i = 0; i < count; ++i)
    completions.push_back({candidates[i].entry->node->id, candidates[i].entry->node->label, candidates[i].distance});
  return completions;
}

std::vector<Completion> complete_name(const Network& network, std::string_view typed, std::size_t limit) {
  return NameIndex(network).complete(typed, limit);
}

std::string resolve_name(const Network& network, std::string_view typed) {
  const NameIndex::Match match = NameIndex(network).find(typed);
  if (match.nodes.size() == 1) return match.nodes.front()->id;
  // Among equal names the one that is written exactly so.
  std::string id;
  if (match.likeness == NameIndex::Likeness::exact) {
    for (const Node* node : match.nodes) {
      if (node->label != trim(typed)) continue;
      if (!id.empty()) return {};
      id = node->id;
    }
  }
  return id;
}

}  // namespace impactweb
