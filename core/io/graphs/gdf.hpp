// Networks in the format of GUESS (`.gdf`), which Gephi and Netvizz write: two tables below each other, each with a
// header `nodedef>` or `edgedef>` that names columns and their types.
#pragma once

#include <span>

#include "core/io/format.hpp"

namespace impactweb {

int gdf_likeness(const InputFile& file);
Result<Opened> open_gdf(std::span<const InputFile> files);

}  // namespace impactweb
