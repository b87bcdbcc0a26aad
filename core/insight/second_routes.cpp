#include "core/insight/second_routes.hpp"

#include <algorithm>

#include "core/support/sort.hpp"

namespace impactweb::insight {

namespace {

constexpr std::uint32_t none = 0xffffffffu;
constexpr std::size_t most_exchanged = 24, most_rounds = 4;

using Pieces = std::vector<std::uint32_t>;
using Links = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
using Weight = std::function<std::optional<double>(std::uint32_t, std::uint32_t)>;

class Trees {
 public:
  explicit Trees(const BridgeForest& forest)
      : next_(forest.actors.size()), parent_(forest.actors.size(), none), depth_(forest.actors.size(), 0) {
    for (const auto& [a, b] : forest.bridges) join(a, b);
  }

  void join(std::uint32_t a, std::uint32_t b) {
    next_[a].push_back(b);
    next_[b].push_back(a);
  }

  /// The pieces of a tree in the order of a depth-first walk from `root`.
  Pieces walk(std::uint32_t root) {
    Pieces order, waiting{root};
    parent_[root] = none;
    depth_[root] = 0;
    while (!waiting.empty()) {
      const std::uint32_t piece = waiting.back();
      waiting.pop_back();
      order.push_back(piece);
      for (const std::uint32_t other : next_[piece]) {
        if (other == parent_[piece]) continue;
        parent_[other] = piece;
        depth_[other] = depth_[piece] + 1;
        waiting.push_back(other);
      }
    }
    return order;
  }

  Pieces ends_of(const Pieces& tree) const {
    Pieces ends;
    for (const std::uint32_t piece : tree)
      if (next_[piece].size() == 1) ends.push_back(piece);
    return ends;
  }

  /// New edges for the tree of `piece`.
  void close(std::uint32_t piece, const Weight& weight, Links& links) {
    Pieces tree = walk(piece);
    // From a piece within the tree, so that its ends are all below.
    const auto inner =
        std::find_if(tree.begin(), tree.end(), [&](std::uint32_t each) { return next_[each].size() > 1; });
    if (inner != tree.end()) tree = walk(*inner);
    const Pieces ends = ends_of(tree);
    const std::size_t half = ends.size() / 2;
    Links pairs;
    for (std::size_t i = 0; i < ends.size() - half; ++i) pairs.emplace_back(ends[i], ends[i + half]);
    if (ends.size() > 2 && ends.size() <= most_exchanged) exchange(tree, weight, pairs);
    links.insert(links.end(), pairs.begin(), pairs.end());
  }

 private:
  /// Whether there is a second way beside every edge of a tree.
  bool closed(const Pieces& tree, const Links& pairs) {
    covered_.resize(next_.size());
    for (const std::uint32_t piece : tree) covered_[piece] = 0;
    std::size_t left = tree.size() - 1;
    for (auto [a, b] : pairs)
      while (a != b) {
        std::uint32_t& deeper = depth_[a] >= depth_[b] ? a : b;
        left -= covered_[deeper] == 0 ? 1 : 0;
        covered_[deeper] = 1;
        deeper = parent_[deeper];
      }
    return left == 0;
  }

  void exchange(const Pieces& tree, const Weight& weight, Links& pairs) {
    for (std::size_t round = 0; round < most_rounds; ++round) {
      bool better = false;
      for (std::size_t i = 0; i < pairs.size(); ++i)
        for (std::size_t j = i + 1; j < pairs.size(); ++j)
          for (const bool crosswise : {false, true}) {
            const auto [a, b] = pairs[i];
            const auto [c, d] = pairs[j];
            const auto one = crosswise ? std::pair(a, d) : std::pair(a, c);
            const auto other = crosswise ? std::pair(c, b) : std::pair(b, d);
            if (one.first == one.second || other.first == other.second) continue;
            const auto now_one = weight(a, b), now_other = weight(c, d);
            const auto then_one = weight(one.first, one.second), then_other = weight(other.first, other.second);
            if (!now_one || !now_other || !then_one || !then_other) continue;
            if (*then_one + *then_other <= *now_one + *now_other) continue;
            Links tried = pairs;
            tried[i] = one;
            tried[j] = other;
            if (!closed(tree, tried)) continue;
            pairs = std::move(tried);
            better = true;
          }
      if (!better) return;
    }
  }

  std::vector<Pieces> next_;
  Pieces parent_, depth_;
  std::vector<char> covered_;
};

}  // namespace

Links second_routes(const BridgeForest& forest, const Weight& weight) {
  struct Tree {
    std::uint32_t first = 0;
    std::uint32_t actors = 0;
    Pieces ends;
    bool joins = false;
  };
  Trees trees(forest);
  std::vector<Tree> all;
  std::vector<char> seen(forest.actors.size(), 0);
  std::uint32_t largest_block = none;
  for (std::uint32_t piece = 0; piece < forest.actors.size(); ++piece) {
    if (seen[piece] != 0) continue;
    const Pieces pieces = trees.walk(piece);
    Tree tree{piece, 0, trees.ends_of(pieces), false};
    for (const std::uint32_t each : pieces) {
      seen[each] = 1;
      tree.actors += forest.actors[each];
    }
    if (tree.ends.empty()) {
      if (largest_block == none || tree.actors > forest.actors[largest_block]) largest_block = piece;
      continue;
    }
    tree.joins = tree.actors == 2 || tree.ends.size() % 2 == 1;
    all.push_back(std::move(tree));
  }
  sort_stably(all, [](const Tree& a, const Tree& b) { return a.actors > b.actors; });
  Links links;
  const auto joining =
      static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Tree& t) { return t.joins; }));
  const bool one_pair =
      joining == 1 && std::any_of(all.begin(), all.end(), [](const Tree& t) { return t.actors == 2; });
  if (one_pair && all.size() > 1) {
    all.front().joins = true;
  } else if (one_pair) {
    if (largest_block == none) return links;
    for (const std::uint32_t end : all.front().ends) links.emplace_back(end, largest_block);
    return links;
  }
  const Tree* last = nullptr;
  for (const Tree& tree : all) {
    if (!tree.joins) {
      trees.close(tree.first, weight, links);
      continue;
    }
    if (last != nullptr) {
      links.emplace_back(last->ends.back(), tree.ends.front());
      trees.join(last->ends.back(), tree.ends.front());
    }
    last = &tree;
  }
  if (last != nullptr) trees.close(last->first, weight, links);
  return links;
}

}  // namespace impactweb::insight
