#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/arithmetic.hpp"
#include "core/layout/stress.hpp"

namespace impactweb::layout {

namespace {

using analysis::Adjacency;
using analysis::Random;
using Hops = std::uint16_t;
constexpr Hops unreached = 0xffff;
constexpr std::uint32_t most_hops = 0xfffe;
// Pieces of work are cut at about so many looks at a pair.
constexpr std::size_t piece = 100'000;
constexpr std::uint32_t small_size = 400;
constexpr int start_pivots = 50;
constexpr int power_rounds = 24;
// The last step as a share of the full correction of a tie (the paper's ε), and the first as a share of the one that
// corrects the largest distance. A pivot's term weighs as much as the nodes it stands for, so these steps must end
// lower.
constexpr double last_step_exact = 0.1;
constexpr double last_step_sparse = 0.005;
constexpr double first_step_exact = 0.25;
constexpr double first_step_sparse = 0.1;

// Distances in hops from `source`, into `hops`; gives the largest. `queue` is room for all nodes.
std::uint32_t breadth_first(const Adjacency& graph, std::uint32_t source, Hops* hops,
                            std::vector<std::uint32_t>& queue) {
  std::fill(hops, hops + graph.size(), unreached);
  std::size_t filled = 0;
  queue[filled++] = source;
  hops[source] = 0;
  for (std::size_t at = 0; at < filled; ++at) {
    const std::uint32_t node = queue[at];
    const Hops next = static_cast<Hops>(std::min<std::uint32_t>(hops[node] + 1u, most_hops));
    for (const std::uint32_t other : graph.neighbours(node)) {
      if (hops[other] != unreached) continue;
      hops[other] = next;
      queue[filled++] = other;
    }
  }
  return hops[queue[filled - 1]];
}

void shuffle(std::vector<std::uint32_t>& list, Random& random) {
  for (std::size_t i = list.size(); i > 1; --i)
    std::swap(list[i - 1], list[random.below(static_cast<std::uint32_t>(i))]);
}

}  // namespace

struct StressSolver::State {
  enum class Phase { distances, start, steps, done };

  Adjacency graph;
  std::vector<Point> position;
  std::vector<char> fixed;
  StressSettings settings;
  Random random;
  bool exact = true;
  bool any_fixed = false;
  std::uint32_t count = 0;

  Phase phase = Phase::distances;
  std::uint32_t sources_done = 0;
  int pass = 0;
  std::uint32_t largest_hops = 1;
  std::vector<std::uint32_t> queue;

  // Row r of `hops` holds the distances from sources[r]; with all pairs, source r is node r.
  std::vector<std::uint32_t> sources;
  std::vector<Hops> hops;
  std::vector<Hops> nearest;  // to the nearest source so far
  std::vector<std::uint32_t> nearest_source;
  std::vector<std::uint32_t> start_rows;           // rows from which the start is computed
  std::vector<std::vector<double>> region_weight;  // by source and hops

  // Of the current pass.
  double step_size = 0;
  std::vector<double> step_by_pivot;  // by hops from the pivot at hand
  std::vector<double> step_by_hops;   // half the share of the error that is corrected
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> rounds;
  std::size_t at = 0;
  std::vector<Point> lined_up;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;

  State(Adjacency adjacency, std::vector<Point> start, std::vector<char> is_fixed, const StressSettings& given)
      : graph(std::move(adjacency)),
        position(std::move(start)),
        fixed(std::move(is_fixed)),
        settings(given),
        random(given.seed),
        count(graph.size()) {
    any_fixed = std::find(fixed.begin(), fixed.end(), 1) != fixed.end();
    exact = count <= exact_size;
    if (count < 2) {
      phase = Phase::done;
      return;
    }
    queue.resize(count);
    const std::uint32_t rows =
        exact ? count : std::min<std::uint32_t>(count, static_cast<std::uint32_t>(settings.pivots));
    hops.resize(std::size_t{rows} * count);
    sources.reserve(rows);
    if (exact) {
      sources.resize(rows);
      std::iota(sources.begin(), sources.end(), 0u);
    } else {
      nearest.assign(count, unreached);
      nearest_source.assign(count, 0);
    }
  }

  [[nodiscard]] std::uint32_t row_count() const { return static_cast<std::uint32_t>(hops.size() / count); }
  [[nodiscard]] const Hops* row(std::uint32_t index) const { return hops.data() + std::size_t{index} * count; }

  // --- distances

  bool add_distances() {
    const std::size_t cost = count + graph.targets.size();
    for (std::size_t work = 0; work < piece; work += cost) {
      if (sources_done == row_count()) return true;
      if (!exact) sources.push_back(next_pivot());
      Hops* const hops_here = hops.data() + std::size_t{sources_done} * count;
      largest_hops = std::max(largest_hops, breadth_first(graph, sources[sources_done], hops_here, queue));
      if (!exact) {
        for (std::uint32_t node = 0; node < count; ++node)
          if (hops_here[node] < nearest[node]) {
            nearest[node] = hops_here[node];
            nearest_source[node] = sources_done;
          }
      }
      ++sources_done;
    }
    return sources_done == row_count();
  }

