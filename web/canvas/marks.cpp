#include "canvas/marks.hpp"

#include <algorithm>
#include <cmath>

#include "canvas/remembered.hpp"
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
/// Of large groups, discs need fewer points to look round.
std::size_t points_of_disc(std::size_t nodes) { return nodes > 100 ? 8 : 24; }

/// Members of a community that are farther from its middle than so many times what half of them are belong to it, but
/// do not stand with it. The next is tried where a hull would hold strangers.
constexpr double far_off[] = {2.6, 1.8, 1.3};

Point middle_of(const SceneGroup& group) {
  Point sum;
  for (const std::uint32_t index : group.nodes) {
    sum.x += scene().nodes[index].position.x;
    sum.y += scene().nodes[index].position.y;
  }
  const auto count = static_cast<double>(std::max<std::size_t>(group.nodes.size(), 1));
  return {sum.x / count, sum.y / count};
}

/// Those of a community that stand within so many times the distance that half of them have from its middle.
std::vector<std::uint32_t> together(const SceneGroup& group, double times) {
  const Point middle = middle_of(group);
  const auto distance = [&](std::uint32_t index) {
    const Point at = scene().nodes[index].position;
    return std::sqrt((at.x - middle.x) * (at.x - middle.x) + (at.y - middle.y) * (at.y - middle.y));
  };
  std::vector<double> distances;
  for (const std::uint32_t index : group.nodes) distances.push_back(distance(index));
  sort_stably(distances);
  const double most = distances.empty() ? 0 : times * distances[distances.size() / 2];
  std::vector<std::uint32_t> near;
  for (const std::uint32_t index : group.nodes)
    if (distance(index) <= most) near.push_back(index);
  return near;
}

