#include "core/layout/islands.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/layout/stress.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

using analysis::Adjacency;

// Even a network of chance has communities, with a modularity of about 0.97 through the root of its mean degree:
// J. Reichardt & S. Bornholdt, "When are networks truly modular?", Physica D 224 (2006). These have to be clearly more.
constexpr double chance = 0.97;
constexpr double beyond_chance = 1.2;
// Communities stand apart where no more than this share of those next to a node belong to others.
constexpr double most_mixed = 0.2;
constexpr std::size_t nearest = 8;
constexpr std::uint32_t most_samples = 128, least_samples = 32;
constexpr std::uint32_t looks = 3'000'000;

// How much of its disc a community's boxes cover, and how much of the whole all discs do to begin with.
constexpr double cover = 0.45;
constexpr double density = 0.75;
// Water around each disc, as shares of its radius and of that of a middling one.
constexpr double shore_of_own = 0.06, shore_of_all = 0.1;
// Discs that are less too near than this are left where they are.
constexpr double near_enough = 0.999;
// So often the discs are drawn to each other, less and less, and pushed apart; then they are only pushed apart.
constexpr int rounds = 120, last_rounds = 300;
constexpr double first_attraction = 0.06;
constexpr std::size_t piece = 100'000;
constexpr std::size_t looks_per_disc = 16;  // a guess
constexpr int stress_passes = 8;
// How far nodes are brought from where stress has them, 0, to an even spread over the disc, 1.
constexpr double evenness = 0.7;

Point middle_of(const std::vector<Point>& points) {
  Point sum;
  for (const Point& point : points) sum = {sum.x + point.x, sum.y + point.y};
  const auto count = static_cast<double>(std::max<std::size_t>(points.size(), 1));
  return {sum.x / count, sum.y / count};
}

}  // namespace

bool communities_mixed_up(const Adjacency& graph, const analysis::Communities& communities,
                          const std::vector<Point>& positions) {
  const double degree = static_cast<double>(graph.targets.size()) / graph.size();
  if (communities.count < 2 || !communities.modularity) return false;
  if (*communities.modularity < beyond_chance * chance / std::sqrt(degree)) return false;
  // Of some nodes, those that are nearest.
  double own = 0, looked_at = 0;
  std::array<std::pair<double, std::uint32_t>, nearest> around;
  const std::uint32_t samples = std::clamp(looks / graph.size(), least_samples, most_samples);
  const std::uint32_t step = std::max(1u, graph.size() / samples);
  for (std::uint32_t node = 0; node < graph.size(); node += step) {
    around.fill({std::numeric_limits<double>::infinity(), node});
    for (std::uint32_t other = 0; other < graph.size(); ++other) {
      const double x = positions[other].x - positions[node].x, y = positions[other].y - positions[node].y;
      const double square = x * x + y * y;
      if (square >= around.back().first || other == node) continue;
      std::size_t at = nearest - 1;
      for (; at > 0 && around[at - 1].first > square; --at) around[at] = around[at - 1];
      around[at] = {square, other};
    }
    for (const auto& [square, other] : around)
      if (communities.of_node[other] == communities.of_node[node]) ++own;
    looked_at += nearest;
  }
  return own < (1 - most_mixed) * looked_at;
}

Islands::Islands(const Adjacency& graph, const analysis::Communities& communities, std::vector<Point> positions,
                 const std::vector<double>& room, double edge_length, std::uint64_t seed)
    : graph_(graph),
      island_of_(communities.of_node),
      positions_(std::move(positions)),
      edge_length_(edge_length),
      seed_(seed),
      islands_(communities.count),
      number_within_(graph.size()) {
  std::vector<double> area(islands_.size());
  for (std::uint32_t node = 0; node < graph_.size(); ++node) {
    Island& island = islands_[island_of_[node]];
    number_within_[node] = static_cast<std::uint32_t>(island.nodes.size());
    island.nodes.push_back(node);
    island.middle = {island.middle.x + positions_[node].x, island.middle.y + positions_[node].y};
    area[island_of_[node]] += room[node];
  }
  for (std::size_t i = 0; i < islands_.size(); ++i) {
    const auto count = static_cast<double>(islands_[i].nodes.size());
    islands_[i].middle = {islands_[i].middle.x / count, islands_[i].middle.y / count};
    islands_[i].radius = std::sqrt(std::max(area[i], count) / cover / pi);
  }
  std::vector<double> radii;
  for (const Island& island : islands_) radii.push_back(island.radius);
  std::nth_element(radii.begin(), radii.begin() + static_cast<std::ptrdiff_t>(radii.size() / 2), radii.end());
  shore_ = shore_of_all * radii[radii.size() / 2];
  from_left_.resize(islands_.size());
  std::iota(from_left_.begin(), from_left_.end(), 0u);
  find_ties();
  gather();
}

