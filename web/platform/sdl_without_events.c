// SDL's queue of events is left out (see CMakeLists.txt): nobody reads it, input comes from the page. What opens a window calls these.
#include "SDL_internal.h"

#include "events/SDL_events_c.h"

Uint8 SDL_EventState(Uint32 type, int state) {
  (void)type, (void)state;
  return SDL_IGNORE;
}
int SDL_EventsInit(void) { return 0; }
void SDL_EventsQuit(void) {}
int SDL_SendWindowEvent(SDL_Window* window, Uint8 event, int first, int second) {
  (void)window, (void)event, (void)first, (void)second;
  return 0;
}
int SDL_SendDisplayEvent(SDL_VideoDisplay* display, Uint8 event, int value) {
  (void)display, (void)event, (void)value;
  return 0;
}

int SDL_KeyboardInit(void) { return 0; }
void SDL_KeyboardQuit(void) {}
SDL_Window* SDL_GetKeyboardFocus(void) { return NULL; }
void SDL_SetKeyboardFocus(SDL_Window* window) { (void)window; }

int SDL_MouseInit(void) { return 0; }
void SDL_MouseQuit(void) {}
SDL_Mouse* SDL_GetMouse(void) {
  static SDL_Mouse none;
  return &none;
}
// Left undefined, this one would bring Emscripten's own imitation of SDL 1 along.
Uint32 SDL_GetMouseState(int* x, int* y) {
  if (x) *x = 0;
  if (y) *y = 0;
  return 0;
}
SDL_Window* SDL_GetMouseFocus(void) { return NULL; }
void SDL_SetMouseFocus(SDL_Window* window) { (void)window; }
void SDL_WarpMouseInWindow(SDL_Window* window, int x, int y) { (void)window, (void)x, (void)y; }

int SDL_TouchInit(void) { return 0; }
void SDL_TouchQuit(void) {}
