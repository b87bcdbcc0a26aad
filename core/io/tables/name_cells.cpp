#include "core/io/tables/name_cells.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/io/tables/answers.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

using Texts = std::vector<std::string_view>;

constexpr std::string_view conjunctions[] = {" en ", " and ", " und ", " et ", " y ",
                                             " e ",  " & ",   " + ",   " of ", " or "};

/// The parts between any of `separators`, trimmed, empty ones left out.
Texts parts_of(std::string_view text, std::string_view separators) {
  Texts parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (const std::string_view part = trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// Without the sign or number of a list before it, and the full stop behind it.
std::string_view without_bullet(std::string_view text) {
  text = trim(text);
  for (const std::string_view bullet : {"- ", "* ", "• ", "– ", "· "})
    if (text.starts_with(bullet)) return trim(text.substr(bullet.size()));
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(static_cast<unsigned char>(text[digits]))) ++digits;
  if (digits > 0 && digits < 3 && digits + 1 < text.size() && (text[digits] == '.' || text[digits] == ')') &&
      text[digits + 1] == ' ')
    return trim(text.substr(digits + 1));
  return text;
}

/// `Anna Wit` out of `Wit, Anna`; empty when it is written otherwise.
std::string turned_round(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) return {};
  const std::string_view last = trim(text.substr(0, comma)), first = trim(text.substr(comma + 1));
  return last.empty() || first.empty() ? std::string() : std::string(first) + " " + std::string(last);
}

bool begins_large(std::string_view text) {
  return !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || static_cast<unsigned char>(text[0]) >= 0x80);
}

/// `Jansen en Zonen` is one.
bool is_part_of_firm(std::string_view text) {
  static const std::set<std::string, std::less<>> words = {
      "zonen",   "zn",   "zoon",  "dochters", "co",         "co.",     "sons", "söhne",   "partners",
      "partner", "fils", "hijos", "cie",      "associates", "company", "zorg", "welzijn", "omstreken"};
  return words.contains(fold(text));
}

class Splitter {
 public:
  explicit Splitter(const KnownNames& known) : known_(known) {}

  std::vector<std::string> names(std::string_view text) {
    if (take_known(text)) return std::move(names_);
    for (const std::string_view piece : parts_of(text, ";|\n\r\t")) {
      if (take_known(without_bullet(piece))) continue;
      split_at(without_bullet(piece), ',');
    }
    return std::move(names_);
  }

 private:
  bool take_known(std::string_view text) {
    text = trim(text);
    // `Bram (Brug)` says more of Bram.
    if (const std::size_t open = text.rfind(" (");
        !known_.contains(text) && open != std::string_view::npos && text.ends_with(')'))
      text = trim(text.substr(0, open));
    if (!known_.contains(text)) return false;
    add(known_.spelled(text));
    return true;
  }

  void add(std::string_view text) {
    const std::string_view name = without_bullet(text);
    const bool nobody = known_.spelled(name).empty() && (is_answer_word(name) || fold(name) == "?");
    if (!name.empty() && !nobody && seen_.insert(fold(name)).second) names_.emplace_back(name);
  }

