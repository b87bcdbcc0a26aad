#include "core/analysis/betweenness.hpp"

#include <algorithm>
#include <cmath>

namespace impactweb::analysis {

namespace {

constexpr std::uint32_t none = 0xffffffffu;

// Numbers of paths beyond this are left to `Wide`: far enough from the limits of a double for sums and reciprocals.
constexpr double most_paths = 1e280;

// Rows are filled up to a whole number of pairs, so that loops over them end where a processor expects it; with places
// that stand for no node, several of them so that a write need not wait for the one before.
constexpr std::uint32_t fillers = 16;

// A number of paths with an exponent of its own.
struct Wide {
  double mantissa = 0;
  std::int64_t exponent = 0;
};

double ratio(const Wide& a, const Wide& b) {
  const std::int64_t shift = std::clamp<std::int64_t>(a.exponent - b.exponent, -2000, 2000);
  return std::ldexp(a.mantissa / b.mantissa, static_cast<int>(shift));
}

void add(Wide& sum, const Wide& term) {
  if (sum.mantissa == 0) {
    sum = term;
    return;
  }
  const std::int64_t exponent = std::max(sum.exponent, term.exponent);
  const auto aligned = [exponent](const Wide& wide) {
    return std::ldexp(wide.mantissa, static_cast<int>(std::max<std::int64_t>(wide.exponent - exponent, -2000)));
  };
  int extra = 0;
  const double mantissa = std::frexp(aligned(sum) + aligned(term), &extra);
  sum = {mantissa, exponent + extra};
}

}  // namespace

BetweennessSweep::BetweennessSweep(const Adjacency& graph)
    : graph_(graph), blocks_(find_blocks(graph)), place_(graph.size(), none), score_(blocks_.through) {
  for (std::uint32_t block = 0; block < blocks_.count(); ++block) {
    const std::uint32_t* const first = blocks_.members.data() + blocks_.starts[block];
    const std::uint32_t* const last = blocks_.members.data() + blocks_.starts[block + 1];
    for (const std::uint32_t* member = first; member < last; ++member) place_[*member] = 0;
    std::uint64_t arcs = 0;
    // Only the first may have far more edges elsewhere; its own are seen from the other end.
    for (const std::uint32_t* member = first + 1; member < last; ++member)
      for (const std::uint32_t other : graph.neighbours(*member))
        if (place_[other] == 0) arcs += other == *first ? 2 : 1;
    for (const std::uint32_t* member = first; member < last; ++member) place_[*member] = none;
    arcs_.push_back(arcs);
    if (is_clique(block)) continue;
    const std::uint32_t size = blocks_.starts[block + 1] - blocks_.starts[block];
    sources_left_ += size;
    work_ += static_cast<double>(size) * static_cast<double>(arcs);
  }
}

// Where everybody is tied to everybody, nobody is between.
bool BetweennessSweep::is_clique(std::uint32_t block) const {
  const std::uint64_t size = blocks_.starts[block + 1] - blocks_.starts[block];
  return arcs_[block] == size * (size - 1);
}

void BetweennessSweep::enter_block(std::uint32_t block) {
  const std::uint32_t begin = blocks_.starts[block];
  const std::uint32_t size = blocks_.starts[block + 1] - begin;
  const std::uint32_t* const members = blocks_.members.data() + begin;
  for (std::uint32_t i = 0; i < size; ++i) place_[members[i]] = i;
  offsets_.assign(size + 1, 0);
  const auto for_each_arc = [&](auto found) {
    for (std::uint32_t i = 1; i < size; ++i)
      for (const std::uint32_t other : graph_.neighbours(members[i])) {
        const std::uint32_t place = place_[other];
        if (place == none) continue;
        found(i, place);
        if (place == 0) found(0u, i);
      }
  };
  for_each_arc([&](std::uint32_t from, std::uint32_t) { ++offsets_[from + 1]; });
  for (std::uint32_t i = 0; i < size; ++i) offsets_[i + 1] += offsets_[i];
  std::vector<std::uint32_t> rows(offsets_.back());
  std::vector<std::uint32_t> fill(offsets_.begin(), offsets_.end() - 1);
  for_each_arc([&](std::uint32_t from, std::uint32_t to) { rows[fill[from]++] = to; });
  for (std::uint32_t i = 0; i < size; ++i) place_[members[i]] = none;

  // Breadth first from the one with most edges: what a walk comes to one after another lies side by side.
  std::uint32_t hub = 0;
  for (std::uint32_t i = 1; i < size; ++i)
    if (offsets_[i + 1] - offsets_[i] > offsets_[hub + 1] - offsets_[hub]) hub = i;
  std::vector<std::uint32_t> order{hub};
  order.reserve(size);
  std::vector<std::uint32_t> number(size, none);
  number[hub] = 0;
  for (std::size_t head = 0; head < order.size(); ++head)
    for (std::uint32_t k = offsets_[order[head]]; k < offsets_[order[head] + 1]; ++k)
      if (number[rows[k]] == none) {
        number[rows[k]] = static_cast<std::uint32_t>(order.size());
        order.push_back(rows[k]);
      }
  const std::vector<std::uint32_t> starts = std::move(offsets_);
  offsets_.assign(1, 0);
  targets_.clear();
  members_.clear();
  weight_.clear();
  for (std::uint32_t i = 0; i < size; ++i) {
    const auto first = static_cast<std::ptrdiff_t>(targets_.size());
    for (std::uint32_t k = starts[order[i]]; k < starts[order[i] + 1]; ++k) targets_.push_back(number[rows[k]]);
    std::sort(targets_.begin() + first, targets_.end());
    if (targets_.size() % 2 != 0) targets_.push_back(size + i % fillers);
    offsets_.push_back(static_cast<std::uint32_t>(targets_.size()));
    members_.push_back(members[order[i]]);
    weight_.push_back(blocks_.weights[begin + order[i]]);
  }
  block_score_.assign(size, 0);
  paths_.assign(size, 0);
  arriving_.assign(size + fillers, 0);
  order_.assign(std::size_t{size} + 1, 0);  // with room for one more, which is written and not counted
  next_source_ = 0;
  entered_ = true;
}

void BetweennessSweep::leave_block(std::uint32_t block) {
  // Each pair was counted from both its ends.
  for (std::size_t i = 0; i < members_.size(); ++i) score_[members_[i]] += block_score_[i] / 2;
  entered_ = false;
  block_ = block + 1;
}

bool BetweennessSweep::add_source(std::uint32_t source) {
  const std::uint32_t size = static_cast<std::uint32_t>(members_.size());
  const std::uint32_t* const offsets = offsets_.data();
  const std::uint32_t* const targets = targets_.data();
  const double* const weight = weight_.data();
  double* const score = block_score_.data();
  double* const paths = paths_.data();  // by place in `order`
  double* const arriving = arriving_.data();
  std::uint32_t* const order = order_.data();

  // Level by level: every node gives its number of paths to all its neighbours. What reaches a level that is done is
  // never looked at; so it takes no branch, which would be guessed wrong half of the time.
  for (std::uint32_t i = 0; i < fillers; ++i) arriving[size + i] = 1;
  order[0] = source;
  arriving[source] = 1;
  levels_.assign({0, 1});  // where each begins in `order`, and the end of the last
  std::uint32_t begin = 0;
  std::uint32_t end = 1;
  double most = 0;
  for (;;) {
    for (std::uint32_t i = begin; i < end; ++i) {
      paths[i] = arriving[order[i]];
      most = most < paths[i] ? paths[i] : most;
    }
    std::uint32_t found = end;
    for (std::uint32_t i = begin; i < end; ++i) {
      const double count = paths[i];
      const std::uint32_t last = offsets[order[i] + 1];
      for (std::uint32_t k = offsets[order[i]]; k < last; k += 2) {
        const std::uint32_t one = targets[k];
        const double at_one = arriving[one];
        order[found] = one;
        found += at_one == 0 ? 1 : 0;
        arriving[one] = at_one + count;
        const std::uint32_t two = targets[k + 1];
        const double at_two = arriving[two];
        order[found] = two;
        found += at_two == 0 ? 1 : 0;
        arriving[two] = at_two + count;
      }
    }
    if (found == end) break;
    levels_.push_back(found);
    begin = end;
    end = found;
  }
  for (std::uint32_t i = 0; i < size + fillers; ++i) arriving[i] = 0;
  if (!(most <= most_paths)) return false;

  // And back, with the share of a level, (weight + dependency) / paths, where it is nonzero on the level just done
  // only.
  double* const share = arriving;
  const double own_weight = weight[source];
  for (std::size_t level = levels_.size() - 2; level > 0; --level) {
    begin = levels_[level];
    end = levels_[level + 1];
    const bool outermost = level + 2 == levels_.size();
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t node = order[i];
      double one = 0;
      double two = 0;
      const std::uint32_t last = outermost ? 0 : offsets[node + 1];
      for (std::uint32_t k = offsets[node]; k < last; k += 2) {
        one += share[targets[k]];
        two += share[targets[k + 1]];
      }
      const double dependency = paths[i] * (one + two);
      score[node] += own_weight * dependency;
      paths[i] = (weight[node] + dependency) / paths[i];
    }
    if (!outermost)
      for (std::uint32_t i = end; i < levels_[level + 2]; ++i) share[order[i]] = 0;
    for (std::uint32_t i = begin; i < end; ++i) share[order[i]] = paths[i];
  }
  for (std::uint32_t i = levels_[1]; i < levels_[2]; ++i) share[order[i]] = 0;
  return true;
}

