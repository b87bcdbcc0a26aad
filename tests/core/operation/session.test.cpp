// History: my own operations, gestures, names, and what others have changed meanwhile.
#include "core/operation/session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace impactweb;

namespace {

Json add_node(const std::string& id, const std::string& label) {
  return {{"op", "addNode"}, {"node", {{"id", id}, {"label", label}}}};
}
Json set_node(const std::string& id, const std::string& field, const Json& value) {
  return {{"op", "setNode"}, {"id", id}, {"field", field}, {"value", value}};
}
Json add_edge(const std::string& id, const std::string& from, const std::string& to) {
  return {{"op", "addEdge"}, {"edge", {{"id", id}, {"from", from}, {"to", to}, {"kind", "founded"}}}};
}
const ApplyOptions remote{Origin::remote, "", {}};

}  // namespace

TEST_CASE("one call is one step, and a refused operation leaves the rest alone") {
  Session session;
  const auto report =
      session.apply({add_node("zet", "Zet"), add_edge("e", "zet", "nobody"), add_node("sterk", "Stérk.Brabant")});
  REQUIRE(report.applied == 2);
  REQUIRE(report.rejected.size() == 1);
  REQUIRE(report.rejected[0].index == 1);
  REQUIRE(report.rejected[0].issue.code == "edgeEndMissing");
  REQUIRE(report.rejected[0].issue.where == "edge.to");
  session.undo();
  REQUIRE(session.network().nodes.empty());
}

TEST_CASE("typing in one field is one step until the gesture ends") {
  Session session;
  session.apply({add_node("zet", "Z")});
  for (const char* label : {"Ze", "Zet"})
    session.apply({set_node("zet", "label", label)}, {Origin::local, "edit:zet:label", {}});
  session.end_gesture();
  session.apply({set_node("zet", "label", "Zet!")}, {Origin::local, "edit:zet:label", {}});
  session.undo();
  REQUIRE(session.network().nodes.at("zet").label == "Zet");
  session.undo();
  REQUIRE(session.network().nodes.at("zet").label == "Z");
  session.redo();
  REQUIRE(session.network().nodes.at("zet").label == "Zet");
}

TEST_CASE("steps are named after what they did") {
  Session session;
  session.apply({add_node("zet", "Zet"), add_node("z", "Zorgbelang")});
  REQUIRE(session.undo_name()->code == "addNode");
  session.apply({add_edge("e", "zet", "z")});
  REQUIRE(session.undo_name()->code == "addEdge");
  REQUIRE(session.undo_name()->params == std::vector<std::string>{"Zet", "Zorgbelang"});
  session.apply({{{"op", "removeNodes"}, {"ids", {"zet"}}}});
  REQUIRE(session.undo_name()->code == "removeNodes");
  REQUIRE(session.undo_name()->params == std::vector<std::string>{"Zet"});
  REQUIRE(session.network().edges.empty());
  session.undo();
  REQUIRE(session.network().edges.contains("e"));
  REQUIRE(session.redo_name()->code == "removeNodes");
}

TEST_CASE("what someone else changed since stays, and is reported") {
  Session session;
  session.apply({add_node("zet", "Zet"), add_node("b", "Breda Circulair")});
  session.apply(
      {set_node("zet", "place", "Tilburg"), {{"op", "moveNodes"}, {"positions", {{"zet", {1, 2}}, {"b", {3, 4}}}}}});
  session.apply({set_node("zet", "place", "Eindhoven"), {{"op", "moveNodes"}, {"positions", {{"zet", {9, 9}}}}}},
                remote);
  const HistoryReport report = session.undo();
  REQUIRE(report.done);
  REQUIRE(report.skipped.size() == 2);
  REQUIRE(session.network().nodes.at("zet").place == "Eindhoven");
  REQUIRE(session.network().nodes.at("zet").position == Point{9, 9});
  REQUIRE_FALSE(session.network().nodes.at("b").position);
}

TEST_CASE("adding a node is not undone under someone else's tie") {
  Session session;
  session.apply({add_node("zet", "Zet")}, remote);
  session.apply({add_node("mine", "Impact Zuid")});
  session.apply({add_edge("theirs", "zet", "mine")}, remote);
  const HistoryReport report = session.undo();
  REQUIRE(report.skipped.size() == 1);
  REQUIRE(report.skipped[0].code == "undoSkippedEntity");
  REQUIRE(session.network().nodes.contains("mine"));
}

TEST_CASE("remote operations are no steps of mine") {
  Session session;
  session.apply({add_node("zet", "Zet")}, remote);
  REQUIRE_FALSE(session.undo_name());
  REQUIRE_FALSE(session.undo().done);
}

TEST_CASE("an edge waits for an end that is gone and comes back with it") {
  Session session;
  session.apply({add_node("a", "A"), add_node("b", "B")});
  session.apply({{{"op", "removeNodes"}, {"ids", {"b"}}}});
  session.apply({add_edge("late", "a", "b")}, remote);
  REQUIRE(session.network().edges.empty());
  REQUIRE(session.network().waiting_edges.contains("late"));
  session.undo();
  REQUIRE(session.network().edges.contains("late"));
  REQUIRE(session.network().waiting_edges.empty());
}

