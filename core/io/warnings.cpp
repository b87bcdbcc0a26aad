#include "core/io/warnings.hpp"

#include <string_view>
#include <utility>

namespace impactweb {

void Warnings::add(const char* code, std::string where, std::vector<std::string> params) {
  auto count = counts_.find(std::string_view(code));
  if (count == counts_.end()) count = counts_.emplace(code, 0).first;
  if (++count->second <= listed_per_code) issues_.push_back({code, std::move(where), std::move(params)});
}

Issues Warnings::take() {
  Issues all;
  std::map<std::string, std::size_t, std::less<>> listed;
  for (Issue& issue : issues_) {
    const std::string code = issue.code;
    all.push_back(std::move(issue));
    const std::size_t count = counts_[code];
    if (++listed[code] == listed_per_code && count > listed_per_code)
      all.push_back({"moreWarnings", "", {std::to_string(count - listed_per_code), code}});
  }
  issues_.clear();
  counts_.clear();
  return all;
}

}  // namespace impactweb
