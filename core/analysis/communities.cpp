#include "core/analysis/communities.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "core/analysis/arithmetic.hpp"
#include "core/support/sort.hpp"

namespace impactweb::analysis {

namespace {

constexpr std::uint32_t none = 0xffffffffu;
// Gains are differences of whole numbers and fractions of them; below this it is rounding.
constexpr double least_gain = 1e-9;
// How far the refinement strays from the best part: the paper's θ.
constexpr double randomness = 0.01;
// So many nodes are moved in one piece of work.
constexpr int nodes_at_once = 4000;
// A large network is as good as done after two rounds; each further one takes as long as they do and adds next to
// nothing.
constexpr int most_rounds = 10, most_rounds_in_large = 2;

using Membership = std::vector<std::uint32_t>;

// A graph whose nodes stand for groups of nodes.
struct Level {
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> targets;
  std::vector<double> weights;   // of the edge with each target; none where all are 1
  std::vector<double> strength;  // sum of the degrees of the original nodes

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(strength.size()); }
  // Calls `visit` with each neighbour of `node` and the weight of their edge.
  template <class Visit>
  void for_edges(std::uint32_t node, Visit visit) const {
    const std::uint32_t end = offsets[node + 1];
    if (weights.empty())
      for (std::uint32_t i = offsets[node]; i < end; ++i) visit(targets[i], 1.0);
    else
      for (std::uint32_t i = offsets[node]; i < end; ++i) visit(targets[i], weights[i]);
  }
};

// Sums of weights by community, emptied at no cost.
class Tally {
 public:
  explicit Tally(std::size_t size) : sums_(size), touched_(size) {}

  void add(std::uint32_t community, double weight) {
    Sum& sum = sums_[community];
    if (sum.of != turn_) {
      sum = {0, turn_};
      touched_[count_++] = community;
    }
    sum.weight += weight;
  }
  [[nodiscard]] double of(std::uint32_t community) const {
    const Sum& sum = sums_[community];
    return sum.of == turn_ ? sum.weight : 0;
  }
  [[nodiscard]] std::span<const std::uint32_t> touched() const { return {touched_.data(), count_}; }
  void clear() {
    ++turn_;
    count_ = 0;
  }

 private:
  struct Sum {
    double weight = 0;
    std::uint64_t of = 0;  // the turn that it is of
  };
  std::vector<Sum> sums_;
  std::vector<std::uint32_t> touched_;
  std::size_t count_ = 0;
  std::uint64_t turn_ = 1;
};

// Numbers the communities 0, 1, 2 … in the order of their first node; gives how many there are.
std::uint32_t renumber(Membership& membership) {
  Membership number(membership.size(), none);
  std::uint32_t count = 0;
  for (std::uint32_t& community : membership) {
    if (number[community] == none) number[community] = count++;
    community = number[community];
  }
  return count;
}

class Leiden {
 public:
  Leiden(const Adjacency& graph, const CommunityOptions& options, std::uint64_t seed)
      : random_(seed), resolution_over_total_(options.resolution / static_cast<double>(graph.targets.size())) {
    base_.offsets = graph.offsets;
    base_.targets = graph.targets;
    for (std::uint32_t node = 0; node < graph.size(); ++node) base_.strength.push_back(graph.degree(node));
  }

  // Begins to improve `membership`.
  void begin(const Membership& membership) {
    owner_.resize(base_.size());
    std::iota(owner_.begin(), owner_.end(), 0u);
    level_ = base_;
    coarse_ = membership;
    stage_ = Stage::begin_moving;
  }

  // Does a piece of work; true when `membership` has been improved on every level of aggregation.
  bool advance(Membership& membership) {
    switch (stage_) {
      case Stage::begin_moving:
        begin_moving();
        stage_ = Stage::move;
        return false;
      case Stage::move:
        if (!move_some_nodes()) return false;
        count_ = renumber(coarse_);
        for (std::uint32_t node = 0; node < base_.size(); ++node) membership[node] = coarse_[owner_[node]];
        stage_ = Stage::refine;
        return count_ == level_.size();
      case Stage::refine:
        refined_ = refine(level_, coarse_, count_);
        parts_ = renumber(refined_);
        stage_ = Stage::aggregate;
        return parts_ == level_.size();
      case Stage::aggregate:
        Membership community_of_part(parts_);
        for (std::uint32_t node = 0; node < level_.size(); ++node) community_of_part[refined_[node]] = coarse_[node];
        for (std::uint32_t& node : owner_) node = refined_[node];
        level_ = aggregate(level_, refined_, parts_);
        coarse_ = std::move(community_of_part);
        stage_ = Stage::begin_moving;
        return false;
    }
    return true;
  }

