#include "core/support/sort.hpp"

#include <algorithm>

namespace impactweb {

std::vector<std::uint32_t> sorted_order(std::uint32_t size, ItemBefore before, const void* context) {
  constexpr std::size_t run = 8;
  std::vector<std::uint32_t> order(size), merged(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    std::uint32_t at = i;
    for (; at % run != 0 && before(context, i, order[at - 1]); --at) order[at] = order[at - 1];
    order[at] = i;
  }
  for (std::size_t width = run; width < size; width *= 2) {
    for (std::size_t first = 0; first < size; first += 2 * width) {
      const std::size_t middle = std::min<std::size_t>(first + width, size);
      const std::size_t last = std::min<std::size_t>(first + 2 * width, size);
      if (middle == last || !before(context, order[middle], order[middle - 1])) {
        std::copy(order.begin() + static_cast<std::ptrdiff_t>(first), order.begin() + static_cast<std::ptrdiff_t>(last),
                  merged.begin() + static_cast<std::ptrdiff_t>(first));
        continue;
      }
      std::size_t left = first, right = middle;
      for (std::size_t to = first; to < last; ++to)
        merged[to] = left < middle && (right == last || !before(context, order[right], order[left])) ? order[left++]
                                                                                                     : order[right++];
    }
    std::swap(order, merged);
  }
  return order;
}

}  // namespace impactweb
