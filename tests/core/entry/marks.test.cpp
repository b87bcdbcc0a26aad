#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

TEST_CASE("what a node needs and offers") {
  const Network network = applied({}, "Stérk.Brabant ? ruimte om te vergaderen, liefst > 20 m2 ! kennis: veel #zorg");
  const Node& node = node_called(network, "Stérk.Brabant");
  REQUIRE(node.needs.size() == 1);
  CHECK(node.needs[0].text == "ruimte om te vergaderen, liefst > 20 m2");
  CHECK(node.needs[0].status == ExchangeStatus::open);
  REQUIRE(node.offers.size() == 1);
  CHECK(node.offers[0].text == "kennis: veel");
  CHECK(node.offers[0].tags == Lines{"zorg"});
  CHECK(node.tags.empty());
}

TEST_CASE("a mark for needs and offers counts between words only") {
  for (const std::string line :
       {"Zet ! onderzoekers", "Zet! onderzoekers", "Zet !onderzoekers", "Zet !! onderzoekers"}) {
    INFO(line);
    const Network network = applied({}, line);
    REQUIRE(node_called(network, "Zet").offers.size() == 1);
    CHECK(node_called(network, "Zet").offers[0].text == "onderzoekers");
  }
  const EntryPlan open = plan_entry({}, "Zet ?");
  CHECK(codes(open) == Lines{"incomplete"});
  CHECK(open.operations.size() == 1);
  const Network network = applied({}, "Zet ? wie helpt? graag snel! @ons kamer #3 nu");
  CHECK(node_called(network, "Zet").needs.at(0).text == "wie helpt? graag snel! @ons kamer #3 nu");
}

TEST_CASE("every one of a list needs it, and in a chain the last") {
  const Network list = applied({}, "Zet, Zorgbelang ? ruimte");
  CHECK(node_called(list, "Zet").needs.size() == 1);
  CHECK(node_called(list, "Zorgbelang").needs.size() == 1);
  CHECK(node_called(list, "Zet").needs[0].id != node_called(list, "Zorgbelang").needs[0].id);
  const Network chain = applied({}, "Zet > Zorgbelang ? ruimte");
  CHECK(chain.edges.size() == 1);
  CHECK(node_called(chain, "Zet").needs.empty());
  CHECK(node_called(chain, "Zorgbelang").needs.size() == 1);
}

TEST_CASE("tags and place belong to the name before them") {
  const Network network = applied({}, "Zet #welzijn @Tilburg > Stérk.Brabant : founded 2017");
  const Node& zet = node_called(network, "Zet");
  CHECK(zet.tags == Lines{"welzijn"});
  CHECK(zet.place == "Tilburg");
  CHECK(zet.form == Form::unset);
  CHECK_FALSE(zet.position);
  CHECK(node_called(network, "Stérk.Brabant").tags.empty());
  CHECK(network.edges.begin()->second.since == "2017");

  const Network more = applied({}, "Zet #sociale cohesie #zorg @ Den Bosch, Bb @\"Breda, Zuid\" > C : funds #geld");
  CHECK(node_called(more, "Zet").tags == Lines{"sociale cohesie", "zorg"});
  CHECK(node_called(more, "Zet").place == "Den Bosch");
  CHECK(node_called(more, "Bb").place == "Breda, Zuid");
  CHECK(node_called(more, "C").tags == Lines{"geld"});
}

TEST_CASE("an existing node gets only what it does not have, in the spelling in use") {
  Network network;
  add_node(network, "a", "Zet");
  network.nodes["a"].tags = {"Welzijn"};
  network.nodes["a"].place = "Tilburg";
  network.nodes["a"].needs = {{"n", "ruimte", {}, Terms::unset, ExchangeStatus::open}};
  add_node(network, "b", "Bb");

  CHECK(plan_entry(network, "Zet #welzijn @tilburg").operations.empty());
  const EntryPlan again = plan_entry(network, "Zet ? Ruimte");
  CHECK(again.operations.empty());
  CHECK(codes(again) == Lines{"exchangeExists"});

  const EntryPlan plan = plan_entry(network, "Zet #zorg @Breda ? geld ! tijd");
  std::vector<EntryStep::Kind> kinds;
  for (const EntryStep& step : plan.steps) kinds.push_back(step.kind);
  CHECK(kinds == std::vector{EntryStep::Kind::existing_node, EntryStep::Kind::new_tag, EntryStep::Kind::new_place,
                             EntryStep::Kind::new_need, EntryStep::Kind::new_offer});
  for (std::size_t i = 1; i < plan.steps.size(); ++i) CHECK(plan.steps[i].operation == i - 1);
  const Network changed = applied(network, "Zet #zorg @Breda ? geld ! tijd");
  CHECK(changed.nodes.at("a").tags == Lines{"Welzijn", "zorg"});
  CHECK(changed.nodes.at("a").place == "Breda");
  CHECK(changed.nodes.at("a").needs.size() == 2);
  CHECK(changed.nodes.at("a").offers.size() == 1);

  const Network other = applied(network, "Bb #WELZIJN @TILBURG, Cc #welzijn");
  CHECK(other.nodes.at("b").tags == Lines{"Welzijn"});
  CHECK(other.nodes.at("b").place == "Tilburg");
  CHECK(node_called(other, "Cc").tags == Lines{"Welzijn"});
}

TEST_CASE("the same line gives the same plan but for its ids, which ascend in the order of the line") {
  const auto plan = [](std::vector<std::string>& ids) {
    std::string all;
    for (const Json& operation : plan_entry({}, "Zet #x > Bb, Cc : founded").operations) {
      all += operation.dump();
      for (const char* key : {"node", "edge"})
        if (operation.contains(key)) ids.push_back(operation[key]["id"]);
    }
    for (std::size_t i = 0; i < ids.size(); ++i)
      for (std::size_t at = all.find(ids[i]); at != std::string::npos; at = all.find(ids[i]))
        all.replace(at, ids[i].size(), "#" + std::to_string(i));
    return all;
  };
  std::vector<std::string> ids_1;
  std::vector<std::string> ids_2;
  const std::string first = plan(ids_1);
  CHECK(first == plan(ids_2));
  REQUIRE(ids_1.size() == 5);
  CHECK(std::is_sorted(ids_1.begin(), ids_1.begin() + 3));
  CHECK(std::is_sorted(ids_1.begin() + 3, ids_1.end()));
  CHECK(ids_1[4] < ids_2[0]);
}
