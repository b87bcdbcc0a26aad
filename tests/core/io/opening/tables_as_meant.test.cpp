// Tables as people and programs have them, each a kind that was once taken for something else.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "core/io/opening/formats.hpp"
#include "core/io/opening/import_plan.hpp"
#include "tests/core/io/tables_support.hpp"

using namespace impactweb;
using test::node_named;
using test::ties_of;

namespace {

using Ties = std::vector<std::string>;

Opened opened(std::vector<std::string> texts) {
  std::vector<InputFile> files;
  for (std::string& text : texts) files.push_back({"f" + std::to_string(files.size()) + ".csv", std::move(text)});
  REQUIRE(format_of(files) == "csv");
  auto found = open_tables(files, "csv", Json());
  if (const Issue* issue = std::get_if<Issue>(&found)) FAIL(issue->code << " " << issue->where);
  return std::get<Opened>(std::move(found));
}

Network network_in(const std::string& text) { return opened({text}).network; }

Ties names_of(const Network& network) {
  Ties names;
  for (const auto& [id, node] : network.nodes) names.push_back(node.label);
  std::sort(names.begin(), names.end());
  return names;
}

bool all_undirected(const Network& network) {
  return std::all_of(network.edges.begin(), network.edges.end(),
                     [](const auto& each) { return each.second.direction == Direction::undirected; });
}

}  // namespace

TEST_CASE("tables as meant: bars stand between cells where they do so in all rows alike") {
  const Network network =
      network_in("\xEF\xBB\xBFOrigen|Destino|Fecha de inicio\nRío|Escuela|2020-05-01\nSol|Río|2021\n");
  CHECK(ties_of(network) == Ties{"Río > Escuela : ", "Sol > Río : "});
  CHECK(network.edges.size() == 2);
  CHECK(std::any_of(network.edges.begin(), network.edges.end(),
                    [](const auto& each) { return each.second.since == "2020-05-01"; }));
  // Else they are part of a name, or of a list in a cell.
  CHECK(names_of(network_in("Zet\nDe Brug | Breda\nTuin\n")) == Ties{"De Brug | Breda", "Tuin", "Zet"});
}

TEST_CASE("tables as meant: lists of ties without a separator") {
  const Ties triangle = {"a > b : ", "b > c : ", "c > a : "};
  CHECK(ties_of(network_in("a b\nb c\nc a\n")) == triangle);
  CHECK(ties_of(network_in("a b {}\nb c {}\nc a {}\n")) == triangle);
  CHECK(ties_of(network_in("# A sketch\n# From To\na b\nb c\nc a\n")) == triangle);
  CHECK(ties_of(network_in("1\t2\n2\t3\n")) == Ties{"1 > 2 : ", "2 > 3 : "});
  CHECK(ties_of(network_in("# Nodes: 3\n# From\tTo\n1\t2\n2\t3\n")) == Ties{"1 > 2 : ", "2 > 3 : "});
  CHECK(ties_of(network_in("a b c\nb c\nc\nd a\n")) == Ties{"a > b : ", "a > c : ", "b > c : ", "d > a : "});
  const Network weighted = network_in("a b {'weight': 4, 'place': 'Oost'}\nb c {'weight': 2, 'place': None}\n");
  REQUIRE(weighted.edges.size() == 2);
  for (const auto& [id, edge] : weighted.edges) {
    const bool first = weighted.nodes.at(edge.from).label == "a";
    CHECK(edge.strength == (first ? 4 : 2));
    CHECK(edge.fields.contains("place") == first);
  }
  // First and last names are no ties, nor is a list of names of several words.
  CHECK(names_of(network_in("Anna Wit\nBram Berg\nCarla Smit\n")) == Ties{"Anna Wit", "Bram Berg", "Carla Smit"});
  CHECK(network_in("Zet\nDe Brug\nTuin Oost\n").edges.empty());
}

TEST_CASE("tables as meant: arrows and lines between names") {
  const Network arrows = network_in("Zet -> De Brug\nTuin -> Stadslab\n");
  CHECK(ties_of(arrows) == Ties{"Tuin > Stadslab : ", "Zet > De Brug : "});
  const Network lines = network_in("Zet - De Brug\nDe Brug - Tuin\nTuin - Zet\n");
  CHECK(lines.nodes.size() == 3);
  CHECK((lines.edges.size() == 3 && all_undirected(lines)));
  CHECK(network_in("Zet - stichting in Tilburg\nTuin - een buurttuin\n").edges.empty());
}

