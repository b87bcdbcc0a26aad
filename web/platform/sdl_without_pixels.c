// SDL's own pixel copying is left out (see CMakeLists.txt): what asks for it is told that there is none.
#include "SDL_error.h"
#include "SDL_surface.h"

int SDL_CalculateBlit(SDL_Surface* surface);
int SDL_RLESurface(SDL_Surface* surface);
int SDL_FillRect(SDL_Surface* surface, const SDL_Rect* rect, Uint32 color);
void SDL_UnRLESurface(SDL_Surface* surface, int recode);

int SDL_CalculateBlit(SDL_Surface* surface) {
  (void)surface;
  return SDL_Unsupported();
}

int SDL_RLESurface(SDL_Surface* surface) {
  (void)surface;
  return SDL_Unsupported();
}

void SDL_UnRLESurface(SDL_Surface* surface, int recode) {
  (void)surface;
  (void)recode;
}

// Without this one Emscripten would take its own SDL 1 for it, 60 KB of JavaScript.
int SDL_FillRect(SDL_Surface* surface, const SDL_Rect* rect, Uint32 color) {
  (void)surface;
  (void)rect;
  (void)color;
  return SDL_Unsupported();
}
