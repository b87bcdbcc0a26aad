#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/arithmetic.hpp"
#include "core/layout/bfs_distances.hpp"
#include "core/layout/pivot_mds.hpp"
#include "core/layout/stress.hpp"

namespace impactweb::layout {

namespace {

using analysis::Adjacency;
using analysis::Random;

// Pieces of work are cut at about so many looks at a pair.
constexpr std::size_t piece = 200'000;
constexpr std::uint32_t small_size = 400;
constexpr std::uint32_t start_pivots = 50;
// Distances from pivots take no more memory than this, in entries.
constexpr std::size_t most_entries = 60'000'000;
// The first pivots are each the node farthest from those before it, which spans the network.
constexpr std::uint32_t spanning_pivots = 16;
// Of the others, one in four is the farthest of so many nodes, the rest are picked as nodes come.
constexpr std::uint32_t candidates = 24;
// The last step as a share of the full correction of an edge (the paper's ε), and the first as a share of the one that
// corrects the largest distance. A pivot's term weighs as much as the nodes it stands for, so these steps must end
// lower.
constexpr double last_step_exact = 0.1;
constexpr double last_step_sparse = 0.005;
constexpr double first_step_exact = 0.25;
constexpr double first_step_sparse = 0.1;
// Added to squared distances (in world units), so that two nodes in one point have a distance.
constexpr double tiny = 1e-18;

template <typename Item>
void shuffle(std::vector<Item>& list, Random& random) {
  for (std::size_t i = list.size(); i > 1; --i)
    std::swap(list[i - 1], list[random.below(static_cast<std::uint32_t>(i))]);
}

// Step sizes fall exponentially from the first to the last pass.
double step_of_pass(double first, double last, int pass, int passes) {
  const double fall = -analysis::stable_log(last / first) / std::max(1, passes - 1);
  return first * analysis::stable_exp(-fall * pass);
}

// Moves both points by a share of what their distance is too long or short: `half` of it each, where `half_length` is
// that share of the length the distance should have.
inline void correct(Point& a, Point& b, double half, double half_length) {
  const double x = a.x - b.x, y = a.y - b.y;
  const double share = half - half_length / std::sqrt(x * x + y * y + tiny);
  a.x -= share * x;
  a.y -= share * y;
  b.x += share * x;
  b.y += share * y;
}

// The same where one or both may be fixed: the free one goes all the way.
inline void correct(Point& a, Point& b, bool fixed_a, bool fixed_b, double half, double half_length) {
  Point held_a = a, held_b = b;
  const double times = fixed_a != fixed_b ? 2 : 1;
  correct(held_a, held_b, times * half, times * half_length);
  if (!fixed_a) a = held_a;
  if (!fixed_b) b = held_b;
}

// What a correction takes from a distance in edges: half the share of the error, and that share of the length.
struct Step {
  double half = 0;
  double half_length = 0;
};

// All pairs, in the rounds of a tournament: in one round every node has one partner, so that the processor can work on
// many pairs at once. The distances lie in the order in which they are read.
class AllPairs {
 public:
  AllPairs(const Adjacency& graph, Random& random)
      : search_(graph), count_(graph.size()), size_(count_ + count_ % 2), ring_(size_ - 1) {
    order_.resize(count_);
    std::iota(order_.begin(), order_.end(), 0u);
    shuffle(order_, random);
    rounds_.resize(ring_);
    std::iota(rounds_.begin(), rounds_.end(), 0u);
    distances_.assign(std::size_t{ring_} * (size_ / 2), 0);
  }

  // Adds the distances of some more nodes; true when all are known.
  bool search() {
    const std::uint32_t end = std::min(done_ + BfsDistances::lanes, count_);
    search_.begin({order_.data() + done_, end - done_});
    while (search_.advance()) continue;
    largest_ = std::max(largest_, search_.reached());
    if (done_ == 0) {
      start_rows_.resize(std::min(start_pivots, end));
      for (std::uint32_t row = 0; row < start_rows_.size(); ++row) {
        start_rows_[row].resize(count_);
        search_.copy_row(row, start_rows_[row].data());
      }
    }
    // Every node that comes after one of these in the order; with those before it they have met already.
    for (std::uint32_t other = 0; other < count_; ++other)
      for (std::uint32_t slot = done_; slot < std::min(end, other); ++slot)
        distances_[index_of(slot, other)] = search_.distance(slot - done_, order_[other]);
    done_ = end;
    return done_ == count_;
  }

