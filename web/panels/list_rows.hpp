// The rows of the list: what each cell says, filtered and sorted; made anew only when something changed.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace impactweb::panels {

struct ListColumn {
  const char* heading;  ///< key of its text
  const char* field;    ///< path of the field; empty where it is worked out
  float width;          ///< the least it needs, in pixels; also its share of what is left
  int priority;         ///< where there is no room for all, the highest goes first
  bool editable = false;
  bool number = false;  ///< sorted by value, and set to the right
};

/// Columns of the table of nodes, or of that of ties.
std::span<const ListColumn> list_columns(bool edges);

struct ListRow {
  std::string id;
  std::vector<std::string> cells;  ///< as shown, one for each column
  double number = 0;               ///< value of the column it is sorted by, where that is a number
};

struct ListOrder {
  bool edges = false;
  std::size_t column = 0;
  bool descending = false;
  std::string filter;

  friend bool operator==(const ListOrder&, const ListOrder&) = default;
};

/// The rows in that order; good until the next call.
const std::vector<ListRow>& list_rows(const ListOrder& order);

}  // namespace impactweb::panels
