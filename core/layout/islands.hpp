// The communities of a large network as islands, with water between.
//
// Distances in a network grow with the logarithm of its size, the plane that its nodes need grows with the size itself:
// of ten thousand nodes, everything is some six ties from everything, and in a picture with true distances communities
// lie over each other, many deep. So each gets a disc with room for all of its nodes; the discs begin about where that
// picture has them, are drawn to those that they have ties with, and push each other apart. Within its disc, a
// community lies as it would alone, by least stress, turned to where its ties lead.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/analysis/communities.hpp"
#include "core/layout/components.hpp"

namespace impactweb::layout {

/// Whether communities are more than chance finds in any network, and lie over each other at `positions`.
bool communities_mixed_up(const analysis::Adjacency& graph, const analysis::Communities& communities,
                          const std::vector<Point>& positions);

class Islands {
 public:
  /// `graph` must be connected and outlive the work. `positions` by node, in world units; `room` is the area that each
  /// node covers there.
  Islands(const analysis::Adjacency& graph, const analysis::Communities& communities, std::vector<Point> positions,
          const std::vector<double>& room, double edge_length, std::uint64_t seed);

  /// Does a piece of work; true when there is none left.
  bool advance();
  /// Share of the work done, 0 to 1; a guess.
  [[nodiscard]] double progress() const;
  /// By node, in world units.
  [[nodiscard]] std::vector<Point> take() { return std::move(positions_); }

 private:
  struct Island {
    std::vector<std::uint32_t> nodes;  // ascending
    Point middle;
    double radius = 0;
    std::vector<std::pair<std::uint32_t, double>> ties;  // with which other islands, and how many
  };

  void find_ties();
  void gather();
  void attract();
  bool push();
  [[nodiscard]] analysis::Adjacency rows_within(const Island& island);
  [[nodiscard]] double reach_of(const Island& island) const;
  void settle(const Island& island, std::vector<Point> within);

  const analysis::Adjacency& graph_;
  std::vector<std::uint32_t> island_of_;
  std::vector<Point> positions_;
  double edge_length_;
  std::uint64_t seed_;
  std::vector<Island> islands_;
  double shore_ = 0;  // kept free around each disc
  std::vector<std::uint32_t> from_left_;
  int round_ = 0;
  std::size_t island_ = 0;
  std::unique_ptr<Solver> solver_;
  std::vector<std::uint32_t> number_within_;
};

}  // namespace impactweb::layout
