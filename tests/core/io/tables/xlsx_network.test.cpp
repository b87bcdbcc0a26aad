#include "core/io/tables/xlsx_network.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/io/opening/formats.hpp"
#include "core/io/tables/xlsx.hpp"
#include "core/model/fields.hpp"
#include "core/text/text.hpp"
#include "tests/core/io/tables_support.hpp"
#include "tests/core/io/workbooks.hpp"
#include "tests/core/support/random_operations.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

Opened open_books(const std::vector<InputFile>& files) {
  Result<Opened> result = open_files(files);
  if (const Issue* issue = std::get_if<Issue>(&result)) FAIL("refused: " << issue->code << " at " << issue->where);
  Opened opened = std::get<Opened>(std::move(result));
  CHECK(broken_invariant(opened.network) == "");
  return opened;
}

Opened open_book(const std::vector<SheetXml>& sheets, const WorkbookXml& xml = {}) {
  return open_books({{"people.xlsx", workbook_bytes(sheets, xml)}});
}

Issue refused(const std::string& bytes) {
  const Result<Opened> result = open_files(std::vector<InputFile>{{"people.xlsx", bytes}});
  REQUIRE(std::holds_alternative<Issue>(result));
  return std::get<Issue>(result);
}

Issue refused(const std::vector<SheetXml>& sheets) { return refused(workbook_bytes(sheets)); }

using Texts = std::vector<std::string>;

