// Tables in which a row is more than one node or one tie: matrices, lists, answers, sheets that belong together.
#include <catch2/catch_test_macros.hpp>

#include "core/io/opening/import_plan.hpp"
#include "tests/core/io/tables_support.hpp"
#include "tests/core/io/workbooks.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

using Lines = std::vector<std::string>;
using Named = std::vector<std::pair<std::string, std::string>>;

std::vector<InputFile> files_of(const Named& named) {
  std::vector<InputFile> files;
  for (const auto& [name, text] : named) files.push_back({name + ".csv", text});
  return files;
}

Json preview(const Named& named, const Json& plan = nullptr) {
  const auto found = preview_tables(files_of(named), "csv", plan);
  if (const Issue* issue = std::get_if<Issue>(&found)) FAIL(issue->code << " " << issue->where);
  return std::get<Json>(found);
}

/// Reads by what is proposed, as somebody does who only presses the button.
Network read(const Named& named, const Json& plan = nullptr) {
  const auto found = open_tables(files_of(named), "csv", preview(named, plan).at("plan"));
  if (const Issue* issue = std::get_if<Issue>(&found)) FAIL(issue->code << " " << issue->where);
  return std::get<Opened>(found).network;
}

Network read(const std::string& text, const Json& plan = nullptr) { return read(Named{{"t", text}}, plan); }

/// What a table is taken for, and its columns.
std::string taken(const std::string& text) {
  const Json table = preview({{"t", text}}).at("plan").at("tables").at(0);
  std::string columns = table.at("as").get<std::string>() + ":";
  for (const Json& column : table.at("columns")) columns += " " + column.at("to").get<std::string>();
  return columns;
}

