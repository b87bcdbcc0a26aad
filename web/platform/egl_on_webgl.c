// EGL as far as SDL asks for it: one display, one surface, one context, which is the WebGL 2 context of #canvas. Emscripten's own
// EGL brings a main loop, full screen and pointer lock along, a third of its JavaScript.
#include <EGL/egl.h>
#include <emscripten/html5.h>

static char display, config, surface;
static EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context;

EGLDisplay eglGetDisplay(EGLNativeDisplayType native) {
  (void)native;
  return &display;
}
EGLBoolean eglInitialize(EGLDisplay of, EGLint* major, EGLint* minor) {
  (void)of;
  if (major) *major = 1;
  if (minor) *minor = 4;
  return EGL_TRUE;
}
EGLBoolean eglTerminate(EGLDisplay of) {
  (void)of;
  return EGL_TRUE;
}
EGLint eglGetError(void) { return EGL_SUCCESS; }
EGLBoolean eglBindAPI(EGLenum api) {
  (void)api;
  return EGL_TRUE;
}
const char* eglQueryString(EGLDisplay of, EGLint name) {
  (void)of, (void)name;
  return "";
}

EGLBoolean eglChooseConfig(EGLDisplay of, const EGLint* wanted, EGLConfig* found, EGLint size, EGLint* count) {
  (void)of, (void)wanted;
  if (found && size > 0) *found = &config;
  *count = 1;
  return EGL_TRUE;
}
EGLBoolean eglGetConfigAttrib(EGLDisplay of, EGLConfig which, EGLint name, EGLint* value) {
  (void)of, (void)which;
  const EGLint bits = name == EGL_RED_SIZE || name == EGL_GREEN_SIZE || name == EGL_BLUE_SIZE ? 8 : 0;
  *value = bits;
  return EGL_TRUE;
}

EGLContext eglCreateContext(EGLDisplay of, EGLConfig which, EGLContext shared, const EGLint* wanted) {
  (void)of, (void)which, (void)shared, (void)wanted;
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = EM_TRUE;  // without, what is drawn cannot be copied into a texture (canvas/pixel_cache)
  attributes.depth = EM_FALSE;
  attributes.antialias = EM_FALSE;  // shapes and text smooth their own rims
  attributes.enableExtensionsByDefault = EM_FALSE;
  context = emscripten_webgl_create_context("#canvas", &attributes);
  return context > 0 ? (EGLContext)context : EGL_NO_CONTEXT;
}
EGLBoolean eglDestroyContext(EGLDisplay of, EGLContext which) {
  (void)of;
  return emscripten_webgl_destroy_context((EMSCRIPTEN_WEBGL_CONTEXT_HANDLE)which) == EMSCRIPTEN_RESULT_SUCCESS;
}
EGLSurface eglCreateWindowSurface(EGLDisplay of, EGLConfig which, EGLNativeWindowType window, const EGLint* wanted) {
  (void)of, (void)which, (void)window, (void)wanted;
  return &surface;
}
EGLBoolean eglDestroySurface(EGLDisplay of, EGLSurface which) {
  (void)of, (void)which;
  return EGL_TRUE;
}
EGLBoolean eglMakeCurrent(EGLDisplay of, EGLSurface draw, EGLSurface read, EGLContext which) {
  (void)of, (void)draw, (void)read;
  return emscripten_webgl_make_context_current((EMSCRIPTEN_WEBGL_CONTEXT_HANDLE)which) == EMSCRIPTEN_RESULT_SUCCESS;
}
// The browser shows what was drawn when the frame's function returns.
EGLBoolean eglSwapBuffers(EGLDisplay of, EGLSurface which) {
  (void)of, (void)which;
  return EGL_TRUE;
}
EGLBoolean eglSwapInterval(EGLDisplay of, EGLint interval) {
  (void)of, (void)interval;
  return EGL_TRUE;
}
EGLBoolean eglWaitClient(void) { return EGL_TRUE; }
EGLBoolean eglWaitGL(void) { return EGL_TRUE; }
EGLBoolean eglWaitNative(EGLint engine) {
  (void)engine;
  return EGL_TRUE;
}
// SDL looks functions of WebGL up by name, which would bring every one of them along, in JavaScript too. We call them directly.
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char* name) {
  (void)name;
  return NULL;
}
