#include "core/io/tables/matrix.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/records/columns.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/tables/tied_column.hpp"
#include "core/io/tables/what_words.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::size_t rows_to_guess_by = 60, columns_to_guess_by = 400, rows_above = 6;

struct Table {
  std::vector<Row> rows;     ///< those that are looked at, blank ones left out
  std::size_t last_row = 0;  ///< the number of the last one of all
  std::size_t count = 0;     ///< of all that are not blank
  std::size_t width = 0;
};

Table beginning_of(const TableSource& source) {
  Table table;
  source.rows()([&](const Row& row) {
    if (is_blank(row)) return true;
    table.last_row = row.number;
    if (++table.count > rows_to_guess_by + rows_above) return true;
    table.rows.push_back(row);
    for (const Cell& cell : row.cells)
      if (!trim(cell.text).empty()) table.width = std::max(table.width, cell.column + 1);
    return true;
  });
  return table;
}

std::string_view text_at_column(const Row& row, std::size_t column) {
  for (const Cell& cell : row.cells)
    if (cell.column == column) return trim(cell.text);
  return {};
}

/// Whether a cell may be where two names meet; `words`: any word may be a kind of tie.
bool may_answer(std::string_view text, bool words) {
  const Answer answer = answer_of(text);
  return answer.word.empty() || (words && count_characters(answer.word) <= 30);
}

struct Cells {
  std::size_t filled = 0, blank = 0, no = 0, marks = 0, numbers = 0, large = 0, words = 0, others = 0;
};

void count_cell(Cells& cells, std::string_view text) {
  if (text.empty()) {
    ++cells.blank;
    return;
  }
  ++cells.filled;
  const Answer answer = answer_of(text);
  if (!answer.word.empty())
    ++cells.others;
  else if (!answer.is_tie)
    ++cells.no;
  else if (answer.number && *answer.number != 1)
    ++(*answer.number > 10 || *answer.number < 0 || *answer.number != static_cast<int>(*answer.number) ? cells.large
                                                                                                       : cells.numbers);
  else if (answer.strength > 0)
    ++cells.words;
  else
    ++cells.marks;
}

/// What the names are of that stand beside rows and above columns, by the words in the corner.
void ways_by_corner(TieWays& ways, std::string_view corner) {
  for (const std::string_view mark : {"/", "\\", "|", " x ", " × ", " - ", ">", "→"}) {
    const std::size_t at = corner.find(mark);
    if (at == std::string_view::npos) continue;
    if (ways.rows.empty()) ways.rows = what_is_named(corner.substr(0, at));
    if (ways.columns.empty()) ways.columns = what_is_named(corner.substr(at + mark.size()));
    return;
  }
  if (ways.rows.empty()) ways.rows = what_is_named(corner);
}

bool is_actor(std::string_view what) {
  return what.empty() || what == "actor" || what == "person" || what == "organisation" || what == "group";
}

/// Two kinds of nodes: what is not said otherwise, and the ties that follow from it.
void complete_ways(TieWays& ways) {
  for (std::string* what : {&ways.rows, &ways.columns})
    if (*what == "ties") what->clear();
  if (ways.columns.empty()) ways.columns = is_actor(ways.rows) ? "initiative" : "actor";
  if (ways.rows.empty()) ways.rows = "actor";
  ways.reversed = !is_actor(ways.rows) && is_actor(ways.columns);
  const std::string& to = ways.reversed ? ways.rows : ways.columns;
  if (ways.kind.empty() && to != (ways.reversed ? ways.columns : ways.rows))
    ways.kind = to == "initiative"  ? "takesPartIn"
                : to == "challenge" ? "contributesTo"
                : to == "vision"    ? "supports"
                                    : "";
}

std::string_view sheet_or_file(const TableSource& source) { return source.sheet.empty() ? source.file : source.sheet; }

/// A matrix as it stands in a table: where its names are.
struct MatrixShape {
  std::size_t header = 0;            ///< 0 when there are no names above the columns
  std::optional<std::size_t> names;  ///< the column with the names beside the rows
  std::vector<std::size_t> columns;  ///< those of the cells
};

