#include "core/analysis/assignment.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

#include "core/analysis/matching.hpp"

namespace impactweb::analysis {

std::vector<std::uint32_t> maximum_weight_matching(std::uint32_t left_size, std::uint32_t right_size,
                                                   const std::vector<WeightedPair>& pairs) {
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  std::vector<std::uint32_t> offsets(std::size_t{left_size} + 1, 0);
  for (const WeightedPair& pair : pairs)
    if (pair.weight > 0) ++offsets[pair.left + 1];
  for (std::uint32_t left = 0; left < left_size; ++left) offsets[left + 1] += offsets[left];
  std::vector<std::pair<std::uint32_t, std::int64_t>> rows(offsets.back());
  std::vector<std::uint32_t> filled(offsets.begin(), offsets.end() - 1);
  for (const WeightedPair& pair : pairs)
    if (pair.weight > 0) rows[filled[pair.left]++] = {pair.right, pair.weight};

  // Prices: price of left + price of right ≥ weight of every pair, equal where they are matched; who is unmatched has
  // none. So no other matching can be heavier than the sum of all prices, which this one reaches.
  std::vector<std::int64_t> left_price(left_size, 0);
  std::vector<std::int64_t> right_price(right_size, 0);
  std::vector<std::uint32_t> right_of(left_size, unmatched);
  std::vector<std::uint32_t> left_of(right_size, unmatched);
  std::vector<std::int64_t> distance(right_size, far);
  std::vector<std::uint32_t> from(right_size, unmatched);  // the left node before it on the path
  std::vector<char> settled(right_size, 0);
  std::vector<std::uint32_t> touched;
  std::vector<std::uint32_t> reached;  // right nodes in the order in which they were settled

  for (std::uint32_t start = 0; start < left_size; ++start) {
    for (std::uint32_t at = offsets[start]; at < offsets[start + 1]; ++at)
      left_price[start] = std::max(left_price[start], rows[at].second - right_price[rows[at].first]);
    if (left_price[start] == 0) continue;

    std::priority_queue<std::pair<std::int64_t, std::uint32_t>, std::vector<std::pair<std::int64_t, std::uint32_t>>,
                        std::greater<>>
        queue;
    touched.clear();
    reached.clear();
    // The cheapest way to end: a free right node, or a left node on the way that gives up its own.
    std::int64_t best = left_price[start];
    std::uint32_t last_right = unmatched;
    std::uint32_t leaving = start;
    const auto look_from = [&](std::uint32_t left, std::int64_t so_far) {
      for (std::uint32_t at = offsets[left]; at < offsets[left + 1]; ++at) {
        const auto& [right, weight] = rows[at];
        if (settled[right]) continue;
        const std::int64_t length = so_far + left_price[left] + right_price[right] - weight;
        if (length >= distance[right]) continue;
        if (distance[right] == far) touched.push_back(right);
        distance[right] = length;
        from[right] = left;
        queue.emplace(length, right);
      }
    };
    look_from(start, 0);
    while (!queue.empty()) {
      const auto [length, right] = queue.top();
      queue.pop();
      if (settled[right] || length > distance[right]) continue;
      if (length >= best) break;
      settled[right] = 1;
      reached.push_back(right);
      const std::uint32_t owner = left_of[right];
      if (owner == unmatched) {
        best = length;
        last_right = right;
        leaving = unmatched;
        break;
      }
      if (length + left_price[owner] < best) {
        best = length + left_price[owner];
        last_right = right;
        leaving = owner;
      }
      look_from(owner, length);
    }

    left_price[start] -= best;
    for (const std::uint32_t right : reached) {
      if (distance[right] >= best) continue;
      right_price[right] += best - distance[right];
      if (left_of[right] != unmatched) left_price[left_of[right]] -= best - distance[right];
    }
    if (leaving != start) {
      if (leaving != unmatched) right_of[leaving] = unmatched;
      for (std::uint32_t right = last_right;;) {
        const std::uint32_t left = from[right];
        const std::uint32_t next = right_of[left];
        right_of[left] = right;
        left_of[right] = left;
        if (left == start) break;
        right = next;
      }
    }
    for (const std::uint32_t right : touched) {
      distance[right] = far;
      settled[right] = 0;
    }
  }
  return right_of;
}

}  // namespace impactweb::analysis