  [[nodiscard]] BfsDistance largest() const { return largest_; }
  [[nodiscard]] std::vector<const BfsDistance*> start_rows() const {
    std::vector<const BfsDistance*> rows;
    for (const auto& row : start_rows_) rows.push_back(row.data());
    return rows;
  }

  void begin(const std::vector<Point>& positions, const std::vector<char>& fixed) {
    start_rows_.clear();
    lined_up_.assign(size_, {});
    fixed_.assign(size_, 0);
    for (std::uint32_t slot = 0; slot < count_; ++slot) {
      lined_up_[slot] = positions[order_[slot]];
      fixed_[slot] = fixed[order_[slot]];
    }
    any_fixed_ = std::find(fixed_.begin(), fixed_.end(), 1) != fixed_.end();
  }
  void begin_pass(Random& random) {
    shuffle(rounds_, random);
    at_ = 0;
  }
  // Some more rounds of a pass; true when it is complete. `steps` by distance; its first stands for no pair.
  bool advance_pass(const std::vector<Step>& steps) {
    for (std::size_t work = 0; work < piece && at_ < rounds_.size(); work += size_ / 2) {
      if (any_fixed_)
        round<true>(rounds_[at_++], steps.data());
      else
        round<false>(rounds_[at_++], steps.data());
    }
    return at_ == rounds_.size();
  }
  void end(std::vector<Point>& positions) const {
    for (std::uint32_t slot = 0; slot < count_; ++slot) positions[order_[slot]] = lined_up_[slot];
  }

 private:
  // In round r the last node meets node r, and around r on the ring those meet that are equally far from it.
  [[nodiscard]] std::size_t index_of(std::uint32_t a, std::uint32_t b) const {
    if (b == ring_) return std::size_t{a} * (size_ / 2);
    const auto half_of_ring = static_cast<std::uint64_t>((ring_ + 1) / 2);  // times 2 it is 1, on the ring
    const auto round = static_cast<std::uint32_t>((a + b) * half_of_ring % ring_);
    const std::uint32_t away = a >= round ? a - round : a + ring_ - round;
    return std::size_t{round} * (size_ / 2) + std::min(away, ring_ - away);
  }

  template <bool any_fixed>
  void round(std::uint32_t number, const Step* steps) {
    const BfsDistance* const row = distances_.data() + std::size_t{number} * (size_ / 2);
    const auto meet = [&](std::uint32_t a, std::uint32_t b, BfsDistance distance) {
      const Step& step = steps[distance];
      if constexpr (any_fixed)
        correct(lined_up_[a], lined_up_[b], fixed_[a] != 0, fixed_[b] != 0, step.half, step.half_length);
      else
        correct(lined_up_[a], lined_up_[b], step.half, step.half_length);
    };
    meet(ring_, number, row[0]);
    std::uint32_t a = number, b = number;
    for (std::uint32_t away = 1; away < size_ / 2; ++away) {
      a = a + 1 == ring_ ? 0 : a + 1;
      b = b == 0 ? ring_ - 1 : b - 1;
      meet(a, b, row[away]);
    }
  }

  BfsDistances search_;
  std::uint32_t count_, size_, ring_;
  std::uint32_t done_ = 0;
  BfsDistance largest_ = 1;
  std::vector<std::uint32_t> order_;   // nodes by slot
  std::vector<std::uint32_t> rounds_;  // in the order of the pass
  std::size_t at_ = 0;
  std::vector<BfsDistance> distances_;  // by round, and how far from its middle
  std::vector<std::vector<BfsDistance>> start_rows_;
  std::vector<Point> lined_up_;  // by slot; with an odd number of nodes the last one is nobody
  std::vector<char> fixed_;
  bool any_fixed_ = false;
};

// Edges, pairs that share a neighbour, and pivots, each of which stands for the nodes around it.
class PivotPairs {
 public:
  PivotPairs(const Adjacency& graph, std::uint32_t pivots, Random& random)
      : graph_(graph),
        random_(random),
        search_(graph),
        count_(graph.size()),
        rows_(static_cast<std::uint32_t>(
            std::clamp<std::size_t>(most_entries / count_, std::min(start_pivots, count_), std::min(pivots, count_)))),
        nearest_(count_, most_distance),
        nearest_pivot_(count_, 0) {}

