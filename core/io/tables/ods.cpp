#include "core/io/tables/ods.hpp"

#include <algorithm>
#include <cmath>
#include <pugixml.hpp>
#include <set>
#include <string>

#include "core/io/text_repair.hpp"
#include "core/io/xml_pieces.hpp"
#include "core/model/limits.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::size_t most_rows = 1'048'576, most_columns = 16'384, most_sheets = 1'000;
constexpr std::size_t most_bytes = 64u << 20;  // of what becomes a tree in one piece
constexpr std::size_t most_name_characters = 100;
constexpr std::string_view content_part = "content.xml";
constexpr unsigned parsing = pugi::parse_default | pugi::parse_ws_pcdata;

std::string_view name_of(const pugi::xml_node& node) { return local_name(node.name()); }

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& each : node.attributes())
    if (local_name(each.name()) == name) return each.value();
  return {};
}

std::size_t count_in(const pugi::xml_node& node, std::string_view name) {
  std::size_t number = 0;
  for (const char c : attribute(node, name).substr(0, 8)) {
    if (!is_digit(static_cast<unsigned char>(c))) return 1;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return std::max<std::size_t>(number, 1);
}

/// The text of a paragraph: runs of spaces, tabs and line ends are elements of their own.
void append_text(std::string& text, const pugi::xml_node& node, std::size_t depth) {
  if (depth > limits::json_depth) return;
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) {
      text += each.value();
      continue;
    }
    const std::string_view name = name_of(each);
    if (name == "s")
      text.append(std::min<std::size_t>(count_in(each, "c"), 1'000), ' ');
    else if (name == "tab")
      text += '\t';
    else if (name == "line-break")
      text += '\n';
    else if (name != "annotation" && name != "note" && name != "ruby-text")
      append_text(text, each, depth + 1);
  }
}

std::string number_text(double number) {
  constexpr double exact = 9'007'199'254'740'992;
  if (std::floor(number) == number && std::fabs(number) <= exact)
    return std::to_string(static_cast<std::int64_t>(number));
  return Json(number).dump();
}

/// `PT14H30M00S` as `14:30`, with seconds where there are any; empty when it is none.
std::string time_of_day(std::string_view duration) {
  if (!duration.starts_with("PT")) return {};
  int parts[3] = {0, 0, 0}, number = 0;
  for (const char c : duration.substr(2, 14)) {
    if (is_digit(static_cast<unsigned char>(c))) {
      number = number * 10 + (c - '0');
      if (number > 9'999) return {};
    } else if (c == 'H' || c == 'M' || c == 'S') {
      parts[c == 'H' ? 0 : c == 'M' ? 1 : 2] = number;
      number = 0;
    } else {
      break;  // parts of a second
    }
  }
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two(parts[0]) + ":" + two(parts[1]) + (parts[2] > 0 ? ":" + two(parts[2]) : "");
}

Issue damaged(std::string where) { return {"xlsxDamaged", std::move(where), {}}; }

class SheetReader {
 public:
  SheetReader(std::string place, std::size_t& bytes) : place_(std::move(place)), bytes_(bytes) {}

  std::optional<Issue> read(const pugi::xml_node& table, std::size_t depth = 0) {
    if (depth > 20) return damaged(place_);
    for (const pugi::xml_node& each : table.children()) {
      const std::string_view name = name_of(each);
      if (name == "table-row") {
        if (auto issue = read_row(each)) return issue;
      } else if (name == "table-row-group" || name == "table-header-rows" || name == "table-rows") {
        if (auto issue = read(each, depth + 1)) return issue;
      }
    }
    return std::nullopt;
  }

  Sheet take() { return std::move(sheet_); }

 private:
  std::optional<Issue> too_large() const {
    return Issue{"xlsxTooLarge", place_ + ", row " + std::to_string(row_ + 1), {}};
  }

  std::optional<Issue> read_row(const pugi::xml_node& node) {
    const std::size_t times = count_in(node, "number-rows-repeated");
    SheetRow row;
    std::size_t column = 0;
    for (const pugi::xml_node& each : node.children()) {
      const std::string_view name = name_of(each);
      if (name != "table-cell" && name != "covered-table-cell") continue;
      const std::size_t repeated = count_in(each, "number-columns-repeated");
      SheetCell cell;
      read_cell(each, cell);
      const std::size_t down = count_in(each, "number-rows-spanned"), across = count_in(each, "number-columns-spanned");
      if ((down > 1 || across > 1) && row_ < most_rows)
        sheet_.merged.push_back(
            {row_ + 1, row_ + std::min(down, most_rows), column, column + std::min(across, most_columns) - 1});
      if (!trim(cell.text).empty())
        for (std::size_t i = 0; i < repeated && column + i < most_columns; ++i) {
          cell.column = column + i;
          bytes_ += sizeof(SheetCell) + cell.text.size();
          if (bytes_ > limits::archive_bytes) return too_large();
          row.cells.push_back(cell);
        }
      column = std::min(column + repeated, most_columns);
    }
    if (!row.cells.empty())
      for (std::size_t i = 0; i < times && row_ + i < most_rows; ++i) {
        row.number = row_ + i + 1;
        if (i > 0) {
          for (const SheetCell& cell : row.cells) bytes_ += sizeof(SheetCell) + cell.text.size();
          if (bytes_ > limits::archive_bytes) return too_large();
        }
        sheet_.rows.push_back(row);
      }
    row_ = std::min(row_ + times, most_rows);
    return std::nullopt;
  }

  static void read_cell(const pugi::xml_node& node, SheetCell& cell) {
    std::string text;
    bool first = true;
    for (const pugi::xml_node& each : node.children()) {
      if (name_of(each) != "p") continue;
      if (!first) text += '\n';
      first = false;
      append_text(text, each, 0);
    }
    MendedText mended = mended_utf8(text);
    cell.text = std::move(mended.text);
    cell.replaced = mended.replaced;
    // Two attributes are called so, that of the spreadsheet programs after that of the standard.
    std::string_view type;
    for (const pugi::xml_attribute& each : node.attributes())
      if (local_name(each.name()) == "value-type" && (type.empty() || std::string_view(each.value()) == "error"))
        type = each.value();
    if (type == "error" || (!attribute(node, "formula").empty() && cell.text.starts_with('#'))) {
      cell.kind = SheetCell::Kind::error;
    } else if (type == "float" || type == "percentage" || type == "currency") {
      const std::string_view value = attribute(node, "value");
      const Json number = Json::parse(value.begin(), value.end(), nullptr, false);
      if (!number.is_number() || !std::isfinite(number.get<double>())) return;
      cell.kind = SheetCell::Kind::number;
      cell.text = number_text(number.get<double>());
    } else if (type == "boolean") {
      cell.kind = SheetCell::Kind::boolean;
      cell.text = attribute(node, "boolean-value") == "true" ? "true" : "false";
    } else if (type == "date") {
      std::string date(attribute(node, "date-value"));
      if (const std::size_t midnight = date.find("T00:00:00"); midnight != std::string::npos) date.erase(midnight);
      if (date.size() > 16 && date[10] == 'T' && date.substr(16) == ":00") date.erase(16);
      if (!date.empty()) cell.text = mended_utf8(date).text;
    } else if (type == "time") {
      if (const std::string time = time_of_day(attribute(node, "time-value")); !time.empty()) cell.text = time;
    } else if (type == "string") {
      if (const std::string_view value = attribute(node, "string-value"); cell.text.empty() && !value.empty())
        cell.text = mended_utf8(value).text;
    } else if (type.empty() && cell.text.empty() && !attribute(node, "formula").empty()) {
      cell.kind = SheetCell::Kind::no_value;
      cell.text = mended_utf8(attribute(node, "formula")).text;
    }
  }

  std::string place_;
  std::size_t& bytes_;
  std::size_t row_ = 0;
  Sheet sheet_;
};

/// The styles of tables that are not shown.
std::set<std::string> hidden_styles(const pugi::xml_node& root) {
  std::set<std::string> names;
  for (const pugi::xml_node& list : root.children()) {
    if (name_of(list) != "automatic-styles") continue;
    for (const pugi::xml_node& style : list.children())
      for (const pugi::xml_node& properties : style.children())
        if (name_of(properties) == "table-properties" && attribute(properties, "display") == "false")
          names.emplace(attribute(style, "name"));
  }
  return names;
}

}  // namespace

bool is_ods(const ZipReader& zip) {
  return zip.find(content_part).has_value() && zip.find("mimetype").has_value() && !zip.find("word/document.xml");
}

Result<std::vector<std::pair<SheetInfo, Sheet>>> ods_sheets(std::string_view bytes) {
  Result<ZipReader> opened = ZipReader::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&opened)) return *issue;
  ZipReader& zip = std::get<ZipReader>(opened);
  if (const auto manifest = zip.find("META-INF/manifest.xml")) {
    Result<std::string> said = zip.read(*manifest);
    if (const std::string* text = std::get_if<std::string>(&said);
        text != nullptr && text->find("encryption-data") != std::string::npos)
      return Issue{"spreadsheetEncrypted", "", {}};
  }
  const auto part = zip.find(content_part);
  if (!part) return damaged(std::string(content_part));
  Result<std::string> read = zip.read(*part);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const std::string& text = std::get<std::string>(read);
  if (text.size() > most_bytes) return Issue{"xlsxTooLarge", std::string(content_part), {}};
  pugi::xml_document tree;
  if (!tree.load_buffer(text.data(), text.size(), parsing)) return damaged(std::string(content_part));
  const std::set<std::string> hidden = hidden_styles(tree.document_element());
  std::vector<std::pair<SheetInfo, Sheet>> sheets;
  std::size_t spent = 0;
  bool is_workbook = false;
  for (const pugi::xml_node& body : tree.document_element().children())
    for (const pugi::xml_node& workbook : body.children()) {
      if (name_of(body) != "body" || name_of(workbook) != "spreadsheet") continue;
      is_workbook = true;
      for (const pugi::xml_node& table : workbook.children()) {
        if (name_of(table) != "table") continue;
        if (sheets.size() == most_sheets) return Issue{"xlsxTooLarge", std::string(content_part), {}};
        SheetInfo info;
        info.name =
            first_characters(without_control(mended_utf8(attribute(table, "name")).text, false), most_name_characters);
        info.hidden =
            hidden.contains(std::string(attribute(table, "style-name"))) || attribute(table, "display") == "false";
        SheetReader reader("sheet \"" + info.name + "\"", spent);
        if (!info.hidden)
          if (auto issue = reader.read(table)) return *issue;
        sheets.emplace_back(std::move(info), reader.take());
      }
    }
  if (!is_workbook) return Issue{"formatOfOtherTool", "", {"OpenDocument"}};
  return sheets;
}

}  // namespace impactweb
