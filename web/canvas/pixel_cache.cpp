#include "canvas/pixel_cache.hpp"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstdlib>

#include "platform/shader_program.hpp"
#include "shaders.hpp"

namespace impactweb::canvas {
namespace {

GLuint program_ = 0, texture_ = 0;
GLint move_place_ = -1;
int width_ = 0, height_ = 0;
bool filled_ = false;

void make(int width, int height) {
  if (texture_ == 0) glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
  for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
    glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
  width_ = width;
  height_ = height;
}

}  // namespace

void cache_pixels(int width, int height) {
  if (width != width_ || height != height_) make(width, height);
  // A processor does this in a thirtieth of the time that it takes for glBlitFramebuffer.
  glBindTexture(GL_TEXTURE_2D, texture_);
  glCopyTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 0, 0, width, height);
  filled_ = true;
}

bool draw_cached_pixels(int width, int height, int right, int up) {
  if (!filled_ || width != width_ || height != height_) return false;
  if (program_ == 0) {
    program_ = platform::link_program({platform::shader_head, shaders::pixel_cache_vertex},
                                      {platform::shader_head, shaders::pixel_cache_fragment});
    move_place_ = glGetUniformLocation(program_, "u_move");
  }
  glUseProgram(program_);
  glUniform2f(move_place_, static_cast<float>(right) / static_cast<float>(width),
              static_cast<float>(up) / static_cast<float>(height));
  glBindTexture(GL_TEXTURE_2D, texture_);
  glDisable(GL_BLEND);
  glEnable(GL_SCISSOR_TEST);
  glScissor(std::max(0, right), std::max(0, up), width - std::abs(right), height - std::abs(up));
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  return true;
}

void invalidate_pixel_cache() { filled_ = false; }

void lose_pixel_cache() {
  filled_ = false;
  program_ = texture_ = 0;
  width_ = height_ = 0;
}

}  // namespace impactweb::canvas
