// Sentences without marks: `Zet werkt samen met Gemeente Tilburg`, `Avans zoekt een zaal`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/entry/vocabulary.hpp"

namespace impactweb::entry {

/// Whether somebody has that name.
using KnowsName = std::function<bool(const std::string&)>;

/// The lines with marks that such a sentence means (`Zet > Gemeente Tilburg : werkt samen met`), one for each thing
/// that is said of somebody; none when it is no sentence. A verb counts when it hardly stands in names: those of
/// several words, some that say only what somebody does, and the others beside the name of somebody who is there;
/// between two who are there any verb does, and is what the tie is called. Words in between that change nothing are
/// left out; `nog niet`, `zou kunnen`, `might` make a tie potential.
std::vector<std::string> marks_for_spoken(std::string_view line, const EntryVocabulary& vocabulary,
                                          const KnowsName& knows);

/// Whether a line that says no tie, need or offer still looks like something that somebody said, more than like a name.
bool is_like_sentence(std::string_view line, const EntryVocabulary& vocabulary, const KnowsName& knows);

}  // namespace impactweb::entry
