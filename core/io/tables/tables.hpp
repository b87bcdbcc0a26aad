// Tables of nodes and of edges, wherever their rows come from: finding the header, turning rows into records, and the
// way back. Text tables (CSV) and sheets of a workbook share it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/place.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/records/record_builder.hpp"
#include "core/io/records/rows.hpp"
#include "core/io/tables/shapes.hpp"

namespace impactweb::tables {

struct Cell {
  enum class Kind : std::uint8_t {
    written,  ///< typed as text: an apostrophe may guard it, and in a free column it may be a number
    text,
    number,   ///< as JSON writes it
    boolean,  ///< `true` or `false`
  };
  std::size_t column = 0;  ///< from 0
  std::string text;
  Kind kind = Kind::written;
};

struct Row {
  std::size_t number = 0;   ///< as a spreadsheet program counts, from 1
  std::vector<Cell> cells;  ///< in the order of their columns; empty ones may be left out
};

/// Gives the rows of a table from its first one, until `use` returns false. May be called several times.
using Rows = std::function<void(const std::function<bool(const Row&)>& use)>;

/// In place of a field: the column is left out.
inline constexpr std::string_view left_out = "-";

/// What the words in columns of these fields mean, by the word folded; see `records::Value::target`.
using Targets = std::map<std::string_view, std::map<std::string, Json>>;

/// Ids that only hold within a table, and what makes them unlike those of others.
struct IdScope {
  std::string prefix;
  std::shared_ptr<const std::set<std::string, std::less<>>> ids;

  /// `text`, with the prefix when it is one of the ids.
  [[nodiscard]] std::string id_of(std::string text) const;
};

/// What words mean: as somebody decided, or else as far as one can guess.
class Meanings {
 public:
  Meanings() = default;
  /// `looser`: words that merely suggest something count as well.
  Meanings(records::Table table, Targets decided, bool looser)
      : table_(table), looser_(looser), targets_(std::move(decided)) {}

  /// Of a word in a column of `field`; nullptr where words of the field need none, or where nothing is decided and
  /// words are read as they plainly are.
  const Json* of(std::string_view field, std::string_view word);
  /// What somebody decided about the words of a list that is no field, by the word folded; nullptr for nothing.
  [[nodiscard]] const std::map<std::string, Json>* decided(std::string_view list) const;
  /// The sectors that words were found to mean.
  [[nodiscard]] std::set<std::string> sectors() const;

 private:
  records::Table table_ = records::Table::nodes;
  bool looser_ = false;
  Targets targets_;
};

/// The list of meanings that the words of a field belong to; empty for fields whose words need none.
std::string_view list_of(records::Table table, std::string_view field);

/// What a word in a column of `field` is read as where nothing is decided or guessed.
Json plain_meaning(records::Table table, std::string_view field, std::string_view word);

/// A value that does not fit the field that its column would be.
struct Misfit {
  std::string_view field;
  std::size_t row = 0;
  std::string text;
  std::size_t count = 0;  ///< of all such values in the column
};

/// The header of a table, and how its places are named.
struct Head {
  std::string prefix;  ///< what stands before a place, such as `ties.csv, `
  records::Table table = records::Table::nodes;
  std::vector<std::string> headers;
  std::vector<std::string_view> fields;  ///< as `records::map_headers` gives them, or `left_out`
  std::map<std::string_view, std::size_t, std::less<>> columns;  ///< of the fields
  std::size_t row = 0;                                           ///< 0 when the table has none
  std::shared_ptr<Meanings> meanings;                            ///< or none: only what words plainly say
  std::set<std::size_t> decided;                                 ///< columns about which somebody decided
  std::map<std::size_t, Misfit> misfits;                         ///< by column, see `fit_columns`
  std::map<std::size_t, std::string> blanks;                     ///< what an empty cell of a column stands for
  bool decimal_comma = false;                                    ///< numbers are written as `1.234,5`
  bool keep_totals = false;                                      ///< somebody said that sums are none
  std::string are;           ///< what its nodes are that do not say so: a kind of node, a form, or empty
  IdScope ids;               ///< of its nodes
  IdScope from_ids, to_ids;  ///< of the nodes that its ties begin and end at

