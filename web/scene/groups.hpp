// Communities that the picture shows by itself once it is large, as hulls with names.
#pragma once

#include "scene/scene.hpp"

namespace impactweb::canvas {

/// From so many nodes on.
inline constexpr std::size_t grouped_from = 80;

/// Fills `communities` of a scene whose nodes are known; empty while they are being computed, or when there is only
/// one.
void find_communities(Scene& scene);

}  // namespace impactweb::canvas
