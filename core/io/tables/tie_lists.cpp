#include "core/io/tables/tie_lists.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/io/records/columns.hpp"
#include "core/io/tables/answers.hpp"
#include "core/io/tables/name_cells.hpp"
#include "core/io/tables/tied_column.hpp"
#include "core/io/tables/what_words.hpp"
#include "core/text/name_words.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

using Names = std::set<std::string, std::less<>>;

constexpr std::size_t rows_to_guess_by = 500;

struct End {
  enum class Part : std::uint8_t { any, funder, umbrella, partner, asked, named, name };
  std::size_t column = 0;
  std::string_view what;
  Part part = Part::any;
};

bool is_one_of(std::string_view folded, const Names& words) { return words.contains(folded); }

/// What stands below a header when it is nothing but a word for it.
std::optional<End> end_of(std::string_view header, std::size_t column) {
  static const Names umbrellas = {
      "koepel",      "koepelorganisatie",   "moederorganisatie",   "umbrella",
      "dachverband", "parent organisation", "parent organization", "overkoepelende organisatie"};
  static const Names partners = {"partner", "samenwerkingspartner", "partnerorganisatie", "partenaire", "socio"};
  static const Names who = {"wie", "who", "wer", "qui", "quien"};
  static const Names whom = {"met wie", "with whom", "whom", "mit wem", "avec qui", "con quien", "aan wie", "to whom"};
  const std::string folded = fold(trim(header));
  if (records::is_funder_header(header)) return End{column, "actor", End::Part::funder};
  if (records::is_funded_header(header)) return End{column, "actor", End::Part::any};
  if (is_one_of(folded, umbrellas)) return End{column, "organisation", End::Part::umbrella};
  if (is_one_of(folded, partners)) return End{column, "actor", End::Part::partner};
  if (is_one_of(folded, who)) return End{column, "", End::Part::any};
  if (is_one_of(folded, whom)) return End{column, "", End::Part::asked};
  if (folded.starts_with("lid") && what_is_headed(folded.substr(3)) == "organisation")
    return End{column, "organisation", End::Part::any};
  if (records::is_organisation_header(header)) return End{column, "organisation", End::Part::named};
  if (const std::string_view what = what_is_headed(header); !what.empty()) return End{column, what, End::Part::any};
  return std::nullopt;
}

/// Whether a column tells of somebody, whatever ties they have.
bool tells_of_node(std::string_view header, std::string_view node_field) {
  static const Names fields = {"place", "sector", "needs", "offers", "motivation", "energy",   "tags",
                               "stage", "form",   "x",     "y",      "firstName",  "lastName", "description"};
  static const Names words = {"email",     "e-mail",         "e-mailadres", "emailadres",     "mail",
                              "telefoon",  "telefoonnummer", "tel",         "phone",          "mobiel",
                              "mobile",    "website",        "url",         "adres",          "address",
                              "functie",   "function",       "postcode",    "contactpersoon", "telefon",
                              "telephone", "courriel",       "web",         "straat"};
  return fields.contains(node_field) || words.contains(fold(trim(header)));
}

std::string_view text_at_column(const Row& row, std::size_t column) {
  for (const Cell& cell : row.cells)
    if (cell.column == column) return trim(cell.text);
  return {};
}

bool is_organisation(std::string_view name) {
  const NameWords words = name_words(name);
  return !words.form.empty() || !words.authority.empty();
}

/// How often each end comes, and whether names stand there.
struct Seen {
  std::size_t rows = 0, names = 0, cells = 0;
  Names first, second;
  std::set<std::pair<std::string, std::string>> pairs;
  bool organisations = false;  ///< some of the first are
};

Seen seen_in(const TableSource& source, std::size_t header, const End& a, const End& b) {
  Seen seen;
  source.rows()([&](const Row& row) {
    if (row.number <= header || is_blank(row)) return true;
    const std::string_view first = text_at_column(row, a.column), second = text_at_column(row, b.column);
    if (first.empty() || second.empty()) return true;
    ++seen.rows;
    for (const std::string_view text : {first, second}) {
      ++seen.cells;
      seen.names += may_be_name(text) && !is_answer_word(text) ? 1 : 0;
    }
    seen.organisations = seen.organisations || is_organisation(first);
    seen.first.insert(fold(first));
    seen.second.insert(fold(second));
    seen.pairs.emplace(fold(first), fold(second));
    return seen.rows < rows_to_guess_by;
  });
  return seen;
}

bool is_actor(std::string_view what) {
  return what.empty() || what == "actor" || what == "person" || what == "organisation" || what == "group";
}

std::string kind_between(const End& from, const End& to) {
  if (from.part == End::Part::funder) return "funds";
  if (to.part == End::Part::partner) return "worksWith";
  if (to.part == End::Part::umbrella) return "partOf";
  if (to.what == "initiative") return "takesPartIn";
  if (to.what == "challenge") return "contributesTo";
  if (to.what == "vision") return "supports";
  const bool belongs = (to.what == "organisation" || to.what == "group") && from.what != to.what;
  return belongs ? "partOf" : "";
}

}  // namespace