  // Adds the distances of some more pivots; true when all are known.
  bool search() {
    if (chosen_.empty()) {
      choose();
      search_.begin(chosen_);
      searching_ = true;
    }
    if (searching_) searching_ = search_.advance();
    for (std::size_t work = 0; !searching_ && work < piece && lane_ < chosen_.size(); work += count_) keep(lane_++);
    if (lane_ < chosen_.size()) return false;
    largest_ = std::max(largest_, search_.reached());
    chosen_.clear();
    lane_ = 0;
    return pivots_.size() == rows_;
  }

  [[nodiscard]] BfsDistance largest() const { return largest_; }
  [[nodiscard]] std::vector<const BfsDistance*> start_rows() const {
    std::vector<const BfsDistance*> rows;
    for (std::uint32_t pivot = 0; pivot < std::min(start_pivots, rows_); ++pivot)
      rows.push_back(distances_[pivot].data());
    return rows;
  }

  void begin(const std::vector<char>& fixed) {
    fixed_ = fixed;
    any_fixed_ = std::find(fixed_.begin(), fixed_.end(), 1) != fixed_.end();
    weigh_regions();
    for (std::uint32_t node = 0; node < count_; ++node)
      for (const std::uint32_t other : graph_.neighbours(node))
        if (node < other) edges_.emplace_back(node, other);
    rounds_.resize(pivots_.size());
    std::iota(rounds_.begin(), rounds_.end(), 0u);
  }
  void begin_pass() {
    shuffle(rounds_, random_);
    shuffle(edges_, random_);
    at_ = 0;
  }
  // One pivot after the other for all nodes, and between these some of the edges and of the pairs that share a
  // neighbour; true when the pass is complete. `size` is that of the pass, `steps` those of edges and such pairs.
  bool advance_pass(std::vector<Point>& positions, double size, double edge_length, const std::vector<Step>& steps) {
    for (std::size_t work = 0; work < piece && at_ < rounds_.size(); work += count_) {
      const std::size_t first_edge = edges_.size() * at_ / rounds_.size();
      const std::uint32_t pivot = rounds_[at_++];
      const std::size_t last_edge = edges_.size() * at_ / rounds_.size();
      // A node moves alone: the pivot only stands for others.
      moves_.assign(std::size_t{largest_} + 1, {});
      for (std::uint32_t distance = 2; distance <= largest_; ++distance) {
        const double share = std::min(1.0, size * region_weight_[std::size_t{pivot} * (largest_ + 1u) + distance]);
        moves_[distance] = {share, share * edge_length * distance};
      }
      if (any_fixed_)
        pull<true>(positions, pivot);
      else
        pull<false>(positions, pivot);
      for (std::size_t i = first_edge; i < last_edge; ++i) correct_around(positions, edges_[i], steps);
    }
    return at_ == rounds_.size();
  }

 private:
  void choose() {
    if (pivots_.size() < std::min(spanning_pivots, rows_)) {
      chosen_.push_back(farthest());
      return;
    }
    while (chosen_.size() < BfsDistances::lanes && pivots_.size() + chosen_.size() < rows_) {
      chosen_.push_back(next_pivot(chosen_.size() % 4 == 0));
      nearest_[chosen_.back()] = 0;  // taken
    }
  }
  // Makes what the search found from a source a row of distances.
  void keep(std::uint32_t lane) {
    const auto pivot = static_cast<std::uint32_t>(pivots_.size());
    pivots_.push_back(chosen_[lane]);
    nearest_[chosen_[lane]] = most_distance;
    // One by one: to clear room for all at once would take long.
    std::vector<BfsDistance>& row = distances_.emplace_back(count_);
    search_.copy_row(lane, row.data());
    for (std::uint32_t node = 0; node < count_; ++node)
      if (row[node] < nearest_[node]) {
        nearest_[node] = row[node];
        nearest_pivot_[node] = pivot;
      }
  }
  [[nodiscard]] std::uint32_t farthest() {
    if (pivots_.empty()) return random_.below(count_);
    return static_cast<std::uint32_t>(std::max_element(nearest_.begin(), nearest_.end()) - nearest_.begin());
  }
  [[nodiscard]] std::uint32_t next_pivot(bool far) {
    std::uint32_t best = random_.below(count_);
    for (std::uint32_t i = 1; far && i < candidates; ++i) {
      const std::uint32_t other = random_.below(count_);
      if (nearest_[other] > nearest_[best]) best = other;
    }
    while (nearest_[best] == 0) best = best + 1 == count_ ? 0 : best + 1;
    return best;
  }

