// Several tables that belong together: relations whose ends are in other tables, by name or by id, and what the name of
// a sheet says of what is in it.
#pragma once

#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/table_source.hpp"

namespace impactweb::tables {

/// Names of the nodes in all tables of nodes but `except`.
KnownNames names_elsewhere(const TableSources& sources, const TableSource* except);

/// The two columns that are the likeliest ends of ties: those that draw on `known` names or ids, on each other's names,
/// or else the first two of words. Nothing when there are no two columns.
std::optional<std::pair<std::size_t, std::size_t>> likely_ends(const TableSource& source, const KnownNames& known);

/// Tables that are nodes at first sight, or nothing, and whose columns draw on the names or ids of other tables, are
/// ties. `take_ties` makes a table one of ties below the header at a row.
void guess_relations(TableSources& sources, const std::function<void(TableSource&, std::size_t header)>& take_ties);

/// What nodes are whose kind no column says, by the name of their sheet or file, or the header above their names.
void guess_what_nodes_are(TableSource& source);

/// Names of persons with organisations beside them: which they are tied to.
void guess_persons(TableSource& source);

/// Where tables of nodes use the same ids for different nodes, ids hold within their table, and ties find theirs by the
/// header of the end or by which table has all of them.
void settle_ids(TableSources& sources);

}  // namespace impactweb::tables
