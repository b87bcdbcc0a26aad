#include "core/io/tables/name_lists.hpp"

#include <algorithm>
#include <set>

#include "core/io/tables/answers.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::size_t rows_to_guess_by = 300, most_columns = 200;

struct List {
  std::size_t row = 0;
  std::string name;
  std::vector<std::pair<std::string, std::size_t>> others;  ///< cells with their columns
  bool ragged = false;                                      ///< nothing is left open before the last
};

/// The cells of a row; a name with a colon behind it has the others behind that.
List list_of(const Row& row) {
  List list;
  list.row = row.number;
  std::size_t next = 0;
  bool gap = false;
  for (const Cell& cell : row.cells) {
    const std::string_view text = trim(cell.text);
    if (text.empty()) continue;
    gap = gap || cell.column != next;
    next = cell.column + 1;
    if (!list.name.empty()) {
      list.others.emplace_back(text, cell.column);
      continue;
    }
    const std::size_t colon = text.find(':');
    list.name = trim(text.substr(0, colon));
    if (colon != std::string_view::npos)
      if (const std::string_view rest = trim(text.substr(colon + 1)); !rest.empty())
        list.others.emplace_back(rest, cell.column);
  }
  list.ragged = !gap;
  return list;
}

std::vector<List> lists_in(const TableSource& source, std::size_t below, std::size_t most) {
  std::vector<List> lists;
  source.rows()([&](const Row& row) {
    if (row.number <= below || is_blank(row)) return true;
    if (List list = list_of(row); !list.name.empty()) lists.push_back(std::move(list));
    return lists.size() < most;
  });
  return lists;
}

bool is_number(std::string_view text) { return answer_of(text).number.has_value(); }

}  // namespace

std::optional<std::size_t> header_above_names(const TableSource& source) {
  const std::vector<List> lists = lists_in(source, 0, rows_to_guess_by);
  if (lists.size() < 3 || lists[0].others.empty() || lists[0].others.size() > 12) return std::nullopt;
  KnownNames known;
  for (std::size_t i = 1; i < lists.size(); ++i) known.add(lists[i].name);
  std::size_t met = 0, several = 0;
  std::map<std::size_t, std::pair<std::size_t, std::size_t>> by_column;  // names, and those that are known
  for (std::size_t i = 1; i < lists.size(); ++i)
    for (const auto& [text, column] : lists[i].others) {
      const std::vector<std::string> names = names_in_cell(text, known);
      several += names.size() > 1 ? 1 : 0;
      for (const std::string& name : names) {
        met += known.contains(name) ? 1 : 0;
        ++by_column[column].first;
        by_column[column].second += known.contains(name) ? 1 : 0;
        if (fold(name) == fold(lists[0].name)) return std::nullopt;
        for (const auto& [other, at] : lists[0].others)
          if (fold(other) == fold(name)) return std::nullopt;
      }
    }
  for (const auto& [text, column] : lists[0].others)
    if (known.contains(text)) return std::nullopt;
  const bool wide = by_column.size() > 1 && std::all_of(by_column.begin(), by_column.end(), [](const auto& each) {
                      return 10 * each.second.second >= 4 * each.second.first;
                    });
  if (known.size() + 1 < lists.size() || known.contains(lists[0].name) || met < 2 || (several == 0 && !wide))
    return std::nullopt;
  return lists[0].row;
}

