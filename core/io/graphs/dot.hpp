// Networks in DOT, the language of Graphviz: nodes, chains of edges, subgraphs, defaults, ports, texts in quotes and in
// HTML, comments. A cluster is kept as the field `group` of what is in it. Defaults that only say how things are drawn
// are passed over; whatever is said of a node or an edge itself is kept. Places (`pos`) have their y upwards.
#pragma once

#include <span>

#include "core/io/format.hpp"

namespace impactweb {

int dot_likeness(const InputFile& file);
Result<Opened> open_dot(std::span<const InputFile> files);

}  // namespace impactweb
