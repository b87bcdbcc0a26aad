// Networks from and for GEXF (gexf.net), the format of Gephi.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"

namespace impactweb {

int gexf_likeness(const InputFile& file);

/// Reads GEXF 1.0 to 1.3. `kind` (or an attribute that says so) is the kind of edge, `label` its label; attributes are
/// read as the columns of a table are, others become free fields, and so do color, size, shape and thickness. Nodes
/// within nodes keep the id of the outer one in a free field `parent`; values that change over time are kept as a list
/// of `{value, start, end}`. y is turned round (see `graph_records.hpp`). `where` of an issue is a line and a column.
Result<Opened> open_gexf(std::span<const InputFile> files);

/// Writes GEXF 1.3. What it has no word for is in attributes, which `open_gexf` reads back. The one type of edge that
/// most readers want is the default one, and other edges are `mutual`, as some readers refuse directed and undirected
/// ones beside each other; an attribute `Direction` says what they really are.
std::vector<OutputFile> save_gexf(const Network& network);

}  // namespace impactweb
