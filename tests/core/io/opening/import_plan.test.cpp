#include "core/io/opening/import_plan.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/io/merging/merge.hpp"
#include "tests/core/io/tables_support.hpp"

using namespace impactweb;
using test::node_named;
using test::ties_of;

namespace {

std::vector<InputFile> files_of(std::vector<std::string> texts) {
  std::vector<InputFile> files;
  for (std::size_t i = 0; i < texts.size(); ++i)
    files.push_back({"table" + std::to_string(i + 1) + ".csv", std::move(texts[i])});
  return files;
}

Json preview(std::vector<std::string> texts, const Json& plan = nullptr) {
  const auto found = preview_tables(files_of(std::move(texts)), "csv", plan);
  if (const Issue* issue = std::get_if<Issue>(&found)) FAIL(issue->code << " " << issue->where);
  return std::get<Json>(found);
}

Opened read(std::vector<std::string> texts, const Json& plan = Json::object()) {
  const auto found = open_tables(files_of(std::move(texts)), "csv", plan);
  if (const Issue* issue = std::get_if<Issue>(&found)) FAIL(issue->code << " " << issue->where);
  return std::get<Opened>(found);
}

Issue refusal(std::vector<std::string> texts, const Json& plan) {
  const auto found = open_tables(files_of(std::move(texts)), "csv", plan);
  REQUIRE(std::holds_alternative<Issue>(found));
  return std::get<Issue>(found);
}

/// What each column is taken for, as one text.
std::string columns_of(const Json& table) {
  std::string text;
  for (const Json& column : table.at("columns")) text += (text.empty() ? "" : " ") + column.at("to").get<std::string>();
  return text;
}

/// How a table is taken: what it holds, the row of its header, and its columns.
std::string taken(const std::string& text) {
  const Json table = preview({text}).at("plan").at("tables").at(0);
  return table.at("as").get<std::string>() + " " + std::to_string(table.at("header").get<int>()) + ": " +
         columns_of(table);
}

}  // namespace

TEST_CASE("tables as people bring them are taken for what they are") {
  CHECK(taken("Naam;Soort;Sector;Plaats;Website\nZet;Partij;Maatschappelijk;Tilburg;x\n") ==
        "nodes 1: label kind sector place fields");
  CHECK(taken("Van;Naar;Relatie\nZet;Impact Zuid;financiert\n") == "ties 1: from to kind");
  CHECK(taken("Label,Type,Description,Tags\nZet,Actor,,a|b\n") == "nodes 1: label kind description tags");
  CHECK(taken("From,To,Label,Direction\nZet,Impact Zuid,x,directed\n") == "ties 1: from to label direction");
  CHECK(taken("Id,Label,Timeset,Weight\n1,Zet,,3\n") == "nodes 1: id label fields fields");
  CHECK(taken("Source,Target,Type,Weight\n1,2,Directed,1\n") == "ties 1: from to direction weight");
  CHECK(taken("Name,Type,Description,Visible\nZet,Actor,,1\n") == "nodes 1: label kind description fields");
  CHECK(taken("Source,Relationship,Target,From,To\nZet,works with,Impact Zuid,2019,2020\n") ==
        "ties 1: from kind to since until");
}

TEST_CASE("two columns that draw on the same names are the ends of ties, with a header and without") {
  CHECK(taken("Brug,Tuin\nTuin,Zet\nZet,Brug\n") == "ties 0: from to");
  CHECK(taken("anna,bram,3\nbram,carla,12\n") == "ties 0: from to weight");
  CHECK(taken("Wie;Wat;Met wie\nZet;samen;Brug\nBrug;geld;Tuin\nTuin;samen;Zet\n").starts_with("ties 1: from"));
  CHECK(taken("Wie;Wat;Met wie\nZet;samen;Brug\nBrug;geld;Tuin\nTuin;samen;Zet\n").ends_with("to"));
  const Opened opened = read({"anna,bram,3\nbram,carla,12\n"});
  CHECK(opened.network.nodes.size() == 3);
  REQUIRE(opened.network.edges.size() == 2);
  for (const auto& [id, edge] : opened.network.edges) CHECK(edge.fields.contains("weight"));
  // Names beside what they have are no ties.
  CHECK(taken("Zet,Tilburg\nBrug,Breda\nTuin,Tilburg\n").starts_with("nodes"));
  CHECK(taken("Anna,Bram\n").starts_with("nodes"));
}

