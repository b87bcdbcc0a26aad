// What formats hold: everything comes back, except what `Format::losses` says.
#include "core/io/losses.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/io/opening/formats.hpp"
#include "core/operation/operations.hpp"
#include "core/text/text.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;

namespace {

const Format& format_of(std::string_view id) {
  const auto all = formats();
  return *std::find_if(all.begin(), all.end(), [&](const Format& each) { return each.id == id; });
}

Opened reread(const Format& format, const Network& network) {
  std::vector<InputFile> files;
  for (const OutputFile& file : format.save(network)) files.push_back({file.name, file.bytes});
  Result<Opened> result = format.open(files);
  if (const Issue* issue = std::get_if<Issue>(&result))
    FAIL(format.id << " refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result));
}

/// A random network with stories, snapshots, sectors of its own and everything else that operations can bring about.
Network lively_network(std::uint64_t seed) {
  test::Random random(seed);
  Network network = test::random_network(random, 12, 20);
  for (int i = 0; i < 30; ++i) apply_operation(network, test::random_operation(random, network), Origin::remote);
  network.waiting_edges.clear();
  return network;
}

const std::vector<std::string_view> graph_formats = {"gexf", "graphml", "gephi-lite", "graphology", "polinode", "gml"};

/// What graph formats are meant to lose, and nothing else: found out without looking at what they give back.
Network kept_by_graph_formats(const Network& network) {
  Network kept = network;
  kept.sectors = make_network().sectors;
  kept.stories.clear();
  kept.snapshots.clear();
  for (auto& [id, node] : kept.nodes)
    for (const Sector& sector : network.sectors)
      if (sector.id == node.sector && !sector.label.empty()) node.sector = sector.label;
  return kept;
}

}  // namespace

TEST_CASE("Random networks come back from graph formats with all but stories, snapshots and the list of sectors") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Network network = lively_network(seed);
    for (const std::string_view id : graph_formats) {
      INFO(id << " " << seed);
      const Opened file = reread(format_of(id), network);
      Network kept = kept_by_graph_formats(network);
      // GEXF has no place for further keys of a network.
      if (id == "gexf") kept.fields.clear();
      CHECK(file.warnings.empty());
      CHECK(file_from_network(file.network).dump(1) == file_from_network(kept).dump(1));
    }
  }
}

TEST_CASE("What a format loses is said with its number, and nothing is said of what it keeps") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Network network = lively_network(seed);
    const bool own_sectors = network.sectors != make_network().sectors;
    const auto colored = static_cast<std::size_t>(std::count_if(
        network.sectors.begin(), network.sectors.end(), [](const Sector& sector) { return !sector.color.empty(); }));
    for (const Format& format : formats()) {
      if (format.save == nullptr) continue;
      INFO(format.id << " " << seed);
      const Issues losses = format.losses(network);
      if (format.id == "impactweb") {
        CHECK(losses.empty());
        continue;
      }
      const auto said = [&](const char* code) {
        const auto found =
            std::find_if(losses.begin(), losses.end(), [&](const Issue& each) { return each.code == code; });
        return found == losses.end() ? std::string() : found->params.empty() ? "yes" : found->params[0];
      };
      const auto number = [](std::size_t count) { return count == 0 ? std::string() : std::to_string(count); };
      CHECK(said("lossStories") == number(network.stories.size()));
      CHECK(said("lossSnapshots") == number(network.snapshots.size()));
      CHECK(said("lossSectorColors") == number(colored));
      CHECK(said("lossSectors").empty() == !own_sectors);
      // A table has no place for the name of the whole.
      const bool table = format.id == "csv";
      CHECK(said("lossTitle") == (table && !network.title.empty() ? "yes" : ""));
      CHECK(said("lossNodes").empty());
      CHECK(said("lossEdges").empty());
      // Pajek has room for names, places and weights.
      if (format.id != "pajek") CHECK(said("lossEdgeFields").empty());
    }
  }
}

