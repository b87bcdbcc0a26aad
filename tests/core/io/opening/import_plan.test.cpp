#include "core/io/opening/import_plan.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core/io/merging/merge.hpp"
#include "tests/core/io/tables_support.hpp"

using namespace impactweb;

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
  CHECK(taken("Source,Target,Type,Weight\n1,2,Directed,1\n") == "ties 1: from to kind weight");
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
  CHECK(plan.at("values").at("tieKind").at("sponsor") == Json::parse(R"({"kind": "sponsor"})"));
  plan["values"]["tieKind"]["sponsor"] = Json::parse(R"({"kind": "funds"})");
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