void take_place(TableSource& source, const MatrixShape& place) {
  Head head;
  head.prefix = source.prefix;
  head.table = records::Table::nodes;
  head.row = place.header;
  std::size_t width = 0;
  if (place.header > 0)
    source.rows()([&](const Row& row) {
      if (row.number == place.header) head.headers = headers_in(row);
      return row.number < place.header;
    });
  for (const std::size_t column : place.columns) width = std::max(width, column + 1);
  if (place.names) width = std::max(width, *place.names + 1);
  std::vector<std::string_view> fields(std::max(width, head.headers.size()), left_out);
  for (const std::size_t column : place.columns) fields[column] = {};
  if (place.names) fields[*place.names] = "label";
  head.assign(std::move(fields));
  source.head = std::move(head);
  source.trouble.reset();
  source.left_out = false;
  source.shape = Shape::matrix;
  source.tied.clear();
}

/// Who stands in a matrix and what the cells say, each row and column by its number in these lists.
struct Reading {
  struct Line {
    std::string name;
    std::string where;
  };
  struct Meeting {
    std::size_t row = 0, column = 0;
    std::string text, where;
  };
  std::vector<Line> rows, columns;
  std::vector<Meeting> meetings;
};

Reading read_cells(const TableSource& source) {
  const Head& head = source.head;
  Reading read;
  std::map<std::size_t, std::size_t> places;  // column of the table → of the matrix
  const auto names = head.columns.find("label");
  const bool beside = names != head.columns.end();
  const bool above = head.row > 0;
  for (std::size_t column = 0; column < head.fields.size(); ++column) {
    if (!head.fields[column].empty()) continue;
    const std::string name = above && column < head.headers.size() ? head.headers[column] : std::string();
    if (above && (name.empty() || (is_name_of_total(name) && !source.head.fields[column].empty()))) continue;
    places[column] = read.columns.size();
    read.columns.push_back({name, head.place(head.row, column)});
  }
  std::size_t seen = 0;
  source.rows()([&](const Row& row) {
    if (row.number <= head.row) return true;
    if (beside && is_blank(row)) return true;
    // Without names beside them, a blank row is one of somebody without ties.
    const std::size_t index = beside ? seen : row.number - head.row - 1;
    std::string name;
    if (beside)
      name = text_at_column(row, names->second);
    else if (index < read.columns.size())
      name = read.columns[index].name;
    if (name.empty() || (beside && is_name_of_total(name))) return true;
    ++seen;
    const std::size_t at = read.rows.size();
    read.rows.push_back({name, beside ? head.place(row.number, names->second) : head.row_place(row.number)});
    for (const Cell& cell : row.cells) {
      const auto place = places.find(cell.column);
      const std::string_view text = trim(cell.text);
      if (place != places.end() && !text.empty())
        read.meetings.push_back({at, place->second, std::string(text), head.place(row.number, cell.column)});
    }
    return true;
  });
  if (!above)
    for (std::size_t i = 0; i < read.columns.size(); ++i)
      read.columns[i].name = i < read.rows.size() ? read.rows[i].name : std::string();
  return read;
}

/// Whether each tie is written both ways, or only one half of the matrix is filled in.
bool is_symmetric(const Reading& read) {
  std::map<std::string, std::size_t> numbers;
  const auto number_of = [&](const std::string& name) {
    return numbers.try_emplace(fold(name), numbers.size()).first->second;
  };
  std::map<std::pair<std::size_t, std::size_t>, std::string> cells;
  std::vector<std::size_t> rows, columns;
  for (const auto& row : read.rows) rows.push_back(number_of(row.name));
  for (const auto& column : read.columns) columns.push_back(number_of(column.name));
  for (const auto& each : read.meetings)
    if (rows[each.row] != columns[each.column]) cells[{rows[each.row], columns[each.column]}] = fold(each.text);
  bool same = true, upper = false, lower = false;
  std::size_t ties = 0;
  for (const auto& [place, text] : cells) {
    const auto other = cells.find({place.second, place.first});
    const bool is_tie = answer_of(text).is_tie;
    ties += is_tie ? 1 : 0;
    if (other == cells.end() ? is_tie : other->second != text && (is_tie || answer_of(other->second).is_tie))
      same = false;
    (place.first < place.second ? upper : lower) = true;
  }
  return (same && ties > 0) || (upper != lower && ties > 1);
}

