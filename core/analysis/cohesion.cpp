#include "core/analysis/cohesion.hpp"
#include "core/support/sort.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace impactweb::analysis {

std::optional<double> density(const Adjacency& graph) {
  const double n = graph.size();
  if (n < 2) return std::nullopt;
  return static_cast<double>(graph.targets.size()) / (n * (n - 1));
}

std::optional<double> reciprocity(const Adjacency& out) {
  if (out.targets.empty()) return std::nullopt;
  std::size_t returned = 0;
  for (std::uint32_t node = 0; node < out.size(); ++node)
    for (const std::uint32_t to : out.neighbours(node)) returned += out.has(to, node) ? 1 : 0;
  return static_cast<double>(returned) / static_cast<double>(out.targets.size());
}

std::optional<double> reciprocity_corrected(const Adjacency& out) {
  const std::optional<double> plain = reciprocity(out);
  const std::optional<double> chance = density(out);
  if (!plain || !chance || *chance >= 1) return std::nullopt;
  return (*plain - *chance) / (1 - *chance);
}

std::optional<double> degree_centralisation(const Adjacency& graph) {
  const double n = graph.size();
  if (n < 3) return std::nullopt;
  double most = 0;
  for (std::uint32_t node = 0; node < graph.size(); ++node) most = std::max<double>(most, graph.degree(node));
  return (n * most - static_cast<double>(graph.targets.size())) / ((n - 1) * (n - 2));
}