/// `Anna > Bram : worksWith 4 by Anna`, with - between them where the tie has no direction.
Lines ties(const Network& network) {
  Lines lines;
  for (const auto& [id, edge] : network.edges) {
    std::string line = network.nodes.at(edge.from).label;
    line += edge.direction == Direction::undirected ? " - " : " > ";
    line += network.nodes.at(edge.to).label;
    if (!edge.kind.empty()) line += " : " + edge.kind;
    if (edge.strength > 0) line += " " + std::to_string(edge.strength);
    if (const auto weight = edge.fields.find("weight"); weight != edge.fields.end())
      line += " = " + weight->second.dump();
    if (!edge.claimed_by.empty()) line += " by " + edge.claimed_by;
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string kinds(const Network& network) {
  std::map<std::string, std::string> all;
  for (const auto& [id, node] : network.nodes)
    all[node.label] = node.kind != NodeKind::actor ? name_of(node_kinds, node.kind) : name_of(forms, node.form);
  std::string text;
  for (const auto& [label, kind] : all) text += (text.empty() ? "" : ", ") + label + (kind.empty() ? "" : " " + kind);
  return text;
}

}  // namespace

TEST_CASE("a matrix with the same names on both sides is ties, the diagonal aside") {
  CHECK(ties(read(";Anna;Bram;Carla\nAnna;1;1;0\nBram;1;1;1\nCarla;0;1;1\n")) == Lines{"Anna - Bram", "Bram - Carla"});
  CHECK(ties(read("Naam,Zet,Brug,Tuin\nZet,,3,1\nBrug,2,,\nTuin,,5,\n")) ==
        Lines{"Brug > Zet 2", "Tuin > Brug 5", "Zet > Brug 3", "Zet > Tuin 1"});
  CHECK(ties(read("\tZet\tBrug\tTuin\nZet\t\t12\t\nBrug\t\t\t0,5\nTuin\t7\t\t\n")) ==
        Lines{"Brug > Tuin = 0.5", "Tuin > Zet = 7.0", "Zet > Brug = 12.0"});
  // Half of it is filled in.
  CHECK(ties(read(",A,B,C\nA,,1,1\nB,,,1\nC,,,\n")) == Lines{"A - B", "A - C", "B - C"});
  // Under a title, with sums, with words, with numbers for names.
  CHECK(ties(read("Wie kent wie;;;\n;Anna;Bram;Carla\nAnna;;vaak;nooit\nBram;soms;;\nCarla;;;\n")) ==
        Lines{"Anna > Bram 4", "Bram > Anna 2"});
  CHECK(ties(read(";Anna;Bram;Totaal\nAnna;;1;1\nBram;1;;1\nTotaal;1;1;2\n")) == Lines{"Anna - Bram"});
  CHECK(ties(read("x,Zet,Brug,Tuin\nZet,0,funds,0\nBrug,0,0,works with\nTuin,0,0,0\n")) ==
        Lines{"Brug > Tuin : worksWith", "Zet > Brug : funds"});
  CHECK(ties(read(";1;2;3\n1;0;1;0\n2;1;0;0\n3;0;0;0\n")) == Lines{"1 - 2"});
  CHECK(read(";1;2;3\n1;0;1;0\n2;1;0;0\n3;0;0;0\n").nodes.size() == 3);
  CHECK(ties(read("Respondent;Anna;Bram\nAnna;;5\nBram;3;\n")) ==
        Lines{"Anna > Bram 5 by Anna", "Bram > Anna 3 by Bram"});
}

TEST_CASE("a square with names on one side is a matrix") {
  const Lines both{"Anna - Bram", "Bram - Carla"};
  CHECK(ties(read("Anna;Bram;Carla\n0;1;0\n1;0;1\n0;1;0\n")) == both);
  CHECK(ties(read("Anna;0;1;0\nBram;1;0;1\nCarla;0;1;0\n")) == both);
  CHECK(ties(read("Anna;Bram;Carla\n;x;\nx;;x\n;x;\n")) == both);
  CHECK(taken("Omzet;Kosten;Winst\n10;5;5\n20;12;8\n7;7;0\n") != "matrix: fields fields fields");
}

TEST_CASE("people by meetings are two kinds of nodes") {
  const Network people = read("Persoon;Klimaattafel;Wijkraad;Zorgoverleg\nAnna;x;;x\nBram;;x;\n");
  CHECK(kinds(people) ==
        "Anna person, Bram person, Klimaattafel initiative, Wijkraad initiative, Zorgoverleg initiative");
  CHECK(ties(people) == Lines{"Anna > Klimaattafel : takesPartIn", "Anna > Zorgoverleg : takesPartIn",
                              "Bram > Wijkraad : takesPartIn"});
  const Network turned = read("Initiatief;Anna;Bram;Carla\nBuurtbus;ja;nee;ja\nTuin;nee;ja;nee\n");
  CHECK(kinds(turned) == "Anna, Bram, Buurtbus initiative, Carla, Tuin initiative");
  CHECK(ties(turned) ==
        Lines{"Anna > Buurtbus : takesPartIn", "Bram > Tuin : takesPartIn", "Carla > Buurtbus : takesPartIn"});
  const Network challenges = read("Actor / Opgave;Wonen;Zorg;Groen\nZet;1;0;1\nBrug;0;1;0\n");
  CHECK(ties(challenges) ==
        Lines{"Brug > Zorg : contributesTo", "Zet > Groen : contributesTo", "Zet > Wonen : contributesTo"});
}

TEST_CASE("cells of a matrix say what part somebody has, or how much") {
  CHECK(
      ties(read(";Wonen;Zorg;Klimaat\nBreda;trekker;deelnemer;\nZet;;trekker;deelnemer\nAvans;deelnemer;;\n")).size() ==
      5);
  CHECK(ties(read("Medewerker;Project A;Project B\nAnna;8;0\nBram;0;16\n")) ==
        Lines{"Anna > Project A : takesPartIn = 8.0", "Bram > Project B : takesPartIn = 16.0"});
}

TEST_CASE("tables of numbers and properties are no matrices") {
  for (const char* text :
       {"Organisatie;2019;2020;2021\nZet;1;0;1\nBrug;0;0;1\nTuin;1;1;1\n",
        "Naam;Lid;Betaald;Vrijwilliger\nAnna;x;;x\nBram;;x;\n", "Naam;ma;di;wo\nAnna;x;;x\nBram;;x;\n",
        "Naam;Omzet;Winst;Kosten\nZet;100;20;80\nBrug;50;0;50\n", "Name,Score,Rank,Points\nA,1,2,3\nB,2,3,0\nC,0,0,1\n",
        "Naam;Vraag 1;Vraag 2;Vraag 3\nAnna;1;0;0\nBram;0;1;0\n",
        "Product;Breda;Tilburg;Oss\nAppel;1;0;2\nPeer;0;3;0\n",
        "Naam;Hoe belangrijk? [Wonen];Hoe belangrijk? [Zorg];Hoe belangrijk? [Groen]\nAnna;5;0;0\nBram;0;4;0\n"})
    CHECK(taken(text).starts_with("nodes:"));
}

TEST_CASE("somebody says that a table is a matrix, or that it is none") {
  const std::string marks = "Naam;Sport;Muziek\nAnna;x;\nBram;;x\n";
  CHECK(ties(read(marks, {{"tables", {{{"as", "matrix"}}}}})) ==
        Lines{"Anna > Sport : takesPartIn", "Bram > Muziek : takesPartIn"});
  const std::string matrix = ";Anna;Bram\nAnna;;1\nBram;1;\n";
  CHECK(ties(read(matrix)).size() == 1);
  CHECK(ties(read(matrix, {{"tables", {{{"ways", {{"undirected", false}, {"kind", "kent"}}}}}}})) ==
        Lines{"Anna > Bram : kent", "Bram > Anna : kent"});
  CHECK(read("Naam;Anna;Bram\nAnna;;1\nBram;1;\n", {{"tables", {{{"as", "nodes"}}}}}).nodes.size() == 2);
  const auto refused = preview_tables(files_of({{"t", matrix}}), "csv", {{"tables", {{{"ways", {{"rows", "x"}}}}}}});
  REQUIRE(std::holds_alternative<Issue>(refused));
  CHECK(std::get<Issue>(refused).where == "plan.tables[0].ways.rows");
}

TEST_CASE("in lists the first name of a row has ties with the others") {
  const Lines lists{"a > b", "a > c", "a > d", "b > c", "c > a", "c > d"};
  CHECK(ties(read("a;b;c;d\nb;c\nc;a;d\n")) == lists);
  CHECK(ties(read("a: b, c, d\nb: c\nc: a, d\n")) == lists);
  CHECK(ties(read("a,\"b, c; d\"\nb,c\nc,\"a, d\"\n")) == lists);
  CHECK(ties(read("Zet,Brug,Tuin\nBrug,Zet\nTuin,Zet\n")) == Lines{"Zet - Brug", "Zet - Tuin"});
  CHECK(ties(read("1;2;3\n2;3;4\n3;1\n4\n")) == Lines{"1 > 2", "1 > 3", "2 > 3", "2 > 4", "3 > 1"});
  // A column of what they are is no list.
  CHECK(taken("anna,bram,works with\nbram,carla,knows\ncarla,anna,knows\n").starts_with("ties:"));
  CHECK(taken("Zet;Tilburg;Zorg\nBrug;Breda;Wonen\nTuin;Tilburg;Zorg\n").starts_with("nodes:"));
}

TEST_CASE("answers with names in a cell are ties that who answered claims") {
  CHECK(ties(read(
            "Naam;Met wie werk je samen?\nAnna Wit;De Brug, Zet\nDe Brug;Anna Wit\nZet;Carla Zwart en Anna Wit\n")) ==
        Lines{"Anna Wit > De Brug : worksWith by Anna Wit", "Anna Wit > Zet : worksWith by Anna Wit",
              "De Brug > Anna Wit : worksWith by De Brug", "Zet > Anna Wit : worksWith by Zet",
              "Zet > Carla Zwart : worksWith by Zet"});
  CHECK(ties(read("Nom;Avec qui travaillez-vous ?\nAnne;Luc, Marie\nLuc;Anne et Marie\nMarie;personne\n")).size() == 4);
  CHECK(ties(read("Naam,Met wie?\n\"Zorg, Wonen\",Zet\nZet,\"Zorg, Wonen, Anna\"\n")) ==
        Lines{"Zet > Anna by Zet", "Zet > Zorg, Wonen by Zet", "Zorg, Wonen > Zet by Zorg, Wonen"});
  CHECK(
      ties(read("Tijdstempel;E-mailadres;Wat is je naam?;Met wie van de groep werk je samen?\n"
                "2-3-2024 10:00:00;a@b.nl;Anna;Bram, Carla\n2-3-2024 10:01:00;c@b.nl;Bram;Anna (Zet)\n")) ==
      Lines{"Anna > Bram : worksWith by Anna", "Anna > Carla : worksWith by Anna", "Bram > Anna : worksWith by Bram"});
  // By what is in the column, where its header says nothing.
  CHECK(ties(read("Naam;Plaats;Q7\nAnna;Breda;Bram | Carla\nBram;Breda;Anna\nCarla;Tilburg;\n")).size() == 3);
  CHECK(ties(read("Organisatie,Partner 1,Partner 2,Partner 3\nZet,Brug,Tuin,\nBrug,Zet,Bank,Tuin\n")).size() == 5);
  CHECK(ties(read("Naam;Interesses\nAnna;zorg, wonen\nBram;zorg\n")).empty());
  CHECK(ties(read("Name,Who funds you?\nAnna,Province\nBram,\"Province; Bank\"\n")) ==
        Lines{"Bank > Bram : funds by Bram", "Province > Anna : funds by Anna", "Province > Bram : funds by Bram"});
}

TEST_CASE("names in answers that nobody has are asked about, with whom they may be") {
  const std::string text =
      "Naam;Met wie?\nAnna Wit;Bram Bos\nBram Bos;Ana Wit; \nCarla;Ana Wit\nDirk;weet ik nog niet zo\n";
  const Json found = preview({{"t", text}});
  const Json words = found.at("tables").at(0).at("words").at(0);
  CHECK(words.at("list") == "name");
  CHECK(words.at("words").at(0) == Json{{"word", "Ana Wit"}, {"count", 2}, {"like", {"Anna Wit"}}});
  CHECK(found.at("plan").at("values").at("name").at("Ana Wit") == Json{{"name", "Ana Wit"}});
  CHECK(read(text).nodes.size() == 6);
  const Json decided = {
      {"values", {{"name", {{"Ana Wit", {{"name", "Anna Wit"}}}, {"weet ik nog niet zo", {{"name", ""}}}}}}}};
  CHECK(ties(read(text, decided)) ==
        Lines{"Anna Wit > Bram Bos by Anna Wit", "Bram Bos > Anna Wit by Bram Bos", "Carla > Anna Wit by Carla"});
  // Names in the open network are known as well.
  const std::string commas = "Naam,Met wie?\nAnna,\"Zorg, Wonen en Welzijn\"\n";
  CHECK(read(commas).nodes.size() == 3);
  const auto opened = open_tables(files_of({{"t", commas}}), "csv", {{"known", {"Zorg, Wonen en Welzijn"}}});
  CHECK(std::get<Opened>(opened).network.nodes.size() == 2);
}

TEST_CASE("a column for each name says how often, and never is no tie") {
  const Lines often{"Brug > Zet : worksWith 4 by Brug", "Zet > Brug : worksWith 2 by Zet"};
  for (const std::string& header :
       {std::string("With whom do you work? [Brug];With whom do you work? [Zet]"),
        std::string("G01Q02[SQ001]. With whom do you work? [Brug];G01Q02[SQ002]. With whom do you work? [Zet]"),
        std::string("With whom do you work?.Brug;With whom do you work?.Zet"),
        std::string("Works with: Brug;Works with: Zet")})
    CHECK(ties(read("Name;" + header + "\nBrug;;Often\nZet;Sometimes;\nTuin;never;Never\n")) == often);
  CHECK(ties(read("ID;Starttijd;Naam;Brug;Zet\n1;5-1-2024;Brug;;Vaak\n2;5-1-2024;Zet;Soms;Nooit\n")) ==
        Lines{"Brug > Zet 4 by Brug", "Zet > Brug 2 by Zet"});
  CHECK(ties(read("Naam;Samenwerking [Zet];Samenwerking [Brug]\nZet;;5\nBrug;3;0\n")) ==
        Lines{"Brug > Zet : worksWith 3 by Brug", "Zet > Brug : worksWith 5 by Zet"});
  const std::string text = "Naam;Met wie werk je? [Zet];Met wie werk je? [Brug]\nZet;;wekelijks\nBrug;wekelijks;\n";
  CHECK(preview({{"t", text}}).at("plan").at("values").at("answer").at("wekelijks") == Json{{"strength", "4"}});
  CHECK(ties(read(text, {{"values", {{"answer", {{"Wekelijks", {{"none", "true"}}}}}}}})).empty());
}

TEST_CASE("somebody says that a column tells with whom") {
  const std::string text = "Naam;Opmerking\nAnna;Bram, Eva\nBram;Zet\n";
  CHECK(ties(read(text)).empty());
  const Json plan = {
      {"tables",
       {{{"columns",
          {{{"header", "Naam"}, {"to", "label"}}, {{"header", "Opmerking"}, {"to", "tiedWith"}, {"kind", "kent"}}}}}}}};
  CHECK(ties(read(text, plan)) == Lines{"Anna > Bram : kent", "Anna > Eva : kent", "Bram > Zet : kent"});
}

TEST_CASE("relations find their ends in other tables, by name and by id, whatever their order") {
  const Named people{{"personen", "Naam;Functie\nAnna;Directeur\nBram;Adviseur\n"},
                     {"relaties", "Wie;Wat;Bij\nAnna;werkt voor;Zet\nBram;kijkt naar;Brug\n"},
                     {"organisaties", "Naam;Plaats\nZet;Tilburg\nBrug;Breda\n"}};
  CHECK(ties(read(people)) == Lines{"Anna > Zet : werkt voor", "Bram > Brug : kijkt naar"});
  CHECK(kinds(read(people)) == "Anna person, Bram person, Brug organisation, Zet organisation");
  const Named ids{{"people", "id,name\n1,Anna\n2,Bram\n3,Carla\n"},
                  {"organisations", "id,name\n1,Zet\n2,Brug\n"},
                  {"relations", "person_id,organisation_id,role\n1,1,director\n2,2,adviser\n3,1,helper\n"}};
  CHECK(ties(read(ids)) == Lines{"Anna > Zet : director", "Bram > Brug : adviser", "Carla > Zet : helper"});
  const Named codes{{"actoren", "code;naam\nA1;Zet\nA2;Brug\n"},
                    {"initiatieven", "Naam;Fase\nBuurtbus;pilot\nTuin;droom\n"},
                    {"Blad3", "actor;initiatief\nA1;Buurtbus\nA2;Tuin\n"}};
  CHECK(ties(read(codes)) == Lines{"Brug > Tuin : takesPartIn", "Zet > Buurtbus : takesPartIn"});
  CHECK(kinds(read(codes)) == "Brug, Buurtbus initiative, Tuin initiative, Zet");
  const Named unnamed{{"Blad1", "Persoon;Organisatie;Rol\nAnna;Zet;lid\nBram;Brug;lid\nAnna;Brug;bestuur\n"},
                      {"Blad2", "Organisatie;Stad\nZet;Tilburg\nBrug;Breda\n"},
                      {"Blad3", "Persoon;Leeftijd\nAnna;40\nBram;50\nCarla;30\n"}};
  CHECK(ties(read(unnamed)).size() == 3);
  CHECK(read(unnamed).nodes.size() == 5);
  CHECK(ties(read({{"people", "Name,Organisation\nAnna,Zet\nBram,Brug\n"},
                   {"organisations", "Name,City\nZet,Tilburg\nBrug,Breda\n"}})) ==
        Lines{"Anna > Zet : partOf", "Bram > Brug : partOf"});
}

TEST_CASE("the sheets of a workbook belong together as files do") {
  const auto cells = [](const std::vector<Lines>& rows) {
    std::string xml;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      xml += "<row r=\"" + std::to_string(r + 1) + "\">";
      for (std::size_t c = 0; c < rows[r].size(); ++c)
        xml += "<c r=\"" + std::string(1, static_cast<char>('A' + c)) + std::to_string(r + 1) +
               "\" t=\"inlineStr\"><is><t>" + rows[r][c] + "</t></is></c>";
      xml += "</row>";
    }
    return xml;
  };
  const std::string bytes =
      workbook_bytes({{"Relaties", cells({{"Wie", "Bij"}, {"Anna", "Zet"}, {"Bram", "Brug"}})},
                      {"Mensen", cells({{"Naam", "Rol"}, {"Anna", "a"}, {"Bram", "b"}})},
                      {"Organisaties", cells({{"Naam", "Plaats"}, {"Zet", "Breda"}, {"Brug", "Goirle"}})}});
  const auto found = open_tables(std::vector<InputFile>{{"w.xlsx", bytes}}, "xlsx", Json::object());
  REQUIRE(std::holds_alternative<Opened>(found));
  const Network& network = std::get<Opened>(found).network;
  CHECK(ties(network) == Lines{"Anna > Zet", "Bram > Brug"});
  CHECK(kinds(network) == "Anna person, Bram person, Brug organisation, Zet organisation");
}

