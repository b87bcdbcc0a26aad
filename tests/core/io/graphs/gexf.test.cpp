#include "core/io/graphs/gexf.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/opening/formats.hpp"
#include "core/text/text.hpp"

using namespace impactweb;

namespace {

Result<Opened> read(const std::string& bytes) { return open_gexf(std::vector<InputFile>{{"net.gexf", bytes}}); }

Opened opened(const std::string& bytes) {
  Result<Opened> result = read(bytes);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Opened>(std::move(result));
}

Issue refused(const std::string& bytes) {
  const Result<Opened> result = read(bytes);
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

bool warned(const Opened& file, const std::string& code) {
  return std::any_of(file.warnings.begin(), file.warnings.end(), [&](const Issue& each) { return each.code == code; });
}

std::string graph(const std::string& inside, const std::string& attributes = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n<graph" +
         attributes + ">\n" + inside + "\n</graph></gexf>\n";
}

const std::string two_nodes = "<nodes><node id='a' label='An'/><node id='b' label='Ben'/></nodes>";

}  // namespace

TEST_CASE("A file as Gephi writes it is read with attributes, types, looks and places") {
  const Opened file = opened(R"(<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
  <meta lastmodifieddate="2020-01-02"><creator>Gephi 0.9</creator><description>About us</description></meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static">
      <attribute id="place" title="Plaats" type="string"/>
      <attribute id="1" title="Energy" type="integer"/>
      <attribute id="2" title="Score" type="double"/>
      <attribute id="3" title="Member" type="boolean"><default>false</default></attribute>
      <attribute id="4" title="Tags" type="liststring"/>
      <attribute id="5" title="Codes" type="listinteger"/>
      <attribute id="6" title="Founded" type="date"/>
    </attributes>
    <attributes class="edge"><attribute id="0" title="Since" type="string"/></attributes>
    <nodes>
      <node id="0" label="Stérk &amp; Co">
        <attvalues>
          <attvalue for="place" value="Tilburg"/><attvalue for="1" value="4"/><attvalue for="2" value=".5"/>
          <attvalue for="3" value="true"/><attvalue for="4" value="[zorg, welzijn]"/><attvalue for="5" value="1|2"/>
          <attvalue for="6" value="2019-04-01"/>
        </attvalues>
        <viz:size value="12.5"/><viz:position x="-10.0" y="20.25" z="0.0"/><viz:color r="255" g="0" b="16"/>
        <viz:shape value="disc"/>
      </node>
      <node id="1"/>
    </nodes>
    <edges>
      <edge id="0" source="0" target="1" weight="2.0" label="samen" kind="funds"><attvalues><attvalue for="0" value="2017"/></attvalues></edge>
      <edge id="1" source="1" target="0" type="undirected" weight="5"/>
      <edge source="0" target="0" type="mutual"/>
    </edges>
  </graph>
</gexf>)");
  CHECK(file.warnings.empty());
  const Network& network = file.network;
  CHECK(network.description == "About us");
  CHECK(network.fields.at("creator") == "Gephi 0.9");
  const Node& first = network.nodes.at("0");
  CHECK(first.label == "Stérk & Co");
  CHECK(first.place == "Tilburg");
  CHECK(first.energy == 4);
  CHECK(first.tags == std::vector<std::string>{"zorg", "welzijn"});
  CHECK(first.position == Point{-10, -20.25});
  CHECK(first.fields.at("Score") == 0.5);
  CHECK(first.fields.at("Member") == true);
  CHECK(first.fields.at("Codes") == Json{"1", "2"});
  CHECK(first.fields.at("Founded") == "2019-04-01");
  CHECK(first.fields.at("size") == 12.5);
  CHECK(first.fields.at("color") == "#ff0010");
  CHECK(first.fields.at("shape") == "disc");
  CHECK(network.nodes.at("1").label == "1");
  CHECK(network.nodes.at("1").fields.at("Member") == false);
  REQUIRE(network.edges.size() == 3);
  // Edges are numbered as nodes are.
  const Edge& funds = network.edges.at("e0");
  CHECK((funds.from == "0" && funds.to == "1" && funds.kind == "funds" && funds.label == "samen"));
  CHECK(funds.direction == Direction::directed);
  CHECK(funds.since == "2017");
  CHECK(funds.strength == 2);
  CHECK(network.edges.at("e1").direction == Direction::undirected);
  CHECK(std::count_if(network.edges.begin(), network.edges.end(),
                      [](const auto& each) { return each.second.direction == Direction::mutual; }) == 1);
}

TEST_CASE("Any prefix will do, and attribute values by id as GEXF 1.1 has them") {
  const Opened file = opened(
      R"(<ns0:gexf xmlns:ns0="http://www.gexf.net/1.1draft" xmlns:ns1="http://www.gexf.net/1.1draft/viz" version="1.1">
<ns0:graph defaultedgetype="undirected"><ns0:attributes class="node"><ns0:attribute id="k" title="Sector" type="string"/></ns0:attributes>
<ns0:nodes count="1"><ns0:node id="a" label="A"><ns0:attvalues><ns0:attvalue id="k" value="Overheid"/><ns0:attvalue id="x9" value="loose"/></ns0:attvalues>
<ns1:position x="1" y="2"/></ns0:node></ns0:nodes></ns0:graph></ns0:gexf>)");
  CHECK(file.network.nodes.at("a").sector == "government");
  CHECK(file.network.nodes.at("a").position == Point{1, -2});
  CHECK(file.network.nodes.at("a").fields.at("x9") == "loose");
}

TEST_CASE("Edges are undirected when the file says nothing, or as it says for all") {
  const std::string edges = two_nodes + "<edges><edge id='e' source='a' target='b'/></edges>";
  CHECK(opened(graph(edges)).network.edges.at("e").direction == Direction::undirected);
  CHECK(opened(graph(edges, " defaultedgetype='directed'")).network.edges.at("e").direction == Direction::directed);
  CHECK(opened(graph(edges, " defaultedgetype='mutual'")).network.edges.at("e").direction == Direction::mutual);
  const Opened odd = opened(graph(two_nodes + "<edges><edge id='e' source='a' target='b' type='odd'/></edges>"));
  CHECK(odd.network.edges.at("e").fields.at("type") == "odd");
}

TEST_CASE("Weights are the strength where all are ratings, otherwise a field, and nothing where all are 1") {
  const auto weights = [](const std::string& first, const std::string& second) {
    const Opened file = opened(graph(two_nodes + "<edges><edge id='e' source='a' target='b' weight='" + first +
                                     "'/><edge id='f' source='b' target='a' weight='" + second + "'/></edges>"));
    return std::pair(file.network.edges.at("e"), file.network.edges.at("f"));
  };
  CHECK(weights("1.0", "3").second.strength == 3);
  CHECK(weights("1.0", "3").first.strength == 1);
  CHECK(weights("1", "1.0").first.strength == 0);
  CHECK(weights("1", "1.0").first.fields.empty());
  CHECK(weights("3", "0.25").first.strength == 0);
  CHECK(weights("3", "0.25").first.fields.at("weight") == 3);
  CHECK(weights("3", "NaN").second.fields.at("weight") == "NaN");
}

TEST_CASE("Nodes within nodes and values over time are kept and named") {
  const Opened file = opened(graph(
      R"(<attributes class="node" mode="dynamic"><attribute id="0" title="Energy" type="integer"/></attributes>
<nodes><node id="a" label="A"><attvalues><attvalue for="0" value="1" start="2001" end="2002"/><attvalue for="0" value="5" start="2002"/></attvalues>
<spells><spell start="2001" end="2003"/></spells>
<nodes><node id="b" label="B"><nodes><node id="c" label="C"/></nodes></node></nodes>
<edges><edge id="e" source="a" target="c" start="2001-02-03" end="2004"/></edges></node>
<node id="d" label="D" pid="a"><parents><parent for="b"/></parents></node></nodes>)",
      " mode='dynamic' timeformat='date'"));
  const Network& network = file.network;
  REQUIRE(network.nodes.size() == 4);
  CHECK(network.nodes.at("a").energy == 0);
  CHECK(network.nodes.at("a").fields.at("Energy") ==
        Json::parse(R"([{"value":1,"start":"2001","end":"2002"},{"value":5,"start":"2002"}])"));
  CHECK(network.nodes.at("a").fields.at("spells") == Json::parse(R"([{"start":"2001","end":"2003"}])"));
  CHECK(network.nodes.at("b").fields.at("parent") == "a");
  CHECK(network.nodes.at("c").fields.at("parent") == "b");
  CHECK(network.nodes.at("d").fields.at("parent") == Json{"a", "b"});
  CHECK(network.edges.at("e").since == "2001-02-03");
  CHECK(network.edges.at("e").until == "2004");
  CHECK(warned(file, "hierarchyKept"));
  CHECK(warned(file, "valuesOverTime"));
}

