#include "core/layout/trigonometry.hpp"

#include <cmath>

namespace impactweb::layout {

Point direction_at(double angle) {
  // To the nearest multiple of a right angle, then the power series for at most an eighth of a turn.
  const double quarters = std::floor(angle / (pi / 2) + 0.5);
  const double rest = angle - quarters * (pi / 2);
  const double square = rest * rest;
  double cosine = 1, sine = 1;
  for (int k = 16; k >= 2; k -= 2) {
    cosine = 1 - cosine * square / (k * (k - 1));
    sine = 1 - sine * square / (k * (k + 1));
  }
  sine *= rest;
  switch (static_cast<long>(quarters) & 3) {
    case 0:
      return {cosine, sine};
    case 1:
      return {-sine, cosine};
    case 2:
      return {-cosine, -sine};
    default:
      return {sine, -cosine};
  }
}

double angle_of(Point direction) {
  const double length = std::sqrt(direction.x * direction.x + direction.y * direction.y);
  if (!(length > 0)) return 0;
  // Halves the angle three times (tan of the half is y / (r + x)), then the power series of the arc tangent.
  const double x = std::fabs(direction.x) / length, y = std::fabs(direction.y) / length;
  const bool steep = y > x;
  double tangent = steep ? x / y : y / x;
  for (int i = 0; i < 3; ++i) tangent = tangent / (1 + std::sqrt(1 + tangent * tangent));
  const double square = tangent * tangent;
  double sum = 0;
  for (int k = 15; k >= 1; k -= 2) sum = 1.0 / k - sum * square;
  double angle = 8 * tangent * sum;
  if (steep) angle = pi / 2 - angle;
  if (direction.x < 0) angle = pi - angle;
  return direction.y < 0 ? -angle : angle;
}

}  // namespace impactweb::layout