Texts labels_of(const Network& network) {
  Texts labels;
  for (const auto& [id, node] : network.nodes) labels.push_back(node.label);
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace

TEST_CASE("Kumu's workbook is read: sections, several targets, sheets to ignore") {
  const Opened opened = open_book(
      {{"Elements", text_rows("Label|Type|Tags\nAn|Person|a\n\n\nLabel|Type|Colour\nBen|Bakery|red\n\nCor||blue\n")},
       {"Connections", text_rows("From|To|Type|Direction\nAn|Ben|funds|mutual\n") +
                           "<row r=\"3\"><c t=\"inlineStr\"><is><t>Ben</t></is></c><c "
                           "t=\"inlineStr\"><is><t>An|Cor</t></is></c></row>"},
       {"Lists (ignore)", text_rows("Label|Type\nNobody|x\n")}});
  CHECK(labels_of(opened.network) == Texts{"An", "Ben", "Cor"});
  CHECK(node_named(opened.network, "An").form == Form::person);
  CHECK(node_named(opened.network, "Ben").fields == std::map<std::string, Json>{{"Colour", "red"}, {"Type", "Bakery"}});
  CHECK(node_named(opened.network, "Cor").fields == std::map<std::string, Json>{{"Colour", "blue"}});
  CHECK(ties_of(opened.network) == Texts{"An > Ben : funds", "Ben > An : ", "Ben > Cor : "});
  CHECK(opened.warnings.empty());
}

TEST_CASE("A title over a header begins a table of its own behind one blank row") {
  const Opened opened = open_book(
      {{"Sheet1",
        text_rows(
            "Organisaties\nNaam|Plaats\nZet|Tilburg\nTuin|Breda\n\nRelaties\nVan|Naar|Soort\nZet|Tuin|steunt\n")}});
  CHECK(labels_of(opened.network) == Texts{"Tuin", "Zet"});
  CHECK(node_named(opened.network, "Zet").place == "Tilburg");
  CHECK(ties_of(opened.network) == Texts{"Zet > Tuin : supports"});
  // A note by itself is none.
  const Opened noted = open_book({{"Sheet1", text_rows("Naam|Plaats\nZet|Tilburg\n\nBron\nTuin|Breda\n")}});
  CHECK(node_named(noted.network, "Tuin").place == "Breda");
}

TEST_CASE("Onodo's workbook is read: ends are Source and Target, From and To are dates, hidden nodes are nodes") {
  const WorkbookXml dates{"", "", "<xf numFmtId=\"14\"/>"};
  const Opened opened =
      open_book({{"Nodes",
                  "<row><c t=\"inlineStr\"><is><t>Name</t></is></c><c t=\"inlineStr\"><is><t>Type</t></is></c><c "
                  "t=\"inlineStr\"><is>"
                  "<t>Description</t></is></c><c t=\"inlineStr\"><is><t>Visible</t></is></c></row>"
                  "<row><c t=\"inlineStr\"><is><t>A</t></is></c><c/><c/><c s=\"9\"><v>1</v></c></row>"
                  "<row><c t=\"inlineStr\"><is><t>B</t></is></c><c/><c/><c s=\"9\"><v>0</v></c></row>"},
                 {"Relations",
                  text_rows("Source|Type|Target|Directed|At|From|To\n") +
                      "<row><c t=\"inlineStr\"><is><t>A</t></is></c><c t=\"inlineStr\"><is><t>Funding</t></is></c>"
                      "<c t=\"inlineStr\"><is><t>B</t></is></c><c s=\"9\"><v>0</v></c><c/><c s=\"0\"><v>44260</v></c>"
                      "<c t=\"inlineStr\"><is><t>2022</t></is></c></row>"}},
                dates);
  CHECK(ties_of(opened.network) == Texts{"A > B : funds"});
  const Edge& tie = opened.network.edges.begin()->second;
  CHECK(tie.since == "2021-03-05");
  CHECK(tie.until == "2022");
  CHECK(tie.direction == Direction::undirected);
  CHECK(node_named(opened.network, "B").fields.at("Visible") == 0);
  CHECK(opened.warnings.empty());
}

TEST_CASE("Gephi's tables and plain sheets in Dutch are read, under a title") {
  const Opened gephi = open_book({{"Sheet1", text_rows("Id|Label\n1|An\n2|Ben\n")},
                                  {"Sheet2", text_rows("Source|Target|Type|Weight\n1|2|Undirected|3\n")}});
  CHECK(ties_of(gephi.network) == Texts{"An > Ben : "});
  CHECK(gephi.network.edges.begin()->second.strength == 3);

  const Opened dutch =
      open_book({{"Relaties", text_rows("Overzicht 2024\n\n\nVan|Naar|Relatie\nZet|Stérk|financiert\n")}});
  CHECK(ties_of(dutch.network) == Texts{"Zet > Stérk : funds"});
  REQUIRE(dutch.warnings.size() == 1);
  CHECK(dutch.warnings[0] == Issue{"rowsBeforeHeader", "sheet \"Relaties\", row 4", {"3"}});
}

TEST_CASE("Values keep their kinds: a text of digits is a text, a number a number") {
  const Opened opened =
      open_book({{"S", text_rows("Name|Phone|Share|Member|Guard\n") +
                           "<row><c><v>12</v></c><c t=\"inlineStr\"><is><t>0612</t></is></c><c><v>0.25</v></c>"
                           "<c t=\"b\"><v>1</v></c><c t=\"inlineStr\"><is><t>'=x</t></is></c></row>"}});
  CHECK(node_named(opened.network, "12").fields ==
        std::map<std::string, Json>{{"Guard", "'=x"}, {"Member", true}, {"Phone", "0612"}, {"Share", 0.25}});
  CHECK(opened.warnings.empty());
}

TEST_CASE("Warnings name the file, the sheet, the row and the column") {
  const std::string bytes = workbook_bytes(
      {{"Nodes",
        text_rows("Name|Energy|Note\nAn|9|\n") +
            "<row><c t=\"inlineStr\"><is><t>Ben</t></is></c><c t=\"e\"><v>#N/A</v></c><c><f>A1&amp;A2</f></c></row>"},
       {"Ties", text_rows("Van|Naar\n|An\n")}});
  CHECK(open_books({{"people.xlsx", bytes}}).warnings ==
        Issues{{"cellError", "sheet \"Nodes\", row 3, column \"Energy\"", {"#N/A"}},
               {"formulaWithoutValue", "sheet \"Nodes\", row 3, column \"Note\"", {"=A1&A2"}},
               {"columnKeptAsField", "sheet \"Nodes\", row 2, column \"Energy\"", {"9"}},
               {"tieEndEmpty", "sheet \"Ties\", row 2, column \"Van\"", {}}});
  const Opened both =
      open_books({{"people.xlsx", bytes}, {"more.xlsx", workbook_bytes({{"S", text_rows("Naam\nCor\n")}})}});
  CHECK(both.network.nodes.size() == 3);
  CHECK(both.warnings[0].where == "people.xlsx, sheet \"Nodes\", row 3, column \"Energy\"");
}

TEST_CASE("Hidden sheets and sheets without a header are left out by name") {
  const Opened opened = open_book({{"Read me", text_rows("Made by An\n")},
                                   {"Nodes", text_rows("Naam\nAn\n")},
                                   {"Old", text_rows("Naam\nBen\n"), "", "hidden"},
                                   {"Empty", ""}});
  CHECK(labels_of(opened.network) == Texts{"An"});
  CHECK(opened.warnings ==
        Issues{{"sheetHidden", "sheet \"Old\"", {}}, {"sheetSkipped", "sheet \"Read me\", row 1", {"Made by An"}}});
  CHECK(refused({{"Old", text_rows("Naam\nBen\n"), "", "hidden"}}).code == "sheetsHidden");
  CHECK(refused({{"S", text_rows("Datum|Uur\n1|2\n")}}) ==
        Issue{"headerUnknown", "sheet \"S\", row 1", {"Datum, Uur"}});
  CHECK(refused({{"S", ""}}).code == "fileEmpty");
  CHECK(refused({{"S", text_rows("Naam|Soort\n")}}) == Issue{"tableEmpty", "sheet \"S\", row 1", {"Naam, Soort"}});
}

TEST_CASE("A cell that is merged downwards holds for its rows, and a merged title for nothing") {
  const Opened opened = open_book({{"S", text_rows("Who knows whom\nVan|Naar\nAn|Ben\n|Cor\n|Dirk\nBen|\n"),
                                    "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A3:A5\"/></mergeCells>"}});
  CHECK(ties_of(opened.network) == Texts{"An > Ben : ", "An > Cor : ", "An > Dirk : "});
  Texts codes;
  for (const Issue& issue : opened.warnings) codes.push_back(issue.code);
  CHECK(codes == Texts{"rowsBeforeHeader", "mergedFilled", "tieEndEmpty"});
}

TEST_CASE("Merges made to take all room are refused") {
  std::string rows = text_rows("Van|Naar\n"), merges;
  for (int i = 0; i < 5'000; ++i) rows += "<row><c t=\"inlineStr\"><is><t>a</t></is></c></row>";
  for (int i = 0; i < 500; ++i) merges += "<mergeCell ref=\"A2:A5001\"/>";
  CHECK(refused({{"S", rows, "<mergeCells>" + merges + "</mergeCells>"}}).code == "xlsxTooLarge");
}

TEST_CASE("What is no readable workbook is refused with what to do") {
  const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  const auto wide = [](const std::string& name) {
    std::string text;
    for (const char c : name) text += {c, '\0'};
    return text;
  };
  CHECK(refused(compound + std::string(600, '\0') + wide("EncryptedPackage")).code == "spreadsheetEncrypted");
  CHECK(refused(compound + std::string(600, '\0') + wide("Workbook")).code == "spreadsheetOld");
  CHECK(refused(compound + std::string(600, '\0') + wide("WordDocument")).code == "formatNotRecognised");
  CHECK(refused(zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}})) ==
        Issue{"formatOfOtherTool", "", {"OpenDocument"}});
  CHECK(refused(zip_of({{"xl/workbook.bin", ""}})).params == Texts{"Excel Binary (.xlsb)"});
  CHECK(refused(zip_of({{"word/document.xml", ""}})) == Issue{"formatOfOtherTool", "", {"Word"}});
  CHECK(refused(zip_of({{"holiday.jpg", ""}})).code == "archiveUnknown");
  const std::string whole = workbook_bytes({{"S", text_rows("Naam\nAn\n")}});
  CHECK(refused(whole.substr(0, whole.size() - 30)).code == "zipDamaged");
  CHECK(refused(whole.substr(0, 100)).code == "zipDamaged");
}

