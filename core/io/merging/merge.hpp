// Merging with people in between: which nodes are the same, what would change, and what of that is not wanted.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/io/merging/duplicates.hpp"
#include "core/model/json.hpp"

namespace impactweb {

/// The further field in which a node keeps the other names that it was met under, `a | b`. A name in it is recognised
/// when the same file is opened again.
inline constexpr std::string_view also_known_as = "Also known as";

/// What people decided about a merge.
struct MergeChoices {
  std::map<std::string, std::string> same_in_file;     ///< incoming id → incoming id of the node that stays
  std::map<std::string, std::string> same_in_network;  ///< incoming id → id in the open network
  std::set<std::pair<std::string, std::string>> keep;  ///< id in the open network and field that stays as it is
  bool keep_all = false;                               ///< whatever is filled in in the open network stays
};

/// The choices in a plan, see `import_plan.hpp`:
///
///   "same": [ { "name": "Prov. N-Brabant", "as": "Provincie Noord-Brabant", "in": "network" }, … ],  or "in": "file"
///   "keep": [ { "id": "…", "field": "place" }, … ]  or "mine": nothing that is filled in is replaced
///
/// A node is named by its label, or by its id where several have that label. Refuses names that are not there. A plan
/// that is null or has neither gives no choices.
Result<MergeChoices> merge_choices(const Json& plan, const Network& network, const Network& incoming);

/// How a plan names a node of `network`.
std::string reference_to(const Network& network, const Node& node);

/// `incoming` with the nodes that are the same made one: what is filled in in the one that stays is kept, what it lacks
/// comes from the other, lists are united, and what differs is kept in further fields (`place 2`). The other name goes
/// into `also_known_as`; ties and stories follow.
Network united(Network incoming, const std::map<std::string, std::string>& same);

/// Incoming nodes that merging recognises in `network`, with their ids there: by id, name or another name.
std::map<std::string, std::string> recognised_nodes(const Network& network, const Network& incoming);

/// Those of them that only go by another name in `network`.
std::map<std::string, std::string> recognised_by_other_names(const Network& network, const Network& incoming);

/// As `merge_operations(network, incoming)`, by `choices`. A node that is said to be the same as one of the network
/// keeps the name that it has there.
std::vector<Json> merge_operations(const Network& network, const Network& incoming, const MergeChoices& choices);

/// What operations of a merge would change, in the order of the operations:
///
///   { "nodes": 12, "ties": 30, "stories": 0, "snapshots": 0,   that come new
///     "names": [ "Zet", … ],                                   of the new nodes, the first of them
///     "fields": [ { "of": "node", "id", "name", "field": "place", "before": "Breda", "after": "Tilburg",
///                   "conflict": true }, … ],                   what changes of what is there; `of` is node, edge,
///     "more": 0 }                                              story or network; `more` are not listed
///
/// A conflict is a value that is filled in and would be replaced by another.
Json changes_by(const Network& network, std::span<const Json> operations);

}  // namespace impactweb
