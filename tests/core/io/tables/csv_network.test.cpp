#include "core/io/tables/csv_network.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/io/tables/csv.hpp"
#include "core/io/text_encoding.hpp"
#include "core/model/fields.hpp"
#include "core/text/text.hpp"
#include "tests/core/io/tables_support.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;
using test::explained_difference;
using test::kept_by_tables;
using test::node_named;
using test::ties_of;

namespace {

Opened open_tables(const std::vector<InputFile>& files) {
  Result<Opened> result = open_csv(files);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  Opened opened = std::get<Opened>(std::move(result));
  CHECK(test::broken_invariant(opened.network) == "");
  return opened;
}

Opened open_table(const std::string& text) { return open_tables({{"table.csv", text}}); }

Issue refused(const std::vector<InputFile>& files) {
  const Result<Opened> result = open_csv(files);
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

std::vector<std::string> codes_of(const Issues& issues) {
  std::vector<std::string> codes;
  for (const Issue& issue : issues) codes.push_back(issue.code);
  return codes;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A Dutch Excel export is read: semicolons, Windows-1252, decimal commas, line breaks in cells") {
  const Opened opened = open_tables({
      {"partijen.csv",
       "Naam;Soort;Gemeente;Omschrijving;Trefwoorden;Energie;Behoeften;Website\r\n"
       "Co\xF6peratie De Eenheid;organisatie;'s-Hertogenbosch;\"Eerste regel\r\ntweede; met "
       "\"\"aanhaling\"\"\";energie, wonen;4,0;geld | een ruimte; https://example.org\r\n"
       "Caf\xE9 \x91t Hoekje;bedrijf;Breda;;;;;\r\n"
       "Energieneutrale wijk;opgave;;;;;;\r\n"},
      {"relaties.csv",
       "Van;Naar;Relatie;Bedrag;Sinds;Sterkte;Richting\r\n"
       "cooperatie de eenheid;Energieneutrale wijk;draagt bij aan;\x80 10.000,50;1-5-2019;3;\r\n"
       "Caf\xE9 't Hoekje;Co\xF6peratie De Eenheid;werkt samen met;;;;wederzijds\r\n"},
  });
  const Network& network = opened.network;
  REQUIRE(network.nodes.size() == 3);
  const Node& cooperative = node_named(network, "Coöperatie De Eenheid");
  CHECK(cooperative.form == Form::organisation);
  CHECK(cooperative.kind == NodeKind::actor);
  CHECK(cooperative.place == "'s-Hertogenbosch");
  CHECK(cooperative.description == "Eerste regel\ntweede; met \"aanhaling\"");
  CHECK(cooperative.tags == Texts{"energie", "wonen"});
  CHECK(cooperative.energy == 4);
  REQUIRE(cooperative.needs.size() == 2);
  CHECK(cooperative.needs[0].text == "geld");
  CHECK(cooperative.needs[1].text == "een ruimte");
  CHECK(cooperative.fields == std::map<std::string, Json>{{"Website", "https://example.org"}});
  CHECK(node_named(network, "Café ‘t Hoekje").sector == "business");
  CHECK(node_named(network, "Energieneutrale wijk").kind == NodeKind::challenge);

  CHECK(ties_of(network) == Texts{"Café ‘t Hoekje > Coöperatie De Eenheid : worksWith",
                                  "Coöperatie De Eenheid > Energieneutrale wijk : contributesTo"});
  for (const auto& [id, edge] : network.edges) {
    if (edge.kind == "worksWith") {
      CHECK(edge.direction == Direction::mutual);
      continue;
    }
    CHECK(edge.amount == 10000.5);
    CHECK(edge.currency == "EUR");
    CHECK(edge.since == "2019-05-01");
    CHECK(edge.strength == 3);
    CHECK(edge.fields.empty());
  }
  CHECK(codes_of(opened.warnings) == Texts{"readAsWindows1252", "readAsWindows1252"});
}

TEST_CASE("Kumu's spreadsheet is read, with several targets in one cell") {
  const Opened opened = open_tables(
      {{"connections.csv",
        "From,To,Label,Type,Tags,Direction\nAn,Ben|Cor,samen,Vriendschap,x|y,mutual\nBen,Cor,,funds,,undirected\n"},
       {"elements.csv",
        "Label,Type,Description,Tags,Image\nAn,Person,Hello,a|b,https://example.org/"
        "a.png\nBen,Bakery,,,\nCor,Visie,,,\n"}});
  CHECK(ties_of(opened.network) == Texts{"An > Ben : Vriendschap", "An > Cor : Vriendschap", "Ben > Cor : funds"});
  const Node& an = node_named(opened.network, "An");
  CHECK(an.form == Form::person);
  CHECK(an.tags == Texts{"a", "b"});
  CHECK(an.fields.at("Image") == "https://example.org/a.png");
  CHECK(node_named(opened.network, "Ben").fields == std::map<std::string, Json>{{"Type", "Bakery"}});
  CHECK(node_named(opened.network, "Cor").kind == NodeKind::vision);
  for (const auto& [id, edge] : opened.network.edges) {
    CHECK(edge.direction == (edge.kind == "funds" ? Direction::undirected : Direction::mutual));
    if (edge.kind != "funds") CHECK(edge.fields == std::map<std::string, Json>{{"Tags", "x|y"}});
  }
  CHECK(opened.warnings.empty());
}

TEST_CASE("Gephi's tables are read: ends are ids, Type is the direction, weights that are no strengths stay weights") {
  const Opened opened =
      open_tables({{"n.csv", "Id,Label,Size\nn1,Alpha,007\nn2,Beta,12.5\n"},
                   {"e.csv", "Source,Target,Type,Id,Weight\nn1,n2,Undirected,7,2.0\nn2,n1,Directed,8,0.25\n"}});
  CHECK(opened.network.nodes.at("n1").fields.at("Size") == "007");
  CHECK(opened.network.nodes.at("n2").fields.at("Size") == 12.5);
  const Edge& first = opened.network.edges.at("7");
  CHECK(first.from == "n1");
  CHECK(first.direction == Direction::undirected);
  CHECK(first.kind == "");
  CHECK(first.strength == 0);
  CHECK(first.fields.at("weight") == 2.0);
  CHECK(opened.network.edges.at("8").strength == 0);
  CHECK(opened.network.edges.at("8").fields.at("weight") == 0.25);
  CHECK(opened.warnings.empty());
}

TEST_CASE("A column of weights is strengths when each of them is one, and weights when one is not") {
  const auto read = [](const std::string& last) {
    return open_table("Source,Target,Weight\nA,B,5\nA,C,\nC,D," + last + "\n").network;
  };
  for (const auto& [id, edge] : read("2").edges) CHECK(edge.fields.empty());
  std::multiset<int> strengths;
  for (const auto& [id, edge] : read("2").edges) strengths.insert(edge.strength);
  CHECK(strengths == std::multiset<int>{0, 2, 5});
  for (const char* last : {"31", "2.5", "0", "veel"}) {
    CAPTURE(last);
    const Network network = read(last);
    std::size_t weights = 0;
    for (const auto& [id, edge] : network.edges) {
      CHECK(edge.strength == 0);
      weights += edge.fields.count("weight");
    }
    CHECK(weights == 2);
  }
}

TEST_CASE("Onodo's tables are read") {
  const Opened opened = open_tables({{"n.csv", "Name,Type,Description,Visible\nA,Company,,1\nB,,text,0\n"},
                                     {"r.csv", "Source,Type,Target,Directed\nA,Funding,B,1\nB,knows,A,0\n"}});
  CHECK(node_named(opened.network, "A").sector == "business");
  CHECK(node_named(opened.network, "B").fields.at("Visible") == 0);
  CHECK(ties_of(opened.network) == Texts{"A > B : funds", "B > A : knows"});
  for (const auto& [id, edge] : opened.network.edges)
    CHECK((edge.direction == Direction::undirected) == (edge.kind == "knows"));
}

TEST_CASE("Ties alone make their nodes, and names that differ in case and accents are one") {
  const Opened opened = open_table(
      "\xEF\xBB\xBFSource\tTarget\tType\nCafé Zuid\tGemeente Breda\tgefinancierd door\nGEMEENTE  BREDA\tcafe "
      "zuid\topgericht door\n");
  CHECK(opened.network.nodes.size() == 2);
  // Said from the other end.
  CHECK(ties_of(opened.network) == Texts{"Café Zuid > Gemeente Breda : founded", "Gemeente Breda > Café Zuid : funds"});
  CHECK(opened.warnings.empty());
}

TEST_CASE("An end that is no node becomes one, with its place") {
  const Opened opened = open_tables({{"nodes.csv", "Naam\nAn\n"}, {"ties.csv", "Van,Naar\nAn,Ben\n\nBen,Cor\n,An\n"}});
  CHECK(opened.network.nodes.size() == 3);
  CHECK(opened.warnings == Issues{{"tieEndAdded", "ties.csv, row 2, column \"Naar\"", {"Ben"}},
                                  {"tieEndAdded", "ties.csv, row 4, column \"Naar\"", {"Cor"}},
                                  {"tieEndEmpty", "ties.csv, row 5, column \"Van\"", {}}});
}

TEST_CASE("A name that several nodes have is named once") {
  const Opened opened =
      open_tables({{"n.csv", "Id,Naam\n1,Jan\n2,jan\n3,Piet\n"}, {"t.csv", "Van,Naar\nJan,Piet\n1,Piet\nJan,3\n"}});
  REQUIRE(opened.network.edges.size() == 3);
  std::size_t from_second = 0;
  for (const auto& [id, edge] : opened.network.edges) {
    from_second += edge.from == "2";
    CHECK(edge.to == "3");
  }
  CHECK(from_second == 2);  // as in Kumu the last row of that name is meant
  CHECK(opened.warnings == Issues{{"nameAmbiguous", "t.csv, row 2, column \"Van\"", {"Jan"}}});
}

TEST_CASE("Rows with the same name are one only when one of them says nothing else") {
  const Opened differing = open_table("Naam,Plaats,Type,Note\nAn,Breda,project,x\nAN,,,y\nan,Tilburg,,\n");
  CHECK(differing.network.nodes.size() == 3);
  CHECK(differing.warnings.empty());
  const Opened same = open_table("Naam,Plaats,Behoeften\nAn,Breda,geld\nAN,,\nan,Breda,geld\nBen,,\nBen,Breda,\n");
  REQUIRE(same.network.nodes.size() == 2);
  CHECK(node_named(same.network, "an").place == "Breda");
  CHECK(node_named(same.network, "an").needs.size() == 1);
  CHECK(node_named(same.network, "Ben").place == "Breda");
  CHECK(same.warnings == Issues{{"rowMerged", "row 3", {"AN", "row 2"}},
                                {"rowMerged", "row 4", {"an", "row 3"}},
                                {"rowMerged", "row 6", {"Ben", "row 5"}}});

  const Opened by_id = open_table("Id,Naam\n1,An\n2,An\n1,Anna\n");
  CHECK(by_id.network.nodes.size() == 2);
  CHECK(by_id.network.nodes.at("1").label == "Anna");
  CHECK(by_id.warnings == Issues{{"rowMerged", "row 4", {"Anna", "row 2"}}});
}

TEST_CASE("Ragged rows lose nothing") {
  const Opened opened = open_table("Naam,Plaats\nAn\nBen,Breda,extra\n,,\nCor,Tilburg,,\n,Utrecht\n");
  CHECK(opened.network.nodes.size() == 3);
  CHECK(node_named(opened.network, "Ben").fields == std::map<std::string, Json>{{"Column 3", "extra"}});
  CHECK(opened.warnings == Issues{{"rowTooLong", "row 3", {"1", "2"}}, {"rowWithoutName", "row 6", {}}});
}

TEST_CASE("The ends of ties are found by headers that belong together, in several languages and spellings") {
  for (const char* headers : {"From Name,To Name",
                              "source_id,target_id",
                              "SourceId,TargetId",
                              "Person A,Person B",
                              "Zender,Ontvanger",
                              "Afzender,Ontvanger",
                              "Quelle,Ziel",
                              "Origen,Destino",
                              "Origin,Destination",
                              "Node 1,Node 2",
                              "node1,node2",
                              "Sender,Receiver",
                              "subject,object",
                              "Organisatie 1,Organisatie 2",
                              "Naam van,Naam naar",
                              "Ego,Alter",
                              "Actor (A),Actor (B)",
                              "First person,Second person",
                              "De,À",
                              "Von,Nach",
                              "from_node,to_node",
                              "org_1,org_2"}) {
    CAPTURE(headers);
    const Opened opened = open_table(std::string(headers) + ",Bedrag\nZet,Brug,3\nBrug,Tuin,4\n");
    CHECK(opened.network.nodes.size() == 3);
    CHECK(opened.network.edges.size() == 2);
  }
  // Ends come first whichever way round they stand, and names stand beside ids.
  const Opened turned = open_table("Ontvanger,Zender\nZet,Brug\n");
  REQUIRE(turned.network.edges.size() == 1);
  CHECK(turned.network.edges.begin()->second.to == node_named(turned.network, "Zet").id);
  const Opened both = open_table("source_name,source_id,target_id,target_name\nZet,z,b,Brug\n");
  REQUIRE(both.network.edges.size() == 1);
  CHECK(both.network.edges.begin()->second.from == "z");
  CHECK(node_named(both.network, "Zet").id == "z");
}

TEST_CASE("Two columns that only sound like ends make no table of ties") {
  for (const char* headers :
       {"Naam,Telefoon 1,Telefoon 2", "Naam,Contact A,Contact B", "Organisatie,Van datum,Naar datum",
        "Partij,Adres 1,Adres 2", "Naam,Sender,Receiver", "Organisatie,x,y"}) {
    CAPTURE(headers);
    const Opened opened = open_table(std::string(headers) + "\nZet,1,2\nBrug,3,4\n");
    CHECK(opened.network.edges.empty());
    CHECK(opened.network.nodes.size() == 2);
  }
}

TEST_CASE("Rows of sums are left out, and what is only called so is not") {
  const Opened opened = open_table("Naam,Bedrag\nZet,3\nTotaal Zorg,4\nTotaal:,7\n");
  CHECK(opened.network.nodes.size() == 2);
  CHECK(opened.warnings == Issues{{"totalLeftOut", "row 4", {"Totaal:"}}});
  CHECK(open_table("Naam,Plaats\nTotal,Den Haag\nZet,Tilburg\n").network.nodes.size() == 2);
  const Opened with_id = open_table("Id,Naam\nt,Total\nz,Zet\n");
  CHECK(with_id.network.nodes.size() == 2);
  CHECK(with_id.warnings.empty());
  const Opened ties = open_table("Van,Naar,Bedrag\nProvincie,Zet,3\nGemeente,Zet,4\nTotaal,Zet,7\n");
  CHECK(ties.network.nodes.size() == 3);
  CHECK(ties.network.edges.size() == 2);
  CHECK(ties.warnings == Issues{{"totalLeftOut", "row 4", {"Totaal"}}});
}

TEST_CASE("A column that has something that does not fit stays a free field as a whole, and that is said once") {
  const Opened opened = open_table(
      "Naam,Energie,Fase,Vorm,Volgende stap op\nAn,veel,pilot,vereniging,31-2-2024\nBen,6,ooit,groep,03/04/2024\n");
  const Node& an = node_named(opened.network, "An");
  CHECK(an.energy == 0);
  CHECK(an.stage == Stage::unset);
  CHECK(an.fields ==
        std::map<std::string, Json>{
            {"Energie", "veel"}, {"Fase", "pilot"}, {"Vorm", "vereniging"}, {"Volgende stap op", "31-2-2024"}});
  const Node& ben = node_named(opened.network, "Ben");
  CHECK(ben.form == Form::unset);
  CHECK(ben.fields == std::map<std::string, Json>{
                          {"Energie", 6}, {"Fase", "ooit"}, {"Vorm", "groep"}, {"Volgende stap op", "03/04/2024"}});
  CHECK(opened.warnings.size() == 4);
  CHECK(opened.warnings[0] == Issue{"columnKeptAsField", "row 2, column \"Energie\"", {"veel"}});
  const Opened fitting = open_table("Naam,Volgende stap op\nAn,31-12-2024\nBen,03/04/2024\n");
  CHECK(node_named(fitting.network, "Ben").next_step.due == "2024-04-03");
  CHECK(fitting.warnings ==
        Issues{{"dateDayFirst", "row 3, column \"Volgende stap op\"", {"03/04/2024", "2024-04-03"}}});
}

TEST_CASE("Amounts are read as people write them") {
  const std::pair<const char*, double> amounts[] = {
      {"1000", 1000},        {"1.000", 1000},    {"1,000", 1000},    {"1.000.000", 1e6}, {"€ 1.234,56", 1234.56},
      {"1,234.56", 1234.56}, {"EUR 500,-", 500}, {"12,5", 12.5},     {"0.125", 0.125},   {"-500", -500},
      {"1 500", 1500},       {"1.1250", 1.125},  {"2500 GBP", 2500}, {"1'000'000", 1e6}, {"1.50", 1.5}};
  for (const auto& [text, amount] : amounts) {
    const Opened opened = open_table(std::string("Van;Naar;Bedrag\nA;B;") + text + "\n");
    INFO(text);
    REQUIRE(opened.network.edges.size() == 1);
    CHECK(opened.network.edges.begin()->second.amount == amount);
  }
  for (const char* text : {"veel", "1.2.3", "12.34,5.6", "1,00,000.0", "--5", "1e400"}) {
    const Opened opened = open_table(std::string("Van;Naar;Bedrag\nA;B;") + text + "\n");
    INFO(text);
    CHECK(opened.network.edges.begin()->second.amount == std::nullopt);
    CHECK(opened.network.edges.begin()->second.fields == std::map<std::string, Json>{{"Bedrag", text}});
    CHECK(codes_of(opened.warnings) == Texts{"columnKeptAsField"});
  }
}

TEST_CASE("A table is known by its header wherever its columns stand") {
  CHECK(open_table("Bron;Doel\nA;B\n").network.edges.size() == 1);
  CHECK(open_table("Naar;Soort;Van\nA;x;B\n").network.edges.begin()->second.kind == "x");
  CHECK(open_table("VAN;AAN\nA;B\n").network.edges.size() == 1);
  // Where the facts come from and what the party is for.
  const Opened parties = open_table("Naam;Bron;Doel\nAn;krant;groen\n");
  CHECK(parties.network.edges.empty());
  CHECK(node_named(parties.network, "An").fields == std::map<std::string, Json>{{"Bron", "krant"}, {"Doel", "groen"}});
  CHECK(node_named(open_table("Organisatie;Contact\nZet;An\n").network, "Zet").fields.at("Contact") == "An");
  CHECK(node_named(open_table("Organisatie;Naam\nZet;An\n").network, "An").fields.at("Organisatie") == "Zet");
}

TEST_CASE("Lines above the header are skipped and named") {
  const Opened opened = open_table("Netwerk Brabant\n\nNaam;Plaats\nAn;Breda\n");
  CHECK(node_named(opened.network, "An").place == "Breda");
  CHECK(opened.warnings == Issues{{"rowsBeforeHeader", "row 3", {"2"}}});
}

TEST_CASE("What is no table of a network is refused with what was found") {
  CHECK(refused({{"x.csv", "Datum;Temperatuur\n2020;3\n"}}) == Issue{"headerUnknown", "row 1", {"Datum, Temperatuur"}});
  CHECK(refused({{"a.csv", "Naam\nAn\n"}, {"x.csv", "\n\nfoo,bar\n"}}) ==
        Issue{"headerUnknown", "x.csv, row 3", {"foo, bar"}});
  CHECK(refused({{"x.csv", ""}}).code == "fileEmpty");
  CHECK(refused({{"x.csv", "\xEF\xBB\xBF \n"}}).code == "fileEmpty");
  CHECK(refused({{"x.csv", "\xFF\xFE"}}).code == "fileEmpty");
  CHECK(refused({{"a.csv", "Naam\nAn\n"}, {"x.xlsx", std::string("PK\x03\x04\x14\x00", 6)}}) ==
        Issue{"spreadsheetNotCsv", "x.xlsx", {}});
  CHECK(refused({{"x.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}}).code == "spreadsheetNotCsv");
  CHECK(refused({{"x.png", std::string("\x89PNG\r\n\x1A\n\x00", 9)}}).code == "fileNotText");
  CHECK(refused({{"x.csv", std::string("Naam\0\nAn\n", 9)}}).code == "fileNotText");
  CHECK(refused({}).code == "noFile");
}

TEST_CASE("A header alone is refused, unless it is our own of an empty network") {
  CHECK(refused({{"x.csv", "Naam;Plaats\n;;\n"}}) == Issue{"tableEmpty", "row 1", {"Naam, Plaats"}});
  const auto files = save_csv(make_network());
  const Opened opened = open_tables({{"nodes.csv", files[0].bytes}, {"ties.csv", files[1].bytes}});
  CHECK(opened.network == make_network());
  CHECK(codes_of(opened.warnings) == Texts{"tableEmpty"});
}

TEST_CASE("Many faults of a kind are counted rather than listed") {
  std::string text = "Naam,Volgende stap op\n";
  for (int i = 0; i < 500; ++i) text += "n" + std::to_string(i) + ",03/04/2024\n";
  const Opened opened = open_table(text);
  CHECK(opened.network.nodes.size() == 500);
  REQUIRE(opened.warnings.size() == 101);
  CHECK(opened.warnings.back() == Issue{"moreWarnings", "", {"400", opened.warnings.front().code}});
}

TEST_CASE("Texts that are too long are cut, and control characters go") {
  const Opened opened = open_table("Naam,Beschrijving\n\"An\x01na\nLies\"," + std::string(100'010, 'x') + "\n" +
                                   std::string(400, 'y') + ",\n");
  CHECK(node_named(opened.network, "An na Lies").description.size() == 100'000);
  CHECK(node_named(opened.network, std::string(300, 'y')).fields.empty());
  CHECK(codes_of(opened.warnings) == Texts{"textCut", "textCut"});
}

TEST_CASE("Data columns of hostile JSON are refused cell by cell") {
  const Opened opened = open_table(
      "Naam,Needs,Needs data,More fields\nAn,a | b,[[[,\"" + std::string(50'000, '[') +
      "\"\nBen,a,7,[]\nCor,a,\"[{\"\"id\"\":\"\"k\"\",\"\"text\"\":\"\"a\"\",\"\"x\"\":1}]\",\"{\"\"\"\":1}\"\n");
  CHECK(opened.network.nodes.size() == 3);
  for (const auto& [id, node] : opened.network.nodes) CHECK(node.needs.size() == (node.label == "An" ? 2u : 1u));
  CHECK(codes_of(opened.warnings) ==
        Texts{"valueKeptAsField", "fieldDropped", "valueKeptAsField", "fieldDropped", "fieldDropped", "fieldDropped"});
}

TEST_CASE("The pair that is written opens in spreadsheet programs and runs nothing there") {
  Network network = make_network();
  Node node;
  node.id = "n1";
  node.label = "=HYPERLINK(\"http://example.org\")";
  node.description = "-1+1";
  node.place = "-5";
  node.fields = {{"@key", "+31 6"}};
  network.nodes.emplace("n1", node);
  const auto files = save_csv(network);
  REQUIRE(files.size() == 2);
  CHECK(files[0].name == "nodes.csv");
  CHECK(files[1].name == "ties.csv");
  CHECK(files[0].bytes.substr(0, 15) == "\xEF\xBB\xBFID,Label,Typ");
  const DecodedText decoded = decode_text(files[0].bytes);
  CsvReader reader(decoded.text, ',');
  std::vector<std::string> cells;
  std::size_t rows = 0;
  while (reader.next(cells)) {
    ++rows;
    for (const std::string& cell : cells) CHECK_FALSE(is_formula(cell));
  }
  CHECK(rows == 2);
  CHECK(files[0].bytes.find(",-5,") != std::string::npos);
  CHECK(explained_difference(open_tables({{"n", files[0].bytes}, {"t", files[1].bytes}}).network, network) == "");
}

TEST_CASE("Every field of a network comes back from the pair") {
  Network network = make_network();
  Node node;
  node.id = "id, with \"marks\" | and bars";
  node.kind = NodeKind::initiative;
  node.label = "'s Werelds \"beste\", idee; of niet";
  node.description = "a\n\nb\tc";
  node.sector = "own word";
  node.form = Form::group;
  node.place = "'=x";
  node.tags = {"a, b"};
  node.roles = {"x|y", "z;", "\\"};
  node.motivation = "''quoted";
  node.energy = 5;
  node.needs = {{"k1", "a | b", {"t"}, Terms::gift, ExchangeStatus::done},
                {"k2", "a | b", {}, Terms::unset, ExchangeStatus::open}};
  node.offers = {{"k1", "12", {}, Terms::paid, ExchangeStatus::matched}};
  node.stage = Stage::practice;
  node.stage_dates = {{Stage::dream, "2018"}, {Stage::pilot, "2019-04"}};
  node.next_step = {"call", "An", "2024-02-29"};
  node.position = Point{1.0 / 3, -1e-7};
  node.pinned = true;
  node.fields = {{"Type", "word"},
                 {"number", 1.5},
                 {"text", "1.5"},
                 {"zeros", "007"},
                 {"list", {1, "a", nullptr}},
                 {"flag", true},
                 {"From", "here"},
                 {"To", "there"},
                 {"label", "other"},
                 {" space ", "x"},
                 {"empty", ""},
                 {"ends", " x "},
                 {"quote", "'12"},
                 {"Naam", "beside"},
                 {"big", 1e300},
                 {"two\"", "line\nbreak"},
                 {"negative", -5},
                 {"=key", "v"}};
  network.nodes.emplace(node.id, node);
  Node actor;
  actor.id = "b";
  actor.label = "B";
  actor.fields = {{"Type", "vereniging"}};
  network.nodes.emplace("b", actor);
  Edge edge;
  edge.id = "e1";
  edge.from = node.id;
  edge.to = "b";
  edge.kind = "vertrouwt";
  edge.label = "-";
  edge.direction = Direction::mutual;
  edge.status = EdgeStatus::dormant;
  edge.strength = 5;
  edge.trust = 4;
  edge.amount = 1.125;
  edge.currency = "EUR";
  edge.since = "2017";
  edge.until = "2021-10";
  edge.claimed_by = "An";
  edge.confirmed_by = "Ben";
  edge.fields = {{"weight", 7}, {"Description", "text"}, {"Van", "beside"}};
  network.edges.emplace("e1", edge);
  for (const double amount : {0.125, 1000.0, 12345.678, -1234.567, 1e15, 0.001, 999.999}) {
    edge.id = "amount" + std::to_string(amount);
    edge.amount = amount;
    network.edges.emplace(edge.id, edge);
  }
  const auto files = save_csv(network);
  const Opened opened = open_tables({{"nodes.csv", files[0].bytes}, {"ties.csv", files[1].bytes}});
  CHECK(opened.warnings.empty());
  CHECK(explained_difference(network, opened.network) == "");
}

TEST_CASE("Random networks come back from the pair as documented") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    test::Random random(seed);
    const Network network = test::random_network(random, 12, 20);
    if (network.nodes.empty()) continue;
    const auto files = save_csv(network);
    const Opened opened = open_tables({{"ties.csv", files[1].bytes}, {"nodes.csv", files[0].bytes}});
    INFO(seed);
    CHECK(opened.warnings.empty());
    CHECK(explained_difference(kept_by_tables(network), opened.network) == "");
  }
}

TEST_CASE("A need that was edited in the spreadsheet stays itself only if its text is the same") {
  const Opened opened = open_table(
      "Naam,Needs,Needs data\nAn,hulp | "
      "ruimte,\"[{\"\"id\"\":\"\"k1\"\",\"\"text\"\":\"\"geld\"\"},{\"\"id\"\":\"\"k2\"\",\"\"text\"\":\"\"ruimte\"\","
      "\"\"status\"\":\"\"done\"\"}]\"\n");
  const Node& an = node_named(opened.network, "An");
  REQUIRE(an.needs.size() == 2);
  for (const Exchange& need : an.needs) {
    CHECK((need.id == "k2") == (need.text == "ruimte"));
    CHECK((need.status == ExchangeStatus::done) == (need.text == "ruimte"));
    CHECK(need.text != "geld");
  }
}

TEST_CASE("Characters that cannot be read are named with their rows") {
  const char utf16[] =
      "\xFF\xFE"
      "N\0a\0a\0m\0;\0P\0l\0a\0a\0t\0s\0\n\0"
      "A\0n\0=\xD8;\0B\0\n\0"
      "B\0e\0n\0=\xD8\x00\xDE\n\0";
  const Opened wide = open_tables({{"people.csv", std::string(utf16, sizeof utf16 - 1)}});
  CHECK(node_named(wide.network, "An\xEF\xBF\xBD").place == "B");
  CHECK(node_named(wide.network, "Ben\xF0\x9F\x98\x80").label != "");
  CHECK(wide.warnings == Issues{{"charactersReplaced", "row 2", {}}});
  const Opened unmarked = open_tables({{"people.csv", std::string(utf16 + 2, sizeof utf16 - 3)}});
  CHECK(unmarked.network.nodes.size() == wide.network.nodes.size());
  CHECK(node_named(unmarked.network, "An\xEF\xBF\xBD").place == "B");
  // A cut emoji as bytes is no reason to take the rest for another encoding.
  const Opened narrow = open_tables({{"people.csv", "Naam\nAn \xED\xA0\xBD\nBen\n"}});
  CHECK(node_named(narrow.network, "An \xEF\xBF\xBD").label != "");
  CHECK(narrow.warnings == Issues{{"charactersReplaced", "row 2", {}}});
}

TEST_CASE("A column without a name is placed by its number") {
  const Opened opened = open_tables({{"people.csv", "Naam;;Energie\nAn;" + std::string(100'001, 'x') + ";3\n"}});
  REQUIRE(opened.warnings.size() == 1);
  CHECK(opened.warnings[0].where == "row 2, column 2");
}

TEST_CASE("A number of more digits than a double holds stays a text") {
  const Opened opened = open_tables({{"people.csv", "Naam;KvK\nAn;12345678901234567890\n"}});
  CHECK(node_named(opened.network, "An").fields == std::map<std::string, Json>{{"KvK", "12345678901234567890"}});
}

TEST_CASE("Every further field has a column of its own that comes back as it was") {
  Network network = make_network();
  Node node;
  node.id = "n1";
  node.label = "Zet";
  node.fields = {{"Place", "not the place"},
                 {"Themes", Json{"zorg", "wonen"}},
                 {"One", Json{"a; b"}},
                 {"Bars", "a | b"},
                 {"Member", true},
                 {"Word", "true"},
                 {"Data", {{"a", 1}}},
                 {"Numbers", Json{1, 2}},
                 {"From", "elders"},
                 {"Quoted", "'a | b"},
                 {"Also known as", "Z | Stichting"},
                 {"Name (own field)", "x"},
                 {"Voornaam", "geen"},
                 {"weight", 3}};
  network.nodes.emplace("n1", node);
  const auto files = save_csv(network);
  const DecodedText decoded = decode_text(files[0].bytes);
  CsvReader reader(decoded.text, ',');
  std::vector<std::string> headers, cells;
  reader.next(headers);
  reader.next(cells);
  const auto cell = [&](const char* header) {
    const auto found = std::find(headers.begin(), headers.end(), header);
    return found == headers.end() ? "no column" : cells[static_cast<std::size_t>(found - headers.begin())];
  };
  CHECK(cell("More fields").empty());
  CHECK(cell("Themes") == "zorg | wonen");
  CHECK(cell("Place (own field)") == "not the place");
  CHECK(cell("Member") == "true");
  CHECK(explained_difference(open_tables({{"n", files[0].bytes}, {"t", files[1].bytes}}).network, network) == "");
}
