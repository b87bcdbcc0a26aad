// The picture as pixels, drawn by the same code as the screen: what is on the screen is what is in the file.
#pragma once

#include <nlohmann/json.hpp>

namespace impactweb::app {

struct PictureOptions {
  bool view_only = false;  ///< what is on the stage now, otherwise everything
  double scale = 2;        ///< pixels for a CSS pixel, 1 to 4; less where the browser's largest picture is reached
  bool transparent = false;
};

/// Draws the picture and leaves its pixels (RGBA, top row first) in the bridge's buffer; gives {width, height, scale}.
nlohmann::json take_picture(const PictureOptions& options);

}  // namespace impactweb::app