void settle(TableSource& source, bool two_kinds) {
  if (two_kinds)
    complete_ways(source.ways);
  else
    source.ways.columns.clear();
  source.ways.undirected = !two_kinds && is_symmetric(read_cells(source));
}

/// Words for what part somebody has, whatever stands in the corner.
bool are_roles(const std::map<std::string, std::set<std::size_t>>& words) {
  static const Names roles = {"trekker",     "deelnemer",    "lid",        "partner",   "financier",  "lead",
                              "participant", "member",       "voorzitter", "adviseur",  "uitvoerder", "initiatiefnemer",
                              "supporter",   "leader",       "kartrekker", "betrokken", "funder",     "coordinator",
                              "leitung",     "mitglied",     "beteiligt",  "membre",    "porteur",    "opdrachtgever",
                              "penvoerder",  "ondersteuner", "meedenker"};
  return std::all_of(words.begin(), words.end(), [](const auto& each) { return roles.contains(each.first); });
}

/// Who is responsible for what, accountable, consulted and informed, in letters.
bool are_responsibilities(const std::map<std::string, std::set<std::size_t>>& words) {
  static const Names letters = {"r", "a", "c", "i", "s", "v", "a/r", "r/a", "ra", "ar", "c/i", "r, a", "a, r"};
  return words.size() > 1 && words.contains("r") &&
         std::all_of(words.begin(), words.end(), [](const auto& each) { return letters.contains(each.first); });
}

/// Two columns of crosses may be properties as well, unless the corner says who they are of.
bool only_crosses_of_named(const Table& table, std::size_t at, const MatrixShape& place, std::string_view corner) {
  if (!is_what(what_is_headed(corner))) return false;
  for (std::size_t i = at + 1; i < table.rows.size(); ++i)
    for (const std::size_t column : place.columns) {
      const std::string_view text = text_at_column(table.rows[i], column);
      if (!text.empty() &&
          (answer_of(text).number || !answer_of(text).is_tie || fold(text) == "ja" || fold(text) == "yes"))
        return false;
    }
  return true;
}

