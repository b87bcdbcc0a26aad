// Compounds: Dutch writes as one word what English writes as several.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace impactweb {

/// The stems (see `dutch_stem`) of the parts of a folded Dutch compound, from the first to the one that says what it
/// is: bijenkast → bij, kast. Empty when the word is known as a whole, or does not fall into words that are known
/// (dutch_words.hpp). A part has three letters or more; prepositions (`onderzoek`, `voorraad`) begin no compound.
std::vector<std::string> compound_parts(std::string_view word);

}  // namespace impactweb
