#include "core/io/tables/xlsx.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <pugixml.hpp>

#include "core/io/tables/csv.hpp"
#include "core/io/text_encoding.hpp"
#include "core/io/text_repair.hpp"
#include "core/io/xml_pieces.hpp"
#include "core/model/limits.hpp"
#include "core/text/hex.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

constexpr std::size_t most_rows = 1'048'576, most_columns = 16'384;
constexpr std::size_t most_sheets = 1'000;
constexpr std::size_t most_name_characters = 100;
constexpr std::size_t small_part_bytes = 32u << 20;  // of a part that becomes a tree in one piece
constexpr std::size_t piece_bytes = 32u << 20;       // the same of a row
constexpr unsigned parsing = pugi::parse_default | pugi::parse_ws_pcdata_single;

// ---------------------------------------------------------------- XML, whatever its prefixes

std::string_view name_of(const pugi::xml_node& node) { return local_name(node.name()); }

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& each : node.attributes())
    if (local_name(each.name()) == name) return each.value();
  return {};
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& each : node.children())
    if (name_of(each) == name) return each;
  return {};
}

bool is_true(std::string_view text) { return text == "1" || text == "true" || text == "on"; }

std::optional<std::size_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::size_t number = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(c - '0');
  }
  return number;
}

// ---------------------------------------------------------------- texts

std::optional<char32_t> escaped_unit(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
  return hex_number(text.substr(2, 4));
}

/// A text as it is meant: `_x000D_` stands for a character that XML cannot hold, and `&#xD800;` for nothing at all.
MendedText meant(std::string text) {
  if (text.find("_x") != std::string::npos) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size();) {
      const auto unit = text[at] == '_' ? escaped_unit(std::string_view(text).substr(at)) : std::nullopt;
      if (unit && *unit >= 0xD800 && *unit <= 0xDFFF)
        // Half of a pair: what it makes with the other half, or alone, is for mended_utf8.
        decoded += {'\xED', static_cast<char>(0x80 | ((*unit >> 6) & 0x3F)), static_cast<char>(0x80 | (*unit & 0x3F))};
      else if (unit)
        decoded += utf8_from(std::u32string_view(&*unit, 1));
      else
        decoded += text[at];
      at += unit ? 7 : 1;
    }
    text = std::move(decoded);
  }
  return mended_utf8(text);
}

void append_text(std::string& text, const pugi::xml_node& node) {
  for (const pugi::xml_node& each : node.children())
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) text += each.value();
}

std::string text_in(const pugi::xml_node& node) {
  std::string text;
  append_text(text, node);
  return text;
}

/// The text of a string item: its own or that of its runs, without the pronunciation of East Asian names.
MendedText string_item(const pugi::xml_node& item) {
  std::string text;
  for (const pugi::xml_node& each : item.children()) {
    if (name_of(each) == "t") append_text(text, each);
    if (name_of(each) != "r") continue;
    for (const pugi::xml_node& inner : each.children())
      if (name_of(inner) == "t") append_text(text, inner);
  }
  return meant(std::move(text));
}

void put(SheetCell& cell, MendedText text) {
  cell.text = std::move(text.text);
  cell.replaced = text.replaced;
}

std::optional<double> number_in(std::string_view text) {
  const Json number = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!number.is_number() || !std::isfinite(number.get<double>())) return std::nullopt;
  return number.get<double>();
}

/// In the fewest digits: 12, not 12.0 or 1.2E1, and 0.1, not 0.10000000000000001.
std::string number_text(double number) {
  constexpr double exact = 9'007'199'254'740'992;
  if (std::floor(number) == number && std::fabs(number) <= exact)
    return std::to_string(static_cast<std::int64_t>(number));
  return Json(number).dump();
}

// ---------------------------------------------------------------- references

/// The column of a reference such as `BC12`, from 0; nothing when there is none.
std::optional<std::size_t> column_in(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (const char c : reference) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z') break;
    if (++letters > 3) return std::nullopt;
    column = column * 26 + static_cast<std::size_t>(upper - 'A' + 1);
  }
  return letters == 0 ? std::nullopt : std::optional<std::size_t>(column - 1);
}

std::optional<MergedCells> merged_cells(std::string_view reference) {
  const std::size_t colon = reference.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view first = reference.substr(0, colon), last = reference.substr(colon + 1);
  const auto row = [](std::string_view text) {
    return whole_number(text.substr(std::min(text.find_first_of("0123456789"), text.size())));
  };
  const auto first_row = row(first), last_row = row(last);
  const auto first_column = column_in(first), last_column = column_in(last);
  if (!first_row || !last_row || !first_column || !last_column) return std::nullopt;
  return MergedCells{*first_row, *last_row, *first_column, *last_column};
}

