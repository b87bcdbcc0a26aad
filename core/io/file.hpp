// The own file, {"type":"impactweb","version":1,"generator":…,"network":{…}}: reading treats every byte as hostile,
// writing is stable.
#pragma once

#include <string>
#include <string_view>

#include "core/io/warnings.hpp"
#include "core/model/json.hpp"

namespace impactweb {

/// What was read, with everything that had to be repaired to read it.
struct Opened {
  Network network;
  Issues warnings;
};

/// Bytes to JSON. Repairs what can be repaired without guessing at meaning, each with a warning that names line and
/// column: a byte order mark, invalid UTF-8 (U+FFFD takes its place), raw control characters in strings, NaN and
/// Infinity and numbers out of range (become null), a duplicate key (the last one wins). Refuses with a place in the
/// bytes as they came: what is not JSON, is cut off or goes on behind its end, nesting beyond limits::json_depth, more
/// than limits::file_bytes.
Result<Json> json_from_bytes(std::string_view bytes, Warnings& warnings);

/// Reads the own file. Refused: other types, newer versions, a network that is not an object. Repaired and named:
/// duplicate and missing ids, dangling edges, wrong types, values out of range, texts that are too long, too many
/// items. Edges and stories follow ids that had to be repaired.
Result<Opened> open_impactweb(std::string_view bytes);
Result<Opened> open_impactweb_json(const Json& file);

/// The file as an object, and as bytes: UTF-8, keys in a fixed order, two spaces, a line feed at the end.
Json file_from_network(const Network& network);
std::string bytes_from_network(const Network& network);

}  // namespace impactweb
