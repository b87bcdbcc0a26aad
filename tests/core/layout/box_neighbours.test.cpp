#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "core/analysis/arithmetic.hpp"
#include "core/layout/box_neighbours.hpp"

using namespace impactweb;
using layout::Box;
using layout::BoxNeighbours;
using layout::PlacedBox;

namespace {

struct Boxes {
  std::vector<Point> positions;
  std::vector<Box> boxes;
  std::vector<char> fixed;

  Boxes(std::size_t count, double width, double height) {
    analysis::Random random(5);
    for (std::size_t i = 0; i < count; ++i) {
      const double x = random.unit() * width, y = random.unit() * height;
      positions.push_back({x, y});
      // Some are far larger than the others, as long names are.
      const double side = random.below(20) == 0 ? 200 : 10 + random.unit() * 20;
      boxes.push_back({side, side, 10, 24});
      fixed.push_back(random.below(10) == 0 ? 1 : 0);
    }
  }
};

std::pair<BoxNeighbours::State, int> ended(BoxNeighbours& search) {
  int pieces = 1;
  BoxNeighbours::State state = search.advance();
  for (; state == BoxNeighbours::State::searching; ++pieces) state = search.advance();
  return {state, pieces};
}

}  // namespace

TEST_CASE("the pairs of boxes that are close are those that a look at every pair finds") {
  for (const auto& [width, height] : {std::pair{4000.0, 3000.0}, {100'000.0, 20.0}, {20.0, 60'000.0}}) {
    CAPTURE(width, height);
    const Boxes all(900, width, height);
    BoxNeighbours search(all.positions, all.boxes, all.fixed, 12);
    REQUIRE(ended(search).first == BoxNeighbours::State::found);
    auto found = search.take();
    std::sort(found.begin(), found.end());
    decltype(found) expected;
    for (std::uint32_t a = 0; a < all.boxes.size(); ++a)
      for (std::uint32_t b = a + 1; b < all.boxes.size(); ++b)
        if (!(all.fixed[a] && all.fixed[b]) &&
            PlacedBox(all.positions[a], all.boxes[a], 12).overlaps(PlacedBox(all.positions[b], all.boxes[b], 12)))
          expected.emplace_back(a, b);
    CHECK(!expected.empty());
    CHECK(found == expected);
  }
}

TEST_CASE("many boxes are searched a piece at a time") {
  const Boxes all(60'000, 60'000, 60'000);
  BoxNeighbours search(all.positions, all.boxes, all.fixed, 8);
  const auto [state, pieces] = ended(search);
  CHECK(state == BoxNeighbours::State::found);
  CHECK(pieces > 5);
}

TEST_CASE("boxes that are all in one place are a crowd, and none at all are found at once") {
  const Boxes crowd(20'000, 1, 1);
  BoxNeighbours search(crowd.positions, crowd.boxes, crowd.fixed, 8);
  CHECK(ended(search).first == BoxNeighbours::State::crowd);
  const Boxes none(0, 1, 1);
  BoxNeighbours nothing(none.positions, none.boxes, none.fixed, 8);
  CHECK(ended(nothing).first == BoxNeighbours::State::found);
  CHECK(nothing.take().empty());
}
