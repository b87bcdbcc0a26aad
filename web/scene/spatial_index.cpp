#include "scene/spatial_index.hpp"

#include <algorithm>
#include <cmath>

namespace impactweb::canvas {

SpatialIndex::SpatialIndex(const Rect& bounds, std::size_t items) {
  if (bounds.empty()) return;
  // Small squares hold less, and long lines go through more of them.
  const double squares = std::clamp(static_cast<double>(items) / 4, 16.0, 4096.0);
  const double width = bounds.width(), height = bounds.height(), longer = std::max({width, height, 1e-6});
  origin_ = bounds.min;
  side_ = std::max(std::sqrt(width * height / squares), longer / 512);
  columns_ = std::max(1, static_cast<int>(std::ceil(width / side_)));
  rows_ = std::max(1, static_cast<int>(std::ceil(height / side_)));
}

void SpatialIndex::add(std::uint32_t item, Point a, Point b) {
  most_ = std::max(most_, item + 1);
  if (b.x < a.x) std::swap(a, b);
  const int first = column(a.x), last = column(b.x);
  const double slope = b.x > a.x ? (b.y - a.y) / (b.x - a.x) : 0;
  const double low = std::min(a.y, b.y), high = std::max(a.y, b.y);
  // Column by column, with the rows that the line crosses in each, and a hair more for rounding.
  const double hair = side_ * 1e-6;
  for (int x = first; x <= last; ++x) {
    double from = a.y, to = b.y;
    if (x > first) from = a.y + (origin_.x + x * side_ - a.x) * slope;
    if (x < last) to = a.y + (origin_.x + (x + 1) * side_ - a.x) * slope;
    if (to < from) std::swap(from, to);
    const int top = row(std::max(from, low) - hair), bottom = row(std::min(to, high) + hair);
    for (int y = top; y <= bottom; ++y) entries_.push_back({static_cast<std::uint32_t>(cell_of(x, y)), item});
  }
}

void SpatialIndex::finish() {
  starts_.assign(cell_of(0, rows_) + 1, 0);
  for (const Entry& entry : entries_) ++starts_[entry.cell + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
  items_.resize(entries_.size());
  for (const Entry& entry : entries_) items_[next[entry.cell]++] = entry.item;
  entries_ = {};
  seen_.assign(most_, 0);
  visits_ = 0;
}

}  // namespace impactweb::canvas
