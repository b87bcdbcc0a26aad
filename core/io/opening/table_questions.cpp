#include "core/io/opening/table_questions.hpp"

#include <algorithm>
#include <utility>

#include "core/io/records/columns.hpp"
#include "core/text/text.hpp"

namespace impactweb {

namespace {

/// What a column becomes, as a plan says it.
std::string target_of(const tables::Head& head, std::size_t column) {
  const std::string_view field = head.field(column);
  return field.empty() ? "fields" : field == tables::left_out ? "" : std::string(field);
}

void ask_about_organisations(const tables::Head& head, Json& questions) {
  if (head.table != records::Table::nodes || (!head.columns.contains("label") && !head.has_names_in_parts())) return;
  for (std::size_t column = 0; column < std::max(head.headers.size(), head.fields.size()); ++column) {
    const std::string_view field = head.field(column);
    const bool is_tie = field == "organisation";
    if (!is_tie && (!field.empty() || head.columns.contains("organisation") ||
                    !records::is_organisation_header(head.header(column))))
      continue;
    questions.push_back({{"ask", "organisation"},
                         {"column", column},
                         {"answers", is_tie || head.has_names_in_parts() ? Json{"organisation", "fields"}
                                                                         : Json{"fields", "organisation"}},
                         {"answer", target_of(head, column)}});
    return;
  }
}

}  // namespace

void TotalsSeen::look_at(const tables::Head& head, const tables::Row& row) {
  const bool edges = head.table == records::Table::edges;
  const tables::Cell* named = nullptr;
  for (const tables::Cell& cell : row.cells) {
    const std::string_view field = head.field(cell.column);
    const bool names = edges ? field == "from" || field == "to" || field == "fromLabel" || field == "toLabel"
                             : field == "label" || field == "firstName" || field == "lastName";
    if (names && is_name_of_total(cell.text)) named = &cell;
  }
  if (named == nullptr) return;
  tables::Head doubtful = head;
  doubtful.keep_totals = false;
  const bool total =
      edges ? tables::edge_record(doubtful, row).is_total() : tables::node_record(doubtful, row).is_total();
  std::string text(trim(named->text));
  if (!total || count++ > 0) return;
  name = std::move(text);
  where = head.row_place(row.number);
}

Json questions_about(const tables::Head& head, const TotalsSeen& totals) {
  constexpr std::size_t shown_characters = 60;
  Json questions = Json::array();
  ask_about_organisations(head, questions);
  for (const auto& [column, misfit] : head.misfits) {
    if (head.field(column) == tables::left_out) continue;
    questions.push_back(
        {{"ask", "misfit"},
         {"column", column},
         {"field", std::string(misfit.field)},
         {"where", head.place(misfit.row, column)},
         {"text", std::string(first_characters(misfit.text, shown_characters))},
         {"count", misfit.count},
         {"answers", misfit.field == "weight" ? Json{"weight", "strength"} : Json{"fields", std::string(misfit.field)}},
         {"answer", target_of(head, column)}});
  }
  if (totals.count > 0)
    questions.push_back({{"ask", "totals"},
                         {"where", totals.where},
                         {"text", std::string(first_characters(totals.name, shown_characters))},
                         {"count", totals.count},
                         {"answers", {"leaveOut", "keep"}},
                         {"answer", head.keep_totals ? "keep" : "leaveOut"}});
  return questions;
}

}  // namespace impactweb
