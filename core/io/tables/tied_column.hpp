// Columns of a table of nodes that say with whom each row has ties: answers to questions such as "with whom do you
// work?", with names in one cell, or a column for each name with how often.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/table_source.hpp"

namespace impactweb::tables {

/// Row → id of the node that it has become.
using RowIds = std::map<std::size_t, std::string>;

/// Finds the free columns of a table of nodes that say with whom there are ties. `elsewhere`: names in other tables and
/// in the open network.
void guess_tied(TableSource& source, const KnownNames& elsewhere);

/// `Partner 1`, `Partner 2` and `Partner 3` behind a name are no ends: the column with the name, where a table of ties
/// is taken to have such ends.
std::optional<std::size_t> name_before_partners(const TableSource& source);

/// Whether a header is a question after others: `Met wie werk je samen?`
bool asks_for_ties(std::string_view header);

/// The first row of a table when there are such questions in it, of several words or with a question mark.
std::optional<std::size_t> header_with_questions(const TableSource& source);

/// Whether a header is such a question with a name behind it: `Met wie? [De Brug]`.
bool asks_about_one(std::string_view header);

/// What a column with this header is when somebody says that it tells with whom there are ties: with one, when
/// `answers` are in its cells and the header ends with a name, or else with the names in it.
TiedColumn tied_by_header(std::string_view header, bool answers);

/// Whether the cells of a column are answers rather than names.
bool holds_answers(const TableSource& source, std::size_t column);

/// Adds the ties that the answers of nodes make to `builder`; each is claimed by who answered. False when there is no
/// more room.
bool read_tied(const TableSource& source, const RowIds& ids, const KnownNames& known, RecordBuilder& builder);

}  // namespace impactweb::tables
