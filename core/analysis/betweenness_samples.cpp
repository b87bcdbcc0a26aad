#include "core/analysis/betweenness_samples.hpp"

#include <algorithm>

namespace impactweb::analysis {

namespace {

constexpr std::uint32_t first_look = 4'096;
constexpr std::uint32_t most_samples = 65'536;
// Steps along edges after which a bound above the wanted one is good enough: about what an exact count may take.
constexpr double most_work = 1e9;
// Beyond this the paths of a level are all scaled down: only their ratios count.
constexpr double many_paths = 1e100;

double divergence(double p, double q) {
  const auto term = [](double a, double b) {
    if (a <= 0) return 0.0;
    return b <= 0 ? 1e300 : a * stable_log(a / b);
  };
  return term(p, q) + term(1 - p, 1 - q);
}

// How far from `p` the values on one side, towards `end`, are that the divergence allows.
double reach(double p, double end, double allowed) {
  double inside = p;
  double outside = end;
  for (int step = 0; step < 50; ++step) {
    const double middle = (inside + outside) / 2;
    (divergence(p, middle) <= allowed ? inside : outside) = middle;
  }
  return outside > p ? outside - p : p - outside;
}

}  // namespace

BetweennessSamples::BetweennessSamples(const Adjacency& graph, std::vector<double> at_least, std::uint64_t seed,
                                       double error)
    : graph_(graph),
      at_least_(std::move(at_least)),
      components_(components(graph)),
      random_(seed),
      inside_(graph.size(), 0),
      mark_(graph.size(), 0),
      distance_(graph.size(), 0),
      paths_(graph.size(), 0),
      next_look_(first_look),
      error_(error),
      done_(graph.size() < 3) {
  if (done_) bound_ = {0, confidence, 0};
}

void BetweennessSamples::begin(Side& side, std::uint32_t mark, std::uint32_t source) {
  side.order.assign(1, source);
  side.level_begin = 0;
  side.depth = 0;
  side.edges = graph_.degree(source);
  mark_[source] = mark;
  distance_[source] = 0;
  paths_[source] = 1;
}

bool BetweennessSamples::expand(Side& side, std::uint32_t mark) {
  const std::size_t end = side.order.size();
  double most = 0;
  std::uint64_t edges = 0;
  for (std::size_t i = side.level_begin; i < end; ++i) {
    const std::uint32_t node = side.order[i];
    for (const std::uint32_t next : graph_.neighbours(node)) {
      if (mark_[next] == 0) {
        mark_[next] = mark;
        distance_[next] = side.depth + 1;
        paths_[next] = 0;
        side.order.push_back(next);
        edges += graph_.degree(next);
      } else if (mark_[next] != mark) {
        // It is on the outermost level there: otherwise the two would have met before.
        meeting_.push_back({node, next, paths_[node] * paths_[next]});
        continue;
      }
      if (distance_[next] == side.depth + 1) {
        paths_[next] += paths_[node];
        most = std::max(most, paths_[next]);
      }
    }
  }
  work_ += static_cast<double>(side.edges);
  if (most > many_paths)
    for (std::size_t i = end; i < side.order.size(); ++i) paths_[side.order[i]] /= most;
  if (!meeting_.empty()) return false;
  side.level_begin = end;
  side.edges = edges;
  ++side.depth;
  return true;
}

// Counts the nodes from `node` back to, not including, `end`, along one of the shortest paths.
void BetweennessSamples::walk_back(std::uint32_t node, std::uint32_t mark, std::uint32_t end) {
  while (node != end) {
    ++inside_[node];
    double sum = 0;
    const auto before = [&](std::uint32_t other) {
      return mark_[other] == mark && distance_[other] + 1 == distance_[node];
    };
    for (const std::uint32_t other : graph_.neighbours(node))
      if (before(other)) sum += paths_[other];
    double pick = random_.unit() * sum;
    std::uint32_t chosen = node;
    for (const std::uint32_t other : graph_.neighbours(node)) {
      if (!before(other)) continue;
      if (chosen == node || paths_[other] > 0) chosen = other;
      pick -= paths_[other];
      if (pick < 0) break;
    }
    work_ += 2.0 * graph_.degree(node);
    node = chosen;
  }
}

void BetweennessSamples::draw() {
  const std::uint32_t n = graph_.size();
  const std::uint32_t source = random_.below(n);
  std::uint32_t target = random_.below(n - 1);
  if (target >= source) ++target;
  ++drawn_;
  if (components_.of_node[source] != components_.of_node[target]) return;
  begin(sides_[0], 1, source);
  begin(sides_[1], 2, target);
  meeting_.clear();
  for (;;) {
    const std::uint32_t cheaper = sides_[0].edges <= sides_[1].edges ? 0 : 1;
    if (expand(sides_[cheaper], cheaper + 1)) continue;
    double sum = 0;
    for (const Meeting& meeting : meeting_) sum += meeting.paths;
    double pick = random_.unit() * sum;
    const Meeting* chosen = nullptr;
    for (const Meeting& meeting : meeting_) {
      if (chosen == nullptr || meeting.paths > 0) chosen = &meeting;
      pick -= meeting.paths;
      if (pick < 0) break;
    }
    const std::uint32_t ends[] = {source, target};
    walk_back(chosen->from, cheaper + 1, ends[cheaper]);
    walk_back(chosen->to, 2 - cheaper, ends[1 - cheaper]);
    break;
  }
  for (const Side& side : sides_)
    for (const std::uint32_t node : side.order) mark_[node] = 0;
}

void BetweennessSamples::look_at_bound() {
  delta_left_ /= 2;
  const double n = graph_.size();
  const double allowed = stable_log(2 * n / delta_left_) / drawn_;
  std::vector<std::uint32_t> counts = inside_;
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  double error = 0;
  for (const std::uint32_t count : counts) {
    const double share = static_cast<double>(count) / drawn_;
    error = std::max({error, reach(share, 1, allowed), reach(share, 0, allowed)});
  }
  // Pairs with the node at an end were drawn as well, and are not in the denominator of betweenness.
  bound_ = {std::min(1.0, error * n / (n - 2)), confidence, drawn_};
  done_ = bound_.error <= error_ || drawn_ >= most_samples || work_ >= most_work;
  next_look_ = 2 * drawn_;
}

bool BetweennessSamples::advance(std::uint32_t samples) {
  for (; !done_ && samples > 0; --samples) {
    draw();
    if (drawn_ == next_look_) look_at_bound();
  }
  return done_;
}

double BetweennessSamples::progress() const {
  return done_ ? 1 : std::max(static_cast<double>(drawn_) / most_samples, std::min(0.99, work_ / most_work));
}

std::vector<double> BetweennessSamples::result() const {
  const double n = graph_.size();
  std::vector<double> result(graph_.size(), 0);
  if (n < 3 || drawn_ == 0) return result;
  for (std::size_t i = 0; i < result.size(); ++i) {
    const double drawn = static_cast<double>(inside_[i]) / drawn_ * n / (n - 2);
    result[i] = std::min(1.0, std::max(drawn, at_least_[i] / ((n - 1) * (n - 2) / 2)));
  }
  return result;
}

}  // namespace impactweb::analysis
