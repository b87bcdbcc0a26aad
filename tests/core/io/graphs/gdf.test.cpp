#include "core/io/graphs/gdf.hpp"

#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;
using test::drawn_ties;
using test::has_issue;
using test::node_called;
using test::opened_text;

TEST_CASE("GDF is read with its two tables, types, quotes and places") {
  const Opened file = opened_text(
      "nodedef>name VARCHAR,label VARCHAR(80),x DOUBLE,y DOUBLE,color VARCHAR,lid BOOLEAN,leden INTEGER default 0\n"
      "z,'Zet, Tilburg',10,20,'100,20,30',true,40\n"
      "b,\"De Brug\",5,5,,false,\n"
      "edgedef>node1 VARCHAR,node2 VARCHAR,directed BOOLEAN,weight DOUBLE,label VARCHAR\n"
      "z,b,true,2,steunt\nb,z,false,3,\n",
      "gdf");
  CHECK(file.warnings.empty());
  const Node& zet = node_called(file.network, "Zet, Tilburg");
  CHECK((zet.id == "z" && zet.position == Point{10, -20}));
  CHECK((zet.fields.at("color") == "100,20,30" && zet.fields.at("lid") == true && zet.fields.at("leden") == 40));
  CHECK(drawn_ties(file.network) == "De Brug -- Zet, Tilburg *3\nZet, Tilburg -> De Brug *2 \"steunt\"\n");
}

TEST_CASE("A line of GDF with more values than columns is named, and keeps them") {
  const Opened file = opened_text("nodedef>name VARCHAR\nz,more\n", "gdf");
  CHECK(has_issue(file.warnings, "lineHasMore", "line 2, column 1"));
  CHECK(file.network.nodes.at("z").fields.at("Column 2") == "more");
}
