// Networks from and for GraphML (graphml.graphdrawing.org), which igraph, networkx, Gephi and yEd share.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"

namespace impactweb {

int graphml_likeness(const InputFile& file);

/// Reads GraphML, and names, places and colours as yEd draws them. Data are read as the columns of a table are, others
/// become free fields. Nodes of a graph within a node keep the id of the outer one in a free field `parent`, ports are
/// free fields as well. Edges between more than two are named in a warning and left out. y is turned round (see
/// `graph_records.hpp`), but for yEd's. `where` of an issue is a line and a column.
Result<Opened> open_graphml(std::span<const InputFile> files);

/// Writes GraphML in which every edge is of the default direction, as some readers refuse a mixture; data called
/// `Direction` say what the others really are.
std::vector<OutputFile> save_graphml(const Network& network);

}  // namespace impactweb
