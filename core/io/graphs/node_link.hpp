// Networks from the JSON that programs for the web keep theirs in: lists of nodes and of links (D3, NetworkX,
// force-graph, vis-network, React Flow, JSON Canvas, JSON Graph Format, Graph Commons, arrows.app, what a program of
// one's own writes), the elements of Cytoscape, trees, lists of neighbours, answers to SPARQL queries, records in a
// list or one a line (APOC). They agree on little else, so this reads what any of them calls a thing, and what it does
// not know is kept. y grows downwards, as on a screen. Only read: nobody has settled what such a file is.
#pragma once

#include <span>

#include "core/io/format.hpp"

namespace impactweb {

/// `{"nodes":[{id,…}],"links":[{source,target,…}]}`, also `edges` and `from`, `to`. Ends are ids, else the names of
/// nodes, else their places in the list, or nodes themselves, as D3 leaves them.
/// `{"elements":{"nodes":[{data,position}],"edges":[{data}]}}`, also as one list of both.
int node_link_likeness(const InputFile& file);
Result<Opened> open_node_link(std::span<const InputFile> files);

}  // namespace impactweb
