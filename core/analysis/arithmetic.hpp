// Arithmetic with the same bits on every machine: the logarithm and exponential of C libraries differ in their last
// digits, and the distributions of <random> differ between libraries.
#pragma once

#include <cstdint>

namespace impactweb::analysis {

/// Natural logarithm of a positive, finite number; off by less than 1e-15 · max(20, |ln x|).
double stable_log(double x);

/// e to the power x for x ≤ 0; 0 below −700. Relative error below 1e-12.
double stable_exp(double x);

/// SplitMix64: small, fast, and good enough to shuffle with (Steele, Lea & Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();
  /// A whole number from 0 up to, not including, `bound` (> 0).
  std::uint32_t below(std::uint32_t bound);
  /// A number in [0, 1).
  double unit();

 private:
  std::uint64_t state_;
};

}  // namespace impactweb::analysis
