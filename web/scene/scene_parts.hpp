// What the files of the scene share with each other, and with nobody else.
#pragma once

#include "scene/scene.hpp"

namespace impactweb::canvas::parts {

/// The scene as it was made last, to be changed.
Scene& made_scene();
/// Takes note of what is to be drawn anew.
void note_node(std::uint32_t index);
void note_edge(std::uint32_t index);
void note_everything();

// Of motion.cpp:

/// Where the places that change now were asked to glide, they do.
void begin_glide();
/// Finds who is dragged, after indices have come to mean something else.
void find_dragged();
/// Puts every node where it is drawn.
void place_nodes();

}  // namespace impactweb::canvas::parts
