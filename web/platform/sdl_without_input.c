// SDL's own listeners are left out (see CMakeLists.txt): input comes from the page, whose accessible mirror lies over the canvas. Listening to the
// whole window SDL would swallow Tab, F5 and the clipboard's keys.
#include "SDL_internal.h"

#include <EGL/egl.h>
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
// SDL looks functions of WebGL up by name, which would bring every one of them along, in JavaScript too. We call them directly.
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char* name) {
  (void)name;
  return NULL;
}
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