/// The entry that a relationship of `part` points at.
std::string target_of(std::string_view part, std::string_view target) {
  std::vector<std::string_view> folders;
  const auto add = [&](std::string_view path) {
    for (std::size_t begin = 0; begin < path.size();) {
      const std::size_t end = std::min(path.find('/', begin), path.size());
      const std::string_view name = path.substr(begin, end - begin);
      if (name == ".." && !folders.empty()) folders.pop_back();
      if (!name.empty() && name != "." && name != "..") folders.push_back(name);
      begin = end + 1;
    }
  };
  if (!target.starts_with('/')) add(part.substr(0, part.rfind('/') == std::string_view::npos ? 0 : part.rfind('/')));
  add(target);
  std::string name;
  for (const std::string_view folder : folders) name += (name.empty() ? "" : "/") + std::string(folder);
  return name;
}

struct Relationship {
  std::string kind;  ///< the last word of its type, the same in both editions of the format
  std::string target;
};

// ---------------------------------------------------------------- parts

Issue damaged(std::string where) { return {"xlsxDamaged", std::move(where), {}}; }

/// The bytes of a part as UTF-8.
Result<std::string> part_of(ZipReader& zip, const std::string& name) {
  const auto index = zip.find(name);
  if (!index) return damaged(name);
  Result<std::string> read = zip.read(*index);
  if (std::string* text = std::get_if<std::string>(&read); text != nullptr && !text->empty())
    if (const char first = (*text)[0]; first == '\xFF' || first == '\xFE') return decode_text(*text).text;
  return read;
}

/// A small part as a tree.
std::optional<Issue> load(ZipReader& zip, const std::string& name, pugi::xml_document& tree) {
  Result<std::string> read = part_of(zip, name);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  const std::string& text = std::get<std::string>(read);
  if (text.size() > small_part_bytes) return Issue{"xlsxTooLarge", name, {}};
  if (!tree.load_buffer(text.data(), text.size(), parsing)) return damaged(name);
  return std::nullopt;
}

