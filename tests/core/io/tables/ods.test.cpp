#include "core/io/tables/ods.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "core/io/opening/formats.hpp"
#include "core/io/opening/import_plan.hpp"
#include "tests/core/io/graphs/text_graph_support.hpp"

using namespace impactweb;

namespace {

constexpr const char* type = "application/vnd.oasis.opendocument.spreadsheet";

/// A workbook as LibreOffice writes it, with these tables.
std::string workbook(const std::string& tables) {
  return zip_of(
      {{"mimetype", type},
       {"content.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content "
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"><office:automatic-styles><style:style "
        "style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>"
        "<office:body><office:spreadsheet>" +
            tables + "</office:spreadsheet></office:body></office:document-content>"}});
}

std::string text(const std::string& of) {
  return "<table:table-cell office:value-type=\"string\"><text:p>" + of + "</text:p></table:table-cell>";
}

std::string row(const std::string& cells) { return "<table:table-row>" + cells + "</table:table-row>"; }

const std::string people =
    "<table:table table:name=\"Partijen\"><table:table-column/>" +
    row(text("Naam") + text("Plaats") + text("Leden") + text("Sinds") + text("Lid")) +
    row(text("Zet<text:s text:c=\"2\"/>&amp; co") + text("Tilburg") +
        "<table:table-cell office:value-type=\"float\" office:value=\"12.5\"><text:p>12,50</text:p></table:table-cell>"
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2021-03-05\"><text:p>5-3-21</text:p>"
        "</table:table-cell><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\">"
        "<text:p>WAAR</text:p></table:table-cell>") +
    "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>" +
    row(text("De Brug") + "<table:table-cell table:number-columns-repeated=\"16000\"/>") +
    "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table>";

}  // namespace

TEST_CASE("A workbook of OpenDocument is read like any other, with kinds of cells and all of its sheets") {
  const std::string bytes =
      workbook(people + "<table:table table:name=\"Relaties\">" + row(text("Van") + text("Naar")) +
               row(text("Zet  &amp; co") + text("De Brug")) + "</table:table><table:table table:name=\"Oud\" " +
               "table:style-name=\"ta2\">" + row(text("Naam")) + row(text("Weg")) + "</table:table>");
  const std::vector<InputFile> files{{"x.ods", bytes}};
  CHECK(format_of(files) == "xlsx");
  const Result<Opened> result = open_files(files);
  REQUIRE(std::holds_alternative<Opened>(result));
  const Opened& opened = std::get<Opened>(result);
  REQUIRE(opened.network.nodes.size() == 2);
  const Node& zet = test::node_called(opened.network, "Zet  & co");
  CHECK((zet.place == "Tilburg" && zet.fields.at("Leden") == 12.5 && zet.fields.at("Lid") == true));
  CHECK(zet.fields.at("Sinds") == "2021-03-05");
  CHECK(test::drawn_ties(opened.network) == "Zet  & co -> De Brug\n");
  CHECK(test::has_issue(opened.warnings, "sheetHidden", "sheet \"Oud\""));
  // And by people, who see its sheets first.
  const Result<Json> preview = preview_tables(files, "xlsx", Json());
  REQUIRE(std::holds_alternative<Json>(preview));
  CHECK(std::get<Json>(preview).at("tables").size() == 2);
}

TEST_CASE("Rows and cells that are repeated are as many, cells that span rows are merged") {
  const auto sheets = ods_sheets(workbook(
      "<table:table table:name=\"A\"><table:table-header-rows>" + row(text("a")) + "</table:table-header-rows>" +
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\" "
      "office:value-type=\"float\" office:value=\"7\"/></table:table-row>" +
      row("<table:table-cell table:number-rows-spanned=\"2\"><text:p>x</text:p><text:p>y</text:p></table:table-cell>") +
      "</table:table>"));
  REQUIRE(std::holds_alternative<std::vector<std::pair<SheetInfo, Sheet>>>(sheets));
  const Sheet& sheet = std::get<std::vector<std::pair<SheetInfo, Sheet>>>(sheets)[0].second;
  REQUIRE(sheet.rows.size() == 4);
  CHECK((sheet.rows[1].number == 2 && sheet.rows[2].number == 3 && sheet.rows[2].cells.size() == 3));
  CHECK((sheet.rows[2].cells[2].column == 2 && sheet.rows[2].cells[2].text == "7"));
  CHECK(sheet.rows[3].cells[0].text == "x\ny");
  REQUIRE(sheet.merged.size() == 1);
  CHECK((sheet.merged[0].first_row == 4 && sheet.merged[0].last_row == 5));
}

TEST_CASE("Workbooks of OpenDocument that are damaged, too large or locked are refused") {
  const auto refused = [](const std::string& bytes) {
    const Result<Opened> result = open_files(std::vector<InputFile>{{"x.ods", bytes}});
    REQUIRE(std::holds_alternative<Issue>(result));
    return std::get<Issue>(result);
  };
  CHECK(refused(zip_of({{"mimetype", type}, {"content.xml", "<a><b"}})) == Issue{"xlsxDamaged", "content.xml", {}});
  CHECK(
      refused(
          zip_of({{"mimetype", type}, {"content.xml", "<a/>"}, {"META-INF/manifest.xml", "<m><encryption-data/></m>"}}))
          .code == "spreadsheetEncrypted");
  std::string many = "<table:table table:name=\"A\">" + row(text("Naam"));
  for (int i = 0; i < 20; ++i)
    many +=
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell "
        "table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell></table:table-row>";
  CHECK(refused(workbook(many + "</table:table>")).code == "xlsxTooLarge");
}
