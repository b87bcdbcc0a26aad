#include "core/io/tables/column_fit.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/io/records/read_values.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/text_repair.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

using records::Table;

struct Seen {
  std::size_t filled = 0, directions = 0, flags = 0, blank = 0;
  std::optional<Misfit> misfit;
  std::size_t words = 0, others = 0;  ///< of strengths
  std::optional<Misfit> first_word;
};

/// Whether numbers in further fields are written with a comma, and none with a point.
bool has_decimal_commas(const Head& head, const Rows& rows) {
  bool commas = false, points = false;
  rows([&](const Row& row) {
    if (row.number <= head.row) return true;
    for (const Cell& cell : row.cells) {
      if (cell.kind != Cell::Kind::written || !head.field(cell.column).empty()) continue;
      const std::string_view text = trim(cell.text);
      if (text.empty() || text.find_first_not_of("0123456789.,-") != std::string_view::npos) continue;
      const std::size_t point = text.rfind('.'), comma = text.rfind(',');
      const bool groups = comma == std::string_view::npos && std::count(text.begin(), text.end(), '.') > 1;
      if (groups && number_with_comma(text))
        commas = true;
      else if (comma != std::string_view::npos)
        commas = commas || (text.find(',') == comma && comma + 4 != text.size() && number_with_comma(text));
      else
        points = points || (point != std::string_view::npos && !number_with_comma(text));
    }
    return !points;
  });
  return commas && !points;
}

}  // namespace

void fit_columns(Head& head, const Rows& rows) {
  head.decimal_comma = has_decimal_commas(head, rows);
  const bool edges = head.table == Table::edges;
  const auto kind = head.columns.find("kind"), direction = head.columns.find("direction");
  const bool may_be_direction = edges && kind != head.columns.end() && direction == head.columns.end();
  std::vector<Seen> seen(head.fields.size());
  std::vector<std::size_t> typed;
  for (std::size_t column = 0; column < head.fields.size(); ++column)
    if (records::is_typed(head.table, head.fields[column])) typed.push_back(column);
  if (typed.empty() && !may_be_direction) return;
  rows([&](const Row& row) {
    if (row.number <= head.row || is_blank(row)) return true;
    if (direction != head.columns.end()) ++seen[direction->second].blank;
    for (const Cell& cell : row.cells) {
      if (cell.column >= seen.size() || trim(cell.text).empty()) continue;
      const std::string_view field = head.fields[cell.column];
      Seen& column = seen[cell.column];
      if (edges && (field == "kind" || field == "direction")) {
        const auto word = records::direction_word(cell.text);
        ++column.filled;
        column.directions += word == records::DirectionWord::direction ? 1 : 0;
        column.flags += word == records::DirectionWord::flag ? 1 : 0;
        if (field == "direction") --column.blank;
      }
      if (field == "strength" || field == "weight") {
        const bool word = strength_word(cell.text) > 0;
        ++(word ? column.words : column.others);
        if (word && !column.first_word) column.first_word = Misfit{field, row.number, std::string(trim(cell.text)), 0};
        if (word) continue;
      }
      if (!records::is_typed(head.table, field) || records::fits(head.table, field, Json(std::string(trim(cell.text)))))
        continue;
      if (!column.misfit) column.misfit = Misfit{field, row.number, std::string(trim(cell.text)), 0};
      ++column.misfit->count;
    }
    return true;
  });
  std::vector<std::string_view> fields = head.fields;
  const auto take = [&](std::size_t column) {
    if (!head.decided.contains(column) && fields[column] != "weight") fields[column] = {};
  };
  for (const std::size_t column : typed) {
    // Words say how strong as long as nothing else does.
    if (seen[column].words > 0 && seen[column].others > 0) {
      if (!seen[column].misfit) seen[column].misfit = std::move(seen[column].first_word);
      seen[column].misfit->count += seen[column].words;
    }
    if (!seen[column].misfit) continue;
    take(column);
    // A position has both coordinates or none.
    if (fields[column].empty() && (seen[column].misfit->field == "x" || seen[column].misfit->field == "y"))
      if (const auto other = head.columns.find(seen[column].misfit->field == "x" ? "y" : "x");
          other != head.columns.end())
        take(other->second);
    head.misfits[column] = *std::move(seen[column].misfit);
  }
  if (may_be_direction && !head.decided.contains(kind->second)) {
    const Seen& kinds = seen[kind->second];
    if (kinds.filled > 0 && kinds.directions == kinds.filled) fields[kind->second] = "direction";
  }
  if (direction != head.columns.end()) {
    const Seen& directions = seen[direction->second];
    if (directions.filled > 0 && directions.flags == directions.filled && directions.blank > 0)
      head.blanks[direction->second] = "0";
  }
  head.assign(std::move(fields));
}

void warn_about_misfits(const Head& head, Warnings& warnings) {
  for (const auto& [column, misfit] : head.misfits)
    if (head.field(column).empty())
      warnings.add("columnKeptAsField", head.place(misfit.row, column), {excerpt(misfit.text)});
}

}  // namespace impactweb::tables
