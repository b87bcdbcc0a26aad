// Names as the picture writes them, and how much room they take.
#pragma once

#include <string>

namespace impactweb::canvas {

inline constexpr float name_size = 16;  ///< of a line, with letters of 12 pixels, at zoom 1 and text scale 1
/// Height of a name's line at zoom 1, in world units.
inline constexpr float name_height = 16;

/// At most 34 characters of a text; the inspector shows all.
std::string shortened(const std::string& text);

/// Of a line: where letters begin below its upper side, how high they are, and where the next line is.
inline constexpr float letters_below = 0.22f, letters_height = 0.73f, name_leading = 0.86f;

struct NameForm {
  std::string text;  ///< in one or two lines
  float width = 0;   ///< of the wider line at `name_size`
  int lines = 1;

  /// From the top of the first line's letters to the bottom of the last one's, at a size of the line.
  [[nodiscard]] float height(float size) const {
    return size * (letters_height + name_leading * static_cast<float>(lines - 1));
  }
};
/// A name, shortened: as it is written where there is room, and otherwise. Both are the same where it cannot be broken.
struct ShownName {
  NameForm first, other;
};
/// Names are cut and measured once, not in every frame.
const ShownName& shown_name(const std::string& label);

}  // namespace impactweb::canvas
