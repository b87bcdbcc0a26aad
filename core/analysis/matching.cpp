#include "core/analysis/matching.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>

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
    if (std::any_of(word.begin(), word.end(), is_letter_byte) && count_characters(word) > 1 && !is_stop_word(word))
      words.emplace_back(word);
}

// An exchange with where it stands and what it is about.
struct Item {
  const Node* node = nullptr;
  const Exchange* exchange = nullptr;
  std::vector<std::string> words;
};

void add_open(const Node& node, const std::vector<Exchange>& exchanges, std::vector<Item>& items) {
  for (const Exchange& exchange : exchanges)
    if (exchange.status == ExchangeStatus::open) items.push_back({&node, &exchange, key_words(exchange)});
}

using Places = std::vector<std::uint32_t>;

std::map<std::string_view, Places> index_by_word(const std::vector<Item>& items) {
  std::map<std::string_view, Places> index;
  for (std::uint32_t i = 0; i < items.size(); ++i)
    for (const std::string& word : items[i].words) index[word].push_back(i);
  return index;
}

constexpr std::size_t sample = 64;
constexpr std::uint64_t most_pairs = 4'000'000;

}  // namespace

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

NeedReport match_needs(const Network& network, std::uint64_t pair_limit) {
  NeedReport report;
  std::vector<Item> needs;
  std::vector<Item> offers;
  for (const auto& [id, node] : network.nodes) {
    if (node.kind == NodeKind::actor || node.kind == NodeKind::initiative) {
      ++report.nodes.of;
      if (!node.needs.empty() || !node.offers.empty()) ++report.nodes.known;
    }
    add_open(node, node.needs, needs);
    add_open(node, node.offers, offers);
  }
  report.open = needs.size();

  std::vector<Places> fitting(needs.size());
  std::uint64_t pairs = 0;
  const std::map<std::string_view, Places> needs_of = index_by_word(needs);
  const std::map<std::string_view, Places> offers_of = index_by_word(offers);
  for (const auto& [word, asking] : needs_of) {
    const auto found = offers_of.find(word);
    if (found == offers_of.end()) continue;
    const Places& giving = found->second;
    const bool all = std::uint64_t{asking.size()} * giving.size() <= pair_limit;
    for (std::size_t i = 0; i < asking.size(); ++i) {
      Places& row = fitting[asking[i]];
      const Node* const own = needs[asking[i]].node;
      // A common word: each need begins at another place, so that together they come to all offers.
      const std::size_t begin = all ? 0 : i * giving.size() / asking.size();
      const std::size_t wanted = pairs < most_pairs ? (all ? giving.size() : sample) : (row.empty() ? 1 : 0);
      std::size_t taken = 0;
      for (std::size_t k = 0; k < giving.size() && taken < wanted; ++k) {
        const std::uint32_t offer = giving[(begin + k) % giving.size()];
        if (offers[offer].node == own) continue;
        row.push_back(offer);
        ++taken;
      }
      pairs += taken;
    }
  }

  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> targets;
  for (Places& row : fitting) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    if (!row.empty()) ++report.covered;
    targets.insert(targets.end(), row.begin(), row.end());
    offsets.push_back(static_cast<std::uint32_t>(targets.size()));
  }
  const std::vector<std::uint32_t> offer_of =
      maximum_matching(offsets, targets, static_cast<std::uint32_t>(offers.size()));
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (offer_of[i] == unmatched) continue;
    const Item& offer = offers[offer_of[i]];
    NeedMatch match{needs[i].node->id, needs[i].exchange->id, offer.node->id, offer.exchange->id, {}};
    std::set_intersection(needs[i].words.begin(), needs[i].words.end(), offer.words.begin(), offer.words.end(),
                          std::back_inserter(match.words));
    report.matches.push_back(std::move(match));
  }
  return report;
}

}  // namespace impactweb::analysis
