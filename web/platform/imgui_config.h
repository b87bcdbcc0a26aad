// How Dear ImGui is built here.
#pragma once

// WebGL 2 has no base vertex: a frame with more than 65,536 vertices needs wide indices.
#define ImDrawIdx unsigned int

// The accessible mirror listens to the hooks that Dear ImGui has for its test engine (see ui/mirror_registry.cpp).
#define IMGUI_ENABLE_TEST_ENGINE

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_SSE

// Emoji lie beyond 16 bits.
#define IMGUI_USE_WCHAR32

// It would read settings from a file, which there is none of, and typed numbers, which our own fields read.
#include <stdio.h>
#ifdef IMPACTWEB_SCANS
#define sscanf IMPACTWEB_SCANS
#else
#define sscanf(...) 0
#endif
