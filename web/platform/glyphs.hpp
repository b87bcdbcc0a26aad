// Every script and emoji that the typeface lacks, drawn by the browser's own fonts when a text needs it.
#pragma once

struct ImFontAtlas;

namespace impactweb::platform {

/// Merges the browser's glyphs into the font that was added last.
void add_browser_glyphs(ImFontAtlas* atlas);

}  // namespace impactweb::platform
