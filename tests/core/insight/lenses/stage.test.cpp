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
  Network star = star_of(6);
  star.nodes[node_id(0)].label = "2017";
  const Json answer = ask(star, "stage");
  CHECK(answer.at("reasons")[1].at("params") == Json{"2017", 4, 5});
  CHECK(answer.at("sentence").at("code") == "lens.stage.hubAndSpoke");
  CHECK(ask(path_of(2), "stage").at("stage").is_null());
}
