// Small workbooks for tests, made of the XML of their parts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/io/tables/zip.hpp"

namespace impactweb::test {

inline const std::string sheet_space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

/// A sheet: what is in its `sheetData` and what follows that.
struct SheetXml {
  std::string name;
  std::string rows;
  std::string after = {};
  std::string state = {};  ///< such as `hidden`
};

/// The other parts of a workbook.
struct WorkbookXml {
  std::string shared_strings = {};  ///< `si` elements
  std::string formats = {};         ///< `numFmt` elements
  std::string styles = {};          ///< `xf` elements
  bool from_1904 = false;
};

inline std::vector<std::pair<std::string, std::string>> workbook_parts(const std::vector<SheetXml>& sheets,
                                                                       const WorkbookXml& xml = {}) {
  const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  std::string book = "<workbook " + sheet_space + " xmlns:r=\"" + types + "\"><workbookPr date1904=\"" +
                     (xml.from_1904 ? "1" : "0") + "\"/><sheets>";
  std::string links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    book += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"" +
            (sheets[i].state.empty() ? "" : " state=\"" + sheets[i].state + "\"") + "/>";
    links += "<Relationship Id=\"rId" + number + "\" Type=\"" + types + "/worksheet\" Target=\"worksheets/sheet" +
             number + ".xml\"/>";
    parts.push_back({"xl/worksheets/sheet" + number + ".xml", "<?xml version=\"1.0\"?><worksheet " + sheet_space +
                                                                  "><sheetData>" + sheets[i].rows + "</sheetData>" +
                                                                  sheets[i].after + "</worksheet>"});
  }
  links += "<Relationship Id=\"s\" Type=\"" + types +
           "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"t\" Type=\"" + types +
           "/styles\" Target=\"/xl/styles.xml\"/></Relationships>";
  parts.push_back({"xl/workbook.xml", book + "</sheets></workbook>"});
  parts.push_back({"xl/_rels/workbook.xml.rels", links});
  parts.push_back({"xl/sharedStrings.xml", "<sst " + sheet_space + ">" + xml.shared_strings + "</sst>"});
  parts.push_back({"xl/styles.xml", "<styleSheet " + sheet_space + "><numFmts>" + xml.formats + "</numFmts><cellXfs>" +
                                        xml.styles + "</cellXfs></styleSheet>"});
  return parts;
}

inline std::string workbook_bytes(const std::vector<SheetXml>& sheets, const WorkbookXml& xml = {}) {
  return zip_of(workbook_parts(sheets, xml));
}

/// Rows of texts as XML, without references, `|` between the cells; an empty line is a blank row.
inline std::string text_rows(const std::string& lines) {
  std::string xml;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    ++number;
    if (end > begin) {
      xml += "<row r=\"" + std::to_string(number) + "\">";
      for (std::size_t at = begin; at <= end;) {
        const std::size_t bar = std::min(lines.find('|', at), end);
        xml += bar == at ? "<c/>" : "<c t=\"inlineStr\"><is><t>" + lines.substr(at, bar - at) + "</t></is></c>";
        at = bar + 1;
      }
      xml += "</row>";
    }
    begin = end + 1;
  }
  return xml;
}

}  // namespace impactweb::test
