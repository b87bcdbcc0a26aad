// Recognising the words of a vocabulary, typing mistakes tolerated.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/entry/vocabulary.hpp"

namespace impactweb::entry {

/// The value of the word or phrase that equals `phrase` when folded; empty when there is none.
std::string value_of_phrase(const std::vector<EntryWord>& words, std::string_view phrase);

/// The value of the phrase that `phrase` may be a misspelling of: one mistake in a word from 5 letters, two from 8.
/// Empty when there is none or several values are equally near.
std::string nearest_value(const std::vector<EntryWord>& words, std::string_view phrase);

}  // namespace impactweb::entry
