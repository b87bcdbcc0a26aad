// Boxes in the plane: whether they overlap, and where there is room for another.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/layout/algorithm.hpp"

namespace impactweb::layout {

/// A box at its place, with half of the gap around it, so that boxes that do not overlap are a gap apart.
struct PlacedBox {
  double left = 0, right = 0, top = 0, bottom = 0;

  PlacedBox() = default;
  PlacedBox(Point at, const Box& box, double gap)
      : left(at.x - box.left - gap / 2),
        right(at.x + box.right + gap / 2),
        top(at.y - box.above - gap / 2),
        bottom(at.y + box.below + gap / 2) {}
  [[nodiscard]] bool overlaps(const PlacedBox& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

/// Boxes that have their place, found by where they are.
class BoxIndex {
 public:
  /// `typical_side` is about the mean width or height of the boxes that will be added; `expected` their number.
  BoxIndex(double typical_side, std::size_t expected);

  void add(const PlacedBox& box);
  [[nodiscard]] bool free(const PlacedBox& box) const;
  /// The free place for `box` that is nearest to `wanted`, give or take some of its size.
  [[nodiscard]] Point free_place_near(Point wanted, const Box& box, double gap);

 private:
  struct Entry {
    std::int64_t column, row;
    std::uint32_t box;
    std::int32_t next;
  };
  [[nodiscard]] std::int64_t cell(double coordinate) const;
  [[nodiscard]] std::size_t slot(std::int64_t column, std::int64_t row) const;
  void grow();

  double side_;
  std::vector<PlacedBox> boxes_;
  std::vector<std::int32_t> heads_;
  std::vector<Entry> entries_;
  // How many rings around a neighbourhood are full: searches begin there, so that a crowd is not quadratic.
  std::unordered_map<std::uint64_t, int> full_rings_;
};

/// Mean of the widths and heights of boxes with their gaps, at least 1.
double typical_side(const std::vector<Box>& boxes, double gap);

}  // namespace impactweb::layout
