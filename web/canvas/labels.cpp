#include "canvas/labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "canvas/scene.hpp"
#include "core/text/text.hpp"
#include "ui/theme.hpp"
#include "ui/widgets.hpp"

namespace impactweb::canvas {
namespace {

constexpr float label_size = 14, tie_label_size = 13;
constexpr std::size_t longest = 34;  // characters on the canvas; the inspector shows all

/// What is taken on the screen, in cells of a coarse grid.
class Occupancy {
 public:
  Occupancy(ImVec2 size) : columns_(static_cast<int>(size.x / cell) + 3), rows_(static_cast<int>(size.y / cell) + 3) {
    taken_.assign(static_cast<std::size_t>(columns_ * rows_), 0);
  }
  /// Takes the rectangle if it is free.
  bool take(ImVec2 low, ImVec2 high, bool anyhow = false) {
    const int x0 = column(low.x), x1 = column(high.x), y0 = row(low.y), y1 = row(high.y);
    if (x1 < 0 || y1 < 0 || x0 >= columns_ || y0 >= rows_) return false;
    for (int pass = anyhow ? 1 : 0; pass < 2; ++pass)
      for (int y = std::max(y0, 0); y <= std::min(y1, rows_ - 1); ++y)
        for (int x = std::max(x0, 0); x <= std::min(x1, columns_ - 1); ++x) {
          auto& place = taken_[static_cast<std::size_t>(y * columns_ + x)];
          if (pass == 0 && place != 0) return false;
          if (pass == 1) place = 1;
        }
    return true;
  }

