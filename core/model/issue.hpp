// What is wrong with a piece of input, as data: the page turns it into a sentence in the reader's language.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace impactweb {

/// One thing that was refused or repaired.
struct Issue {
  /// Stable name of the sentence in the string tables (`issue.<code>`), in camelCase: `labelTooLong`, `edgeEndMissing`
  /// …
  std::string code;
  /// The place in the input, as its author recognises it: a path such as `network.nodes[3].label`; `line 12, column 4`;
  /// or `sheet "People", row 7, column "Van"`, which may end after the sheet or the row, may lack the sheet, and has
  /// `column 3` where the column has no name. With several files the name of one stands before, as in `ties.csv, row
  /// 7`. These are all forms there are: the page puts them into words (web/page/words/issues.ts).
  std::string where;
  /// Values for the placeholders {0}, {1} … of the sentence.
  std::vector<std::string> params;

  friend bool operator==(const Issue&, const Issue&) = default;
};

using Issues = std::vector<Issue>;

/// The place of an item of a list: `list[3]`.
inline std::string item_place(const std::string& list, std::size_t index) {
  return list + '[' + std::to_string(index) + ']';
}

}  // namespace impactweb
