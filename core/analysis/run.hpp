// Measures that take long, worked on a little at a time: what `layout::Run` is for layouts.
#pragma once

#include <optional>
#include <vector>

#include "core/analysis/betweenness.hpp"
#include "core/analysis/betweenness_samples.hpp"
#include "core/analysis/closeness.hpp"
#include "core/analysis/communities.hpp"

namespace impactweb::analysis {

/// A computation in pieces of about a millisecond. How it is cut does not change the result.
class Run {
 public:
  Run() = default;
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  virtual ~Run() = default;

  /// Works for about so many milliseconds, at least one piece; true when complete.
  bool step(double milliseconds);
  /// Works until complete.
  void finish();
  [[nodiscard]] bool done() const { return done_; }
  /// Share of the work done, 0 to 1; a guess.
  [[nodiscard]] virtual double progress() const = 0;

 protected:
  /// Does a piece; true after the last.
  virtual bool advance() = 0;

 private:
  bool done_ = false;
};

/// Steps along edges beyond which betweenness is estimated: a few seconds of counting. 10,000 nodes with 30,000 edges
/// come to 0.6 of it at most.
inline constexpr double most_exact_work = 1e9;

/// Betweenness, exact up to `most_exact_work` or when asked to be.
class BetweennessRun : public Run {
 public:
  /// `graph` must outlive the run.
  BetweennessRun(const Adjacency& graph, bool exact, std::uint64_t seed = 1);

  [[nodiscard]] double progress() const override;
  /// By node once `done`.
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// Whether there are too many paths to count them all.
  [[nodiscard]] bool is_estimate() const { return samples_.has_value(); }
  /// Nothing where the values are exact.
  [[nodiscard]] std::optional<ErrorBound> bound() const;

 protected:
  bool advance() override;

 private:
  BetweennessSweep sweep_;
  std::optional<BetweennessSamples> samples_;
  std::uint32_t sources_a_piece_ = 1;
  std::vector<double> values_;
};

class ClosenessRun : public Run {
 public:
  /// `graph` must outlive the run.
  explicit ClosenessRun(const Adjacency& graph) : size_(graph.size()), left_(graph.size()), sweep_(graph) {}

  [[nodiscard]] double progress() const override { return size_ == 0 ? 1 : 1 - static_cast<double>(left_) / size_; }
  /// By node once `done`.
  [[nodiscard]] const std::vector<double>& values() const { return values_; }

 protected:
  bool advance() override;

 private:
  std::uint32_t size_;
  std::uint32_t left_;
  ClosenessSweep sweep_;
  std::vector<double> values_;
};

class CommunitiesRun : public Run {
 public:
  /// `graph` must outlive the run.
  explicit CommunitiesRun(const Adjacency& graph, const CommunityOptions& options = {}) : search_(graph, options) {}

  [[nodiscard]] double progress() const override { return search_.progress(); }
  /// Once `done`.
  [[nodiscard]] const Communities& found() const { return search_.found(); }

 protected:
  bool advance() override { return search_.advance(); }

 private:
  CommunitySearch search_;
};

}  // namespace impactweb::analysis