TEST_CASE("a list of names without a header is a table of nodes") {
  CHECK(taken("Stichting Zet\nImpact Zuid\nBreda Circulair\n") == "nodes 0: label");
  const Opened opened = read({"Stichting Zet\nImpact Zuid\nBreda Circulair\n"});
  CHECK(opened.network.nodes.size() == 3);
  test::node_named(opened.network, "Stichting Zet");
}

TEST_CASE("columns that no header names are guessed by what is in them") {
  // Nobody calls a column so, and the names come second.
  const std::string text =
      "Nr;Wie;Wereld\n1;Zet;Stichting\n2;Impact Zuid;Bewonersgroep\n3;Provincie Noord-Brabant;Provincie\n"
      "4;Gemeente Tilburg;Gemeente\n";
  CHECK(taken(text) == "nodes 1: fields label sector");
  const Opened opened = read({text}, preview({text}).at("plan"));
  CHECK(test::node_named(opened.network, "Gemeente Tilburg").sector == "government");
  CHECK(test::node_named(opened.network, "Zet").sector == "civilSociety");
  CHECK(test::node_named(opened.network, "Zet").fields.at("Nr") == 1);
}

TEST_CASE("what people decide of columns is done") {
  const std::string text = "Naam;Plaats;Opmerking;Geheim\nZet;Tilburg;mooi;1234\n";
  const Json plan = Json::parse(R"({"tables": [{"columns": [
      {"header": "Naam", "to": "label"}, {"header": "Plaats", "to": "fields"},
      {"header": "Opmerking", "to": "description"}, {"header": "Geheim", "to": ""}]}]})");
  const Node node = test::node_named(read({text}, plan).network, "Zet");
  CHECK(node.place.empty());
  CHECK(node.fields.at("Plaats") == "Tilburg");
  CHECK(node.description == "mooi");
  CHECK(node.fields.size() == 1);
}

TEST_CASE("what is decided takes a field from the column that it was only proposed for") {
  const std::string text = "Naam;Organisatie\nA;Zet\n";
  CHECK(taken(text) == "nodes 1: label fields");
  const Json plan = Json::parse(R"({"tables": [{"columns": [{"header": "Organisatie", "to": "label"}]}]})");
  const Node node = test::node_named(read({text}, plan).network, "Zet");
  CHECK(node.fields.at("Naam") == "A");
}

TEST_CASE("a table can be taken for another kind, for one without a header, or left out") {
  const std::string text = "Wie;Met wie\nZet;Impact Zuid\n";
  const Json plan = Json::parse(R"({"tables": [{"as": "ties", "header": 1, "columns": [
      {"header": "Wie", "to": "from"}, {"header": "Met wie", "to": "to"}]}]})");
  CHECK(test::ties_of(read({text}, plan).network) == std::vector<std::string>{"Zet > Impact Zuid : "});
  const Json without =
      Json::parse(R"({"tables": [{"as": "nodes", "header": 0, "columns": [{"to": "label"}, {"to": ""}]}]})");
  const Opened opened = read({text}, without);
  CHECK(opened.network.nodes.size() == 2);
  test::node_named(opened.network, "Wie");
  const Json one = Json::parse(R"({"tables": [{"file": "table2.csv", "as": "ignore"}]})");
  CHECK(read({"Naam\nZet\n", "Naam\nImpact Zuid\n"}, one).network.nodes.size() == 1);
  CHECK(refusal({"Naam\nZet\n"}, Json::parse(R"({"tables": [{"as": "ignore"}]})")).code == "planEmpty");
}

