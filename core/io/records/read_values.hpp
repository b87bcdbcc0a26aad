// The values of a row become the fields of a node or an edge.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/io/place.hpp"
#include "core/io/records/columns.hpp"
#include "core/io/warnings.hpp"
#include "core/model/network.hpp"

namespace impactweb::records {

/// What the word in a column of sectors or kinds is read as, in the form of `Value::target`; nothing when it is a word
/// of one's own. `looser` also takes words that merely suggest it, for proposals that people see.
std::optional<Json> target_of_sector(std::string_view word, bool looser);
std::optional<Json> target_of_kind(Table table, std::string_view word, bool looser);

/// One value of a row as it came: a text (CSV) or any JSON (Kumu).
struct Value {
  std::string_view field;  ///< as `map_headers` gave it
  std::string header;
  Json value;
  Place where;
  /// What somebody decided that a word of a sector or kind means, in place of what it would be read as: an object with
  /// one of `sector`, `kind`, `form` (nodes) or `kind`, `direction` (edges), the latter perhaps with `reversed`; an
  /// empty one for a word that is kept as it is. See `ImportPlan`.
  const Json* target = nullptr;
};

/// True for a field whose values are of a kind: ratings, amounts, dates, yes or no, words of a short list.
bool is_typed(Table table, std::string_view field);
/// Whether a filled-in value fits such a field, or says that there is none (`-`, `n.v.t.`).
bool fits(Table table, std::string_view field, const Json& value);

/// What a word says of a direction: one of its words, yes or no, or nothing.
enum class DirectionWord : std::uint8_t { none, direction, flag };
DirectionWord direction_word(std::string_view word);

/// In place of the field `weight`: the values are no strengths, and stay a free field.
inline constexpr std::string_view weight_of_its_own = "weightOfItsOwn";

/// Sets the fields that the values of `row` name, each repaired where it can be. What does not fit its field becomes a
/// free field under its header, with a warning. Filled-in values only; `label`, `id`, `from` and `to` are not touched.
void read_values(Node& node, std::span<const Value> row, Warnings& warnings);
/// `directed`: the edge has its direction, which a kind such as `mutual` does not change.
void read_values(Edge& edge, std::span<const Value> row, Warnings& warnings, bool directed = false);

}  // namespace impactweb::records
