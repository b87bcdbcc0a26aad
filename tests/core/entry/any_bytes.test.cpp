#include <random>

#include "core/search/name_index.hpp"
#include "core/search/search.hpp"
#include "core/text/text.hpp"
#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

/// Lines of what the grammar is made of, and of bytes that it is not.
std::string random_line(std::mt19937& random) {
  static const std::vector<std::string> pieces = {" ",          " ",
                                                  " ",          "a",
                                                  "Zet",        "Zorgbelang",
                                                  "zorgbelnag", ">",
                                                  "<",          "~",
                                                  "-",          "->",
                                                  "?",          "!",
                                                  ":",          ",",
                                                  "#",          "@",
                                                  "\"",         "“",
                                                  "”",          "(",
                                                  ")",          "(mogelijk)",
                                                  "funds",      "opgericht door",
                                                  "2017",       "2017-2021",
                                                  "€",          "10.000",
                                                  "25k",        ",50",
                                                  "mln",        "sinds",
                                                  "tot",        "opgave:",
                                                  "initiatief", "é",
                                                  "\u00A0",     "→",
                                                  "\t",         "\xFF",
                                                  "\xC3",       std::string(1, '\0'),
                                                  "…",          "- ",
                                                  " - ",        "Breda - Centrum",
                                                  "euro",       "\u200B",
                                                  "\u0301",     "maart"};
  std::string line;
  for (std::size_t i = random() % 20; i > 0; --i) {
    if (random() % 12 == 0)
      line.push_back(static_cast<char>(random()));
    else
      line += pieces[random() % pieces.size()];
  }
  return line;
}

}  // namespace

TEST_CASE("any bytes give a plan that applies cleanly and says something only once") {
  std::mt19937 random(20211020);
  Network network;
  add_node(network, "a", "Zet");
  add_node(network, "b", "Zorgbelang");
  add_node(network, "c", "Breda - Centrum");
  network.nodes["a"].tags = {"a"};
  network.nodes["a"].place = "Zet";
  for (int round = 0; round < 4'000; ++round) {
    if (network.nodes.size() > 60)
      network.nodes.erase(network.nodes.begin(), network.nodes.end()), network.edges.clear();
    const std::string line = random_line(random);
    INFO(line);
    const EntryPlan plan = plan_entry(network, line);
    for (const EntryStep& step : plan.steps) {
      REQUIRE(is_utf8(step.text + step.detail));
      REQUIRE((step.operation < plan.operations.size()) == (step.kind != EntryStep::Kind::existing_node));
    }
    network = applied(std::move(network), line);
    // What was guessed may be unclear now that the line has added names that are as much alike.
    const bool guessed =
        std::any_of(plan.steps.begin(), plan.steps.end(), [](const EntryStep& step) { return step.guessed; });
    const EntryPlan again = guessed ? EntryPlan() : plan_entry(network, line);
    for (const EntryStep& step : again.steps) {
      INFO(step.text);
      // Everything new is there now; a place can only be the last of several.
      REQUIRE(step.kind != EntryStep::Kind::new_node);
      REQUIRE(step.kind != EntryStep::Kind::new_edge);
      REQUIRE(step.kind != EntryStep::Kind::new_tag);
      REQUIRE(step.kind != EntryStep::Kind::new_need);
    }
    const std::size_t caret = random() % (line.size() + 2);
    const EntryCompletion completion = complete_entry(network, line, caret);
    REQUIRE(completion.begin <= completion.end);
    REQUIRE(completion.end <= line.size());
    for (const Hit& hit : search(network, line)) REQUIRE(is_utf8(hit.excerpt));
    resolve_name(network, line);
  }
}