TEST_CASE("choosing ties fills in the best ends") {
  const Json ties_chosen = {{"tables", {{{"as", "ties"}}}}};
  const auto ends = [&](const Named& named, const Json& plan) {
    const Json table = preview(named, plan).at("plan").at("tables").at(0);
    std::string text;
    for (const Json& column : table.at("columns"))
      if (column.at("to") == "from" || column.at("to") == "to") text += column.at("header").get<std::string>() + " ";
    return text;
  };
  CHECK(ends({{"t", "Nr;Naam;Bij;Sinds\n1;Anna;Zet;2019\n2;Bram;Brug;2020\n"}}, ties_chosen) == "Naam Bij ");
  CHECK(ends({{"t", "Naam;Waarover;Met\nAnna;geld;Bram\nBram;tijd;Anna\n"}}, ties_chosen) == "Naam Met ");
  CHECK(ends({{"t", "Naam;Thema;Bij\nEva;geld;Zet\nFin;tijd;Brug\n"},
              {"o", "Naam;Plaats\nZet;Breda\nBrug;Breda\nBank;x\n"}},
             ties_chosen) == "Naam Bij ");
}

TEST_CASE("a table with rows of nodes and rows of ties is taken apart") {
  for (const char* text : {"type,id,label,source,target\nnode,a,Anna,,\nnode,b,Bram,,\nedge,e1,,a,b\n",
                           "Soort;Naam;Van;Naar\nknoop;Anna;;\nrelatie;;Anna;Bram\nknoop;Bram;;\n",
                           "Naam;Van;Naar\nAnna;;\nBram;;\n;Anna;Bram\n"}) {
    CHECK(ties(read(text)) == Lines{"Anna > Bram"});
    CHECK(read(text).nodes.size() == 2);
  }
  const std::string kinds_too =
      "Type;Naam;Van;Naar;Soort relatie\nOrganisatie;Zet;;;\nPersoon;Anna;;;\nRelatie;;Anna;Zet;funds\n";
  CHECK(ties(read(kinds_too)) == Lines{"Anna > Zet : funds"});
  CHECK(kinds(read(kinds_too)) == "Anna person, Zet organisation");
  CHECK(preview({{"t", kinds_too}}).at("tables").size() == 2);
  CHECK(preview({{"t", kinds_too}}, {{"tables", {{{"whole", true}}}}}).at("tables").size() == 1);
  CHECK(preview({{"t", "source,target,type\nA,B,edge\nB,C,edge\n"}}).at("tables").size() == 1);
}

