// A column is one thing: a field of ours when all of its values fit that, else a field of its own.
#pragma once

#include "core/io/tables/tables.hpp"

namespace impactweb::tables {

/// Takes the field from each column of `head` that has a value which does not fit it, unless somebody decided about the
/// column, and remembers why in `misfits`. A column of kinds in which only directions stand becomes one of directions,
/// and blanks in a column of yes and no are no.
void fit_columns(Head& head, const Rows& rows);

/// Says of each column that is a field of its own why it is none of ours.
void warn_about_misfits(const Head& head, Warnings& warnings);

}  // namespace impactweb::tables
