#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

TEST_CASE("names with marks that make no sense as marks stay whole") {
  for (const std::string name : {"Zorgbelang Brabant | Zeeland",
                                 "Noord-Brabant",
                                 "Stérk.Brabant",
                                 "10:30 overleg",
                                 "Wat nu?",
                                 "Doe mee!",
                                 "Zorg- en welzijn",
                                 "Van Dijk & Zonen",
                                 "Werk/Leren",
                                 "Café 't Hoekje",
                                 "C#",
                                 "A&B",
                                 "Hoe?Zo",
                                 "10,5 jaar",
                                 "Breda en Tilburg",
                                 "Zet, Zorgbelang en anderen",
                                 "Wie (nog) niet",
                                 "!Woon",
                                 "Thema-avond: zorg",
                                 "info@zet.nl",
                                 "Wat?!",
                                 "'s-Hertogenbosch",
                                 "Jan \"de Boer\" Smit",
                                 "E=mc2",
                                 "a -b",
                                 "x- y"}) {
    INFO(name);
    CHECK(labels(applied({}, name)) == Lines{name});
    if (name.find(", ") == std::string::npos && name.find(": ") == std::string::npos) {
      CHECK(ties(applied({}, name + " > Bb : funds")) == Lines{name + " -funds> Bb"});
      CHECK(ties(applied({}, "Bb > " + name + " : funds")) == Lines{"Bb -funds> " + name});
    }
  }
  CHECK(labels(applied({}, "Wat nu? > Bb")) == Lines{"Bb", "Wat nu?"});
  CHECK(labels(applied({}, "Wat nu?, Zet > Bb")) == Lines{"Bb", "Wat nu?", "Zet"});
}

TEST_CASE("a name in quotes is taken as it is") {
  CHECK(labels(applied({}, "\"Meer > minder, en: zo ? ja\"")) == Lines{"Meer > minder, en: zo ? ja"});
  CHECK(ties(applied({}, "\"A > B\", C > „D ~ E” : funds")) == Lines{"A > B -funds> D ~ E", "C -funds> D ~ E"});
  CHECK(labels(applied({}, "\"zeg \"\"ja\"\"\"")) == Lines{"zeg \"ja\""});
  CHECK(labels(applied({}, "\"nog niet > klaar")) == Lines{"nog niet > klaar"});
  CHECK(labels(applied({}, "Project \"A > B\" nu > C")) == Lines{"C", "Project \"A > B\" nu"});
}

TEST_CASE("white space and control characters in names become single spaces") {
  CHECK(labels(applied({}, "  Breda \t\u00A0 Circulair\n")) == Lines{"Breda Circulair"});
  CHECK(labels(applied({}, std::string("a\0b\x7F", 4) + "c\x1B[0m")) == Lines{"a b c [0m"});
  CHECK(labels(applied({}, "\xFF\xC3(")) == Lines{"\uFFFD\uFFFD("});
}

TEST_CASE("a name that exists is that node, accents and case aside") {
  Network network;
  add_node(network, "a", "Stérk.Brabant");
  const EntryPlan plan = plan_entry(network, "STERK.BRABANT > Zet");
  REQUIRE(plan.steps.size() == 3);
  CHECK(plan.steps[0].kind == EntryStep::Kind::existing_node);
  CHECK(plan.steps[0].text == "Stérk.Brabant");
  CHECK_FALSE(plan.steps[0].guessed);
  CHECK(plan.steps[1].kind == EntryStep::Kind::new_node);
  CHECK(plan.steps[1].operation == 0);
  CHECK(plan.steps[2].text == "Stérk.Brabant → Zet");
  CHECK(plan.steps[2].detail == "worksWith");
  CHECK(plan.operations[1]["edge"]["from"] == "a");
  CHECK(plan.operations[1]["edge"]["to"] == plan.operations[0]["node"]["id"]);
}

TEST_CASE("a name with a typing mistake is guessed, unless it is quoted or not clear") {
  Network network;
  add_node(network, "a", "Stérk.Brabant");
  add_node(network, "b", "Zorgbelang");
  add_node(network, "c", "Gemeente Haren");
  const EntryPlan plan = plan_entry(network, "Zorgbelnag > Sterk Brabnt");
  REQUIRE(plan.steps.size() == 3);
  CHECK(plan.steps[0].guessed);
  CHECK(plan.steps[0].text == "Zorgbelang");
  CHECK(plan.steps[1].guessed);
  CHECK(plan.operations.size() == 1);
  CHECK(plan.issues.empty());
  CHECK(labels(applied({network}, "\"Zorgbelnag\"")).size() == 4);
  CHECK(labels(applied({network}, "Gemeente Laren")).size() == 4);  // another place

  add_node(network, "d", "Zorgbelong");
  const EntryPlan unclear = plan_entry(network, "Zorgbelung");
  CHECK(codes(unclear) == Lines{"nameUnclear"});
  CHECK(unclear.issues[0].params == Lines{"Zorgbelung", "Zorgbelang, Zorgbelong"});
  CHECK(unclear.operations.size() == 1);
  const EntryPlan exact = plan_entry(network, "zorgbelong");
  CHECK(exact.operations.empty());
  CHECK(exact.issues.empty());
  CHECK_FALSE(exact.steps[0].guessed);
}