 private:
  enum class Stage : std::uint8_t { begin_moving, move, refine, aggregate };

  // Single nodes on their way to the neighbouring community that gains most, until none gains.
  struct Moving {
    explicit Moving(std::uint32_t n) : strength(n, 0), members(n, 0), queued(n, 1), edges(n), waiting(n) {}

    std::vector<double> strength;        // by community
    std::vector<std::uint32_t> members;  // how many, by community
    std::vector<std::uint32_t> empty;    // communities
    std::vector<std::uint32_t> queue;    // a ring: a node is in it at most once, so n places are enough
    std::vector<char> queued;
    Tally edges;
    std::size_t head = 0, waiting;
  };

  std::vector<std::uint32_t> shuffled(std::uint32_t size) {
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0u);
    for (std::uint32_t i = size; i > 1; --i) std::swap(order[i - 1], order[random_.below(i)]);
    return order;
  }

  void begin_moving() {
    const std::uint32_t n = level_.size();
    renumber(coarse_);
    moving_.emplace(n);
    for (std::uint32_t node = 0; node < n; ++node) {
      moving_->strength[coarse_[node]] += level_.strength[node];
      ++moving_->members[coarse_[node]];
    }
    for (std::uint32_t community = n; community-- > 0;)
      if (moving_->members[community] == 0) moving_->empty.push_back(community);
    moving_->queue = shuffled(n);
  }

  // True when no node gains by a move.
  bool move_some_nodes() {
    const std::uint32_t n = level_.size();
    std::vector<double>& strength = moving_->strength;
    std::vector<std::uint32_t>&members = moving_->members, &empty = moving_->empty, &queue = moving_->queue;
    std::vector<char>& queued = moving_->queued;
    Tally& edges = moving_->edges;
    std::size_t &head = moving_->head, &waiting = moving_->waiting;
    for (int piece = 0; waiting > 0 && piece < nodes_at_once; --waiting, ++piece) {
      const std::uint32_t node = queue[head];
      queued[node] = 0;
      const std::uint32_t before = coarse_[node];
      level_.for_edges(node, [&](std::uint32_t other, double weight) { edges.add(coarse_[other], weight); });

      const double pull = level_.strength[node] * resolution_over_total_;
      strength[before] -= level_.strength[node];
      std::uint32_t best = before;
      double best_gain = edges.of(before) - pull * strength[before] + least_gain;
      for (const std::uint32_t community : edges.touched()) {
        const double gain = edges.of(community) - pull * strength[community];
        if (gain <= best_gain) continue;
        best_gain = gain;
        best = community;
      }
      if (best_gain < 0 && members[before] > 1) {  // better alone
        best = empty.back();
        empty.pop_back();
      }
      edges.clear();
      strength[best] += level_.strength[node];
      if (best != before) {
        coarse_[node] = best;
        ++members[best];
        if (--members[before] == 0) empty.push_back(before);
        std::size_t tail = head + waiting;  // the place of this node itself is free by now
        level_.for_edges(node, [&](std::uint32_t other, double) {
          if (queued[other] || coarse_[other] == best) return;
          queued[other] = 1;
          if (tail >= n) tail -= n;
          queue[tail++] = other;
          ++waiting;
        });
      }
      if (++head == n) head = 0;
    }
    return waiting == 0;
  }