bool guess_lists(TableSource& source) {
  const std::vector<List> lists = lists_in(source, 0, rows_to_guess_by);
  if (lists.size() < 2) return false;
  Names first;
  KnownNames known;
  std::size_t widest = 0, numbers = 0, cells = 0, colons = 0;
  std::set<std::size_t> widths;
  bool ragged = true;
  for (const List& list : lists) {
    first.insert(fold(list.name));
    known.add(list.name);
    if (!may_be_name(list.name) && !is_number(list.name)) return false;
  }
  Names others, shared;
  std::map<std::size_t, Names> by_column;
  for (const List& list : lists) {
    ragged = ragged && list.ragged;
    widths.insert(list.others.size());
    std::size_t names = 0;
    for (const auto& [text, column] : list.others) {
      ++cells;
      numbers += is_number(text) ? 1 : 0;
      if (count_characters(text) > 200) return false;
      for (const std::string& name : names_in_cell(text, known)) {
        ++names;
        others.insert(fold(name));
        by_column[column].insert(fold(name));
      }
    }
    widest = std::max(widest, names);
  }
  source.rows()([&](const Row& row) {
    for (const Cell& cell : row.cells)
      if (cell.column == 0 && cell.text.find(": ") != std::string::npos) ++colons;
    return row.number < rows_to_guess_by;
  });
  const bool by_colon = 10 * colons >= 8 * lists.size();
  if ((widest < 2 && !by_colon) || others.empty() || 10 * first.size() < 9 * lists.size()) return false;
  std::size_t again = 0;
  for (const std::string& name : others) again += first.contains(name) ? 1 : 0;
  const bool as_numbers = 2 * numbers > cells;
  const bool varies = ragged && widths.size() > 1;
  const std::size_t percent = 100 * again / others.size();
  if (as_numbers ? !varies || percent < 80 : percent < (varies || by_colon ? 30u : 50u)) return false;
  // A column of what they are or do is no list of names.
  for (const auto& [column, names] : by_column) {
    std::size_t met = 0;
    for (const std::string& name : names) {
      bool found = first.contains(name);
      for (const auto& [other, more] : by_column) found = found || (other != column && more.contains(name));
      met += found ? 1 : 0;
    }
    if (names.size() >= 2 && 10 * met < 3 * names.size()) return false;
  }
  take_lists(source, 0);
  return true;
}

void take_lists(TableSource& source, std::size_t header) {
  Head head;
  head.prefix = source.prefix;
  head.table = records::Table::nodes;
  head.row = header;
  std::size_t width = 1;
  source.rows()([&](const Row& row) {
    if (header > 0 && row.number == header) head.headers = headers_in(row);
    for (const Cell& cell : row.cells)
      if (!trim(cell.text).empty() && cell.column < most_columns) width = std::max(width, cell.column + 1);
    return true;
  });
  std::vector<std::string_view> fields(width);
  fields[0] = "label";
  head.assign(std::move(fields));
  source.head = std::move(head);
  source.trouble.reset();
  source.left_out = false;
  source.shape = Shape::lists;
  source.tied.clear();
  source.ways = {};
  // Who is named by each that they name has one tie with them.
  const std::vector<List> lists = lists_in(source, header, 5'000);
  KnownNames known;
  for (const List& list : lists) known.add(list.name);
  std::set<std::pair<std::string, std::string>> ties;
  for (const List& list : lists)
    for (const auto& [text, column] : list.others)
      for (const std::string& name : names_in_cell(text, known)) ties.emplace(fold(list.name), fold(name));
  source.ways.undirected = !ties.empty() && std::all_of(ties.begin(), ties.end(), [&](const auto& tie) {
    return ties.contains({tie.second, tie.first});
  });
}

bool read_lists(const TableSource& source, RecordBuilder& builder) {
  const Head& head = source.head;
  const TieWays& ways = source.ways;
  const std::vector<List> lists = lists_in(source, head.row, static_cast<std::size_t>(-1));
  KnownNames known;
  for (const List& list : lists) known.add(list.name);
  std::vector<std::string> ids;
  for (const List& list : lists) {
    const auto id = builder.named(list.name, head.place(list.row, 0), ways.rows);
    if (!id) return false;
    ids.push_back(*id);
  }
  std::set<std::pair<std::string, std::string>> done;
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (const auto& [text, column] : lists[i].others) {
      if (head.field(column) == left_out) continue;
      const std::string where = head.place(lists[i].row, column);
      for (const std::string& name : names_in_cell(text, known)) {
        const auto other = builder.named(name, where, ways.rows);
        if (!other) return false;
        if (*other == ids[i]) continue;
        std::pair<std::string, std::string> ends(ids[i], *other);
        if (ways.undirected && ends.second < ends.first) std::swap(ends.first, ends.second);
        if (!done.insert(std::move(ends)).second) continue;
        EdgeRecord tie;
        tie.where = where;
        tie.from = {ids[i], "", where};
        tie.to = {*other, "", where};
        if (!ways.kind.empty()) tie.values.push_back({"kind", "Type", ways.kind, where, nullptr});
        if (ways.undirected) tie.values.push_back({"direction", "Direction", "undirected", where, nullptr});
        if (!builder.add(tie)) return false;
      }
    }
  return true;
}

}  // namespace impactweb::tables
