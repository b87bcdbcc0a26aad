#include "core/analysis/matching.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "core/support/sort.hpp"
#include "core/text/text.hpp"

namespace impactweb::analysis {

namespace {

// Words that say nothing about what is needed or offered, folded; ascending, for looking up.
constexpr std::string_view stop_words[] = {
    "aan",    "aanbieden", "aanbod", "about", "achter", "al",       "alle",    "alles",  "als",    "an",    "and",
    "andere", "any",       "are",    "as",    "at",     "be",       "been",    "bied",   "bieden", "bij",   "by",
    "can",    "dat",       "de",     "der",   "deze",   "die",      "dit",     "do",     "door",   "een",   "eigen",
    "elkaar", "en",        "er",     "for",   "from",   "gevraagd", "gezocht", "graag",  "have",   "heb",   "hebben",
    "heeft",  "help",      "helpen", "het",   "hulp",   "ie",       "if",      "ik",     "in",     "into",  "is",
    "it",     "its",       "je",     "jij",   "kan",    "kunnen",   "looking", "maar",   "me",     "meer",  "met",
    "mijn",   "more",      "my",     "naar",  "need",   "needed",   "needs",   "niet",   "nodig",  "nog",   "not",
    "of",     "offer",     "offers", "om",    "on",     "onder",    "ons",     "onze",   "ook",    "op",    "or",
    "other",  "our",       "over",   "some",  "te",     "that",     "the",     "their",  "them",   "there", "these",
    "they",   "this",      "to",     "tot",   "uit",    "us",       "van",     "veel",   "voor",   "vraag", "want",
    "wat",    "we",        "weer",   "wel",   "who",    "wie",      "wij",     "will",   "willen", "with",  "would",
    "you",    "your",      "ze",     "zij",   "zijn",   "zo",       "zoek",    "zoeken", "zoekt"};
static_assert(std::is_sorted(std::begin(stop_words), std::end(stop_words)));

bool is_stop_word(std::string_view word) {
  return std::binary_search(std::begin(stop_words), std::end(stop_words), word);
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  const std::string folded = fold(text);
  for (const std::string_view word : words_of(folded))
    if (is_key_word(word)) words.emplace_back(word);
}

}  // namespace

bool is_key_word(std::string_view word) {
  return std::any_of(word.begin(), word.end(), is_letter_byte) && count_characters(word) > 1 && !is_stop_word(word);
}

std::vector<std::string> key_words(const Exchange& exchange) {
  std::vector<std::string> words;
  add_words(exchange.text, words);
  for (const std::string& tag : exchange.tags) add_words(tag, words);
  sort_stably(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<std::uint32_t> maximum_matching(const std::vector<std::uint32_t>& offsets,
                                            const std::vector<std::uint32_t>& targets, std::uint32_t right_size) {
  const auto left_size = static_cast<std::uint32_t>(offsets.size() - 1);
  constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> right_of(left_size, unmatched);
  std::vector<std::uint32_t> left_of(right_size, unmatched);
  std::vector<std::uint32_t> distance(left_size);
  std::vector<std::uint32_t> cursor(left_size);
  std::vector<std::uint32_t> queue;
  std::vector<std::uint32_t> path;

  for (;;) {
    // How far each left node is, along alternating paths, from one that is free.
    queue.clear();
    for (std::uint32_t left = 0; left < left_size; ++left) {
      distance[left] = right_of[left] == unmatched ? 0 : far;
      if (distance[left] == 0) queue.push_back(left);
    }
    std::uint32_t shortest = far;
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const std::uint32_t left = queue[head];
      if (distance[left] >= shortest) break;
      for (std::uint32_t i = offsets[left]; i < offsets[left + 1]; ++i) {
        const std::uint32_t next = left_of[targets[i]];
        if (next == unmatched) {
          shortest = distance[left];
        } else if (distance[next] == far) {
          distance[next] = distance[left] + 1;
          queue.push_back(next);
        }
      }
    }
    if (shortest == far) return right_of;

    // Disjoint shortest augmenting paths, each found by a walk that never tries an edge twice.
    std::copy(offsets.begin(), offsets.end() - 1, cursor.begin());
    for (std::uint32_t start = 0; start < left_size; ++start) {
      if (right_of[start] != unmatched) continue;
      path.assign(1, start);
      while (!path.empty()) {
        const std::uint32_t left = path.back();
        if (cursor[left] == offsets[left + 1]) {
          path.pop_back();
          if (!path.empty()) ++cursor[path.back()];
          continue;
        }
        const std::uint32_t right = targets[cursor[left]];
        const std::uint32_t next = left_of[right];
        if (next == unmatched) {
          for (const std::uint32_t node : path) {
            right_of[node] = targets[cursor[node]];
            left_of[right_of[node]] = node;
            cursor[node] = offsets[node + 1];  // on a path already: no other of this round may use it
          }
          break;
        }
        if (distance[next] == distance[left] + 1 && cursor[next] != offsets[next + 1])
          path.push_back(next);
        else
          ++cursor[left];
      }
    }
  }
}

}  // namespace impactweb::analysis
