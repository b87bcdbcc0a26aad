// What the history asks of operations (see OperationRow): what their steps are called, what of them may be undone after
// somebody else's change, and what is one gesture. `Entity` is Node, Edge, Story or Snapshot.
#pragma once

#include <string>
#include <vector>

#include "core/operation/operations.hpp"

namespace impactweb::history {

using Labels = std::vector<std::string>;
using Inverse = std::vector<Json>;

template <class Entity>
Labels labels_of_addition(const Network& network, const Json& applied, const Inverse& inverse);
/// The name of what went, or how many.
template <class Entity>
Labels labels_of_removal(const Network& network, const Json& applied, const Inverse& inverse);
template <class Entity>
Labels labels_of_change(const Network& network, const Json& applied, const Inverse& inverse);
Labels field_label(const Network& network, const Json& applied, const Inverse& inverse);
Labels no_labels(const Network& network, const Json& applied, const Inverse& inverse);
/// How many `positions` or `ids` there are.
Labels move_count(const Network& network, const Json& applied, const Inverse& inverse);
Labels id_count(const Network& network, const Json& applied, const Inverse& inverse);

/// While it is as it was added, and nothing hangs on it.
template <class Entity>
Inverse undo_addition(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped);
/// What someone has brought back meanwhile stays as they made it.
Inverse undo_removal(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped);
/// While the field has the value that was set.
template <class Entity>
Inverse undo_change(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped);
Inverse undo_network_change(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped);
/// Those nodes that are where they were moved to.
Inverse undo_moves(const Network& network, Ties& ties, const Json& applied, Inverse inverse, Issues& skipped);

/// The same field of the same entity.
bool continues_change(const Json& last, const Json& next);
/// The same nodes.
bool continues_moves(const Json& last, const Json& next);
/// True when the network was as `last` left it until what continues it came, whose way back is `before_next`.
bool is_unbroken(const Json& last, const Json& before_next);

bool always_moves_only(const Json& applied);
bool sets_position(const Json& applied);

}  // namespace impactweb::history
