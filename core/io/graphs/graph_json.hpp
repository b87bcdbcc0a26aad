// Networks from and for the JSON of graph tools: Gephi Lite, graphology and Polinode. They differ in where nodes, edges
// and their attributes stand. Attributes are read as the columns of a table are, others become free fields. y is turned
// round where the format has a place for it (see `graph_records.hpp`). `where` of an issue is a path such as
// `nodes[3].attributes.Energy`. Text is text: Gephi Lite runs some of it as a program, Impactweb never does, and it
// writes none that would be run there.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"

namespace impactweb {

/// `{"type":"gephi-lite","graphDataset":{nodeData,edgeData,layout,metadata,fullGraph}}`; places and looks of versions
/// before 1.0 are in `nodeRenderingData` and `edgeRenderingData`.
int gephi_lite_likeness(const InputFile& file);
Result<Opened> open_gephi_lite(std::span<const InputFile> files);
std::vector<OutputFile> save_gephi_lite(const Network& network);

/// `{"options","attributes","nodes":[{key,attributes}],"edges":[{key,source,target,undirected,attributes}]}`
int graphology_likeness(const InputFile& file);
Result<Opened> open_graphology(std::span<const InputFile> files);
std::vector<OutputFile> save_graphology(const Network& network);

/// `{"nodes":[{id,attributes}],"edges":[{id,source,target,attributes}]}`, with names in an attribute `Name`.
int polinode_likeness(const InputFile& file);
Result<Opened> open_polinode(std::span<const InputFile> files);
std::vector<OutputFile> save_polinode(const Network& network);

}  // namespace impactweb
