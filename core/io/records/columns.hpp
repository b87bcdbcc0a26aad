// What tables (spreadsheets) and records with free attributes (Kumu) have in common: which header means which field,
// how a value becomes that field, and how an entity becomes a row of headers and values.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/io/warnings.hpp"
#include "core/model/network.hpp"

namespace impactweb::columns {

enum class Table : std::uint8_t { nodes, ties };

/// For each header the field it means, empty for a free one. A field has one column at most: of `Label` and
/// `Organisation` the first is the label and the second free. Fields are paths of `core/model/fields.hpp` and besides
/// them `id`; `from`, `to`, `fromLabel`, `toLabel`, `weight` (ties); `x`, `y`, `needsData`, `offersData` (nodes); and
/// `moreFields`.
std::vector<std::string_view> map_headers(Table table, std::span<const std::string> headers);

/// What the word in a column of sectors or kinds is read as, in the form of `Value::target`; nothing when it is a word
/// of one's own. `looser` also takes words that merely suggest it, for proposals that people see.
std::optional<Json> target_of_sector(std::string_view word, bool looser);
std::optional<Json> target_of_kind(Table table, std::string_view word, bool looser);

/// The table that a row of headers announces: ties when it has both ends, nodes when it has a name or an id.
std::optional<Table> table_of(std::span<const std::string> headers);

/// One value of a row as it came: a text (CSV) or any JSON (Kumu).
struct Value {
  std::string_view field;  ///< as `map_headers` gave it
  std::string header;
  Json value;
  std::string where;
  /// What somebody decided that a word of a sector or kind means, in place of what it would be read as: an object with
  /// one of `sector`, `kind`, `form` (nodes) or `kind`, `direction` (ties), the latter perhaps with `reversed`; an
  /// empty one for a word that is kept as it is. See `ImportPlan`.
  const Json* target = nullptr;
};

/// Sets the fields that `values` name, each repaired where it can be. What does not fit its field becomes a free field
/// under its header, with a warning. Filled-in values only; `label`, `id`, `from` and `to` are not touched.
void read_values(Node& node, std::span<const Value> values, Warnings& warnings);
void read_values(Edge& edge, std::span<const Value> values, Warnings& warnings);

/// One line of text: control characters and line breaks become spaces, the ends are trimmed, too much is cut with a
/// warning.
std::string line_of(const Json& value, const std::string& where, Warnings& warnings);
/// An id as it may stand in a file: a text of 1 to limits::id_bytes bytes without control characters, or empty.
std::string id_of(const Json& value);
/// The parts of a text at its `|`, trimmed, empty ones left out; `\|` stands for the character itself.
std::vector<std::string> split_at_bars(std::string_view text);
/// The opposite: `a | b`.
std::string join_with_bars(std::span<const std::string> parts);

/// An entity as headers and values, in the order of the columns; values that are not filled in are null. Lists are
/// arrays of texts. Free fields follow, in order of name; those that `is_free` refuses are gathered in a last one,
/// `More fields`, as the text of a JSON object.
using Row = std::vector<std::pair<std::string, Json>>;
using IsFree = std::function<bool(std::string_view key, const Json& value)>;
Row row_of(const Network& network, const Node& node, const IsFree& is_free);
Row row_of(const Network& network, const Edge& edge, const IsFree& is_free);

/// The fields that a column of such a table can be, in order, as `map_headers` names them.
std::vector<std::string_view> fields_of(Table table);

/// The headers that every row of a table begins with, in order.
std::vector<std::string> own_headers(Table table);

/// True when a column with this header means a field, if no better one does.
bool is_known_header(Table table, std::string_view key);

/// True when `key` can be the name of a free column beside all own ones: it would not be read as one of them.
bool is_free_header(Table table, std::string_view key);

/// A JSON number that is written exactly as `text`, or nothing: 12 and 0.5, not 007, 1,5 or 1e3.
std::optional<Json> number_as_written(std::string_view text);

}  // namespace impactweb::columns
