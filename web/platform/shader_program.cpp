#include "platform/shader_program.hpp"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

#include <cstdio>
#include <vector>

namespace impactweb::platform {
namespace {

GLuint compile(GLenum type, std::initializer_list<const char*> parts) {
  const GLuint shader = glCreateShader(type);
  std::vector<const char*> texts(parts);
  glShaderSource(shader, static_cast<GLsizei>(texts.size()), texts.data(), nullptr);
  glCompileShader(shader);
  GLint done = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
  // A context that is gone compiles nothing, and the page hears of it only afterwards.
  if (done == 0 && !emscripten_is_webgl_context_lost(emscripten_webgl_get_current_context())) {
    char log[1024];
    glGetShaderInfoLog(shader, sizeof log, nullptr, log);
    std::fprintf(stderr, "shader: %s\n", log);
  }
  return shader;
}

}  // namespace

unsigned link_program(std::initializer_list<const char*> vertex, std::initializer_list<const char*> fragment) {
  const GLuint program = glCreateProgram();
  const GLuint shaders[] = {compile(GL_VERTEX_SHADER, vertex), compile(GL_FRAGMENT_SHADER, fragment)};
  for (const GLuint shader : shaders) glAttachShader(program, shader);
  glLinkProgram(program);
  for (const GLuint shader : shaders) glDeleteShader(shader);
  return program;
}

}  // namespace impactweb::platform
