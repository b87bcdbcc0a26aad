// Every script and emoji that the typeface lacks, drawn by the browser's own fonts when a text needs it.
#pragma once

struct ImFontAtlas;

namespace impactweb::platform {

/// Merges the browser's glyphs into the font that was added last.
void add_browser_glyphs(ImFontAtlas* atlas);

/// Gives the first letter of well-formed UTF-8 and of how many bytes it is. What the browser has to shape or to put in
/// order as a whole (words of Arabic, Hebrew or Devanagari, an emoji made of several) is one letter, under a code that
/// no text holds.
int next_letter(unsigned int* letter, const char* text, const char* end);

}  // namespace impactweb::platform
