// Ids of the entries of a list in a file: each one good and unlike the others, and what has become of those that were
// not.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "core/io/warnings.hpp"
#include "core/model/network.hpp"

namespace impactweb {

class IdRepair {
 public:
  /// Looks through the entries of `list` first: no id that is made up may be one that a later entry has. `prefix` is
  /// what made-up ids begin with.
  IdRepair(const Json& list, std::string prefix);

  /// The id of the entry at `index`: as it is when it is good and free, otherwise a new one made from it, named.
  std::string give(const Json& entry, std::size_t index, const std::string& where, Warnings& warnings);

  /// The id now of what the file calls `given`: of the first one, when it calls several so.
  [[nodiscard]] std::string current(const std::string& given) const;

  /// A name for the entry at `index` when it has none.
  [[nodiscard]] std::string made_up(std::size_t index) const { return prefix_ + std::to_string(index + 1); }

 private:
  std::string prefix_;
  std::set<std::string> good_;  ///< ids that are good as they stand in the file
  std::set<std::string> taken_;
  std::map<std::string, int> next_;             ///< the number to try next behind an id that is taken
  std::map<std::string, std::string> renamed_;  ///< given and not good → what it is now
};

/// The id under `key` of an entry, a number as text; empty when there is none.
std::string given_id(const Json& entry, const char* key);

}  // namespace impactweb
