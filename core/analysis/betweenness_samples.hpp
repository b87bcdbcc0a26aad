// Betweenness in a graph too large to count every path, with a bound on the error.
#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/arithmetic.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/graph.hpp"

namespace impactweb::analysis {

/// How far every value at once is from the exact one, at most, with what probability.
struct ErrorBound {
  double error = 1;
  double confidence = 0;
  std::uint32_t samples = 0;
};

/// Draws pairs of nodes and one of the shortest paths between each, every one as likely, and counts how often a node
/// lies inside: M. Riondato & E. Kornaropoulos, "Fast approximation of betweenness centrality through sampling", Data
/// Mining and Knowledge Discovery 30 (2016) 438–475. The path is found from both ends: M. Borassi & E. Natale, "KADABRA
/// is an adaptive algorithm for betweenness via random approximation", ESA 2016.
///
/// The bound is that of Chernoff and Hoeffding on each node's count, N · KL(p̂ ‖ p) ≤ ln(2 n / δ) (W. Hoeffding,
/// "Probability inequalities for sums of bounded random variables", JASA 58 (1963), theorem 1), for all n nodes at
/// once. It is looked at after 4,096 samples and whenever they have doubled, the k-th time with half of what was left
/// of δ, so that stopping early is part of it. Sampling ends when the error is below that asked for, or the work has
/// become too much. What `known` says of a node, from below, is taken along.
class BetweennessSamples {
 public:
  static constexpr double confidence = 0.95;
  static constexpr double wanted_error = 0.005;

  /// `graph` must outlive this. `at_least`: by node a number of pairs that certainly have all their paths through it.
  BetweennessSamples(const Adjacency& graph, std::vector<double> at_least, std::uint64_t seed,
                     double error = wanted_error);

  /// Draws up to `samples` further ones; true when no more are needed.
  bool advance(std::uint32_t samples);
  [[nodiscard]] double progress() const;
  /// By node, in [0, 1]; and how exact. Once no more samples are needed.
  [[nodiscard]] std::vector<double> result() const;
  [[nodiscard]] const ErrorBound& bound() const { return bound_; }

 private:
  /// What a search from one end has found.
  struct Side {
    std::vector<std::uint32_t> order;
    std::size_t level_begin = 0;  ///< of the outermost level in `order`
    std::uint32_t depth = 0;
    std::uint64_t edges = 0;  ///< that leave the outermost level
  };

  void draw();
  void begin(Side& side, std::uint32_t mark, std::uint32_t source);
  /// Goes one level further; false when that meets the other side, and the meeting edges are in `meeting_`.
  bool expand(Side& side, std::uint32_t mark);
  void walk_back(std::uint32_t node, std::uint32_t mark, std::uint32_t end);
  void look_at_bound();

  const Adjacency& graph_;
  std::vector<double> at_least_;
  Components components_;
  Random random_;
  std::vector<std::uint32_t> inside_;  // by node: how many paths it was inside of
  std::vector<std::uint32_t> mark_;    // by node: 0, or which side has found it
  std::vector<std::uint32_t> distance_;
  std::vector<double> paths_;
  Side sides_[2];
  struct Meeting {
    std::uint32_t from, to;
    double paths;
  };
  std::vector<Meeting> meeting_;
  std::uint32_t drawn_ = 0;
  std::uint32_t next_look_ = 0;
  double delta_left_ = 1 - confidence;
  double error_;
  double work_ = 0;
  bool done_ = false;
  ErrorBound bound_;
};

}  // namespace impactweb::analysis
