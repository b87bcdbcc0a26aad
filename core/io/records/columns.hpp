// What the headers of a table mean: which column is which field.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace impactweb::records {

enum class Table : std::uint8_t { nodes, edges };

/// For each header the field it means, empty for a free one. A field has one column at most: of `Label` and
/// `Organisation` the first is the label and the second free. Fields are paths of `core/model/fields.hpp` and besides
/// them `id`; `from`, `to`, `fromLabel`, `toLabel`, `weight` (edges); `x`, `y`, `needsData`, `offersData` (nodes); and
/// `moreFields`.
std::vector<std::string_view> map_headers(Table table, std::span<const std::string> headers);

/// The table that a row of headers announces: edges when it has both ends, nodes when it has a name or an id.
std::optional<Table> table_of(std::span<const std::string> headers);

/// The fields that a column of such a table can be, in order, as `map_headers` names them.
std::vector<std::string_view> fields_of(Table table);

/// The headers that every row of a table begins with, in order.
std::vector<std::string> own_headers(Table table);

/// True when a column with this header means a field, if no better one does.
bool is_known_header(Table table, std::string_view key);

/// True when `key` can be the name of a free column beside all own ones: it would not be read as one of them.
bool is_free_header(Table table, std::string_view key);

/// The columns in which an entity is written, in order: fields and their headers. `moreFields` is not among them.
std::vector<std::pair<std::string_view, std::string_view>> written_columns(Table table);

}  // namespace impactweb::records