  // The node farthest from all pivots so far for a quarter of them, which spans the network; the others at random, in
  // proportion to where the nodes are.
  std::uint32_t next_pivot() {
    if (sources_done == 0) return random.below(count);
    if (sources_done % 4 != 0 && sources_done > 8) {
      std::uint32_t node = random.below(count);
      while (nearest[node] == 0) node = node + 1 == count ? 0 : node + 1;
      return node;
    }
    return static_cast<std::uint32_t>(std::max_element(nearest.begin(), nearest.end()) - nearest.begin());
  }

  // How many nodes a pivot stands for, seen from so many hops: those of its region within half that distance.
  void weigh_regions() {
    std::vector<std::vector<std::uint32_t>> at_distance(sources.size());
    for (std::uint32_t node = 0; node < count; ++node) {
      auto& histogram = at_distance[nearest_source[node]];
      if (histogram.size() <= nearest[node]) histogram.resize(std::size_t{nearest[node]} + 1, 0);
      ++histogram[nearest[node]];
    }
    region_weight.assign(sources.size(), std::vector<double>(std::size_t{largest_hops} + 1, 0));
    for (std::size_t source = 0; source < sources.size(); ++source) {
      double members = 0;
      std::size_t reached = 0;
      for (std::uint32_t distance = 1; distance <= largest_hops; ++distance) {
        while (reached < at_distance[source].size() && reached <= distance / 2)
          members += at_distance[source][reached++];
        region_weight[source][distance] = std::max(members, 1.0) / (static_cast<double>(distance) * distance);
      }
    }
  }

  // --- start: pivot MDS

  void place_start() {
    if (settings.keep) {
      jitter();
      return;
    }
    const std::vector<Point> given = position;
    const auto columns = std::min<std::uint32_t>(start_pivots, row_count());
    start_rows.resize(row_count());
    std::iota(start_rows.begin(), start_rows.end(), 0u);
    if (exact) shuffle(start_rows, random);
    start_rows.resize(columns);

    // Double-centred squared distances, a row per pivot.
    std::vector<double> centred(std::size_t{columns} * count);
    std::vector<double> mean_of_node(count, 0);
    double mean = 0;
    for (std::uint32_t column = 0; column < columns; ++column) {
      const Hops* const from = row(start_rows[column]);
      double* const to = centred.data() + std::size_t{column} * count;
      double sum = 0;
      for (std::uint32_t node = 0; node < count; ++node) {
        to[node] = static_cast<double>(from[node]) * from[node];
        mean_of_node[node] += to[node];
        sum += to[node];
      }
      for (std::uint32_t node = 0; node < count; ++node) to[node] -= sum / count;
      mean += sum / count;
    }
    mean /= columns;
    for (std::uint32_t column = 0; column < columns; ++column) {
      double* const to = centred.data() + std::size_t{column} * count;
      for (std::uint32_t node = 0; node < count; ++node)
        to[node] = -(to[node] - mean_of_node[node] / columns + mean) / 2;
    }

    std::vector<double> product(std::size_t{columns} * columns);
    for (std::uint32_t a = 0; a < columns; ++a)
      for (std::uint32_t b = a; b < columns; ++b) {
        const double* const left = centred.data() + std::size_t{a} * count;
        const double* const right = centred.data() + std::size_t{b} * count;
        double sums[4] = {0, 0, 0, 0};
        std::uint32_t node = 0;
        for (; node + 4 <= count; node += 4)
          for (int lane = 0; lane < 4; ++lane) sums[lane] += left[node + lane] * right[node + lane];
        for (; node < count; ++node) sums[0] += left[node] * right[node];
        product[std::size_t{a} * columns + b] = product[std::size_t{b} * columns + a] =
            (sums[0] + sums[1]) + (sums[2] + sums[3]);
      }

    std::vector<double> first(columns), second(columns);
    power_iteration(product, columns, first, nullptr);
    power_iteration(product, columns, second, &first);
    for (std::uint32_t node = 0; node < count; ++node) {
      Point point;
      for (std::uint32_t column = 0; column < columns; ++column) {
        const double value = centred[std::size_t{column} * count + node];
        point.x += value * first[column];
        point.y += value * second[column];
      }
      position[node] = point;
    }
    scale_start();
    jitter();
    if (any_fixed) restore_fixed(given);
  }

