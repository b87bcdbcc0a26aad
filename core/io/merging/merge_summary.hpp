// What a merge would change, as data that people can judge.
#pragma once

#include <span>

#include "core/model/json.hpp"

namespace impactweb {

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
