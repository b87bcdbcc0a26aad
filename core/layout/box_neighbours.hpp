// Which of many boxes are close to each other.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/layout/boxes.hpp"

namespace impactweb::layout {

/// Searches for the pairs of boxes that overlap when each has half of `gap` around it, through a grid of cells, a piece
/// at a time. Pairs of two fixed boxes do not count.
class BoxNeighbours {
 public:
  enum class State : std::uint8_t {
    searching,
    found,
    crowd,  ///< there are too many of them; `pairs` has some
  };

  /// All three are as long as there are boxes, `fixed` must outlive the search.
  BoxNeighbours(const std::vector<Point>& positions, const std::vector<Box>& boxes, const std::vector<char>& fixed,
                double gap);

  /// Does a piece of work, of a few milliseconds however many boxes there are.
  State advance();
  /// Once `advance` gave `found`; the lower index of each pair is its first.
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> take() { return std::move(pairs_); }

 private:
  template <class Visit>
  void for_cells(const PlacedBox& box, Visit visit) const;
  [[nodiscard]] std::uint32_t column_of(double x) const;
  [[nodiscard]] std::uint32_t row_of(double y) const;
  void count();
  void fill();
  void look_at_row(std::uint32_t row);

  std::size_t most_;
  const std::vector<char>& fixed_;
  std::vector<PlacedBox> placed_;
  Rect all_;
  double side_ = 1;
  std::uint32_t columns_ = 1, rows_ = 1;
  std::vector<std::uint32_t> ends_, members_;  // of each cell, row by row
  bool filled_ = false;
  State state_ = State::searching;
  std::uint32_t next_row_ = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

}  // namespace impactweb::layout
