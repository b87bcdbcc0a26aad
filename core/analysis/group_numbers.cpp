#include "core/analysis/group_numbers.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace impactweb::analysis {

std::vector<double> numbers_as_before(const std::vector<std::string>& ids_before, const std::vector<double>& before,
                                      const std::vector<std::string>& ids_now, const std::vector<double>& now) {
  std::map<std::pair<double, double>, std::uint32_t> common;  // of an earlier and a present group
  for (std::size_t i = 0, j = 0; i < ids_before.size() && j < ids_now.size();) {
    const int order = ids_before[i].compare(ids_now[j]);
    if (order == 0) ++common[{before[i], now[j]}];
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  std::vector<std::tuple<std::uint32_t, double, double>> pairs;  // those with most in common first
  for (const auto& [groups, count] : common) pairs.emplace_back(~count, groups.first, groups.second);
  std::sort(pairs.begin(), pairs.end());
  std::map<double, double> number;  // of a present group
  std::set<double> taken;
  for (const auto& [count, earlier, present] : pairs) {
    if (number.contains(present) || taken.contains(earlier)) continue;
    number.emplace(present, earlier);
    taken.insert(earlier);
  }
  double free = 0;
  for (const double group : std::set<double>(now.begin(), now.end())) {
    if (number.contains(group)) continue;
    while (taken.contains(free)) ++free;
    number.emplace(group, free);
    taken.insert(free);
  }
  std::vector<double> result;
  result.reserve(now.size());
  for (const double group : now) result.push_back(number[group]);
  return result;
}

}  // namespace impactweb::analysis
