#include "platform/glyphs.hpp"

#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cstdint>
#include <vector>

#include "platform/deferred.hpp"
#include "platform/shaped_runs.hpp"

// Draws a letter by its code point, or a run by what its address is below 0, in white on nothing; gives 0 when the
// browser shows nothing for it. `metrics` receives advance, left, top, width, height (pixels) and whether the glyph has
// colours of its own. `pixels` has room for `side` by `side` RGBA pixels.
EM_JS(int, browser_glyph, (int letters, float size, unsigned char* pixels, int side, float* metrics), {
  const tool = (Module.glyphTool =
                    Module.glyphTool || document.createElement('canvas').getContext('2d', {willReadFrequently : true}));
  if (tool.canvas.width < side) tool.canvas.width = tool.canvas.height = side;
  // The em of the typeface is smaller than its line (page/picture/fonts.ts).
  tool.font = size * 0.77 + 'px system-ui, sans-serif';
  tool.textBaseline = 'alphabetic';
  tool.fillStyle = '#fff';
  const text = letters < 0 ? UTF8ToString(-letters) : String.fromCodePoint(letters);
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

/// What Dear ImGui takes text apart with where it measures and draws it (web/CMakeLists.txt).
int impactweb_next_letter(unsigned int* letter, const char* text, const char* end);

namespace impactweb::platform {
namespace {

struct Metrics {
  float advance, left, top, width, height, colored;
};

/// What the browser is to draw in the place of a run's code, and how much room it takes.
bool prepare_run(int& letters, float size, int& side) {
  const char* run = run_of(static_cast<unsigned int>(letters));
  if (run == nullptr) return false;
  letters = -static_cast<int>(reinterpret_cast<std::intptr_t>(run));
  Metrics metrics{};
  browser_glyph(letters, size, nullptr, side, &metrics.advance);
  side += static_cast<int>(metrics.advance);
  return true;
}

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar codepoint) { return codepoint >= 0x80; }

bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar codepoint, ImFontGlyph* glyph,
          float* advance) {
  if (codepoint < 0x80 || (codepoint >= 0xE000 && codepoint < 0xF900)) return false;
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  const float size = baked->Size * density;
  int side = static_cast<int>(size * 2) + 8;
  auto letters = static_cast<int>(codepoint);
  if (is_run(codepoint) && !call_deferred<prepare_run>(letters, size, side)) return false;
  Metrics metrics{};
  static std::vector<unsigned char> pixels;
  pixels.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 4);
  if (browser_glyph(letters, size, advance != nullptr ? nullptr : pixels.data(), side, &metrics.advance) == 0)
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

int next_letter(unsigned int* letter, const char* text, const char* end) {
  if (may_begin_run(text, end))
    if (const int bytes = call_deferred<run_at>(letter, text, end)) return bytes;
  return ImTextCharFromUtf8(letter, text, end);
}

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

int impactweb_next_letter(unsigned int* letter, const char* text, const char* end) {
  return impactweb::platform::next_letter(letter, text, end);
}
