#include "core/layout/network_layout.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/layout/map_coordinates.hpp"
#include "core/text/text.hpp"
#include "tests/core/layout/fixtures.hpp"

using namespace impactweb;
using namespace layout_fixtures;
using layout::coordinates_of_place;

namespace {

Node& add(Network& network, const std::string& id, NodeKind kind = NodeKind::actor, const std::string& sector = "") {
  Node& node = network.nodes[id];
  node.id = id;
  node.label = "Node " + id;
  node.kind = kind;
  node.sector = sector;
  return node;
}

void tie(Network& network, const std::string& from, const std::string& to) {
  Edge& edge = network.edges[from + "-" + to];
  edge.id = from + "-" + to;
  edge.from = from;
  edge.to = to;
}

Network small_network() {
  Network network;
  network.sectors = {{"business", "", ""}, {"government", "", ""}, {"unused", "", ""}};
  add(network, "a", NodeKind::actor, "government").position = Point{10, 20};
  add(network, "b", NodeKind::actor, "business").position = Point{300, 20};
  add(network, "c", NodeKind::actor, "zzz").place = "Tilburg";
  add(network, "d", NodeKind::actor);
  add(network, "e", NodeKind::initiative, "business").stage = Stage::pilot;
  network.nodes["a"].pinned = true;
  tie(network, "a", "e");
  tie(network, "b", "e");
  tie(network, "c", "a");
  return network;
}

}  // namespace

TEST_CASE("a network becomes a graph in order of id") {
  const layout::NetworkGraph made = layout::graph_from_network(small_network());
  CHECK(made.ids == std::vector<std::string>{"a", "b", "c", "d", "e"});
  const Graph& graph = made.graph;
  CHECK(graph.size == 5);
  CHECK(graph.edges == std::vector<std::pair<std::uint32_t, std::uint32_t>>{{0, 4}, {1, 4}, {2, 0}});
  CHECK(graph.start[0] == Point{10, 20});
  CHECK_FALSE(graph.start[2]);
  CHECK(graph.pinned == std::vector<char>{1, 0, 0, 0, 0});
  CHECK(graph.group == std::vector<std::int32_t>{1, 0, 2, 3, -1});
  CHECK(graph.layer == std::vector<std::int32_t>{-1, -1, -1, -1, static_cast<std::int32_t>(Stage::pilot)});
  CHECK(graph.places[2] == coordinates_of_place("tilburg"));
  CHECK_FALSE(graph.places[0]);
  CHECK(graph.rank == std::vector<std::uint32_t>{1, 0, 2, 3, 4});
}

TEST_CASE("boxes hold the label as the caller measures it") {
  const layout::NetworkGraph made = layout::graph_from_network(
      small_network(), [](const Node& node) { return layout::box_with_label(16, node.id == "a" ? 100 : 10, 18); });
  CHECK(made.graph.boxes[0] == Box{50, 50, 16, 38});
  CHECK(made.graph.boxes[1] == Box{16, 16, 16, 38});
  Node node;
  CHECK(layout::estimated_box(node) == Box{20, 20, 20, 20});
  node.label = std::string(300, 'x');
  CHECK(layout::estimated_box(node).left == 100);
}

TEST_CASE("a layout comes back as one operation that moves what moved") {
  const layout::NetworkGraph made = layout::graph_from_network(small_network());
  const std::vector<Point> positions = lay_out(made.graph, "stress");
  const Json operation = layout::move_operation(made, positions);
  CHECK(operation["op"] == "moveNodes");
  CHECK_FALSE(operation["positions"].contains("a"));
  CHECK(operation["positions"]["e"] == Json{positions[4].x, positions[4].y});
  CHECK(layout::positions_by_id(made, positions).at("d") == positions[3]);
}

TEST_CASE("new nodes of a network get their places, and nothing happens when there are none") {
  Network network = small_network();
  const Json operation = layout::place_new_nodes(network);
  CHECK(operation["positions"].size() == 3);
  for (const auto& [id, point] : operation["positions"].items())
    network.nodes[id].position = Point{point[0].get<double>(), point[1].get<double>()};
  CHECK(layout::place_new_nodes(network).is_null());
}