std::vector<std::uint32_t> coreness(const Adjacency& graph) {
  const std::uint32_t n = graph.size();
  std::vector<std::uint32_t> degree(n);
  std::uint32_t most = 0;
  for (std::uint32_t node = 0; node < n; ++node) most = std::max(most, degree[node] = graph.degree(node));

  // Nodes in ascending order of the edges they have left, with where each is and where each degree begins.
  std::vector<std::uint32_t> begin(std::size_t{most} + 2, 0);
  for (const std::uint32_t d : degree) ++begin[d + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint32_t> order(n);
  std::vector<std::uint32_t> place(n);
  std::vector<std::uint32_t> fill(begin.begin(), begin.end() - 1);
  for (std::uint32_t node = 0; node < n; ++node) {
    place[node] = fill[degree[node]]++;
    order[place[node]] = node;
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t node = order[i];
    for (const std::uint32_t other : graph.neighbours(node)) {
      if (degree[other] <= degree[node]) continue;
      // One edge less: swap it with the first of its degree, which then begins one further on.
      const std::uint32_t first_place = begin[degree[other]];
      const std::uint32_t first = order[first_place];
      std::swap(order[place[other]], order[first_place]);
      std::swap(place[other], place[first]);
      ++begin[degree[other]];
      --degree[other];
    }
  }
  return degree;
}

namespace {

// Steps of climbing in all: tens of milliseconds.
constexpr double most_climbing = 2e7;

// A core that changes by one node at a time, with the correlation that it has.
class CoreClimb {
 public:
  explicit CoreClimb(const Adjacency& graph)
      : graph_(graph),
        pairs_(static_cast<double>(graph.size()) * (graph.size() - 1.0) / 2),
        edges_(static_cast<double>(graph.targets.size()) / 2),
        in_core_(graph.size(), 0),
        inside_of_(graph.size(), 0),
        place_(graph.size(), 0) {}

  void clear() {
    for (const std::uint32_t node : std::vector<std::uint32_t>(core_)) remove(node);
  }
  void add(std::uint32_t node) {
    inside_ += inside_of_[node];
    in_core_[node] = 1;
    place_[node] = static_cast<std::uint32_t>(core_.size());
    core_.push_back(node);
    for (const std::uint32_t other : graph_.neighbours(node)) ++inside_of_[other];
  }
  void remove(std::uint32_t node) {
    inside_ -= inside_of_[node];
    in_core_[node] = 0;
    place_[core_.back()] = place_[node];
    core_[place_[node]] = core_.back();
    core_.pop_back();
    for (const std::uint32_t other : graph_.neighbours(node)) --inside_of_[other];
  }
  [[nodiscard]] bool has(std::uint32_t node) const { return in_core_[node] != 0; }
  [[nodiscard]] const std::vector<std::uint32_t>& core() const { return core_; }
  [[nodiscard]] double density() const { return inside_ / pairs_of(static_cast<double>(core_.size())); }
  [[nodiscard]] double fit() const { return fit(inside_, static_cast<double>(core_.size())); }

  // Takes the step that makes the fit best, one more, one less or one for another, as long as one makes it better and
  // there is time left in all.
  void climb() {
    while (work_ < most_climbing && step()) {
    }
  }

 private:
  static double pairs_of(double nodes) { return nodes * (nodes - 1) / 2; }

  // Pearson's correlation of two 0/1 variables over the pairs.
  [[nodiscard]] double fit(double inside, double size) const {
    const double core_pairs = pairs_of(size);
    if (core_pairs <= 0 || core_pairs >= pairs_) return -1;
    return (pairs_ * inside - edges_ * core_pairs) /
           (std::sqrt(edges_ * (pairs_ - edges_)) * std::sqrt(core_pairs * (pairs_ - core_pairs)));
  }

  bool step() {
    constexpr std::uint32_t none = 0xffffffffu;
    work_ += graph_.size();
    std::uint32_t comes = none, goes = none;  // who has most edges with the core, and of it who has fewest
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      std::uint32_t& best = has(node) ? goes : comes;
      const bool better =
          best == none || (has(node) ? inside_of_[node] < inside_of_[best] : inside_of_[node] > inside_of_[best]);
      if (better) best = node;
    }
    if (comes == none || goes == none) return false;
    const auto size = static_cast<double>(core_.size());
    double best = fit() + 1e-12;
    bool adds = false, removes = false;
    const auto consider = [&](double value, bool add_it, bool remove_it) {
      if (value <= best) return;
      best = value;
      adds = add_it;
      removes = remove_it;
    };
    consider(fit(inside_ + inside_of_[comes], size + 1), true, false);
    consider(fit(inside_ - inside_of_[goes], size - 1), false, true);
    std::uint32_t in = none, out = none;
    double gain = 0;
    find_exchange(inside_of_[comes], inside_of_[goes], in, out, gain);
    if (in != none) consider(fit(inside_ + gain, size), true, true);
    if (!adds && !removes) return false;
    const bool exchanges = adds && removes;
    if (removes) remove(exchanges ? out : goes);
    if (adds) add(exchanges ? in : comes);
    return true;
  }

  // The two whose exchange gains most edges within: most is what one gains, least what the other costs, and they lose
  // the edge between them.
  void find_exchange(std::uint32_t most, std::uint32_t least, std::uint32_t& in, std::uint32_t& out, double& gain) {
    if (most <= least) return;
    for (std::uint32_t node = 0; node < graph_.size(); ++node) {
      if (has(node) || inside_of_[node] + 1 < most) continue;
      work_ += static_cast<double>(core_.size());
      for (const std::uint32_t other : core_) {
        if (inside_of_[other] > least + 1) continue;
        const double edges =
            static_cast<double>(inside_of_[node]) - inside_of_[other] - (graph_.has(node, other) ? 1 : 0);
        if (edges <= gain) continue;
        gain = edges;
        in = node;
        out = other;
        if (gain == most - least) return;
      }
    }
  }

  const Adjacency& graph_;
  double pairs_, edges_;
  double inside_ = 0;  // edges within the core
  std::vector<char> in_core_;
  std::vector<std::uint32_t> inside_of_;  // by node: edges with the core
  std::vector<std::uint32_t> core_;
  std::vector<std::uint32_t> place_;  // by node: where it is in `core_`
  double work_ = 0;
};

// Beyond so many nodes times arcs only the best beginnings of the two orders are climbed from.
constexpr double most_climbed_from_all = 2e5;
constexpr std::uint32_t most_tried = 14;

// Every core of a small graph.
CorePeriphery best_core_of_all(const Adjacency& graph) {
  const std::uint32_t n = graph.size();
  CoreClimb climb(graph);
  CorePeriphery best;
  best.fit = -2;
  // In the order of a Gray code: each differs from the one before by one node.
  for (std::uint32_t at = 1; at < 1u << n; ++at) {
    std::uint32_t node = 0;
    while ((at >> node & 1u) == 0) ++node;
    climb.has(node) ? climb.remove(node) : climb.add(node);
    const std::size_t size = climb.core().size();
    if (size < 2 || size == n) continue;
    const double fit = climb.fit();
    if (fit < best.fit - 1e-12 || (fit <= best.fit + 1e-12 && size >= best.core.size())) continue;
    best = {fit, climb.density(), climb.core()};
  }
  std::sort(best.core.begin(), best.core.end());
  return best;
}

// The nodes in an order that hangs on the graph alone as far as it tells them apart: by degree, coreness, and what is
// around them, mixed a few times (B. Weisfeiler & A. Leman 1968). Those with most first.
std::vector<std::uint32_t> order_by_shape(const Adjacency& graph, const std::vector<std::uint32_t>& coreness) {
  const std::uint32_t n = graph.size();
  const auto mixed = [](std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
  };
  std::vector<std::uint64_t> sign(n), next(n);
  for (std::uint32_t node = 0; node < n; ++node)
    sign[node] = mixed((std::uint64_t{graph.degree(node)} << 32) + coreness[node] + 1);
  for (int round = 0; round < 6; ++round) {
    for (std::uint32_t node = 0; node < n; ++node) {
      next[node] = sign[node] * 3;
      for (const std::uint32_t other : graph.neighbours(node)) next[node] += mixed(sign[other] + 1);
      next[node] = mixed(next[node]);
    }
    sign.swap(next);
  }
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  sort_stably(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(graph.degree(b), coreness[b], sign[a]) < std::tuple(graph.degree(a), coreness[a], sign[b]);
  });
  return order;
}

}  // namespace

