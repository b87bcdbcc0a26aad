#include "core/layout/boxes.hpp"
#include "core/support/sort.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace impactweb::layout {

namespace {

// The picture may grow until the boxes cover this share of it: a small network is to be read at a glance, a large one
// at several magnifications, where proportions matter more. Beyond that, crowds are spread instead.
double least_cover(std::size_t size) {
  return std::clamp(0.5 * std::sqrt(200.0 / static_cast<double>(std::max<std::size_t>(size, 1))), 0.12, 0.5);
}
// Growing stops when this share of the nodes still overlaps another.
constexpr double left_to_push = 0.6;
constexpr int rounds_per_attempt = 30;
constexpr int most_attempts = 8;
constexpr double growth_per_attempt = 1.08;
// Overlaps of less than this are rounding: boxes that touch stay in their rows and columns. Pushed a hair further than
// needed, so that pushing ends.
constexpr double tolerance = 1e-6;
constexpr double margin = 1e-3;

}  // namespace

// --- BoxIndex

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

// --- OverlapRemoval

OverlapRemoval::OverlapRemoval(std::vector<Point> positions, std::vector<Box> boxes, std::vector<char> fixed,
                               const Settings& settings)
    : positions_(std::move(positions)), boxes_(std::move(boxes)), fixed_(std::move(fixed)), settings_(settings) {
  const std::size_t size = positions_.size();
  by_left_.resize(size);
  std::iota(by_left_.begin(), by_left_.end(), 0u);
  left_.resize(size);
  needed_.resize(size);
  if (std::find(fixed_.begin(), fixed_.end(), 1) != fixed_.end()) settings_.grow = false;
  if (!settings_.grow) phase_ = Phase::push;
  Rect bounds;
  double covered = 0;
  for (std::size_t node = 0; node < size; ++node) {
    bounds.include(positions_[node]);
    covered += (boxes_[node].left + boxes_[node].right + settings_.gap) *
               (boxes_[node].above + boxes_[node].below + settings_.gap);
  }
  const double area = bounds.width() * bounds.height();
  most_growth_ = area > 0 ? std::max(1.0, std::sqrt(covered / least_cover(size) / area)) : 1;
  if (size < 2) phase_ = Phase::done;
}

// Looks at all pairs that overlap: pushes them apart, or notes how much the picture must grow for them. False when
// there are too many pairs to look at: a crowd.
bool OverlapRemoval::for_overlapping_pairs(bool push) {
  const std::size_t size = positions_.size();
  const double half_gap = settings_.gap / 2;
  for (std::size_t node = 0; node < size; ++node) left_[node] = positions_[node].x - boxes_[node].left - half_gap;
  sort_stably(by_left_,
              [&](std::uint32_t a, std::uint32_t b) { return left_[a] != left_[b] ? left_[a] < left_[b] : a < b; });
  std::size_t looks = 0;
  const std::size_t most_looks = (push ? 500 : 50) * size + 100'000;
  overlapping_ = 0;
  if (!push) std::fill(needed_.begin(), needed_.end(), 1.0);
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t a = by_left_[i];
    const Box& box_a = boxes_[a];
    const double right = left_[a] + box_a.left + box_a.right + settings_.gap;
    for (std::size_t j = i + 1; j < size; ++j) {
      const std::uint32_t b = by_left_[j];
      if (left_[b] >= right) break;
      ++looks;
      const Box& box_b = boxes_[b];
      const double y = positions_[b].y - positions_[a].y;
      // Reach in y when b is below and when it is above.
      const double reach_below = box_a.below + box_b.above + settings_.gap;
      const double reach_above = box_a.above + box_b.below + settings_.gap;
      if (y >= reach_below - tolerance || -y >= reach_above - tolerance) continue;
      const double x = positions_[b].x - positions_[a].x;
      const double reach_right = box_a.right + box_b.left + settings_.gap;
      const double reach_left = box_a.left + box_b.right + settings_.gap;
      if (x >= reach_right - tolerance || -x >= reach_left - tolerance) continue;
      ++overlapping_;
      if (!push) {
        const double by_x = (x >= 0 ? reach_right : reach_left) / std::max(std::fabs(x), 1e-9);
        const double by_y = (y >= 0 ? reach_below : reach_above) / std::max(std::fabs(y), 1e-9);
        const double factor = std::min(by_x, by_y);
        needed_[a] = std::max(needed_[a], factor);
        needed_[b] = std::max(needed_[b], factor);
        continue;
      }
      if (fixed_[a] && fixed_[b]) {
        --overlapping_;
        continue;
      }
      // In one point, the lower index goes up: what is on top of each other must part somehow.
      const bool below = y != 0 ? y > 0 : a < b;
      const bool beside = x != 0 ? x > 0 : a < b;
      const double way_y = below ? reach_below - y : -reach_above - y;
      const double way_x = beside ? reach_right - x : -reach_left - x;
      const double share_a = fixed_[a] ? 0 : fixed_[b] ? 1 : 0.5;
      if (std::fabs(way_y) <= std::fabs(way_x)) {
        const double way = way_y > 0 ? way_y + margin : way_y - margin;
        positions_[a].y -= share_a * way;
        positions_[b].y += (1 - share_a) * way;
      } else {
        const double way = way_x > 0 ? way_x + margin : way_x - margin;
        positions_[a].x -= share_a * way;
        positions_[b].x += (1 - share_a) * way;
      }
    }
    if (looks > most_looks) return false;
  }
  return true;
}

