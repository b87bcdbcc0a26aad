// Warnings gathered while a foreign file is read. A file with the same fault in every row must not bury the others.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/issue.hpp"

namespace impactweb {

class Report {
 public:
  /// Warnings of one code that are listed one by one; the rest is only counted.
  static constexpr std::size_t listed_per_code = 100;

  void add(const char* code, std::string where, std::vector<std::string> params = {}) {
    if (++counts_[code] <= listed_per_code)
      issues_.push_back({code, std::move(where), std::move(params)});
    else
      ++unlisted_;
  }

  /// All warnings, and at their end one with the number of those that are not listed, if there are any.
  [[nodiscard]] Issues take() {
    if (unlisted_ > 0) issues_.push_back({"moreWarnings", "", {std::to_string(unlisted_)}});
    unlisted_ = 0;
    return std::move(issues_);
  }

 private:
  Issues issues_;
  std::map<std::string, std::size_t> counts_;
  std::size_t unlisted_ = 0;
};

}  // namespace impactweb
