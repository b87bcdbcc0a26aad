// SDL's own listeners are left out (see CMakeLists.txt): input comes from the page, whose accessible mirror lies over the canvas. Listening to the
// whole window SDL would swallow Tab, F5 and the clipboard's keys.
#include "SDL_internal.h"

#include <emscripten/html5.h>

#include "video/emscripten/SDL_emscriptenevents.h"
#include "video/emscripten/SDL_emscriptenframebuffer.h"
#include "video/emscripten/SDL_emscriptenmouse.h"

void Emscripten_RegisterEventHandlers(SDL_WindowData* data) { (void)data; }
void Emscripten_UnregisterEventHandlers(SDL_WindowData* data) { (void)data; }
EM_BOOL Emscripten_HandleCanvasResize(int event, const void* reserved, void* data) {
  (void)event, (void)reserved, (void)data;
  return EM_FALSE;
}
// The page has its own way to full screen, and draws when something happened: no main loop of Emscripten's.
EMSCRIPTEN_RESULT emscripten_request_fullscreen_strategy(const char* target, EM_BOOL defer,
                                                         const EmscriptenFullscreenStrategy* strategy) {
  (void)target, (void)defer, (void)strategy;
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
void emscripten_cancel_main_loop(void) {}
// Only for a list of full-screen modes.
void emscripten_get_screen_size(int* width, int* height) {
  *width = 1920;
  *height = 1080;
}
int emscripten_has_asyncify(void) { return 0; }
void emscripten_sleep(unsigned int milliseconds) { (void)milliseconds; }
void emscripten_force_exit(int status) { (void)status; }
void emscripten_set_window_title(const char* title) { (void)title; }
EMSCRIPTEN_RESULT emscripten_exit_fullscreen(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }
void Emscripten_InitMouse(void) {}
void Emscripten_FiniMouse(void) {}

int Emscripten_CreateWindowFramebuffer(_THIS, SDL_Window* window, Uint32* format, void** pixels, int* pitch) {
  (void)_this, (void)window, (void)format, (void)pixels, (void)pitch;
  return SDL_Unsupported();
}
int Emscripten_UpdateWindowFramebuffer(_THIS, SDL_Window* window, const SDL_Rect* rects, int count) {
  (void)_this, (void)window, (void)rects, (void)count;
  return SDL_Unsupported();
}
void Emscripten_DestroyWindowFramebuffer(_THIS, SDL_Window* window) { (void)_this, (void)window; }
