#include "core/layout/boxes.hpp"

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

// Gathers the pairs that overlap, or would if each side were half of `slack` longer, by a grid of cells. False when
// there are too many of them: a crowd.
bool OverlapRemoval::gather_pairs(double slack) {
  const auto size = static_cast<std::uint32_t>(positions_.size());
  const std::size_t most = 8 * std::size_t{size} + 50'000;
  pairs_.clear();
  gathered_at_.clear();
  std::vector<PlacedBox> placed(size);
  Rect all;
  for (std::uint32_t node = 0; node < size; ++node) {
    placed[node] = PlacedBox(positions_[node], boxes_[node], settings_.gap + slack);
    all.include({placed[node].left, placed[node].top});
    all.include({placed[node].right, placed[node].bottom});
  }
  // At most about two cells a box, wherever the boxes are.
  const double side =
      std::max(typical_side(boxes_, settings_.gap + slack), std::sqrt(all.width() / size * all.height() / 2) + 1e-9);
  const auto columns = static_cast<std::uint32_t>(all.width() / side) + 1;
  const auto rows = static_cast<std::uint32_t>(all.height() / side) + 1;
  const auto column_of = [&](double x) {
    return std::min(static_cast<std::uint32_t>((x - all.min.x) / side), columns - 1);
  };
  const auto row_of = [&](double y) { return std::min(static_cast<std::uint32_t>((y - all.min.y) / side), rows - 1); };
  std::vector<std::uint32_t> ends(std::size_t{columns} * rows + 1, 0);
  const auto for_cells = [&](const PlacedBox& box, const auto& visit) {
    const std::uint32_t last_column = column_of(box.right), last_row = row_of(box.bottom);
    for (std::uint32_t row = row_of(box.top); row <= last_row; ++row)
      for (std::uint32_t column = column_of(box.left); column <= last_column; ++column)
        visit(std::size_t{row} * columns + column);
  };
  std::size_t entries = 0;
  for (const PlacedBox& box : placed) {
    for_cells(box, [&](std::size_t cell) { ++ends[cell + 1]; });
    entries +=
        (std::size_t{column_of(box.right)} - column_of(box.left) + 1) * (row_of(box.bottom) - row_of(box.top) + 1);
    if (entries > most) return false;
  }
  // Each pair is met in up to a handful of cells.
  std::size_t looks = 0;
  for (const std::size_t count : ends) looks += count * count / 2;
  if (looks > 5 * most) return false;
  std::partial_sum(ends.begin(), ends.end(), ends.begin());
  std::vector<std::uint32_t> members(entries);
  std::vector<std::uint32_t> next(ends.begin(), ends.end() - 1);
  for (std::uint32_t node = 0; node < size; ++node)
    for_cells(placed[node], [&](std::size_t cell) { members[next[cell]++] = node; });
  for (std::uint32_t row = 0; row < rows; ++row)
    for (std::uint32_t column = 0; column < columns; ++column) {
      const std::size_t cell = std::size_t{row} * columns + column;
      for (std::uint32_t i = ends[cell]; i < ends[cell + 1]; ++i) {
        const std::uint32_t a = members[i];
        const PlacedBox& first = placed[a];
        for (std::uint32_t j = i + 1; j < ends[cell + 1]; ++j) {
          const std::uint32_t b = members[j];
          const PlacedBox& second = placed[b];
          if (!first.overlaps(second)) continue;
          // A pair that shares several cells is met in the one with the corner where both begin.
          if (column_of(std::max(first.left, second.left)) != column || row_of(std::max(first.top, second.top)) != row)
            continue;
          if (!fixed_[a] || !fixed_[b]) pairs_.emplace_back(a, b);
        }
      }
      if (pairs_.size() > most) return false;
    }
  slack_ = slack;
  gathered_at_ = positions_;
  return true;
}

namespace {

// How b lies from a, and how far away it would touch a on that side.
struct Apart {
  double x = 0, y = 0;
  double reach_x = 0, reach_y = 0;

