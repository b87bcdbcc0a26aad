// Entities as JSON, the shape of files, operations and the replicated document. Strict: for hostile input see io/.
#pragma once

#include <string>
#include <variant>

#include "core/model/issue.hpp"
#include "core/model/network.hpp"

namespace impactweb {

/// An entity or the reason why there is none.
template <class T>
using Result = std::variant<T, Issue>;

/// What is not filled in is left out, except kind and label (node), from, to and kind (edge), which are always written.
Json to_json(const Node& node);
Json to_json(const Edge& edge);
Json to_json(const Story& story);
Json to_json(const Snapshot& snapshot);
Json to_json(const Sector& sector);
/// `{title, description, sectors, nodes, edges, stories, snapshots}` plus the unknown keys; arrays in ascending order
/// of id, without waiting edges. The same network always gives the same JSON.
Json to_json(const Network& network);

/// Strict readers: an unknown key, a wrong type or a value out of range refuses the whole entity. `where` of the issue
/// is the path within the entity. An id must be one by `is_id`. A snapshot is refused when a file with it would be
/// nested too deep to be read again.
Result<Node> node_from_json(const Json& json);
Result<Edge> edge_from_json(const Json& json);
Result<Story> story_from_json(const Json& json);
Result<Snapshot> snapshot_from_json(const Json& json);
Result<Sector> sector_from_json(const Json& json);

}  // namespace impactweb
