// A first picture from the distances to a few pivots: classical scaling on a part of the distance matrix, which gets
// the large shape right in linear time. U. Brandes & C. Pich, "Eigensolver methods for progressive multidimensional
// scaling of large data" (GD 2006).
#pragma once

#include <cstdint>
#include <vector>

#include "core/layout/bfs_distances.hpp"
#include "core/model/geometry.hpp"

namespace impactweb::layout {

class PivotMds {
 public:
  /// `rows`: for each pivot (at least one) the distances to all nodes, in order; they must outlive the work.
  PivotMds(std::vector<const BfsDistance*> rows, std::uint32_t nodes, std::uint64_t seed);

  /// Does a piece of work; true when there is none left.
  bool advance();
  /// One position per node, in edges: scaled so that distances to the pivots fit as well as one factor can make them.
  [[nodiscard]] const std::vector<Point>& positions() const { return positions_; }

 private:
  enum class Phase { centre, multiply, solve, project, scale, done };

  void centre(std::size_t column);
  void multiply(std::size_t column);
  void solve();
  void power_iteration(std::vector<double>& vector, const std::vector<double>* orthogonal_to, std::uint64_t seed);
  void project(std::size_t column);
  void measure_scale(std::size_t column);
  void scale();

  std::vector<const BfsDistance*> rows_;
  std::uint32_t nodes_;
  std::uint64_t seed_;
  Phase phase_ = Phase::centre;
  std::size_t column_ = 0;
  std::vector<double> node_mean_;
  double mean_ = 0;
  std::vector<std::vector<double>> centred_;  // by pivot and node
  std::vector<double> product_;
  std::vector<double> first_, second_;
  double up_ = 0, down_ = 0;
  std::vector<Point> positions_;
};

}  // namespace impactweb::layout
