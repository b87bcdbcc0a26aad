// Cuts a line of quick entry into names, edges, tags, places, texts and terms. Positions count code points.
//
// Where a mark counts:
//   > < ~ and arrows (-> => <- <-> → ← ↔)   always
//   - – —                                   with white space on both sides, so that "zorg- en welzijn" stays whole
//   , ;                                     always, but for a comma between two digits; see `join_listed_names`
//   ? !                                     after white space, or at the end of a word when white space and more words
//   follow #                                       after white space, a word right behind it
//   @                                       after white space
//   [                                       after white space, with a ] before a mark or the end
//   *                                       after white space: with a digit from 1 to 5 or up to five in a row energy,
//                                           with more words what moves somebody
//   :                                       after a word for a kind of node; else after an edge with white space on a
//   side
//                                           (the one with white space on both sides when there is such a one), without
//                                           any edge with white space on both sides
// Not within double quotes at the beginning of a name or after white space, and not within a name of `known_names`. A
// text after ? or ! runs until the next ? or ! between words; terms after : until the next > < ~ # @.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/entry/vocabulary.hpp"
#include "core/model/network.hpp"

namespace impactweb::entry {

struct Element {
  enum class Type : std::uint8_t {
    name,
    tag,
    place,
    need,
    offer,
    edge,
    terms,
    comma,
    sector,
    energy,
    motivation,
    clause
  };
  Type type = Type::name;  ///< `clause`: what follows is said of others, no mark stands for it
  std::size_t begin = 0;   ///< of what stands for `text`, quotes included, kind prefix and mark not
  std::size_t end = 0;
  std::string text;  ///< without quotes, white space runs as one space unless quoted; empty when nothing is typed yet
  bool quoted = false;
  std::string node_kind = {};                 ///< of a name: value of the word before it
  Direction direction = Direction::directed;  ///< of an edge
  bool reversed = false;                      ///< of an edge: `A < B`
  std::vector<std::string> tags = {};         ///< at the end of a need or offer
};

/// The words of a line, one code point each; control characters are spaces and what is no UTF-8 is U+FFFD.
std::u32string line_characters(std::string_view line);

/// True when a name holds a character that may be a mark, so that `scan_line` has to know it to keep it whole.
bool may_need_quotes(std::string_view name);

/// `known_names` are folded.
std::vector<Element> scan_line(std::u32string_view line, const std::vector<EntryWord>& node_kinds,
                               const std::vector<std::string>& known_names);

/// A comma or semicolon separates names only in a line with an edge, a need or an offer; elsewhere it belongs to the
/// name.
void join_listed_names(std::vector<Element>& elements);

/// `name` as it must be written to be read as that name (or as a tag or place) wherever it stands.
std::string quoted_if_needed(std::string_view name, Element::Type type, const std::vector<EntryWord>& node_kinds);

}  // namespace impactweb::entry
