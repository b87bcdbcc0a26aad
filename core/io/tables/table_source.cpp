#include "core/io/tables/table_source.hpp"

#include "core/io/records/columns.hpp"
#include "core/io/tables/column_fit.hpp"
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

}  // namespace

Result<Opened> read_sources(TableSources& sources, RecordBuilder& builder, const Progress& progress) {
  std::erase_if(sources, [](const auto& source) { return source->left_out; });
  std::size_t total = 0, done = 0;
  if (progress)
    for (const auto& source : sources) total += count_rows(*source);
  const auto read = [&] {
    if (++done % rows_between_reports == 0) progress(done, total);
  };
  std::vector<Membership> memberships;
  for (const records::Table kind : {records::Table::nodes, records::Table::edges}) {
    for (const auto& source : sources) {
      if (source->head.table != kind) continue;
      if (auto issue = source->prepare(builder.warnings())) return *issue;
      const tables::Rows rows = source->rows();
      tables::warn_about_width(source->head, rows, builder.warnings());
      if (!records::are_own_headers(source->head.table, source->head.headers)) {
        tables::fit_columns(source->head, rows);
        tables::warn_about_misfits(source->head, builder.warnings());
      }
      tables::read_rows(source->head, rows, builder, memberships, progress ? std::function<void()>(read) : nullptr);
    }
    for (const Membership& membership : memberships)
      if (!builder.add(membership)) break;
    memberships.clear();
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
