// Headers that programs write for programs: those of Neo4j's imports and exports, and of graphs out of queries.
#pragma once

#include <string>
#include <vector>

namespace impactweb::tables {

/// Puts the words that people use in the place of `:START_ID`, `name:string`, `_labels` and the like, when the headers
/// as a whole are of such a program.
void translate_headers(std::vector<std::string>& headers);

}  // namespace impactweb::tables
