#include "app/picture.hpp"

#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/state.hpp"
#include "bridge/bridge.hpp"
#include "canvas/labels.hpp"
#include "canvas/renderer.hpp"
#include "canvas/scene.hpp"
#include "platform/gui.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"

namespace impactweb::app {
namespace {

/// The camera, and the size in CSS pixels, from which the picture is taken.
struct Shot {
  canvas::Camera camera;
  ImVec2 size;
};

Shot shot_of(const PictureOptions& options) {
  Shot shot;
  if (options.view_only) {
    shot.camera = state().camera;
    shot.size = state().camera.stage();
    return shot;
  }
  Rect bounds = canvas::scene().bounds;
  if (bounds.empty()) bounds = {{-200, -150}, {200, 150}};
  constexpr double margin = 40;
  // Names may reach beyond their nodes: a zoom of 1 with a generous margin keeps them whole, and a large network gets a
  // smaller zoom.
  const double width = bounds.width() + 2 * margin + 120, height = bounds.height() + 2 * margin;
  const double zoom = std::min(1.0, 4000 / std::max(width, height));
  shot.size = {static_cast<float>(std::ceil(std::max(320.0, width * zoom))),
               static_cast<float>(std::ceil(std::max(240.0, height * zoom)))};
  shot.camera.set_stage(shot.size, {0, 0}, shot.size);
  shot.camera.jump(bounds.center(), zoom);
  return shot;
}

}  // namespace

nlohmann::json take_picture(const PictureOptions& options) {
  canvas::update_scene();
  canvas::set_hover(-1, -1);
  const Shot shot = shot_of(options);
  GLint largest = 4096;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  const double room = std::min(largest, 8192) / static_cast<double>(std::max(shot.size.x, shot.size.y));
  const double scale = std::min(std::clamp(options.scale, 0.5, 4.0), room);
  const int width = static_cast<int>(std::lround(shot.size.x * scale)),
            height = static_cast<int>(std::lround(shot.size.y * scale));

  GLuint texture = 0, framebuffer = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glGenFramebuffers(1, &framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  glViewport(0, 0, width, height);
  const ImVec4& paper = ui::palette().paper;
  if (options.transparent)
    glClearColor(0, 0, 0, 0);
  else
    glClearColor(paper.x, paper.y, paper.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);

  // One frame of Dear ImGui with nothing in it but the picture, at the picture's own size and density.
  const ImVec2 stage = platform::stage_size();
  const float ratio = platform::pixel_ratio();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = shot.size;
  io.DisplayFramebufferScale = {static_cast<float>(scale), static_cast<float>(scale)};
  io.DeltaTime = 0.001f;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ImDrawList* list = ImGui::GetBackgroundDrawList();
  canvas::queue_scene(list, shot.camera, static_cast<float>(scale), true);
  canvas::queue_labels(list, shot.camera, state().text_scale, static_cast<float>(scale));
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  io.DisplaySize = stage;
  io.DisplayFramebufferScale = {ratio, ratio};

  auto& pixels = bridge::buffer();
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  pixels.assign(row * static_cast<std::size_t>(height), 0);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &framebuffer);
  glDeleteTextures(1, &texture);
  // WebGL counts rows from below.
  for (int low = 0, high = height - 1; low < high; ++low, --high)
    std::swap_ranges(pixels.begin() + static_cast<std::ptrdiff_t>(row) * low,
                     pixels.begin() + static_cast<std::ptrdiff_t>(row) * (low + 1),
                     pixels.begin() + static_cast<std::ptrdiff_t>(row) * high);
  want_frames();
  return {{"width", width}, {"height", height}, {"scale", scale}};
}

}  // namespace impactweb::app
