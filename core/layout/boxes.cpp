#include "core/layout/boxes.hpp"

#include <algorithm>
#include <cmath>

namespace impactweb::layout {

BoxIndex::BoxIndex(double typical, std::size_t expected) : side_(std::max(1.0, typical)) {
  boxes_.reserve(expected);
  std::size_t slots = 64;
  while (slots < expected * 4) slots *= 2;
  heads_.assign(slots, -1);
}

std::int64_t BoxIndex::cell(double coordinate) const {
  return static_cast<std::int64_t>(std::floor(coordinate / side_));
}

std::size_t BoxIndex::slot(std::int64_t column, std::int64_t row) const {
  std::uint64_t mix = static_cast<std::uint64_t>(column) * 0x9e3779b97f4a7c15u + static_cast<std::uint64_t>(row);
  mix = (mix ^ (mix >> 31)) * 0xbf58476d1ce4e5b9u;
  return static_cast<std::size_t>((mix ^ (mix >> 29)) & (heads_.size() - 1));
}

void BoxIndex::grow() {
  heads_.assign(heads_.size() * 2, -1);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::int32_t& head = heads_[slot(entries_[i].column, entries_[i].row)];
    entries_[i].next = head;
    head = static_cast<std::int32_t>(i);
  }
}

void BoxIndex::add(const PlacedBox& box) {
  const auto number = static_cast<std::uint32_t>(boxes_.size());
  boxes_.push_back(box);
  for (std::int64_t row = cell(box.top); row <= cell(box.bottom); ++row)
    for (std::int64_t column = cell(box.left); column <= cell(box.right); ++column) {
      if (entries_.size() >= heads_.size()) grow();
      std::int32_t& head = heads_[slot(column, row)];
      entries_.push_back({column, row, number, head});
      head = static_cast<std::int32_t>(entries_.size() - 1);
    }
}

bool BoxIndex::free(const PlacedBox& box) const {
  for (std::int64_t row = cell(box.top); row <= cell(box.bottom); ++row)
    for (std::int64_t column = cell(box.left); column <= cell(box.right); ++column)
      for (std::int32_t at = heads_[slot(column, row)]; at >= 0; at = entries_[static_cast<std::size_t>(at)].next) {
        const Entry& entry = entries_[static_cast<std::size_t>(at)];
        if (entry.column == column && entry.row == row && boxes_[entry.box].overlaps(box)) return false;
      }
  return true;
}

Point BoxIndex::free_place_near(Point wanted, const Box& box, double gap) {
  if (free({wanted, box, gap})) return wanted;
  const double step_x = std::max(4.0, (box.left + box.right + gap) / 4);
  const double step_y = std::max(4.0, (box.above + box.below + gap) / 2);
  // Boxes of about one size that look for a place in one neighbourhood share what they found full.
  const auto part_of = [](double value, double unit) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(value / unit)));
  };
  std::uint64_t neighbourhood = 0;
  for (const std::uint64_t part :
       {part_of(wanted.x, 4 * side_), part_of(wanted.y, 4 * side_), part_of(step_x, 16), part_of(step_y, 16)})
    neighbourhood = (neighbourhood ^ part) * 0x9e3779b97f4a7c15u;
  int& full = full_rings_[neighbourhood];
  for (int ring = std::max(1, full - 4);; ++ring) {
    std::optional<Point> best;
    double best_distance = 0;
    const auto consider = [&](int column, int row) {
      const Point at{wanted.x + column * step_x, wanted.y + row * step_y};
      const double x = at.x - wanted.x, y = at.y - wanted.y;
      const double distance = x * x + y * y;
      if (best && distance >= best_distance) return;
      if (!free({at, box, gap})) return;
      best = at;
      best_distance = distance;
    };
    // An ellipse of sorts: columns are narrower than rows are high, so that the ring is about round.
    const int columns = std::max(1, static_cast<int>(ring * step_y / step_x + 0.5));
    // Far out, a place here or there is all the same.
    const int stride = 1 + ring / 12;
    for (int column = -columns; column <= columns; column += stride) {
      consider(column, -ring);
      consider(column, ring);
    }
    for (int row = 1 - ring; row < ring; row += stride) {
      consider(-columns, row);
      consider(columns, row);
    }
    if (best) {
      full = std::max(full, ring - 1);
      return *best;
    }
  }
}

double typical_side(const std::vector<Box>& boxes, double gap) {
  double sum = 0;
  for (const Box& box : boxes) sum += box.left + box.right + box.above + box.below + 2 * gap;
  return boxes.empty() ? 1 : std::max(1.0, sum / (2.0 * static_cast<double>(boxes.size())));
}

}  // namespace impactweb::layout
