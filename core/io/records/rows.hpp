// Nodes and edges as rows of a table.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb::records {

/// An entity as headers and values, in the order of the columns; values that are not filled in are null. Lists are
/// arrays of texts. Free fields follow, in order of name; those that `is_free` refuses are gathered in a last one,
/// `More fields`, as the text of a JSON object.
using Row = std::vector<std::pair<std::string, Json>>;
using IsFree = std::function<bool(std::string_view key, const Json& value)>;
Row row_of(const Network& network, const Node& node, const IsFree& is_free);
Row row_of(const Network& network, const Edge& edge, const IsFree& is_free);

}  // namespace impactweb::records
