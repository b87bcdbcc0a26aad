// Points with weights in a tree of squares, so that the pull of far ones can be summed together (Barnes & Hut 1986).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/model/geometry.hpp"

namespace impactweb::layout {

class Quadtree {
 public:
  /// Replaces what the tree holds. Both lists have the same size; points are finite.
  void build(const std::vector<Point>& points, const std::vector<double>& weights);

  /// Σ w_j (p − p_j) / (d² (1 + d² / r²)) with d = ‖p − p_j‖, over all points but those in `point` itself: repulsion
  /// that falls with the distance, and faster beyond the range r. Squares that look smaller than `opening` (side
  /// through distance) count as one point.
  [[nodiscard]] Point repulsion(Point point, double range, double opening) const;

 private:
  struct Square {
    Point centre;  // of gravity
    double weight = 0;
    double side = 0;
    std::uint32_t skip = 0;  // the next square in depth-first order that is not within this one
    bool leaf = true;        // one point, or several in one place
  };
  void divide(std::size_t first, std::size_t last, Point corner, double side, int depth);

  std::vector<Square> squares_;  // depth first
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> scratch_;
  const std::vector<Point>* points_ = nullptr;
  const std::vector<double>* weights_ = nullptr;
};

}  // namespace impactweb::layout
