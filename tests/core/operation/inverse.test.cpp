// Every operation can be taken back exactly, whatever came before it.
#include <catch2/catch_test_macros.hpp>

#include "core/io/file.hpp"
#include "core/operation/operations.hpp"
#include "core/operation/session.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

/// Every byte of a network: 1 and 1.0 are equal numbers, and still two files.
std::string all_of(const Network& network) {
  Json waiting = Json::array();
  for (const auto& [id, edge] : network.waiting_edges) waiting.push_back(to_json(edge));
  return to_json(network).dump() + waiting.dump();
}

}  // namespace

TEST_CASE("the inverse of any operation restores the network exactly, local and remote") {
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    Random random(seed);
    Network network = make_network();
    std::size_t accepted = 0;
    for (int step = 0; step < 120; ++step) {
      const Json operation = random_operation(random, network);
      const Origin origin = random.chance(30) ? Origin::remote : Origin::local;
      const Network before = network;
      const auto result = apply_operation(network, operation, origin);
      INFO("seed " << seed << " step " << step << " " << operation.dump());
      if (std::holds_alternative<Issue>(result)) {
        REQUIRE(network == before);
        continue;
      }
      ++accepted;
      REQUIRE(broken_invariant(network).empty());
      const Effect& effect = std::get<Effect>(result);
      // Applying what was reported as applied gives the same network again.
      Network replayed = before;
      REQUIRE(std::holds_alternative<Effect>(apply_operation(replayed, effect.applied, origin)));
      REQUIRE(replayed == network);
      REQUIRE(all_of(replayed) == all_of(network));
      Network restored = network;
      for (const Json& back : effect.inverse)
        REQUIRE(std::holds_alternative<Effect>(apply_operation(restored, back, Origin::remote)));
      REQUIRE(restored == before);
      REQUIRE(all_of(restored) == all_of(before));
      if (effect.inverse.empty()) REQUIRE(all_of(network) == all_of(before));
    }
    REQUIRE(accepted > 20);
  }
}

TEST_CASE("undoing everything gives the first network, redoing everything the last") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    Session session;
    const Network first = session.network();
    std::size_t steps = 0;
    for (int step = 0; step < 80; ++step) {
      std::vector<Json> operations;
      for (std::size_t i = 1 + random.below(3); i > 0; --i) {
        operations.push_back(random_operation(random, session.network()));
        // Edges that are left waiting for a node that I remove stand in the way when it is to be removed again.
        if (operations.back().is_object() && operations.back().contains("ids")) operations.back().erase("edges");
      }
      ApplyOptions options;
      if (random.chance(40)) options.gesture = random.chance(50) ? "drag" : "type";
      if (random.chance(10)) session.end_gesture();
      session.apply(operations, options);
    }
    const Network last = session.network();
    while (session.undo_name()) {
      const HistoryReport report = session.undo();
      INFO("seed " << seed);
      REQUIRE(report.done);
      REQUIRE(report.skipped.empty());
      REQUIRE(broken_invariant(session.network()).empty());
      ++steps;
    }
    REQUIRE(session.network() == first);
    for (; steps > 0; --steps) REQUIRE(session.redo().skipped.empty());
    REQUIRE_FALSE(session.redo_name());
    REQUIRE(session.network() == last);
  }
}

TEST_CASE("what listeners hear, replayed on another network, gives the same network") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    Session session;
    Network replica = session.network();
    session.on_change([&](const Change& change) {
      for (const Json& operation : change.operations) {
        INFO(operation.dump());
        REQUIRE(std::holds_alternative<Effect>(apply_operation(replica, operation, Origin::remote)));
      }
    });
    for (int step = 0; step < 150; ++step) {
      if (random.chance(15))
        session.undo();
      else if (random.chance(10))
        session.redo();
      else
        session.apply({random_operation(random, session.network())},
                      {random.chance(20) ? Origin::remote : Origin::local, random.chance(30) ? "type" : "", {}});
      REQUIRE(replica == session.network());
      REQUIRE(broken_invariant(session.network()).empty());
    }
    // What I take back is my own, whatever others did meanwhile: nothing that I may take back is refused.
    while (session.undo_name())
      for (const Issue& issue : session.undo().skipped) {
        INFO("seed " << seed << " " << issue.code << " at " << issue.where);
        REQUIRE(issue.code.rfind("undoSkipped", 0) == 0);
      }
    REQUIRE(replica == session.network());
  }
}

TEST_CASE("every state writes a file that reads back the same, without a word") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const Network network = random_network(random, 3 + random.below(20), random.below(40));
    const std::string bytes = bytes_from_network(network);
    const auto opened = open_impactweb(bytes);
    REQUIRE(std::holds_alternative<Opened>(opened));
    for (const Issue& issue : std::get<Opened>(opened).warnings) FAIL(issue.code << " at " << issue.where);
    INFO("seed " << seed << " " << Json::diff(to_json(network), to_json(std::get<Opened>(opened).network)).dump());
    REQUIRE(std::get<Opened>(opened).network == network);
    REQUIRE(bytes_from_network(std::get<Opened>(opened).network) == bytes);
  }
}