TEST_CASE("a row for each tie between things of two sorts is a tie, and says what they are") {
  const Network groups =
      read("Persoon;Werkgroep;Rol\nAnna Wit;Energie;trekker\nAnna Wit;Groen;lid\nBram Zwart;Groen;lid\n");
  CHECK(kinds(groups) == "Anna Wit person, Bram Zwart person, Energie initiative, Groen initiative");
  CHECK(ties(groups) == Lines{"Anna Wit > Energie : trekker", "Anna Wit > Groen : lid", "Bram Zwart > Groen : lid"});
  CHECK(ties(read("Project,Organisatie\nBuurtbus,Zet\nBuurtbus,Brug\nTuin,Brug\n")) ==
        Lines{"Brug > Buurtbus : takesPartIn", "Brug > Tuin : takesPartIn", "Zet > Buurtbus : takesPartIn"});
  const Network money = read("Financier;Project;Bedrag\nProvincie;Buurtbus;100\nRabobank;Moestuin;25\nTotaal;;125\n");
  CHECK(kinds(money) == "Buurtbus initiative, Moestuin initiative, Provincie, Rabobank");
  CHECK(ties(money) == Lines{"Provincie > Buurtbus : funds", "Rabobank > Moestuin : funds"});
  CHECK(ties(read("Subsidieverstrekker;Subsidieontvanger;Verleend bedrag\nProvincie;Zet;€ 1.000,00\n")) ==
        Lines{"Provincie > Zet : funds"});
  // Who is a member is somebody, unless some of them are organisations.
  CHECK(kinds(read("Lid;Organisatie\nAnna Wit;Zet\nBram Zwart;Brug\n")) ==
        "Anna Wit person, Bram Zwart person, Brug organisation, Zet organisation");
  CHECK(kinds(read("Lid;Vereniging\nGemeente Breda;VNG\nGemeente Goes;VNG\n")) ==
        "Gemeente Breda, Gemeente Goes, VNG organisation");
  CHECK(ties(read("Lidorganisatie;Koepel;Lid sinds\nGemeente Breda;VNG;1990\nZet;Sociaal Werk;2018\n")) ==
        Lines{"Gemeente Breda > VNG : partOf", "Zet > Sociaal Werk : partOf"});
  CHECK(ties(read("Person,Affiliation,Since\nAnna Wit,Zet,2019\nAnna Wit,Brug,2021\nBram Zwart,Brug,2020\n")).size() ==
        3);
  CHECK(ties(read("Partij;Partner;Intensiteit\nZet;Brug;hoog\nBrug;Tuin;laag\n")) ==
        Lines{"Brug > Tuin : worksWith 2", "Zet > Brug : worksWith 4"});
  CHECK(ties(read("Wie;Met wie;Hoe vaak\nAnna;Bram;wekelijks\nBram;Anna en Carla;soms\n")) ==
        Lines{"Anna > Bram 4", "Bram > Anna 2", "Bram > Carla 2"});
  CHECK(kinds(read("From Type,From Name,Edge Type,To Type,To Name\nPerson,Anna,WORKS AT,Organization,Zet\n")) ==
        "Anna person, Zet organisation");
  CHECK(ties(read("Naam;Contact met;Frequentie\nAnna;Bram;3\nBram;Carla;1\nAnna;Carla;5\n")) ==
        Lines{"Anna > Bram 3", "Anna > Carla 5", "Bram > Carla 1"});
  CHECK(ties(read("Actor,Initiative,Role\nZet,Lab,lead\nBrug,Lab,partner\nZet,Hub,partner\n")).front() ==
        "Brug > Lab : worksWith");
  // A list of projects, of persons and of places is none.
  CHECK(taken("Project;Organisatie;Startdatum\nBuurtbus;Zet;2021\nTuin;Brug;2022\n") == "nodes: label tiedWith fields");
  CHECK(taken("Persoon;Organisatie;E-mail\nAnna;Zet;a@zet.nl\nAnna;Brug;a@brug.nl\n") ==
        "nodes: label organisation fields");
}

