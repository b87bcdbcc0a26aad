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
  /// The place in the input, as a path its author recognises: `network.nodes[3].label`, `line 12, column 4`, `row 7,
  /// column "Van"`.
  std::string where;
  /// Values for the placeholders {0}, {1} … of the sentence.
  std::vector<std::string> params;

  friend bool operator==(const Issue&, const Issue&) = default;
};

using Issues = std::vector<Issue>;

}  // namespace impactweb