void Islands::find_ties() {
  std::vector<double> with(islands_.size());
  for (Island& island : islands_) {
    for (const std::uint32_t node : island.nodes)
      for (const std::uint32_t other : graph_.neighbours(node)) ++with[island_of_[other]];
    with[island_of_[island.nodes.front()]] = 0;
    for (const std::uint32_t node : island.nodes)
      for (const std::uint32_t other : graph_.neighbours(node))
        if (double& ties = with[island_of_[other]]; ties > 0) {
          island.ties.emplace_back(island_of_[other], ties);
          ties = 0;
        }
  }
}

// Draws the middles out, or together, until the discs would just about fill their part of the plane.
void Islands::gather() {
  Point middle;
  double weight = 0, spread = 0, area = 0;
  for (const Island& island : islands_) {
    const double share = island.radius * island.radius;
    middle = {middle.x + share * island.middle.x, middle.y + share * island.middle.y};
    weight += share;
    area += reach_of(island) * reach_of(island);
  }
  middle = {middle.x / weight, middle.y / weight};
  for (const Island& island : islands_) {
    const double x = island.middle.x - middle.x, y = island.middle.y - middle.y;
    spread += island.radius * island.radius / weight * (x * x + y * y);
  }
  const double factor = std::sqrt(area / density / 2 / std::max(spread, 1e-9));
  for (Island& island : islands_)
    island.middle = {(island.middle.x - middle.x) * factor, (island.middle.y - middle.y) * factor};
}

// Draws each towards those that it has ties with.
void Islands::attract() {
  const double share = first_attraction * (1 - static_cast<double>(round_) / rounds);
  std::vector<Point> to(islands_.size());
  for (std::size_t i = 0; i < islands_.size(); ++i) {
    double weight = 0;
    Point sum;
    for (const auto& [other, ties] : islands_[i].ties) {
      sum = {sum.x + ties * islands_[other].middle.x, sum.y + ties * islands_[other].middle.y};
      weight += ties;
    }
    to[i] = weight > 0 ? Point{sum.x / weight, sum.y / weight} : islands_[i].middle;
  }
  for (std::size_t i = 0; i < islands_.size(); ++i) {
    Point& middle = islands_[i].middle;
    middle = {middle.x + share * (to[i].x - middle.x), middle.y + share * (to[i].y - middle.y)};
  }
}

double Islands::reach_of(const Island& island) const { return island.radius * (1 + shore_of_own) + shore_; }

// One round over all pairs of discs that are too near, the smaller one giving way more; true when there are none.
bool Islands::push() {
  sort_stably(from_left_,
              [&](std::uint32_t a, std::uint32_t b) { return islands_[a].middle.x < islands_[b].middle.x; });
  double widest = 0;
  for (const Island& island : islands_) widest = std::max(widest, reach_of(island));
  bool free = true;
  for (std::size_t i = 0; i < from_left_.size(); ++i)
    for (std::size_t j = i + 1; j < from_left_.size(); ++j) {
      Island &a = islands_[from_left_[i]], &b = islands_[from_left_[j]];
      const double apart = reach_of(a) + reach_of(b);
      double x = b.middle.x - a.middle.x, y = b.middle.y - a.middle.y;
      if (x > reach_of(a) + widest) break;
      const double distance = std::sqrt(x * x + y * y);
      if (distance >= apart * near_enough) continue;
      free = false;
      if (distance < 1e-6 * apart) {
        const Point way = direction_at(static_cast<double>(from_left_[i] % 100));
        x = way.x;
        y = way.y;
      } else {
        x /= distance;
        y /= distance;
      }
      const double areas = a.radius * a.radius + b.radius * b.radius;
      const double way_a = (apart - distance) * b.radius * b.radius / areas,
                   way_b = (apart - distance) * a.radius * a.radius / areas;
      a.middle = {a.middle.x - way_a * x, a.middle.y - way_a * y};
      b.middle = {b.middle.x + way_b * x, b.middle.y + way_b * y};
    }
  return free;
}

