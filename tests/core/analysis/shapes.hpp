// Shapes that networks have, made from a description, and what each of them should be read as.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace fixtures {

using Ties = std::vector<std::pair<std::size_t, std::size_t>>;

struct Shape {
  std::string name;
  std::size_t nodes = 0;
  Ties ties;
  std::string stage;  ///< `stage` of the measure; empty where it is null
  std::string why;
};

/// Everybody of `size` nodes from `first` on tied to everybody.
Ties clique(std::size_t first, std::size_t size);
/// `nodes` with each pair tied by a chance of `share`, the same for the same seed. P. Erdős & A. Rényi 1959.
Ties random_ties(std::size_t nodes, double share, std::uint64_t seed);
/// As many ties for each node as `degrees` says, or a few less where two meet twice. M. Molloy & B. Reed 1995.
Ties ties_of_degrees(std::vector<std::uint32_t> degrees, std::uint64_t seed);
/// Every node comes with `each` ties to earlier ones, by their number of ties. A.-L. Barabási & R. Albert 1999.
Ties preferential_ties(std::size_t nodes, std::size_t each, std::uint64_t seed);

/// The table.
std::vector<Shape> all_shapes();

}  // namespace fixtures
