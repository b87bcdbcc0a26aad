#include "core/analysis/run.hpp"

#include <algorithm>
#include <chrono>

namespace impactweb::analysis {

bool Run::step(double milliseconds) {
  const auto begin = std::chrono::steady_clock::now();
  while (!done_) {
    done_ = advance();
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begin;
    if (spent.count() >= milliseconds) break;
  }
  return done_;
}

void Run::finish() {
  while (!done_) done_ = advance();
}

BetweennessRun::BetweennessRun(const Adjacency& graph, bool exact, std::uint64_t seed) : sweep_(graph) {
  if (!exact && sweep_.work() > most_exact_work) samples_.emplace(graph, sweep_.through(), seed);
  const double a_source = sweep_.work() / std::max(1.0, static_cast<double>(sweep_.advance(0)));
  sources_a_piece_ = static_cast<std::uint32_t>(std::clamp(100'000 / std::max(1.0, a_source), 1.0, 1000.0));
}

double BetweennessRun::progress() const { return samples_ ? samples_->progress() : sweep_.progress(); }

std::optional<ErrorBound> BetweennessRun::bound() const {
  if (!samples_) return std::nullopt;
  return samples_->bound();
}

bool BetweennessRun::advance() {
  if (samples_) {
    if (!samples_->advance(8)) return false;
    values_ = samples_->result();
    return true;
  }
  if (sweep_.advance(sources_a_piece_) > 0) return false;
  values_ = sweep_.result();
  return true;
}

bool ClosenessRun::advance() {
  left_ = sweep_.advance(1);
  if (left_ > 0) return false;
  values_ = sweep_.result();
  return true;
}

}  // namespace impactweb::analysis
