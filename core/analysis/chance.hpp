// What chance gives: networks made at random, and how a value stands among theirs. A claim is worth making when it
// stands out of them.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/analysis/arithmetic.hpp"
#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// Networks in which every node has as many edges as here, but with others: two edges at a time exchange ends, as long
/// as no pair is tied twice and nobody with themselves. S. Maslov & K. Sneppen, "Specificity and stability in topology
/// of protein networks", Science 296 (2002) 910–913.
class ShuffledEdges {
 public:
  explicit ShuffledEdges(const Adjacency& graph, std::uint64_t seed = 1);

  /// The next network; the first takes ten tries for each edge to get away from how things are, others five.
  const Adjacency& next();

 private:
  [[nodiscard]] bool tied(std::uint32_t a, std::uint32_t b) const;
  void replace(std::uint32_t node, std::uint32_t before, std::uint32_t after);

  Random random_;
  Adjacency rows_;                                              // in any order within a row
  Adjacency sorted_;                                            // the same, as it is given out
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;  // as they are now
  bool begun_ = false;
};

/// So many nodes with so many edges, every network of them as likely: what is compared with where a claim is about how
/// many edges somebody has, which shuffling leaves as it is. P. Erdős & A. Rényi, "On random graphs I" (1959). `edges`
/// is at most the number of pairs.
Adjacency random_network(std::uint32_t nodes, std::uint64_t edges, Random& random);

/// How a value stands among those of networks made by chance.
class Standing {
 public:
  explicit Standing(double value) : value_(value) {}

  void add(double by_chance);
  [[nodiscard]] std::uint32_t samples() const { return samples_; }
  /// How many reach the value or go beyond it.
  [[nodiscard]] std::uint32_t as_high() const { return as_high_; }
  [[nodiscard]] double mean() const { return samples_ > 0 ? sum_ / samples_ : 0; }
  /// Above every one, and two standard deviations or more above their mean (three where there are fewer than 20).
  [[nodiscard]] bool stands_out() const { return stands_out(value_); }
  /// Whether another value would.
  [[nodiscard]] bool stands_out(double value) const;

 private:
  double value_;
  double sum_ = 0, squares_ = 0, most_ = 0;
  std::uint32_t samples_ = 0, as_high_ = 0;
};

/// How many networks to compare with when each takes `work` steps: 20, fewer where that is too much, at least `least`.
std::uint32_t comparisons(double work, double affordable, std::uint32_t least);

}  // namespace impactweb::analysis