/// What the relationships of a part point at, by id.
std::optional<Issue> read_relationships(ZipReader& zip, std::string_view part,
                                        std::map<std::string, Relationship>& into) {
  const std::size_t slash = part.rfind('/');
  const std::string_view folder = slash == std::string_view::npos ? "" : part.substr(0, slash + 1);
  const std::string name = std::string(folder) + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
  if (!zip.find(name)) return std::nullopt;
  pugi::xml_document tree;
  if (auto issue = load(zip, name, tree)) return issue;
  for (const pugi::xml_node& each : tree.document_element().children()) {
    if (name_of(each) != "Relationship" || attribute(each, "TargetMode") == "External") continue;
    const std::string_view type = attribute(each, "Type");
    into[std::string(attribute(each, "Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                target_of(part, attribute(each, "Target"))};
  }
  return std::nullopt;
}

}  // namespace

// ---------------------------------------------------------------- sheets

/// Reads one sheet, row by row.
class SheetReader {
 public:
  SheetReader(Workbook& workbook, std::string place) : workbook_(workbook), place_(std::move(place)) {}

  std::optional<Issue> read(std::string_view text);
  Sheet take();

 private:
  std::optional<Issue> read_row(std::string_view piece);
  /// False when the cell cannot be in a sheet.
  bool read_cell(const pugi::xml_node& node, SheetCell& cell) const;
  bool read_value(const pugi::xml_node& node, std::string_view type, SheetCell& cell) const;
  bool spend(std::size_t bytes) { return (workbook_.bytes_ += bytes) <= limits::archive_bytes; }
  [[nodiscard]] std::string row_place(std::size_t number) const { return place_ + ", row " + std::to_string(number); }

  Workbook& workbook_;
  std::string place_;
  Sheet sheet_;
  pugi::xml_document tree_;
  std::size_t row_ = 0;
  bool in_order_ = true;
};

bool SheetReader::read_value(const pugi::xml_node& node, std::string_view type, SheetCell& cell) const {
  const pugi::xml_node value = child(node, "v"), formula = child(node, "f");
  const std::string text = text_in(value);
  if (type == "inlineStr") {
    put(cell, string_item(child(node, "is")));
  } else if (text.empty()) {
    if (!formula || type == "str") return true;
    cell.kind = SheetCell::Kind::no_value;
    cell.text = "=" + meant(text_in(formula)).text;
  } else if (type == "s") {
    const auto index = whole_number(trim(text));
    if (!index || *index >= workbook_.shared_strings_.size()) return false;
    cell.text = workbook_.shared_strings_[*index];
    cell.replaced = workbook_.replaced_strings_.contains(*index);
  } else if (type == "b") {
    cell.kind = SheetCell::Kind::boolean;
    cell.text = is_true(trim(text)) ? "true" : "false";
  } else if (type == "e") {
    cell.kind = SheetCell::Kind::error;
    put(cell, meant(text));
  } else if (type == "d") {
    put(cell, meant(text));
    if (const std::size_t midnight = cell.text.find("T00:00:00"); midnight != std::string::npos)
      cell.text.erase(midnight);
  } else if (const auto number = type.empty() || type == "n" ? number_in(trim(text)) : std::nullopt) {
    const auto style = whole_number(attribute(node, "s"));
    const auto date = style && *style < workbook_.styles_.size()
                          ? date_of_serial(*number, workbook_.styles_[*style], workbook_.from_1904_)
                          : std::nullopt;
    cell.kind = date ? SheetCell::Kind::text : SheetCell::Kind::number;
    cell.text = date ? *date : number_text(*number);
  } else {
    put(cell, meant(text));
  }
  return true;
}

bool SheetReader::read_cell(const pugi::xml_node& node, SheetCell& cell) const {
  if (const std::string_view reference = attribute(node, "r"); !reference.empty()) {
    const auto column = column_in(reference);
    if (!column) return false;
    cell.column = *column;
  }
  return cell.column < most_columns && read_value(node, attribute(node, "t"), cell);
}

std::optional<Issue> SheetReader::read_row(std::string_view piece) {
  if (piece.size() > piece_bytes) return Issue{"xlsxTooLarge", row_place(row_ + 1), {}};
  if (!tree_.load_buffer(piece.data(), piece.size(), parsing, pugi::encoding_utf8)) return damaged(row_place(row_ + 1));
  const pugi::xml_node node = tree_.document_element();
  const std::size_t number = whole_number(attribute(node, "r")).value_or(row_ + 1);
  if (number == 0 || number > most_rows) return damaged(row_place(number));
  in_order_ = in_order_ && number > row_;
  row_ = number;
  SheetRow row;
  row.number = number;
  bool in_order = true;
  std::size_t next = 0;
  for (const pugi::xml_node& each : node.children()) {
    if (name_of(each) != "c") continue;
    SheetCell cell;
    cell.column = next;
    if (!read_cell(each, cell)) return damaged(row_place(number));
    in_order = in_order && cell.column >= next;
    next = cell.column + 1;
    if (cell.text.empty()) continue;
    if (!spend(sizeof(SheetCell) + cell.text.size())) return Issue{"xlsxTooLarge", row_place(number), {}};
    row.cells.push_back(std::move(cell));
  }
  if (!in_order)
    std::stable_sort(row.cells.begin(), row.cells.end(),
                     [](const SheetCell& a, const SheetCell& b) { return a.column < b.column; });
  for (std::size_t i = 1; i < row.cells.size(); ++i)
    if (row.cells[i].column == row.cells[i - 1].column) return damaged(row_place(number));
  const auto is_blank = [](const SheetCell& cell) { return trim(cell.text).empty(); };
  if (!std::all_of(row.cells.begin(), row.cells.end(), is_blank)) sheet_.rows.push_back(std::move(row));
  return std::nullopt;
}

std::optional<Issue> SheetReader::read(std::string_view text) {
  XmlPieces pieces(text, {"row", "mergeCell"}, 2);
  while (const auto piece = pieces.next()) {
    if (piece->parent == "sheetData") {
      if (auto issue = read_row(piece->text)) return issue;
    } else if (piece->parent == "mergeCells") {
      if (!tree_.load_buffer(piece->text.data(), std::min(piece->text.size(), piece_bytes), parsing,
                             pugi::encoding_utf8))
        return damaged(place_);
      if (!spend(sizeof(MergedCells))) return Issue{"xlsxTooLarge", place_, {}};
      if (const auto merged = merged_cells(attribute(tree_.document_element(), "ref")))
        sheet_.merged.push_back(*merged);
    }
  }
  if (pieces.damaged()) return damaged(row_ == 0 ? place_ : row_place(row_));
  return std::nullopt;
}

Sheet SheetReader::take() {
  std::stable_sort(sheet_.merged.begin(), sheet_.merged.end(),
                   [](const MergedCells& a, const MergedCells& b) { return a.first_row < b.first_row; });
  if (in_order_) return std::move(sheet_);
  // Rows in another order than they are shown in; of two with one number the cells of the first count.
  std::stable_sort(sheet_.rows.begin(), sheet_.rows.end(),
                   [](const SheetRow& a, const SheetRow& b) { return a.number < b.number; });
  Sheet sheet;
  sheet.merged = std::move(sheet_.merged);
  for (SheetRow& row : sheet_.rows) {
    if (sheet.rows.empty() || sheet.rows.back().number != row.number) {
      sheet.rows.push_back(std::move(row));
      continue;
    }
    std::vector<SheetCell>& cells = sheet.rows.back().cells;
    std::move(row.cells.begin(), row.cells.end(), std::back_inserter(cells));
    const auto before = [](const SheetCell& a, const SheetCell& b) { return a.column < b.column; };
    std::stable_sort(cells.begin(), cells.end(), before);
    cells.erase(std::unique(cells.begin(), cells.end(),
                            [](const SheetCell& a, const SheetCell& b) { return a.column == b.column; }),
                cells.end());
  }
  return sheet;
}

// ---------------------------------------------------------------- the workbook

Result<Workbook> Workbook::open(std::string_view bytes) {
  Result<ZipReader> zip = ZipReader::open(bytes);
  if (const Issue* issue = std::get_if<Issue>(&zip)) return *issue;
  Workbook workbook(std::get<ZipReader>(std::move(zip)));
  if (auto issue = workbook.read_head()) return *issue;
  return workbook;
}

std::optional<Issue> Workbook::read_head() {
  std::map<std::string, Relationship> relationships;
  if (auto issue = read_relationships(zip_, "", relationships)) return issue;
  std::string main = "xl/workbook.xml";
  for (const auto& [id, each] : relationships)
    if (each.kind == "officeDocument" && zip_.find(each.target)) main = each.target;
  relationships.clear();
  if (auto issue = read_relationships(zip_, main, relationships)) return issue;

  pugi::xml_document tree;
  if (auto issue = load(zip_, main, tree)) return issue;
  const pugi::xml_node root = tree.document_element();
  if (name_of(root) != "workbook") return damaged(main);
  from_1904_ = is_true(attribute(child(root, "workbookPr"), "date1904"));
  for (const pugi::xml_node& each : child(root, "sheets").children()) {
    if (name_of(each) != "sheet") continue;
    const auto related = relationships.find(std::string(attribute(each, "id")));
    if (related == relationships.end()) return damaged(main);
    if (related->second.kind != "worksheet") continue;
    std::string name = without_control(meant(std::string(attribute(each, "name"))).text, false);
    const std::string_view state = attribute(each, "state");
    if (sheets_.size() == most_sheets) return Issue{"xlsxTooLarge", main, {}};
    name = first_characters(name, most_name_characters);
    sheets_.push_back({std::move(name), state == "hidden" || state == "veryHidden", related->second.target});
  }
  for (const auto& [id, each] : relationships) {
    if (each.kind == "styles")
      if (auto issue = read_styles(each.target)) return issue;
    if (each.kind == "sharedStrings")
      if (auto issue = read_shared_strings(each.target)) return issue;
  }
  return std::nullopt;
}

std::optional<Issue> Workbook::read_styles(const std::string& part) {
  pugi::xml_document tree;
  if (auto issue = load(zip_, part, tree)) return issue;
  std::map<std::size_t, DateParts> custom;
  for (const pugi::xml_node& each : child(tree.document_element(), "numFmts").children())
    if (const auto id = whole_number(attribute(each, "numFmtId")))
      custom[*id] = date_parts_of(attribute(each, "formatCode"));
  styles_.clear();
  for (const pugi::xml_node& each : child(tree.document_element(), "cellXfs").children()) {
    if (name_of(each) != "xf") continue;
    const std::size_t id = whole_number(attribute(each, "numFmtId")).value_or(0);
    const auto found = custom.find(id);
    styles_.push_back(found == custom.end() ? builtin_date_parts(id) : found->second);
  }
  return std::nullopt;
}

std::optional<Issue> Workbook::read_shared_strings(const std::string& part) {
  Result<std::string> read = part_of(zip_, part);
  if (const Issue* issue = std::get_if<Issue>(&read)) return *issue;
  XmlPieces pieces(std::get<std::string>(read), {"si"}, 1);
  pugi::xml_document tree;
  shared_strings_.clear();
  replaced_strings_.clear();
  while (const auto piece = pieces.next()) {
    if (piece->text.size() > piece_bytes) return Issue{"xlsxTooLarge", part, {}};
    if (!tree.load_buffer(piece->text.data(), piece->text.size(), parsing, pugi::encoding_utf8)) return damaged(part);
    MendedText item = string_item(tree.document_element());
    if (item.replaced) replaced_strings_.insert(shared_strings_.size());
    shared_strings_.push_back(std::move(item.text));
    bytes_ += sizeof(std::string) + shared_strings_.back().size();
    if (bytes_ > limits::archive_bytes) return Issue{"xlsxTooLarge", part, {}};
  }
  if (pieces.damaged()) return damaged(part);
  return std::nullopt;
}

Result<Sheet> Workbook::read(const SheetInfo& sheet) {
  const std::string place = "sheet \"" + sheet.name + "\"";
  Result<std::string> text = part_of(zip_, sheet.part);
  if (Issue* issue = std::get_if<Issue>(&text)) {
    issue->where = place;
    return *issue;
  }
  SheetReader reader(*this, place);
  if (auto issue = reader.read(std::get<std::string>(text))) return *issue;
  return reader.take();
}

}  // namespace impactweb
