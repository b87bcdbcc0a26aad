// What people decided about a merge, and how a plan says so.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/model/json.hpp"

namespace impactweb {

/// What people decided about a merge.
struct MergeChoices {
  std::map<std::string, std::string> same_in_file;     ///< incoming id → incoming id of the node that stays
  std::map<std::string, std::string> same_in_network;  ///< incoming id → id in the open network
  std::set<std::pair<std::string, std::string>> keep;  ///< id in the open network and field that stays as it is
  bool keep_all = false;                               ///< whatever is filled in in the open network stays
  std::optional<bool> ids_meant;                       ///< whether ids from elsewhere mean the same on both sides
};

/// The choices in a plan, see `import_plan.hpp`:
///
///   "same": [ { "name": "Prov. N-Brabant", "as": "Provincie Noord-Brabant", "in": "network" }, … ],  or "in": "file"
///   "ids": "same"     ids of the file are those of the network, whatever stands beside them; "apart": they are not
///   "keep": [ { "id": "…", "field": "place" }, … ]  or "mine": nothing that is filled in is replaced
///
/// A node is named by its label, or where several have that label by its id, or by its place among them: `Humanitas
/// #2`. Refuses names that are not there. A plan that is null or has none of these gives no choices.
Result<MergeChoices> merge_choices(const Json& plan, const Network& network, const Network& incoming);

/// How a plan names a node of `network`.
std::string reference_to(const Network& network, const Node& node);

}  // namespace impactweb
