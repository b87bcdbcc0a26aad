#include "core/io/tables/xlsx_write.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/io/tables/zip.hpp"
#include "core/io/xml_pieces.hpp"
#include "core/text/hex.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relationship_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package_space = "http://schemas.openxmlformats.org/package/2006/";
constexpr std::size_t narrowest = 8, widest = 50, rows_measured = 200;

std::string escape_of(unsigned unit) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "_x";
  for (const unsigned shift : {12u, 8u, 4u, 0u}) text += digits[(unit >> shift) & 15];
  return text + "_";
}

/// True when the `_` at `at` begins what reading takes for an escape.
bool begins_escape(std::string_view text, std::size_t at) {
  return text.size() >= at + 7 && text[at + 1] == 'x' && text[at + 6] == '_' && hex_number(text.substr(at + 2, 4));
}

/// A text in XML. What XML cannot hold is written as the format says: `_x0001_`.
void append_escaped(std::string& xml, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (const std::string_view entity = entity_of(c); !entity.empty())
      xml += entity;
    else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
      xml += escape_of(static_cast<unsigned char>(c));
    else if (c == '_' && begins_escape(text, i))
      xml += escape_of('_');
    else if (const std::string_view three = text.substr(i, 3); three == "\uFFFE" || three == "\uFFFF") {
      xml += escape_of(three == "\uFFFE" ? 0xFFFE : 0xFFFF);
      i += 2;
    } else {
      xml += c;
    }
  }
}

std::string column_name(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

/// Each text once, in the order of their first use.
class SharedStrings {
 public:
  std::size_t index_of(const std::string& text) {
    ++uses_;
    const auto [found, fresh] = indices_.try_emplace(text, texts_.size());
    if (fresh) texts_.push_back(&found->first);
    return found->second;
  }
  [[nodiscard]] std::string part() const {
    std::string xml(declaration);
    xml += "<sst xmlns=\"" + std::string(main_space) + "\" count=\"" + std::to_string(uses_) + "\" uniqueCount=\"" +
           std::to_string(texts_.size()) + "\">";
    for (const std::string* text : texts_) {
      xml += "<si><t xml:space=\"preserve\">";
      append_escaped(xml, *text);
      xml += "</t></si>";
    }
    return xml + "</sst>";
  }

 private:
  std::map<std::string, std::size_t> indices_;
  std::vector<const std::string*> texts_;
  std::size_t uses_ = 0;
};

void append_cell(std::string& xml, const Json& value, std::size_t row, std::size_t column, bool bold,
                 SharedStrings& strings) {
  if (value.is_null()) return;
  xml += "<c r=\"" + column_name(column) + std::to_string(row) + "\"";
  if (bold) xml += " s=\"1\"";
  if (value.is_string())
    xml += " t=\"s\"><v>" + std::to_string(strings.index_of(value.get_ref<const std::string&>()));
  else if (value.is_boolean())
    xml += std::string(" t=\"b\"><v>") + (value.get<bool>() ? "1" : "0");
  else
    xml += "><v>" + value.dump();
  xml += "</v></c>";
}

std::size_t characters_in(const Json& value) {
  if (!value.is_string()) return value.is_null() ? 0 : value.dump().size();
  const std::string_view text = value.get_ref<const std::string&>();
  return count_characters(text.substr(0, text.find('\n')));
}

std::string sheet_part(const WrittenSheet& sheet, SharedStrings& strings) {
  const std::string last = column_name(std::max<std::size_t>(sheet.headers.size(), 1) - 1);
  std::string xml(declaration);
  xml +=
      "<worksheet xmlns=\"" + std::string(main_space) + "\"><dimension ref=\"A1:" + last +
      std::to_string(sheet.rows.size() + 1) +
      "\"/><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
      "state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>";
  for (std::size_t column = 0; column < sheet.headers.size(); ++column) {
    std::size_t width = count_characters(sheet.headers[column]);
    for (std::size_t row = 0; row < std::min(sheet.rows.size(), rows_measured); ++row)
      if (column < sheet.rows[row].size()) width = std::max(width, characters_in(sheet.rows[row][column]));
    // Beside the letters there is the button of the filter.
    const std::string number = std::to_string(column + 1);
    xml += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" +
           std::to_string(std::clamp(width + 3, narrowest, widest)) + "\" customWidth=\"1\"/>";
  }
  xml += "</cols><sheetData><row r=\"1\">";
  for (std::size_t column = 0; column < sheet.headers.size(); ++column)
    append_cell(xml, sheet.headers[column], 1, column, true, strings);
  xml += "</row>";
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    xml += "<row r=\"" + std::to_string(row + 2) + "\">";
    for (std::size_t column = 0; column < sheet.rows[row].size(); ++column)
      append_cell(xml, sheet.rows[row][column], row + 2, column, false, strings);
    xml += "</row>";
  }
  xml += "</sheetData><autoFilter ref=\"A1:" + last + std::to_string(sheet.rows.size() + 1) + "\"/></worksheet>";
  return xml;
}

