#include "core/layout/overlap_removal.hpp"

#include <algorithm>
#include <cmath>

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

// Goes on with gathering the pairs that overlap, or would if each side were half of `slack` longer.
BoxNeighbours::State OverlapRemoval::gather_pairs(double slack) {
  if (!search_) {
    search_ = std::make_unique<BoxNeighbours>(positions_, boxes_, fixed_, settings_.gap + slack);
    return BoxNeighbours::State::searching;
  }
  const BoxNeighbours::State state = search_->advance();
  if (state == BoxNeighbours::State::searching) return state;
  if (state == BoxNeighbours::State::found) {
    pairs_ = search_->take();
    slack_ = slack;
    gathered_at_ = positions_;
  } else {
    pairs_.clear();
    gathered_at_.clear();
  }
  search_.reset();
  return state;
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

// One round over all pairs that overlap, each pushed apart along the shorter way.
void OverlapRemoval::push() {
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
}

void OverlapRemoval::scale(double factor) {
  for (Point& point : positions_) point = {point.x * factor, point.y * factor};
  grown_ *= factor;
  gathered_at_.clear();
}

// By so much that most nodes are free of others.
void OverlapRemoval::grow() {
  const double most = std::max(1.0, most_growth_ / grown_);
  const BoxNeighbours::State state = gather_pairs(0);
  if (state == BoxNeighbours::State::searching) return;
  if (state == BoxNeighbours::State::crowd) {
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

// Some more boxes that have room stay, then some more of the others get the nearest place that is free; true when all
// have one.
bool OverlapRemoval::settle() {
  constexpr std::uint32_t looked_at_once = 2000, settled_at_once = 100;
  const auto size = static_cast<std::uint32_t>(positions_.size());
  const auto placed = [this](std::uint32_t node) { return PlacedBox(positions_[node], boxes_[node], settings_.gap); };
  if (!standing_) {
    standing_ = std::make_unique<BoxIndex>(typical_side(boxes_, settings_.gap), size);
    for (std::uint32_t node = 0; node < size; ++node)
      if (fixed_[node]) standing_->add(placed(node));
  }
  for (std::uint32_t i = 0; i < looked_at_once && looked_at_ < size; ++i, ++looked_at_) {
    if (fixed_[looked_at_]) continue;
    if (standing_->free(placed(looked_at_)))
      standing_->add(placed(looked_at_));
    else
      homeless_.push_back(looked_at_);
  }
  if (looked_at_ < size) return false;
  for (std::uint32_t i = 0; i < settled_at_once && settled_ < homeless_.size(); ++i, ++settled_) {
    const std::uint32_t node = homeless_[settled_];
    positions_[node] = standing_->free_place_near(positions_[node], boxes_[node], settings_.gap);
    standing_->add(placed(node));
  }
  return settled_ == homeless_.size();
}

bool OverlapRemoval::advance() {
  switch (phase_) {
    case Phase::grow:
      grow();
      return false;
    case Phase::push:
      if (search_ || gathered_too_long_ago()) {
        const double slack = typical_side(boxes_, settings_.gap) / 4;
        if (gather_pairs(slack) == BoxNeighbours::State::crowd) phase_ = Phase::settle;
        return false;
      }
      push();
      if (overlapping_ == 0) {
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
      if (!settle()) return false;
      phase_ = Phase::done;
      return true;
    case Phase::done:
      return true;
  }
  return true;
}

}  // namespace impactweb::layout
