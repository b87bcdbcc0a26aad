// Applying one operation to a network: validated whole, applied whole or not at all, with its inverse.
#pragma once

#include <vector>

#include "core/model/issue.hpp"
#include "core/model/json.hpp"
#include "core/model/network.hpp"
#include "core/operation/ties.hpp"

namespace impactweb {

/// Where an operation comes from. A remote one has been accepted elsewhere: it is applied leniently, so that every
/// replica comes to the same network. There addNode, addEdge … on an id that exists replace the entity (ties stay), an
/// edge whose end is missing waits, an edge that loses its end to removeNodes waits too, and what names a missing
/// entity does nothing.
enum class Origin : std::uint8_t { local, remote };

/// What an accepted operation did.
struct Effect {
  /// The operation as it was applied: ids that were left out are filled in, removals name the edges that went along
  /// (`{"op":"removeNodes","ids":[…],"edges":[…]}`, waiting ones included). Applying `applied` again to the network as
  /// it was gives the same result.
  Json applied;
  /// Operations that take the network back exactly, in the order in which to apply them, as Origin::remote: an edge
  /// that waited for an end comes back waiting. None when the operation changed nothing: a field that had this value
  /// already, a remote operation on something that is gone.
  std::vector<Json> inverse;
};

/// Applies `operation` (an object with `op`) to `network`, or gives the reason for refusing it and changes nothing.
/// Unknown keys in the operation itself are refused. addNode and addEdge without an id get one from `make_id`.
/// Who applies many operations to the same network passes the same `ties` each time: without it, each removal of nodes
/// looks at every edge.
Result<Effect> apply_operation(Network& network, const Json& operation, Origin origin);
Result<Effect> apply_operation(Network& network, const Json& operation, Origin origin, Ties& ties);

}  // namespace impactweb
