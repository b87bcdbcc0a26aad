// What every layout promises, whatever it shows.
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <limits>
#include <map>

#include "core/layout/map_coordinates.hpp"
#include "core/layout/network_layout.hpp"
#include "core/layout/overlap_removal.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;

namespace {

// A workshop's network: communities, loose pairs, nodes without ties, sectors, stages, places, labels.
Graph workshop(std::uint32_t size = 120) {
  Graph graph = community_graph(size - 20);
  graph.size = size;
  for (std::uint32_t node = size - 20; node + 1 < size - 8; node += 2) graph.edges.emplace_back(node, node + 1);
  give_boxes(graph);
  analysis::Random random(11);
  const auto places = layout::known_places();
  for (std::uint32_t node = 0; node < size; ++node) {
    const bool initiative = node % 4 == 3;
    graph.group.push_back(initiative ? -1 : static_cast<std::int32_t>(random.below(6)));
    graph.layer.push_back(initiative ? static_cast<std::int32_t>(random.below(5)) : -1);
    graph.rank.push_back(size - node);
    graph.places.emplace_back();
    if (random.below(4) > 0)
      graph.places.back() = places[random.below(static_cast<std::uint32_t>(places.size()))].point;
  }
  return graph;
}

// FNV-1a over the bits of all coordinates.
std::uint64_t hash_of(const std::vector<Point>& positions) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const Point& point : positions)
    for (const double value : {point.x, point.y}) {
      std::uint64_t bits = 0;
      std::memcpy(&bits, &value, sizeof bits);
      for (int byte = 0; byte < 8; ++byte) hash = (hash ^ ((bits >> (8 * byte)) & 0xff)) * 0x100000001b3u;
    }
  return hash;
}

}  // namespace

TEST_CASE("no layout lets boxes overlap") {
  const Graph graph = workshop();
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    const std::vector<Point> positions = lay_out(graph, algorithm.id);
    REQUIRE(positions.size() == graph.size);
    CHECK(all_finite(positions));
    CHECK(overlaps(graph, positions) == 0);
  }
}

TEST_CASE("every layout stands around the origin, in a shape that fits a screen") {
  const Graph graph = workshop();
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    const std::vector<Point> positions = lay_out(graph, algorithm.id);
    const Rect all = bounds(graph, positions, 0, graph.size);
    CHECK(std::fabs(all.center().x) < 1);
    CHECK(std::fabs(all.center().y) < 1);
    CHECK(all.width() / all.height() > 0.9);
    CHECK(all.width() / all.height() < 2.2);
  }
}

TEST_CASE("no layout moves a pinned node, nor puts another on top of it") {
  Graph graph = workshop();
  analysis::Random random(5);
  graph.start.resize(graph.size);
  graph.pinned.assign(graph.size, 0);
  for (std::uint32_t i = 0; i < 6; ++i) {
    const std::uint32_t node = i * 19;
    graph.start[node] = Point{400.0 * i - 777.7, 90.1 * static_cast<double>(random.below(10))};
    graph.pinned[node] = 1;
  }
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    const std::vector<Point> positions = lay_out(graph, algorithm.id);
    for (std::uint32_t node = 0; node < graph.size; ++node)
      if (graph.pinned[node]) CHECK(positions[node] == *graph.start[node]);
    CHECK(overlaps(graph, positions) == 0);
  }
}

TEST_CASE("how the work is cut does not change a layout") {
  const Graph graph = workshop(200);
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    auto started = layout::start(graph, algorithm.id);
    auto& run = std::get<layout::Run>(started);
    double progress = 0;
    int slices = 0;
    while (!run.step(slices % 3 == 0 ? 0 : 0.7)) {
      CHECK(run.progress() >= 0);
      CHECK(run.progress() <= 1);
      progress = std::max(progress, run.progress());
      ++slices;
    }
    CHECK(slices > 0);
    CHECK(run.done());
    CHECK(run.progress() == 1);
    CHECK(run.iterations() > 0);
    CHECK(run.step(5));
    CHECK(run.positions() == lay_out(graph, algorithm.id));
  }
}

TEST_CASE("ordering columns and sectors, and giving room in a crowd, is cut as well") {
  Graph graph = workshop(200);
  const auto pieces = [&](std::string_view algorithm) {
    auto started = layout::start(graph, algorithm);
    int count = 1;
    while (!std::get<layout::Run>(started).step(0)) ++count;
    return count;
  };
  CHECK(pieces("layers") > 60);
  CHECK(pieces("sectors") > 100);

  // Boxes in one point, for which pushing gives up.
  std::vector<Point> heap(3000);
  layout::OverlapRemoval removal(heap, std::vector<layout::Box>(3000, {20, 20, 20, 20}), std::vector<char>(3000, 0),
                                 {8, false});
  int count = 1;
  while (!removal.advance()) ++count;
  CHECK(count > 20);
}

TEST_CASE("another seed gives another picture where chance plays a part") {
  const Graph graph = workshop();
  layout::Options options;
  options.seed = 2;
  CHECK(lay_out(graph, "stress", options) != lay_out(graph, "stress"));
  CHECK(lay_out(graph, "communities", options) != lay_out(graph, "communities"));
}