TEST_CASE("tables as meant: numbers with a comma between them are ties of those who are numbered") {
  CHECK(ties_of(network_in("1,2\n1,3\n2,3\n3,4\n")) == Ties{"1 > 2 : ", "1 > 3 : ", "2 > 3 : ", "3 > 4 : "});
  const Network weighted = network_in("1,5,2\n2,1,3\n5,2,5\n1,2,4\n");
  CHECK(ties_of(weighted) == Ties{"1 > 2 : ", "1 > 5 : ", "2 > 1 : ", "5 > 2 : "});
  CHECK(std::all_of(weighted.edges.begin(), weighted.edges.end(),
                    [](const auto& each) { return each.second.strength > 1; }));
}

TEST_CASE("tables as meant: a column for a name that stays empty gives way to a question for one") {
  const Network people = network_in(
      "ID,Start time,Email,Name,What is your full name?,Who do you collaborate with?\n"
      "1,1/15/24 10:00,anonymous,,Anna Wit,Bram Berg;\n2,1/15/24 11:00,anonymous,,Bram Berg,Anna Wit;\n");
  CHECK(ties_of(people) == Ties{"Anna Wit > Bram Berg : worksWith", "Bram Berg > Anna Wit : worksWith"});
  CHECK(people.nodes.size() == 2);
  const Network organisations = network_in(
      "Id;Begintijd;Naam;Hoe heet je organisatie?;Met wie werk je samen?\n"
      "1;1/15/24;;Zet;Tuin\n2;1/15/24;;Tuin;Zet\n");
  CHECK(names_of(organisations) == Ties{"Tuin", "Zet"});
  // Where both are filled in, the column for a name is the name.
  CHECK(names_of(network_in("Name,What is your full name?\nAnna,Anna Wit\nBram,Bram Berg\n")) == Ties{"Anna", "Bram"});
}

TEST_CASE("tables as meant: a question may greet and have marks in it") {
  const Network network = network_in(
      "#,\"Hi! What is your *full name*?\",Name up to 3 people you go to for advice\n"
      "x1,Anna Wit,Bram Berg\nx2,Bram Berg,Anna Wit\n");
  CHECK(names_of(network) == Ties{"Anna Wit", "Bram Berg"});
  CHECK(network.edges.size() == 2);
}

TEST_CASE("tables as meant: a grid about the organisations of those who answer is one of ties") {
  const Network network = network_in(
      "What is your name?,Which organisation do you work for?,How often do you meet? [De Brug],How often do you meet? "
      "[Zet]\n"
      "Anna Wit,Zet,Monthly,\nBram Berg,De Brug,,Weekly\nCarla Smit,Tuin,Never,Monthly\n");
  const Ties ties = ties_of(network);
  CHECK(ties.size() == 6);
  CHECK(std::any_of(ties.begin(), ties.end(),
                    [](const std::string& tie) { return tie.starts_with("Anna Wit > De Brug"); }));
  CHECK(std::none_of(ties.begin(), ties.end(),
                     [](const std::string& tie) { return tie.starts_with("Carla Smit > De Brug"); }));
}

TEST_CASE("tables as meant: from whom one learns is who shares knowledge") {
  CHECK(ties_of(network_in("Wat is je naam?,Van wie leer je?\nAnna Wit,Bram Berg\nBram Berg,\n")) ==
        Ties{"Bram Berg > Anna Wit : sharesKnowledgeWith"});
  CHECK(ties_of(network_in("What is your name?,Who do you share knowledge with?\nAnna Wit,Bram Berg\nBram Berg,\n")) ==
        Ties{"Anna Wit > Bram Berg : sharesKnowledgeWith"});
}

TEST_CASE("tables as meant: numbers of rows before the names change nothing") {
  const Network network = network_in(
      "Nr.;Organisatie;E-mail;Werkt samen met\n1;Zet;z@example.org;De Brug, Tuin\n2;De Brug;;Zet\n3;Tuin;;\n");
  CHECK(ties_of(network) == Ties{"De Brug > Zet : worksWith", "Zet > De Brug : worksWith", "Zet > Tuin : worksWith"});
  CHECK(node_named(network, "Zet").fields.at("E-mail") == "z@example.org");
  CHECK(std::all_of(network.edges.begin(), network.edges.end(),
                    [](const auto& each) { return each.second.fields.empty(); }));
  // Data frames count in a column without a header.
  for (const char* text : {",source,target\n0,Zet,Tuin\n1,Tuin,Brug\n",
                           "\"\",\"from\",\"to\"\n\"1\",\"Zet\",\"Tuin\"\n\"2\",\"Tuin\",\"Brug\"\n"}) {
    const Network framed = network_in(text);
    CHECK(framed.edges.size() == 2);
    CHECK(std::all_of(framed.edges.begin(), framed.edges.end(),
                      [](const auto& each) { return each.second.fields.empty(); }));
  }
}