  // How many nodes a pivot stands for, seen from so many edges: those of its region within half that distance.
  void weigh_regions() {
    std::vector<std::vector<std::uint32_t>> at_distance(pivots_.size());
    for (std::uint32_t node = 0; node < count_; ++node) {
      auto& histogram = at_distance[nearest_pivot_[node]];
      if (histogram.size() <= nearest_[node]) histogram.resize(std::size_t{nearest_[node]} + 1, 0);
      ++histogram[nearest_[node]];
    }
    region_weight_.assign(pivots_.size() * (largest_ + 1u), 0);
    for (std::size_t pivot = 0; pivot < pivots_.size(); ++pivot) {
      double members = 0;
      std::size_t reached = 0;
      for (std::uint32_t distance = 1; distance <= largest_; ++distance) {
        while (reached < at_distance[pivot].size() && reached <= distance / 2) members += at_distance[pivot][reached++];
        region_weight_[pivot * (largest_ + 1u) + distance] =
            static_cast<float>(std::max(members, 1.0) / (static_cast<double>(distance) * distance));
      }
    }
  }

  template <bool any_fixed>
  void pull(std::vector<Point>& positions, std::uint32_t pivot) const {
    const Point to = positions[pivots_[pivot]];
    const BfsDistance* const row = distances_[pivot].data();
    for (std::uint32_t node = 0; node < count_; ++node) {
      const Step& move = moves_[row[node]];
      if constexpr (any_fixed)
        if (fixed_[node]) continue;
      Point& point = positions[node];
      const double x = point.x - to.x, y = point.y - to.y;
      const double share = move.half - move.half_length / std::sqrt(x * x + y * y + tiny);
      point.x -= share * x;
      point.y -= share * y;
    }
  }

  void correct_pair(std::vector<Point>& positions, std::uint32_t a, std::uint32_t b, const Step& step) const {
    if (any_fixed_)
      correct(positions[a], positions[b], fixed_[a] != 0, fixed_[b] != 0, step.half, step.half_length);
    else
      correct(positions[a], positions[b], step.half, step.half_length);
  }

  void correct_around(std::vector<Point>& positions, std::pair<std::uint32_t, std::uint32_t> edge,
                      const std::vector<Step>& steps) {
    correct_pair(positions, edge.first, edge.second, steps[1]);
    if (largest_ < 2) return;
    const auto row = graph_.neighbours(random_.below(2) == 0 ? edge.first : edge.second);
    const std::uint32_t c = row[random_.below(static_cast<std::uint32_t>(row.size()))];
    const std::uint32_t d = row[random_.below(static_cast<std::uint32_t>(row.size()))];
    if (c != d) correct_pair(positions, c, d, steps[graph_.has(c, d) ? 1 : 2]);
  }

  const Adjacency& graph_;
  Random& random_;
  BfsDistances search_;
  std::uint32_t count_, rows_;
  std::vector<std::uint32_t> chosen_;  // the sources of the search at hand
  std::uint32_t lane_ = 0;             // how many of these are kept
  bool searching_ = false;
  BfsDistance largest_ = 1;
  std::vector<std::uint32_t> pivots_;
  std::vector<std::vector<BfsDistance>> distances_;  // by pivot and node
  std::vector<BfsDistance> nearest_;                 // distance to the nearest pivot so far
  std::vector<std::uint32_t> nearest_pivot_;
  std::vector<float> region_weight_;  // by pivot and distance
  std::vector<char> fixed_;
  bool any_fixed_ = false;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;
  std::vector<std::uint32_t> rounds_;  // pivots in the order of the pass
  std::size_t at_ = 0;
  std::vector<Step> moves_;  // by distance from the pivot at hand, whole instead of half
};

struct StressSolver : public Solver {
  enum class Phase { distances, start, steps, done };

  Adjacency graph;
  std::vector<Point> position;
  std::vector<char> fixed;
  StressSettings settings;
  Random random;
  std::uint32_t count;
  Phase phase = Phase::distances;
  std::unique_ptr<AllPairs> all;
  std::unique_ptr<PivotPairs> sparse;
  std::unique_ptr<PivotMds> start;
  BfsDistance largest = 1;
  int pass = 0;
  double step_size = 0;
  std::vector<Step> steps;  // of the pass, by distance

