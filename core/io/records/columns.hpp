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
/// them `id`; `from`, `to`, `fromLabel`, `toLabel`, `weight` (edges); `x`, `y`, `needsData`, `offersData`, `firstName`,
/// `infix`, `lastName` and `organisation`, to which a person belongs (nodes); and `moreFields`. A question (`Wat is je
/// naam?`) means what is asked for.
std::vector<std::string_view> map_headers(Table table, std::span<const std::string> headers);

/// The table that a row of headers announces: edges when it has both ends, nodes when it has a name or an id.
std::optional<Table> table_of(std::span<const std::string> headers);

/// True for the parts of the name of a person and the organisation of one.
bool is_of_person(std::string_view field);

/// True for a header under which organisations stand.
bool is_organisation_header(std::string_view header);

/// True for a header under which names of persons stand.
bool is_name_of_person(std::string_view header);

/// True for a header under which those stand who give money, or who have it from them.
bool is_funder_header(std::string_view header);
bool is_funded_header(std::string_view header);

/// True for a header under which stands what somebody is to somebody else, in words that mean no more than they say.
bool is_role_header(std::string_view header);

/// True when all headers that we write ourselves are there, whatever stands beside them.
bool are_own_headers(Table table, std::span<const std::string> headers);

/// The fields that a column of such a table can be, in order, as `map_headers` names them.
std::vector<std::string_view> fields_of(Table table);

/// The headers that every row of a table begins with, in order.
std::vector<std::string> own_headers(Table table);

/// True when a column with this header means a field, if no better one does.
bool is_known_header(Table table, std::string_view key);

/// Gives headers that are there twice a number: `Naam`, `Naam (2)`. Two of one name would be one field.
void tell_apart(std::vector<std::string>& headers);

/// True when `key` can be the name of a free column beside all own ones: it would not be read as one of them.
bool is_free_header(Table table, std::string_view key);

/// The header of the column of a further field, and back: one that would be read as a field of ours is marked as one's
/// own.
std::string own_field_header(Table table, std::string_view key);
std::string own_field_key(std::string_view header);

/// The columns in which an entity is written, in order: fields and their headers. `moreFields` is not among them.
std::vector<std::pair<std::string_view, std::string_view>> written_columns(Table table);

}  // namespace impactweb::records
