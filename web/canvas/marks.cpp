#include "canvas/marks.hpp"

#include <algorithm>
#include <cmath>

#include "canvas/renderer.hpp"
#include "core/layout/trigonometry.hpp"
#include "core/support/sort.hpp"
#include "platform/draw_list_replay.hpp"
#include "scene/scene.hpp"
#include "ui/theme.hpp"

namespace impactweb::canvas {
namespace {

Camera camera_;
float ratio_ = 1;

// ------------------------------------------------------------------ hulls

/// Room between a node's rim and the hull, in the world.
constexpr double hull_margin = 16;
constexpr int points_of_disc = 24;

/// Convex hull of the discs around the nodes: a polygon with round corners.
std::vector<Point> hull_of(const SceneGroup& group) {
  std::vector<Point> points;
  for (const std::uint32_t index : group.nodes) {
    const SceneNode& node = scene().nodes[index];
    for (int i = 0; i < points_of_disc; ++i) {
      const Point way = layout::direction_at(i * 6.283185307179586 / points_of_disc);
      const double reach = node.radius + hull_margin;
      points.push_back({node.position.x + way.x * reach, node.position.y + way.y * reach});
    }
  }
  // Andrew's monotone chain.
  sort_stably(points, [](const Point& a, const Point& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<Point> hull;
  const auto grow = [&hull](const Point& next, std::size_t least) {
    while (hull.size() >= least) {
      const Point &a = hull[hull.size() - 2], &b = hull.back();
      if ((b.x - a.x) * (next.y - a.y) - (b.y - a.y) * (next.x - a.x) > 0) break;
      hull.pop_back();
    }
    hull.push_back(next);
  };
  for (const Point& next : points) grow(next, 2);
  const std::size_t lower = hull.size() + 1;
  for (auto next = points.rbegin() + 1; next != points.rend(); ++next) grow(*next, lower);
  if (hull.size() > 1) hull.pop_back();
  return hull;
}

/// In the world; made anew when groups or places have changed.
const std::vector<std::vector<Point>>& hulls() {
  static std::vector<std::vector<Point>> made;
  static std::uint64_t made_marks = 0, made_drawn = 0;
  if (made_marks == scene().marks_revision && made_drawn == scene().drawn_revision) return made;
  made_marks = scene().marks_revision;
  made_drawn = scene().drawn_revision;
  made.clear();
  for (const SceneGroup& group : scene().groups) made.push_back(hull_of(group));
  return made;
}

// ------------------------------------------------------------------ drawing

/// Draws at once what `fill` puts into a list, as the camera sees it now.
template <class Fill>
void draw_now(Fill fill) {
  const ImVec2 stage = camera_.stage();
  ImDrawList list(ImGui::GetDrawListSharedData());
  list._ResetForNewFrame();
  list.PushClipRect({0, 0}, stage);
  list.PushTexture(ImGui::GetIO().Fonts->TexRef);
  fill(list);
  ImDrawData data;
  data.Valid = true;
  data.DisplaySize = stage;
  data.FramebufferScale = {ratio_, ratio_};
  data.AddDrawList(&list);
  platform::draw_list_at_once(data);
}

void draw_dashes(ImDrawList& list, const std::vector<ImVec2>& line, float width, float on, float off, ImU32 color) {
  std::vector<ImVec2> dash;
  float left = on;
  bool drawing = true;
  const auto end_dash = [&] {
    if (dash.size() > 1) list.AddPolyline(dash.data(), static_cast<int>(dash.size()), color, 0, width);
    dash.clear();
  };
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    ImVec2 at = line[i];
    const ImVec2 to = line[i + 1];
    float rest = std::hypot(to.x - at.x, to.y - at.y);
    if (drawing && dash.empty()) dash.push_back(at);
    while (rest > left) {
      at = {at.x + (to.x - at.x) * left / rest, at.y + (to.y - at.y) * left / rest};
      rest -= left;
      if (drawing) {
        dash.push_back(at);
        end_dash();
      } else {
        dash.push_back(at);
      }
      drawing = !drawing;
      left = drawing ? on : off;
    }
    left -= rest;
    if (drawing) dash.push_back(to);
  }
  end_dash();
}

void draw_hulls(const ImDrawList*, const ImDrawCmd*) {
  const std::vector<DrawnHull> hulls = drawn_hulls(camera_);
  const std::vector<DrawnProposal> proposals = drawn_proposals(camera_);
  if (hulls.empty() && proposals.empty()) return;
  draw_now([&](ImDrawList& list) {
    for (const DrawnHull& hull : hulls)
      list.AddConvexPolyFilled(hull.outline.data(), static_cast<int>(hull.outline.size()),
                               ui::pack(hull.color, hull_cover));
    for (const DrawnHull& hull : hulls)
      list.AddPolyline(hull.outline.data(), static_cast<int>(hull.outline.size()),
                       ui::pack(hull.color, hull_line_cover), ImDrawFlags_Closed, 1.5f);
    for (const DrawnProposal& tie : proposals)
      draw_dashes(list, tie.line, 3 * tie.unit, 9 * tie.unit, 6 * tie.unit, ui::pack(ui::palette().accent));
  });
}

void draw_marks(const ImDrawList*, const ImDrawCmd*) {
  const Scene& all = scene();
  const ui::Palette& p = ui::palette();
  const ImU32 ink = ui::pack(p.ink), paper = ui::pack(p.paper), accent = ui::pack(p.accent);
  const ImVec2 stage = camera_.stage();
  draw_now([&](ImDrawList& list) {
    for (const std::uint32_t index : all.marked_nodes) {
      const SceneNode& node = all.nodes[index];
      const ImVec2 at = camera_.screen_from_world(node.position);
      const MarkRing ring = mark_ring(drawn_radius(node, camera_), node.marked);
      const float reach = ring.radius + 4;
      if (at.x < -reach || at.y < -reach || at.x > stage.x + reach || at.y > stage.y + reach) continue;
      list.AddCircle(at, ring.radius, paper, 0, ring.width + 3);
      list.AddCircle(at, ring.radius, ink, 0, ring.width);
    }
    for (const DrawnProposal& tie : drawn_proposals(camera_)) {
      const float u = tie.unit, arm = 4 * u;
      list.AddCircleFilled(tie.middle, 10 * u, paper);
      list.AddCircleFilled(tie.middle, 8 * u, accent);
      list.AddLine({tie.middle.x - arm, tie.middle.y}, {tie.middle.x + arm, tie.middle.y}, paper, 2 * u);
      list.AddLine({tie.middle.x, tie.middle.y - arm}, {tie.middle.x, tie.middle.y + arm}, paper, 2 * u);
    }
  });
}

}  // namespace

MarkRing mark_ring(float radius, int level) {
  // In a picture that is seen from afar, rings leave room between nodes.
  const float gap = std::clamp(radius * 0.4f, 2.5f, 6.f);
  return {radius + gap, (level == 1 ? 2.6f : 1.4f) * (radius < 6 ? 0.7f : 1.f)};
}

void queue_hulls(ImDrawList* list, const Camera& camera, float pixel_ratio) {
  camera_ = camera;
  ratio_ = pixel_ratio;
  list->AddCallback(draw_hulls, nullptr);
}

void queue_marks(ImDrawList* list) { list->AddCallback(draw_marks, nullptr); }

void move_marks(const Camera& camera) { camera_ = camera; }

std::vector<DrawnHull> drawn_hulls(const Camera& camera) {
  std::vector<DrawnHull> drawn;
  const std::vector<std::vector<Point>>& all = hulls();
  const ImVec2 stage = camera.stage();
  for (std::size_t i = 0; i < all.size(); ++i) {
    DrawnHull hull{scene().groups[i].label, {}, scene().groups[i].color, {0, 1e9f}};
    float left = 1e9f, right = -1e9f, bottom = -1e9f;
    for (const Point& point : all[i]) {
      const ImVec2 at = camera.screen_from_world(point);
      hull.outline.push_back(at);
      left = std::min(left, at.x);
      right = std::max(right, at.x);
      bottom = std::max(bottom, at.y);
      if (at.y < hull.top.y) hull.top = at;
    }
    if (right < 0 || bottom < 0 || left > stage.x || hull.top.y > stage.y) continue;
    drawn.push_back(std::move(hull));
  }
  return drawn;
}

namespace {

/// Whether a disc of radius `room` around a point on the screen covers a node.
bool covers_node(ImVec2 at, float room, const Camera& camera) {
  for (const SceneNode& node : scene().nodes) {
    const ImVec2 center = camera.screen_from_world(node.position);
    const float reach = room + drawn_radius(node, camera);
    if (std::abs(center.x - at.x) < reach && std::abs(center.y - at.y) < reach) return true;
  }
  return false;
}

}  // namespace

std::vector<DrawnProposal> drawn_proposals(const Camera& camera) {
  const Scene& all = scene();
  const ImVec2 stage = camera.stage();
  const float unit = std::clamp(static_cast<float>(camera.zoom()) * 1.4f, 0.5f, 1.2f);
  std::vector<DrawnProposal> drawn;
  for (std::uint32_t i = 0; i < all.proposed.size(); ++i) {
    const ProposedTie& tie = all.proposed[i];
    const SceneNode &from = all.nodes[tie.from], &to = all.nodes[tie.to];
    const ImVec2 a = camera.screen_from_world(from.position), b = camera.screen_from_world(to.position);
    const float dx = b.x - a.x, dy = b.y - a.y, length = std::max(std::hypot(dx, dy), 1e-3f);
    const float bend = tie.bend * static_cast<float>(camera.zoom());
    const auto reach = [&](const SceneNode& node) {
      const MarkRing ring = mark_ring(drawn_radius(node, camera), node.marked);
      return std::min(ring.radius + ring.width, length * 0.45f) / length;
    };
    const float first = reach(from), last = 1 - reach(to);
    const auto at = [&](float t) {
      const float lift = 4 * t * (1 - t) * bend;
      return ImVec2{a.x + dx * t - dy / length * lift, a.y + dy * t + dx / length * lift};
    };
    DrawnProposal& added = drawn.emplace_back(DrawnProposal{i, {}, {}, unit});
    const int pieces = bend == 0 ? 1 : 24;
    ImVec2 low{1e9f, 1e9f}, high{-1e9f, -1e9f};
    for (int piece = 0; piece <= pieces; ++piece) {
      const ImVec2 point = at(first + (last - first) * static_cast<float>(piece) / static_cast<float>(pieces));
      added.line.push_back(point);
      low = {std::min(low.x, point.x), std::min(low.y, point.y)};
      high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    const bool seen = high.x > -20 && high.y > -20 && low.x < stage.x + 20 && low.y < stage.y + 20;
    if (!seen) {
      drawn.pop_back();
      continue;
    }
    // Where the middle lies on somebody, the plus moves aside along the tie.
    added.middle = at((first + last) / 2);
    for (const float share : {0.5f, 0.4f, 0.6f, 0.3f, 0.7f})
      if (const ImVec2 place = at(first + (last - first) * share); !covers_node(place, 9 * unit, camera)) {
        added.middle = place;
        break;
      }
  }
  return drawn;
}

}  // namespace impactweb::canvas
