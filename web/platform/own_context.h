/* For Dear ImGui's OpenGL backend: it asks the context for all its state before it draws and puts it back afterwards,
   for programs that share theirs. Each question waits for the browser's graphics process, several milliseconds a frame.
   This context is ours alone, and whoever draws sets what it needs, so the answers are made up; questions about the
   context itself are passed on. */
#pragma once

#include <GLES3/gl3.h>

static inline void own_context_integer(GLenum name, GLint* value) {
  switch (name) {
    case GL_MAJOR_VERSION:
    case GL_MINOR_VERSION:
    case GL_NUM_EXTENSIONS:
    case GL_MAX_TEXTURE_SIZE:
      glGetIntegerv(name, value);
      break;
    case GL_VIEWPORT:
    case GL_SCISSOR_BOX:
      value[0] = value[1] = value[2] = value[3] = 0;
      break;
    case GL_ACTIVE_TEXTURE:
      *value = GL_TEXTURE0;
      break;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA:
      *value = GL_FUNC_ADD;
      break;
    default:
      *value = 0;
  }
}

static inline GLboolean own_context_enabled(GLenum name) {
  (void)name;
  return GL_FALSE;
}

/* It reads the number in "#version 300 es" with sscanf, which is nowhere else in the program. */
static inline int own_context_version(const char* text, const char* format, int* version, ...) {
  (void)text, (void)format;
  *version = 300;
  return 1;
}

#define IMPACTWEB_SCANS own_context_version
#define glGetIntegerv own_context_integer
#define glIsEnabled own_context_enabled

/* Nobody here uses sampler objects, and unbinding none at each draw costs more than the draw. */
#define glBindSampler(unit, sampler) ((void)0)