TEST_CASE("places are found however people write them") {
  const auto den_bosch = coordinates_of_place("'s-Hertogenbosch");
  REQUIRE(den_bosch);
  CHECK(coordinates_of_place("Den Bosch") == den_bosch);
  CHECK(coordinates_of_place("’s-hertogenbosch") == den_bosch);
  CHECK(coordinates_of_place(" TILBURG ") == coordinates_of_place("Tilburg, Nederland"));
  CHECK(coordinates_of_place("Gemeente Oss") == coordinates_of_place("Oss"));
  CHECK(coordinates_of_place("Etten-Leur (NB)") == coordinates_of_place("etten leur"));
  CHECK(coordinates_of_place("51.5, 5.25") == layout::GeoPoint{51.5, 5.25});
  CHECK(coordinates_of_place("-51.5;-5") == layout::GeoPoint{-51.5, -5});
  for (const char* nowhere : {"", " ", "Atlantis", "99, 5", "5", "51.5,", ",", "5,5,5", "1e5, 3"}) {
    CAPTURE(nowhere);
    CHECK_FALSE(coordinates_of_place(nowhere));
  }
}

TEST_CASE("the table of places is in order, and every place lies in or near the Netherlands") {
  const auto places = layout::known_places();
  REQUIRE(places.size() > 100);
  for (std::size_t i = 0; i < places.size(); ++i) {
    CAPTURE(places[i].name);
    if (i > 0) CHECK(places[i - 1].name < places[i].name);
    CHECK(coordinates_of_place(places[i].name) == places[i].point);
    CHECK(places[i].point.latitude > 50.7);
    CHECK(places[i].point.latitude < 53.6);
    CHECK(places[i].point.longitude > 3.3);
    CHECK(places[i].point.longitude < 7.3);
  }
}

TEST_CASE("every municipality of Noord-Brabant is known") {
  for (const char* name : {"Alphen-Chaam",
                           "Altena",
                           "Asten",
                           "Baarle-Nassau",
                           "Bergeijk",
                           "Bergen op Zoom",
                           "Bernheze",
                           "Best",
                           "Bladel",
                           "Boekel",
                           "Boxtel",
                           "Breda",
                           "Cranendonck",
                           "Deurne",
                           "Dongen",
                           "Drimmelen",
                           "Eersel",
                           "Eindhoven",
                           "Etten-Leur",
                           "Geertruidenberg",
                           "Geldrop-Mierlo",
                           "Gemert-Bakel",
                           "Gilze en Rijen",
                           "Goirle",
                           "Halderberge",
                           "Heeze-Leende",
                           "Helmond",
                           "'s-Hertogenbosch",
                           "Heusden",
                           "Hilvarenbeek",
                           "Laarbeek",
                           "Land van Cuijk",
                           "Loon op Zand",
                           "Maashorst",
                           "Meierijstad",
                           "Moerdijk",
                           "Nuenen, Gerwen en Nederwetten",
                           "Oirschot",
                           "Oisterwijk",
                           "Oosterhout",
                           "Oss",
                           "Reusel-De Mierden",
                           "Roosendaal",
                           "Rucphen",
                           "Sint-Michielsgestel",
                           "Someren",
                           "Son en Breugel",
                           "Steenbergen",
                           "Tilburg",
                           "Valkenswaard",
                           "Veldhoven",
                           "Vught",
                           "Waalre",
                           "Waalwijk",
                           "Woensdrecht",
                           "Zundert"}) {
    CAPTURE(name);
    CHECK(coordinates_of_place(name));
  }
}

TEST_CASE("a graph that is made in pieces survives what happens to the network meanwhile") {
  Network network = small_network();
  for (int i = 0; i < 2500; ++i) {
    Node node;
    node.id = "extra" + std::to_string(i);
    node.label = node.id;
    network.nodes.emplace(node.id, node);
  }
  layout::NetworkGraphBuilder builder(network);
  int pieces = 0;
  while (!builder.advance()) {
    // The node at which the last piece ended may be any of these.
    if (++pieces == 4) std::erase_if(network.nodes, [](const auto& entry) { return entry.first.back() == '9'; });
  }
  CHECK(pieces > 4);
  const layout::NetworkGraph made = builder.take();
  CHECK(made.ids.size() == made.graph.size);
  CHECK(made.graph.start.size() == made.graph.size);
  CHECK(made.graph.rank.size() == made.graph.size);
  REQUIRE_FALSE(made.graph.edges.empty());
  for (const auto& [from, to] : made.graph.edges) CHECK(std::max(from, to) < made.graph.size);
  CHECK(std::is_sorted(made.ids.begin(), made.ids.end()));
}
