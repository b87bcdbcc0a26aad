#include "canvas/remembered.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace impactweb::canvas;

TEST_CASE("what several parts of a frame need is made once, and anew for another view") {
  Remembered<double, std::string> seen;
  int made = 0;
  const auto at = [&](double zoom) {
    return seen.get(zoom, [&] { return std::to_string(zoom) + " for the " + std::to_string(++made) + ". time"; });
  };
  CHECK(at(0).ends_with(" 1. time"));
  CHECK(at(0).ends_with(" 1. time"));
  CHECK(at(2).ends_with(" 2. time"));
  CHECK(at(2).starts_with("2."));
  CHECK(at(0).ends_with(" 3. time"));
  CHECK(made == 3);
}