TEST_CASE("words of sectors and kinds mean what people say, and a sector may be new") {
  const std::string text = "Naam;Soort;Sector\nZet;Club;Rijk\nImpact Zuid;Project;Zorg\nBreda Circulair;Bank;Zorg\n";
  const Json shown = preview({text});
  const Json& values = shown.at("plan").at("values");
  CHECK(values.at("sector").at("Rijk") == Json::parse(R"({"sector": "government"})"));
  CHECK(values.at("sector").at("Zorg") == Json::parse(R"({"sector": "Zorg"})"));
  CHECK(values.at("kind").at("Project") == Json::parse(R"({"kind": "initiative"})"));
  CHECK(values.at("kind").at("Bank") == Json::parse(R"({"sector": "finance"})"));
  CHECK(values.at("kind").at("Club") == Json::object());
  CHECK(shown.at("tables").at(0).at("words").at(1).at("words").at(0) == Json::parse(R"({"word": "Zorg", "count": 2})"));

  Json plan = shown.at("plan");
  plan["values"]["kind"]["Club"] = Json::parse(R"({"form": "group"})");
  plan["values"]["sector"]["Rijk"] = Json::parse(R"({"sector": ""})");
  const Network network = read({text}, plan).network;
  CHECK(test::node_named(network, "Zet").form == Form::group);
  CHECK(test::node_named(network, "Zet").sector.empty());
  CHECK(test::node_named(network, "Impact Zuid").kind == NodeKind::initiative);
  CHECK(test::node_named(network, "Breda Circulair").sector == "Zorg");
  CHECK(network.sectors.back() == Sector{"Zorg", "Zorg", ""});
  CHECK(network.sectors.size() == make_network().sectors.size() + 1);
}

TEST_CASE("kinds of tie mean what people say, turned round where they say so") {
  const std::string text = "Van;Naar;Relatie\nZet;Impact Zuid;sponsor\nZet;Breda Circulair;gefinancierd door\n";
  Json plan = preview({text}).at("plan");
  CHECK(plan.at("values").at("tieKind").at("gefinancierd door") ==
        Json::parse(R"({"kind": "funds", "reversed": true})"));
  CHECK(plan.at("values").at("tieKind").at("sponsor") == Json::parse(R"({"kind": "funds"})"));
  CHECK(test::ties_of(read({text}, plan).network) ==
        std::vector<std::string>{"Breda Circulair > Zet : funds", "Zet > Impact Zuid : funds"});
}

TEST_CASE("the proposal is a whole plan: to read by it is to read by nothing") {
  const std::string text = "Naam;Soort;Sector;Plaats;x;y\nZet;Partij;Overheid;Tilburg;1;2\n";
  const Json plan = preview({text}).at("plan");
  CHECK(preview({text}, plan).at("plan") == plan);
  CHECK(test::node_named(read({text}, plan).network, "Zet").position == Point{1, 2});
}

TEST_CASE("a plan that does not fit is refused with its place") {
  const std::string text = "Naam;Plaats\nZet;Tilburg\n";
  const auto told = [&](const char* plan) {
    const Issue issue = refusal({text}, Json::parse(plan));
    return issue.code + " " + issue.where;
  };
  CHECK(told("[]") == "wrongType plan");
  CHECK(told(R"({"tables": 1})") == "wrongType plan.tables");
  CHECK(told(R"({"tables": [1]})") == "wrongType plan.tables[0]");
  CHECK(told(R"({"tables": [{"sheet": "Blad9"}]})") == "planTableUnknown plan.tables[0]");
  CHECK(told(R"({"tables": [{"as": "partijen"}]})") == "choiceUnknown plan.tables[0].as");
  CHECK(told(R"({"tables": [{"header": "x"}]})") == "wrongType plan.tables[0].header");
  CHECK(told(R"({"tables": [{"columns": [{"header": "Nee", "to": "label"}]}]})") ==
        "planColumnUnknown plan.tables[0].columns[0]");
  CHECK(told(R"({"tables": [{"columns": [{"to": "naam"}]}]})") == "fieldUnknown plan.tables[0].columns[0]");
  CHECK(told(R"({"tables": [{"columns": [{"to": "label"}, {"to": "label"}]}]})") ==
        "planFieldTwice plan.tables[0].columns[1]");
  CHECK(told(R"({"tables": [{"columns": [{"to": ""}]}]})") == "planNoName ");
  CHECK(told(R"({"tables": [{"as": "ties", "columns": [{"to": ""}]}]})") == "planNoEnds ");
  CHECK(told(R"({"tables": [{"as": "ties", "columns": [{"to": "from"}, {"to": ""}]}]})") == "planNoEnds ");
  CHECK(told(R"({"tables": [{"totals": "x"}]})") == "choiceUnknown plan.tables[0].totals");
  CHECK(told(R"({"values": {"kleur": {}}})") == "fieldUnknown plan.values.kleur");
  CHECK(told(R"({"values": {"sector": {"Rijk": 3}}})") == "wrongType plan.values.sector.Rijk");
}