TEST_CASE("a layout has the same bits on every machine") {
  // Computed natively with g++ 12; clang and WebAssembly give the same. A deliberate change of an algorithm changes its
  // line.
  const std::map<std::string_view, std::uint64_t> expected = {
      {"stress", 0x3e23ee28c29eaf64u},  {"communities", 0x5e2301980f57f1e0u}, {"layers", 0x3ebbbafd827939e1u},
      {"sectors", 0x5e756afd3573aa98u}, {"places", 0xbcaf99b9aae67b91u},      {"grid", 0xec95fd598e1fb626u},
  };
  const Graph graph = workshop(300);
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    CHECK(hash_of(lay_out(graph, algorithm.id)) == expected.at(algorithm.id));
  }
  CHECK(hash_of(lay_out(community_graph(2600), "stress")) == 0x3cf46a4c7cfd9c87u);
}

TEST_CASE("empty and tiny networks are laid out") {
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    CHECK(lay_out(Graph{}, algorithm.id).empty());
    const std::vector<Point> one = lay_out(graph_of(1, {{0, 0}}), algorithm.id);
    REQUIRE(one.size() == 1);
    CHECK(distance(one[0], {}) < 1e-9);
    const Graph two = graph_of(2, {{0, 1}});
    CHECK(overlaps(two, lay_out(two, algorithm.id)) == 0);
  }
}

TEST_CASE("hostile graphs give finite layouts without overlaps") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  std::map<std::string, Graph> graphs;
  Graph& broken = graphs["values out of range"];
  broken = community_graph(50);
  broken.edges.insert(broken.edges.end(), {{7, 7}, {3, 5000}, {4'000'000'000u, 1}});
  broken.start.assign(50, Point{nan, infinity});
  broken.start[3] = Point{1e300, 0};
  broken.pinned.assign(50, 1);
  broken.boxes.assign(40, Box{-5, nan, infinity, 1});
  broken.group.assign(50, -77);
  broken.layer.assign(50, std::numeric_limits<std::int32_t>::max());
  broken.places.assign(50, layout::GeoPoint{nan, 500});
  broken.rank.assign(3, 0xffffffffu);
  Graph& pile = graphs["all in one point"];
  pile = community_graph(80);
  pile.start.assign(80, Point{5, 5});
  Graph& parallel = graphs["parallel ties"];
  parallel = graph_of(3, {});
  for (int i = 0; i < 100'000; ++i) parallel.edges.emplace_back(i % 2, 1);
  Graph& one_place = graphs["one place, one sector, one layer"];
  one_place = community_graph(90);
  one_place.places.assign(90, layout::GeoPoint{51.56, 5.09});
  one_place.group.assign(90, 0);
  one_place.layer.assign(90, 3);
  Graph& extremes = graphs["groups and layers far apart"];
  extremes = graph_of(4, {{0, 1}, {1, 2}, {2, 3}});
  extremes.group = {0, std::numeric_limits<std::int32_t>::max(), -1, 5};
  extremes.layer = {0, std::numeric_limits<std::int32_t>::max(), -1, -1};
  extremes.places = {layout::GeoPoint{90, 180}, layout::GeoPoint{-90, -180}, layout::GeoPoint{0, 0}, std::nullopt};
  for (const auto& [name, graph] : graphs)
    for (const auto& algorithm : layout::algorithms()) {
      CAPTURE(name, algorithm.id);
      const std::vector<Point> positions = lay_out(graph, algorithm.id);
      CHECK(all_finite(positions));
      CHECK(overlaps(graph, positions) == 0);
    }
}

TEST_CASE("a star of thousands is laid out") {
  Graph graph;
  graph.size = 5000;
  for (std::uint32_t node = 1; node < graph.size; ++node) graph.edges.emplace_back(0, node);
  for (const auto& algorithm : layout::algorithms()) {
    CAPTURE(algorithm.id);
    const std::vector<Point> positions = lay_out(graph, algorithm.id);
    CHECK(all_finite(positions));
    CHECK(overlaps(graph, positions) == 0);
  }
}

TEST_CASE("a layout that does not exist, and parameters that are wrong, are refused with a reason") {
  const Graph graph = workshop();
  layout::Options options;
  const auto issue = [&](std::string_view algorithm) {
    const auto result = layout::start(graph, algorithm, options);
    return std::holds_alternative<Issue>(result) ? std::get<Issue>(result) : Issue{};
  };
  CHECK(issue("spiral") == Issue{"layoutUnknown", "algorithm", {"spiral"}});
  options.parameters["edgeLength"] = 5;
  CHECK(issue("stress") == Issue{"layoutParameterOutOfRange", "edgeLength", {"edgeLength", "20", "1000"}});
  options.parameters["edgeLength"] = std::numeric_limits<double>::quiet_NaN();
  CHECK(issue("stress").code == "layoutParameterOutOfRange");
  CHECK(issue("grid") == Issue{"layoutParameterUnknown", "edgeLength", {"edgeLength", "grid"}});
  options.parameters = {{"aspect", 0.1}};
  CHECK(issue("grid") == Issue{"layoutParameterOutOfRange", "aspect", {"aspect", "0.2", "5"}});
}

TEST_CASE("every parameter of every layout has its own value within its bounds") {
  for (const auto& algorithm : layout::algorithms())
    for (const auto& parameter : algorithm.parameters) {
      CAPTURE(algorithm.id, parameter.id);
      CHECK(parameter.value >= parameter.least);
      CHECK(parameter.value <= parameter.most);
      layout::Options options;
      options.parameters[std::string(parameter.id)] = parameter.value;
      CHECK(lay_out(workshop(60), algorithm.id, options) == lay_out(workshop(60), algorithm.id));
    }
}
