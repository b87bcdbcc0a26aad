#include "core/analysis/engine.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb::analysis;

namespace {

// A ring of many nodes takes longer than the moment that a first look is given.
Network large_ring() {
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t node = 0; node < 3'000; ++node) ties.emplace_back(node, (node + 1) % 3'000);
  return network_of(3'000, ties);
}

}  // namespace

TEST_CASE("values of a small network are there after a few slices") {
  MeasureEngine engine;
  // Where a look is enough they are there at once; how much that is depends on the machine.
  const auto finish = [&] {
    while (engine.working()) engine.step(5);
  };
  const Network network = star_of(9);
  engine.known(network, 1, SlowMeasure::betweenness);
  finish();
  const NodeValues& between = engine.known(network, 1, SlowMeasure::betweenness);
  CHECK(between.of(node_id(0)) == 1.0);
  CHECK(between.of("nobody") == std::nullopt);
  CHECK_FALSE(engine.working());
  engine.known(network, 1, SlowMeasure::communities);
  finish();
  CHECK(engine.known(network, 1, SlowMeasure::communities).of(node_id(3)) == 0.0);
}

TEST_CASE("the last known values stay until new ones are ready") {
  MeasureEngine engine;
  Network network = star_of(9);
  engine.known(network, 1, SlowMeasure::betweenness);
  while (engine.working()) engine.step(5);
  engine.known(network, 1, SlowMeasure::betweenness);
  network = large_ring();
  CHECK(engine.known(network, 2, SlowMeasure::betweenness).of(node_id(0)) == 1.0);
  REQUIRE(engine.working());
  int slices = 0;
  while (!engine.step(1)) ++slices;
  CHECK(slices > 0);
  CHECK_FALSE(engine.working());
  const NodeValues& ready = engine.known(network, 2, SlowMeasure::betweenness);
  CHECK(ready.ids.size() == 3'000);
  const Json expected = measure(network, "betweenness").at("perNode");
  for (const std::size_t node : {0, 1, 2'999})
    CHECK(ready.of(node_id(node)) == expected.at(node_id(node)).get<double>());
}

TEST_CASE("an edit that leaves the ties as they were computes nothing again") {
  MeasureEngine engine;
  Network network = large_ring();
  engine.known(network, 1, SlowMeasure::betweenness);
  while (!engine.step(100)) {
  }
  engine.known(network, 1, SlowMeasure::betweenness);

  // Another name, a second tie where one is, and an actor under a new id at the same place.
  network.nodes.begin()->second.label = "Another";
  add_edge(network, node_id(0), node_id(1));
  CHECK(engine.known(network, 2, SlowMeasure::betweenness).of(node_id(7)).has_value());
  CHECK_FALSE(engine.working());

  add_edge(network, node_id(0), node_id(1'500));
  engine.known(network, 3, SlowMeasure::betweenness);
  CHECK(engine.working());
}

TEST_CASE("measures are kept while the revision stays, and right when it does not") {
  MeasureEngine engine;
  Network network = star_of(5);
  const std::vector<std::string> ids{"density", "betweenness"};
  const Json first = std::get<Json>(engine.measures(network, 1, ids));
  CHECK(std::get<Json>(engine.measures(network, 1, ids)) == first);
  add_edge(network, node_id(1), node_id(2));
  const Json second = std::get<Json>(engine.measures(network, 2, ids));
  CHECK(second.at("density") == measure(network, "density"));
  CHECK(second.at("betweenness") == measure(network, "betweenness"));
  CHECK(second != first);
}

TEST_CASE("betweenness of a large network is an estimate that says so, and exact when asked") {
  // A wheel with 16,000 nodes: one block, and a little more work than is counted out.
  constexpr std::size_t around = 16'000;
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  for (std::size_t i = 1; i < around; ++i) ties.emplace_back(0, i);
  for (std::size_t i = 1; i < around; ++i) ties.emplace_back(i, 1 + i % (around - 1));
  const Network network = network_of(around, ties);
  MeasureEngine engine;
  const std::vector<std::string> ids{"betweenness"};
  const Json entry = std::get<Json>(engine.measures(network, 1, ids)).at("betweenness");
  REQUIRE(entry.contains("approximate"));
  const Json& bound = entry.at("approximate");
  CHECK(bound.at("confidence") == 0.95);
  CHECK(bound.at("samples").get<int>() >= 4'096);
  CHECK(bound.at("error").get<double>() < 0.02);
  // On a wheel every pair of the rim but neighbours and those two apart, who have another way, meets at the hub only.
  const double n = around;
  const double pairs = (n - 1) * (n - 2) / 2;
  const double hub = (pairs - (n - 1) - (n - 1) / 2) / pairs;
  CHECK(std::abs(entry.at("perNode").at(node_id(0)).get<double>() - hub) <= bound.at("error").get<double>());
  // The same answer every time, whoever asks and whatever has been asked before.
  CHECK(std::get<Json>(engine.measures(network, 1, ids)).at("betweenness") == entry);
}

TEST_CASE("groups keep their numbers when one tie changes") {
  // Three groups of six, five and four; the second grows past the first.
  std::vector<std::pair<std::size_t, std::size_t>> ties;
  const auto clique = [&](std::size_t first, std::size_t size) {
    for (std::size_t a = 0; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b) ties.emplace_back(first + a, first + b);
  };
  clique(0, 6);
  clique(6, 5);
  clique(11, 4);
  ties.insert(ties.end(), {{0, 6}, {6, 11}});
  Network network = network_of(17, ties);
  MeasureEngine engine;
  const auto number = [&](std::uint64_t revision, std::size_t node) {
    while (engine.known(network, revision, SlowMeasure::communities), engine.working()) engine.step(100);
    return engine.known(network, revision, SlowMeasure::communities).of(node_id(node)).value();
  };
  CHECK(number(1, 0) == 0);
  CHECK(number(1, 7) == 1);
  CHECK(number(1, 12) == 2);
  for (const std::size_t more : {15, 16})
    for (const std::size_t member : {7, 8, 9}) add_edge(network, node_id(member), node_id(more));
  // By size it would be the first now.
  CHECK(measure(network, "communities").at("perNode").at(node_id(7)) == 0);
  CHECK(number(2, 7) == 1);
  CHECK(number(2, 16) == 1);
  CHECK(number(2, 0) == 0);
  CHECK(number(2, 12) == 2);
}
