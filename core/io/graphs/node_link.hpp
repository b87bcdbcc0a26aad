// Networks from the JSON that programs for the web keep theirs in: lists of nodes and of links (D3, NetworkX,
// force-graph, vis-network, what a program of one's own writes), and the elements of Cytoscape. They agree on little
// else, so this reads what any of them calls a thing, and what it does not know is kept. y grows downwards, as on a
// screen. A link has no direction unless the file says so. Only read: nobody has settled what such a file is.
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
