#include "core/layout/untangling.hpp"

#include <algorithm>
#include <utility>

#include "core/layout/tie_routes.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/model/limits.hpp"

namespace impactweb::layout {

namespace {

constexpr double clearance = 6, least_clearance = 1.5;
constexpr int most_rounds = 24, ways = 12;
// Where nearly everything is in the way of everything, looking on is of no use.
constexpr int most_tried = 1200;
constexpr std::size_t most_movers = 8, most_stuck = 12;
constexpr double largest_disc = 100;

class Untangling {
 public:
  Untangling(std::vector<Point>& positions, const std::vector<Box>& boxes,
             const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges, const std::vector<char>& fixed,
             double gap)
      : positions_(positions), boxes_(boxes), fixed_(fixed), gap_(gap) {
    for (const auto& [from, to] : edges)
      if (from != to && from < positions.size() && to < positions.size()) ties_.push_back({from, to, 0});
    discs_.centers = positions;
    for (const Box& box : boxes) discs_.radii.push_back(std::min(box.above, largest_disc) + 1);
  }

  bool work() {
    bool moved = false;
    for (int round = 0; round < most_rounds && tried_ < most_tried; ++round) {
      std::vector<TieRoute> routes = ties_;
      bend_around_nodes(routes, discs_, clearance);
      routes_ = std::move(routes);
      std::vector<std::uint32_t> stuck;
      for (std::uint32_t i = 0; i < routes_.size(); ++i)
        if (is_stuck(routes_[i])) stuck.push_back(i);
      if (stuck.size() > most_stuck) return moved;
      bool better = false;
      for (const std::uint32_t tie : stuck) {
        better = make_room(tie, stuck);
        if (better) break;
      }
      if (!better) return moved;
      moved = true;
    }
    return moved;
  }

 private:
  [[nodiscard]] bool is_stuck(const TieRoute& tie) const {
    return depth_in_strangers(tie, discs_, least_clearance) > 0;
  }

  [[nodiscard]] bool is_free(std::uint32_t node, Point at) const {
    if (std::max({at.x, -at.x, at.y, -at.y}) > limits::coordinate) return false;
    const PlacedBox box(at, boxes_[node], gap_);
    for (std::uint32_t other = 0; other < positions_.size(); ++other)
      if (other != node && box.overlaps(PlacedBox(positions_[other], boxes_[other], gap_))) return false;
    return true;
  }

  /// How many ties would be stuck, of those that have to do with a node, with the node at this place.
  int stuck_with(std::uint32_t node, Point at, const std::vector<std::uint32_t>& stuck) {
    const Point before = std::exchange(discs_.centers[node], at);
    std::vector<TieRoute> affected;
    for (std::uint32_t i = 0; i < routes_.size(); ++i) {
      const TieRoute& tie = routes_[i];
      const bool own = tie.from == node || tie.to == node;
      if (own || std::find(stuck.begin(), stuck.end(), i) != stuck.end() || is_in_way(node, tie))
        affected.push_back(ties_[i]);
    }
    bend_around_nodes(affected, discs_, clearance);
    const auto count =
        std::count_if(affected.begin(), affected.end(), [&](const TieRoute& tie) { return is_stuck(tie); });
    discs_.centers[node] = before;
    return static_cast<int>(count);
  }

  [[nodiscard]] bool is_in_way(std::uint32_t node, const TieRoute& tie) const {
    const Discs ends{{discs_.centers[tie.from], discs_.centers[tie.to], discs_.centers[node]},
                     {discs_.radii[tie.from], discs_.radii[tie.to], discs_.radii[node]}};
    return depth_in_strangers({0, 1, tie.bend}, ends, clearance) > 0;
  }

  /// Moves one of those that have to do with a stuck tie to where fewer are stuck.
  bool make_room(std::uint32_t index, const std::vector<std::uint32_t>& stuck) {
    const TieRoute& tie = routes_[index];
    std::vector<std::uint32_t> movers;
    for (std::uint32_t node = 0; node < positions_.size() && movers.size() < most_movers; ++node) {
      if (node == tie.from || node == tie.to) continue;
      if (is_in_way(node, tie) || is_in_way(node, {tie.from, tie.to, 0})) movers.push_back(node);
    }
    movers.push_back(tie.from);
    movers.push_back(tie.to);
    int least = static_cast<int>(stuck.size());
    for (const double away : {20.0, 40.0, 70.0, 110.0, 160.0, 230.0}) {
      std::uint32_t best = 0;
      Point place;
      bool found = false;
      for (const std::uint32_t node : movers) {
        if (fixed_[node]) continue;
        for (int way = 0; way < ways; ++way) {
          const Point direction = direction_at(6.283185307179586 * way / ways);
          const Point at{positions_[node].x + away * direction.x, positions_[node].y + away * direction.y};
          if (tried_ >= most_tried || !is_free(node, at)) continue;
          ++tried_;
          const int there = stuck_with(node, at, stuck);
          if (there >= least) continue;
          least = there;
          best = node;
          place = at;
          found = true;
        }
      }
      if (!found) continue;
      positions_[best] = discs_.centers[best] = place;
      return true;
    }
    return false;
  }

  std::vector<Point>& positions_;
  const std::vector<Box>& boxes_;
  const std::vector<char>& fixed_;
  double gap_;
  int tried_ = 0;
  Discs discs_;
  std::vector<TieRoute> ties_, routes_;
};

}  // namespace

bool untangle(std::vector<Point>& positions, const std::vector<Box>& boxes,
              const std::vector<std::pair<std::uint32_t, std::uint32_t>>& edges, const std::vector<char>& fixed,
              double gap) {
  if (positions.size() > most_untangled || edges.size() > most_routed_ties) return false;
  return Untangling(positions, boxes, edges, fixed, gap).work();
}

}  // namespace impactweb::layout
