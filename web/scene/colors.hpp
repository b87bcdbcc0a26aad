// Colours and names: of what nodes are coloured by, with the legend, and of ties.
#pragma once

#include <imgui.h>

#include <string>

#include "scene/scene.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {

/// What to colour by: as long as no sector is known, kinds, or groups that belong together where all are of one kind.
app::ColorBy usable_color(const Scene& scene, app::ColorBy wanted);
/// Gives every node its colour and glyph, and the scene the legend that explains them.
void color_nodes(Scene& scene, app::ColorBy by);
ImVec4 color_of_edge(const Edge& edge);

/// The name of a sector, kind or stage in the reader's language.
std::string sector_name(const std::string& sector);
std::string edge_kind_name(const std::string& kind);
ImVec4 color_of_sector(const std::string& sector);
/// Number of a sector, which gives its colour and sign: a default one's place among those, or behind them all; -1 for
/// none.
int index_of_sector(const std::string& sector);
int sign_of_sector(const std::string& sector);

/// What the legend knows the community with this number by.
std::string value_of_community(int number);

}  // namespace impactweb::canvas
