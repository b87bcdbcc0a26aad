#include "core/analysis/arithmetic.hpp"
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

TEST_CASE("a proposed scale or agreement keeps everybody in, and brings in what it says") {
  Network network = network_of(6, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}});
  const double abilities[] = {500, 300, 40, 60, 10, 200};
  const char* sectors[] = {"business", "business", "civilSociety", "civilSociety", "nature", "government"};
  for (std::size_t actor = 0; actor < 6; ++actor) {
    network.nodes[node_id(actor)].fields["ability"] = abilities[actor];
    network.nodes[node_id(actor)].sector = sectors[actor];
  }
  const Json answer = ask(network, "fee", {{"fee", 100}});
  CHECK(number(answer, "lens.number.dropouts") == 3);
  CHECK(answer.at("revenue") == 300);
  REQUIRE(answer.at("actions").size() == 2);
  // 40 from both of civil society, 10 from nature; 100 from the others.
  const Json& scale = answer.at("actions")[0];
  CHECK(scale.at("code") == "lens.fee.scaleBySector");
  CHECK(scale.at("operations")[0].at("value") == Json{{"civilSociety", 40.0}, {"nature", 10.0}});
  const Json scaled = ask(applied(network, scale.at("operations")), "fee", {{"fee", 100}});
  CHECK(number(scaled, "lens.number.dropouts") == 0);
  CHECK(scaled.at("revenue") == 390);
  CHECK(scale.at("reasons")[1].at("params")[0].at("amount") == 390);
  CHECK(scaled.at("actions").empty());
  const Json& agreement = answer.at("actions")[1];
  const Json agreed = ask(applied(network, agreement.at("operations")), "fee", {{"fee", 100}});
  CHECK(number(agreed, "lens.number.dropouts") == 0);
  CHECK(agreed.at("revenue") == 410);
  CHECK(agreement.at("reasons")[1].at("params")[0].at("amount") == 410);
  // A scale of the options comes first, so that one of the network would change nothing.
  CHECK(ask(network, "fee", {{"fee", 100}, {"fees", {{"nature", 50}}}}).at("actions").size() == 1);
}

TEST_CASE("where somebody without sector or form would drop out, no scale is proposed") {
  Network network = network_of(2, {{0, 1}});
  network.nodes[node_id(0)].fields["ability"] = 10;
  const Json answer = ask(network, "fee", {{"fee", 100}});
  REQUIRE(answer.at("actions").size() == 1);
  CHECK(answer.at("actions")[0].at("code") == "lens.fee.agree");
  network.fields["fees"] = "free";
  CHECK(number(ask(network, "fee", {{"fee", 100}}), "lens.number.dropouts") == 1);
}

TEST_CASE("no agreement is proposed that brings in less than now") {
  std::size_t scales = 0, agreements = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    impactweb::analysis::Random chance(seed);
    Network network = random_network(seed, 16);
    for (std::size_t i = 0; i < 16; ++i)
      if (chance.below(5) > 0) network.nodes[node_id(i)].fields["ability"] = 40 + chance.below(160);
    const Json answer = ask(network, "fee", {{"fee", 100}});
    for (const Json& action : answer.at("actions")) {
      const Json after = ask(applied(network, action.at("operations")), "fee", {{"fee", 100}});
      INFO("seed " << seed << ", " << action.at("code"));
      CHECK(after.at("revenue") >= answer.at("revenue"));
      CHECK(after.at("revenue").get<double>() + after.at("revenueUnknown").get<double>() >=
            answer.at("revenue").get<double>() + answer.at("revenueUnknown").get<double>());
      (action.at("code") == "lens.fee.agree" ? agreements : scales) += 1;
    }
  }
  CHECK(agreements > 30);
  CHECK(scales > 0);
}
