// Nodes and ties in the accessible mirror, and what is done to them there.
#pragma once

#include <imgui.h>

#include <string>

#include "core/model/network.hpp"

namespace impactweb::canvas {

/// A tie as a sentence: "Stichting Zet heeft opgericht: Stérk.Brabant, sinds 2017".
std::string sentence_of(const Edge& edge);
/// A node in a few words: "Stichting Zet, partij, overheid, Tilburg, 3 relaties".
std::string description_of(const Node& node);

/// Registers what is on the stage (at most a few hundred, the most important first) and applies what was done in the
/// mirror. While the camera or nodes move, what was registered last stays.
void register_in_mirror(bool moving);

}  // namespace impactweb::canvas
