// Sine and cosine with the same bits on every machine: those of C libraries differ in their last digits.
#pragma once

#include "core/model/geometry.hpp"

namespace impactweb::layout {

inline constexpr double pi = 3.14159265358979323846;

/// (cos, sin) of an angle in radians, |angle| ≤ 1000; off by less than 1e-12.
Point direction_at(double angle);

/// The angle of a direction in radians, from −π to π, 0 for the origin; off by less than 1e-9.
double angle_of(Point direction);

}  // namespace impactweb::layout
