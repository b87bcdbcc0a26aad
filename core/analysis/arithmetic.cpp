#include "core/analysis/arithmetic.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace impactweb::analysis {

namespace {
constexpr double ln2 = 0.693147180559945309417232121458;

// 1 / 13!, 1 / 12!, … 1 / 0!
constexpr auto inverse_factorials = [] {
  std::array<double, 14> inverses{};
  double factorial = 1;
  for (std::size_t i = 0; i < inverses.size(); ++i) {
    if (i > 0) factorial *= static_cast<double>(i);
    inverses[inverses.size() - 1 - i] = 1 / factorial;
  }
  return inverses;
}();
}  // namespace

double stable_log(double x) {
  // x = m · 2^e with m in [√½, √2); ln m = 2 artanh((m − 1) / (m + 1)) as a power series. frexp is exact.
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);
  if (mantissa < 0.70710678118654752) {
    mantissa *= 2;
    --exponent;
  }
  const double s = (mantissa - 1) / (mantissa + 1);
  const double square = s * s;
  double sum = 0;
  for (int k = 25; k >= 1; k -= 2) sum = sum * square + 1.0 / k;
  return 2 * s * sum + exponent * ln2;
}

double stable_exp(double x) {
  if (x < -700) return 0;
  // e^x = 2^k · e^r with |r| ≤ ln 2 / 2, and e^r from its power series. floor and ldexp are exact.
  const double k = std::floor(x / ln2 + 0.5);
  const double r = x - k * ln2;
  double sum = 0;
  for (const double coefficient : inverse_factorials) sum = sum * r + coefficient;
  return std::ldexp(sum, static_cast<int>(k));
}

std::uint64_t Random::next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::uint32_t Random::below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }

double Random::unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

}  // namespace impactweb::analysis
