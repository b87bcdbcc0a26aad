#include "canvas/name_textures.hpp"

#include <GLES3/gl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/glyphs.hpp"
#include "platform/gui.hpp"

namespace impactweb::canvas {
namespace {

constexpr int side = 2048;
constexpr float halo_reach = 1.9f;  // CSS pixels
constexpr float far_away = 1e6f;

/// A row of texts of about the same height.
struct Shelf {
  int y, height, filled;
};

GLuint texture_ = 0;
std::vector<Shelf> shelves_;
int shelves_end_ = 0;
std::unordered_map<std::string, TextPixels> known_;

ImFontBaked* baked_of(bool bold, float device_size) {
  ImFont* font = bold ? platform::fonts().bold : platform::fonts().regular;
  // At a density of 1 Dear ImGui counts in device pixels, as we do here.
  return font->GetFontBaked(std::clamp(std::round(device_size), 4.f, 200.f), 1.f);
}

/// Gives the letters of well-formed UTF-8, as the platform has them.
template <class Visit>
void for_each_letter(std::string_view text, Visit visit) {
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end;) {
    unsigned int letter = 0;
    at += std::max(1, platform::next_letter(&letter, at, end));
    visit(static_cast<ImWchar>(letter));
  }
}

bool find_room(int width, int height, int& x, int& y) {
  for (Shelf& shelf : shelves_) {
    if (height > shelf.height || height + 8 < shelf.height || shelf.filled + width > side) continue;
    x = shelf.filled;
    y = shelf.y;
    shelf.filled += width;
    return true;
  }
  if (width > side || shelves_end_ + height > side) return false;
  shelves_.push_back({shelves_end_, height, width});
  x = 0;
  y = shelves_end_;
  shelves_end_ += height;
  return true;
}

/// How much of each pixel letters cover, and what coloured ones (emoji) bring along.
struct Drawing {
  int width, height;
  std::vector<float> cover;
  std::vector<ImVec4> color;  // empty without coloured letters
};

/// What Dear ImGui's atlas has of a letter, moved to where it stands in the text: the same four neighbours mixed as a
/// graphics card would.
void draw_letter(Drawing& drawing, const ImFontGlyph& glyph, float pen_x, float pen_y) {
  const ImTextureData* atlas = ImGui::GetIO().Fonts->TexData;
  if (atlas == nullptr || atlas->Pixels == nullptr || atlas->BytesPerPixel != 4) return;
  const float left = pen_x + glyph.X0, right = pen_x + glyph.X1, top = pen_y + glyph.Y0, bottom = pen_y + glyph.Y1;
  if (right <= left || bottom <= top) return;
  const float u0 = glyph.U0 * static_cast<float>(atlas->Width), v0 = glyph.V0 * static_cast<float>(atlas->Height);
  const float du = (glyph.U1 - glyph.U0) * static_cast<float>(atlas->Width) / (right - left);
  const float dv = (glyph.V1 - glyph.V0) * static_cast<float>(atlas->Height) / (bottom - top);
  const auto texel = [&](int x, int y) {
    x = std::clamp(x, 0, atlas->Width - 1);
    y = std::clamp(y, 0, atlas->Height - 1);
    return atlas->Pixels +
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(atlas->Width) + static_cast<std::size_t>(x)) * 4;
  };
  for (int y = std::max(0, static_cast<int>(std::floor(top))); y < std::min<float>(drawing.height, bottom); ++y)
    for (int x = std::max(0, static_cast<int>(std::floor(left))); x < std::min<float>(drawing.width, right); ++x) {
      const float px = static_cast<float>(x) + 0.5f, py = static_cast<float>(y) + 0.5f;
      if (px < left || px > right || py < top || py > bottom) continue;
      const float u = u0 + (px - left) * du - 0.5f, v = v0 + (py - top) * dv - 0.5f;
      const int ux = static_cast<int>(std::floor(u)), vy = static_cast<int>(std::floor(v));
      const float fx = u - static_cast<float>(ux), fy = v - static_cast<float>(vy);
      float mixed[4] = {};
      for (int corner = 0; corner < 4; ++corner) {
        const unsigned char* at = texel(ux + (corner & 1), vy + (corner >> 1));
        const float share = ((corner & 1) != 0 ? fx : 1 - fx) * ((corner & 2) != 0 ? fy : 1 - fy);
        for (int channel = 0; channel < 4; ++channel) mixed[channel] += share * static_cast<float>(at[channel]) / 255.f;
      }
      const std::size_t pixel =
          static_cast<std::size_t>(y) * static_cast<std::size_t>(drawing.width) + static_cast<std::size_t>(x);
      float& cover = drawing.cover[pixel];
      if (mixed[3] <= cover) continue;
      cover = mixed[3];
      if (glyph.Colored) {
        if (drawing.color.empty()) drawing.color.resize(drawing.cover.size());
        drawing.color[pixel] = {mixed[0], mixed[1], mixed[2], 1};
      }
    }
}