TEST_CASE("tables as meant: a register of grants is one of money that flows") {
  const Network network =
      network_in("Jaar;Regeling;Ontvanger;Verleend bedrag\n2022;Wijkfonds;Zet;€ 12.500\n2022;Wijkfonds;Tuin;€ 3.000\n");
  CHECK(names_of(network) == Ties{"Tuin", "Wijkfonds", "Zet"});
  CHECK(ties_of(network) == Ties{"Wijkfonds > Tuin : funds", "Wijkfonds > Zet : funds"});
  CHECK(std::any_of(network.edges.begin(), network.edges.end(),
                    [](const auto& each) { return each.second.amount == 12500; }));
  CHECK(names_of(network_in("Jaar;Ontvanger;Bedrag\n2022;Zet;100\n2023;Tuin;200\n")) == Ties{"Tuin", "Zet"});
}

TEST_CASE("tables as meant: headers that are there twice") {
  const Network ties = network_in("Naam;Type;Naam;Type;Relatie\nZet;stichting;Tuin;vereniging;werkt samen met\n");
  CHECK(ties_of(ties) == Ties{"Zet > Tuin : worksWith"});
  const auto& fields = ties.edges.begin()->second.fields;
  CHECK((fields.at("Type") == "stichting" && fields.at("Type (2)") == "vereniging"));
  // Two further fields of one name are two.
  const Network nodes = network_in("Naam;Telefoon;Telefoon\nZet;11-1;22-2\n");
  CHECK(node_named(nodes, "Zet").fields.at("Telefoon") == "11-1");
  CHECK(node_named(nodes, "Zet").fields.at("Telefoon (2)") == "22-2");
}

TEST_CASE("tables as meant: who leads an initiative has a part in it") {
  const Network network = network_in("Initiatief,Trekker,Fase\nRepaircafé,Anna Wit,pilot\nBuurttuin,Bram Berg,droom\n");
  CHECK(ties_of(network) == Ties{"Anna Wit > Repaircafé : takesPartIn", "Bram Berg > Buurttuin : takesPartIn"});
}

TEST_CASE("tables as meant: what ties are about is no end of them where the table says how strong they are") {
  const Network network = network_in(
      "Afdeling;Partner;Thema;Intensiteit\nSociaal;Zet;zorg;hoog\nSociaal;Tuin;zorg;laag\nRuimte;Tuin;wonen;midden\n");
  CHECK(names_of(network) == Ties{"Ruimte", "Sociaal", "Tuin", "Zet"});
  CHECK(network.edges.size() == 3);
  CHECK(std::all_of(network.edges.begin(), network.edges.end(),
                    [](const auto& each) { return each.second.strength > 0 && each.second.fields.contains("Thema"); }));
}

TEST_CASE("tables as meant: who is responsible for what, in letters") {
  const Network network = network_in("Taak;Zet;De Brug;Tuin\nFondsen;R;A;\nWerving;;R;C\nUitvoering;I;;R\n");
  CHECK(names_of(network) == Ties{"De Brug", "Fondsen", "Tuin", "Uitvoering", "Werving", "Zet"});
  CHECK(network.edges.size() == 6);
  CHECK(node_named(network, "Fondsen").kind == NodeKind::initiative);
  const Ties ties = ties_of(network);
  CHECK(std::find(ties.begin(), ties.end(), "Zet > Fondsen : R") != ties.end());
}

TEST_CASE("tables as meant: a name is found without what stands behind it in brackets") {
  const Network network =
      network_in("Wie ben je?;Met wie heb je contact?\nAnna Wit (Zet);Bram Berg\nBram Berg (Tuin);Anna Wit\n");
  CHECK(names_of(network) == Ties{"Anna Wit (Zet)", "Bram Berg (Tuin)"});
  CHECK(network.edges.size() == 2);
  // Not where it may be two.
  CHECK(network_in("Wie ben je?;Met wie heb je contact?\nAnna (Zet);Carla\nAnna (Tuin);Carla\nCarla;Anna\n")
            .nodes.size() == 4);
}

TEST_CASE("tables as meant: numbers of nodes and of ties are numbers apart") {
  const Opened pair = opened({"Id,Label\n1,Zet\n2,Tuin\n", "Source,Target,Id,Weight\n1,2,0,1\n2,1,1,2\n"});
  CHECK(pair.network.edges.size() == 2);
  CHECK(pair.warnings.empty());
  CHECK(pair.network.edges.contains("e1"));
}

