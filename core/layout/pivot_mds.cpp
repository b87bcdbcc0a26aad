#include "core/layout/pivot_mds.hpp"

#include <cmath>

#include "core/analysis/arithmetic.hpp"

namespace impactweb::layout {

namespace {

constexpr int power_rounds = 24;

double dot(const std::vector<double>& left, const std::vector<double>& right) {
  double sums[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= left.size(); i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += left[i + lane] * right[i + lane];
  for (; i < left.size(); ++i) sums[0] += left[i] * right[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

// Makes the length 1; false when there is none to speak of.
bool normalise(std::vector<double>& vector) {
  const double length = std::sqrt(dot(vector, vector));
  for (double& value : vector) value = length > 1e-12 ? value / length : 0;
  return length > 1e-12;
}

}  // namespace

PivotMds::PivotMds(std::vector<const BfsDistance*> rows, std::uint32_t nodes, std::uint64_t seed)
    : rows_(std::move(rows)),
      nodes_(nodes),
      seed_(seed),
      node_mean_(nodes, 0),
      centred_(rows_.size()),
      product_(rows_.size() * rows_.size()),
      first_(rows_.size()),
      second_(rows_.size()),
      positions_(nodes) {}

// Squared distances less the mean of their pivot; the mean of their node follows when all are known.
void PivotMds::centre(std::size_t column) {
  std::vector<double>& to = centred_[column];
  to.resize(nodes_);
  double sum = 0;
  for (std::uint32_t node = 0; node < nodes_; ++node) {
    const double distance = rows_[column][node];
    to[node] = distance * distance;
    node_mean_[node] += to[node] / static_cast<double>(rows_.size());
    sum += to[node];
  }
  const double mean = sum / nodes_;
  for (double& value : to) value -= mean;
  mean_ += mean / static_cast<double>(rows_.size());
}

void PivotMds::multiply(std::size_t column) {
  std::vector<double>& to = centred_[column];
  for (std::uint32_t node = 0; node < nodes_; ++node) to[node] = -(to[node] - node_mean_[node] + mean_) / 2;
  for (std::size_t other = 0; other <= column; ++other)
    product_[column * rows_.size() + other] = product_[other * rows_.size() + column] = dot(to, centred_[other]);
}

void PivotMds::power_iteration(std::vector<double>& vector, const std::vector<double>* orthogonal_to,
                               std::uint64_t seed) {
  analysis::Random random(seed);
  for (double& value : vector) value = random.unit() - 0.5;
  std::vector<double> next(vector.size());
  for (int round = 0; round < power_rounds; ++round) {
    if (orthogonal_to != nullptr) {
      const double overlap = dot(vector, *orthogonal_to);
      for (std::size_t i = 0; i < vector.size(); ++i) vector[i] -= overlap * (*orthogonal_to)[i];
    }
    for (std::size_t i = 0; i < vector.size(); ++i) {
      next[i] = 0;
      for (std::size_t j = 0; j < vector.size(); ++j) next[i] += product_[i * vector.size() + j] * vector[j];
    }
    if (!normalise(next)) break;
    vector.swap(next);
  }
  normalise(vector);
}

void PivotMds::solve() {
  power_iteration(first_, nullptr, seed_);
  power_iteration(second_, &first_, seed_ + 1);
}

void PivotMds::project(std::size_t column) {
  for (std::uint32_t node = 0; node < nodes_; ++node) {
    const double value = centred_[column][node];
    positions_[node] = {positions_[node].x + value * first_[column], positions_[node].y + value * second_[column]};
  }
}

void PivotMds::measure_scale(std::size_t column) {
  Point from;
  for (std::uint32_t node = 0; node < nodes_; ++node)
    if (rows_[column][node] == 0) from = positions_[node];
  for (std::uint32_t node = 0; node < nodes_; ++node) {
    const double distance = rows_[column][node];
    if (distance == 0) continue;
    const double x = positions_[node].x - from.x, y = positions_[node].y - from.y;
    const double ratio = std::sqrt(x * x + y * y) / distance;
    up_ += ratio;
    down_ += ratio * ratio;
  }
}

void PivotMds::scale() {
  const double factor = down_ > 0 ? up_ / down_ : 0;
  for (Point& point : positions_) point = {point.x * factor, point.y * factor};
}

bool PivotMds::advance() {
  const auto each_column = [this](void (PivotMds::*work)(std::size_t), Phase next) {
    (this->*work)(column_);
    if (++column_ < rows_.size()) return;
    column_ = 0;
    phase_ = next;
  };
  switch (phase_) {
    case Phase::centre:
      each_column(&PivotMds::centre, Phase::multiply);
      return false;
    case Phase::multiply:
      each_column(&PivotMds::multiply, Phase::solve);
      return false;
    case Phase::solve:
      solve();
      phase_ = Phase::project;
      return false;
    case Phase::project:
      each_column(&PivotMds::project, Phase::scale);
      return false;
    case Phase::scale:
      each_column(&PivotMds::measure_scale, Phase::done);
      if (phase_ != Phase::done) return false;
      scale();
      return true;
    case Phase::done:
      return true;
  }
  return true;
}

}  // namespace impactweb::layout
