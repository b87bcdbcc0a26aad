// Tables with a row for each tie between things of two sorts: `Persoon;Werkgroep;Rol`, `Financier;Project;Bedrag`.
#pragma once

#include <functional>

#include "core/io/tables/table_source.hpp"

namespace impactweb::tables {

/// Takes a table for such ties when its headers name two sorts of things, and what stands beside them, or who comes
/// again, says that a row is a tie. `take_ties` makes a table one of ties below the header at a row.
bool guess_tie_list(TableSource& source, const std::function<void(TableSource&, std::size_t header)>& take_ties);

/// What kind the ties of a table have that do not say it, by the headers of their ends.
void name_kind_of_ties(TableSource& source);

}  // namespace impactweb::tables
