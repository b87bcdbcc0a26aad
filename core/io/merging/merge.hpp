// Merging as operations: which nodes and edges are the same, and what of them changes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/io/merging/merge_choices.hpp"

namespace impactweb {

/// Incoming nodes that merging recognises in `network`, with their ids there: by id, name or another name.
std::map<std::string, std::string> recognised_nodes(const Network& network, const Network& incoming);

/// What is to be asked about ids from elsewhere that both networks have; null when nothing is:
///
///   { "answers": ["same", "apart"], the likeliest first    "count": 3, of nodes
///     "examples": [ { "id": "w2", "mine": "Pijplijn", "theirs": "Pipeline" }, … ] }
Json ids_in_doubt(const Network& network, const Network& incoming);

/// The operations that bring `incoming` into `network`; none when everything is there already, so that the same file
/// twice changes nothing the second time. Nothing is removed: lists (tags, roles, needs, offers …) are united.
///
/// Nodes are the same when their ids are equal, or else their labels (accents, case and spaces aside) and kinds are.
/// Ids in the form of `make_id` are equal only if the things are; others (1, n1) count if at least half of those that
/// both networks have carry the same label, or if all of `incoming` have one of `network` and are no list that counts
/// from the beginning; otherwise they are two lists numbered alike, and the incoming nodes get new ids. Edges are the
/// same by id, or else by ends, kind and label, unless both say since when and differ in it. What is
/// filled in in `network` stays unless `incoming` has a different, filled-in value, which then wins. Where an entity
/// was not recognised by an id of `make_id`, the kind actor, the direction directed and the status active count as not
/// filled in: they are what formats without such a column read as. Title, description, further keys and, once a node
/// has one, all positions of `network` stay.
std::vector<Json> merge_operations(const Network& network, const Network& incoming);

/// As `merge_operations(network, incoming)`, by `choices`. A node that is said to be the same as one of the network
/// keeps the name that it has there, unless the incoming one has all of its words and more; the other is kept beside
/// it. A place or description here that says more than the incoming one stays.
std::vector<Json> merge_operations(const Network& network, const Network& incoming, const MergeChoices& choices);

}  // namespace impactweb
