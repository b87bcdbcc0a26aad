// What is asked about a table before it is opened: each guess that is not sure, with the likeliest answer first.
#pragma once

#include <cstddef>
#include <string>

#include "core/io/tables/tables.hpp"

namespace impactweb {

/// The rows of sums in a table.
struct TotalsSeen {
  std::size_t count = 0;
  std::string name, where;  ///< of the first one

  void look_at(const tables::Head& head, const tables::Row& row);
};

/// The questions about a table:
///
///   [ { "ask": "misfit",       a column does not fit the field that it is called after
///       "column": 3, "field": "energy", "where": "row 2, column \"Energie\"", "text": "veel", "count": 2,
///       "answers": ["fields", "energy"], "answer": "fields" },
///     { "ask": "organisation", persons have an organisation beside them, which may be a tie
///       "column": 3, …, "answers": ["organisation", "fields"], "answer": "organisation" },
///     { "ask": "totals",       rows of sums; its answer is the `totals` of a table in the plan
///       "where": "row 7", "text": "Totaal", "count": 1, "answers": ["leaveOut", "keep"], "answer": "leaveOut" } ]
///
/// The answer of one with a `column` is what that column becomes.
Json questions_about(const tables::Head& head, const TotalsSeen& totals);

}  // namespace impactweb