TEST_CASE("a shortened name is guessed, when only one can be meant") {
  Network network;
  add_node(network, "a", "Stichting Zet");
  add_node(network, "b", "Zorgbelang Brabant | Zeeland");
  add_node(network, "c", "Provincie Noord-Brabant");
  add_node(network, "d", "Breda Circulair");
  add_node(network, "e", "Tilburg University");
  network.nodes.at("e").place = "Tilburg";
  const auto meant = [&](const std::string& line) {
    const EntryPlan plan = plan_entry(network, line);
    REQUIRE(plan.steps.size() == 1);
    return plan.steps[0].guessed ? plan.steps[0].text : "new " + plan.steps[0].text;
  };
  CHECK(meant("Zet") == "Stichting Zet");
  CHECK(meant("zorgbelang") == "Zorgbelang Brabant | Zeeland");
  CHECK(meant("Noord-Brabant") == "Provincie Noord-Brabant");
  // Other things than what begins alike.
  CHECK(meant("Breda") == "new Breda");
  CHECK(meant("Gemeente Breda") == "new Gemeente Breda");
  CHECK(meant("Tilburg") == "new Tilburg");
  CHECK(meant("Stichting") == "new Stichting");
  CHECK(meant("Brabant") == "new Brabant");
  CHECK(meant("\"Zet\"") == "new Zet");
  add_node(network, "f", "Gemeente Zet");
  CHECK(codes(plan_entry(network, "Zet")) == Lines{"nameUnclear"});
}

TEST_CASE("of nodes with the same name the one with the most ties is meant, and it is said so") {
  Network network;
  add_node(network, "a", "Zet");
  add_node(network, "b", "Zet");
  add_node(network, "c", "Bb");
  add_edge(network, "e", "b", "c", "funds");
  const EntryPlan plan = plan_entry(network, "Zet > Bb : founded");
  CHECK(plan.operations.at(0)["edge"]["from"] == "b");
  CHECK(codes(plan) == Lines{"nameTwice"});
  add_node(network, "d", "Zet", NodeKind::vision);
  CHECK(plan_entry(network, "visie: Zet > Bb").operations.at(0)["edge"]["from"] == "d");
}

TEST_CASE("existing names with marks in them are recognised whole") {
  Network network;
  add_node(network, "a", "Breda - Centrum");
  add_node(network, "b", "Werk, Inkomen en Zorg");
  add_node(network, "c", "Wie? Wat! Waar");
  add_node(network, "d", "Project: Zuid");
  CHECK(ties(applied(network, "breda - centrum > Werk, Inkomen en Zorg, Zet")) ==
        Lines{"Breda - Centrum -worksWith> Werk, Inkomen en Zorg", "Breda - Centrum -worksWith> Zet"});
  CHECK(plan_entry(network, "Wie? Wat! Waar").operations.empty());
  CHECK(plan_entry(network, "Project: Zuid").operations.empty());
  CHECK(ties(applied(network, "Breda - Centrum? ruimte")).empty());
  CHECK(labels(applied(network, "Breda - Centrum?")) ==
        Lines{"Breda", "Breda - Centrum", "Centrum?", "Project: Zuid", "Werk, Inkomen en Zorg", "Wie? Wat! Waar"});
  CHECK(ties(applied(network, "Breda - Centrum-Oost")) == Lines{"Breda -worksWith- Centrum-Oost"});
}

TEST_CASE("the colon with white space on both sides is the one before the kind of tie") {
  CHECK(ties(applied({}, "Zet > Let op: zorg : steunt")) == Lines{"Zet -supports> Let op: zorg"});
  CHECK(ties(applied({}, "Zet > Let op: steunt")) == Lines{"Zet -supports> Let op"});
  CHECK(ties(applied({}, "Zet > Bb :steunt")) == Lines{"Zet -supports> Bb"});
}

TEST_CASE("a word before a colon says what kind of node a new name is") {
  const auto kind_of = [](const std::string& line, const std::string& label) {
    return node_called(applied({}, line), label).kind;
  };
  CHECK(kind_of("initiatief: Impact Zuid", "Impact Zuid") == NodeKind::initiative);
  CHECK(kind_of("opgave: Eenzaamheid", "Eenzaamheid") == NodeKind::challenge);
  CHECK(kind_of("opgave : Eenzaamheid", "Eenzaamheid") == NodeKind::challenge);
  CHECK(kind_of("Opgave:Eenzaamheid", "Eenzaamheid") == NodeKind::challenge);
  CHECK(kind_of("vision: Iedereen telt mee", "Iedereen telt mee") == NodeKind::vision);
  CHECK(kind_of("partij: Zet", "Zet") == NodeKind::actor);
  CHECK(kind_of("initatief: Impact Zuid", "Impact Zuid") == NodeKind::initiative);  // mistyped
  CHECK(kind_of("Zet > opgave: Eenzaamheid : draagt bij aan", "Eenzaamheid") == NodeKind::challenge);
  CHECK(kind_of("Zet > opgave: Eenzaamheid : draagt bij aan", "Zet") == NodeKind::actor);
  CHECK(ties(applied({}, "Zet > opgave: Eenzaamheid: draagt bij aan")) == Lines{"Zet -contributesTo> Eenzaamheid"});
  CHECK(ties(applied({}, "Zet > project : founded")) == Lines{"Zet -founded> project"});
  CHECK(kind_of("initiatief: \"A: B\"", "A: B") == NodeKind::initiative);

  Network network;
  add_node(network, "a", "Zet");
  const EntryPlan plan = plan_entry(network, "visie: Zet");
  CHECK(plan.operations.empty());
  CHECK(codes(plan) == Lines{"nodeKindStays"});
}

TEST_CASE("a new name mentioned twice is one node") {
  CHECK(labels(applied({}, "Zet > Zorgbelang > zet")) == Lines{"Zet", "Zorgbelang"});
}

TEST_CASE("a name that is too long is cut with a report") {
  const EntryPlan plan = plan_entry({}, std::string(400, 'x') + " > Zet");
  CHECK(codes(plan) == Lines{"entryTextTooLong"});
  CHECK(plan.operations[0]["node"]["label"].get<std::string>().size() == 300);
}