  [[nodiscard]] bool overlap() const {
    return std::fabs(x) < std::fabs(reach_x) - tolerance && std::fabs(y) < std::fabs(reach_y) - tolerance;
  }
};

Apart apart_of(std::uint32_t a, std::uint32_t b, const std::vector<Point>& positions, const std::vector<Box>& boxes,
               double gap) {
  const Box &box_a = boxes[a], &box_b = boxes[b];
  Apart apart;
  apart.x = positions[b].x - positions[a].x;
  apart.y = positions[b].y - positions[a].y;
  // In one point, the lower index goes up and left: what is on top of each other must part somehow.
  const bool beside = apart.x != 0 ? apart.x > 0 : a < b;
  const bool below = apart.y != 0 ? apart.y > 0 : a < b;
  apart.reach_x = beside ? box_a.right + box_b.left + gap : -(box_a.left + box_b.right + gap);
  apart.reach_y = below ? box_a.below + box_b.above + gap : -(box_a.above + box_b.below + gap);
  return apart;
}

}  // namespace

// Two boxes that were farther apart than the slack cannot meet before one of them has gone half of it.
bool OverlapRemoval::gathered_too_long_ago() const {
  if (gathered_at_.empty()) return true;
  for (std::size_t node = 0; node < positions_.size(); ++node)
    if (std::fabs(positions_[node].x - gathered_at_[node].x) > slack_ / 2 ||
        std::fabs(positions_[node].y - gathered_at_[node].y) > slack_ / 2)
      return true;
  return false;
}

// One round over all pairs that overlap, each pushed apart along the shorter way. False in a crowd.
bool OverlapRemoval::push() {
  if (gathered_too_long_ago() && !gather_pairs(typical_side(boxes_, settings_.gap) / 4)) return false;
  overlapping_ = 0;
  for (const auto& [a, b] : pairs_) {
    const Apart apart = apart_of(a, b, positions_, boxes_, settings_.gap);
    if (!apart.overlap()) continue;
    ++overlapping_;
    const double way_x = apart.reach_x - apart.x, way_y = apart.reach_y - apart.y;
    const bool along_y = std::fabs(way_y) <= std::fabs(way_x);
    const double shortest = along_y ? way_y : way_x;
    const double way = shortest > 0 ? shortest + margin : shortest - margin;
    const double share_a = fixed_[a] ? 0 : fixed_[b] ? 1 : 0.5;
    (along_y ? positions_[a].y : positions_[a].x) -= share_a * way;
    (along_y ? positions_[b].y : positions_[b].x) += (1 - share_a) * way;
  }
  return true;
}

void OverlapRemoval::scale(double factor) {
  for (Point& point : positions_) point = {point.x * factor, point.y * factor};
  grown_ *= factor;
  gathered_at_.clear();
}

// By so much that most nodes are free of others.
void OverlapRemoval::grow() {
  const double most = std::max(1.0, most_growth_ / grown_);
  if (!gather_pairs(0)) {
    if (most > 1.5) return scale(1.5);
    scale(most);
    phase_ = Phase::push;
    return;
  }
  std::vector<double> needed(positions_.size(), 1);
  for (const auto& [a, b] : pairs_) {
    const Apart apart = apart_of(a, b, positions_, boxes_, settings_.gap);
    if (!apart.overlap()) continue;
    const double factor = std::min(std::fabs(apart.reach_x) / std::max(std::fabs(apart.x), 1e-9),
                                   std::fabs(apart.reach_y) / std::max(std::fabs(apart.y), 1e-9));
    needed[a] = std::max(needed[a], factor);
    needed[b] = std::max(needed[b], factor);
  }
  const auto at =
      needed.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(needed.size() - 1) * (1 - left_to_push));
  std::nth_element(needed.begin(), at, needed.end());
  scale(std::min(*at, most));
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
      if (!push()) {
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