TEST_CASE("What is wrong in a GEXF file is named with its line") {
  const Opened file =
      opened(graph("<nodes><node id='a' label='A'>\n<viz:position x='1' y='NaN'/></node>\n"
                   "<node id='a' label='A2'/>\n<node/></nodes>\n"
                   "<edges><edge source='a' target='zoë'/>\n<edge source='a'/></edges>"));
  CHECK(file.network.nodes.size() == 2);
  CHECK(file.network.edges.size() == 1);
  const auto place_of = [&](const std::string& code) {
    for (const Issue& issue : file.warnings)
      if (issue.code == code) return issue.where;
    return std::string("-");
  };
  CHECK(place_of("positionDropped") == "line 5, column 1");
  CHECK(place_of("rowMerged") == "line 6, column 1");
  CHECK(place_of("rowWithoutName") == "line 7, column 1");
  CHECK(place_of("tieEndAdded") == "line 8, column 8");
  CHECK(place_of("tieEndEmpty") == "line 9, column 1");
}

TEST_CASE("Files that are no GEXF are refused with the reason and the place") {
  CHECK(refused("<gexf><graph><nodes>\n<node id=></nodes></graph></gexf>") == Issue{"notXml", "line 2, column 10", {}});
  CHECK(refused("<gexf><graph></nodes></gexf>").code == "notXml");
  CHECK(refused("<gexf><graph>\n<nodes>").code == "xmlCutOff");
  CHECK(refused("<graphml/>") == Issue{"notOfFormat", "", {"GEXF"}});
  CHECK(refused("<gexf/>") == Issue{"networkMissing", "line 1, column 1", {}});
  CHECK(refused("").code == "notXml");
  CHECK(refused("<?xml version='1.0'?>\n<!DOCTYPE gexf [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<gexf/>").code ==
        "xmlEntities");
  CHECK(refused("<?xml version='1.0' encoding='koi8-r'?><gexf>\xC1</gexf>") ==
        Issue{"xmlEncodingUnknown", "line 1, column 1", {"koi8-r"}});
  std::string deep, end;
  for (int i = 0; i < 60; ++i) {
    deep += "<node id='" + std::to_string(i) + "'><nodes>";
    end += "</nodes></node>";
  }
  CHECK(refused(graph("<nodes>" + deep + end + "</nodes>")).code == "nestedTooDeep");
  CHECK(open_gexf({}).index() == 1);
}

