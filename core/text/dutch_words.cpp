#include "core/text/dutch_words.hpp"

#include <algorithm>
#include <utility>

namespace impactweb {

DutchWords::DutchWords(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    unsigned char roles = 0;
    for (const char sign : line.substr(space + 1))
      roles |= sign == 'b' ? begins_compound : sign == 'e' ? ends_compound : sign == 'v' ? verb_stem : 0;
    words_.emplace_back(line.substr(0, space), roles);
  }
}

unsigned char DutchWords::roles(std::string_view word) const {
  const auto found = std::lower_bound(words_.begin(), words_.end(), word,
                                      [](const auto& entry, std::string_view asked) { return entry.first < asked; });
  return found != words_.end() && found->first == word ? found->second : 0;
}

const DutchWords& DutchWords::all() {
  static const DutchWords words(dutch_words_text());
  return words;
}

}  // namespace impactweb
