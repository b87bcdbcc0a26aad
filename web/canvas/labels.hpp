// Names on the canvas: never over one another, the most important first, more of them as one zooms in.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <vector>

#include "state/camera.hpp"

namespace impactweb::canvas {

/// Queues names of nodes (and initials of persons) and of ties into `list`; they are drawn when Dear ImGui renders the
/// frame. `text_scale` enlarges them. Which of very many names are in nobody's way takes longer than a frame: unless
/// the `whole` is asked for, the most important come first and the rest is `names_pending`.
void queue_labels(ImDrawList* list, const Camera& camera, float text_scale, float pixel_ratio, bool whole = false);
/// Whether `work_on_names` has something to do for the labels drawn last.
bool names_pending();
/// Works on them for a few milliseconds. The next frame shows what came of it.
void work_on_names();
/// The labels queued last are to be drawn as this camera sees them.
void move_labels(const Camera& camera);
/// Forgets the objects of a context that is gone.
void forget_labels();

/// A text as it is drawn, for whoever draws it elsewhere.
struct DrawnText {
  enum class Of : std::uint8_t { initials, node, tie, group };
  Of of = Of::node;
  std::string text;  ///< of a line, or more between line breaks
  ImVec2 at;         ///< the middle of its first line's upper side, CSS pixels on the stage
  float size = 14;   ///< height of its line from ascent to descent, CSS pixels
  bool bold = false;
  ImU32 ink = 0, halo = 0;
  float alpha = 1;
};
/// The texts that `camera` sees, those that have to be seen last.
std::vector<DrawnText> drawn_texts(const Camera& camera, float text_scale);

/// Ids of the nodes whose names were drawn last, sorted.
std::vector<std::string> names_in_sight();

}  // namespace impactweb::canvas