void name_kind_of_ties(TableSource& source) {
  const auto& columns = source.head.columns;
  const auto from = columns.find("from"), to = columns.find("to");
  if (from == columns.end() || to == columns.end()) return;
  const auto first = end_of(source.head.header(from->second), from->second);
  const auto second = end_of(source.head.header(to->second), to->second);
  if (first && second && (first->what != second->what || first->part != second->part))
    source.ways.kind = kind_between(*first, *second);
}

bool guess_tie_list(TableSource& source, const std::function<void(TableSource&, std::size_t header)>& take_ties) {
  const bool nodes = !source.trouble && source.head.table == records::Table::nodes && source.head.row > 0;
  if (source.left_out || source.shape != Shape::table || !source.part.empty() || (!nodes && !source.trouble))
    return false;
  const std::size_t header = nodes ? source.head.row : first_full_row(source.rows());
  std::vector<std::string> headers;
  source.rows()([&](const Row& row) {
    if (row.number == header) headers = headers_in(row);
    return row.number < header;
  });
  std::vector<End> ends;
  const auto node_fields = records::map_headers(records::Table::nodes, headers);
  const auto edge_fields = records::map_headers(records::Table::edges, headers);
  std::size_t others = 0, strong = 0, weak = 0;
  for (std::size_t column = 0; column < headers.size(); ++column) {
    if (headers[column].empty()) continue;
    const std::string folded = fold(headers[column]);
    const bool is_name = folded == "naam" || folded == "name" || folded == "nom" || folded == "nombre";
    if (folded == "label" || folded == "titel" || folded == "title" || (is_name && column > 0)) return false;
    if (is_name || (!ends.empty() && ends[0].part == End::Part::name && asks_for_ties(headers[column]))) {
      ends.push_back({column, "", is_name ? End::Part::name : End::Part::asked});
      continue;
    }
    const auto end = node_fields[column] == "place" ? std::nullopt : end_of(headers[column], column);
    const std::string_view edge = edge_fields[column];
    if (end) {
      ends.push_back(*end);
      continue;
    }
    ++others;
    if (tells_of_node(headers[column], node_fields[column])) return false;
    const bool plain_type =
        folded == "type" || folded == "soort" || folded == "kind" || folded == "typ" || folded == "tipo";
    strong += edge == "strength" || edge == "weight" || edge == "trust" || (edge == "kind" && !plain_type) ? 1 : 0;
    weak += edge == "since" || edge == "until" || edge == "amount" || edge == "status" ? 1 : 0;
  }
  // Beside how strong the ties of two parties are, a third column says what they are about.
  if (ends.size() == 3 && strong > 0) {
    const auto about = std::find_if(ends.begin(), ends.end(), [](const End& end) { return !is_actor(end.what); });
    if (about != ends.end()) ends.erase(about);
  }
  if (ends.size() != 2) return false;
  End from = ends[0], to = ends[1];
  using Part = End::Part;
  const bool pair = from.part != to.part && (to.part != Part::named || from.what != to.what);
  if (from.what == to.what && !pair) return false;
  if ((from.part == Part::asked) != (to.part == Part::asked) && !from.what.empty() && !to.what.empty()) return false;
  const Seen seen = seen_in(source, header, from, to);
  // `Naam` is where a list begins, unless it comes again and again beside those that it has to do with.
  if (from.part == Part::name && (to.part != Part::asked || seen.first.size() == seen.rows)) return false;
  if (seen.rows < 2 || 10 * seen.names < 8 * seen.cells) return false;
  const bool again = seen.first.size() < seen.rows && 10 * seen.pairs.size() > 9 * seen.rows;
  const bool funds = from.part == Part::funder || to.part == Part::funder;
  const bool initiatives = !is_actor(from.what) || !is_actor(to.what);
  // Persons with an organisation beside them are a list of persons, and answers one of who answers.
  const bool listed = (nodes && source.head.columns.contains("organisation")) || to.part == Part::asked;
  if (!again && strong == 0 && !(weak > 0 && (funds || !initiatives)) && (others > 0 || listed)) return false;
  if (!is_actor(from.what) && is_actor(to.what)) std::swap(from, to);
  if (to.part == Part::funder) std::swap(from, to);
  if (to.what == "person" && from.what == "organisation") std::swap(from, to);
  take_ties(source, header);
  std::vector<std::string_view> fields = source.head.fields;
  fields.resize(std::max({fields.size(), from.column + 1, to.column + 1}));
  for (std::string_view& field : fields)
    if (field == "from" || field == "to" || field == "fromLabel" || field == "toLabel") field = {};
  fields[from.column] = "from";
  fields[to.column] = "to";
  source.head.assign(std::move(fields));
  const auto sort_of = [&](const End& end) {
    const bool unsure = end.what == "actor" || (end.what == "person" && seen.organisations);
    return unsure ? std::string() : std::string(end.what);
  };
  source.ways = {sort_of(from), sort_of(to), kind_between(from, to), false, false};
  return true;
}

}  // namespace impactweb::tables