  void power_iteration(const std::vector<double>& product, std::uint32_t columns, std::vector<double>& vector,
                       const std::vector<double>* orthogonal_to) {
    for (double& value : vector) value = random.unit() - 0.5;
    std::vector<double> next(columns);
    for (int round = 0; round < power_rounds; ++round) {
      if (orthogonal_to != nullptr) {
        double overlap = 0;
        for (std::uint32_t i = 0; i < columns; ++i) overlap += vector[i] * (*orthogonal_to)[i];
        for (std::uint32_t i = 0; i < columns; ++i) vector[i] -= overlap * (*orthogonal_to)[i];
      }
      double square = 0;
      for (std::uint32_t i = 0; i < columns; ++i) {
        double sum = 0;
        for (std::uint32_t j = 0; j < columns; ++j) sum += product[std::size_t{i} * columns + j] * vector[j];
        next[i] = sum;
        square += sum * sum;
      }
      const double length = std::sqrt(square);
      if (!(length > 1e-12)) break;
      for (std::uint32_t i = 0; i < columns; ++i) vector[i] = next[i] / length;
    }
    double square = 0;
    for (const double value : vector) square += value * value;
    const double length = std::sqrt(square);
    for (double& value : vector) value = length > 1e-12 ? value / length : 0;
  }

  // The factor that brings distances in the picture nearest to those from the pivots.
  void scale_start() {
    double up = 0, down = 0;
    for (const std::uint32_t index : start_rows) {
      const Point from = position[sources[index]];
      for (std::uint32_t node = 0; node < count; ++node) {
        const double hop_count = row(index)[node];
        if (hop_count == 0) continue;
        const double x = position[node].x - from.x, y = position[node].y - from.y;
        const double ratio = std::sqrt(x * x + y * y) / hop_count;
        up += ratio;
        down += ratio * ratio;
      }
    }
    const double scale = down > 0 ? settings.edge_length * up / down : 0;
    for (Point& point : position) point = {point.x * scale, point.y * scale};
  }

  // Nodes with the same distances (the leaves of a star) would stay in one point forever.
  void jitter() {
    const double reach = settings.edge_length * (settings.keep ? 0.01 : 0.5);
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
    for (std::uint32_t node = 0; node < count; ++node)
      position[node] =
          fixed[node] ? given[node] : Point{position[node].x + shift.x / number, position[node].y + shift.y / number};
  }

  // --- steps

  // A small network can have more for nothing; passes over pivots see fewer pairs, and are cheaper.
  [[nodiscard]] int passes() const {
    if (!exact) return 2 * settings.passes;
    return count <= small_size ? 3 * settings.passes : settings.passes;
  }

  // Step sizes fall exponentially from one that corrects middle distances fully to one that hardly corrects a tie.
  void begin_pass() {
    const double longest = static_cast<double>(largest_hops) * largest_hops;
    const double largest = settings.keep ? 1 : std::max(4.0, longest * (exact ? first_step_exact : first_step_sparse));
    const double last = exact ? last_step_exact : last_step_sparse;
    const double fall = -analysis::stable_log(last / largest) / std::max(1, passes() - 1);
    const double step = largest * analysis::stable_exp(-fall * pass);
    step_by_hops.assign(std::size_t{largest_hops} + 1, 0);
    for (std::uint32_t distance = 1; distance <= largest_hops; ++distance)
      step_by_hops[distance] = std::min(1.0, step / (static_cast<double>(distance) * distance)) / 2;
    step_size = step;
    at = 0;
    if (exact) {
      if (order.empty()) {
        order.resize(count + count % 2);
        std::iota(order.begin(), order.end(), 0u);
        rounds.resize(order.size() - 1);
        std::iota(rounds.begin(), rounds.end(), 0u);
        lined_up.resize(order.size());
      }
      shuffle(order, random);
      shuffle(rounds, random);
      for (std::size_t i = 0; i < order.size(); ++i) lined_up[i] = order[i] < count ? position[order[i]] : Point{};
    } else {
      if (ties.empty()) {
        weigh_regions();
        for (std::uint32_t node = 0; node < count; ++node)
          for (const std::uint32_t other : graph.neighbours(node))
            if (node < other) ties.emplace_back(node, other);
        rounds.resize(sources.size());
        std::iota(rounds.begin(), rounds.end(), 0u);
        order.resize(ties.size());
        std::iota(order.begin(), order.end(), 0u);
      }
      shuffle(rounds, random);
      shuffle(order, random);
    }
  }

  // Moves both points by `half` of what their distance is too long or short.
  static void correct(Point& a, Point& b, double length, double half) {
    const double x = a.x - b.x, y = a.y - b.y;
    const double distance = std::sqrt(x * x + y * y) + 1e-9;
    const double share = half * (distance - length) / distance;
    a.x -= share * x;
    a.y -= share * y;
    b.x += share * x;
    b.y += share * y;
  }