void OverlapRemoval::scale(double factor) {
  for (Point& point : positions_) point = {point.x * factor, point.y * factor};
  grown_ *= factor;
}

void OverlapRemoval::grow() {
  if (!for_overlapping_pairs(false)) {
    if (grown_ * 1.5 > most_growth_) {
      scale(std::max(1.0, most_growth_ / grown_));
      phase_ = Phase::push;
    } else {
      scale(1.5);
    }
    return;
  }
  std::vector<double> factors = needed_;
  const auto at =
      factors.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(factors.size() - 1) * (1 - left_to_push));
  std::nth_element(factors.begin(), at, factors.end());
  scale(std::min(*at, std::max(1.0, most_growth_ / grown_)));
  phase_ = Phase::push;
}

void OverlapRemoval::settle() {
  const std::size_t size = positions_.size();
  BoxIndex index(typical_side(boxes_, settings_.gap), size);
  for (std::size_t node = 0; node < size; ++node)
    if (fixed_[node]) index.add({positions_[node], boxes_[node], settings_.gap});
  std::vector<std::uint32_t> homeless;
  for (std::uint32_t node = 0; node < size; ++node) {
    if (fixed_[node]) continue;
    const PlacedBox box(positions_[node], boxes_[node], settings_.gap);
    if (index.free(box)) {
      index.add(box);
    } else {
      homeless.push_back(node);
    }
  }
  for (const std::uint32_t node : homeless) {
    positions_[node] = index.free_place_near(positions_[node], boxes_[node], settings_.gap);
    index.add({positions_[node], boxes_[node], settings_.gap});
  }
}

bool OverlapRemoval::advance() {
  switch (phase_) {
    case Phase::grow:
      grow();
      return false;
    case Phase::push:
      if (!for_overlapping_pairs(true)) {
        phase_ = Phase::settle;
      } else if (overlapping_ == 0) {
        phase_ = Phase::done;
        return true;
      } else if (++rounds_ >= rounds_per_attempt) {
        rounds_ = 0;
        if (++attempts_ >= most_attempts || !settings_.grow)
          phase_ = Phase::settle;
        else
          scale(growth_per_attempt);
      }
      return false;
    case Phase::settle:
      settle();
      phase_ = Phase::done;
      return true;
    case Phase::done:
      return true;
  }
  return true;
}

}  // namespace impactweb::layout
