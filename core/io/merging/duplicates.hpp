// Nodes that look like the same party written in two ways: proposals for people to decide on. Nothing is merged here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

struct DuplicatePair {
  std::string id;           ///< an incoming node
  std::string other;        ///< what it looks like: the node that stays if they are the same
  bool in_network = false;  ///< `other` is a node of the open network, else another incoming one
  Likeness likeness = Likeness::same_name;
};

/// The pairs within `incoming`, and between `incoming` and `network`, that look alike: the most certain first, then in
/// order of name; at most `most_duplicates`. `matched` are the incoming nodes that merging recognises already, with the
/// ids that they have in `network`. Of nodes that say so, persons are like persons only, and names that are merely
/// alike are not proposed where the places differ. Time is about linear in the number of names: words are looked up in
/// an index, and only names that share a rare word are compared.
std::vector<DuplicatePair> find_duplicates(const Network& network, const Network& incoming,
                                           const std::map<std::string, std::string>& matched);

inline constexpr std::size_t most_duplicates = 1'000;

}  // namespace impactweb
