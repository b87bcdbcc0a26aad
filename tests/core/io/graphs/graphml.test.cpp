#include "core/io/graphs/graphml.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace impactweb;

namespace {

Opened opened(const std::string& bytes) {
  Result<Opened> result = open_graphml(std::vector<InputFile>{{"net.graphml", bytes}});
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result));
}

Issue refused(const std::string& bytes) {
  const Result<Opened> result = open_graphml(std::vector<InputFile>{{"net.graphml", bytes}});
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

bool warned(const Opened& file, const std::string& code) {
  return std::any_of(file.warnings.begin(), file.warnings.end(), [&](const Issue& each) { return each.code == code; });
}

const Edge& edge_between(const Network& network, const std::string& from, const std::string& to) {
  const auto found = std::find_if(network.edges.begin(), network.edges.end(),
                                  [&](const auto& each) { return each.second.from == from && each.second.to == to; });
  REQUIRE(found != network.edges.end());
  return found->second;
}

}  // namespace

TEST_CASE("GraphML as networkx writes it is read") {
  const Opened file = opened(R"(<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<key id="d4" for="edge" attr.name="weight" attr.type="double"/>
<key id="d3" for="node" attr.name="member" attr.type="boolean"><default>False</default></key>
<key id="d2" for="node" attr.name="energy" attr.type="long"/>
<key id="d1" for="node" attr.name="label" attr.type="string"/>
<key id="d0" for="graph" attr.name="name" attr.type="string"/>
<key id="d5" for="graph" attr.name="made" attr.type="long"/>
<graph edgedefault="undirected"><data key="d0">Net</data><data key="d5">7</data>
<node id="0"><data key="d1">An</data><data key="d2">3</data><data key="d3">True</data></node>
<node id="1"/>
<edge source="0" target="1" id="0"><data key="d4">2.5</data></edge>
<edge source="1" target="0" id="0"/>
<edge source="1" target="1" directed="true"/>
</graph></graphml>)");
  CHECK(file.network.title == "Net");
  CHECK(file.network.fields.at("made") == 7);
  CHECK(file.network.nodes.at("0").label == "An");
  CHECK(file.network.nodes.at("0").energy == 3);
  CHECK(file.network.nodes.at("0").fields.at("member") == true);
  CHECK(file.network.nodes.at("1").label == "1");
  CHECK(file.network.nodes.at("1").fields.at("member") == false);
  REQUIRE(file.network.edges.size() == 3);
  CHECK(edge_between(file.network, "0", "1").fields.at("weight") == 2.5);
  CHECK(edge_between(file.network, "0", "1").direction == Direction::undirected);
  CHECK(edge_between(file.network, "1", "1").direction == Direction::directed);
}

TEST_CASE("GraphML as igraph and Gephi write it is read") {
  const Opened igraph = opened(R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="v_name" for="node" attr.name="name" attr.type="string"/><key id="v_id" for="node" attr.name="id" attr.type="string"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="directed"><node id="n0"><data key="v_name">An</data><data key="v_id">x1</data></node>
  <node id="n1"><data key="v_name">Ben</data></node>
  <edge source="n0" target="n1"><data key="e_weight">4</data></edge></graph></graphml>)");
  CHECK(igraph.network.nodes.at("n0").label == "An");
  CHECK(igraph.network.nodes.at("n0").fields.at("id") == "x1");
  CHECK(edge_between(igraph.network, "n0", "n1").strength == 4);
  const Opened gephi = opened(R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="label" attr.type="string" for="node" id="label"/><key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
  <key attr.name="x" attr.type="float" for="node" id="x"/><key attr.name="y" attr.type="float" for="node" id="y"/>
  <key attr.name="size" attr.type="float" for="node" id="size"/>
  <graph edgedefault="directed"><node id="1"><data key="label">An</data><data key="size">10.0</data><data key="x">-3.5</data><data key="y">8</data></node>
  <edge id="5" source="1" target="1"><data key="edgelabel">self</data></edge></graph></graphml>)");
  CHECK(gephi.network.nodes.at("1").position == Point{-3.5, -8});
  CHECK(gephi.network.nodes.at("1").fields.at("size") == 10.0);
  CHECK(gephi.network.edges.at("5").label == "self");
}

