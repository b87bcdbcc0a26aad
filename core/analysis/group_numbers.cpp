#include "core/analysis/group_numbers.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/support/sort.hpp"

namespace impactweb::analysis {

namespace {

/// An earlier and a present group, and how many nodes are in both.
struct Overlap {
  std::uint32_t earlier = 0, present = 0, nodes = 0;
};

std::size_t count_groups(const std::vector<double>& of_node) {
  return of_node.empty() ? 0 : static_cast<std::size_t>(*std::max_element(of_node.begin(), of_node.end())) + 1;
}

/// Those that have most nodes in common first; equal ones by their numbers.
std::vector<Overlap> overlaps_of(const std::vector<std::string>& ids_before, const std::vector<double>& before,
                                 const std::vector<std::string>& ids_now, const std::vector<double>& now) {
  std::vector<Overlap> overlaps;
  for (std::size_t i = 0, j = 0; i < ids_before.size() && j < ids_now.size();) {
    const int order = ids_before[i].compare(ids_now[j]);
    if (order == 0) overlaps.push_back({static_cast<std::uint32_t>(before[i]), static_cast<std::uint32_t>(now[j]), 1});
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  sort_stably(overlaps, [](const Overlap& a, const Overlap& b) {
    return a.earlier != b.earlier ? a.earlier < b.earlier : a.present < b.present;
  });
  std::size_t kept = 0;
  for (const Overlap& each : overlaps) {
    if (kept > 0 && overlaps[kept - 1].earlier == each.earlier && overlaps[kept - 1].present == each.present)
      ++overlaps[kept - 1].nodes;
    else
      overlaps[kept++] = each;
  }
  overlaps.resize(kept);
  sort_stably(overlaps, [](const Overlap& a, const Overlap& b) { return a.nodes > b.nodes; });
  return overlaps;
}

}  // namespace

std::vector<double> numbers_as_before(const std::vector<std::string>& ids_before, const std::vector<double>& before,
                                      const std::vector<std::string>& ids_now, const std::vector<double>& now) {
  constexpr std::uint32_t none = 0xffffffffu;
  const std::size_t groups_now = count_groups(now);
  std::vector<std::uint32_t> number(groups_now, none);  // by present group
  std::vector<std::uint32_t> taken(count_groups(before) + groups_now, 0);
  const auto take = [&](std::uint32_t present, std::uint32_t wanted) {
    number[present] = wanted;
    taken[wanted] = 1;
  };
  for (const Overlap& each : overlaps_of(ids_before, before, ids_now, now))
    if (number[each.present] == none && taken[each.earlier] == 0) take(each.present, each.earlier);
  std::vector<std::uint32_t> there(groups_now, 0);
  for (const double group : now) there[static_cast<std::size_t>(group)] = 1;
  std::uint32_t free = 0;
  for (std::uint32_t group = 0; group < groups_now; ++group) {
    if (there[group] == 0 || number[group] != none) continue;
    while (taken[free] != 0) ++free;
    take(group, free);
  }
  std::vector<double> result;
  result.reserve(now.size());
  for (const double group : now) result.push_back(number[static_cast<std::size_t>(group)]);
  return result;
}

}  // namespace impactweb::analysis
