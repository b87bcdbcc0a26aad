#include "core/analysis/separation.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/analysis/arithmetic.hpp"
#include "core/analysis/connectivity.hpp"

using namespace impactweb::analysis;

TEST_CASE("two are parted by a third exactly when taking it out leaves no path between them") {
  Random chance(11);
  for (int round = 0; round < 60; ++round) {
    const std::uint32_t n = 3 + chance.below(9);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    for (std::uint32_t tie = 0; tie < n + chance.below(4); ++tie) {
      const std::uint32_t a = chance.below(n), b = chance.below(n);
      arcs.emplace_back(a, b);
      arcs.emplace_back(b, a);
    }
    const Adjacency graph = make_adjacency(n, arcs);
    const Components whole = components(graph);
    const Separation separation(graph);
    for (std::uint32_t out = 0; out < n; ++out) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> left;
      for (const auto& [a, b] : arcs)
        if (a != out && b != out) left.emplace_back(a, b);
      const Components rest = components(make_adjacency(n, left));
      for (std::uint32_t a = 0; a < n; ++a)
        for (std::uint32_t b = 0; b < n; ++b) {
          const bool expected = a != out && b != out && whole.of_node[a] == whole.of_node[b] &&
                                whole.of_node[a] == whole.of_node[out] && rest.of_node[a] != rest.of_node[b];
          CHECK(separation.parts(out, a, b) == expected);
        }
    }
  }
}
