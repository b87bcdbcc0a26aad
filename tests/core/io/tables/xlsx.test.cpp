#include "core/io/tables/xlsx.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "core/io/tables/xlsx_write.hpp"
#include "tests/core/io/workbooks.hpp"

using namespace impactweb;
using namespace impactweb::test;

namespace {

using Kind = SheetCell::Kind;

Sheet sheet_in(const std::string& bytes, std::size_t index = 0) {
  Result<Workbook> opened = Workbook::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&opened)) FAIL("refused: " << issue->code << " at " << issue->where);
  Workbook& workbook = std::get<Workbook>(opened);
  REQUIRE(workbook.sheets().size() > index);
  Result<Sheet> sheet = workbook.read(workbook.sheets()[index]);
  if (const Issue* issue = std::get_if<Issue>(&sheet)) FAIL("refused: " << issue->code << " at " << issue->where);
  return std::get<Sheet>(std::move(sheet));
}

Issue refusal(const std::string& bytes) {
  Result<Workbook> opened = Workbook::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&opened)) return *issue;
  Workbook& workbook = std::get<Workbook>(opened);
  REQUIRE(!workbook.sheets().empty());
  Result<Sheet> sheet = workbook.read(workbook.sheets()[0]);
  REQUIRE(std::holds_alternative<Issue>(sheet));
  return std::get<Issue>(sheet);
}

std::string kind_name(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "text ";
    case Kind::number:
      return "number ";
    case Kind::boolean:
      return "boolean ";
    case Kind::error:
      return "error ";
    default:
      return "no value ";
  }
}

/// Cells of a sheet as `A1 text Zet`.
std::vector<std::string> shown(const Sheet& sheet) {
  std::vector<std::string> cells;
  for (const SheetRow& row : sheet.rows)
    for (const SheetCell& cell : row.cells) {
      std::string column;
      for (std::size_t n = cell.column + 1; n > 0; n = (n - 1) / 26)
        column.insert(column.begin(), static_cast<char>('A' + (n - 1) % 26));
      cells.push_back(column + std::to_string(row.number) + " " + kind_name(cell.kind) + cell.text);
    }
  return cells;
}

std::vector<std::string> read(const std::string& rows, const WorkbookXml& xml = {}) {
  return shown(sheet_in(workbook_bytes({{"Sheet1", rows}}, xml)));
}

/// The only cell of a row.
std::string read_cell(const std::string& cell, const WorkbookXml& xml = {}) {
  const auto cells = read("<row r=\"1\">" + cell + "</row>", xml);
  REQUIRE(cells.size() <= 1);
  return cells.empty() ? "" : cells[0].substr(3);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Cells of every type are read as what they are") {
  const WorkbookXml shared{
      "<si><t>Zet</t></si><si><r><rPr><b/></rPr><t>Stérk</t></r><r><t xml:space=\"preserve\"> </t></r>"
      "<r><t>&amp; Co</t></r><rPh sb=\"0\" eb=\"1\"><t>kana</t></rPh></si>"};
  CHECK(read_cell("<c t=\"s\"><v>0</v></c>", shared) == "text Zet");
  CHECK(read_cell("<c t=\"s\"><v>1</v></c>", shared) == "text Stérk & Co");
  CHECK(read_cell("<c t=\"inlineStr\"><is><t>in</t></is></c>") == "text in");
  CHECK(read_cell("<c t=\"inlineStr\"><is><r><t>in</t></r><r><t>side</t></r></is></c>") == "text inside");
  CHECK(read_cell("<c t=\"str\"><f>A2</f><v>out</v></c>") == "text out");
  CHECK(read_cell("<c t=\"str\"><f>A2</f><v></v></c>") == "");
  CHECK(read_cell("<c t=\"b\"><v>1</v></c>") == "boolean true");
  CHECK(read_cell("<c t=\"b\"><v>0</v></c>") == "boolean false");
  CHECK(read_cell("<c t=\"e\"><v>#N/A</v></c>") == "error #N/A");
  CHECK(read_cell("<c><f>SUM(A2:A3)</f></c>") == "no value =SUM(A2:A3)");
  CHECK(read_cell("<c><f>SUM(A2:A3)</f><v/></c>") == "no value =SUM(A2:A3)");
  CHECK(read_cell("<c><f>SUM(A2:A3)</f><v>5</v></c>") == "number 5");
  CHECK(read_cell("<c t=\"d\"><v>2021-03-05T00:00:00</v></c>") == "text 2021-03-05");
  CHECK(read_cell("<c t=\"d\"><v>2021-03-05T14:30:00</v></c>") == "text 2021-03-05T14:30:00");
  CHECK(read_cell("<c/>") == "");
  CHECK(read_cell("<c t=\"n\"><v>no number</v></c>") == "text no number");
  CHECK(read_cell("<c t=\"inlineStr\"><is><t>=1+1</t></is></c>") == "text =1+1");
  CHECK(read_cell("<c t=\"inlineStr\"><is><t><![CDATA[a<b]]></t></is></c>") == "text a<b");
}