  // Splits each community into parts that are well connected within it.
  Membership refine(const Level& level, const Membership& membership, std::uint32_t count) {
    const std::uint32_t n = level.size();
    std::vector<double> community_strength(count, 0);
    for (std::uint32_t node = 0; node < n; ++node) community_strength[membership[node]] += level.strength[node];

    Membership part(n);
    std::iota(part.begin(), part.end(), 0u);
    std::vector<double> strength = level.strength;  // by part
    std::vector<std::uint32_t> members(n, 1);
    std::vector<double> outward(n, 0);  // weight of the edges of a part with the rest of its community
    for (std::uint32_t node = 0; node < n; ++node)
      level.for_edges(node, [&](std::uint32_t other, double weight) {
        if (membership[other] == membership[node]) outward[node] += weight;
      });

    const auto well_connected = [&](std::uint32_t p, std::uint32_t community) {
      return outward[p] >= resolution_over_total_ * strength[p] * (community_strength[community] - strength[p]);
    };

    Tally edges(n);
    std::vector<std::pair<std::uint32_t, double>> choices;
    for (const std::uint32_t node : shuffled(n)) {
      const std::uint32_t community = membership[node];
      const std::uint32_t own = part[node];
      if (members[own] != 1 || !well_connected(own, community)) continue;
      level.for_edges(node, [&](std::uint32_t other, double weight) {
        if (membership[other] == community) edges.add(part[other], weight);
      });

      choices.assign(1, {own, 0.0});
      double best_gain = 0;
      for (const std::uint32_t p : edges.touched()) {
        const double gain = edges.of(p) - resolution_over_total_ * level.strength[node] * strength[p];
        if (gain < 0 || !well_connected(p, community)) continue;
        choices.emplace_back(p, gain);
        best_gain = std::max(best_gain, gain);
      }
      double sum = 0;
      for (auto& [p, gain] : choices) {
        const double exponent = (gain - best_gain) / randomness;
        // Below that it is lost beside the best one's 1.
        sum += gain = exponent < -40 ? 0 : exponent == 0 ? 1 : stable_exp(exponent);
      }
      double pick = random_.unit() * sum;
      std::uint32_t chosen = choices.back().first;
      for (const auto& [p, chance] : choices) {
        pick -= chance;
        if (pick >= 0) continue;
        chosen = p;
        break;
      }
      if (chosen != own) {
        const double between = edges.of(chosen);
        outward[chosen] += outward[own] - 2 * between;
        strength[chosen] += strength[own];
        ++members[chosen];
        members[own] = 0;
        part[node] = chosen;
      }
      edges.clear();
    }
    return part;
  }

  static Level aggregate(const Level& level, const Membership& part, std::uint32_t parts) {
    std::vector<std::uint32_t> start(std::size_t{parts} + 1, 0);
    for (const std::uint32_t p : part) ++start[p + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<std::uint32_t> members(level.size());
    std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
    for (std::uint32_t node = 0; node < level.size(); ++node) members[fill[part[node]]++] = node;

    Level coarse;
    coarse.strength.assign(parts, 0);
    Tally edges(parts);
    for (std::uint32_t p = 0; p < parts; ++p) {
      for (std::uint32_t m = start[p]; m < start[p + 1]; ++m) {
        const std::uint32_t node = members[m];
        coarse.strength[p] += level.strength[node];
        level.for_edges(node, [&](std::uint32_t other, double weight) {
          if (part[other] != p) edges.add(part[other], weight);
        });
      }
      for (const std::uint32_t other : edges.touched()) {
        coarse.targets.push_back(other);
        coarse.weights.push_back(edges.of(other));
      }
      edges.clear();
      coarse.offsets.push_back(static_cast<std::uint32_t>(coarse.targets.size()));
    }
    return coarse;
  }

  Random random_;
  double resolution_over_total_;  // γ / 2m
  Level base_;
  Level level_;
  Membership coarse_;                 // by node of the level
  std::vector<std::uint32_t> owner_;  // the node of the level that stands for each original node
  Stage stage_ = Stage::begin_moving;
  std::optional<Moving> moving_;
  std::uint32_t count_ = 0;  // of communities
  Membership refined_;       // parts, by node of the level
  std::uint32_t parts_ = 0;  // how many
};

// Makes each connected piece of a community one of its own, which never costs modularity. Within a run of the algorithm
// every part hangs together; a node that leaves in the last local moves may still have been the link.
void split_unconnected(const Adjacency& graph, Membership& membership) {
  Membership piece(graph.size(), none);
  std::vector<std::uint32_t> queue;
  for (std::uint32_t start = 0; start < graph.size(); ++start) {
    if (piece[start] != none) continue;
    piece[start] = start;
    queue.assign(1, start);
    for (std::size_t head = 0; head < queue.size(); ++head)
      for (const std::uint32_t next : graph.neighbours(queue[head]))
        if (piece[next] == none && membership[next] == membership[start]) {
          piece[next] = start;
          queue.push_back(next);
        }
  }
  membership = std::move(piece);
}

}  // namespace

