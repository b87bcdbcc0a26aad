#include "core/io/tables/table_source.hpp"

#include "core/io/records/cell_numbers.hpp"
#include "core/io/records/columns.hpp"
#include "core/text/text.hpp"

#include <algorithm>

namespace impactweb {

namespace {

constexpr std::size_t rows_between_reports = 500;

std::size_t count_rows(const TableSource& source) {
  std::size_t count = 0;
  source.rows()([&](const tables::Row& row) {
    if (row.number > source.head.row && !tables::is_blank(row)) ++count;
    return true;
  });
  return count;
}

/// A column of weights is one thing: strengths when each is one, and a field of its own otherwise. Read cell by cell,
/// a tie of 5 would be as strong as can be, and one of 31 have no strength.
void decide_about_weights(tables::Head& head, const tables::Rows& rows) {
  const auto weight = head.columns.find("weight");
  if (head.table != records::Table::edges || weight == head.columns.end()) return;
  const std::size_t column = weight->second;
  bool strengths = true;
  rows([&](const tables::Row& row) {
    if (row.number <= head.row) return true;
    for (const tables::Cell& cell : row.cells)
      if (cell.column == column && !trim(cell.text).empty())
        strengths = strengths && records::whole_number_of(Json(cell.text), 5).has_value();
    return strengths;
  });
  if (strengths) return;
  std::vector<std::string_view> fields = head.fields;
  fields[column] = records::weight_of_its_own;
  head.assign(std::move(fields));
}

}  // namespace

Result<Opened> read_sources(TableSources& sources, RecordBuilder& builder, const Progress& progress) {
  for (const auto& source : sources) {
    if (builder.network().title.empty()) builder.network().title = source->network_title;
    if (builder.network().description.empty()) builder.network().description = source->network_description;
  }
  std::erase_if(sources, [](const auto& source) { return source->left_out; });
  std::size_t total = 0, done = 0;
  if (progress)
    for (const auto& source : sources) total += count_rows(*source);
  const auto read = [&] {
    if (++done % rows_between_reports == 0) progress(done, total);
  };
  for (const records::Table kind : {records::Table::nodes, records::Table::edges})
    for (const auto& source : sources) {
      if (source->head.table != kind) continue;
      if (auto issue = source->prepare(builder.warnings())) return *issue;
      const tables::Rows rows = source->rows();
      tables::warn_about_width(source->head, rows, builder.warnings());
      decide_about_weights(source->head, rows);
      tables::read_rows(source->head, rows, builder, progress ? std::function<void()>(read) : nullptr);
    }
  if (progress) progress(done, total);
  if (builder.empty()) {
    if (sources.empty()) return Issue{"planEmpty", "", {}};
    const tables::Head& head = sources[0]->head;
    Issue issue{"tableEmpty", head.row_place(std::max<std::size_t>(head.row, 1)), {joined(head.headers, 150)}};
    // A header alone is of no use, unless it is what we wrote of an empty network ourselves.
    if (!std::all_of(sources.begin(), sources.end(), [](const auto& source) { return source->is_own(); })) return issue;
    builder.warnings().add(issue.code.c_str(), issue.where, issue.params);
  }
  return builder.take();
}

}  // namespace impactweb
