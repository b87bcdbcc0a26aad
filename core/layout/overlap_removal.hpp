// Moves boxes apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/layout/box_neighbours.hpp"

namespace impactweb::layout {

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
  OverlapRemoval(const OverlapRemoval&) = delete;
  OverlapRemoval& operator=(const OverlapRemoval&) = delete;

  /// Does a piece of work; true when no boxes overlap, but for fixed ones.
  bool advance();
  [[nodiscard]] const std::vector<Point>& positions() const { return positions_; }

 private:
  enum class Phase { grow, push, settle, done };

  BoxNeighbours::State gather_pairs(double slack);
  [[nodiscard]] bool gathered_too_long_ago() const;
  void push();
  void grow();
  void scale(double factor);
  bool settle();

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
  std::unique_ptr<BoxNeighbours> search_;  // while pairs are being gathered
  std::size_t overlapping_ = 0;
  // While those without room are given one: boxes that stay, who is looked at next, and who has none.
  std::unique_ptr<BoxIndex> standing_;
  std::uint32_t looked_at_ = 0;
  std::vector<std::uint32_t> homeless_;
  std::size_t settled_ = 0;  // of these
};

}  // namespace impactweb::layout
