// Nodes and ties in the accessible mirror, and what is done to them there.
#pragma once

#include <imgui.h>

#include <string>

#include "core/model/network.hpp"
#include "scene/scene.hpp"

namespace impactweb::canvas {

/// A tie as a sentence: "Stichting Zet heeft Stérk.Brabant opgericht, actief sinds 2017".
std::string sentence_of(const Edge& edge);
/// A tie that is proposed, as a sentence.
std::string sentence_of(const ProposedTie& tie);
/// A node in a few words: "Stichting Zet, partij, overheid, Tilburg, 3 relaties".
std::string description_of(const Node& node);

/// Registers what is near (selected, beside that, in sight, then the most important; at most a page full) and how much
/// more there is, and applies what was done in the mirror. While the camera or nodes move, what was registered last
/// stays.
void register_in_mirror(bool moving);

/// Takes note of where the focus of the keyboard has gone since the last frame; a key may come before the next one.
void follow_focus();
/// The node that has the focus of the keyboard, or had it last; empty when it is a tie or nothing.
const std::string& focused_node();
/// Moves the focus of the keyboard to a node.
void focus_node(const std::string& id);
/// Moves it from the tie that has it to the next (+1) or last (−1) one; false when no tie has it.
bool walk_ties(int step);

}  // namespace impactweb::canvas