TEST_CASE("those who have a part in something are tied to it, known or not") {
  const Network plain =
      read("Initiatief,Financiers,Deelnemers\nBuurtbus,\"Provincie, Gemeente Breda\",12\nTuin,Rabobank,30\n");
  CHECK(kinds(plain) == "Buurtbus initiative, Gemeente Breda, Provincie, Rabobank, Tuin initiative");
  CHECK(ties(plain) ==
        Lines{"Gemeente Breda > Buurtbus : funds", "Provincie > Buurtbus : funds", "Rabobank > Tuin : funds"});
  CHECK(ties(read("Projet;Partenaires\nJardin;Mairie, Croix-Rouge\nBus;Mairie\n")) ==
        Lines{"Croix-Rouge > Jardin : takesPartIn", "Mairie > Bus : takesPartIn", "Mairie > Jardin : takesPartIn"});
  CHECK(ties(read("Verein;Mitglieder\nForum;Anna Weiß, Jörg Schwarz\nSportbund;Jörg Schwarz\n")) ==
        Lines{"Anna Weiß > Forum : partOf", "Jörg Schwarz > Forum : partOf", "Jörg Schwarz > Sportbund : partOf"});
  CHECK(ties(read("Organisatie;Onderdeel van;Plaats\nWijkteam;Gemeente Breda;Breda\nGGD;Regio;Breda\n")) ==
        Lines{"GGD > Regio : partOf", "Wijkteam > Gemeente Breda : partOf"});
  CHECK(ties(read("Initiative;Participants\nLab;Zet, City of Breda\nHub;Zet\n")).size() == 3);
}

