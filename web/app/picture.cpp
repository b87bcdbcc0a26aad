#include "app/picture.hpp"

#include <GLES3/gl3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "bridge/bridge.hpp"
#include "canvas/labels.hpp"
#include "canvas/marks.hpp"
#include "canvas/mirror_items.hpp"
#include "canvas/renderer.hpp"
#include "platform/gui.hpp"
#include "scene/colors.hpp"
#include "scene/scene.hpp"
#include "state/state.hpp"
#include "ui/mirror_registry.hpp"
#include "ui/theme.hpp"

namespace impactweb::app {
namespace {

/// The camera, and the size in CSS pixels, from which the picture is taken.
struct Shot {
  canvas::Camera camera;
  ImVec2 size;
};

/// The scene as the picture is to show it, as long as this lives.
class PictureScene {
 public:
  PictureScene(PictureOf of, bool answer) {
    const bool selection = of == PictureOf::selection && !state().selection.empty();
    // Rings around what is selected belong to what one is doing, not to what one shows others.
    canvas::begin_picture({selection, of == PictureOf::view, answer});
    canvas::set_hover(-1, -1);
  }
  PictureScene(const PictureScene&) = delete;
  PictureScene& operator=(const PictureScene&) = delete;
  ~PictureScene() {
    canvas::end_picture();
    want_frames();
  }
};

Shot shot_of(PictureOf of) {
  Shot shot;
  if (of == PictureOf::view) {
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

// ------------------------------------------------------------------ as numbers

/// A tie in numbers: the network may change while the page asks for them. Only its sentence is made when it is asked
/// for, for there are many.
struct LaidTie {
  std::string id;
  ImVec2 from, to;  // middles of its nodes, CSS pixels
  float from_radius, to_radius, bend;
  canvas::DrawnTie drawn;
  EdgeStatus status;
  Direction direction;
  bool loop;
};

struct LaidNode {
  std::string id, name;
  ImVec2 at;  // CSS pixels
  float radius;
  canvas::Shape shape;
  ImVec4 color;
  int glyph, needs, offers;
  float progress;
  int marked;
  bool pinned, selected, dimmed;
};

struct LaidProposal {
  std::string name;
  canvas::DrawnProposal drawn;
};

struct LaidOut {
  std::vector<LaidTie> ties;
  std::vector<LaidNode> nodes;
  std::vector<canvas::DrawnText> texts;
  std::vector<canvas::DrawnHull> groups;
  std::vector<LaidProposal> proposed;
};
LaidOut laid_out_;

/// Hundredths of a pixel are more than enough, and short to write.
double rounded(double value) { return std::round(value * 100) / 100; }

std::string hex(const ImVec4& color) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text = "#";
  for (const float part : {color.x, color.y, color.z}) {
    const int byte = static_cast<int>(std::clamp(part, 0.f, 1.f) * 255 + 0.5f);
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

std::string hex(ImU32 color) { return hex(ImGui::ColorConvertU32ToFloat4(color)); }

constexpr const char* shape_names[] = {"disc", "doubleDisc", "square", "hexagon", "star"};

LaidNode laid_out(const canvas::SceneNode& node, const canvas::Camera& camera) {
  return {node.node->id,
          node.node->label,
          camera.screen_from_world(node.position),
          canvas::drawn_radius(node, camera),
          node.shape,
          node.color,
          node.initials.empty() ? node.glyph : -1,
          node.needs,
          node.offers,
          node.progress,
          node.marked,
          node.node->pinned,
          node.selected,
          canvas::scene().dimmed(node)};
}

Json described(const LaidNode& node) {
  Json out = {{"id", node.id},
              {"name", node.name},
              {"x", rounded(node.at.x)},
              {"y", rounded(node.at.y)},
              {"radius", rounded(node.radius)},
              {"shape", shape_names[static_cast<int>(node.shape)]},
              {"color", hex(node.color)}};
  if (node.glyph >= 0) out["glyph"] = node.glyph;
  if (node.needs > 0) out["needs"] = node.needs;
  if (node.offers > 0) out["offers"] = node.offers;
  if (node.shape == canvas::Shape::square) out["progress"] = rounded(node.progress);
  if (node.marked > 0) out["marked"] = node.marked;
  if (node.pinned) out["pinned"] = true;
  if (node.selected) out["selected"] = true;
  if (node.dimmed) out["dimmed"] = true;
  return out;
}

LaidTie laid_out(const canvas::DrawnTie& tie, const canvas::Camera& camera) {
  const canvas::Scene& all = canvas::scene();
  const canvas::SceneEdge& edge = all.edges[tie.edge];
  const canvas::SceneNode &from = all.nodes[edge.from], &to = all.nodes[edge.to];
  const auto zoom = static_cast<float>(camera.zoom());
  return {edge.edge->id,
          camera.screen_from_world(from.position),
          camera.screen_from_world(to.position),
          canvas::screen_radius(from.radius, zoom),
          canvas::screen_radius(to.radius, zoom),
          edge.bend * zoom,
          tie,
          edge.edge->status,
          edge.edge->direction,
          edge.from == edge.to};
}

Json described(const LaidTie& tie) {
  const auto found = network().edges.find(tie.id);
  Json out = {{"id", tie.id},
              {"name", found == network().edges.end() ? std::string() : canvas::sentence_of(found->second)},
              {"from", {rounded(tie.from.x), rounded(tie.from.y)}},
              {"to", {rounded(tie.to.x), rounded(tie.to.y)}},
              {"radii", {rounded(tie.from_radius), rounded(tie.to_radius)}},
              {"width", rounded(tie.drawn.width)},
              {"color", hex(tie.drawn.color)},
              {"alpha", rounded(tie.drawn.color.w)},
              {"head", rounded(tie.drawn.arrow)}};
  if (tie.bend != 0) out["bend"] = rounded(tie.bend);
  if (tie.loop) out["loop"] = true;
  if (tie.status == EdgeStatus::potential) out["dash"] = "dashed";
  if (tie.status == EdgeStatus::exploring) out["dash"] = "thin";
  if (tie.drawn.arrows && tie.direction == Direction::directed) out["heads"] = "end";
  if (tie.drawn.arrows && tie.direction == Direction::mutual) out["heads"] = "both";
  if (tie.drawn.coin) out["coin"] = true;
  return out;
}

Json described(const canvas::DrawnText& text) {
  static constexpr const char* of[] = {"initials", "node", "tie", "group"};
  Json out = {{"of", of[static_cast<int>(text.of)]}, {"text", text.text},          {"x", rounded(text.at.x)},
              {"top", rounded(text.at.y)},           {"size", rounded(text.size)}, {"color", hex(text.ink)}};
  if (text.bold) out["bold"] = true;
  if (text.halo != 0) out["halo"] = hex(text.halo);
  if (text.alpha < 1) out["alpha"] = rounded(text.alpha);
  return out;
}

Json points(const std::vector<ImVec2>& line) {
  Json list = Json::array();
  for (const ImVec2& at : line) list.push_back({rounded(at.x), rounded(at.y)});
  return list;
}

Json described(const canvas::DrawnHull& hull) {
  Json out = {{"name", hull.label},
              {"outline", points(hull.outline)},
              {"color", hex(hull.color)},
              {"surface", rounded(hull.surface)},
              {"line", rounded(hull.line)}};
  if (hull.lid_cover > 0) out["lid"] = {{"color", hex(hull.lid)}, {"cover", rounded(hull.lid_cover)}};
  return out;
}

Json described(const LaidProposal& tie) {
  return {{"name", tie.name},
          {"line", points(tie.drawn.line)},
          {"middle", {rounded(tie.drawn.middle.x), rounded(tie.drawn.middle.y)}},
          {"unit", rounded(tie.drawn.unit)}};
}

/// What the legend explains: only what occurs in the picture.
Json legend_of_scene() {
  const canvas::Scene& all = canvas::scene();
  Json colors = Json::array(), shapes = Json::array(), ties = Json::array(), statuses = Json::array();
  for (const canvas::LegendEntry& entry : all.legend) {
    Json out = {{"label", entry.label}, {"color", hex(entry.color)}, {"count", entry.count}};
    if (entry.glyph >= 0) out["glyph"] = entry.glyph;
    colors.push_back(out);
  }
  std::map<std::string, int> shape_counts;
  bool needs = false, offers = false, pins = false, coins = false;
  for (const canvas::SceneNode& node : all.nodes) {
    // An actor is a disc, and one more kind of disc when it is a group.
    const bool group = node.shape == canvas::Shape::double_disc;
    ++shape_counts[group ? "group" : std::string(name_of(node_kinds, node.node->kind))];
    needs = needs || node.needs > 0;
    offers = offers || node.offers > 0;
    pins = pins || node.node->pinned;
  }
  for (const auto& [kind, count] : shape_counts) shapes.push_back({{"kind", kind}, {"count", count}});
  struct TieKind {
    ImVec4 color;
    int count = 0;
  };
  std::map<std::string, TieKind> kinds;
  std::map<std::string, int> status_counts;
  for (const canvas::SceneEdge& edge : all.edges) {
    TieKind& kind = kinds[edge.edge->kind];
    kind.color = edge.color;
    ++kind.count;
    ++status_counts[std::string(name_of(edge_statuses, edge.edge->status))];
    coins = coins || edge.edge->kind == "funds" || edge.edge->amount.has_value();
  }
  for (const auto& [kind, found] : kinds)
    ties.push_back({{"label", canvas::edge_kind_name(kind)}, {"color", hex(found.color)}, {"count", found.count}});
  for (const auto& [status, count] : status_counts) statuses.push_back({{"status", status}, {"count", count}});
  return {{"colorBy", color_by_names[static_cast<int>(all.colored_by)]},
          {"colors", colors},
          {"shapes", shapes},
          {"ties", ties},
          {"statuses", statuses},
          {"needs", needs},
          {"offers", offers},
          {"pins", pins},
          {"coins", coins},
          {"marked", !all.marked_nodes.empty() || !all.marked_edges.empty()},
          {"proposed", !all.proposed.empty()}};
}

}  // namespace

Json lay_out_picture(PictureOf of, bool answer) {
  const PictureScene prepared(of, answer);
  const Shot shot = shot_of(of);
  const canvas::Scene& all = canvas::scene();
  laid_out_ = {};
  const auto in_sight = [&](const canvas::SceneNode& node) {
    const ImVec2 at = shot.camera.screen_from_world(node.position);
    const float reach = canvas::drawn_radius(node, shot.camera) * 1.1f + 10;
    return at.x > -reach && at.y > -reach && at.x < shot.size.x + reach && at.y < shot.size.y + reach;
  };
  for (const canvas::DrawnTie& tie : canvas::drawn_ties(shot.camera))
    laid_out_.ties.push_back(laid_out(tie, shot.camera));
  for (const std::uint32_t index : canvas::drawing_order())
    if (in_sight(all.nodes[index])) laid_out_.nodes.push_back(laid_out(all.nodes[index], shot.camera));
  laid_out_.texts = canvas::drawn_texts(shot.camera, state().text_scale);
  laid_out_.groups = canvas::drawn_hulls(shot.camera);
  for (const canvas::DrawnProposal& tie : canvas::drawn_proposals(shot.camera))
    laid_out_.proposed.push_back({canvas::sentence_of(all.proposed[tie.index]), tie});
  const ui::Palette& p = ui::palette();
  return {{"width", shot.size.x},
          {"height", shot.size.y},
          {"title", network().title},
          {"hidden", all.hidden_nodes},
          {"ties", laid_out_.ties.size()},
          {"nodes", laid_out_.nodes.size()},
          {"texts", laid_out_.texts.size()},
          {"groups", laid_out_.groups.size()},
          {"proposed", laid_out_.proposed.size()},
          {"colors",
           {{"paper", hex(p.paper)},
            {"ink", hex(p.ink)},
            {"secondary", hex(p.secondary)},
            {"hairline", hex(p.hairline)},
            {"accent", hex(p.accent)}}},
          {"legend", legend_of_scene()}};
}

Json picture_items(const std::string& what, std::size_t from, std::size_t count) {
  Json items = Json::array();
  const auto add = [&](std::size_t size, auto item) {
    for (std::size_t i = from; i < size && i - from < count; ++i) items.push_back(item(i));
  };
  if (what == "ties") add(laid_out_.ties.size(), [](std::size_t i) { return described(laid_out_.ties[i]); });
  if (what == "nodes") add(laid_out_.nodes.size(), [](std::size_t i) { return described(laid_out_.nodes[i]); });
  if (what == "texts") add(laid_out_.texts.size(), [](std::size_t i) { return described(laid_out_.texts[i]); });
  if (what == "groups") add(laid_out_.groups.size(), [](std::size_t i) { return described(laid_out_.groups[i]); });
  if (what == "proposed")
    add(laid_out_.proposed.size(), [](std::size_t i) { return described(laid_out_.proposed[i]); });
  return items;
}

void forget_picture() { laid_out_ = {}; }

Json take_picture(PictureOf of, double scale_wanted, bool transparent) {
  const PictureScene prepared(of, true);
  const Shot shot = shot_of(of);
  GLint largest = 4096;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  const double room = std::min(largest, 8192) / static_cast<double>(std::max(shot.size.x, shot.size.y));
  const double scale = std::min(std::clamp(scale_wanted, 0.5, 4.0), room);
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
  if (transparent)
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
  canvas::queue_labels(list, shot.camera, state().text_scale, static_cast<float>(scale), true);
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
  // Drawing over nothing leaves colours that are as faint as they are transparent; files want them whole.
  if (transparent)
    for (std::size_t i = 0; i < pixels.size(); i += 4)
      if (const unsigned alpha = pixels[i + 3]; alpha > 0 && alpha < 255)
        for (std::size_t part = i; part < i + 3; ++part)
          pixels[part] = static_cast<unsigned char>(std::min(255u, (pixels[part] * 255u + alpha / 2) / alpha));
  return {{"width", width}, {"height", height}, {"scale", scale}};
}

}  // namespace impactweb::app