  /// True when names are put together from their parts.
  [[nodiscard]] bool has_names_in_parts() const;
  /// True when its nodes are persons, by columns that only persons have.
  [[nodiscard]] bool is_of_persons() const;
  /// What nodes are that do not say so: `are`, or else persons; empty when nothing says it.
  [[nodiscard]] std::string_view nodes_are() const;

  /// Takes `fields`, one for each column.
  void assign(std::vector<std::string_view> new_fields);

  /// `row 7`
  [[nodiscard]] Place row_place(std::size_t number) const;
  /// `row 7, column "Van"`, or `row 7, column 3` where the column has no name.
  [[nodiscard]] Place place(std::size_t number, std::size_t column) const;
  /// The words of both; the column may be `no_column`.
  [[nodiscard]] std::string words_at(std::size_t number, std::size_t column) const;
  static constexpr std::size_t no_column = std::string::npos;
  [[nodiscard]] std::string header(std::size_t column) const;
  [[nodiscard]] std::string_view field(std::size_t column) const;
};

bool is_blank(const Row& row);

/// The texts of a row as headers: trimmed, one line each, short enough to name a field.
std::vector<std::string> headers_in(const Row& row);

/// What a row announces if it is a header: the table that `records::table_of` sees in it.
std::optional<Head> head_of(const Row& row, const std::string& prefix);

/// Finds the header: the first row that is recognised as one, above which a few lines may stand, such as a title, prose
/// or a row with names of groups of columns.
/// Refuses with `fileEmpty` when there is no row at all, else with `headerUnknown`.
Result<Head> find_head(const Rows& rows, const std::string& prefix, Warnings& warnings);

/// Names cells beyond the header, once for a table.
void warn_about_width(const Head& head, const Rows& rows, Warnings& warnings);

/// What the node in a row is called, also where its name stands in parts; empty when it has no name.
std::string name_in(const Head& head, const Row& row);

/// The rows of a table of nodes and of ties as records.
NodeRecord node_record(const Head& head, const Row& row);
EdgeRecord edge_record(const Head& head, const Row& row, const TieWays& ways = {});

/// The first row that has at least half as many cells as any of the first ones: above it is a title or prose.
std::size_t first_full_row(const Rows& rows);

/// Adds the rows below the header to `builder`, until there is no more room; a note below the table is left out, and
/// several names in an end make several ties. `ways`: what ends are and what kind ties have that do not say so. `read`
/// is told of each row. `added` is told of each behind that. What persons belong to goes to `memberships`, to be added
/// once all nodes are there.
void read_rows(const Head& head, const Rows& rows, const TieWays& ways, RecordBuilder& builder,
               std::vector<Membership>& memberships, const std::function<void()>& read = {},
               const std::function<void(const Row&)>& added = {});

/// `1.234,5` as a number: groups of thousands behind points, and a comma before what is less than one.
std::optional<Json> number_with_comma(std::string_view text);

/// A cell of kind `written` that holds `text` and nothing else: guarded by an apostrophe where it would be read as
/// something else or run as a formula.
std::string guarded(const std::string& text, bool free_column);

/// True when a further field of this name and value can be a column of its own that is read back as it is, if numbers
/// have to be as `is_number` says.
bool is_free_column(std::string_view key, const Json& value, bool (*is_number)(const Json&));

/// The value of a further field as it stands in its cell: a list of texts as `a | b`, other lists and objects as JSON,
/// numbers, yes and no as they are. A text that would be read as one of these is guarded by an apostrophe.
Json free_cell(std::string_view key, const Json& value);

/// A network's nodes or edges as a table: every row has the own headers first, then free ones in order of name.
struct Grid {
  std::vector<std::string> headers;
  std::size_t own = 0;  ///< how many of the headers every table has
  std::vector<records::Row> rows;

  /// The values of a row under `headers`, nullptr where there is none.
  [[nodiscard]] std::vector<const Json*> cells(std::size_t row) const;

 private:
  friend Grid grid_of(records::Table table, const Network& network, const records::IsFree& is_free);
  std::map<std::string, std::size_t, std::less<>> column_of_;
};
Grid grid_of(records::Table table, const Network& network, const records::IsFree& is_free);

}  // namespace impactweb::tables
