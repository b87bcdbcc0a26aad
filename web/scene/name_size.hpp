// Names as the picture writes them, and how much room they take.
#pragma once

#include <string>

namespace impactweb::canvas {

inline constexpr float name_size = 14;  ///< of letters, at zoom 1 and text scale 1
/// Height of a name's line at zoom 1, in world units.
inline constexpr float name_height = 18;

/// At most 34 characters of a text; the inspector shows all.
std::string shortened(const std::string& text);

struct ShownName {
  std::string text;  ///< shortened
  float width = 0;   ///< at `name_size`
};
/// Names are cut and measured once, not in every frame.
const ShownName& shown_name(const std::string& label);

}  // namespace impactweb::canvas
