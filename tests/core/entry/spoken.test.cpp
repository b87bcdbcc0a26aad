#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

/// What lines come to that are typed one after another.
Network said(const Lines& lines) {
  Network network;
  EntryContext context;
  context.today = "2026-11-29";
  for (const std::string& line : lines) {
    const EntryPlan plan = plan_entry(network, line, default_entry_vocabulary(), context);
    INFO(line);
    for (const Json& operation : plan.operations) {
      const auto result = apply_operation(network, operation, Origin::local);
      if (const Issue* issue = std::get_if<Issue>(&result)) FAIL(issue->code << " " << issue->where);
    }
    if (!plan.speaker.empty()) context.speaker = plan.speaker;
  }
  return network;
}

const Edge& only_edge(const Network& network) {
  REQUIRE(network.edges.size() == 1);
  return network.edges.begin()->second;
}

}  // namespace

TEST_CASE("a tie that nobody has named is what it mostly is by what it leads to") {
  CHECK(ties(said({"opgave: Eenzaamheid", "Zet > Eenzaamheid"})) == Lines{"Zet -contributesTo> Eenzaamheid"});
  CHECK(ties(said({"initiatief: Buurttuin", "Zet > Buurttuin"})) == Lines{"Zet -takesPartIn> Buurttuin"});
  CHECK(ties(said({"visie: Iedereen telt mee", "Zet > Iedereen telt mee"})) ==
        Lines{"Zet -supports> Iedereen telt mee"});
  CHECK(ties(said({"initiatief: Buurttuin", "opgave: Eenzaamheid", "Buurttuin > Eenzaamheid"})) ==
        Lines{"Buurttuin -contributesTo> Eenzaamheid"});
  CHECK(ties(said({"Zet > opgave: Eenzaamheid sinds 2020"})) == Lines{"Zet -contributesTo> Eenzaamheid"});
  CHECK(ties(said({"opgave: Eenzaamheid", "Zet > Eenzaamheid : financiert"})) == Lines{"Zet -funds> Eenzaamheid"});
  CHECK(ties(said({"Zet > Avans"})) == Lines{"Zet -worksWith> Avans"});
  CHECK(ties(said({"opgave: Eenzaamheid", "Zet ~ Eenzaamheid"})) == Lines{"Zet ~worksWith~ Eenzaamheid"});
}

