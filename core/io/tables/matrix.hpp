// Matrices: names beside the rows, above the columns or both, and in the cells whether, how much or how they are tied.
#pragma once

#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/table_source.hpp"

namespace impactweb::tables {

/// Recognises a matrix and settles how it is read; false when the table is something else, as most tables of numbers
/// are. `elsewhere`: names in other tables and in the open network.
bool guess_matrix(TableSource& source, const KnownNames& elsewhere);

/// Takes a table for a matrix whose names above the columns are in row `header`, 0 when there are none.
void take_matrix(TableSource& source, std::size_t header);

/// Adds who stands in a matrix and the ties between them to `builder`. `decided`: what words in the cells mean, folded.
/// False when there is no more room.
bool read_matrix(const TableSource& source, const std::map<std::string, Json>* decided, RecordBuilder& builder);

}  // namespace impactweb::tables
