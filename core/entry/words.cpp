#include "core/entry/words.hpp"

#include <algorithm>

#include "core/text/text.hpp"

namespace impactweb::entry {

namespace {

constexpr std::size_t too_far = 1000;

std::size_t distance_between(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  if (a.size() != b.size()) return too_far;
  std::size_t total = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    const std::size_t length = std::min(count_characters(a[i]), count_characters(b[i]));
    if (length < 5) return too_far;
    const std::size_t allowed = length < 8 ? 1 : 2;
    const std::size_t distance = edit_distance(a[i], b[i], allowed);
    if (distance > allowed) return too_far;
    total += distance;
  }
  return total;
}

}  // namespace

std::string value_of_phrase(const std::vector<EntryWord>& words, std::string_view phrase) {
  const std::string folded = fold(trim(phrase));
  if (folded.empty()) return {};
  std::string candidate;
  for (const EntryWord& word : words) {
    candidate.clear();
    append_fold(candidate, word.word);
    if (candidate == folded) return word.value;
  }
  return {};
}

std::string nearest_value(const std::vector<EntryWord>& words, std::string_view phrase) {
  const std::string folded = fold(trim(phrase));
  const std::vector<std::string_view> typed = split(folded, ' ');
  if (typed.empty()) return {};
  std::size_t nearest = too_far;
  std::string value;
  for (const EntryWord& word : words) {
    const std::string candidate = fold(word.word);
    const std::size_t distance = distance_between(typed, split(candidate, ' '));
    if (distance > nearest || distance == too_far) continue;
    if (distance == nearest && value != word.value) {
      value.clear();
      continue;
    }
    if (distance < nearest) value = word.value;
    nearest = distance;
  }
  return value;
}

}  // namespace impactweb::entry
