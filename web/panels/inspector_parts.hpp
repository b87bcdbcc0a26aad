// The faces of the inspector and their parts.
#pragma once

#include <string>

#include "core/model/network.hpp"
#include "panels/field_editor.hpp"

namespace impactweb::panels {

// By value: what is pressed half-way may change the selection, which the id came from.
void inspect_node(std::string id);
void inspect_edge(std::string id);
void inspect_many();

/// A section with the needs or the offers of a node; `list` is `needs` or `offers`.
void edit_exchanges(const Subject& subject, const Node& node, const std::string& list);
/// A section with the ties of a node, as sentences.
void edit_ties(const Node& node);
/// A section with the stories about a node or tie.
void edit_stories(const std::string& about);

/// Adds a tie of this kind to the node that was named, a new one where there is none yet; as one step, without
/// selecting anything.
void tie_to(const std::string& from, const std::string& id, const std::string& name, const std::string& kind);

}  // namespace impactweb::panels
