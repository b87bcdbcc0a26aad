#include <algorithm>
#include <cmath>
#include <optional>

#include "core/analysis/communities.hpp"
#include "core/layout/communities.hpp"
#include "core/layout/islands.hpp"
#include "core/layout/quadtree.hpp"
#include "core/layout/stress.hpp"

namespace impactweb::layout {

namespace {

// Found by trying on networks of communities with hubs and bridges: neighbours stay together and distances about true.
constexpr double pull_between = 0.4;  // of an edge between communities; 1 within
constexpr double repulsion_strength = 0.4;
constexpr double range = 4;  // of repulsion, in edge lengths: groups on one bridge shall not drive each other far off
constexpr double opening = 1;
// How far a node may go in one pass, at first and at last, in edge lengths.
constexpr double first_reach = 0.5;
constexpr double last_reach = 0.01;
// The start has its distances from all nodes or, of a large network, from pivots. Forces are too short-sighted to mend
// what is wrong with it from afar.
constexpr int start_passes = 8, start_passes_over_pivots = 15;
constexpr int start_pivots = 1000;
constexpr std::size_t nodes_per_piece = 2000;

// Lengths are in edge lengths.

struct ForceSolver : public Solver {
  enum class Phase { start, communities, forces, islands, done };

  analysis::Adjacency graph;
  std::vector<Point> position;
  std::vector<char> fixed;
  std::vector<double> room;
  ForceSettings settings;
  std::uint32_t count;
  Phase phase = Phase::start;
  std::unique_ptr<Solver> start;
  std::optional<analysis::CommunitySearch> search;
  std::unique_ptr<Islands> islands;
  std::vector<std::uint32_t> community;
  std::vector<double> charge;  // all repel alike: charges by degree keep distances less well
  std::vector<Point> move;
  Quadtree tree;
  std::size_t node_at = 0;
  int pass = 0;

  ForceSolver(analysis::Adjacency adjacency, std::vector<Point> given, std::vector<char> is_fixed,
              std::vector<double> area, const ForceSettings& chosen)
      : graph(std::move(adjacency)),
        fixed(std::move(is_fixed)),
        room(std::move(area)),
        settings(chosen),
        count(graph.size()),
        charge(count, 1),
        move(count) {
    StressSettings stress;
    stress.edge_length = settings.edge_length;
    stress.passes = count <= exact_size ? start_passes : start_passes_over_pivots;
    stress.seed = settings.seed;
    stress.pivots = start_pivots;
    start = make_stress_solver(graph, std::move(given), fixed, stress);
  }

  void place_start() {
    position = start->positions();
    start.reset();
    phase = Phase::communities;
  }

  void go_on_from(const analysis::Communities& found) {
    const bool any_fixed = std::find(fixed.begin(), fixed.end(), 1) != fixed.end();
    if (count > exact_size && !any_fixed && communities_mixed_up(graph, found, position)) {
      islands = std::make_unique<Islands>(graph, found, std::move(position), room, settings.edge_length, settings.seed);
      phase = Phase::islands;
      return;
    }
    community = found.of_node;
    for (Point& point : position) point = {point.x / settings.edge_length, point.y / settings.edge_length};
    phase = Phase::forces;
  }

  // What pulls and pushes a node, by the number of its edges, so that hubs do not swing; no farther than `reach`.
  Point move_of(std::uint32_t node, double reach) const {
    const Point here = position[node];
    const Point away = tree.repulsion(here, range, opening);
    Point force{away.x * repulsion_strength, away.y * repulsion_strength};
    for (const std::uint32_t other : graph.neighbours(node)) {
      const double x = position[other].x - here.x, y = position[other].y - here.y;
      const double pull = community[node] == community[other] ? 1 : pull_between;
      force = {force.x + pull * x, force.y + pull * y};
    }
    const double share = 1.0 / (1.0 + graph.degree(node));
    force = {force.x * share, force.y * share};
    const double length = std::sqrt(force.x * force.x + force.y * force.y);
    const double most = length > reach ? reach / length : 1;
    return {force.x * most, force.y * most};
  }

  bool forces() {
    const double t = static_cast<double>(pass) / std::max(1, settings.passes);
    const double reach = first_reach * (1 - t) + last_reach * t;
    if (node_at == 0) tree.build(position, charge);
    const std::size_t end = std::min<std::size_t>(count, node_at + nodes_per_piece);
    for (; node_at < end; ++node_at)
      if (!fixed[node_at]) move[node_at] = move_of(static_cast<std::uint32_t>(node_at), reach);
    if (node_at < count) return false;
    node_at = 0;
    for (std::uint32_t node = 0; node < count; ++node)
      position[node] = {position[node].x + move[node].x, position[node].y + move[node].y};
    return ++pass >= settings.passes;
  }

  bool advance() override {
    switch (phase) {
      case Phase::start:
        if (start->advance()) place_start();
        return false;
      case Phase::communities:
        if (!search) search.emplace(graph, analysis::CommunityOptions{settings.seed, settings.resolution});
        if (!search->advance()) return false;
        go_on_from(search->found());
        search.reset();
        return false;
      case Phase::forces:
        if (!forces()) return false;
        for (Point& point : position) point = {point.x * settings.edge_length, point.y * settings.edge_length};
        phase = Phase::done;
        return true;
      case Phase::islands:
        if (!islands->advance()) return false;
        position = islands->take();
        islands.reset();
        phase = Phase::done;
        return true;
      case Phase::done:
        return true;
    }
    return true;
  }

  [[nodiscard]] int passes_done() const override { return pass; }
  [[nodiscard]] double progress() const override {
    if (islands) return islands->progress();
    return phase == Phase::done ? 1 : static_cast<double>(pass) / (settings.passes + 1);
  }
  [[nodiscard]] const std::vector<Point>& positions() const override { return position; }
};

}  // namespace

std::unique_ptr<Solver> make_force_solver(analysis::Adjacency graph, std::vector<Point> start, std::vector<char> fixed,
                                          std::vector<double> room, const ForceSettings& settings) {
  return std::make_unique<ForceSolver>(std::move(graph), std::move(start), std::move(fixed), std::move(room), settings);
}

}  // namespace impactweb::layout
