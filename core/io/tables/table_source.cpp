#include "core/io/tables/table_source.hpp"

#include "core/io/records/columns.hpp"
#include "core/io/tables/column_fit.hpp"
#include "core/io/tables/matrix.hpp"
#include "core/io/tables/name_lists.hpp"
#include "core/io/tables/tied_column.hpp"
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

const std::map<std::string, Json>* decided_answers(const tables::Head& head) {
  return head.meanings == nullptr ? nullptr : head.meanings->decided("answer");
}

/// What is none of one node or one tie a row.
void read_shape(const TableSource& source, RecordBuilder& builder) {
  if (source.shape == tables::Shape::matrix)
    tables::read_matrix(source, decided_answers(source.head), builder);
  else
    tables::read_lists(source, builder);
}

/// Which nodes the rows of tables with columns of names have become, in the order of the tables.
using Respondents = std::vector<std::pair<const TableSource*, tables::RowIds>>;

void read_answers(const Respondents& respondents, tables::KnownNames known, RecordBuilder& builder) {
  if (respondents.empty()) return;
  for (const auto& [id, node] : builder.network().nodes) known.add(node.label);
  for (const auto& [source, ids] : respondents) tables::read_tied(*source, ids, known, builder);
}

Result<Opened> read_sources(TableSources& sources, RecordBuilder& builder, const Progress& progress,
                            const tables::KnownNames& known) {
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
  Respondents respondents;
  builder.expect([&](std::string_view name) { return known.contains(name); });
  std::vector<Membership> memberships;
  // Who is in tables of nodes first, and then who is named in matrices and lists, so that ties find them.
  const auto turn_of = [](const TableSource& source) {
    if (source.shape != tables::Shape::table) return 1;
    return source.head.table == records::Table::nodes ? 0 : 2;
  };
  for (const int turn : {0, 1, 2}) {
    for (const auto& source : sources) {
      if (turn_of(*source) != turn) continue;
      if (auto issue = source->prepare(builder.warnings())) return *issue;
      if (turn == 1) {
        read_shape(*source, builder);
        continue;
      }
      const tables::Rows rows = source->rows();
      tables::warn_about_width(source->head, rows, builder.warnings());
      if (!records::are_own_headers(source->head.table, source->head.headers)) {
        tables::fit_columns(source->head, rows);
        tables::warn_about_misfits(source->head, builder.warnings());
      }
      tables::RowIds rows_of_nodes;
      tables::read_rows(source->head, rows, source->ways, builder, memberships,
                        progress ? std::function<void()>(read) : nullptr, [&](const tables::Row& row) {
                          if (!source->tied.empty() && !builder.latest().empty())
                            rows_of_nodes.emplace(row.number, builder.latest());
                        });
      if (!rows_of_nodes.empty()) respondents.emplace_back(source.get(), std::move(rows_of_nodes));
    }
    for (const Membership& membership : memberships)
      if (!builder.add(membership)) break;
    memberships.clear();
  }
  read_answers(respondents, known, builder);
  builder.expect({});
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
