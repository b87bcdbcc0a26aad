#include "platform/gui.hpp"

#include <GLES3/gl3.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "platform/draw_list_replay.hpp"
#include "platform/glyphs.hpp"
#include "platform/window.hpp"

namespace impactweb::platform {
namespace {

ImVec2 stage_{640, 480};
float ratio_ = 1;
bool drawn_ = false;
bool lost_ = false;  // the context, for now
std::vector<unsigned char> regular_, bold_, icons_;
Fonts fonts_;

/// Letters have a width only once Dear ImGui believes that their textures are where they are drawn from.
void pretend_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
    texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
  }
}

ImFont* add_font(std::vector<unsigned char>& text, std::vector<unsigned char>& icons, float size) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  ImFont* font = atlas->AddFontFromMemoryTTF(text.data(), static_cast<int>(text.size()), size, &config);
  ImFontConfig merged;
  merged.FontDataOwnedByAtlas = false;
  merged.MergeMode = true;
  merged.GlyphOffset = {0, 2};
  atlas->AddFontFromMemoryTTF(icons.data(), static_cast<int>(icons.size()), size, &merged);
  add_browser_glyphs(atlas);
  return font;
}

}  // namespace

void create_gui(bool drawn) {
  drawn_ = drawn;
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "impactweb";
  io.MouseDoubleClickTime = 0.35f;
  // For programs whose windows a script may leave open; it is large.
  io.ConfigErrorRecovery = false;
  if (drawn)
    ImGui_ImplOpenGL3_Init("#version 300 es");
  else
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  // The hooks that feed the accessible mirror are off until they are asked for.
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
}

void set_fonts(std::vector<unsigned char> regular, std::vector<unsigned char> bold, std::vector<unsigned char> icons,
               float size) {
  regular_ = std::move(regular);
  bold_ = std::move(bold);
  icons_ = std::move(icons);
  fonts_ = {add_font(regular_, icons_, size), add_font(bold_, icons_, size)};
  ImGui::GetIO().FontDefault = fonts_.regular;
}

const Fonts& fonts() { return fonts_; }

bool is_drawn() { return drawn_; }

void set_stage(float width, float height, float pixel_ratio) {
  stage_ = {std::max(1.f, width), std::max(1.f, height)};
  ratio_ = pixel_ratio;
  resize_window(static_cast<int>(std::lround(stage_.x * ratio_)), static_cast<int>(std::lround(stage_.y * ratio_)));
}

ImVec2 stage_size() { return stage_; }
float pixel_ratio() { return ratio_; }

void begin_frame(double seconds) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = stage_;
  io.DisplayFramebufferScale = {ratio_, ratio_};
  io.DeltaTime = static_cast<float>(std::clamp(seconds, 0.001, 0.25));
  if (drawn_) ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

namespace {

void clear_stage(const ImVec4& paper) {
  glViewport(0, 0, static_cast<int>(std::lround(stage_.x * ratio_)), static_cast<int>(std::lround(stage_.y * ratio_)));
  glClearColor(paper.x, paper.y, paper.z, 1);
  glDisable(GL_SCISSOR_TEST);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

void end_frame(const ImVec4& paper) {
  ImGui::Render();
  if (!drawn_) return pretend_textures();
  clear_stage(paper);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  forget_draw_list(false);
}

void drop_frame() { ImGui::EndFrame(); }

bool draw_again(const ImVec4& paper) {
  const ImDrawData* queued = ImGui::GetDrawData();
  if (!drawn_ || lost_ || queued == nullptr) return false;
  clear_stage(paper);
  replay_draw_list(*queued);
  return true;
}

void lose_context() {
  lost_ = true;
  forget_draw_list(true);
}

void restore_context() {
  lost_ = false;
  // Textures are made anew from what the atlas keeps.
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_WantCreate);
  ImGui_ImplOpenGL3_CreateDeviceObjects();
}

}  // namespace impactweb::platform
