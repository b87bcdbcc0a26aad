// Cells that hold names: which names there are already, and the several ones that people write in one cell.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace impactweb::tables {

/// Names that are there, to find others by.
class KnownNames {
 public:
  void add(std::string_view name);
  void add(const KnownNames& others);
  /// As it is, or as `Wit, Anna` for `Anna Wit`.
  [[nodiscard]] bool contains(std::string_view name) const;
  /// The name as it was added first, or an empty text.
  [[nodiscard]] std::string_view spelled(std::string_view name) const;
  /// Those that `name` may be a part or a misspelling of, likeliest first, at most `limit`.
  [[nodiscard]] std::vector<std::string> like(std::string_view name, std::size_t limit) const;
  [[nodiscard]] bool empty() const { return names_.empty(); }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  std::map<std::string, std::string, std::less<>> names_;  ///< folded → as it is written
};

/// The names in a cell, each once, without what says that there is none (`geen`, `n.v.t.`). Semicolons, bars and line
/// breaks separate them, and commas, slashes and words for "and" where that cuts through no name that is known.
std::vector<std::string> names_in_cell(std::string_view text, const KnownNames& known);

/// What a name is not: a long text, a sentence, a number, an address, a date.
bool may_be_name(std::string_view text);

}  // namespace impactweb::tables
