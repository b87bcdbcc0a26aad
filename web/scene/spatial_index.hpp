// What lies where in the plane: points and pieces of lines in the squares of a grid.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/geometry.hpp"

namespace impactweb::canvas {

class SpatialIndex {
 public:
  /// An empty one. `bounds` should hold what will be added (what lies outside counts to the squares at its sides);
  /// `items` is about how many there will be.
  explicit SpatialIndex(const Rect& bounds = {}, std::size_t items = 0);

  /// Adds the line from `a` to `b` under a number; a curve is several lines under the same one.
  void add(std::uint32_t item, Point a, Point b);
  void add(std::uint32_t item, Point at) { add(item, at, at); }
  /// After the last `add`, before the first `visit`.
  void finish();

  /// Calls `visit(item)` for everything that may touch the rectangle, once each.
  template <class Visit>
  void visit(const Rect& rect, Visit visit) {
    if (starts_.empty() || rect.empty()) return;
    ++visits_;
    const int left = column(rect.min.x), right = column(rect.max.x), top = row(rect.min.y), bottom = row(rect.max.y);
    for (int y = top; y <= bottom; ++y)
      for (int x = left; x <= right; ++x) {
        const std::size_t cell = cell_of(x, y);
        for (std::uint32_t i = starts_[cell]; i < starts_[cell + 1]; ++i) {
          const std::uint32_t item = items_[i];
          if (seen_[item] == visits_) continue;
          seen_[item] = visits_;
          visit(item);
        }
      }
  }

 private:
  struct Entry {
    std::uint32_t cell, item;
  };
  [[nodiscard]] int column(double x) const { return place(x - origin_.x, columns_); }
  [[nodiscard]] int row(double y) const { return place(y - origin_.y, rows_); }
  [[nodiscard]] int place(double distance, int count) const {
    const double at = distance / side_;
    return at <= 0 ? 0 : at >= count ? count - 1 : static_cast<int>(at);
  }
  [[nodiscard]] std::size_t cell_of(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x);
  }

  Point origin_;
  double side_ = 1;
  int columns_ = 1, rows_ = 1;
  std::uint32_t most_ = 0;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> starts_, items_;
  std::vector<std::uint32_t> seen_;  // in which visit an item was met last
  std::uint32_t visits_ = 0;
};

}  // namespace impactweb::canvas
