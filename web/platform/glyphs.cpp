#include "platform/glyphs.hpp"

#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <vector>

// Draws one character in white on nothing; gives 0 when the browser shows nothing for it. `metrics` receives advance,
// left, top, width, height (pixels) and whether the glyph has colours of its own. `pixels` has room for `side` by
// `side` RGBA pixels.
EM_JS(int, browser_glyph, (int codepoint, float size, unsigned char* pixels, int side, float* metrics), {
  if (codepoint < 32 || codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint < 0xE000)) return 0;
  const tool = (Module.glyphTool =
                    Module.glyphTool || document.createElement('canvas').getContext('2d', {willReadFrequently : true}));
  if (tool.canvas.width < side) tool.canvas.width = tool.canvas.height = side;
  tool.font = size + 'px system-ui, sans-serif';
  tool.textBaseline = 'alphabetic';
  tool.fillStyle = '#fff';
  const text = String.fromCodePoint(codepoint);
  const measured = tool.measureText(text);
  const left = Math.floor(-measured.actualBoundingBoxLeft) - 1;
  const top = Math.ceil(measured.actualBoundingBoxAscent) + 1;
  const width = Math.min(side, Math.ceil(measured.actualBoundingBoxRight) + 1 - left);
  const height = Math.min(side, Math.ceil(measured.actualBoundingBoxDescent) + 1 + top);
  const at = metrics >> 2;
  HEAPF32[at] = measured.width;
  HEAPF32[at + 1] = left;
  HEAPF32[at + 2] = -top;
  HEAPF32[at + 3] = HEAPF32[at + 4] = HEAPF32[at + 5] = 0;
  if (!pixels || width <= 0 || height <= 0) return 1;
  tool.clearRect(0, 0, side, side);
  tool.fillText(text, -left, top);
  const image = tool.getImageData(0, 0, width, height).data;
  let colored = 0;
  for (let i = 0; i < image.length; i += 4)
    if (image[i + 3] > 128 && (image[i] < 250 || image[i + 1] < 250 || image[i + 2] < 250)) colored = 1;
  HEAPU8.set(image, pixels);
  HEAPF32[at + 3] = width;
  HEAPF32[at + 4] = height;
  HEAPF32[at + 5] = colored;
  return 1;
});

namespace impactweb::platform {
namespace {

struct Metrics {
  float advance, left, top, width, height, colored;
};

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar codepoint) { return codepoint >= 0x80; }

bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar codepoint, ImFontGlyph* glyph,
          float* advance) {
  if (codepoint < 0x80 || (codepoint >= 0xE000 && codepoint < 0xF900)) return false;
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  const float size = baked->Size * density * 0.86f;  // the typeface's em square is a little smaller than its line
  const int side = static_cast<int>(size * 2.5f) + 8;
  static std::vector<unsigned char> pixels;
  pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 4);
  Metrics metrics{};
  if (browser_glyph(static_cast<int>(codepoint), size, advance != nullptr ? nullptr : pixels.data(), side,
                    &metrics.advance) == 0)
    return false;
  if (advance != nullptr) {
    *advance = metrics.advance / density;
    return true;
  }
  glyph->Codepoint = codepoint;
  glyph->AdvanceX = metrics.advance / density;
  if (metrics.width <= 0) return true;
  const ImFontAtlasRectId id =
      ImFontAtlasPackAddRect(atlas, static_cast<int>(metrics.width), static_cast<int>(metrics.height));
  if (id == ImFontAtlasRectId_Invalid) return false;
  glyph->X0 = metrics.left / density;
  glyph->Y0 = metrics.top / density + IM_ROUND(baked->Ascent);
  glyph->X1 = glyph->X0 + metrics.width / density;
  glyph->Y1 = glyph->Y0 + metrics.height / density;
  glyph->Visible = true;
  glyph->Colored = metrics.colored > 0;
  glyph->PackId = id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, id), pixels.data(),
                                     ImTextureFormat_RGBA32, static_cast<int>(metrics.width) * 4);
  return true;
}

}  // namespace

void add_browser_glyphs(ImFontAtlas* atlas) {
  static ImFontLoader loader;
  loader.Name = "browser";
  loader.FontSrcContainsGlyph = contains;
  loader.FontBakedLoadGlyph = load;
  ImFontConfig config;
  config.MergeMode = true;
  config.FontLoader = &loader;
  config.SizePixels = 16;
  atlas->AddFont(&config);
}

}  // namespace impactweb::platform