/// Convex hull of the discs around nodes: a polygon with round corners.
std::vector<Point> hull_of(const std::vector<std::uint32_t>& nodes) {
  std::vector<Point> points;
  const std::size_t around = points_of_disc(nodes.size());
  for (const std::uint32_t index : nodes) {
    const SceneNode& node = scene().nodes[index];
    for (std::size_t i = 0; i < around; ++i) {
      const Point way = layout::direction_at(static_cast<double>(i) * 6.283185307179586 / static_cast<double>(around));
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

bool holds(const std::vector<Point>& hull, const Rect& bounds, Point at) {
  if (!bounds.contains(at)) return false;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const Point &a = hull[i], &b = hull[(i + 1) % hull.size()];
    if ((b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) < 0) return false;
  }
  return true;
}

/// Whether more than one in eight of those in the hull around `members` do not belong to the group.
bool holds_strangers(const std::vector<Point>& hull, const SceneGroup& group, std::size_t members) {
  Rect bounds;
  for (const Point& point : hull) bounds.include(point);
  std::vector<char> own(scene().nodes.size(), 0);
  for (const std::uint32_t index : group.nodes) own[index] = 1;
  std::size_t strangers = 0;
  for (std::size_t i = 0; i < own.size(); ++i)
    if (own[i] == 0 && holds(hull, bounds, scene().nodes[i].position)) ++strangers;
  return 7 * strangers > members;
}

struct Hull {
  std::size_t group = 0;
  std::vector<Point> outline;  // in the world; none where it would not be true
  Point middle;
};

std::uint64_t hulls_made_ = 0;

/// In the world; made anew when groups or places have changed.
const std::vector<Hull>& hulls() {
  static std::vector<Hull> made;
  static std::uint64_t made_marks = 0, made_drawn = 0, made_build = 0;
  const Scene& all = scene();
  if (made_marks == all.marks_revision && made_drawn == all.drawn_revision && made_build == all.build_revision)
    return made;
  made_marks = all.marks_revision;
  made_drawn = all.drawn_revision;
  made_build = all.build_revision;
  ++hulls_made_;
  made.clear();
  const std::vector<SceneGroup>& groups = all.shown_groups();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Hull& hull = made.emplace_back(Hull{i, {}, middle_of(groups[i])});
    if (!all.groups.empty()) {
      hull.outline = hull_of(groups[i].nodes);
      continue;
    }
    for (const double times : far_off) {
      const std::vector<std::uint32_t> members = together(groups[i], times);
      std::vector<Point> outline = hull_of(members);
      if (holds_strangers(outline, groups[i], members.size())) continue;
      hull.outline = std::move(outline);
      break;
    }
  }
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
  const std::vector<DrawnHull>& hulls = drawn_hulls(camera_);
  const std::vector<DrawnProposal> proposals = drawn_proposals(camera_);
  if (hulls.empty() && proposals.empty()) return;
  draw_now([&](ImDrawList& list) {
    for (const DrawnHull& hull : hulls)
      list.AddConvexPolyFilled(hull.outline.data(), static_cast<int>(hull.outline.size()),
                               ui::pack(hull.color, hull.surface));
    for (const DrawnHull& hull : hulls)
      list.AddPolyline(hull.outline.data(), static_cast<int>(hull.outline.size()), ui::pack(hull.color, hull.line),
                       ImDrawFlags_Closed, 1.5f);
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
    for (const DrawnHull& hull : drawn_hulls(camera_))
      if (hull.lid_cover > 0)
        list.AddConvexPolyFilled(hull.outline.data(), static_cast<int>(hull.outline.size()),
                                 ui::pack(hull.lid, hull.lid_cover));
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

float hulls_cover(const Camera& camera) {
  const Scene& all = scene();
  if (!all.groups.empty() || all.communities.empty() || all.nodes.empty()) return 0;
  // How large most nodes are on the screen, in pixels.
  constexpr float dots = 0.9f, nodes = 1.6f;
  const float radius = all.nodes[all.by_importance[all.nodes.size() / 2]].radius * static_cast<float>(camera.zoom());
  const float t = std::clamp((nodes - radius) / (nodes - dots), 0.f, 1.f);
  return 0.94f * t * t * (3 - 2 * t);
}

namespace {

/// How much of a group's colour its surface and its outline have.
constexpr float surface_cover = 0.1f, line_cover = 0.6f;

/// What covers a hull from afar: paper with a little of its colour.
ImVec4 lid_of(const ImVec4& color) {
  const ImVec4& paper = ui::palette().paper;
  constexpr float share = 0.28f;
  const auto mix = [](float from, float to) { return from + (to - from) * share; };
  return {mix(paper.x, color.x), mix(paper.y, color.y), mix(paper.z, color.z), 1};
}

std::vector<DrawnHull> hulls_seen_by(const Camera& camera) {
  std::vector<DrawnHull> drawn;
  const ImVec2 stage = camera.stage();
  const float cover = hulls_cover(camera);
  // What an answer has marked is stronger than what is always there.
  const float soft = scene().groups.empty() ? 0.6f : 1.f;
  for (const Hull& made : hulls()) {
    const SceneGroup& group = scene().shown_groups()[made.group];
    DrawnHull hull;
    hull.label = group.label;
    hull.color = group.color;
    hull.surface = surface_cover * soft;
    hull.line = line_cover * soft * soft;
    hull.lid = lid_of(group.color);
    hull.lid_cover = cover;
    hull.top = {0, 1e9f};
    hull.middle = camera.screen_from_world(made.middle);
    if (made.outline.empty()) {
      // From afar, its name says at least where it is.
      hull.top = hull.middle;
      const bool in_sight =
          hull.middle.x > 0 && hull.middle.y > 0 && hull.middle.x < stage.x && hull.middle.y < stage.y;
      if (cover > 0.5f && in_sight) drawn.push_back(std::move(hull));
      continue;
    }
    float left = 1e9f, right = -1e9f, bottom = -1e9f;
    for (const Point& point : made.outline) {
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

/// All that hulls on the screen follow from.
struct HullView {
  std::uint64_t hulls;
  Point center;
  double zoom;
  ImVec2 stage;
  ImVec4 paper;

  friend bool operator==(const HullView& a, const HullView& b) {
    const auto same = [](const ImVec4& x, const ImVec4& y) { return x.x == y.x && x.y == y.y && x.z == y.z; };
    return a.hulls == b.hulls && a.center == b.center && a.zoom == b.zoom && a.stage.x == b.stage.x &&
           a.stage.y == b.stage.y && same(a.paper, b.paper);
  }
};

}  // namespace

const std::vector<DrawnHull>& drawn_hulls(const Camera& camera) {
  static Remembered<HullView, std::vector<DrawnHull>> seen;
  hulls();
  return seen.get({hulls_made_, camera.center(), camera.zoom(), camera.stage(), ui::palette().paper},
                  [&] { return hulls_seen_by(camera); });
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
