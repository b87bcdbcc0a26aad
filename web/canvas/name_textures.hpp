// Texts of the picture as pixels, each with its halo, drawn once and kept in a texture of their own: a name is then one
// rectangle, wherever it moves.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

namespace impactweb::canvas {

struct TextLook {
  float size = 14;  ///< CSS pixels
  bool bold = false;
  ImU32 ink = 0;
  ImU32 halo = 0;  ///< none when transparent
};

/// A text in the texture, in device pixels. The first letter's pen stands `left` from the left side of the rectangle,
/// and the top of the line `top` from its upper one.
struct TextPixels {
  std::uint16_t x = 0, y = 0, width = 0, height = 0;
  float left = 0, top = 0;
  float advance = 0;  ///< how wide the text is without its halo
};

/// The pixels of `text`, or null when the texture is full. They stay where they are until `forget_texts`.
const TextPixels* text_pixels(std::string_view text, const TextLook& look, float pixel_ratio);
/// How wide a text is in CSS pixels.
float text_width(std::string_view text, float size, bool bold);

/// The texture, and its side lengths.
unsigned text_texture();
ImVec2 text_texture_size();
/// Empties the texture.
void forget_texts();
/// Forgets the texture of a context that is gone.
void lose_text_texture();

}  // namespace impactweb::canvas
