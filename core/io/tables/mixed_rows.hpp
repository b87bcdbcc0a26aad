// Tables whose rows are of two sorts: nodes in some, ties in others.
#pragma once

#include "core/io/tables/table_source.hpp"

namespace impactweb::tables {

/// Takes each table that holds both apart: in its place come one with the rows of nodes and one with those of ties. Not
/// those of which `is_whole` says otherwise.
void split_mixed(TableSources& sources, const std::function<bool(TableSource&)>& is_whole);

}  // namespace impactweb::tables
