// What of a node or an edge changes when another version of it is merged in.
#pragma once

#include <string>
#include <vector>

#include "core/model/network.hpp"

namespace impactweb {

struct FieldChange {
  std::string field;
  Json value;
};
using FieldChanges = std::vector<FieldChange>;

/// What is filled in in `after` and differs in `before`; lists are united. `same_id`: both are versions of one thing
/// that was made here, so that what is at its default was chosen, too.
FieldChanges changes_of(const Node& before, const Node& after, bool same_id);
FieldChanges changes_of(const Edge& before, const Edge& after, bool same_id);

/// What `list` holds and then what `more` adds.
std::vector<std::string> union_of(const std::vector<std::string>& list, const std::vector<std::string>& more);

/// The operation `setNode`, `setEdge` or `setStory` for one field.
Json set_operation(const char* op, const std::string& id, std::string field, Json value);

}  // namespace impactweb
