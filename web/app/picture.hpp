// The picture for a file: as pixels, drawn by the same code as the screen, and as numbers from the same scene, from
// which the page draws it with lines and letters. What is on the screen is what is in the file.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace impactweb::app {

enum class PictureOf {
  all,       ///< the whole network, as far as filters show it
  view,      ///< what is on the stage now
  selection  ///< what is selected; everything when that is nothing
};

/// Draws the picture and leaves its pixels (RGBA, top row first) in the bridge's buffer; gives {width, height, scale}.
/// `scale`: pixels for a CSS pixel, 1 to 4; less where the browser's largest picture is reached.
nlohmann::json take_picture(PictureOf of, double scale, bool transparent);

/// Lays the picture out and keeps it until the next one. Gives its frame: size (CSS pixels), colours, legend, and how
/// many ties, nodes, texts, groups and proposed ties there are (`PictureFrame` in page/bridge/picture.ts).
/// `answer`: with what an answer has marked.
nlohmann::json lay_out_picture(PictureOf of, bool answer);
/// Up to `count` of the `ties`, `nodes`, `texts`, `groups` or `proposed` that were laid out last, from number `from`
/// on, in the order in which they are drawn (`PictureItems` in page/bridge/picture.ts).
nlohmann::json picture_items(const std::string& what, std::size_t from, std::size_t count);
/// Forgets what was laid out.
void forget_picture();

}  // namespace impactweb::app
