// Boxes in the plane: which of them overlap, where there is room for another, and how to move them apart.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/layout/layout.hpp"

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
  /// The free place for `box` that is nearest to `wanted`, give or take a part of its size.
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

/// Moves boxes apart until none overlap, with as little change to the picture as it can:
/// first the picture grows until few boxes overlap (growing changes no proportions; after E. Gansner & Y. Hu,
/// "Efficient, proximity-preserving node overlap removal", JGAA 14 (2010), who compute the factor that each pair
/// needs), then overlapping pairs push each other apart along the shorter way, and whoever still has no room, in a
/// crowd, moves to the nearest free place. Fixed boxes stay, and then nothing grows.
class OverlapRemoval {
 public:
  struct Settings {
    double gap = 8;
    bool grow = true;
  };
  OverlapRemoval(std::vector<Point> positions, std::vector<Box> boxes, std::vector<char> fixed,
                 const Settings& settings);

  /// Does a piece of work; true when no boxes overlap, but for fixed ones.
  bool advance();
  [[nodiscard]] const std::vector<Point>& positions() const { return positions_; }

 private:
  enum class Phase { grow, push, settle, done };

  bool gather_pairs(double slack);
  [[nodiscard]] bool gathered_too_long_ago() const;
  bool push();
  void grow();
  void scale(double factor);
  void settle();

  std::vector<Point> positions_;
  std::vector<Box> boxes_;
  std::vector<char> fixed_;
  Settings settings_;
  Phase phase_ = Phase::grow;
  int rounds_ = 0;
  int attempts_ = 0;
  double grown_ = 1;
  double most_growth_ = 1;
  // Pairs that overlapped, or came within `slack_` of it, when the boxes were at `gathered_at_`.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
  std::vector<Point> gathered_at_;
  double slack_ = 0;
  std::size_t overlapping_ = 0;
};

}  // namespace impactweb::layout