  StressSolver(Adjacency adjacency, std::vector<Point> given, std::vector<char> is_fixed, const StressSettings& chosen)
      : graph(std::move(adjacency)),
        position(std::move(given)),
        fixed(std::move(is_fixed)),
        settings(chosen),
        random(chosen.seed),
        count(graph.size()) {
    if (count < 2)
      phase = Phase::done;
    else if (count <= exact_size)
      all = std::make_unique<AllPairs>(graph, random);
    else
      sparse = std::make_unique<PivotPairs>(graph, static_cast<std::uint32_t>(settings.pivots), random);
  }

  // A small network can have more for nothing.
  [[nodiscard]] int passes() const { return count <= small_size ? 3 * settings.passes : settings.passes; }

  void search() {
    if (!(all ? all->search() : sparse->search())) return;
    largest = all ? all->largest() : sparse->largest();
    steps.assign(std::size_t{largest} + 1, {});
    if (!settings.keep)
      start = std::make_unique<PivotMds>(all ? all->start_rows() : sparse->start_rows(), count, random.next());
    phase = Phase::start;
  }

  void place_start() {
    if (start) {
      if (!start->advance()) return;
      const std::vector<Point> given = std::move(position);
      position = start->positions();
      start.reset();
      for (Point& point : position) point = {point.x * settings.edge_length, point.y * settings.edge_length};
      jitter(0.5);
      restore_fixed(given);
    } else {
      jitter(0.01);
    }
    if (all)
      all->begin(position, fixed);
    else
      sparse->begin(fixed);
    phase = Phase::steps;
    begin_pass();
  }

  // Nodes with the same distances (the leaves of a star) would stay in one point forever. `reach` in edge lengths.
  void jitter(double reach) {
    reach *= settings.edge_length;
    for (std::uint32_t node = 0; node < count; ++node) {
      const double x = random.unit() - 0.5;
      const double y = random.unit() - 0.5;
      if (!fixed[node]) position[node] = {position[node].x + reach * x, position[node].y + reach * y};
    }
  }

  // Brings the start to where the fixed nodes are, then these to their exact places.
  void restore_fixed(const std::vector<Point>& given) {
    Point shift;
    double number = 0;
    for (std::uint32_t node = 0; node < count; ++node)
      if (fixed[node]) {
        shift = {shift.x + given[node].x - position[node].x, shift.y + given[node].y - position[node].y};
        ++number;
      }
    if (number == 0) return;
    for (std::uint32_t node = 0; node < count; ++node)
      position[node] =
          fixed[node] ? given[node] : Point{position[node].x + shift.x / number, position[node].y + shift.y / number};
  }

  // Step sizes fall exponentially from one that corrects middle distances fully to one that hardly corrects an edge.
  void begin_pass() {
    const double longest = static_cast<double>(largest) * largest;
    const double first = settings.keep ? 1 : std::max(4.0, longest * (all ? first_step_exact : first_step_sparse));
    step_size = step_of_pass(first, all ? last_step_exact : last_step_sparse, pass, passes());
    for (std::uint32_t distance = 1; distance <= largest; ++distance) {
      const double half = std::min(1.0, step_size / (static_cast<double>(distance) * distance)) / 2;
      steps[distance] = {half, half * settings.edge_length * distance};
    }
    if (all)
      all->begin_pass(random);
    else
      sparse->begin_pass();
  }

  void advance_pass() {
    if (!(all ? all->advance_pass(steps) : sparse->advance_pass(position, step_size, settings.edge_length, steps)))
      return;
    if (++pass < passes()) return begin_pass();
    if (all) all->end(position);
    phase = Phase::done;
  }

  bool advance() override {
    switch (phase) {
      case Phase::distances:
        search();
        break;
      case Phase::start:
        place_start();
        break;
      case Phase::steps:
        advance_pass();
        break;
      case Phase::done:
        break;
    }
    return phase == Phase::done;
  }

  [[nodiscard]] int passes_done() const override { return pass; }
  [[nodiscard]] double progress() const override {
    return phase == Phase::done ? 1 : static_cast<double>(pass) / (passes() + 1);
  }
  [[nodiscard]] const std::vector<Point>& positions() const override { return position; }
};

}  // namespace

std::unique_ptr<Solver> make_stress_solver(analysis::Adjacency graph, std::vector<Point> start, std::vector<char> fixed,
                                           const StressSettings& settings) {
  return std::make_unique<StressSolver>(std::move(graph), std::move(start), std::move(fixed), settings);
}

}  // namespace impactweb::layout
