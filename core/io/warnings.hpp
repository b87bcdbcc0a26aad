// Warnings gathered while a foreign file is read. A file with the same fault in every row must not bury the others.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/issue.hpp"

namespace impactweb {

class Warnings {
 public:
  /// Warnings of one code that are listed one by one; the rest is only counted.
  static constexpr std::size_t listed_per_code = 100;

  void add(const char* code, std::string where, std::vector<std::string> params = {});

  /// All warnings. Behind the last one that is listed of a code stands how many more there are of that code, if any:
  /// `moreWarnings` with their number and the code.
  [[nodiscard]] Issues take();

 private:
  Issues issues_;
  std::map<std::string, std::size_t, std::less<>> counts_;
};

}  // namespace impactweb
