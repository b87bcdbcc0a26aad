#include "tests/core/analysis/shapes.hpp"
#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

TEST_CASE("the stage is that of the measure, with every reason retold and advice") {
  Network core = network_of(
      8,
      {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}, {4, 0}, {4, 1}, {5, 1}, {5, 2}, {6, 2}, {6, 3}, {7, 3}, {7, 0}});
  for (const Network& network :
       {star_of(8), path_of(9), core, random_network(2, 30), network_of(8, {{0, 1}, {2, 3}, {4, 5}, {6, 7}})}) {
    const Json expected = measure(network, "stage");
    const Json answer = ask(network, "stage");
    CHECK(answer.at("stage") == expected.at("value"));
    CHECK(answer.at("reasons").size() == expected.at("reasons").size());
    CHECK(answer.at("advice").size() == 2);
    CHECK(answer.at("actions").size() <= 5);
  }
  CHECK(ask(core, "stage").at("stage") == "corePeriphery");
  CHECK(ask(core, "stage").at("nodes").size() == 4);
}

TEST_CASE("numbers in reasons are numbers, and a hub whose name is one keeps it as a name") {
  Network star = star_of(16);
  star.nodes[node_id(0)].label = "2017";
  const Json answer = ask(star, "stage");
  CHECK(answer.at("reasons")[1].at("params") == Json{"2017", 14, 15});
  CHECK(answer.at("sentence").at("code") == "lens.stage.hubAndSpoke");
  CHECK(ask(path_of(2), "stage").at("stage").is_null());
}

TEST_CASE("a pattern is claimed where chance does not give it, and one tie would not change it") {
  std::size_t claimed = 0, chance = 0, one_tie = 0;
  for (const Shape& shape : all_shapes()) {
    if (shape.stage != "hubAndSpoke" && shape.stage != "multiHub" && shape.stage != "corePeriphery") continue;
    const Json answer = ask(network_of(shape.nodes, shape.ties), "stage");
    if (answer.at("sentence").at("code") == "lens.thin") continue;
    INFO(shape.name);
    const Json& firm = answer.at("firmness");
    const bool by_chance = firm.at("asChance") > 0;
    const bool fragile = 5 * firm.at("changing").get<int>() > firm.at("tried").get<int>();
    CHECK(firm.at("tried") >= std::min<std::size_t>(shape.ties.size(), 60));
    CHECK(answer.at("confident") == !(by_chance || fragile));
    CHECK(answer.at("sentence").at("code") == (by_chance ? "lens.stage.perhapsChance"
                                               : fragile ? "lens.stage.perhapsOneTie"
                                                         : "lens.stage." + shape.stage));
    (by_chance ? chance : fragile ? one_tie : claimed) += 1;
  }
  CHECK(claimed > 12);
  CHECK(chance > 0);
  // A star of six is one by chance now and then; one of thirty never.
  CHECK(ask(star_of(6), "stage").at("sentence").at("code") == "lens.stage.perhapsChance");
  CHECK(ask(star_of(30), "stage").at("sentence").at("code") == "lens.stage.hubAndSpoke");
}
