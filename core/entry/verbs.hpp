// Forms of Dutch and English verbs: what `krijgt`, `krijgen`, `kreeg` and `gekregen` have in common.
#pragma once

#include <string>
#include <string_view>

namespace impactweb::entry {

/// What the forms of a folded verb have in common; rougher than a stem of language, and only to be compared.
std::string verb_root(std::string_view folded);

/// The same for a phrase of which the first word is the verb: `delen kennis met` and `deelt kennis met` are one.
std::string phrase_root(std::string_view folded);

}  // namespace impactweb::entry
