// What an operation refuses, local and remote alike: everything that is accepted can be taken back and written to a
// file.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/file.hpp"
#include "core/model/limits.hpp"
#include "core/operation/operations.hpp"

using namespace impactweb;

namespace {

/// Applies an operation, and checks that `applied` and the way back do what they say. Gives the code of a refusal.
std::string outcome(Network& network, const Json& operation, Origin origin) {
  const Network before = network;
  const auto result = apply_operation(network, operation, origin);
  if (const Issue* issue = std::get_if<Issue>(&result)) {
    CHECK(network == before);
    return issue->code;
  }
  const Effect& effect = std::get<Effect>(result);
  Network replayed = before;
  CHECK(std::holds_alternative<Effect>(apply_operation(replayed, effect.applied, origin)));
  CHECK(replayed == network);
  Network restored = network;
  for (const Json& back : effect.inverse)
    CHECK(std::holds_alternative<Effect>(apply_operation(restored, back, Origin::remote)));
  CHECK(restored == before);
  return "accepted";
}

/// Two nodes, a tie between them, and one that waits for a third.
Network small_network() {
  Network network = make_network();
  for (const Json& operation : {Json{{"op", "addNode"}, {"node", {{"id", "a"}, {"label", "A"}}}},
                                Json{{"op", "addNode"}, {"node", {{"id", "b"}, {"label", "B"}}}},
                                Json{{"op", "addEdge"}, {"edge", {{"id", "e"}, {"from", "a"}, {"to", "b"}}}},
                                Json{{"op", "addEdge"}, {"edge", {{"id", "w"}, {"from", "a"}, {"to", "gone"}}}}})
    REQUIRE(std::holds_alternative<Effect>(apply_operation(network, operation, Origin::remote)));
  return network;
}

Json set(const char* op, const char* id, const std::string& field, const Json& value) {
  return {{"op", op}, {"id", id}, {"field", field}, {"value", value}};
}

Json nested(std::size_t levels) {
  Json json = Json::object();
  for (std::size_t i = 1; i < levels; ++i) json = Json{{"a", std::move(json)}};
  return json;
}

Json snapshot(std::size_t levels) {
  return {{"op", "addSnapshot"}, {"snapshot", {{"id", "s"}, {"network", nested(levels)}}}};
}

}  // namespace

TEST_CASE("an end that could be no id is refused, from others too") {
  Network network = small_network();
  for (const Origin origin : {Origin::local, Origin::remote})
    for (const char* field : {"from", "to"}) {
      for (const Json& value : {Json(""), Json("a\n"), Json(std::string(limits::id_bytes + 1, 'x'))})
        CHECK(outcome(network, set("setEdge", "e", field, value), origin) == "idInvalid");
      CHECK(outcome(network, set("setEdge", "e", field, nullptr), origin) == "wrongType");
    }
  CHECK(outcome(network, set("setEdge", "e", "to", "gone"), Origin::remote) == "accepted");
  CHECK(network.waiting_edges.size() == 2);
}

TEST_CASE("a path to an item means the same whichever items there are") {
  Network network = small_network();
  const auto exchange = [](const char* text) { return Json{{"text", text}}; };
  for (const Origin origin : {Origin::local, Origin::remote}) {
    CHECK(outcome(network, set("setNode", "a", "needs.k", exchange("hall")), origin) == "accepted");
    // No field of the item, but an item with a dot in its id.
    CHECK(outcome(network, set("setNode", "a", "needs.k.id", "other"), origin) == "wrongType");
    CHECK(outcome(network, set("setNode", "a", "needs.k.id", exchange("x")), origin) == "accepted");
    CHECK(outcome(network, set("setNode", "a", "needs.k.id.tags", Json::array({"t"})), origin) == "accepted");
    CHECK(outcome(network, set("setNode", "a", "needs.k.tags", Json::array({"u"})), origin) == "accepted");
    CHECK(outcome(network, set("setNode", "a", "needs", Json::array({{{"id", "k.tags"}, {"text", "x"}}})), origin) ==
          "accepted");
    CHECK(outcome(network, set("setNode", "a", "needs.k.tags", Json::array({"t"})), origin) == "itemUnknown");
    CHECK(outcome(network, set("setNode", "a", "needs.k", exchange("y")), origin) == "accepted");
    CHECK(outcome(network, set("setNode", "a", "needs.k.tags", Json::array({"t"})), origin) == "accepted");
    CHECK(outcome(network, set("setNode", "a", "needs..text", "t"), origin) == "idInvalid");
  }
}

TEST_CASE("a list of additions wants its list, and names what of it is wrong") {
  Network network = small_network();
  for (const Origin origin : {Origin::local, Origin::remote}) {
    CHECK(outcome(network, {{"op", "addEdges"}}, origin) == "operationKeyMissing");
    CHECK(outcome(network, {{"op", "addNodes"}, {"nodes", "a"}}, origin) == "wrongType");
    const auto result = apply_operation(
        network, {{"op", "addNodes"}, {"nodes", {{{"id", "x"}, {"label", "X"}}, {{"label", "\x01"}}}}}, origin);
    REQUIRE(std::holds_alternative<Issue>(result));
    CHECK(std::get<Issue>(result).where == "nodes.1.label");
    CHECK_FALSE(network.nodes.contains("x"));
  }
}

TEST_CASE("what a network holds is never nested deeper than a file may be") {
  Network network = small_network();
  for (const Origin origin : {Origin::local, Origin::remote}) {
    CHECK(outcome(network, snapshot(limits::snapshot_depth + 1), origin) == "nestedTooDeep");
    CHECK(outcome(network, snapshot(50'000), origin) == "nestedTooDeep");
    CHECK(outcome(network, set("setNode", "a", "fields.x", nested(500)), origin) == "nestedTooDeep");
    CHECK(outcome(network, set("setNode", "a", "fields.x", nested(21)), origin) == "nestedTooDeep");
  }
  REQUIRE(outcome(network, snapshot(limits::snapshot_depth), Origin::local) == "accepted");
  REQUIRE(outcome(network, set("setNode", "a", "fields.x", nested(20)), Origin::local) == "accepted");
  network.waiting_edges.clear();
  const auto opened = open_impactweb(bytes_from_network(network));
  REQUIRE(std::holds_alternative<Opened>(opened));
  CHECK(std::get<Opened>(opened).warnings.empty());
  CHECK(std::get<Opened>(opened).network == network);
}

TEST_CASE("removing a node that is gone takes the edge along that waited for it, as often as it is told") {
  Network network = small_network();
  CHECK(outcome(network, {{"op", "removeNodes"}, {"ids", {"gone"}}, {"edges", {"w"}}}, Origin::remote) == "accepted");
  CHECK(network.waiting_edges.empty());
  CHECK(outcome(network, {{"op", "removeNodes"}, {"ids", {"gone", "b"}}, {"edges", {"w", "e"}}}, Origin::remote) ==
        "accepted");
  CHECK(network.edges.empty());
}
