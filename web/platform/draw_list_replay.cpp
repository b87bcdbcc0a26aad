#include "platform/draw_list_replay.hpp"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>

#include "platform/shader_program.hpp"
#include "shaders.hpp"

namespace impactweb::platform {
namespace {

/// Corners and triangles on the graphics card.
struct Buffers {
  GLuint vertices = 0, indices = 0, array = 0;
};

GLuint program_ = 0;
GLint size_ = -1;
/// Of the frame that is repeated, and of what is drawn once between other things.
Buffers frame_, between_;
bool filled_ = false;

void make() {
  program_ = link_program({shader_head, shaders::draw_list_vertex}, {shader_head, shaders::draw_list_fragment});
  size_ = glGetUniformLocation(program_, "u_size");
  for (Buffers* buffers : {&frame_, &between_}) {
    glGenBuffers(1, &buffers->vertices);
    glGenBuffers(1, &buffers->indices);
    glGenVertexArrays(1, &buffers->array);
  }
}

/// All lists one after another; their indices count from the first vertex of all.
void fill(const Buffers& buffers, const ImDrawData& queued) {
  static ImVector<ImDrawVert> vertices;
  static ImVector<ImDrawIdx> indices;
  vertices.resize(0);
  indices.resize(0);
  for (const ImDrawList* list : queued.CmdLists) {
    const auto first = static_cast<ImDrawIdx>(vertices.Size);
    for (const ImDrawVert& each : list->VtxBuffer) vertices.push_back(each);
    for (const ImDrawIdx each : list->IdxBuffer) indices.push_back(first + each);
  }
  glBindVertexArray(buffers.array);
  glBindBuffer(GL_ARRAY_BUFFER, buffers.vertices);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers.indices);
  glBufferData(GL_ARRAY_BUFFER, vertices.size_in_bytes(), vertices.Data, GL_STATIC_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, indices.size_in_bytes(), indices.Data, GL_STATIC_DRAW);
  const auto attribute = [](GLuint place, GLint count, GLenum type, bool normalized, std::size_t offset) {
    glEnableVertexAttribArray(place);
    glVertexAttribPointer(place, count, type, normalized, sizeof(ImDrawVert), reinterpret_cast<const void*>(offset));
  };
  attribute(0, 2, GL_FLOAT, false, offsetof(ImDrawVert, pos));
  attribute(1, 2, GL_FLOAT, false, offsetof(ImDrawVert, uv));
  attribute(2, 4, GL_UNSIGNED_BYTE, true, offsetof(ImDrawVert, col));
}

void draw(const Buffers& buffers, const ImDrawData& queued);

}  // namespace

void forget_draw_list(bool context_lost) {
  filled_ = false;
  if (context_lost) program_ = 0;
}

void replay_draw_list(const ImDrawData& queued) {
  if (program_ == 0) make();
  if (!filled_) fill(frame_, queued);
  filled_ = true;
  draw(frame_, queued);
}

void draw_list_at_once(const ImDrawData& data) {
  if (program_ == 0) make();
  fill(between_, data);
  draw(between_, data);
}

namespace {

void draw(const Buffers& buffers, const ImDrawData& queued) {
  const ImVec2 scale = queued.FramebufferScale;
  const float height = queued.DisplaySize.y * scale.y;
  bool ready = false;
  ImTextureID bound = 0;
  std::size_t first = 0;
  for (const ImDrawList* list : queued.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback != nullptr) {
        if (command.UserCallback != ImDrawCallback_ResetRenderState) command.UserCallback(list, &command);
        ready = false;
        continue;
      }
      if (command.ElemCount == 0) continue;
      const ImVec4& clip = command.ClipRect;
      const int left = std::max(0, static_cast<int>(clip.x * scale.x)), right = static_cast<int>(clip.z * scale.x);
      const int top = std::max(0, static_cast<int>(clip.y * scale.y)), bottom = static_cast<int>(clip.w * scale.y);
      if (right <= left || bottom <= top) continue;
      if (!ready) {
        glUseProgram(program_);
        glUniform2f(size_, queued.DisplaySize.x, queued.DisplaySize.y);
        glBindVertexArray(buffers.array);
        glEnable(GL_SCISSOR_TEST);
        glEnable(GL_BLEND);
        glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        glActiveTexture(GL_TEXTURE0);
        ready = true;
        bound = 0;
      }
      if (const ImTextureID texture = command.GetTexID(); texture != bound) {
        glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture));
        bound = texture;
      }
      glScissor(left, static_cast<int>(height) - bottom, right - left, bottom - top);
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                     reinterpret_cast<const void*>((first + command.IdxOffset) * sizeof(ImDrawIdx)));
    }
    first += static_cast<std::size_t>(list->IdxBuffer.Size);
  }
  glDisable(GL_SCISSOR_TEST);
  glBindVertexArray(0);
}

}  // namespace

}  // namespace impactweb::platform
