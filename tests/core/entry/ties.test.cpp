#include "core/entry/scan.hpp"
#include "tests/core/entry/plan.hpp"

using namespace impactweb;
using namespace impactweb::test;

TEST_CASE("a tie is read with its kind, in Dutch and in English") {
  CHECK(ties(applied({}, "Provincie Noord-Brabant > Stérk.Brabant : financiert")) ==
        Lines{"Provincie Noord-Brabant -funds> Stérk.Brabant"});
  CHECK(ties(applied({}, "Zet, Zorgbelang > Stérk.Brabant : founded")) ==
        Lines{"Zet -founded> Stérk.Brabant", "Zorgbelang -founded> Stérk.Brabant"});
  CHECK(ties(applied({}, "Breda Circulair ~ Impact Zuid")) == Lines{"Breda Circulair ~worksWith~ Impact Zuid"});
  CHECK(ties(applied({}, "A - B")) == Lines{"A -worksWith- B"});
  CHECK(ties(applied({}, "A < B : funds")) == Lines{"B -funds> A"});
  CHECK(ties(applied({}, "A > B")) == Lines{"A -worksWith> B"});
  CHECK(ties(applied({}, "A > B : deelt kennis met")) == Lines{"A -sharesKnowledgeWith> B"});
}

TEST_CASE("lists tie every one with every one and chains go on") {
  CHECK(ties(applied({}, "A, B > C, D : works with")) ==
        Lines{"A -worksWith> C", "A -worksWith> D", "B -worksWith> C", "B -worksWith> D"});
  CHECK(ties(applied({}, "A > B > C : partner")) == Lines{"A -worksWith> B", "B -worksWith> C"});
  CHECK(ties(applied({}, "A > B : funds > C : founded")) == Lines{"A -funds> B", "B -founded> C"});
  CHECK(ties(applied({}, "A, B ~ A, B")) == Lines{"A ~worksWith~ B"});
  CHECK(labels(applied({}, "A, A > B > A")) == Lines{"A", "B"});
}

TEST_CASE("a semicolon lists names as a comma does, and belongs to a name where nothing is listed") {
  CHECK(ties(applied({}, "Zet > Bram; Carla")) == Lines{"Zet -worksWith> Bram", "Zet -worksWith> Carla"});
  CHECK(ties(applied({}, "A;B > C; D, E : funds")) ==
        Lines{"A -funds> C", "A -funds> D", "A -funds> E", "B -funds> C", "B -funds> D", "B -funds> E"});
  CHECK(ties(applied({}, "Zet > 2;3")) == Lines{"Zet -worksWith> 2", "Zet -worksWith> 3"});
  CHECK(labels(applied({}, "Zorg; Welzijn")) == Lines{"Zorg; Welzijn"});
  CHECK(labels(applied(applied({}, "Zorg; Welzijn"), "Zet > Zorg; Welzijn")) == Lines{"Zet", "Zorg; Welzijn"});
  CHECK(labels(applied({}, "Zet > \"Zorg; Welzijn\"")) == Lines{"Zet", "Zorg; Welzijn"});
  CHECK(entry::quoted_if_needed("Zorg; Welzijn", entry::Element::Type::name, {}) == "\"Zorg; Welzijn\"");
}

TEST_CASE("arrows as people type or paste them are ties too") {
  for (const std::string arrow : {" > ", ">", " -> ", "->", " --> ", " => ", " → ", " >> ", " ⇒ "})
    CHECK(ties(applied({}, "Aa" + arrow + "Bb")) == Lines{"Aa -worksWith> Bb"});
  for (const std::string arrow : {" <- ", " < ", "<--", " ← "})
    CHECK(ties(applied({}, "Aa" + arrow + "Bb")) == Lines{"Bb -worksWith> Aa"});
  for (const std::string arrow : {" <-> ", " <> ", "~", " ↔ ", " <=> "})
    CHECK(ties(applied({}, "Aa" + arrow + "Bb")) == Lines{"Aa ~worksWith~ Bb"});
  for (const std::string dash : {" - ", " – ", " — ", " -- "})
    CHECK(ties(applied({}, "Aa" + dash + "Bb")) == Lines{"Aa -worksWith- Bb"});
  CHECK(labels(applied({}, "- Aa > Bb")) == Lines{"Aa", "Bb"});  // a bullet of a pasted list
}

TEST_CASE("a tie of a node with itself is taken when it is written so") {
  CHECK(ties(applied({}, "A > A : supports")) == Lines{"A -supports> A"});
}

