#include "core/io/tables/mixed_rows.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/io/records/columns.hpp"
#include "core/text/text.hpp"

namespace impactweb::tables {

namespace {

constexpr std::size_t most_words = 12;

bool is_tie_word(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {
      "edge",         "edges",      "tie",       "ties",       "link",         "links",      "relation",    "relations",
      "relationship", "relatie",    "relaties",  "verbinding", "verbindingen", "connection", "connections", "kante",
      "kanten",       "lien",       "liens",     "arc",        "arcs",         "relacion",   "arista",      "aristas",
      "enlace",       "verbindung", "beziehung", "lijn",       "koppeling",    "e"};
  return words.contains(fold(trim(word)));
}

bool is_node_word(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {
      "node",  "nodes", "knoop",  "knopen",  "vertex",      "vertices",     "element",      "elements",   "knoten",
      "noeud", "nodo",  "nodos",  "actor",   "actors",      "partij",       "entity",       "n",          "v",
      "punt",  "point", "person", "persoon", "organisatie", "organisation", "organization", "initiatief", "initiative",
      "item"};
  return words.contains(fold(trim(word)));
}

/// A word that says of a node nothing but that it is one.
bool is_plain_node_word(std::string_view word) {
  static const std::set<std::string, std::less<>> words = {
      "node",  "nodes", "knoop", "knopen", "vertex", "vertices", "element", "elements", "knoten",
      "noeud", "nodo",  "nodos", "n",      "v",      "punt",     "point",   "item",     "entity"};
  return words.contains(fold(trim(word)));
}

std::string_view text_at_column(const Row& row, std::size_t column) {
  for (const Cell& cell : row.cells)
    if (cell.column == column) return trim(cell.text);
  return {};
}

/// What the parts of a table share.
struct Whole {
  std::unique_ptr<TableSource> source;
  std::function<bool(const Row&)> is_tie;
  bool prepared = false;
};

class PartOfRows final : public TableSource {
 public:
  PartOfRows(std::shared_ptr<Whole> whole, bool ties) : whole_(std::move(whole)), ties_(ties) {
    const TableSource& from = *whole_->source;
    file = from.file;
    sheet = from.sheet;
    prefix = from.prefix;
    first_row = from.first_row;
    part = ties ? "ties" : "nodes";
  }

  [[nodiscard]] Rows rows() const override {
    const Rows all = whole_->source->rows();
    const std::shared_ptr<Whole> whole = whole_;
    const bool ties = ties_;
    const std::size_t header = head.row;
    return [all, whole, ties, header](const std::function<bool(const Row&)>& use) {
      all([&](const Row& row) { return row.number > header && whole->is_tie(row) != ties ? true : use(row); });
    };
  }

  std::optional<Issue> prepare(Warnings& warnings) override {
    if (std::exchange(whole_->prepared, true)) return std::nullopt;
    whole_->source->head = head;
    return whole_->source->prepare(warnings);
  }

  [[nodiscard]] bool is_own() const override { return false; }

 private:
  std::shared_ptr<Whole> whole_;
  bool ties_;
};

/// How rows with ties are told from those with nodes; nothing when all are of one sort.
std::function<bool(const Row&)> sorts_of(const TableSource& source) {
  const Head& head = source.head;
  const auto edges = records::map_headers(records::Table::edges, head.headers);
  const auto nodes = records::map_headers(records::Table::nodes, head.headers);
  const auto column_of = [](const std::vector<std::string_view>& fields, std::string_view field) {
    const auto found = std::find(fields.begin(), fields.end(), field);
    return found == fields.end() ? std::nullopt
                                 : std::optional<std::size_t>(static_cast<std::size_t>(found - fields.begin()));
  };
  const auto from = column_of(edges, "from"), to = column_of(edges, "to");
  if (!from || !to) return {};
  // A column that says of each row which it is.
  std::map<std::size_t, std::map<std::string, std::size_t>> words;
  std::size_t rows = 0, both = 0, neither = 0, named = 0;
  const auto name = column_of(nodes, "label"), id = column_of(nodes, "id");
  const auto names_node = [&](const Row& row) {
    return (name && *name != *from && *name != *to && !text_at_column(row, *name).empty()) ||
           (id && *id != *from && *id != *to && !text_at_column(row, *id).empty());
  };
  source.rows()([&](const Row& row) {
    if (row.number <= head.row || is_blank(row)) return true;
    ++rows;
    for (const Cell& cell : row.cells)
      if (auto& found = words[cell.column]; !trim(cell.text).empty() && found.size() <= most_words)
        ++found[fold(trim(cell.text))];
    const bool begins = !text_at_column(row, *from).empty(), ends = !text_at_column(row, *to).empty();
    both += begins && ends ? 1 : 0;
    neither += !begins && !ends ? 1 : 0;
    named += !begins && !ends && names_node(row) ? 1 : 0;
    return true;
  });
  for (const auto& [column, found] : words) {
    if (found.size() > most_words || column == *from || column == *to) continue;
    std::size_t ties = 0, others = 0;
    for (const auto& [word, count] : found) {
      if (is_tie_word(word)) ties += count;
      if (is_node_word(word)) others += count;
    }
    if (ties > 0 && others > 0 && ties == both)
      return [column = column](const Row& row) { return is_tie_word(text_at_column(row, column)); };
  }
  if (both == 0 || named == 0 || both + neither < rows || 2 * named < neither) return {};
  return [from = *from, to = *to](const Row& row) {
    return !text_at_column(row, from).empty() && !text_at_column(row, to).empty();
  };
}

}  // namespace

void split_mixed(TableSources& sources, const std::function<bool(TableSource&)>& is_whole) {
  TableSources all;
  for (std::unique_ptr<TableSource>& source : sources) {
    auto is_tie = source->trouble || source->head.row == 0 || is_whole(*source) ? nullptr : sorts_of(*source);
    if (!is_tie) {
      all.push_back(std::move(source));
      continue;
    }
    const Head head = source->head;
    const auto whole = std::make_shared<Whole>(Whole{std::move(source), std::move(is_tie)});
    for (const bool ties : {false, true}) {
      auto part = std::make_unique<PartOfRows>(whole, ties);
      part->head = head;
      part->head.table = ties ? records::Table::edges : records::Table::nodes;
      // What only the others fill in is nothing here, and what says that a row is a node or a tie says no more.
      std::map<std::size_t, bool> says_sort;
      part->rows()([&](const Row& row) {
        for (const Cell& cell : row.cells)
          if (row.number > head.row && !trim(cell.text).empty()) {
            const bool sort = ties ? is_tie_word(cell.text) : is_plain_node_word(cell.text);
            const auto [place, first] = says_sort.try_emplace(cell.column, sort);
            place->second = place->second && sort;
          }
        return true;
      });
      std::vector<std::string> headers = head.headers;
      for (std::size_t column = 0; column < headers.size(); ++column)
        if (const auto found = says_sort.find(column); found == says_sort.end() || found->second)
          headers[column].clear();
      std::vector<std::string_view> fields = records::map_headers(part->head.table, headers);
      for (std::size_t column = 0; column < headers.size(); ++column)
        if (headers[column].empty()) fields[column] = left_out;
      part->head.assign(std::move(fields));
      all.push_back(std::move(part));
    }
  }
  sources = std::move(all);
}

}  // namespace impactweb::tables