TEST_CASE("a period and an amount are heard at the end of a name as well") {
  const auto since = [](const std::string& line) { return only_edge(said({line})).since; };
  CHECK(since("Zet > Gemeente Tilburg sinds 2019") == "2019");
  CHECK(since("Zet > Gemeente Tilburg since 2019") == "2019");
  CHECK(since("Zet > Gemeente Tilburg sinds maart 2021") == "2021-03");
  CHECK(since("Zet > Gemeente Tilburg sinds vorig jaar") == "2025");
  CHECK(since("Zet > Gemeente Tilburg since last year") == "2025");
  CHECK(since("Zet > Gemeente Tilburg sinds vorige maand") == "2026-10");
  CHECK(since("Zet > Gemeente Tilburg : financiert, sinds drie jaar geleden") == "2023");
  CHECK(since("Zet > Gemeente Tilburg : sinds dit jaar") == "2026");
  const Network network = said({"Zet > Gemeente Tilburg voor € 10.000 van 2017 tot 2020 (mogelijk)"});
  CHECK(labels(network) == Lines{"Gemeente Tilburg", "Zet"});
  CHECK(only_edge(network).amount == 10'000);
  CHECK(only_edge(network).until == "2020");
  CHECK(only_edge(network).status == EdgeStatus::potential);
  CHECK(labels(said({"Zet > Agenda 2030"})) == Lines{"Agenda 2030", "Zet"});
  CHECK(labels(said({"Zet > Van 2017 tot nu"})) == Lines{"Van 2017 tot nu", "Zet"});
  CHECK(labels(said({"\"Sinds 2019\"", "Zet > \"Sinds 2019\""})) == Lines{"Sinds 2019", "Zet"});
}

TEST_CASE("names are known by the judge that the import has") {
  CHECK(labels(said({"Gemeente Tilburg", "Gem. Tilburg > Zet"})) == Lines{"Gemeente Tilburg", "Zet"});
  CHECK(labels(said({"Avans Hogeschool", "Avans > Zet"})) == Lines{"Avans Hogeschool", "Zet"});
  CHECK(labels(said({"Provincie Noord-Brabant", "Prov. Noord-Brabant > Zet"})) ==
        Lines{"Provincie Noord-Brabant", "Zet"});
  CHECK(labels(said({"Vereniging van Nederlandse Gemeenten", "VNG > Zet"})) ==
        Lines{"Vereniging van Nederlandse Gemeenten", "Zet"});
  CHECK(labels(said({"Gemeente Tilburg", "Gem. Breda > Zet"})) == Lines{"Gem. Breda", "Gemeente Tilburg", "Zet"});
  CHECK(labels(said({"Gemeente Tilburg", "Tilburg > Zet"})) == Lines{"Gemeente Tilburg", "Zet"});
}

TEST_CASE("they are the actor before") {
  CHECK(ties(said({"Zet", "zij > Avans"})) == Lines{"Zet -worksWith> Avans"});
  CHECK(ties(said({"Zet > Avans : financiert", "they > Breda Circulair : supports"})) ==
        Lines{"Zet -funds> Avans", "Zet -supports> Breda Circulair"});
  CHECK(ties(said({"initiatief: Buurttuin < Zet", "Ze > Avans"})) ==
        Lines{"Zet -takesPartIn> Buurttuin", "Zet -worksWith> Avans"});
  const Network network = said({"Zet", "zij ? vrijwilligers"});
  CHECK(labels(network) == Lines{"Zet"});
  CHECK(node_called(network, "Zet").needs.size() == 1);
  const EntryPlan nobody = plan_entry({}, "zij > Avans");
  CHECK(codes(nobody) == Lines{"nobodyBefore"});
  CHECK(labels(said({"Zet", "\"Zij\" > Avans"})) == Lines{"Avans", "Zet", "Zij"});
}

TEST_CASE("sector, energy and motivation have a sign") {
  const auto sector = [](const std::string& line, const std::string& label) {
    return node_called(said({line}), label).sector;
  };
  CHECK(sector("Zet : overheid", "Zet") == "government");
  CHECK(sector("Zet : government", "Zet") == "government");
  CHECK(sector("Zet, Avans ? geld : kennis", "Zet").empty());
  CHECK(sector("Gemeente Breda [overheid]", "Gemeente Breda") == "government");
  CHECK(sector("Gemeente Breda [overheid] > Avans [kennis] : financiert", "Avans") == "knowledge");
  CHECK(sector("Zet [zorgverzekeraars]", "Zet") == "zorgverzekeraars");
  CHECK(codes(plan_entry({}, "Zet : financiert")) == Lines{"tieMissing"});
  CHECK(node_called(said({"Zet", "Zet : media"}), "Zet").sector == "media");

  CHECK(node_called(said({"Zet *4"}), "Zet").energy == 4);
  CHECK(node_called(said({"Zet ***"}), "Zet").energy == 3);
  const Network network = said({"Rabobank [financiers] *2 * wil iets terugdoen #bank @Tilburg ? partners"});
  const Node& bank = node_called(network, "Rabobank");
  CHECK(bank.energy == 2);
  CHECK(bank.motivation == "wil iets terugdoen");
  CHECK(bank.tags == Lines{"bank"});
  CHECK(bank.place == "Tilburg");
  CHECK(bank.needs.size() == 1);
  CHECK(labels(said({"Bar * Grill"})) == Lines{"Bar"});
  CHECK(labels(said({"\"Bar * Grill\"", "Bar * Grill > Zet"})) == Lines{"Bar * Grill", "Zet"});
}

TEST_CASE("sentences without marks are understood where a verb can be nothing else") {
  CHECK(ties(said({"Zet werkt samen met Gemeente Tilburg"})) == Lines{"Zet -worksWith> Gemeente Tilburg"});
  CHECK(ties(said({"De gemeente Tilburg financiert Stérk.Brabant sinds 2019"})) ==
        Lines{"Gemeente Tilburg -funds> Stérk.Brabant"});
  CHECK(ties(said({"Zet en Avans werken samen met de provincie"})) ==
        Lines{"Avans -worksWith> provincie", "Zet -worksWith> provincie"});
  CHECK(ties(said({"Zet krijgt subsidie van Provincie Noord-Brabant"})) ==
        Lines{"Provincie Noord-Brabant -funds> Zet"});
  CHECK(node_called(said({"Avans zoekt een zaal"}), "Avans").needs.at(0).text == "een zaal");
  CHECK(node_called(said({"Avans offers a room"}), "Avans").offers.at(0).text == "a room");
  for (const std::string name : {"Samen aan de slag in Breda", "Stichting Steun en Toeverlaat", "Project van de buurt"})
    CHECK(labels(said({name})) == Lines{name});
}