 private:
  static constexpr float cell = 6;
  static int column(float x) { return static_cast<int>(std::floor(x / cell)) + 1; }
  static int row(float y) { return static_cast<int>(std::floor(y / cell)) + 1; }
  int columns_, rows_;
  std::vector<std::uint8_t> taken_;
};

struct Measured {
  std::string text;
  float width = 0;  // at label_size
};

/// Names are cut and measured once, not in every frame.
const Measured& measured(const std::string& label) {
  static std::unordered_map<std::string, Measured> known;
  if (known.size() > 50'000) known.clear();
  auto [found, is_new] = known.try_emplace(label);
  if (is_new) {
    Measured& entry = found->second;
    entry.text = count_characters(label) > longest ? std::string(first_characters(label, longest - 1)) + "…" : label;
    entry.width = ui::fonts().regular->CalcTextSizeA(label_size, 1e9f, 0, entry.text.c_str()).x;
  }
  return found->second;
}

void draw_with_halo(ImDrawList* list, ImFont* font, float size, ImVec2 at, ImU32 ink, ImU32 halo, const char* text) {
  for (const ImVec2 shift : {ImVec2(-1.2f, -1.2f), ImVec2(1.2f, -1.2f), ImVec2(-1.2f, 1.2f), ImVec2(1.2f, 1.2f)})
    list->AddText(font, size, {at.x + shift.x, at.y + shift.y}, halo, text);
  list->AddText(font, size, at, ink, text);
}

void draw_tie_label(ImDrawList* list, const Camera& camera, const SceneEdge& edge, Occupancy& occupancy, float scale,
                    bool anyhow) {
  std::string text = edge.edge->label.empty() ? edge_kind_name(edge.edge->kind) : edge.edge->label;
  if (text.empty()) return;
  if (count_characters(text) > longest) text = std::string(first_characters(text, longest - 1)) + "…";
  const float size = tie_label_size * scale;
  const ImVec2 middle = camera.screen_from_world(middle_of(edge));
  const ImVec2 extent = ui::fonts().regular->CalcTextSizeA(size, 1e9f, 0, text.c_str());
  const ImVec2 at{std::round(middle.x - extent.x / 2), std::round(middle.y - extent.y - 4)};
  if (!occupancy.take({at.x - 2, at.y}, {at.x + extent.x + 2, at.y + extent.y}, anyhow)) return;
  draw_with_halo(list, ui::fonts().regular, size, at, ui::pack(ui::palette().secondary),
                 ui::pack(ui::palette().paper, 0.9f), text.c_str());
}

}  // namespace

float label_width(const std::string& label) { return measured(label).width; }

void draw_labels(ImDrawList* list, const Camera& camera, float text_scale) {
  const Scene& all = scene();
  const ImVec2 stage = camera.stage();
  const float zoom = static_cast<float>(camera.zoom());
  Occupancy occupancy(stage);
  const ImU32 paper = ui::pack(ui::palette().paper, 0.9f);
  const float size = label_size * text_scale;

  struct Visible {
    const SceneNode* node;
    ImVec2 center;
    float radius;
  };
  static std::vector<Visible> visible;
  visible.clear();
  for (const std::uint32_t index : all.by_importance) {
    const SceneNode& node = all.nodes[index];
    const ImVec2 center = camera.screen_from_world(node.position);
    const float radius = std::max(node.radius * zoom, 2.5f);
    if (center.x < -220 || center.y < -60 || center.x > stage.x + 220 || center.y > stage.y + 60) continue;
    visible.push_back({&node, center, radius});
    // Names do not cover nodes: a little less than the disc, so that tight pictures keep some names.
    const float keep = radius * 0.75f;
    occupancy.take({center.x - keep, center.y - keep}, {center.x + keep, center.y + keep}, true);
  }

  const int hovered = hovered_node();
  const auto draw_one = [&](const Visible& each, bool anyhow) {
    const SceneNode& node = *each.node;
    const Measured& name = measured(node.node->label);
    const float width = name.width * text_scale;
    float left = each.center.x - width / 2;
    // The name of a node that is in sight is not cut off by the side of the stage.
    if (each.center.x >= 0 && each.center.x <= stage.x && width + 8 <= stage.x)
      left = std::clamp(left, 4.f, stage.x - width - 4);
    const ImVec2 at{std::round(left), std::round(each.center.y + each.radius + (node.offers > 0 ? 8.f : 4.f))};
    if (!occupancy.take({at.x - 3, at.y + 1}, {at.x + width + 3, at.y + size + 1}, anyhow)) return;
    const float alpha = node.dimmed && !node.selected ? 0.25f : 1;
    draw_with_halo(list, node.selected ? ui::fonts().bold : ui::fonts().regular, size, at,
                   ui::pack(ui::palette().ink, alpha), paper, name.text.c_str());
  };
  // Selected and hovered names first: they are what one looks for.
  for (const Visible& each : visible)
    if (each.node->selected || (hovered >= 0 && each.node == &all.nodes[static_cast<std::size_t>(hovered)]))
      draw_one(each, true);
  const bool crowded = visible.size() > 60;
  for (const Visible& each : visible) {
    if (each.node->selected || (hovered >= 0 && each.node == &all.nodes[static_cast<std::size_t>(hovered)])) continue;
    // Far away only the important ones speak.
    if (crowded && each.radius < 4.5f) continue;
    draw_one(each, false);
  }
  for (const Visible& each : visible) {
    if (each.node->initials.empty() || each.radius < 9) continue;
    const float initials_size = std::min(each.radius * 0.8f, 22.f);
    const ImVec2 extent = ui::fonts().bold->CalcTextSizeA(initials_size, 1e9f, 0, each.node->initials.c_str());
    list->AddText(ui::fonts().bold, initials_size, {each.center.x - extent.x / 2, each.center.y - extent.y / 2},
                  ui::pack(ui::palette().paper, each.node->dimmed ? 0.25f : 1), each.node->initials.c_str());
  }

  const int hovered_tie = hovered_edge();
  for (std::size_t i = 0; i < all.edges.size(); ++i) {
    const SceneEdge& edge = all.edges[i];
    const bool near_hovered = hovered >= 0 && !edge.dimmed &&
                              (static_cast<int>(edge.from) == hovered || static_cast<int>(edge.to) == hovered);
    if (edge.selected || static_cast<int>(i) == hovered_tie || near_hovered)
      draw_tie_label(list, camera, edge, occupancy, text_scale, edge.selected || static_cast<int>(i) == hovered_tie);
  }
  // On a small picture, seen from nearby, every tie can say what it is.
  if (zoom >= 0.85f && all.edges.size() <= 400)
    for (const SceneEdge& edge : all.edges)
      if (!edge.selected && !edge.dimmed) draw_tie_label(list, camera, edge, occupancy, text_scale * 0.92f, false);
}

}  // namespace impactweb::canvas
