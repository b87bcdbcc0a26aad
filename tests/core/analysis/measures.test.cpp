#include "core/analysis/measures.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <set>

#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;
using namespace impactweb;
using analysis::all_measures;
using analysis::MeasureInfo;
using analysis::measures;
using analysis::MeasureScope;

namespace {

Json all_of(const Network& network) { return std::get<Json>(measures(network)); }

// No number that JSON cannot hold: it would be written as null without being meant so.
bool finite(const Json& json) {
  if (json.is_number_float()) return std::isfinite(json.get<double>());
  for (const Json& inner : json)
    if (inner.is_structured() || inner.is_number_float()) {
      if (!finite(inner)) return false;
    }
  return true;
}

}  // namespace

TEST_CASE("the table names every measure of the API once") {
  std::vector<std::string> ids;
  for (const MeasureInfo& measure : all_measures()) ids.emplace_back(measure.id);
  CHECK(ids == std::vector<std::string>{"density",
                                        "reciprocity",
                                        "reciprocityCorrected",
                                        "eiIndex",
                                        "eiBaseline",
                                        "blau",
                                        "iqv",
                                        "evenness",
                                        "fundingHhi",
                                        "degree",
                                        "inDegree",
                                        "outDegree",
                                        "betweenness",
                                        "closeness",
                                        "pageRank",
                                        "effectiveSize",
                                        "brokerage",
                                        "articulationPoints",
                                        "bridges",
                                        "hubImpact",
                                        "independence",
                                        "centralisation",
                                        "coreness",
                                        "corePeriphery",
                                        "communities",
                                        "giveTakeBalance",
                                        "needCoverage",
                                        "stage"});
}

TEST_CASE("every entry has the shape that its scope says") {
  for (const Json& graph : reference("graphs.json")) {
    const Network network = network_of(graph);
    const Json all = all_of(network);
    CHECK(all.size() == all_measures().size());
    CHECK(finite(all));
    for (const MeasureInfo& info : all_measures()) {
      INFO(info.id);
      const Json& entry = all.at(std::string(info.id));
      const bool per_node = info.scope == MeasureScope::node || info.scope == MeasureScope::whole_and_node ||
                            info.scope == MeasureScope::node_and_sector;
      const bool value = info.scope != MeasureScope::node && info.scope != MeasureScope::node_and_sector;
      CHECK(entry.contains("perNode") == per_node);
      CHECK(entry.contains("perSector") == (info.scope == MeasureScope::node_and_sector));
      CHECK(entry.contains("value") == value);
      CHECK(entry.contains("twoMode") == info.two_mode);
      if (info.scope == MeasureScope::node_ids || info.scope == MeasureScope::edge_ids)
        for (const Json& id : entry.at("value"))
          CHECK((info.scope == MeasureScope::node_ids ? network.nodes.count(id.get<std::string>())
                                                      : network.edges.count(id.get<std::string>())) == 1);
      if (info.scope == MeasureScope::reading) CHECK(entry.at("value").is_string());
    }
  }
}

TEST_CASE("only what is asked for is computed") {
  const std::vector<std::string> ids{"stage", "density"};
  const Json found = std::get<Json>(measures(star_of(5), ids));
  CHECK(found.size() == 2);
  CHECK(found.contains("stage"));
  CHECK(found.at("density").at("value") == 0.4);
}

TEST_CASE("an unknown measure is named, and so is a resolution that cannot be") {
  const std::vector<std::string> ids{"density", "health"};
  CHECK(std::get<Issue>(measures(star_of(3), ids)) == Issue{"unknownMeasure", "only[1]", {"health"}});
  analysis::MeasureOptions options;
  options.resolution = 0;
  CHECK(std::get<Issue>(measures(star_of(3), {}, options)).code == "resolutionNotPositive");
}

TEST_CASE("an empty network and very small ones have null where nothing is defined") {
  for (const Network& network :
       {network_of(0, {}), network_of(1, {}), network_of(1, {{0, 0}}), network_of(2, {}), network_of(2, {{0, 1}})}) {
    const Json all = all_of(network);
    CHECK(finite(all));
    for (const MeasureInfo& info : all_measures()) {
      const Json& entry = all.at(std::string(info.id));
      const bool node_values = info.scope == MeasureScope::node || info.scope == MeasureScope::node_and_sector;
      if (node_values) CHECK(entry.at("perNode").size() == network.nodes.size());
    }
  }
  const Json empty = all_of(network_of(0, {}));
  for (const char* id : {"density", "reciprocity", "independence", "centralisation", "corePeriphery", "communities",
                         "needCoverage", "stage", "blau"})
    CHECK(empty.at(id).at("value").is_null());
  CHECK(empty.at("pageRank").at("perNode") == Json::object());
}

TEST_CASE("the order in which edges were added and parallel ties do not matter to simple measures") {
  const Network once = network_of(5, {{0, 1}, {1, 2}, {2, 3}, {3, 1}, {3, 4}});
  const Network twice = network_of(5, {{3, 4}, {1, 3}, {1, 0}, {2, 3}, {0, 1}, {2, 1}, {4, 3}, {2, 2}});
  for (const char* id : {"density", "degree", "betweenness", "closeness", "pageRank", "effectiveSize", "coreness",
                         "communities", "corePeriphery", "hubImpact", "stage", "articulationPoints"}) {
    INFO(id);
    CHECK(measure(once, id) == measure(twice, id));
  }
}

TEST_CASE("50,000 nodes in a path or a star take no deep stack") {
  constexpr std::size_t n = 50'000;
  // All but the shortest paths, which take n² steps.
  const std::vector<std::string> ids{
      "density",   "reciprocity",        "eiIndex",     "degree",          "pageRank",     "effectiveSize",
      "brokerage", "articulationPoints", "bridges",     "hubImpact",       "independence", "centralisation",
      "coreness",  "corePeriphery",      "communities", "giveTakeBalance", "needCoverage", "stage"};
  SECTION("path") {
    const Json found = std::get<Json>(measures(path_of(n), ids));
    CHECK(found.at("articulationPoints").at("value").size() == n - 2);
    CHECK(found.at("bridges").at("value").size() == n - 1);
    CHECK(found.at("hubImpact").at("perNode").at(node_id(n / 2)) == n / 2 - 1);
    CHECK(found.at("coreness").at("perNode").at(node_id(7)) == 1);
    CHECK(found.at("communities").at("value").get<double>() > 0.98);
  }
  SECTION("star") {
    Network star = star_of(n);
    for (auto& [id, node] : star.nodes) node.sector = id == node_id(0) ? "hub" : "spoke";
    const Json found = std::get<Json>(measures(star, ids));
    CHECK(found.at("hubImpact").at("perNode").at(node_id(0)) == n - 2);
    CHECK(found.at("stage").at("value") == "hubAndSpoke");
    CHECK(found.at("effectiveSize").at("perNode").at(node_id(0)) == double{n - 1});
    CHECK(found.at("brokerage").at("perNode").at(node_id(0)).at("consultant") == std::uint64_t{n - 1} * (n - 2));
  }
}
