// Networks of Pajek (`.net`, `.paj`): numbered vertices, then arcs, edges, lists of them or a matrix, relations with
// names of their own, two modes, partitions and vectors. Coordinates between 0 and 1 become a thousandfold, as ours are
// points on a screen; y grows downwards on both sides.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"

namespace impactweb {

int pajek_likeness(const InputFile& file);
Result<Opened> open_pajek(std::span<const InputFile> files);

/// `network.net`: names, places between 0 and 1, strengths and weights; the label of a line is that of the tie, else
/// its kind. Ids, and which ties are mutual, stand in comments, which Pajek passes over. It has no place for anything
/// else.
std::vector<OutputFile> save_pajek(const Network& network);

}  // namespace impactweb