/// Of a table with names beside the rows and above the columns.
bool guess_with_both(TableSource& source, const Table& table, std::size_t at, const KnownNames& elsewhere) {
  const Row& header = table.rows[at];
  std::size_t first = table.width;
  for (std::size_t i = at; i < table.rows.size(); ++i)
    for (const Cell& cell : table.rows[i].cells)
      if (!trim(cell.text).empty()) first = std::min(first, cell.column);
  MatrixShape place;
  place.header = header.number;
  place.names = first;
  Names above, beside;
  std::vector<std::string> headers;
  for (const Cell& cell : header.cells) {
    const std::string_view name = trim(cell.text);
    if (name.empty() || cell.column == first || cell.column >= columns_to_guess_by || is_name_of_total(name)) continue;
    place.columns.push_back(cell.column);
    headers.emplace_back(name);
    above.insert(fold(name));
  }
  if (place.columns.size() < 2 || above.size() < place.columns.size() || table.rows.size() < at + 3) return false;
  std::size_t unnamed = 0, body = 0;
  for (std::size_t i = at + 1; i < table.rows.size(); ++i) {
    const std::string_view name = text_at_column(table.rows[i], first);
    if (is_name_of_total(name)) continue;
    ++body;
    if (name.empty())
      ++unnamed;
    else
      beside.insert(fold(name));
  }
  if (unnamed > 0 || beside.size() < 2 || beside.size() < body) return false;
  // The others may stand further down.
  Names all_beside = beside;
  if (table.count > table.rows.size())
    source.rows()([&](const Row& row) {
      if (row.number > header.number && !is_blank(row)) all_beside.insert(fold(text_at_column(row, first)));
      return all_beside.size() < 3'000;
    });
  const auto common = static_cast<std::size_t>(
      std::count_if(above.begin(), above.end(), [&](const std::string& name) { return all_beside.contains(name); }));
  const bool numbered = std::all_of(above.begin(), above.end(),
                                    [](const std::string& name) { return answer_of(name).number.has_value(); });
  if (numbered && above != all_beside) return false;
  const bool one_kind = common >= 2 && 10 * common >= 6 * std::min(above.size(), all_beside.size());
  const std::string corner_name = fold(text_at_column(header, first));
  Cells cells;
  Cells of_strangers;
  std::map<std::string, std::set<std::size_t>> columns_of_word;
  for (std::size_t i = at + 1; i < table.rows.size(); ++i) {
    if (is_name_of_total(text_at_column(table.rows[i], first))) continue;
    for (std::size_t c = 0; c < place.columns.size(); ++c) {
      const std::string_view text = text_at_column(table.rows[i], place.columns[c]);
      if (!may_answer(text, true)) return false;
      // Names in the cells make lists, not a matrix.
      const std::string folded = fold(text);
      const bool is_name = above.contains(folded) || all_beside.contains(folded) || folded == corner_name;
      if (one_kind && !answer_of(text).word.empty() && is_name) return false;
      count_cell(cells, text);
      if (const Answer answer = answer_of(text); !answer.word.empty()) columns_of_word[fold(answer.word)].insert(c);
      if (one_kind && !all_beside.contains(fold(headers[c]))) count_cell(of_strangers, text);
    }
    // Something beyond the names.
    for (const Cell& cell : table.rows[i].cells)
      if (!trim(cell.text).empty() && cell.column != first && text_at_column(header, cell.column).empty()) return false;
  }
  if (cells.filled == 0 || cells.filled == cells.no) return false;
  const std::size_t columns = place.columns.size();
  if (one_kind) {
    // A column of ages among them is not somebody.
    if (of_strangers.others > 0 || (of_strangers.large > 0 && cells.large == of_strangers.large)) return false;
    take_place(source, place);
    source.ways = {};
    ways_by_corner(source.ways, text_at_column(header, first));
    if (source.ways.rows == "ties") source.ways.rows.clear();
    settle(source, false);
    return true;
  }
  const auto fields = records::map_headers(records::Table::nodes, headers);
  std::size_t properties = 0, known = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    const bool is_known = elsewhere.contains(headers[c]);
    known += is_known ? 1 : 0;
    properties += !is_known && (asks_about_one(headers[c]) || records::target_of_sector(headers[c], false) ||
                                is_property(headers[c]) || (!fields[c].empty() && fields[c] != "label"))
                      ? 1
                      : 0;
  }
  const std::size_t all = cells.filled + cells.blank, empty = cells.blank + cells.no;
  const std::string_view corner = text_at_column(header, first);
  const bool corner_says_so = corner.empty() || corner.find_first_of("/\\") != std::string_view::npos;
  const bool only_marks = cells.numbers + cells.large + cells.words + cells.others == 0;
  const bool sparse = 10 * empty >= 3 * all;
  // Above the columns stand things of one sort: `Project A`, `Project B`.
  std::map<std::string_view, std::size_t> sorts;
  for (const std::string& each : headers) ++sorts[what_is_named(each)];
  std::string_view sort;
  for (const auto& [what, count] : sorts)
    if (is_what(what) && what != "person" && 2 * count > columns) sort = what;
  // Parts that people have in several of them: `trekker`, `deelnemer`.
  std::size_t shared = 0;
  for (const auto& [word, where] : columns_of_word) shared += where.size() > 1 ? 1 : 0;
  const bool parts = cells.others > 0 && columns_of_word.size() <= 6 && 2 * shared > columns_of_word.size() &&
                     (corner_says_so || !sort.empty() || are_roles(columns_of_word));
  const bool responsibilities = are_responsibilities(columns_of_word) && cells.numbers + cells.large == 0;
  bool accepted = false;
  if (responsibilities)
    accepted = true;
  else if (cells.others == 0 && 2 * known >= columns)
    accepted = true;
  else if (parts && 3 * properties <= columns && cells.numbers + cells.large == 0)
    accepted = true;
  else if (cells.others == 0 && !sort.empty() && properties == 0)
    accepted = true;
  else if (3 * properties > columns || cells.others > 0 || cells.large > 0)
    accepted = false;
  else if (only_marks)
    accepted = empty > 0 && (columns >= 3 || corner_says_so || only_crosses_of_named(table, at, place, corner));
  else if (cells.numbers == 0)
    accepted = true;  // of words that say how often
  else
    accepted = sparse && corner_says_so;
  if (!accepted) return false;
  take_place(source, place);
  source.ways = {};
  ways_by_corner(source.ways, corner);
  if (source.ways.columns.empty()) source.ways.columns = sort;
  if (source.ways.columns.empty()) ways_by_corner(source.ways, sheet_or_file(source));
  // What is to be done stands in the rows, and who does it above them.
  if (responsibilities && source.ways.rows.empty() && source.ways.columns.empty()) {
    source.ways.rows = "initiative";
    source.ways.columns = "actor";
    source.ways.reversed = true;
  }
  settle(source, true);
  return true;
}