std::string styles_part() {
  return std::string(declaration) + "<styleSheet xmlns=\"" + std::string(main_space) +
         "\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name "
         "val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill "
         "patternType=\"none\"/></fill><fill><patternFill "
         "patternType=\"gray125\"/></fill></fills><borders "
         "count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border>"
         "</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
         "borderId=\"0\"/></cellStyleXfs>"
         "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf "
         "numFmtId=\"0\" "
         "fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs><cellStyles "
         "count=\"1\"><cellStyle "
         "name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
}

std::string relationships(const std::vector<std::pair<std::string, std::string>>& kinds_and_targets) {
  std::string xml(declaration);
  xml += "<Relationships xmlns=\"" + std::string(package_space) + "relationships\">";
  for (std::size_t i = 0; i < kinds_and_targets.size(); ++i)
    xml += "<Relationship Id=\"rId" + std::to_string(i + 1) + "\" Type=\"" + std::string(relationship_space) + "/" +
           kinds_and_targets[i].first + "\" Target=\"" + kinds_and_targets[i].second + "\"/>";
  return xml + "</Relationships>";
}

}  // namespace

std::vector<std::string_view> cell_pieces(std::string_view text) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0, units = 0;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    // What may be written as an escape counts as one.
    const std::size_t wanted = c < 0x20 || c == '_' || c == 0xEF ? 7 : bytes == 4 ? 2 : 1;
    if (units + wanted > most_cell_units) {
      pieces.push_back(text.substr(begin, i - begin));
      begin = i;
      units = 0;
    }
    units += wanted;
    i += bytes;
  }
  if (begin < text.size() || pieces.empty()) pieces.push_back(text.substr(begin));
  return pieces;
}

std::string workbook_of(const std::vector<WrittenSheet>& sheets) {
  std::vector<std::pair<std::string, std::string>> entries, targets;
  std::string types(declaration), book(declaration);
  const std::string kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  types += "<Types xmlns=\"" + std::string(package_space) +
           "content-types\"><Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
           "ContentType=\"application/xml\"/>";
  const auto add_type = [&](const std::string& part, const std::string& name) {
    types += "<Override PartName=\"/" + part + "\" ContentType=\"" + kind + name + "+xml\"/>";
  };
  book += "<workbook xmlns=\"" + std::string(main_space) + "\" xmlns:r=\"" + std::string(relationship_space) +
          "\"><sheets>";
  SharedStrings strings;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1), file = "worksheets/sheet" + number + ".xml";
    book += "<sheet name=\"";
    append_escaped(book, sheets[i].name);
    book += "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
    targets.push_back({"worksheet", file});
    add_type("xl/" + file, "worksheet");
    parts.push_back(sheet_part(sheets[i], strings));
  }
  book += "</sheets></workbook>";
  targets.push_back({"styles", "styles.xml"});
  targets.push_back({"sharedStrings", "sharedStrings.xml"});
  add_type("xl/workbook.xml", "sheet.main");
  add_type("xl/styles.xml", "styles");
  add_type("xl/sharedStrings.xml", "sharedStrings");
  entries.emplace_back("[Content_Types].xml", types + "</Types>");
  entries.emplace_back("_rels/.rels", relationships({{"officeDocument", "xl/workbook.xml"}}));
  entries.emplace_back("xl/workbook.xml", std::move(book));
  entries.emplace_back("xl/_rels/workbook.xml.rels", relationships(targets));
  entries.emplace_back("xl/styles.xml", styles_part());
  entries.emplace_back("xl/sharedStrings.xml", strings.part());
  for (std::size_t i = 0; i < parts.size(); ++i) entries.emplace_back("xl/" + targets[i].second, std::move(parts[i]));
  return zip_of(entries);
}

}  // namespace impactweb