TEST_CASE("tables as meant: what a query calls things and their names") {
  const std::string at = "http://www.wikidata.org/entity/";
  CHECK(ties_of(network_in("item,itemLabel,employer,employerLabel\n" + at + "Q1,Curie," + at + "Q9,Sorbonne\n" + at +
                           "Q2,Becquerel," + at + "Q9,Sorbonne\n")) ==
        Ties{"Becquerel > Sorbonne : ", "Curie > Sorbonne : "});
  CHECK(names_of(network_in("item,itemLabel\n" + at + "Q1,Curie\n")) == Ties{"Curie"});
}

TEST_CASE("tables as meant: of several labels the first that is known says what somebody is") {
  const Network network = network_in("personId:ID,name,:LABEL\np1,Anna Wit,Person;Member\no1,Zet,Organisation\n");
  CHECK(node_named(network, "Anna Wit").form == Form::person);
  CHECK(node_named(network, "Anna Wit").fields.at("Type") == "Person;Member");
  CHECK(node_named(network, "Zet").fields.empty());
}

TEST_CASE("tables as meant: persons of organisations that come again are who the rows are about") {
  const Network network = network_in(
      "Organisatie;Contactpersoon;E-mail\nZet;Anna Wit;a@example.org\nTuin;Bram Berg;b@example.org\nZet;Carla "
      "Smit;c@example.org\n");
  CHECK(ties_of(network) == Ties{"Anna Wit > Zet : partOf", "Bram Berg > Tuin : partOf", "Carla Smit > Zet : partOf"});
  CHECK(node_named(network, "Carla Smit").form == Form::person);
  // One of each is a list of organisations.
  CHECK(names_of(network_in("Organisatie;Plaats;Contactpersoon\nZet;Breda;Anna Wit\nTuin;Ulm;Bram Berg\n")) ==
        Ties{"Tuin", "Zet"});
}

TEST_CASE("tables as meant: what somebody is a member of may be several") {
  const Network network =
      network_in("Voornaam;Achternaam;Lid van werkgroep\nAnna;Wit;PR; \nBram;Berg;\"PR; Bestuur\"\n");
  CHECK(ties_of(network) ==
        Ties{"Anna Wit > PR : takesPartIn", "Bram Berg > Bestuur : takesPartIn", "Bram Berg > PR : takesPartIn"});
}

TEST_CASE("tables as meant: how well one knows each of a list") {
  const Network network = network_in(
      "Wat is je naam?;Hoe goed ken je deze partijen? - Zet;Hoe goed ken je deze partijen? - Tuin\n"
      "Anna Wit;5 - heel goed;1 - niet\nBram Berg;3 - redelijk;4 - goed\n");
  CHECK(names_of(network) == Ties{"Anna Wit", "Bram Berg", "Tuin", "Zet"});
  REQUIRE(network.edges.size() == 3);
  for (const auto& [id, edge] : network.edges) {
    const bool anna = network.nodes.at(edge.from).label == "Anna Wit";
    CHECK(edge.strength == (anna ? 5 : network.nodes.at(edge.to).label == "Zet" ? 3 : 4));
  }
}

TEST_CASE("tables as meant: lines that are quoted as a whole are rows of cells") {
  CHECK(ties_of(network_in("\"Van,Naar,Soort\"\n\"Zet,Tuin,financiert\"\n\"Tuin,Brug,steunt\"\n")) ==
        Ties{"Tuin > Brug : supports", "Zet > Tuin : funds"});
  CHECK(names_of(network_in("\"Wit, Anna\"\n\"Berg, Bram\"\n")).size() == 2);
}

TEST_CASE("tables as meant: persons have titles before their names") {
  const Network network = network_in("Naam,Organisatie\ndr. A. de Wit,Zet\nprof. mr. B. Berg,Tuin\n");
  CHECK(ties_of(network) == Ties{"dr. A. de Wit > Zet : partOf", "prof. mr. B. Berg > Tuin : partOf"});
}

TEST_CASE("tables as meant: words in a header may have lines between them") {
  const Network network =
      network_in("name;works_with_1;works_with_2;funded_by\nZet;Brug;Tuin;Provincie\nBrug;Zet;;\nTuin;;;\n");
  CHECK(ties_of(network) ==
        Ties{"Brug > Zet : worksWith", "Provincie > Zet : funds", "Zet > Brug : worksWith", "Zet > Tuin : worksWith"});
}

TEST_CASE("tables as meant: authorities that give money are no sectors") {
  const Network network = network_in("Naam;Financiers\nZet;Gemeente\nTuin;Provincie\n");
  CHECK(ties_of(network) == Ties{"Gemeente > Zet : funds", "Provincie > Tuin : funds"});
}
