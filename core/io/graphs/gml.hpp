// Networks in the Graph Modelling Language (GML) of Graphlet, igraph, networkx, yEd, Cytoscape and Gephi: keys with
// numbers, texts in quotes and lists in brackets. A key that comes twice in a node or an edge is a list. What stands in
// inner lists, such as how things are drawn, is kept under the name of the list; of `graphics` the place is ours, with
// y downwards, as yEd has it (Gephi's grows upwards).
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"

namespace impactweb {

int gml_likeness(const InputFile& file);
Result<Opened> open_gml(std::span<const InputFile> files);

/// `network.gml` in ASCII. Nodes are numbered, as the format asks; our ids stand in `impactweb_id`. Names of columns
/// that GML cannot hold are in the list `impactweb_names` of the graph.
std::vector<OutputFile> save_gml(const Network& network);

}  // namespace impactweb
