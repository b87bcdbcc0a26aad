#include "platform/window.hpp"

#include <SDL.h>

namespace impactweb::platform {
namespace {
SDL_Window* window = nullptr;
}

bool open_window() {
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
  window = SDL_CreateWindow("Impactweb", 0, 0, 640, 480, SDL_WINDOW_OPENGL);
  return window != nullptr && SDL_GL_CreateContext(window) != nullptr;
}

void resize_window(int width, int height) {
  if (window != nullptr) SDL_SetWindowSize(window, width, height);
}

}  // namespace impactweb::platform