  void correct_pair(std::uint32_t a, std::uint32_t b, Point& at_a, Point& at_b, double length, double half) const {
    if (!any_fixed || (!fixed[a] && !fixed[b])) {
      correct(at_a, at_b, length, half);
    } else if (fixed[a] != fixed[b]) {
      Point held = fixed[a] ? at_a : at_b;
      correct(held, fixed[a] ? at_b : at_a, length, 2 * half);
    }
  }

  // All pairs, in the rounds of a tournament: in one round every node has one partner, so that the processor can work
  // on many pairs at once.
  bool exact_pass() {
    const std::size_t size = order.size();
    const std::size_t ring = size - 1;
    const double length = settings.edge_length;
    for (std::size_t work = 0; work < piece; work += size / 2) {
      if (at == rounds.size()) break;
      const std::size_t round = rounds[at++];
      std::size_t a = round, b = round;
      for (std::size_t k = 0; k < size / 2; ++k) {
        const std::size_t first = k == 0 ? ring : a;
        const std::uint32_t node = order[first], other = order[b];
        if (node < count && other < count) {
          const Hops distance = hops[std::size_t{node} * count + other];
          correct_pair(node, other, lined_up[first], lined_up[b], length * distance, step_by_hops[distance]);
        }
        a = a + 1 == ring ? 0 : a + 1;
        b = b == 0 ? ring - 1 : b - 1;
      }
    }
    if (at < rounds.size()) return false;
    for (std::size_t i = 0; i < size; ++i)
      if (order[i] < count) position[order[i]] = lined_up[i];
    return true;
  }

  // One pivot after the other for all nodes, and between these a part of the ties and of the pairs that share a
  // neighbour.
  bool sparse_pass() {
    const double length = settings.edge_length;
    for (std::size_t work = 0; work < piece; work += count) {
      if (at == rounds.size()) break;
      const std::size_t first_tie = order.size() * at / rounds.size();
      const std::uint32_t source = rounds[at++];
      const std::size_t last_tie = order.size() * at / rounds.size();
      const Point pivot = position[sources[source]];
      const Hops* const distances = row(source);
      // A node moves alone: the pivot only stands for others.
      step_by_pivot.assign(std::size_t{largest_hops} + 1, 0);
      for (std::uint32_t distance = 2; distance <= largest_hops; ++distance)
        step_by_pivot[distance] = std::min(1.0, step_size * region_weight[source][distance]);
      for (std::uint32_t node = 0; node < count; ++node) {
        const Hops distance = distances[node];
        if (distance < 2 || (any_fixed && fixed[node])) continue;
        Point& point = position[node];
        const double x = point.x - pivot.x, y = point.y - pivot.y;
        const double apart = std::sqrt(x * x + y * y) + 1e-9;
        const double part = step_by_pivot[distance] * (apart - length * distance) / apart;
        point.x -= part * x;
        point.y -= part * y;
      }
      for (std::size_t i = first_tie; i < last_tie; ++i) {
        const auto [a, b] = ties[order[i]];
        correct_pair(a, b, position[a], position[b], length, step_by_hops[1]);
        const auto shared = graph.neighbours(random.below(2) == 0 ? a : b);
        const std::uint32_t c = shared[random.below(static_cast<std::uint32_t>(shared.size()))];
        const std::uint32_t d = shared[random.below(static_cast<std::uint32_t>(shared.size()))];
        if (c == d || largest_hops < 2) continue;
        const int apart = graph.has(c, d) ? 1 : 2;
        correct_pair(c, d, position[c], position[d], length * apart, step_by_hops[apart]);
      }
    }
    return at == rounds.size();
  }

  bool advance() {
    switch (phase) {
      case Phase::distances:
        if (add_distances()) phase = Phase::start;
        return false;
      case Phase::start:
        place_start();
        phase = Phase::steps;
        begin_pass();
        return false;
      case Phase::steps:
        if (!(exact ? exact_pass() : sparse_pass())) return false;
        if (++pass < passes()) {
          begin_pass();
          return false;
        }
        phase = Phase::done;
        return true;
      case Phase::done:
        return true;
    }
    return true;
  }
};

StressSolver::StressSolver(Adjacency graph, std::vector<Point> start, std::vector<char> fixed,
                           const StressSettings& settings)
    : state_(std::make_unique<State>(std::move(graph), std::move(start), std::move(fixed), settings)) {}
StressSolver::~StressSolver() = default;

bool StressSolver::advance() { return state_->advance(); }
int StressSolver::passes_done() const { return state_->pass; }
double StressSolver::progress() const {
  if (state_->phase == State::Phase::done) return 1;
  return static_cast<double>(state_->pass) / (state_->passes() + 1);
}
const std::vector<Point>& StressSolver::positions() const { return state_->position; }

}  // namespace impactweb::layout
