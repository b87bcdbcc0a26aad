// Sentences without marks: `Zet werkt samen met Gemeente Tilburg`, `Avans zoekt een zaal`.
#pragma once

#include <string>
#include <string_view>

#include "core/entry/vocabulary.hpp"

namespace impactweb::entry {

/// The line with marks that such a sentence means (`Zet > Gemeente Tilburg : werkt samen met`); empty when it is none.
/// A verb counts when it hardly stands in names: those of several words, and some that say only what somebody does.
std::string marks_for_spoken(std::string_view line, const EntryVocabulary& vocabulary);

}  // namespace impactweb::entry