TEST_CASE("GraphML as yEd draws it has its names, places, colours and arrows") {
  const Opened file = opened(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key for="port" id="d0" yfiles.type="portgraphics"/><key for="graphml" id="d7" yfiles.type="resources"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/><key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d5">Long story</data><data key="d6"><y:ShapeNode><y:Geometry height="30.0" width="60.0" x="100.0" y="-20.0"/>
      <y:Fill color="#FFCC00" transparent="false"/><y:NodeLabel fontSize="12">Zet<y:LabelModel/></y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data></node>
    <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Ben</y:NodeLabel></y:ShapeNode></data>
      <graph edgedefault="directed" id="n1:"><node id="n1::n0"><data key="d6"><y:ShapeNode><y:NodeLabel>In</y:NodeLabel></y:ShapeNode></data></node></graph></node>
    <edge id="e0" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:Arrows source="none" target="standard"/><y:EdgeLabel>steunt</y:EdgeLabel></y:PolyLineEdge></data></edge>
    <edge id="e1" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:Arrows source="none" target="none"/></y:PolyLineEdge></data></edge>
    <edge id="e2" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:Arrows source="standard" target="standard"/></y:PolyLineEdge></data></edge>
    <edge id="e3" source="n0" target="n1"><data key="d10"><y:PolyLineEdge><y:Arrows source="standard" target="none"/></y:PolyLineEdge></data></edge>
  </graph><data key="d7"><y:Resources/></data></graphml>)");
  const Node& zet = file.network.nodes.at("n0");
  CHECK(zet.label == "Zet");
  CHECK(zet.description == "Long story");
  CHECK(zet.position == Point{130, -5});
  CHECK(zet.fields.at("color") == "#FFCC00");
  CHECK(file.network.nodes.at("n1::n0").fields.at("parent") == "n1");
  CHECK(warned(file, "hierarchyKept"));
  CHECK(file.network.edges.at("e0").label == "steunt");
  CHECK(file.network.edges.at("e0").direction == Direction::directed);
  CHECK(file.network.edges.at("e1").direction == Direction::undirected);
  CHECK(file.network.edges.at("e2").direction == Direction::mutual);
  CHECK(file.network.edges.at("e3").from == "n1");
}

TEST_CASE("Ports are kept and ties between more than two are named") {
  const Opened file = opened(R"(<graphml><graph edgedefault="undirected">
<node id="a"><port name="north"/><port name="south"/></node><node id="b"/>
<edge source="a" target="b" sourceport="north"/>
<hyperedge><endpoint node="a"/><endpoint node="b"/><endpoint node="c"/></hyperedge></graph><graph/></graphml>)");
  CHECK(file.network.nodes.at("a").fields.at("ports") == Json{"north", "south"});
  CHECK(edge_between(file.network, "a", "b").fields.at("sourceport") == "north");
  CHECK(std::count(file.warnings.begin(), file.warnings.end(),
                   Issue{"hyperedgeDropped", "line 4, column 1", {"a, b, c"}}) == 1);
  CHECK(warned(file, "portsKept"));
  CHECK(warned(file, "graphsSeveral"));
}

TEST_CASE("Files that are no GraphML are refused with the reason and the place") {
  CHECK(refused("<graphml>\n<graph>\n<node id='a'").code == "xmlCutOff");
  CHECK(refused("<graphml>\n<graph>\n<node id='a'").where.find("line 3, column ") == 0);
  CHECK(refused("<gexf/>") == Issue{"notOfFormat", "", {"GraphML"}});
  CHECK(refused("<graphml/>").code == "networkMissing");
  CHECK(refused("<!DOCTYPE graphml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><graphml/>").code == "xmlEntities");
}

TEST_CASE("Labels in GraphML of Neo4j say what something is, and further ones are tags") {
  const Opened file = opened(
      R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="labels" for="node" attr.name="labels"/><key id="name" for="node" attr.name="name" attr.type="string"/><graph edgedefault="directed"><node id="n0" labels=":Person:Member"><data key="labels">:Person:Member</data><data key="name">Anna Wit</data></node></graph></graphml>)");
  const Node& node = file.network.nodes.at("n0");
  CHECK((node.label == "Anna Wit" && node.form == Form::person));
  CHECK(node.tags == std::vector<std::string>{"Member"});
}