TEST_CASE("Numbers are written in the fewest digits") {
  const auto number = [](const std::string& value) { return read_cell("<c><v>" + value + "</v></c>"); };
  CHECK(number("12") == "number 12");
  CHECK(number("12.0") == "number 12");
  CHECK(number("1.2E1") == "number 12");
  CHECK(number("0.10000000000000001") == "number 0.1");
  CHECK(number("3.2999999999999998") == "number 3.3");
  CHECK(number("0.25") == "number 0.25");
  CHECK(number("-7") == "number -7");
  CHECK(number("-0") == "number 0");
  CHECK(number("31612345678") == "number 31612345678");
  CHECK(number("1E+20") == "number 1e+20");
  CHECK(number("1e999") == "text 1e999");
}

TEST_CASE("A number is a date by the format of its cell") {
  WorkbookXml xml{
      "", "<numFmt numFmtId=\"164\" formatCode=\"d\\-m\\-yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"0.0%\"/>",
      "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"22\"/>"};
  const auto styled = [&](const std::string& style) {
    return read_cell("<c s=\"" + style + "\"><v>44260.5</v></c>", xml);
  };
  CHECK(styled("0") == "number 44260.5");
  CHECK(styled("1") == "text 2021-03-05T12:00");
  CHECK(styled("2") == "text 2021-03-05T12:00");
  CHECK(styled("3") == "number 44260.5");
  CHECK(styled("4") == "text 2021-03-05T12:00");
  CHECK(styled("99") == "number 44260.5");
  xml.from_1904 = true;
  CHECK(read_cell("<c s=\"1\"><v>42798</v></c>", xml) == "text 2021-03-05");
}

TEST_CASE("Characters that XML cannot hold are read and written as escapes") {
  CHECK(read_cell("<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x0041_c_x00_</t></is></c>") == "text a\rb_x0041_c_x00_");
  CHECK(read_cell("<c t=\"inlineStr\"><is><t>a&#xD800;b</t></is></c>").substr(0, 6) == "text a");
  std::string all;
  for (char c = 1; c < 0x20; ++c) all += c;
  const std::string text = "_x0041_" + all + "<&>\"'\uFFFE\uFFFF_x000d_é😀__x0041__";
  const Sheet sheet = sheet_in(workbook_of({{"A & B", {text}, {{text}, {"  =1+1 "}, {true, 1.5, 12, nullptr, "x"}}}}));
  REQUIRE(sheet.rows.size() == 4);
  CHECK(sheet.rows[0].cells[0].text == text);
  CHECK(sheet.rows[1].cells[0].text == text);
  CHECK(shown(sheet).back() == "E4 text x");
  CHECK(sheet.rows[2].cells[0].text == "  =1+1 ");
  CHECK(sheet.rows[3].cells.size() == 4);
}

