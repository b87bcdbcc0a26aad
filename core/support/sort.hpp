// A stable sort whose machine code is in the program once, not once for every kind of list: pages load faster for it.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace impactweb {

/// True when item `a` of the list behind `context` comes before item `b`.
using ItemBefore = bool (*)(const void* context, std::uint32_t a, std::uint32_t b);

/// The numbers 0 … `size` − 1 in the order of the items that they stand for; equal ones keep theirs. Merges, n log n.
std::vector<std::uint32_t> sorted_order(std::uint32_t size, ItemBefore before, const void* context);

/// Sorts `list` by `before`, which takes two items; equal ones keep their order.
template <typename Item, typename Before = std::less<Item>>
void sort_stably(std::vector<Item>& list, const Before& before = {}) {
  const auto at = [&](std::uint32_t a, std::uint32_t b) { return before(list[a], list[b]); };
  const auto call = [](const void* context, std::uint32_t a, std::uint32_t b) {
    return static_cast<bool>((*static_cast<decltype(&at)>(context))(a, b));
  };
  const std::vector<std::uint32_t> order = sorted_order(static_cast<std::uint32_t>(list.size()), call, &at);
  std::vector<Item> sorted;
  sorted.reserve(list.size());
  for (const std::uint32_t number : order) sorted.push_back(std::move(list[number]));
  list = std::move(sorted);
}

}  // namespace impactweb