/// How far each pixel is from the letters, in pixels, near enough: two passes over the neighbours.
std::vector<float> distances(const Drawing& drawing) {
  const int width = drawing.width, height = drawing.height;
  std::vector<float> far(drawing.cover.size(), far_away);
  for (std::size_t i = 0; i < far.size(); ++i)
    if (drawing.cover[i] > 0.02f) far[i] = 1 - drawing.cover[i];
  const auto at = [&](int x, int y) -> float& {
    return far[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  };
  constexpr float diagonal = 1.41421356f;
  const auto pass = [&](int step) {
    const int first_x = step > 0 ? 0 : width - 1, first_y = step > 0 ? 0 : height - 1;
    for (int y = first_y; y >= 0 && y < height; y += step)
      for (int x = first_x; x >= 0 && x < width; x += step) {
        float& here = at(x, y);
        if (x - step >= 0 && x - step < width) here = std::min(here, at(x - step, y) + 1);
        if (y - step < 0 || y - step >= height) continue;
        here = std::min(here, at(x, y - step) + 1);
        if (x > 0) here = std::min(here, at(x - 1, y - step) + diagonal);
        if (x + 1 < width) here = std::min(here, at(x + 1, y - step) + diagonal);
      }
  };
  pass(1);
  pass(-1);
  return far;
}

void put_pixels(const Drawing& drawing, const TextLook& look, float reach, int x, int y) {
  static std::vector<std::uint8_t> bytes;
  bytes.assign(drawing.cover.size() * 4, 0);
  const ImVec4 ink = ImGui::ColorConvertU32ToFloat4(look.ink), halo = ImGui::ColorConvertU32ToFloat4(look.halo);
  const std::vector<float> far = halo.w > 0 ? distances(drawing) : std::vector<float>();
  for (std::size_t i = 0; i < drawing.cover.size(); ++i) {
    const bool colored = !drawing.color.empty() && drawing.color[i].w > 0;
    const ImVec4& own = colored ? drawing.color[i] : ink;
    const float cover = drawing.cover[i] * ink.w;
    const float around = far.empty() ? 0 : halo.w * std::clamp(reach + 0.5f - far[i], 0.f, 1.f) * (1 - cover);
    const auto byte = [](float value) { return static_cast<std::uint8_t>(value * 255 + 0.5f); };
    bytes[i * 4] = byte(own.x * cover + halo.x * around);
    bytes[i * 4 + 1] = byte(own.y * cover + halo.y * around);
    bytes[i * 4 + 2] = byte(own.z * cover + halo.z * around);
    bytes[i * 4 + 3] = byte(cover + around);
  }
  glBindTexture(GL_TEXTURE_2D, text_texture());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, drawing.width, drawing.height, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data());
}

}  // namespace

const TextPixels* text_pixels(std::string_view text, const TextLook& look, float pixel_ratio) {
  std::string key(text);
  const auto add = [&](const void* data, std::size_t size) { key.append(static_cast<const char*>(data), size); };
  const float size = std::round(look.size * pixel_ratio);
  add(&size, sizeof size);
  add(&look.ink, sizeof look.ink);
  add(&look.halo, sizeof look.halo);
  key += look.bold ? 'b' : 'r';
  if (const auto found = known_.find(key); found != known_.end()) return &found->second;

  ImFontBaked* font = baked_of(look.bold, size);
  if (font == nullptr) return nullptr;
  const float reach = (look.halo >> IM_COL32_A_SHIFT) == 0 ? 0 : halo_reach * pixel_ratio;
  const int margin = static_cast<int>(std::ceil(reach)) + 1;
  float advance = 0;
  for_each_letter(text, [&](ImWchar letter) { advance += font->GetCharAdvance(letter); });
  TextPixels pixels;
  pixels.advance = advance;
  pixels.left = pixels.top = static_cast<float>(margin);
  const int width = std::min(side, static_cast<int>(std::ceil(advance)) + 2 * margin + 2);
  const int height = static_cast<int>(std::ceil(font->Ascent - font->Descent)) + 2 * margin;
  int x = 0, y = 0;
  if (!find_room(width, height, x, y)) return nullptr;
  pixels.x = static_cast<std::uint16_t>(x);
  pixels.y = static_cast<std::uint16_t>(y);
  pixels.width = static_cast<std::uint16_t>(width);
  pixels.height = static_cast<std::uint16_t>(height);

  static Drawing drawing;
  drawing.width = width;
  drawing.height = height;
  drawing.cover.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
  drawing.color.clear();
  float pen = pixels.left;
  for_each_letter(text, [&](ImWchar letter) {
    // A copy: the next letter may move what the atlas has.
    const ImFontGlyph glyph = *font->FindGlyph(letter);
    if (glyph.Visible) draw_letter(drawing, glyph, pen, pixels.top);
    pen += glyph.AdvanceX;
  });
  put_pixels(drawing, look, reach, x, y);
  return &known_.emplace(std::move(key), pixels).first->second;
}

float text_width(std::string_view text, float size, bool bold) {
  ImFontBaked* font = baked_of(bold, size);
  if (font == nullptr) return 0;
  float advance = 0;
  for_each_letter(text, [&](ImWchar letter) { advance += font->GetCharAdvance(letter); });
  return advance * size / font->Size;
}

unsigned text_texture() {
  if (texture_ == 0) {
    glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, side, side, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
      glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
  }
  return texture_;
}

ImVec2 text_texture_size() { return {side, side}; }

void forget_texts() {
  known_.clear();
  shelves_.clear();
  shelves_end_ = 0;
}

void lose_text_texture() {
  texture_ = 0;
  forget_texts();
}

}  // namespace impactweb::canvas