TEST_CASE("A text is cut for cells where Excel would cut it, and loses nothing") {
  for (const std::string& unit :
       {std::string("a"), std::string("é"), std::string("😀"), std::string("_x0041_"), std::string("\n_")}) {
    std::string text;
    while (text.size() < 150'000) text += unit;
    std::string together;
    for (const std::string_view piece : cell_pieces(text)) {
      together += piece;
      std::size_t units = 0;
      for (const char c : piece)
        units += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : (static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1);
      CHECK(units <= most_cell_units);
      CHECK(!piece.empty());
    }
    CHECK(together == text);
  }
  CHECK(cell_pieces("").size() == 1);
  CHECK(cell_pieces("short").size() == 1);
}

TEST_CASE("Rows and cells may lack their references, stand anywhere, and need no room for what is not there") {
  CHECK(read("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r=\"D3\"><v>3</v></c><c><v>4</v></c></row>") ==
        Texts{"A1 number 1", "B1 number 2", "D3 number 3", "E3 number 4"});
  CHECK(read("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>") == Texts{"XFD1048576 number 1"});
  CHECK(read("<row r=\"9\"><c r=\"B9\"><v>2</v></c><c r=\"A9\"><v>1</v></c></row><row r=\"2\"><c "
             "r=\"A2\"><v>0</v></c></row>") == Texts{"A2 number 0", "A9 number 1", "B9 number 2"});
  CHECK(read("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>3</v></c><c "
             "r=\"B2\"><v>2</v></c></row>") == Texts{"A2 number 1", "B2 number 2"});
  CHECK(read("<row r=\"1\" hidden=\"1\"><c><v>1</v></c></row>") == Texts{"A1 number 1"});
  CHECK(read("<row r=\"1\"><c t=\"inlineStr\"><is><t>  </t></is></c></row>").empty());
}

TEST_CASE("Merged cells, sheet names and states are told") {
  const std::string bytes = workbook_bytes(
      {{"One &amp; two", text_rows("a|b\n"), "<mergeCells count=\"1\"><mergeCell ref=\"A1:A3\"/></mergeCells>", ""},
       {"Secret", "", "", "veryHidden"}});
  const Sheet sheet = sheet_in(bytes);
  REQUIRE(sheet.merged.size() == 1);
  CHECK(sheet.merged[0].first_row == 1);
  CHECK(sheet.merged[0].last_row == 3);
  CHECK(sheet.merged[0].last_column == 0);
  const Result<Workbook> opened = Workbook::open(bytes);
  const auto& sheets = std::get<Workbook>(opened).sheets();
  CHECK(sheets[0].name == "One & two");
  CHECK_FALSE(sheets[0].hidden);
  CHECK(sheets[1].hidden);
}

TEST_CASE("Prefixes, the strict edition, other folders, UTF-16 and drawings make no difference") {
  const std::string strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("<sst><si><t>wide</t></si></sst>")) utf16 += {c, '\0'};
  const std::string bytes = zip_of({
      {"_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"" + strict +
                          "/officeDocument\" Target=\"/Book/main.xml\"/></Relationships>"},
      {"book/main.xml",
       "<!-- x --><x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:y=\"" + strict +
           "\"><x:sheets><x:sheet name=\"Chart\" y:id=\"c\"/><x:sheet name=\"S\" y:id=\"b\"/></x:sheets></x:workbook>"},
      {"book/_rels/main.xml.rels", "<p:Relationships xmlns:p=\"x\"><p:Relationship Id=\"b\" Type=\"" + strict +
                                       "/worksheet\" Target=\"../sheets/./one.xml\"/><p:Relationship Id=\"c\" Type=\"" +
                                       strict + "/chartsheet\" Target=\"c.xml\"/><p:Relationship Id=\"s\" Type=\"" +
                                       strict + "/sharedStrings\" Target=\"strings.xml\"/></p:Relationships>"},
      {"book/strings.xml", utf16},
      {"sheets/one.xml",
       "<x:worksheet><x:sheetData><!-- <row> --><x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>0</x:v></x:c>"
       "<x:c t=\"d\"><x:v>2021-03-05</x:v></x:c></x:row></x:sheetData><x:oleObjects><a><from><row>7</row></from></a>"
       "</x:oleObjects></x:worksheet>"},
  });
  CHECK(shown(sheet_in(bytes)) == Texts{"A2 text wide", "B2 text 2021-03-05"});
}

TEST_CASE("A workbook that is no sound one is refused with the place") {
  const auto rows = [](const std::string& xml) { return refusal(workbook_bytes({{"S", xml}})); };
  CHECK(rows("<row r=\"7\"><c t=\"s\"><v>0</v></c></row>") == Issue{"xlsxDamaged", "sheet \"S\", row 7", {}});
  CHECK(rows("<row r=\"1\"/><row><c></d></row>") == Issue{"xlsxDamaged", "sheet \"S\", row 2", {}});
  CHECK(rows("<row><c r=\"XFE1\"><v>1</v></c></row>").code == "xlsxDamaged");
  CHECK(rows("<row><c r=\"XFD1\"/><c><v>1</v></c></row>").code == "xlsxDamaged");
  CHECK(rows("<row r=\"1048577\"><c><v>1</v></c></row>").code == "xlsxDamaged");
  CHECK(rows("<row r=\"0\"><c><v>1</v></c></row>").code == "xlsxDamaged");
  CHECK(rows("<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>").code == "xlsxDamaged");
  CHECK(rows("<row><c r=\"1\"><v>1</v></c></row>").code == "xlsxDamaged");
  for (const char* missing : {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    auto parts = workbook_parts({{"S", ""}});
    std::erase_if(parts, [&](const auto& part) { return part.first == missing; });
    INFO(missing);
    CHECK(refusal(zip_of(parts)).code == "xlsxDamaged");
    parts.push_back({missing, "<a><b></a>"});
    CHECK(refusal(zip_of(parts)).code == "xlsxDamaged");
  }
}

TEST_CASE("A sheet that is cut off is refused, and a document type is never read") {
  auto parts = workbook_parts({{"S", text_rows("a|b\nc|d\n"), "<mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"}});
  const std::string whole = parts[0].second;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    parts[0].second = whole.substr(0, size);
    INFO(size);
    CHECK(refusal(zip_of(parts)).code == "xlsxDamaged");
  }
  parts[0].second = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + whole;
  CHECK(refusal(zip_of(parts)).code == "xlsxDamaged");
}