TEST_CASE("A wide and a long sheet need no more room than their cells") {
  std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Naam</t></is></c><c r=\"XFD1\" "
      "t=\"inlineStr\"><is><t>Last</t></is></c></row>";
  for (int i = 0; i < 1'000; ++i)
    rows += "<row><c t=\"inlineStr\"><is><t>n" + std::to_string(i) + "</t></is></c><c r=\"XFD1\"><v>1</v></c></row>";
  rows += "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>end</t></is></c></row>";
  const Opened opened = open_book({{"S", rows}});
  CHECK(opened.network.nodes.size() == 1'001);
  CHECK(node_named(opened.network, "n7").fields.at("Last") == 1);
}

TEST_CASE("The workbook that is written has Kumu's sheets, numbers as numbers and formulas as texts") {
  Network network = make_network();
  Node node;
  node.id = "a";
  node.label = "=1+1";
  node.energy = 4;
  node.position = Point{1.5, -2};
  node.fields = {{"@risk", "+31 6"}, {"Count", 12}, {"Open", false}};
  network.nodes.emplace("a", node);
  Edge edge;
  edge.id = "e";
  edge.from = edge.to = "a";
  edge.amount = 1.125;
  network.edges.emplace("e", edge);
  const auto files = save_xlsx(network);
  REQUIRE(files.size() == 1);
  CHECK(files[0].name == "network.xlsx");
  CHECK(save_xlsx(network)[0].bytes == files[0].bytes);
  Result<Workbook> opened = Workbook::open(files[0].bytes);
  Workbook& workbook = std::get<Workbook>(opened);
  REQUIRE(workbook.sheets().size() == 2);
  CHECK(workbook.sheets()[0].name == "Elements");
  CHECK(workbook.sheets()[1].name == "Connections");
  const auto sheet = std::get<Sheet>(workbook.read(workbook.sheets()[0]));
  const auto ties = std::get<Sheet>(workbook.read(workbook.sheets()[1]));
  Texts first;
  for (std::size_t i = 0; i < 3; ++i) first.push_back(ties.rows[0].cells[i].text);
  CHECK(first == Texts{"ID", "From", "To"});
  std::map<std::string, SheetCell> cells;
  for (const SheetCell& cell : sheet.rows[1].cells) {
    const std::string& header = sheet.rows[0].cells[cell.column].text;
    const bool number = header == "Energy" || header == "Count" || header.starts_with("position");
    CHECK((cell.kind == SheetCell::Kind::number) == number);
    cells.emplace(header, cell);
  }
  CHECK(cells.at("Label").text == "=1+1");
  CHECK(cells.at("Open").kind == SheetCell::Kind::boolean);
  CHECK(cells.contains("Energy"));
  const Opened read = open_books({{"x", files[0].bytes}});
  CHECK(explained_difference(network, read.network) == "");
  CHECK(read.warnings.empty());
}

TEST_CASE("Texts longer than a cell come back whole, and names that look like their columns stay fields") {
  Network network = make_network();
  for (const char* id : {"a", "b"}) {
    Node node;
    node.id = node.label = id;
    network.nodes.emplace(id, node);
  }
  Node& node = network.nodes.at("a");
  for (int i = 0; node.description.size() < 99'000; ++i) node.description += std::to_string(i) + " é ";
  node.description = std::string(trim(node.description));
  node.fields["Note"] = std::string(70'000, 'x') + "_x000D_";
  network.nodes.at("b").fields["Description (continued)"] = "no description";
  network.nodes.at("b").fields["Note"] = "short";
  for (int i = 0; i < 900; ++i) {
    node.fields["field " + std::to_string(i)] = i;
    network.nodes.at("b").fields["other " + std::to_string(i)] = "text";
  }
  const Opened opened = open_books({{"x", save_xlsx(network)[0].bytes}});
  CHECK(explained_difference(network, opened.network) == "");
  CHECK(opened.warnings.empty());
}

TEST_CASE("Random networks come back from the workbook as documented") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const Network network = random_network(random, 12, 20);
    if (network.nodes.empty()) continue;
    const Opened opened = open_books({{"x", save_xlsx(network)[0].bytes}});
    INFO(seed);
    CHECK(opened.warnings.empty());
    Network kept = kept_by_tables(network);
    kept.title = network.title;
    kept.description = network.description;
    CHECK(explained_difference(kept, opened.network) == "");
  }
  const Opened empty = open_books({{"x", save_xlsx(make_network())[0].bytes}});
  CHECK(empty.network.nodes.empty());
  CHECK(empty.warnings.size() == 1);
}

TEST_CASE("The same workbook as openpyxl and as LibreOffice wrote it is read the same") {
  for (const std::string name : {"openpyxl", "libreoffice"}) {
    INFO(name);
    std::ifstream file(IMPACTWEB_TESTS_DIR "/core/io/workbooks/" + name + ".xlsx", std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const Opened opened = open_books({{name, bytes.str()}});
    CHECK(ties_of(opened.network) == Texts{"Zet > Provincie : worksWith", "Zet > Stérk & Co : funds"});
    Node zet = node_named(opened.network, "Zet");
    CHECK(zet.form == Form::organisation);
    CHECK(zet.place == "Tilburg");
    CHECK(zet.energy == 4);
    // openpyxl keeps no values of formulas.
    CHECK(zet.fields.contains("Formule") == (name == "libreoffice"));
    zet.fields.erase("Formule");
    CHECK(zet.fields == std::map<std::string, Json>{{"Aandeel", 0.25},
                                                    {"Aantal", 12},
                                                    {"Lid", true},
                                                    {"Sinds wanneer", "2021-03-05"},
                                                    {"Telefoon", "0612345678"},
                                                    {"Website", "https://x.nl"}});
    CHECK(node_named(opened.network, "Stérk & Co").fields.at("Sinds wanneer") == "2021-03-05T14:30");
    for (const auto& [id, edge] : opened.network.edges) CHECK(edge.since == (edge.amount ? "2020-01" : "2019-12-31"));
    Texts codes;
    for (const Issue& issue : opened.warnings)
      if (issue.code != "formulaWithoutValue") codes.push_back(issue.code);
    CHECK(codes == Texts{"rowsBeforeHeader", "sheetHidden", "mergedFilled", "tieEndAdded"});
  }
}

TEST_CASE("Cut characters in a workbook are named with their cells") {
  const Opened opened =
      open_book({{"ActorGraph", text_rows("Name|Place\nAn _xD83D_|Breda\nBen _xD83D__xDE00_|Oss\n")}});
  CHECK(labels_of(opened.network) == Texts{"An \xEF\xBF\xBD", "Ben \xF0\x9F\x98\x80"});
  CHECK(opened.warnings == Issues{{"charactersReplaced", "sheet \"ActorGraph\", row 2, column \"Name\"", {}}});
}

TEST_CASE("Title and description of a network come back from a workbook, in a sheet that Kumu passes over") {
  Network network = make_network();
  network.title = "Buurt & wijk";
  network.description = "Eerste regel\nTweede " + std::string(40'000, 'x');
  Node node;
  node.id = "z";
  node.label = "Zet";
  network.nodes.emplace("z", node);
  const Opened opened = open_books({{"n.xlsx", save_xlsx(network)[0].bytes}});
  CHECK(opened.warnings.empty());
  CHECK(opened.network == network);
}
