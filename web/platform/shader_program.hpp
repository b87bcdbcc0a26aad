// Programs of the graphics card.
#pragma once

#include <initializer_list>

namespace impactweb::platform {

/// What every shader begins with.
inline constexpr const char* shader_head = "#version 300 es\nprecision highp float;\n";

/// A program from the parts of its two shaders; what a browser has against them goes to the console.
unsigned link_program(std::initializer_list<const char*> vertex, std::initializer_list<const char*> fragment);

}  // namespace impactweb::platform