std::optional<double> modularity(const Adjacency& graph, const std::vector<std::uint32_t>& of_node, double resolution) {
  if (graph.targets.empty()) return std::nullopt;
  const auto arcs = static_cast<double>(graph.targets.size());
  std::vector<double> degrees(graph.size(), 0);
  double inside = 0;
  for (std::uint32_t node = 0; node < graph.size(); ++node) {
    degrees[of_node[node]] += graph.degree(node);
    for (const std::uint32_t other : graph.neighbours(node)) inside += of_node[node] == of_node[other] ? 1 : 0;
  }
  double expected = 0;
  for (const double degree : degrees) expected += degree * degree;
  return inside / arcs - resolution * expected / (arcs * arcs);
}

struct CommunitySearch::State {
  State(const Adjacency& graph, const CommunityOptions& options, std::uint64_t seed) : leiden(graph, options, seed) {}

  Leiden leiden;
  Membership membership;
  int beginning = 0;
  int round = 0;
  double reached = -std::numeric_limits<double>::infinity();  // by this beginning
  double best = -std::numeric_limits<double>::infinity();
};

namespace {
// Small networks are cheap to try again, and there a different beginning matters most.
bool is_small(const Adjacency& graph) { return graph.targets.size() <= 4'000; }
int beginnings_of(const Adjacency& graph, const CommunityOptions& options) {
  if (options.quick || !is_small(graph)) return 1;
  return static_cast<int>(std::clamp<std::size_t>(8'000 / graph.targets.size(), 3, 30));
}
int most_rounds_of(const Adjacency& graph, const CommunityOptions& options) {
  return options.quick || !is_small(graph) ? most_rounds_in_large : most_rounds;
}
}  // namespace

CommunitySearch::CommunitySearch(const Adjacency& graph, const CommunityOptions& options)
    : graph_(graph), options_(options) {
  found_.of_node.resize(graph.size());
  std::iota(found_.of_node.begin(), found_.of_node.end(), 0u);
  if (graph.targets.empty()) return;
  state_ = std::make_unique<State>(graph, options, options.seed);
  begin();
}

CommunitySearch::~CommunitySearch() = default;

void CommunitySearch::begin() {
  state_->membership.resize(graph_.size());
  std::iota(state_->membership.begin(), state_->membership.end(), 0u);
  state_->round = 0;
  state_->reached = -std::numeric_limits<double>::infinity();
  state_->leiden.begin(state_->membership);
}

double CommunitySearch::progress() const {
  const double rounds = std::min(4, most_rounds_of(graph_, options_));
  return state_ ? std::min(0.99, (state_->beginning + state_->round / rounds) / beginnings_of(graph_, options_)) : 1;
}

bool CommunitySearch::advance() {
  if (state_ && (!state_->leiden.advance(state_->membership) || !end_round())) return false;
  if (state_) found_.modularity = modularity(graph_, found_.of_node, options_.resolution);
  state_.reset();
  number_by_size();
  return true;
}

// Keeps what is better, and begins the next round; true when there is none.
bool CommunitySearch::end_round() {
  State& state = *state_;
  split_unconnected(graph_, state.membership);
  const double now = *modularity(graph_, state.membership, options_.resolution);
  if (now > state.best + least_gain) {
    state.best = now;
    found_.of_node = state.membership;
  }
  const int most = most_rounds_of(graph_, options_);
  if (now > state.reached + least_gain && ++state.round < most) {
    state.reached = now;
    state.leiden.begin(state.membership);
    return false;
  }
  if (++state.beginning == beginnings_of(graph_, options_)) return true;
  state.leiden = Leiden(graph_, options_, options_.seed + static_cast<std::uint64_t>(state.beginning));
  begin();
  return false;
}

void CommunitySearch::number_by_size() {
  found_.count = renumber(found_.of_node);
  std::vector<std::uint32_t> sizes(found_.count, 0);
  for (const std::uint32_t community : found_.of_node) ++sizes[community];
  std::vector<std::uint32_t> order(found_.count);
  std::iota(order.begin(), order.end(), 0u);
  sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return sizes[a] > sizes[b]; });
  std::vector<std::uint32_t> number(found_.count);
  for (std::uint32_t i = 0; i < found_.count; ++i) number[order[i]] = i;
  for (std::uint32_t& community : found_.of_node) community = number[community];
}

Communities find_communities(const Adjacency& graph, const CommunityOptions& options) {
  CommunitySearch search(graph, options);
  while (!search.advance()) {
  }
  return search.found();
}

}  // namespace impactweb::analysis