/// Of a square of cells with names on one side alone. On the diagonal stands nothing, or the same everywhere.
bool guess_with_one(TableSource& source, const Table& table, std::size_t at, bool above) {
  MatrixShape place;
  std::vector<std::string> names;
  const std::size_t begin = above ? at + 1 : at;
  if (above) {
    place.header = table.rows[at].number;
    for (const Cell& cell : table.rows[at].cells) {
      const std::string_view name = trim(cell.text);
      if (name.empty()) continue;
      if (!may_be_name(name) || (!place.columns.empty() && cell.column != place.columns.back() + 1)) return false;
      place.columns.push_back(cell.column);
      names.emplace_back(name);
    }
  } else {
    place.names = 0;
    for (std::size_t column = 1; column < table.width; ++column) place.columns.push_back(column);
  }
  const std::size_t size = place.columns.size();
  const std::size_t first_number = above ? place.header + 1 : table.rows[begin].number;
  if (size < 3 || size > rows_to_guess_by || table.count > table.rows.size()) return false;
  const std::size_t height = table.last_row + 1 - first_number;
  if (height > size || height + 1 < size) return false;
  std::set<std::string> diagonal;
  bool some = false;
  for (std::size_t i = begin; i < table.rows.size(); ++i) {
    const Row& row = table.rows[i];
    if (!above) {
      const std::string_view name = text_at_column(row, 0);
      if (!may_be_name(name) || is_answer_word(name)) return false;
      names.emplace_back(name);
    }
    const std::size_t index = row.number - first_number;
    for (const Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      if (text.empty() || (!above && cell.column == 0)) continue;
      if (cell.column < place.columns[0] || cell.column > place.columns.back() || !may_answer(text, false))
        return false;
      if (cell.column - place.columns[0] == index)
        diagonal.insert(std::string(text));
      else
        some = some || answer_of(text).is_tie;
    }
  }
  if (!some || diagonal.size() > 1) return false;
  if (std::set<std::string>(names.begin(), names.end()).size() < names.size()) return false;
  take_place(source, place);
  source.ways = {};
  settle(source, false);
  return true;
}

}  // namespace

bool guess_matrix(TableSource& source, const KnownNames& elsewhere) {
  if (!source.trouble && source.head.table == records::Table::edges) return false;
  const Table table = beginning_of(source);
  for (std::size_t at = 0; at < rows_above && at + 2 < table.rows.size(); ++at) {
    std::size_t filled = 0;
    for (const Cell& cell : table.rows[at].cells) filled += trim(cell.text).empty() ? 0 : 1;
    if (filled < 2) continue;
    // Above the names stands a title at most.
    if (at > 0) {
      std::size_t before = 0;
      for (const Cell& cell : table.rows[at - 1].cells) before += trim(cell.text).empty() ? 0 : 1;
      if (before > 2 || before >= filled) return false;
    }
    if (guess_with_both(source, table, at, elsewhere) || guess_with_one(source, table, at, true)) return true;
    if (at == 0 && guess_with_one(source, table, at, false)) return true;
  }
  return false;
}

