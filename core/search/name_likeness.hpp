// Whether two names are those of the same party: the one judge of it, for what is imported and for what is typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/model/network.hpp"
#include "core/text/name_words.hpp"

namespace impactweb {

/// Why two names are taken for the same, the most certain first.
enum class Likeness : std::uint8_t {
  same_name,     ///< equal but for case and accents; what differs is the kind or the id
  punctuation,   ///< equal but for spaces, punctuation, articles and prepositions
  legal_form,    ///< one names a legal form that the other leaves out: Stichting Zet, Zet
  abbreviation,  ///< words are shortened: Prov. N-Brabant, Provincie Noord-Brabant
  word_order,    ///< the same words in another order
  spelling,      ///< typing mistakes
  initials,      ///< one is made of the first letters of the other, or stands in brackets behind it
  shortened,     ///< one leaves out a place or the kind of authority
};

inline constexpr EnumName<Likeness> likenesses[] = {
    {Likeness::same_name, "sameName"},   {Likeness::punctuation, "punctuation"},
    {Likeness::legal_form, "legalForm"}, {Likeness::abbreviation, "abbreviation"},
    {Likeness::word_order, "wordOrder"}, {Likeness::spelling, "spelling"},
    {Likeness::initials, "initials"},    {Likeness::shortened, "shortened"}};

/// Whether two names look like the same party, and why; nothing when they do not. Names that differ in a number, a
/// legal form, a kind of authority or a place are never the same, nor are short words that differ at all (Zet, Zit).
std::optional<Likeness> likeness_of(const NameWords& a, const NameWords& b);

/// Mistakes between two folded words, or nothing when they are different words. The first letter is never mistaken, nor
/// is a digit; in a word of up to six letters no letter is mistaken for another, but two may be swapped.
std::optional<std::size_t> typing_mistakes(const std::string& a, const std::string& b);

}  // namespace impactweb
