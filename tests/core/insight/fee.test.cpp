#include "tests/core/insight/fixtures.hpp"

using namespace fixtures;

namespace {

/// A path of a person, a government and two others; each can pay 10 times its number but for the last.
Network payers() {
  Network network = path_of(4);
  network.nodes[node_id(0)].form = impactweb::Form::person;
  network.nodes[node_id(1)].sector = "government";
  network.nodes[node_id(2)].sector = "nature";
  for (std::size_t i = 0; i < 3; ++i) network.nodes[node_id(i)].fields["ability"] = 10 * i;
  return network;
}

}  // namespace

TEST_CASE("who can pay less than the fee drops out; of whom it is not known stays and is counted") {
  const Json answer = ask(payers(), "fee", {{"fee", 15}});
  CHECK(ids_of(answer.at("dropouts")) == std::vector<std::string>{node_id(0), node_id(1)});
  CHECK(answer.at("revenue") == 15);
  CHECK(answer.at("revenueUnknown") == 15);
  CHECK(number(answer, "lens.number.reachBefore") == 4);
  CHECK(number(answer, "lens.number.reachAfter") == 2);
  CHECK(answer.at("missing")[0].at("field") == "fields.ability");
  CHECK(answer.at("missing")[0].at("ids") == Json{node_id(3)});
  CHECK(answer.at("notes")[0].at("code") == "lens.fee.sectorsVanish");
  CHECK(ask(payers(), "fee", {{"fee", 0}}).at("dropouts").empty());
}

TEST_CASE("fees and abilities can be ruled by form and sector, and an own field goes before a rule") {
  CHECK(
      ids_of(ask(payers(), "fee", {{"fee", 15}, {"fees", {{"person", 0}, {"government", 5}}}}).at("dropouts")).empty());
  const Json answer = ask(payers(), "fee", {{"fee", 15}, {"abilities", {{"nature", 0}, {"person", 99}}}});
  CHECK(ids_of(answer.at("dropouts")) == std::vector<std::string>{node_id(0), node_id(1)});
  const Json other =
      ask(payers(), "fee", {{"fee", 15}, {"abilityField", "Draagkracht"}, {"abilities", {{"nature", 1}}}});
  CHECK(ids_of(other.at("dropouts")) == std::vector<std::string>{node_id(2)});
}

TEST_CASE("diversity and independence after are those of who stays") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    Network network = random_network(seed, 20);
    for (std::size_t i = 0; i < 20; ++i) network.nodes[node_id(i)].fields["ability"] = static_cast<int>(i * 7 % 13);
    const Json answer = ask(network, "fee", {{"fee", 5}});
    const Json ids = ids_of(answer.at("dropouts"));
    const Network after = applied(network, Json{{{"op", "removeNodes"}, {"ids", ids}}});
    CHECK(number(answer, "lens.number.blauAfter") == measure(after, "blau").at("value"));
    CHECK(number(answer, "lens.number.independenceAfter") == measure(after, "independence").at("value"));
    CHECK(number(answer, "lens.number.blauBefore") == measure(network, "blau").at("value"));
  }
}