void take_matrix(TableSource& source, std::size_t header) {
  const Table table = beginning_of(source);
  MatrixShape place;
  place.header = header;
  std::size_t texts = 0, rows = 0;
  std::set<std::size_t> columns;
  for (const Row& row : table.rows) {
    if (row.number < header) continue;
    for (const Cell& cell : row.cells) {
      const std::string_view text = trim(cell.text);
      if (text.empty()) continue;
      columns.insert(cell.column);
      if (row.number > header && cell.column == 0 && !answer_of(text).word.empty()) ++texts;
    }
    rows += row.number > header ? 1 : 0;
  }
  if (header == 0 || 2 * texts >= rows) place.names = 0;
  for (const std::size_t column : columns)
    if (!place.names || column != *place.names) place.columns.push_back(column);
  take_place(source, place);
  source.ways = {};
  const Reading read = read_cells(source);
  Names beside;
  for (const auto& row : read.rows) beside.insert(fold(row.name));
  const bool two_kinds = std::none_of(read.columns.begin(), read.columns.end(),
                                      [&](const auto& column) { return beside.contains(fold(column.name)); });
  settle(source, two_kinds);
}

bool read_matrix(const TableSource& source, const std::map<std::string, Json>* decided, RecordBuilder& builder) {
  const Reading read = read_cells(source);
  const TieWays& ways = source.ways;
  std::vector<std::string> rows, columns;
  for (const auto& row : read.rows) {
    const auto id = builder.named(row.name, row.where, ways.rows);
    if (!id) return false;
    rows.push_back(*id);
  }
  for (const auto& column : read.columns) {
    const auto id = column.name.empty()
                        ? std::optional<std::string>(std::string())
                        : builder.named(column.name, column.where, ways.columns.empty() ? ways.rows : ways.columns);
    if (!id) return false;
    columns.push_back(*id);
  }
  NumberCount numbers;
  for (const auto& each : read.meetings)
    if (rows[each.row] != columns[each.column]) numbers.add(answer_of(each.text));
  // Where the rows are answers of somebody, they are claims of who gave them.
  const auto names = source.head.columns.find("label");
  const bool claimed = !ways.undirected && names != source.head.columns.end() &&
                       fold(source.head.header(names->second)).find("respondent") != std::string::npos;
  std::set<std::pair<std::string, std::string>> done;
  for (const auto& each : read.meetings) {
    const Answer answer = answer_of(each.text);
    const std::string& row = rows[each.row];
    const std::string& column = columns[each.column];
    if (row == column || column.empty()) continue;
    const Json* meaning = nullptr;
    if (decided != nullptr)
      if (const auto found = decided->find(fold(each.text)); found != decided->end()) meaning = &found->second;
    if (meaning != nullptr ? is_no_tie(meaning) : !answer.is_tie) continue;
    if (ways.undirected && !done.insert(std::minmax(row, column)).second) continue;
    EdgeRecord tie;
    tie.where = each.where;
    tie.from = {ways.reversed ? column : row, "", each.where};
    tie.to = {ways.reversed ? row : column, "", each.where};
    tie.values = fields_of_answer(answer, numbers.meaning(), meaning, each.where);
    const bool has_kind = std::any_of(tie.values.begin(), tie.values.end(),
                                      [](const records::Value& value) { return value.field == "kind"; });
    if (!has_kind && !ways.kind.empty()) tie.values.push_back({"kind", "Type", ways.kind, each.where, nullptr});
    if (ways.undirected) tie.values.push_back({"direction", "Direction", "undirected", each.where, nullptr});
    if (claimed) tie.values.push_back({"claimedBy", "Claimed by", read.rows[each.row].name, each.where, nullptr});
    if (!builder.add(tie)) return false;
  }
  return true;
}

}  // namespace impactweb::tables