TEST_CASE("Free fields of every type and name come back from every graph format") {
  Network network = make_network();
  network.fields = {{"theme", "zorg"}, {"year", 2020}, {"ratio", 0.5}, {"open", true}};
  Node node;
  node.id = "n 1<&\">";
  node.label = "N <b>&amp; \"x\" 日本 💡";
  node.description = "first\n\tsecond \u0085 third";
  node.position = Point{1.0 / 3, 1e-7};
  node.fields = {{"Label", "x"},
                 {"naam", "y"},
                 {"list", {1, "a"}},
                 {"number", 1.5},
                 {"text", "1.5"},
                 {"empty", ""},
                 {"id", "z"},
                 {" k ", true},
                 {"Type", 5},
                 {"x", 1},
                 {"y", 2},
                 {"color", "red"},
                 {"size", 3.25},
                 {"nodes", {1}},
                 {"mixed", 7},
                 {"big", 1e300},
                 {"huge", 18'446'744'073'709'551'615u},
                 {"minus", -5},
                 {"zeros", "007"},
                 {"a.b", "dotted"},
                 {"<k>&\"", "v"},
                 {"weight", 2},
                 {"line\u2028", "v"},
                 {"parent", "p"}};
  network.nodes.emplace(node.id, node);
  Node other;
  other.id = "m";
  other.label = "M";
  other.position = Point{0, 0};
  other.fields = {{"mixed", "text"}, {"color", "#00ff7f"}, {"size", "big"}, {"number", 2}, {"minus", true}};
  network.nodes.emplace("m", other);
  Edge edge;
  edge.from = "m";
  edge.to = node.id;
  edge.kind = "vertrouwt";
  const auto add = [&](const char* id, auto&& change) {
    Edge copy = edge;
    copy.id = id;
    change(copy);
    network.edges.emplace(id, copy);
  };
  add("1", [](Edge& e) { e.fields = {{"weight", 3}, {"thickness", 2.5}, {"color", "#ffffff"}, {"kind", "k"}}; });
  add("2", [](Edge& e) { e.fields = {{"weight", 0.25}, {"Type", "x"}, {"source", "s"}, {"Tags", {"t"}}}; });
  add("3", [](Edge& e) { e.strength = 5, e.fields = {{"weight", 5}}; });
  add("4", [](Edge& e) { e.strength = 1, e.direction = Direction::undirected, e.label = "|"; });
  add("5", [](Edge& e) { e.direction = Direction::mutual, e.kind = "", e.amount = 1e15, e.currency = "EUR"; });
  for (const std::string_view id : graph_formats) {
    INFO(id);
    Network kept = network;
    if (id == "gexf") kept.fields.clear();
    const Opened file = reread(format_of(id), network);
    CHECK(file.warnings.empty());
    CHECK(file_from_network(file.network).dump(1) == file_from_network(kept).dump(1));
  }
}

TEST_CASE("Weights alone come back as they are, also where they look like strengths") {
  for (const Json& weights : {Json{1, 1}, Json{2, 5}, Json{2, 7}, Json{1.0, 0.5}}) {
    Network network = make_network();
    Node node;
    node.id = node.label = "n";
    network.nodes.emplace("n", node);
    for (const char* id : {"e", "f"}) {
      Edge edge;
      edge.id = id;
      edge.from = edge.to = "n";
      edge.fields = {{"weight", weights[id[0] == 'e' ? 0 : 1]}};
      network.edges.emplace(id, edge);
    }
    for (const std::string_view id : graph_formats) {
      INFO(id << " " << weights);
      CHECK(format_of(id).losses(network).empty());
    }
  }
}

TEST_CASE("Networks of one direction, of none and without anything come back from every format") {
  for (const Direction direction : {Direction::directed, Direction::mutual, Direction::undirected}) {
    Network network = make_network();
    for (const Format& format : formats()) CHECK(format.losses(network).empty());
    Node node;
    node.id = node.label = "n";
    network.nodes.emplace("n", node);
    Edge edge;
    edge.id = "e";
    edge.from = edge.to = "n";
    edge.direction = direction;
    network.edges.emplace("e", edge);
    for (const Format& format : formats()) {
      if (format.save == nullptr) continue;
      INFO(format.id);
      CHECK(format.losses(network).empty());
    }
  }
}

TEST_CASE("What changes on the way is said by name") {
  Network network = make_network();
  network.description = "d";
  network.fields = {{"list", {1}}};
  Node node;
  node.id = "n";
  node.label = " N ";
  network.nodes.emplace("n", node);
  Edge edge;
  edge.id = "e";
  edge.from = edge.to = "n";
  edge.kind = "Samenwerking";
  network.edges.emplace("e", edge);
  CHECK(format_of("gexf").losses(network) == Issues{{"lossNetworkFields", "", {"1", "list"}},
                                                    {"lossNodeFields", "", {"1", "label"}},
                                                    {"lossEdgeFields", "", {"1", "kind"}}});
  CHECK(format_of("csv").losses(network)[0].code == "lossDescription");
  CHECK(format_of("impactweb").losses(network).empty());
}

TEST_CASE("A network of ten thousand goes through every format") {
  test::Random random(5);
  Network network = make_network();
  for (int i = 0; i < 10'000; ++i) {
    Node node;
    node.id = "n" + std::to_string(i);
    node.label = "Node " + std::to_string(i);
    node.position = Point{static_cast<double>(random.below(1000)), static_cast<double>(random.below(1000))};
    network.nodes.emplace(node.id, node);
  }
  for (int i = 0; i < 30'000; ++i) {
    Edge edge;
    edge.id = "e" + std::to_string(i);
    edge.from = "n" + std::to_string(random.below(10'000));
    edge.to = "n" + std::to_string(random.below(10'000));
    network.edges.emplace(edge.id, edge);
  }
  for (const std::string_view id : graph_formats) CHECK(format_of(id).losses(network).empty());
}