TEST_CASE("Nothing is expanded, and what no text can hold is replaced") {
  const Opened file = opened(
      "<!DOCTYPE gexf SYSTEM \"http://example.org/gexf.dtd\">\n<gexf><graph><nodes><node id='a' "
      "label='&eacute;&#xD800;&#0;x'/></nodes></graph></gexf>");
  CHECK(is_utf8(file.network.nodes.at("a").label));
  CHECK(file.network.nodes.at("a").label.find("&eacute;") == 0);
}

TEST_CASE("GEXF in UTF-16, Latin-1 and Windows-1252 is read as it says") {
  const std::string text = "<gexf><graph><nodes><node id='a' label='Caf\xE9 \x80'/></nodes></graph></gexf>";
  const std::string declared = "<?xml version='1.0' encoding='ISO-8859-1'?>";
  CHECK(opened(declared + text).network.nodes.at("a").label == "Café €");
  std::string wide;
  for (const char c :
       "<?xml version='1.0' encoding='UTF-16'?><gexf><graph><nodes><node id='a' label='B'/></nodes></graph></gexf>" +
           std::string())
    wide += std::string{c, '\0'};
  CHECK(opened("\xFF\xFE" + wide).network.nodes.at("a").label == "B");
  CHECK(opened(wide).network.nodes.at("a").label == "B");
  CHECK(gexf_likeness({"x", "\xFF\xFE" + wide}) == 100);
  CHECK(gexf_likeness({"x", wide}) == 100);
}

TEST_CASE("Numbers of ids that repeat and ids that are too long do not lose an edge") {
  const std::string id(250, 'x');
  const Opened file =
      opened(graph("<nodes><node id='" + id + "' label='L'/><node id='b'/></nodes><edges><edge id='1' source='" + id +
                   "' target='b'/><edge id='1' source='b' target='" + id + "'/></edges>"));
  CHECK(file.network.nodes.size() == 2);
  CHECK(file.network.edges.size() == 2);
  CHECK(warned(file, "idReplaced"));
  CHECK(warned(file, "edgeIdsReplaced"));
}

TEST_CASE("References to half of a surrogate pair are replaced and named, and two halves are one character") {
  const Opened file =
      opened(graph("<nodes><node id='a' label='An &#xD83D;'/>\n<node id='b' label='Ben &#55357;&#56832;'/>"
                   "<node id='c' label='Cor &#233;'/></nodes><!-- &#xD83D; -->"));
  CHECK(file.network.nodes.at("a").label == "An \xEF\xBF\xBD");
  CHECK(file.network.nodes.at("b").label == "Ben \xF0\x9F\x98\x80");
  CHECK(file.network.nodes.at("c").label == "Cor é");
  CHECK(file.warnings == Issues{{"characterCut", "line 4, column 31", {}}});
}

TEST_CASE("Attributes that nobody declared, or declared of nothing, are kept in nodes and edges") {
  const Result<Opened> result = open_files(std::vector<InputFile>{
      {"x.gexf",
       R"(<gexf version="1.3"><graph><attributes><attribute id="0" title="team" type="string"/></attributes>
<nodes><node id="a" label="A" country="NL"><attvalues><attvalue for="0" value="x"/></attvalues></node><node id="b" label="B"/></nodes>
<edges><edge id="e" source="a" target="b" color="red"><attvalues><attvalue for="0" value="y"/></attvalues></edge></edges></graph></gexf>)"}});
  REQUIRE(std::holds_alternative<Opened>(result));
  const Network& network = std::get<Opened>(result).network;
  CHECK(network.nodes.at("a").fields == std::map<std::string, Json>{{"country", "NL"}, {"team", "x"}});
  CHECK(network.edges.at("e").fields == std::map<std::string, Json>{{"color", "red"}, {"team", "y"}});
}