TEST_CASE("crosses behind what else is said of somebody are ties") {
  const Network people = read(
      "Naam;Organisatie;12-01-2024;09-02-2024;08-03-2024\nAnna Wit;Zet;x;x;\nBram Zwart;Brug;;x;x\nCarla "
      "Groen;Zet;x;;x\n");
  CHECK(kinds(people).starts_with(
      "08-03-2024 initiative, 09-02-2024 initiative, 12-01-2024 initiative, Anna Wit person"));
  CHECK(ties(people).size() == 9);
  CHECK(ties(read("Organisatie;Plaats;Buurtbus;Tuin;Repair\nBreda;Breda;x;;\nZet;Tilburg;;x;x\n")) ==
        Lines{"Breda > Buurtbus : takesPartIn", "Zet > Repair : takesPartIn", "Zet > Tuin : takesPartIn"});
  CHECK(ties(read("Actor;Wonen;Zorg\nZet;x;\nBrug;;x\n")).size() == 2);
  CHECK(ties(read("Organisatie;Plaats;Buurtbus;Tuin;Repair\nBreda;Breda;1;0;0\nZet;Tilburg;0;1;1\n")).size() == 3);
  CHECK(ties(read("Organisatie;Buurtbus;Tuin;Repair\nBreda;trekker;deelnemer;\nZet;;trekker;deelnemer\n")).size() == 4);
  CHECK(ties(read("Stakeholder;Belang;Invloed;Urgentie\nBreda;hoog;laag;\nZet;;hoog;laag\n")).empty());
  CHECK(ties(read("Naam;Plaats;Betaald;Nieuwsbrief;Vrijwilliger\nZet;Breda;x;;\nBrug;Goes;;x;x\n")).empty());
  CHECK(ties(read("Organisatie;Overheid;Onderwijs;Media\nBreda;x;;\nAvans;;x;\n")).empty());
}