void BetweennessSweep::add_source_of_many_paths(std::uint32_t source) {
  const auto size = static_cast<std::uint32_t>(members_.size());
  std::vector<Wide> paths(size);
  std::vector<double> dependency(size, 0);
  std::vector<std::int32_t> distance(size + fillers, -1);
  for (std::uint32_t i = 0; i < fillers; ++i) distance[size + i] = -2;
  std::size_t found = 1;
  order_[0] = source;
  distance[source] = 0;
  paths[source] = {1, 0};
  for (std::size_t head = 0; head < found; ++head) {
    const std::uint32_t node = order_[head];
    for (std::uint32_t k = offsets_[node]; k < offsets_[node + 1]; ++k) {
      const std::uint32_t next = targets_[k];
      if (distance[next] == -1) {
        distance[next] = distance[node] + 1;
        order_[found++] = next;
      }
      if (distance[next] == distance[node] + 1) add(paths[next], paths[node]);
    }
  }
  for (std::size_t i = found; i-- > 1;) {
    const std::uint32_t node = order_[i];
    for (std::uint32_t k = offsets_[node]; k < offsets_[node + 1]; ++k) {
      const std::uint32_t before = targets_[k];
      if (distance[before] == distance[node] - 1)
        dependency[before] += ratio(paths[before], paths[node]) * (weight_[node] + dependency[node]);
    }
    block_score_[node] += weight_[source] * dependency[node];
  }
}

std::uint32_t BetweennessSweep::advance(std::uint32_t sources) {
  while (block_ < blocks_.count()) {
    if (is_clique(block_)) {
      ++block_;
      continue;
    }
    if (sources == 0) break;
    if (!entered_) enter_block(block_);
    const auto size = static_cast<std::uint32_t>(members_.size());
    for (; next_source_ < size && sources > 0; ++next_source_, --sources, --sources_left_) {
      if (!add_source(next_source_)) add_source_of_many_paths(next_source_);
      done_ += static_cast<double>(arcs_[block_]);
    }
    if (next_source_ == size) leave_block(block_);
  }
  return sources_left_;
}

std::vector<double> BetweennessSweep::result() const {
  const double n = graph_.size();
  std::vector<double> result(graph_.size(), 0);
  if (n < 3) return result;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = score_[i] / ((n - 1) * (n - 2) / 2);
  return result;
}

std::vector<double> betweenness(const Adjacency& graph) {
  BetweennessSweep sweep(graph);
  while (sweep.advance(graph.size()) > 0) {
  }
  return sweep.result();
}

}  // namespace impactweb::analysis
