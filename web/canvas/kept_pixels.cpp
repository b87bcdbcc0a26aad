#include "canvas/kept_pixels.hpp"

#include <GLES3/gl3.h>

namespace impactweb::canvas {
namespace {

constexpr GLuint window = 0;
GLuint texture_ = 0, framebuffer_ = 0;
int width_ = 0, height_ = 0;
bool kept_ = false;

void make(int width, int height) {
  if (texture_ == 0) {
    glGenTextures(1, &texture_);
    glGenFramebuffers(1, &framebuffer_);
  }
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  width_ = width;
  height_ = height;
}

void copy(GLuint from, GLuint to) {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
  glDisable(GL_SCISSOR_TEST);
  glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, window);
}

}  // namespace

void keep_pixels(int width, int height) {
  if (width != width_ || height != height_) make(width, height);
  copy(window, framebuffer_);
  kept_ = true;
}

bool put_kept_pixels(int width, int height) {
  if (!kept_ || width != width_ || height != height_) return false;
  copy(framebuffer_, window);
  return true;
}

void forget_kept_pixels() { kept_ = false; }

void lose_kept_pixels() {
  kept_ = false;
  texture_ = framebuffer_ = 0;
  width_ = height_ = 0;
}

}  // namespace impactweb::canvas
