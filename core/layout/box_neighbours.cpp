#include "core/layout/box_neighbours.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace impactweb::layout {

namespace {
// So many places in cells are looked at in one piece of work.
constexpr std::uint32_t piece = 20'000;
}  // namespace

BoxNeighbours::BoxNeighbours(const std::vector<Point>& positions, const std::vector<Box>& boxes,
                             const std::vector<char>& fixed, double gap)
    : most_(8 * positions.size() + 50'000), fixed_(fixed), placed_(positions.size()) {
  for (std::size_t node = 0; node < positions.size(); ++node) {
    placed_[node] = PlacedBox(positions[node], boxes[node], gap);
    all_.include({placed_[node].left, placed_[node].top});
    all_.include({placed_[node].right, placed_[node].bottom});
  }
  if (placed_.empty()) {
    state_ = State::found;
    return;
  }
  // At most about two cells a box, wherever the boxes are.
  side_ = std::max(typical_side(boxes, gap),
                   std::sqrt(all_.width() / static_cast<double>(placed_.size()) * all_.height() / 2) + 1e-9);
  columns_ = static_cast<std::uint32_t>(all_.width() / side_) + 1;
  rows_ = static_cast<std::uint32_t>(all_.height() / side_) + 1;
}

std::uint32_t BoxNeighbours::column_of(double x) const {
  return std::min(static_cast<std::uint32_t>((x - all_.min.x) / side_), columns_ - 1);
}

std::uint32_t BoxNeighbours::row_of(double y) const {
  return std::min(static_cast<std::uint32_t>((y - all_.min.y) / side_), rows_ - 1);
}

template <class Visit>
void BoxNeighbours::for_cells(const PlacedBox& box, Visit visit) const {
  const std::uint32_t last_column = column_of(box.right), last_row = row_of(box.bottom);
  for (std::uint32_t row = row_of(box.top); row <= last_row; ++row)
    for (std::uint32_t column = column_of(box.left); column <= last_column; ++column)
      visit(std::size_t{row} * columns_ + column);
}

// How many boxes are in each cell, unless they are a crowd.
void BoxNeighbours::count() {
  ends_.assign(std::size_t{columns_} * rows_ + 1, 0);
  std::size_t entries = 0;
  for (const PlacedBox& box : placed_) {
    for_cells(box, [&](std::size_t cell) { ++ends_[cell + 1]; });
    entries +=
        (std::size_t{column_of(box.right)} - column_of(box.left) + 1) * (row_of(box.bottom) - row_of(box.top) + 1);
    if (entries > most_) state_ = State::crowd;
    if (state_ == State::crowd) return;
  }
  // Each pair is met in up to a handful of cells.
  std::size_t looks = 0;
  for (const std::size_t count : ends_) looks += count * count / 2;
  if (looks > 5 * most_) state_ = State::crowd;
  if (state_ == State::crowd) return;
  std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
}

void BoxNeighbours::fill() {
  members_.resize(ends_.back());
  std::vector<std::uint32_t> next(ends_.begin(), ends_.end() - 1);
  for (std::uint32_t node = 0; node < placed_.size(); ++node)
    for_cells(placed_[node], [&](std::size_t cell) { members_[next[cell]++] = node; });
}

void BoxNeighbours::look_at_row(std::uint32_t row) {
  for (std::uint32_t column = 0; column < columns_; ++column) {
    const std::size_t cell = std::size_t{row} * columns_ + column;
    for (std::uint32_t i = ends_[cell]; i < ends_[cell + 1]; ++i) {
      const std::uint32_t a = members_[i];
      const PlacedBox& first = placed_[a];
      for (std::uint32_t j = i + 1; j < ends_[cell + 1]; ++j) {
        const std::uint32_t b = members_[j];
        const PlacedBox& second = placed_[b];
        if (!first.overlaps(second)) continue;
        // A pair that shares several cells is met in the one with the corner where both begin.
        if (column_of(std::max(first.left, second.left)) != column || row_of(std::max(first.top, second.top)) != row)
          continue;
        if (!fixed_[a] || !fixed_[b]) pairs_.emplace_back(a, b);
      }
    }
    if (pairs_.size() > most_) {
      state_ = State::crowd;
      return;
    }
  }
}

BoxNeighbours::State BoxNeighbours::advance() {
  if (state_ != State::searching) return state_;
  if (ends_.empty()) {
    count();
    return state_;
  }
  if (!filled_) {
    filled_ = true;
    fill();
    return state_;
  }
  const std::uint32_t from = ends_[std::size_t{next_row_} * columns_];
  while (state_ == State::searching && next_row_ < rows_ && ends_[std::size_t{next_row_} * columns_] - from < piece)
    look_at_row(next_row_++);
  if (state_ == State::searching && next_row_ == rows_) state_ = State::found;
  return state_;
}

}  // namespace impactweb::layout