  /// Takes the longest known names that go on over separators, and what is between them apart.
  void split_at(std::string_view text, char separator) {
    const Texts parts = parts_of(text, std::string_view(&separator, 1));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::size_t last = parts.size();
      while (last > i + 1 && !known_.contains(span_of(parts[i], parts[last - 1]))) --last;
      const std::string_view whole = span_of(parts[i], parts[last - 1]);
      if (last > i + 1 || known_.contains(whole)) {
        take_known(whole);
        i = last - 1;
      } else if (separator == ',') {
        split_at_slash(parts[i], parts.size() > 1 && i + 1 == parts.size());
      } else {
        add(parts[i]);
      }
    }
  }

  void split_at_slash(std::string_view text, bool ends_list) {
    const Texts parts = parts_of(text, "/");
    const bool some =
        text.find(" / ") != std::string_view::npos ||
        std::any_of(parts.begin(), parts.end(), [&](std::string_view each) { return known_.contains(each); });
    if (parts.size() > 1 && some)
      split_at(text, '/');
    else
      split_at_and(text, ends_list);
  }

  /// Where one side is known, and at the end of a list in which both sides are names.
  void split_at_and(std::string_view text, bool ends_list) {
    if (take_known(text)) return;
    for (const std::string_view word : conjunctions)
      for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::string_view before = trim(text.substr(0, at)), after = trim(text.substr(at + word.size()));
        // `City of Breda` and `Ernst & Young` are one at the end of a list as well.
        const bool lists = word != " of " && word != " & ";
        const bool listed =
            lists && ends_list && begins_large(before) && begins_large(after) && !is_part_of_firm(after);
        if (!known_.contains(before) && !known_.contains(after) && !listed) continue;
        if (!take_known(before)) split_at_and(before, false);
        if (!take_known(after)) split_at_and(after, false);
        return;
      }
    // `en Carla` behind the last comma.
    for (const std::string_view word : conjunctions)
      if (ends_list && text.starts_with(word.substr(1)) && begins_large(text.substr(word.size() - 1)))
        return add(text.substr(word.size() - 1));
    add(text);
  }

  static std::string_view span_of(std::string_view first, std::string_view last) {
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
  }

  const KnownNames& known_;
  std::vector<std::string> names_;
  std::set<std::string> seen_;
};

}  // namespace

void KnownNames::add(std::string_view name) {
  name = trim(name);
  if (!name.empty()) names_.emplace(fold(name), name);
}

void KnownNames::add(const KnownNames& others) { names_.insert(others.names_.begin(), others.names_.end()); }

bool KnownNames::contains(std::string_view name) const { return !spelled(name).empty(); }

std::string_view KnownNames::spelled(std::string_view name) const {
  if (names_.empty()) return {};
  auto found = names_.find(fold(trim(name)));
  if (found == names_.end() && name.find(',') == std::string_view::npos) {
    // `Wit, Anna` is there for `Anna Wit`.
    const std::string folded = fold(trim(name));
    for (std::size_t at = folded.find(' '); at != std::string::npos && found == names_.end();
         at = folded.find(' ', at + 1))
      found = names_.find(folded.substr(at + 1) + ", " + folded.substr(0, at));
  }
  if (found == names_.end())
    if (const std::string turned = turned_round(name); !turned.empty()) found = names_.find(fold(turned));
  if (found == names_.end())
    if (const std::string beginning = fold(trim(name)) + " ("; beginning.size() > 2) {
      // `Anna Wit (Zet)` is there for `Anna Wit`, if nobody else is.
      const auto first = names_.lower_bound(beginning);
      const bool begins = first != names_.end() && first->first.starts_with(beginning) && first->first.ends_with(')');
      if (begins && (std::next(first) == names_.end() || !std::next(first)->first.starts_with(beginning)))
        found = first;
    }
  return found == names_.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> KnownNames::like(std::string_view name, std::size_t limit) const {
  const std::string folded = fold(trim(name));
  std::vector<std::pair<std::size_t, std::string>> found;
  if (folded.empty()) return {};
  for (const auto& [key, spelled] : names_) {
    const std::size_t most = folded.size() < 5 ? 1 : 2;
    if (const std::size_t distance = edit_distance(folded, key, most); distance <= most)
      found.emplace_back(distance, spelled);
    else if (key.starts_with(folded + " ") || folded.starts_with(key + " ") || key.ends_with(" " + folded))
      found.emplace_back(3, spelled);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (const auto& [distance, spelled] : found)
    if (names.size() < limit) names.push_back(spelled);
  return names;
}

std::vector<std::string> names_in_cell(std::string_view text, const KnownNames& known) {
  return Splitter(known).names(trim(text));
}

bool may_be_name(std::string_view text) {
  text = trim(text);
  if (text.empty() || count_characters(text) > 60 || text.find('@') != std::string_view::npos ||
      text.find("://") != std::string_view::npos || text.back() == '?' || text.starts_with("www."))
    return false;
  const std::string folded = fold(text);
  const bool letters = std::any_of(folded.begin(), folded.end(), is_letter_byte);
  return letters && split(folded, ' ').size() <= 7 &&
         !(is_digit(static_cast<unsigned char>(text[0])) && text.find_first_of("-/:") < 5);
}

}  // namespace impactweb::tables