Adjacency Islands::rows_within(const Island& island) {
  Adjacency rows;
  for (const std::uint32_t node : island.nodes) {
    for (const std::uint32_t other : graph_.neighbours(node))
      if (island_of_[other] == island_of_[node]) rows.targets.push_back(number_within_[other]);
    rows.offsets.push_back(static_cast<std::uint32_t>(rows.targets.size()));
  }
  return rows;
}

// Brings a community to its disc: spread over it, and turned or mirrored so that who has ties with others looks at
// them.
void Islands::settle(const Island& island, std::vector<Point> within) {
  const Point middle = middle_of(within);
  std::vector<double> distances;
  for (Point& point : within) {
    point = {point.x - middle.x, point.y - middle.y};
    distances.push_back(std::sqrt(point.x * point.x + point.y * point.y));
  }
  std::vector<std::uint32_t> order(within.size());
  std::iota(order.begin(), order.end(), 0u);
  sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return distances[a] < distances[b]; });
  const auto count = static_cast<double>(order.size());
  const double most = std::max(distances[order[order.size() - 1 - order.size() / 20]], 1e-9);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double distance = distances[order[i]];
    if (distance <= 0) continue;
    const double even = std::sqrt((static_cast<double>(i) + 0.5) / count), true_one = std::min(distance / most, 1.1);
    const double factor = island.radius * (evenness * even + (1 - evenness) * true_one) / distance;
    Point& point = within[order[i]];
    point = {point.x * factor, point.y * factor};
  }
  // The best turn has the largest sum of products of a node's place and the way of its ties; so among mirrored ones.
  double along = 0, across = 0, mirrored_along = 0, mirrored_across = 0;
  for (std::size_t i = 0; i < within.size(); ++i)
    for (const std::uint32_t other : graph_.neighbours(island.nodes[i])) {
      const Island& there = islands_[island_of_[other]];
      if (&there == &island) continue;
      double x = there.middle.x - island.middle.x, y = there.middle.y - island.middle.y;
      const double distance = std::sqrt(x * x + y * y + 1e-18);
      x /= distance;
      y /= distance;
      along += within[i].x * x + within[i].y * y;
      across += within[i].x * y - within[i].y * x;
      mirrored_along += within[i].x * x - within[i].y * y;
      mirrored_across += within[i].x * y + within[i].y * x;
    }
  const bool mirror =
      mirrored_along * mirrored_along + mirrored_across * mirrored_across > along * along + across * across;
  if (mirror) {
    along = mirrored_along;
    across = mirrored_across;
  }
  const double length = std::sqrt(along * along + across * across);
  const Point turn = length > 0 ? Point{along / length, across / length} : Point{1, 0};
  for (std::size_t i = 0; i < within.size(); ++i) {
    const double x = within[i].x, y = mirror ? -within[i].y : within[i].y;
    positions_[island.nodes[i]] = {island.middle.x + turn.x * x - turn.y * y,
                                   island.middle.y + turn.y * x + turn.x * y};
  }
}

bool Islands::advance() {
  for (std::size_t work = 0; round_ < rounds + last_rounds && work < piece;
       work += islands_.size() * looks_per_disc, ++round_) {
    if (round_ < rounds) {
      attract();
      push();
    }
    if (push() && round_ >= rounds) round_ = rounds + last_rounds;
  }
  if (round_ < rounds + last_rounds) return false;
  if (island_ == islands_.size()) return true;
  const Island& island = islands_[island_];
  if (!solver_) {
    StressSettings stress;
    stress.edge_length = edge_length_;
    stress.passes = stress_passes;
    stress.seed = seed_;
    solver_ = make_stress_solver(rows_within(island), std::vector<Point>(island.nodes.size()),
                                 std::vector<char>(island.nodes.size(), 0), stress);
    return false;
  }
  if (!solver_->advance()) return false;
  settle(island, solver_->positions());
  solver_.reset();
  return ++island_ == islands_.size();
}

double Islands::progress() const {
  return (static_cast<double>(round_) / (rounds + last_rounds) +
          static_cast<double>(island_) / static_cast<double>(islands_.size())) /
         2;
}

}  // namespace impactweb::layout
