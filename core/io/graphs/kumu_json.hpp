// Networks from and for Kumu (kumu.io), as JSON.
#pragma once

#include <span>
#include <vector>

#include "core/io/format.hpp"

namespace impactweb {

int kumu_likeness(const InputFile& file);

/// Reads Kumu's simple form
/// `{"elements":[{"id","label","type",…}],"connections":[{"id","from","to","type","direction",…}]}` and its full
/// blueprint, in which what an element says is in `attributes` and positions are in `maps`. Attributes are read as the
/// columns of a table are (`csv_network.hpp`); others become free fields. Ends of connections are ids, or else labels.
Result<Opened> open_kumu(std::span<const InputFile> files);

/// Writes the simple form. It holds what a pair of tables holds, and free fields of any type.
std::vector<OutputFile> save_kumu(const Network& network);

}  // namespace impactweb
