// Every measure of the structure against values that networkx, igraph or a computation straight from the definition
// gave (reference/make_reference.py).
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "core/analysis/connectivity.hpp"
#include "core/analysis/triads.hpp"
#include "tests/core/analysis/fixtures.hpp"

using namespace fixtures;

namespace {

bool same(const Json& found, const Json& expected) {
  if (found.is_null() || expected.is_null()) return found.is_null() && expected.is_null();
  return std::abs(found.get<double>() - expected.get<double>()) <= 1e-9;
}

const Json& graphs() {
  static const Json all = reference("graphs.json");
  return all;
}

void check_whole(const std::string& id) {
  for (const Json& graph : graphs()) {
    const Json found = measure(network_of(graph), id);
    INFO(id << " of " << graph["name"] << ": " << found << ", expected " << graph["expected"][id]);
    CHECK(same(found.at("value"), graph["expected"].at(id)));
  }
}

void check_nodes(const std::string& id) {
  for (const Json& graph : graphs()) {
    const Json found = measure(network_of(graph), id).at("perNode");
    const Json& expected = graph["expected"].at(id);
    REQUIRE(found.size() == expected.size());
    for (std::size_t node = 0; node < expected.size(); ++node) {
      INFO(id << " of node " << node << " of " << graph["name"] << ": " << found.at(node_id(node)) << ", expected "
              << expected[node]);
      CHECK(same(found.at(node_id(node)), expected[node]));
    }
  }
}

}  // namespace

TEST_CASE("density is what networkx gives") { check_whole("density"); }
TEST_CASE("reciprocity is what networkx gives") { check_whole("reciprocity"); }
TEST_CASE("reciprocity beyond chance follows from networkx's reciprocity and density") {
  check_whole("reciprocityCorrected");
}
TEST_CASE("the E-I index, its baseline, Blau's index and evenness follow from their definitions") {
  check_whole("eiIndex");
  check_whole("eiBaseline");
  check_whole("blau");
  check_whole("evenness");
}
TEST_CASE("degrees are what networkx gives") {
  check_nodes("degree");
  check_nodes("inDegree");
  check_nodes("outDegree");
}
TEST_CASE("betweenness is what networkx gives") { check_nodes("betweenness"); }
TEST_CASE("closeness is what networkx gives with the improvement of Wasserman and Faust") { check_nodes("closeness"); }
TEST_CASE("PageRank is what networkx gives") { check_nodes("pageRank"); }
TEST_CASE("effective size is what networkx gives, and null for who has no contacts") { check_nodes("effectiveSize"); }
TEST_CASE("constraint is what networkx gives, and nothing for who has no contacts") {
  for (const Json& graph : graphs()) {
    const Network network = network_of(graph);
    const auto found = impactweb::analysis::constraint(impactweb::analysis::Graph(network).undirected());
    const Json& expected = graph["expected"].at("constraint");
    REQUIRE(found.size() == expected.size());
    for (std::size_t node = 0; node < found.size(); ++node) {
      INFO("node " << node << " of " << graph["name"]);
      CHECK(same(found[node] ? Json(*found[node]) : Json(), expected[node]));
    }
  }
}
TEST_CASE("hub impact is what taking each node out in turn gives") {
  check_nodes("hubImpact");
  check_whole("independence");
}
TEST_CASE("centralisation follows from its definition") { check_whole("centralisation"); }
TEST_CASE("coreness is what networkx gives") { check_nodes("coreness"); }
TEST_CASE(
    "the core-periphery fit is no worse than the best correlation that numpy finds in the orders it begins with") {
  for (const Json& graph : graphs()) {
    INFO(graph["name"]);
    CHECK(measure(network_of(graph), "corePeriphery").at("value").get<double>() >=
          graph["expected"].at("corePeriphery").get<double>() - 1e-9);
  }
}

TEST_CASE("brokerage roles are what looking at every three nodes gives") {
  for (const Json& graph : graphs()) {
    const Json found = measure(network_of(graph), "brokerage").at("perNode");
    const Json& expected = graph["expected"].at("brokerage");
    for (std::size_t node = 0; node < expected.size(); ++node) {
      const Json& roles = found.at(node_id(node));
      INFO("node " << node << " of " << graph["name"] << ": " << roles << ", expected " << expected[node]);
      if (expected[node].is_null()) {
        CHECK(roles.is_null());
        continue;
      }
      const Json in_order{roles.at("coordinator"), roles.at("consultant"), roles.at("gatekeeper"),
                          roles.at("representative"), roles.at("liaison")};
      CHECK(in_order == expected[node]);
    }
  }
}

TEST_CASE("articulation points are what networkx gives") {
  for (const Json& graph : graphs()) {
    Json expected = Json::array();
    for (const Json& node : graph["expected"].at("articulationPoints")) expected.push_back(node_id(node));
    INFO(graph["name"]);
    CHECK(measure(network_of(graph), "articulationPoints").at("value") == expected);
  }
}

TEST_CASE("bridges are what igraph gives with parallel ties") {
  for (const Json& graph : graphs()) {
    Json expected = Json::array();
    for (const Json& edge : graph["expected"].at("bridges")) expected.push_back(edge_id(edge));
    INFO(graph["name"]);
    CHECK(measure(network_of(graph), "bridges").at("value") == expected);
  }
}

TEST_CASE("communities are at least as good as igraph's best of five") {
  for (const Json& graph : graphs()) {
    const double found = measure(network_of(graph), "communities").at("value");
    const double expected = graph["expected"].at("modularity");
    INFO(graph["name"] << ": " << found << ", igraph " << expected);
    CHECK(found >= expected - 1e-9);
  }
}

TEST_CASE("further graphs have what igraph finds in them") {
  for (const Json& graph : reference("undirected.json")) {
    std::vector<std::pair<std::size_t, std::size_t>> ties;
    for (const Json& edge : graph.at("edges")) ties.emplace_back(edge[0], edge[1]);
    const std::size_t nodes = graph.at("nodes");
    const Network network = network_of(nodes, ties);
    const Json& expected = graph.at("expected");
    INFO(graph.at("name"));
    for (const char* id : {"betweenness", "closeness", "pageRank", "coreness"}) {
      const Json found = measure(network, id).at("perNode");
      for (std::size_t node = 0; node < nodes; ++node) {
        INFO(id << " of node " << node);
        CHECK(std::abs(found.at(node_id(node)).get<double>() - expected.at(id)[node].get<double>()) < 1e-9);
      }
    }
    Json articulation = Json::array();
    for (const Json& node : expected.at("articulationPoints")) articulation.push_back(node_id(node));
    CHECK(measure(network, "articulationPoints").at("value") == articulation);
    const impactweb::analysis::Graph simple(network);
    const auto cuts =
        impactweb::analysis::find_cuts(simple.undirected(), impactweb::analysis::components(simple.undirected()));
    CHECK(Json(cuts.bridges) == expected.at("bridges"));
    CHECK(measure(network, "communities").at("value").get<double>() >= expected.at("modularity").get<double>() - 1e-9);
  }
}
