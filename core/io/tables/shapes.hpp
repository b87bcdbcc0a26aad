// Tables in which a row is not one node or one tie, as it was recognised or decided.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace impactweb::tables {

enum class Shape : std::uint8_t {
  table,   ///< a row is a node or a tie
  matrix,  ///< names beside the rows, above the columns or both, and ties where they meet
  lists,   ///< the first name in a row has ties with the others
};

/// How the ties in a matrix or in lists are read, and in a table of ties, where `rows` is what they begin at and
/// `columns` what they end at.
struct TieWays {
  std::string rows;         ///< what stands beside the rows: one of `is_what`, or empty
  std::string columns;      ///< what stands above the columns; empty when it is the same as beside the rows
  std::string kind;         ///< of the ties, where the cells do not say so
  bool undirected = false;  ///< one tie for both ways, instead of one from the row to the column
  bool reversed = false;    ///< from the column to the row
};

/// A column of a table of nodes that says with whom they have ties: names, or where `other` is given, how with that
/// one.
struct TiedColumn {
  std::string other;
  std::string kind;
  bool reversed = false;  ///< the tie leads to who answers
  bool claimed = false;   ///< an answer to a question, and a claim of who gave it
  std::string are = {};   ///< what those are who are named and are nowhere else; see `is_what`
};

using TiedColumns = std::map<std::size_t, TiedColumn>;

/// In place of a field: the column says with whom there are ties.
inline constexpr const char* tied_with = "tiedWith";

}  // namespace impactweb::tables