TEST_CASE("amount, period and status go with the tie") {
  const Network network = applied({}, "A > B > C : funds € 10.000 2017-2021 (potential)");
  REQUIRE(network.edges.size() == 2);
  for (const auto& [id, edge] : network.edges) {
    CHECK(edge.kind == "funds");
    CHECK(edge.amount == 10000.0);
    CHECK(edge.currency == "EUR");
    CHECK(edge.since == "2017");
    CHECK(edge.until == "2021");
    CHECK(edge.status == EdgeStatus::potential);
  }
  const Network bracketed = applied({}, "A > B (mogelijk)");
  CHECK(labels(bracketed) == Lines{"A", "B"});
  CHECK(bracketed.edges.begin()->second.status == EdgeStatus::potential);
  CHECK(labels(applied({}, "A > GGD (Brabant)")) == Lines{"A", "GGD (Brabant)"});
}

TEST_CASE("words that turn a tie round do so") {
  CHECK(ties(applied({}, "Stérk.Brabant > Zet : opgericht door")) == Lines{"Zet -founded> Stérk.Brabant"});
  CHECK(ties(applied({}, "Stérk.Brabant < Zet : funded by")) == Lines{"Stérk.Brabant -funds> Zet"});
}

TEST_CASE("a tie that is there already is not made again") {
  Network network;
  add_node(network, "a", "Zet");
  add_node(network, "b", "Stérk.Brabant");
  add_edge(network, "e", "a", "b", "founded");
  const EntryPlan plan = plan_entry(network, "zet > sterk.brabant : oprichter");
  CHECK(plan.operations.empty());
  CHECK(codes(plan) == Lines{"edgeExists"});
  CHECK(plan.issues[0].where == "character 5");
  CHECK(plan.issues[0].params == Lines{"Zet → Stérk.Brabant"});
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : funds").operations.size() == 1);
  CHECK(plan_entry(network, "Zet < Stérk.Brabant : founded").operations.size() == 1);
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : founded 2017").operations.size() == 1);  // says something new
  network = applied(network, "Zet > Stérk.Brabant : founded 2017");
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : founded 2017").operations.empty());
  network = applied(network, "Zet > Stérk.Brabant : funds € 5.000");
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : funds € 5.000").operations.empty());
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : funds").operations.empty());
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : funds € 6.000").operations.size() == 1);
  CHECK(plan_entry(network, "Zet > Stérk.Brabant : funds € 5.000 per year").operations.size() == 1);
  network = applied(network, "Zet ~ Stérk.Brabant");
  CHECK(codes(plan_entry(network, "Stérk.Brabant ~ Zet")) == Lines{"edgeExists"});
  CHECK(plan_entry(network, "Stérk.Brabant > Zet").operations.size() == 1);
}

TEST_CASE("a line that is not finished gives what is clear so far") {
  const EntryPlan plan = plan_entry({}, "Zet > ");
  CHECK(plan.operations.size() == 1);
  REQUIRE(plan.steps.size() == 1);
  CHECK(plan.steps[0].kind == EntryStep::Kind::new_node);
  CHECK(codes(plan) == Lines{"incomplete"});
  CHECK(labels(applied({}, "Zet > Impact Zuid :")) == Lines{"Impact Zuid", "Zet"});
  CHECK(ties(applied({}, "Zet > Impact Zuid : ")) == Lines{"Zet -worksWith> Impact Zuid"});
  CHECK(labels(applied({}, "> Zet")) == Lines{"Zet"});
  CHECK(labels(applied({}, "Zet -")) == Lines{"Zet"});
  CHECK(plan_entry({}, "").steps.empty());
  CHECK(plan_entry({}, " \t ").issues.empty());
  CHECK(codes(plan_entry({}, "Zet : founded")) == Lines{"tieMissing"});
  CHECK(codes(plan_entry({}, "#welzijn")) == Lines{"nameMissing"});
  CHECK(codes(plan_entry({}, "opgave:")) == Lines{"incomplete"});
}

TEST_CASE("a flood of names is cut with a report") {
  std::string line;
  for (int i = 0; i < 150; ++i) line += "Partij " + std::to_string(1000 + i) + ", ";
  const EntryPlan names = plan_entry({}, line + " > X");
  CHECK(std::count_if(names.operations.begin(), names.operations.end(),
                      [](const Json& operation) { return operation["op"] == "addNode"; }) == 100);
  CHECK(codes(names) == Lines{"tooManyNames", "incomplete"});
  line.clear();
  for (int i = 0; i < 45; ++i) line += "P" + std::to_string(i) + ", ";
  std::string right;
  for (int i = 45; i < 90; ++i) right += "P" + std::to_string(i) + ", ";
  const EntryPlan ties = plan_entry({}, line + " > " + right);
  CHECK(ties.operations.size() == 90 + 1000);
  CHECK(codes(ties) == Lines{"tooManyTies"});
  CHECK(codes(plan_entry({}, std::string(6000, 'x'))) == Lines{"lineTooLong", "entryTextTooLong"});
}