TEST_CASE("revisions grow with changes, content only when more than positions changed") {
  Session session;
  session.apply({add_node("a", "A")});
  const auto revision = session.revision(), content = session.content_revision();
  session.apply({{{"op", "moveNodes"}, {"positions", {{"a", {1, 1}}}}}});
  REQUIRE(session.revision() > revision);
  REQUIRE(session.content_revision() == content);
  session.apply({set_node("a", "label", "B")});
  REQUIRE(session.content_revision() > content);
}

TEST_CASE("what changes nothing is no step and no news, and leaves the redo list alone") {
  Session session;
  session.apply({add_node("a", "A"),
                 add_node("b", "B"),
                 add_edge("e", "a", "b"),
                 {{"op", "addStory"}, {"story", {{"id", "s"}, {"title", "T"}}}},
                 {{"op", "setNetwork"}, {"field", "title"}, {"value", "N"}},
                 {{"op", "moveNodes"}, {"positions", {{"a", {1, 2}}}}}});
  session.apply({set_node("a", "place", "Tilburg")});
  session.undo();
  const auto revision = session.revision();
  int heard = 0;
  session.on_change([&](const Change&) { ++heard; });
  const std::vector<Json> same = {set_node("a", "label", "A"),
                                  set_node("a", "place", nullptr),
                                  {{"op", "setEdge"}, {"id", "e"}, {"field", "kind"}, {"value", "founded"}},
                                  {{"op", "setEdge"}, {"id", "e"}, {"field", "to"}, {"value", "b"}},
                                  {{"op", "setStory"}, {"id", "s"}, {"field", "title"}, {"value", "T"}},
                                  {{"op", "setNetwork"}, {"field", "title"}, {"value", "N"}},
                                  {{"op", "moveNodes"}, {"positions", {{"a", {1, 2}}, {"b", nullptr}}}}};
  const ApplyReport report = session.apply(same);
  REQUIRE(report.applied == same.size());
  REQUIRE(report.rejected.empty());
  REQUIRE(session.redo_name()->code == "setNode");
  REQUIRE(session.undo_name()->code == "several");
  REQUIRE(session.revision() == revision);
  REQUIRE(heard == 0);
  // Beside something that does change it takes no part in the step.
  session.apply({set_node("a", "label", "A"), set_node("b", "label", "Bé")});
  REQUIRE(heard == 1);
  REQUIRE(session.undo_name()->params == std::vector<std::string>{"Bé", "label"});
}

TEST_CASE("a gesture ends where someone else changes what it is about") {
  Session session;
  session.apply({add_node("zet", "Zet"), add_node("b", "B")}, remote);
  const ApplyOptions typing{Origin::local, "edit:zet:place", {}};
  session.apply({set_node("zet", "place", "T")}, typing);
  session.apply({set_node("zet", "place", "Breda")}, remote);
  session.apply({set_node("zet", "place", "Ti")}, typing);
  session.apply({set_node("zet", "place", "Til")}, typing);
  REQUIRE(session.undo().skipped.empty());
  REQUIRE(session.network().nodes.at("zet").place == "Breda");
  const HistoryReport report = session.undo();
  REQUIRE(report.skipped.size() == 1);
  REQUIRE(report.skipped[0].code == "undoSkippedField");
  REQUIRE(session.network().nodes.at("zet").place == "Breda");

  const ApplyOptions drag{Origin::local, "drag", {}};
  const auto move = [](int x, int y) {
    return Json{{"op", "moveNodes"}, {"positions", {{"zet", {x, 0}}, {"b", {y, 0}}}}};
  };
  session.apply({move(1, 1)}, drag);
  session.apply({{{"op", "moveNodes"}, {"positions", {{"b", {50, 50}}}}}}, remote);
  session.apply({move(2, 2)}, drag);
  session.undo();
  REQUIRE(session.network().nodes.at("b").position == Point{50, 50});
  REQUIRE(session.undo().skipped.size() == 1);
  REQUIRE(session.network().nodes.at("b").position == Point{50, 50});
  REQUIRE_FALSE(session.network().nodes.at("zet").position);
}

TEST_CASE("someone else's work beside it does not end a gesture") {
  Session session;
  session.apply({add_node("zet", "Zet"), add_node("b", "B")}, remote);
  const ApplyOptions typing{Origin::local, "edit:zet:place", {}};
  session.apply({set_node("zet", "place", "T")}, typing);
  session.apply({set_node("zet", "label", "Zèt"), set_node("b", "place", "Breda")}, remote);
  session.apply({set_node("zet", "place", "Ti")}, typing);
  session.undo();
  REQUIRE(session.network().nodes.at("zet").place.empty());
  REQUIRE_FALSE(session.undo_name());
}