TEST_CASE("the preview shows the first rows and counts all of them") {
  std::string text = "Naam;Plaats\n";
  for (int i = 0; i < 50; ++i) text += "Partij " + std::to_string(i) + ";Breda\n\n";
  const Json table = preview({text}).at("tables").at(0);
  CHECK(table.at("rows") == 50);
  CHECK(table.at("sample").size() == 6);
  CHECK(table.at("sample").at(1) == Json::parse(R"({"row": 4, "cells": ["Partij 1", "Breda"]})"));
}

TEST_CASE("reading tells how far it is, and ends at the end") {
  std::string text = "Naam\n";
  for (int i = 0; i < 2'600; ++i) text += "Partij " + std::to_string(i) + "\n";
  std::vector<std::pair<std::size_t, std::size_t>> told;
  const auto found = open_tables(files_of({text}), "csv", Json::object(),
                                 [&](std::size_t done, std::size_t total) { told.emplace_back(done, total); });
  REQUIRE(std::holds_alternative<Opened>(found));
  REQUIRE(told.size() == 6);
  CHECK(told.front() == std::pair<std::size_t, std::size_t>(500, 2'600));
  CHECK(told.back() == std::pair<std::size_t, std::size_t>(2'600, 2'600));
}

TEST_CASE("what a table opens as without a plan is what its preview proposes") {
  for (const char* text : {"Van;Naar;Relatie\nZet;Brug;kent\nAnna;Zet;lid van\nGemeente;Zet;subsidieert\n",
                           "Naam;Soort;Sector\nZet;Bank;Zorg\n", "Brug,Tuin\nTuin,Zet\nZet,Brug\n",
                           "Voornaam;Tussenvoegsel;Achternaam;Organisatie\nAnna;de;Wit;Zet\n"}) {
    CAPTURE(text);
    const Network by_plan = read({text}, preview({text}).at("plan")).network, plain = read({text}, Json()).network;
    CHECK(test::ties_of(by_plan) == test::ties_of(plain));
    CHECK(by_plan.nodes.size() == plain.nodes.size());
    CHECK(by_plan.sectors == plain.sectors);
    for (const auto& [id, node] : plain.nodes) {
      Node other = test::node_named(by_plan, node.label);
      other.id = node.id;
      CHECK(other == node);
    }
  }
}

TEST_CASE("words, amounts and dates mean in tables what they mean in quick entry") {
  const Opened opened =
      read({"Van;Naar;Relatie;Bedrag;Sinds\nA;B;kent;25k;maart 2021\nC;B;lid van;1,5 mln;15 mrt 2019\n"
            "D;B;subsidieert;n.v.t.;2017-2020\nE;B;gesubsidieerd door;€ 2 ton;2016\n"},
           Json());
  CHECK(test::ties_of(opened.network) ==
        std::vector<std::string>{"A > B : worksWith", "B > E : funds", "C > B : partOf", "D > B : funds"});
  for (const auto& [id, edge] : opened.network.edges) {
    const std::string from = opened.network.nodes.at(edge.from).label;
    CHECK(edge.fields.empty());
    if (from == "A") CHECK((edge.amount == 25'000 && edge.since == "2021-03"));
    if (from == "C") CHECK((edge.amount == 1'500'000 && edge.since == "2019-03-15"));
    if (from == "D") CHECK((!edge.amount && edge.since == "2017" && edge.until == "2020"));
    if (from == "B") CHECK((edge.amount == 200'000 && edge.currency == "EUR"));
  }
}

TEST_CASE("a column that does not fit as a whole is a field of its own, and one may say otherwise") {
  const std::string text = "Naam;Energie;Fase\nZet;5;pilot\nBrug;veel;idee\nTuin;3;\n";
  const Json shown = preview({text});
  CHECK(columns_of(shown.at("plan").at("tables").at(0)) == "label fields stage");
  const Json& question = shown.at("tables").at(0).at("questions").at(0);
  CHECK(question.at("ask") == "misfit");
  CHECK(question.at("where") == "row 3, column \"Energie\"");
  CHECK(question.at("text") == "veel");
  CHECK(question.at("answers") == Json{"fields", "energy"});
  CHECK(question.at("answer") == "fields");
  const Node plain = test::node_named(read({text}).network, "Zet");
  CHECK(plain.energy == 0);
  CHECK(plain.fields.at("Energie") == 5);
  Json plan = shown.at("plan");
  plan["tables"][0]["columns"][1]["to"] = "energy";
  const Network decided = read({text}, plan).network;
  CHECK(test::node_named(decided, "Zet").energy == 5);
  CHECK(test::node_named(decided, "Brug").fields.at("Energie") == "veel");
  CHECK(preview({text}, plan).at("tables").at(0).at("questions").at(0).at("answer") == "energy");
}

TEST_CASE("a blank among yes and no is no, and a column of directions is no column of kinds") {
  for (const char* text : {"Source,Target,Directed\nA,B,1\nB,C,\n", "Van;Naar;Type\nA;B;directed\nB;C;undirected\n"}) {
    CAPTURE(text);
    for (const auto& [id, edge] : read({text}).network.edges)
      CHECK((edge.direction == Direction::directed) ==
            (edge.to != edge.from && edge.kind.empty() && edge.direction == Direction::directed));
    std::size_t undirected = 0;
    for (const auto& [id, edge] : read({text}).network.edges) undirected += edge.direction == Direction::undirected;
    CHECK(undirected == 1);
  }
}

TEST_CASE("a sum that is left out is asked about, and stays when somebody says so") {
  const std::string text = "Naam;Bedrag\nZet;3\nBrug;4\nTotaal;7\n";
  Json plan = preview({text}).at("plan");
  const Json question = preview({text}).at("tables").at(0).at("questions").at(0);
  CHECK(question.at("ask") == "totals");
  CHECK(question.at("where") == "row 4");
  CHECK(read({text}, plan).network.nodes.size() == 2);
  plan["tables"][0]["totals"] = "keep";
  CHECK(read({text}, plan).network.nodes.size() == 3);
  CHECK(preview({text}, plan).at("tables").at(0).at("questions").at(0).at("answer") == "keep");
}

TEST_CASE("names in parts make persons, tied to their organisation unless somebody says otherwise") {
  for (const char* header : {"Voornaam;Tussenvoegsel;Achternaam;Organisatie", "First name;Infix;Last name;Company",
                             "Vorname;Namenszusatz;Name;Firma"}) {
    CAPTURE(header);
    const std::string text = std::string(header) + "\nAnna;de;Wit;Zet\nBram;;Bos;Zet\nCarla;van den;Berg;\n";
    const Network network = read({text}).network;
    CHECK(network.nodes.size() == 4);
    CHECK(test::node_named(network, "Carla van den Berg").form == Form::person);
    CHECK(test::node_named(network, "Zet").form == Form::organisation);
    CHECK(test::ties_of(network) == std::vector<std::string>{"Anna de Wit > Zet : partOf", "Bram Bos > Zet : partOf"});
    Json plan = preview({text}).at("plan");
    CHECK(preview({text}).at("tables").at(0).at("questions").at(0).at("ask") == "organisation");
    plan["tables"][0]["columns"][3]["to"] = "fields";
    const Network apart = read({text}, plan).network;
    CHECK(apart.nodes.size() == 3);
    CHECK(apart.edges.empty());
  }
  CHECK(taken("Naam;Organisatie;E-mail\nAnna;Zet;a@example.org\n") == "nodes 1: label organisation fields");
  CHECK(taken("Naam;Voornaam;Achternaam\nAnna Wit;Anna;Wit\n") == "nodes 1: label fields fields");
}

TEST_CASE("questions over columns ask for what their words say") {
  CHECK(taken("Tijdstempel,Wat is je naam?,In welke gemeente werk je?,Wat heb je nodig?\n1,Anna,Breda,geld\n") ==
        "nodes 1: fields label place needs");
  CHECK(taken("Timestamp;1. What is your name?;Which organisation do you work for?\n1;Anna;Zet\n") ==
        "nodes 1: fields label organisation");
  CHECK(taken("Naam*;Energie (1-5);Bedrag (€)\nZet;3;1\n") == "nodes 1: label energy fields");
}

TEST_CASE("a title, prose and a row of groups above the header are passed over") {
  CHECK(taken("Stakeholders\n\nNaam;Plaats\nZet;Tilburg\n") == "nodes 3: label place");
  CHECK(taken("Dit is de lijst van 2024; met dank aan allen\nVul hem aan.\nNaam;Website\nZet;x\n")
            .starts_with("nodes 3"));
  CHECK(taken("Organisatie;;Contact;;\nNaam;Plaats;Naam;E-mail;Telefoon\nZet;Tilburg;Anna;a;1\n")
            .starts_with("nodes 2: label place"));
  const Network tied = read({"Van;;Naar;\nNaam;Plaats;Naam;Plaats\nZet;Tilburg;Brug;Breda\n"}).network;
  CHECK(test::ties_of(tied) == std::vector<std::string>{"Zet > Brug : "});
}

TEST_CASE("to say that there are ties fills in the likeliest ends") {
  const std::string text = "Nr;Wie;Waarmee;Contact\n1;Zet;geld;Brug\n2;Brug;tijd;Tuin\n3;Tuin;geld;Zet\n";
  const Json table = preview({text}, Json::parse(R"({"tables": [{"as": "ties"}]})")).at("plan").at("tables").at(0);
  CHECK(table.at("columns").at(1).at("to") == "from");
  CHECK(table.at("columns").at(3).at("to") == "to");
}

TEST_CASE("names of persons stand in two columns in several languages") {
  for (const char* header :
       {"Prénom,Nom", "Nombre,Apellidos", "Vorname,Nachname", "Name,Surname", "Voorletters,Achternaam"}) {
    const Network network = read({std::string(header) + "\nAnna,Wit\nBram,Zwart\n"}).network;
    INFO(header);
    CHECK(node_named(network, "Anna Wit").form == Form::person);
    CHECK(network.nodes.size() == 2);
  }
  const Network titled =
      read({"Title,First Name,Last Name,Account Name\nDr.,Anna,Wit,Zet\nMr.,Bram,Zwart,Brug\n"}).network;
  CHECK(node_named(titled, "Anna Wit").fields.at("Title") == "Dr.");
  CHECK(ties_of(titled) == std::vector<std::string>{"Anna Wit > Zet : partOf", "Bram Zwart > Brug : partOf"});
  CHECK(ties_of(read({"Full name,Your organisation\nAnna Wit,Zet\nBram Zwart,Brug\n"}).network).size() == 2);
  CHECK(ties_of(read({"Naam;Organisatie;Tel\nWit, Anna;Zet;1\nBram de Zwart;Brug;2\n"}).network).size() == 2);
  CHECK(ties_of(read({"Naam;Organisatie\nBuurtbus;Zet\nDe Tuin;Brug\n"}).network).empty());
}

TEST_CASE("who answers is asked for a name in several languages") {
  for (const char* header :
       {"Zeitstempel,Wie heißt du?", "Tijdstempel,Hoe heet je?", "Horodateur,Comment vous appelez-vous ?"}) {
    INFO(header);
    const Network answers =
        read({std::string(header) + ",x\n01.02.2024 10:00,Anna,\n01.02.2024 10:05,Bram,\n"}).network;
    CHECK(answers.nodes.size() == 2);
    CHECK(node_named(answers, "Anna").label == "Anna");
  }
}

TEST_CASE("a table of places is one of who they are, with what is counted of them") {
  const Network places =
      read({"Gemeente;Inwoners;Oppervlakte\nBreda;184.126;128,68\nGoes;38.953;101,92\nTotaal;223.079;230,6\n"}).network;
  CHECK(places.nodes.size() == 2);
  CHECK(node_named(places, "Breda").fields.at("Inwoners") == 184126);
  CHECK(node_named(places, "Goes").fields.at("Oppervlakte") == 101.92);
  const Network points = read({"Naam;Breedte;Dikte\nA;51.589;1,5\nB;51.6;2,25\n"}).network;
  CHECK(node_named(points, "A").fields.at("Breedte") == 51.589);
}

TEST_CASE("a remark below a table is nobody") {
  const Opened opened = read({"Naam;Plaats\nZet;Tilburg\nBrug;Breda\n\nBron: gemeente, afdeling Ruimte\n"});
  CHECK(opened.network.nodes.size() == 2);
  REQUIRE(opened.warnings.size() == 1);
  CHECK(opened.warnings[0].code == "noteLeftOut");
  CHECK(read({"Naam;Plaats\nZet;Tilburg\nBron van Leven;\n"}).network.nodes.size() == 2);
  CHECK(read({"Van;Naar;Bedrag\nA;B;1\nA;C;2\nTotaal;;3\n"}).warnings.at(0).code == "totalLeftOut");
}
