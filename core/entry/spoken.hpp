// Sentences without marks: `Zet werkt samen met Gemeente Tilburg`, `Avans zoekt een zaal`.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/entry/vocabulary.hpp"

namespace impactweb::entry {

/// Whether somebody has that name.
using KnowsName = std::function<bool(const std::string&)>;

/// The line with marks that such a sentence means (`Zet > Gemeente Tilburg : werkt samen met`); empty when it is none.
/// A verb counts when it hardly stands in names: those of several words, some that say only what somebody does, and the
/// others beside the name of somebody who is there. Words in between that change nothing are left out; `nog niet`,
/// `zou kunnen`, `might` make a tie potential.
std::string marks_for_spoken(std::string_view line, const EntryVocabulary& vocabulary, const KnowsName& knows);

}  // namespace impactweb::entry
