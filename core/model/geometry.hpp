// Points and rectangles in world space: the plane on which a network is laid out. x grows to the right, y downwards;
// one unit is one CSS pixel at zoom 1.
#pragma once

namespace impactweb {

/// A point or a displacement in world space.
struct Point {
  double x = 0;
  double y = 0;

  friend bool operator==(const Point&, const Point&) = default;
};

/// An axis-parallel rectangle in world space; empty while `max` lies left of or above `min`.
struct Rect {
  Point min{1, 1};
  Point max{-1, -1};

  [[nodiscard]] bool empty() const { return max.x < min.x || max.y < min.y; }
  [[nodiscard]] double width() const { return empty() ? 0 : max.x - min.x; }
  [[nodiscard]] double height() const { return empty() ? 0 : max.y - min.y; }
  [[nodiscard]] Point center() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  [[nodiscard]] bool contains(Point point) const {
    return point.x >= min.x && point.x <= max.x && point.y >= min.y && point.y <= max.y;
  }
  /// Grows the rectangle until it holds `point`.
  void include(Point point) {
    if (empty()) {
      min = max = point;
      return;
    }
    if (point.x < min.x) min.x = point.x;
    if (point.y < min.y) min.y = point.y;
    if (point.x > max.x) max.x = point.x;
    if (point.y > max.y) max.y = point.y;
  }
};

}  // namespace impactweb