TEST_CASE("several names at an end of a tie make several ties, and a name with a comma stays whole") {
  CHECK(ties(read("Van;Naar\nProvincie;Zet\nZet;Brug, Provincie\nBrug;\"Zet; Avans\"\n")) ==
        Lines{"Brug > Avans", "Brug > Zet", "Provincie > Zet", "Zet > Brug", "Zet > Provincie"});
  CHECK(ties(read("Van,Naar\nProvincie,\"De Brug, BV\"\n\"De Brug, BV\",Jansen en Zonen\n")) ==
        Lines{"De Brug, BV > Jansen en Zonen", "Provincie > De Brug, BV"});
}

TEST_CASE("the answers of several tables are read in the order of the tables") {
  for (int i = 0; i < 20; ++i) {
    Named tables;
    for (const char* name : {"c", "a", "b"})
      tables.push_back({name, std::string("Wat is je naam?;Met wie werk je samen?\nAnna ") + name + ";Nieuw\nBram " +
                                  name + ";Nieuw\n"});
    const Json plan = preview(tables).at("plan");
    const auto found = open_tables(files_of(tables), "csv", plan);
    Lines places;
    for (const Issue& warning : std::get<Opened>(found).warnings) places.push_back(warning.code + " " + warning.where);
    REQUIRE(places.size() == 1);
    CHECK(places.front() == "tieEndAdded c.csv, row 2, column \"Met wie werk je samen?\"");
  }
}

TEST_CASE("a name of the open network that an answer gives is no surprise") {
  const Named table{{"t", "Wat is je naam?;Met wie werk je samen?\nAnna;Dirk, Eva\nBram;Anna\n"}};
  const Json plan = preview(table, {{"known", {"Dirk"}}}).at("plan");
  const auto found = open_tables(files_of(table), "csv", plan);
  Lines said;
  for (const Issue& warning : std::get<Opened>(found).warnings)
    said.push_back(warning.code + " " + warning.params.at(0));
  CHECK(said == Lines{"tieEndAdded Eva"});
}