std::optional<CorePeriphery> core_periphery(const Adjacency& given, const std::vector<std::uint32_t>& given_coreness) {
  const std::uint32_t n = given.size();
  const double pairs = static_cast<double>(n) * (n - 1.0) / 2;
  const double edges = static_cast<double>(given.targets.size()) / 2;
  if (n < 3 || edges == 0 || edges == pairs) return std::nullopt;

  if (n <= most_tried) return best_core_of_all(given);
  // Everything from here on goes by the numbers of this order, so that what nodes are called does not matter.
  const std::vector<std::uint32_t> by_shape = order_by_shape(given, given_coreness);
  std::vector<std::uint32_t> number(n), coreness(n), by_degree(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    number[by_shape[i]] = by_degree[i] = i;
    coreness[i] = given_coreness[by_shape[i]];
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  for (std::uint32_t node = 0; node < n; ++node)
    for (const std::uint32_t other : given.neighbours(node)) arcs.emplace_back(number[node], number[other]);
  const Adjacency graph = make_adjacency(n, arcs);
  std::vector<std::uint32_t> by_coreness = by_degree;
  sort_stably(by_coreness, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(coreness[b], graph.degree(b), a) < std::tuple(coreness[a], graph.degree(a), b);
  });

  CorePeriphery best;
  best.fit = -2;
  CoreClimb climb(graph);
  const auto keep = [&] {
    const double fit = climb.fit();
    if (fit < best.fit - 1e-12 || (fit <= best.fit + 1e-12 && climb.core().size() >= best.core.size())) return;
    best = {fit, climb.density(), climb.core()};
  };
  const bool from_all = static_cast<double>(n) * static_cast<double>(graph.targets.size()) <= most_climbed_from_all;
  for (const auto* order : {&by_degree, &by_coreness}) {
    climb.clear();
    std::uint32_t best_size = 2;
    double best_fit = -2;
    for (std::uint32_t size = 1; size < n; ++size) {
      climb.add((*order)[size - 1]);
      if (size < 2 || climb.fit() <= best_fit) continue;
      best_fit = climb.fit();
      best_size = size;
    }
    const auto climb_from = [&](std::uint32_t size) {
      climb.clear();
      for (std::uint32_t i = 0; i < size; ++i) climb.add((*order)[i]);
      climb.climb();
      keep();
    };
    climb_from(best_size);
    for (std::uint32_t size = 2; from_all && size < n; ++size) climb_from(size);
  }
  // And from everybody with their neighbours.
  for (std::uint32_t node = 0; from_all && node < n; ++node) {
    if (graph.degree(node) == 0) continue;
    climb.clear();
    climb.add(node);
    for (const std::uint32_t other : graph.neighbours(node)) climb.add(other);
    climb.climb();
    if (climb.core().size() >= 2) keep();
  }
  for (std::uint32_t& node : best.core) node = by_shape[node];
  std::sort(best.core.begin(), best.core.end());
  return best;
}

}  // namespace impactweb::analysis
