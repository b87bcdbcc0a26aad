#include "scene/spatial_index.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>
#include <vector>

using namespace impactweb;
using namespace impactweb::canvas;

namespace {

class Numbers {
 public:
  double operator()() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 40) / static_cast<double>(1u << 24);
  }

 private:
  std::uint64_t state_ = 7;
};

double distance(Point point, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const double t = length == 0 ? 0 : std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0.0, 1.0);
  return std::hypot(a.x + t * dx - point.x, a.y + t * dy - point.y);
}

struct Line {
  Point a, b;
};

std::vector<Line> some_lines(std::size_t count, double longest) {
  Numbers number;
  std::vector<Line> lines;
  for (std::size_t i = 0; i < count; ++i) {
    const Point a{number() * 1000, number() * 600};
    lines.push_back({a, {a.x + (number() - 0.5) * longest, a.y + (number() - 0.5) * longest}});
    // Some run along the squares' sides.
    if (i % 9 == 0) lines.back().b.x = a.x;
    if (i % 11 == 0) lines.back().b.y = a.y;
  }
  return lines;
}

}  // namespace

TEST_CASE("everything near a point is found, wherever the point is") {
  for (const double longest : {0.0, 30.0, 1500.0}) {
    const std::vector<Line> lines = some_lines(500, longest);
    // Smaller bounds than the lines have: what is outside counts to the sides.
    SpatialIndex index({{0, 0}, {1000, 600}}, lines.size());
    for (std::uint32_t i = 0; i < lines.size(); ++i) index.add(i, lines[i].a, lines[i].b);
    index.finish();
    Numbers number;
    for (int query = 0; query < 400; ++query) {
      const Point at{number() * 1400 - 200, number() * 1000 - 200};
      const double reach = number() * 40;
      std::set<std::uint32_t> found;
      bool twice = false;
      index.visit({{at.x - reach, at.y - reach}, {at.x + reach, at.y + reach}},
                  [&](std::uint32_t item) { twice = !found.insert(item).second || twice; });
      CHECK_FALSE(twice);
      for (std::uint32_t i = 0; i < lines.size(); ++i)
        if (distance(at, lines[i].a, lines[i].b) <= reach && !found.contains(i))
          FAIL("line " << i << " is within " << reach << " of " << at.x << ", " << at.y << " and was not found");
    }
  }
}

TEST_CASE("most of what is far away is not looked at") {
  const std::vector<Line> lines = some_lines(4000, 20);
  SpatialIndex index({{0, 0}, {1000, 600}}, lines.size());
  for (std::uint32_t i = 0; i < lines.size(); ++i) index.add(i, lines[i].a, lines[i].b);
  index.finish();
  std::size_t met = 0;
  index.visit({{500, 300}, {505, 305}}, [&](std::uint32_t) { ++met; });
  CHECK(met < 100);
}

TEST_CASE("an index of nothing, or of one place, answers") {
  SpatialIndex nothing;
  nothing.visit({{0, 0}, {1, 1}}, [](std::uint32_t) { FAIL("there is nothing"); });
  SpatialIndex place({{5, 5}, {5, 5}}, 2);
  place.add(0, {5, 5});
  place.add(1, {5, 5});
  place.finish();
  std::size_t met = 0;
  place.visit({{4, 4}, {6, 6}}, [&](std::uint32_t) { ++met; });
  CHECK(met == 2);
}
