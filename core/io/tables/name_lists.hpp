// Lists of ties, in which the first name of a row has ties with all others: `Zet;Brug;Tuin`, `Zet: Brug, Tuin`.
#pragma once

#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/table_source.hpp"

namespace impactweb::tables {

/// Recognises such lists in a table without a header that is understood; false when they are none.
bool guess_lists(TableSource& source);

/// The row with the header of a table whose other columns hold names out of the first one, several in a cell; nothing
/// when it is none.
std::optional<std::size_t> header_above_names(const TableSource& source);

/// Takes a table for such lists, below the header in row `header`, 0 when there is none.
void take_lists(TableSource& source, std::size_t header);

/// Adds who stands in the lists and their ties to `builder`. False when there is no more room.
bool read_lists(const TableSource& source, RecordBuilder& builder);

}  // namespace impactweb::tables
