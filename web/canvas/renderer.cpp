#include "canvas/renderer.hpp"

#include <GLES3/gl3.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "canvas/labels.hpp"
#include "canvas/marks.hpp"
#include "canvas/pixel_cache.hpp"
#include "core/support/sort.hpp"
#include "platform/deferred.hpp"
#include "platform/shader_program.hpp"
#include "shaders.hpp"
#include "ui/theme.hpp"

namespace impactweb::canvas {
namespace {

using platform::shader_head;

// Nodes and ties lie in textures of 16-byte texels, and the vertex shader fetches what its vertex belongs to: one draw
// call of one long list of triangles. Instancing says the same, but what draws without a graphics card spends as long
// on starting an instance as on a hundred vertices, and old phones draw so.
constexpr GLsizei texels_in_row = 1020;

// One node on the way to the shader, two texels. Colours and small numbers are bytes.
struct NodeInstance {
  float x, y, radius, progress;
  std::uint8_t color[4];
  std::uint8_t shape, glyph, needs, offers;
  std::uint8_t selected, lit, pinned, person;
  std::uint32_t unused;
};

// Three texels.
struct EdgeInstance {
  float from_x, from_y, to_x, to_y;
  float from_radius, to_radius, bend, width;
  std::uint8_t color[4];
  std::uint8_t dash, arrows, state,
      coin;  // dash: 0 solid, 1 dashed, 2 thin dashes; arrows: 1 at the end, 2 at the start; state: 1 selected, 2 lit
  std::uint32_t unused[2];
};
static_assert(sizeof(NodeInstance) == 32 && sizeof(EdgeInstance) == 48);

constexpr int curve_pieces = 20;
/// The zooms from which coins and all arrowheads are drawn. From afar, heads are noise: only ties that have the focus,
/// are selected or marked keep theirs.
constexpr double arrows_from = 0.7, coins_from = 0.35;
/// Nodes up to so many pixels show nothing but their shape.
constexpr double small_radius = 6;

struct Program {
  GLuint id = 0;
  GLint stage = -1, camera = -1, ratio = -1, emphasis = -1, fade = -1, paper = -1, ink = -1, accent = -1, pieces = -1,
        first = -1, which = -1, data = -1, map = -1, middle = -1, stride = -1, frame = -1, heads = -1;
};

Program edges_, straight_, arrows_, coins_, small_nodes_, plain_nodes_, adorned_nodes_, map_dots_, map_frame_;
GLuint node_texture_ = 0, edge_texture_ = 0, no_attributes_ = 0;

// What the textures hold, and where in them each node and tie of the scene is.
std::vector<NodeInstance> node_list_;
std::vector<EdgeInstance> edge_list_;
std::vector<std::uint32_t> node_slots_, edge_slots_;
std::vector<float> largest_until_;  // radius of nodes up to each slot
GLsizei node_count_ = 0, edge_count_ = 0;
bool uploaded_ = false, coins_wanted_ = false;

/// Ties that lie beside each other, so that those out of sight need not be drawn. Straight ones need two triangles,
/// curved ones a strip.
struct Patch {
  GLsizei first = 0, count = 0;
  bool curved = false;
  Rect bounds;
};
std::vector<Patch> patches_;

/// Of all ties: the sum of their lengths, and their mean length, in the world.
double total_length_ = 0, mean_length_ = 1;
Camera camera_;
float ratio_ = 1;

/// What the pixels of nodes and ties depend on, beside what the textures hold.
struct Look {
  Point center;
  double zoom = 0;
  ImVec2 stage;
  float ratio = 0;
  bool emphasis = false;
  ImVec4 paper, ink, accent;

  [[nodiscard]] bool same(const Look& other) const {
    const auto equal = [](const ImVec4& a, const ImVec4& b) { return a.x == b.x && a.y == b.y && a.z == b.z; };
    return center == other.center && zoom == other.zoom && stage.x == other.stage.x && stage.y == other.stage.y &&
           ratio == other.ratio && emphasis == other.emphasis && equal(paper, other.paper) && equal(ink, other.ink) &&
           equal(accent, other.accent);
  }
};
Look cached_look_;
/// Into the window, and whole: not a picture for a file, not one of those that follow each other while it moves.
bool may_cache_ = false;
/// With fewer nodes and ties than this, drawing costs no more than keeping.
constexpr GLsizei caches_from = 2000;
/// It is moved, at the same zoom, where drawing is slow: what is kept of it moves along.
bool scrolls_ = false;

Program link(std::initializer_list<const char*> vertex, std::initializer_list<const char*> fragment) {
  Program program;
  program.id = platform::link_program(vertex, fragment);
  const std::pair<GLint Program::*, const char*> uniforms[] = {
      {&Program::stage, "u_stage"},       {&Program::camera, "u_camera"}, {&Program::ratio, "u_ratio"},
      {&Program::emphasis, "u_emphasis"}, {&Program::fade, "u_fade"},     {&Program::paper, "u_paper"},
      {&Program::ink, "u_ink"},           {&Program::accent, "u_accent"}, {&Program::pieces, "u_pieces"},
      {&Program::first, "u_first"},       {&Program::which, "u_which"},   {&Program::data, "u_data"},
      {&Program::map, "u_map"},           {&Program::middle, "u_middle"}, {&Program::stride, "u_stride"},
      {&Program::frame, "u_frame"},       {&Program::heads, "u_heads"}};
  for (const auto& [place, name] : uniforms) program.*place = glGetUniformLocation(program.id, name);
  return program;
}

GLuint make_texture() {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
    glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
  return texture;
}

template <typename Instance>
constexpr std::size_t in_row = texels_in_row * 16 / sizeof(Instance);

/// Fills the texture that is bound; `list` is made as long as its last row.
template <typename Instance>
void fill_texture(std::vector<Instance>& list) {
  const std::size_t rows = std::max<std::size_t>(1, (list.size() + in_row<Instance> - 1) / in_row<Instance>);
  list.resize(rows * in_row<Instance>);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32UI, texels_in_row, static_cast<GLsizei>(rows), 0, GL_RGBA_INTEGER,
               GL_UNSIGNED_INT, list.data());
}

/// Brings places `slots` of the texture that is bound up to date: each by itself, or where there are many, the rows
/// that they are in.
template <typename Instance>
void refill_texture(const std::vector<Instance>& list, std::vector<std::uint32_t>& slots) {
  constexpr std::size_t few = 64;
  constexpr GLsizei texels = sizeof(Instance) / 16;
  const auto put = [&](std::size_t slot, GLsizei width, GLsizei rows) {
    glTexSubImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(slot % in_row<Instance>) * texels,
                    static_cast<GLint>(slot / in_row<Instance>), width, rows, GL_RGBA_INTEGER, GL_UNSIGNED_INT,
                    &list[slot]);
  };
  if (slots.size() <= few) {
    for (const std::uint32_t slot : slots) put(slot, texels, 1);
    return;
  }
  std::vector<char> rows(list.size() / in_row<Instance>, 0);
  for (const std::uint32_t slot : slots) rows[slot / in_row<Instance>] = 1;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows[row] != 0) put(row * in_row<Instance>, texels_in_row, 1);
}

void put_color(std::uint8_t (&bytes)[4], const ImVec4& color, float alpha) {
  const auto byte = [](float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.f, 1.f) * 255 + 0.5f); };
  bytes[0] = byte(color.x);
  bytes[1] = byte(color.y);
  bytes[2] = byte(color.z);
  bytes[3] = byte(color.w * alpha);
}

float width_of(const SceneEdge& edge) { return edge.width + (edge.marked ? 1.8f : 0); }

EdgeInstance instance_of(const SceneEdge& edge) {
  const SceneNode &from = scene().nodes[edge.from], &to = scene().nodes[edge.to];
  EdgeInstance out{};
  out.from_x = static_cast<float>(from.position.x);
  out.from_y = static_cast<float>(from.position.y);
  out.to_x = static_cast<float>(to.position.x);
  out.to_y = static_cast<float>(to.position.y);
  out.from_radius = from.radius;
  out.to_radius = to.radius;
  out.bend = edge.bend;
  out.width = width_of(edge);
  put_color(out.color, edge.selected ? ui::palette().accent : edge.color, 1);
  const Edge& data = *edge.edge;
  out.dash = data.status == EdgeStatus::potential ? 1 : data.status == EdgeStatus::exploring ? 2 : 0;
  out.arrows = data.direction == Direction::directed ? 1 : data.direction == Direction::mutual ? 3 : 0;
  out.state = static_cast<std::uint8_t>((edge.selected ? 1 : 0) | (edge.lit || edge.marked ? 2 : 0));
  out.coin = data.kind == "funds" || data.amount.has_value() ? 1 : 0;
  return out;
}

NodeInstance instance_of(const SceneNode& node) {
  NodeInstance out{};
  out.x = static_cast<float>(node.position.x);
  out.y = static_cast<float>(node.position.y);
  out.radius = node.radius;
  out.progress = node.progress;
  put_color(out.color, node.color, 1);
  out.shape = static_cast<std::uint8_t>(node.shape);
  out.glyph = node.glyph < 0 ? 255 : static_cast<std::uint8_t>(node.glyph);
  out.needs = static_cast<std::uint8_t>(std::min(node.needs, 5));
  out.offers = static_cast<std::uint8_t>(std::min(node.offers, 5));
  out.selected = node.selected ? 1 : 0;
  out.lit = node.lit || node.marked > 0 ? 1 : 0;
  out.pinned = node.node->pinned ? 1 : 0;
  out.person = node.initials.empty() ? 0 : 1;
  return out;
}

/// What a tie can reach in the world; arrows and coins are on it.
Rect reach_of(const SceneEdge& edge) {
  const SceneNode &from = scene().nodes[edge.from], &to = scene().nodes[edge.to];
  const double more = std::abs(edge.bend) + (edge.from == edge.to ? from.radius * 4.0 + 2.0 * edge.bend : 0);
  Rect rect;
  rect.include({std::min(from.position.x, to.position.x) - more, std::min(from.position.y, to.position.y) - more});
  rect.include({std::max(from.position.x, to.position.x) + more, std::max(from.position.y, to.position.y) + more});
  return rect;
}

/// Orders ties by where their middle is, in squares of which there are few, and those that go far by themselves.
void arrange_edges() {
  constexpr int across = 8, far_ones = across * across, kinds = far_ones + 1;
  const Scene& all = scene();
  const double width = std::max(all.bounds.width(), 1e-6), height = std::max(all.bounds.height(), 1e-6);
  std::vector<std::uint32_t> square(all.edges.size());
  std::vector<std::uint32_t> starts(2 * kinds + 1, 0);
  total_length_ = 0;
  for (std::size_t i = 0; i < all.edges.size(); ++i) {
    const SceneEdge& edge = all.edges[i];
    const Point a = all.nodes[edge.from].position, b = all.nodes[edge.to].position;
    const double dx = b.x - a.x, dy = b.y - a.y;
    total_length_ += std::sqrt(dx * dx + dy * dy);
    const auto place = [&](double at, double from, double size) {
      return static_cast<std::uint32_t>(std::clamp((at - from) / size, 0.0, 0.999) * across);
    };
    const bool far = std::abs(dx) * 4 > width || std::abs(dy) * 4 > height;
    const bool curved = edge.bend != 0 || edge.from == edge.to;
    square[i] = (far ? far_ones
                     : place((a.y + b.y) / 2, all.bounds.min.y, height) * across +
                           place((a.x + b.x) / 2, all.bounds.min.x, width)) +
                (curved ? kinds : 0);
    ++starts[square[i] + 1];
  }
  mean_length_ = total_length_ / static_cast<double>(std::max<std::size_t>(all.edges.size(), 1));
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  patches_.assign(2 * kinds, {});
  for (int i = 0; i < 2 * kinds; ++i) {
    Patch& patch = patches_[static_cast<std::size_t>(i)];
    patch.first = static_cast<GLsizei>(starts[static_cast<std::size_t>(i)]);
    patch.count = static_cast<GLsizei>(starts[static_cast<std::size_t>(i) + 1]) - patch.first;
    patch.curved = i >= kinds;
  }
  edge_slots_.resize(all.edges.size());
  for (std::size_t i = 0; i < all.edges.size(); ++i) edge_slots_[i] = starts[square[i]]++;
  for (std::size_t i = 0; i < all.edges.size(); ++i) {
    const Rect reach = reach_of(all.edges[i]);
    patches_[square[i]].bounds.include(reach.min);
    patches_[square[i]].bounds.include(reach.max);
  }
}

std::vector<std::uint32_t> order_of_nodes() {
  const Scene& all = scene();
  // Small ones first, of equal ones the important last: they lie on top.
  std::vector<std::uint32_t> order(all.by_importance.rbegin(), all.by_importance.rend());
  sort_stably(order, [&](std::uint32_t a, std::uint32_t b) { return all.nodes[a].radius < all.nodes[b].radius; });
  return order;
}

void upload_everything() {
  const Scene& all = scene();
  node_count_ = static_cast<GLsizei>(all.nodes.size());
  edge_count_ = static_cast<GLsizei>(all.edges.size());
  const std::vector<std::uint32_t> order = order_of_nodes();
  node_list_.clear();
  largest_until_.clear();
  node_slots_.resize(all.nodes.size());
  for (const std::uint32_t index : order) {
    node_slots_[index] = static_cast<std::uint32_t>(node_list_.size());
    node_list_.push_back(instance_of(all.nodes[index]));
    largest_until_.push_back(all.nodes[index].radius);
  }
  arrange_edges();
  edge_list_.resize(all.edges.size());
  coins_wanted_ = false;
  for (std::size_t i = 0; i < all.edges.size(); ++i) {
    EdgeInstance& edge = edge_list_[edge_slots_[i]] = instance_of(all.edges[i]);
    coins_wanted_ = coins_wanted_ || edge.coin != 0;
  }
  glBindTexture(GL_TEXTURE_2D, node_texture_);
  fill_texture(node_list_);
  glBindTexture(GL_TEXTURE_2D, edge_texture_);
  fill_texture(edge_list_);
}

void upload() {
  const SceneChanges changes = take_changes();
  if (changes.everything || !uploaded_ || !changes.nodes.empty() || !changes.edges.empty()) invalidate_pixel_cache();
  if (changes.everything || !uploaded_) {
    upload_everything();
    uploaded_ = true;
    return;
  }
  std::vector<std::uint32_t> slots;
  for (const std::uint32_t index : changes.nodes) {
    node_list_[node_slots_[index]] = instance_of(scene().nodes[index]);
    slots.push_back(node_slots_[index]);
  }
  if (!slots.empty()) {
    glBindTexture(GL_TEXTURE_2D, node_texture_);
    refill_texture(node_list_, slots);
  }
  slots.clear();
  for (const std::uint32_t index : changes.edges) {
    const std::uint32_t slot = edge_slots_[index];
    edge_list_[slot] = instance_of(scene().edges[index]);
    slots.push_back(slot);
    const Rect reach = reach_of(scene().edges[index]);
    for (Patch& patch : patches_)
      if (static_cast<GLsizei>(slot) >= patch.first && static_cast<GLsizei>(slot) < patch.first + patch.count) {
        patch.bounds.include(reach.min);
        patch.bounds.include(reach.max);
      }
  }
  if (slots.empty()) return;
  glBindTexture(GL_TEXTURE_2D, edge_texture_);
  refill_texture(edge_list_, slots);
}

/// Ties may cover about so much of the picture; where they would cover more, each becomes fainter.
constexpr double most_covered = 0.22;

double fade() {
  const Rect& bounds = scene().bounds;
  const double area = std::max(bounds.width() * bounds.height(), 1.0);
  const double width = 1.6 * std::clamp(camera_.zoom(), 0.45, 1.6);
  return most_covered * area * camera_.zoom() / std::max(total_length_ * width, 1e-9);
}

void use(const Program& program) {
  glUseProgram(program.id);
  glUniform2f(program.stage, camera_.stage().x, camera_.stage().y);
  glUniform3f(program.camera, static_cast<float>(camera_.center().x), static_cast<float>(camera_.center().y),
              static_cast<float>(camera_.zoom()));
  glUniform1f(program.ratio, ratio_);
  if (program.heads >= 0) glUniform1f(program.heads, camera_.zoom() > arrows_from ? 1.f : 0.f);
  if (program.emphasis >= 0) glUniform1f(program.emphasis, scene().emphasis ? 1.f : 0.f);
  // Not only where a program asks for it: the profile of the first paint has no uniforms, and must see that it is
  // needed.
  const auto share = static_cast<float>(std::min(fade(), 1e6));
  if (program.fade >= 0) glUniform2f(program.fade, share, static_cast<float>(std::max(mean_length_, 1e-3)));
  const ui::Palette& p = ui::palette();
  if (program.paper >= 0) glUniform3f(program.paper, p.paper.x, p.paper.y, p.paper.z);
  if (program.ink >= 0) glUniform3f(program.ink, p.ink.x, p.ink.y, p.ink.z);
  if (program.accent >= 0) glUniform3f(program.accent, p.accent.x, p.accent.y, p.accent.z);
}

void prepare_drawing() {
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glActiveTexture(GL_TEXTURE0);
  upload();
  glBindVertexArray(no_attributes_);
}

/// Nodes or ties that follow each other in their texture.
struct Run {
  GLsizei first, count;
};
/// What is drawn: ties, straight and curved, and nodes.
std::vector<Run> straight_runs_, curved_runs_, node_runs_;

void add_run(std::vector<Run>& runs, GLsizei first, GLsizei count, GLsizei gap = 0) {
  if (!runs.empty() && runs.back().first + runs.back().count + gap >= first)
    runs.back().count = first + count - runs.back().first;
  else
    runs.push_back({first, count});
}

/// A part of the world and around it what is near enough to reach into it: arrows, coins, signs.
Rect with_margin(const Rect& part, const Camera& camera) {
  const double margin = 20 / camera.zoom();
  return {{part.min.x - margin, part.min.y - margin}, {part.max.x + margin, part.max.y + margin}};
}

/// Everything that may be in a part of the world, as few runs as that takes.
void find_runs(const Rect& part) {
  const Rect view = with_margin(part, camera_);
  straight_runs_.clear();
  curved_runs_.clear();
  for (const Patch& patch : patches_) {
    if (patch.count == 0 || patch.bounds.min.x > view.max.x || patch.bounds.max.x < view.min.x ||
        patch.bounds.min.y > view.max.y || patch.bounds.max.y < view.min.y)
      continue;
    add_run(patch.curved ? curved_runs_ : straight_runs_, patch.first, patch.count);
  }
  node_runs_.assign(1, {0, node_count_});
}

void draw_edges() {
  const double zoom = camera_.zoom();
  glBindTexture(GL_TEXTURE_2D, edge_texture_);
  const auto lines = [](const std::vector<Run>& runs, const Program& program, int pieces) {
    if (runs.empty()) return;
    use(program);
    glUniform1i(program.pieces, pieces);
    for (const Run& run : runs) {
      glUniform1i(program.first, run.first);
      glDrawArrays(GL_TRIANGLES, 0, run.count * 6 * pieces);
    }
  };
  lines(straight_runs_, straight_, 1);
  lines(curved_runs_, edges_, zoom < 0.3 ? 6 : zoom < 0.8 ? 12 : curve_pieces);
  const auto on_ties = [](const Program& program) {
    use(program);
    for (const std::vector<Run>* runs : {&straight_runs_, &curved_runs_})
      for (const Run& run : *runs) glDrawArrays(GL_TRIANGLES, run.first * 6, run.count * 6);
  };
  if (zoom > arrows_from || scene().emphasis || !scene().selected_edges.empty()) on_ties(arrows_);
  if (coins_wanted_ && zoom > coins_from) on_ties(coins_);
}

void draw_nodes() {
  glBindTexture(GL_TEXTURE_2D, node_texture_);
  const auto large = std::partition_point(largest_until_.begin(), largest_until_.end(),
                                          [](float radius) { return radius * camera_.zoom() <= small_radius; });
  const auto small = static_cast<GLsizei>(large - largest_until_.begin());
  const auto between = [](const Program& program, int which, GLsizei low, GLsizei high) {
    use(program);
    glUniform1i(program.which, which);
    for (const Run& run : node_runs_) {
      const GLsizei first = std::max(low, run.first), end = std::min(high, run.first + run.count);
      if (first < end) glDrawArrays(GL_TRIANGLES, first * 6, (end - first) * 6);
    }
  };
  if (small > 0) between(small_nodes_, 0, 0, small);
  if (small == node_count_) return;
  between(plain_nodes_, 1, small, node_count_);
  between(adorned_nodes_, 2, small, node_count_);
}

void draw_runs() {
  if (edge_count_ > 0) draw_edges();
  if (node_count_ > 0) draw_nodes();
}

/// False for a tie that passes by a part of the world; for one that is bent, only when all of it is on one side.
bool may_touch(const EdgeInstance& tie, const Rect& part) {
  const bool loop = tie.from_x == tie.to_x && tie.from_y == tie.to_y;
  const double more = std::abs(tie.bend) + (loop ? tie.from_radius * 4.0 + 2.0 * tie.bend : 0);
  if (std::min(tie.from_x, tie.to_x) - more > part.max.x || std::max(tie.from_x, tie.to_x) + more < part.min.x ||
      std::min(tie.from_y, tie.to_y) - more > part.max.y || std::max(tie.from_y, tie.to_y) + more < part.min.y)
    return false;
  if (more > 0) return true;
  const double dx = tie.to_x - tie.from_x, dy = tie.to_y - tie.from_y;
  int sides = 0;
  for (const double x : {part.min.x, part.max.x})
    for (const double y : {part.min.y, part.max.y}) sides |= (x - tie.from_x) * dy - (y - tie.from_y) * dx > 0 ? 1 : 2;
  return sides == 3;
}

/// Leaves of the runs what touches a small part of the world. A vertex costs a processor as much as many pixels.
void thin_out_runs(const Rect& part) {
  const Rect wider = with_margin(part, camera_);
  constexpr GLsizei worth_a_call = 24;
  for (std::vector<Run>* runs : {&straight_runs_, &curved_runs_}) {
    const std::vector<Run> all = std::exchange(*runs, {});
    for (const Run& run : all)
      for (GLsizei i = run.first; i < run.first + run.count; ++i)
        if (may_touch(edge_list_[static_cast<std::size_t>(i)], wider)) add_run(*runs, i, 1, worth_a_call);
  }
  node_runs_.clear();
  for (GLsizei i = 0; i < node_count_; ++i) {
    const NodeInstance& node = node_list_[static_cast<std::size_t>(i)];
    const double reach = node.radius * 1.08;
    if (node.x + reach > wider.min.x && node.x - reach < wider.max.x && node.y + reach > wider.min.y &&
        node.y - reach < wider.max.y)
      add_run(node_runs_, i, 1, worth_a_call);
  }
}

/// Draws into a part of the window alone, in device pixels from its lower left corner.
void draw_strip(int left, int bottom, int width, int height, int window_height) {
  if (width <= 0 || height <= 0) return;
  const auto pixels = [](int device) { return static_cast<float>(device) / ratio_; };
  const float top = pixels(window_height - bottom - height);
  Rect part;
  part.include(camera_.world_from_screen({pixels(left), top}));
  part.include(camera_.world_from_screen({pixels(left + width), top + pixels(height)}));
  find_runs(part);
  thin_out_runs(part);
  glEnable(GL_SCISSOR_TEST);
  glScissor(left, bottom, width, height);
  draw_runs();
  glDisable(GL_SCISSOR_TEST);
}

/// Moves along what is kept, and draws what has come into sight at the sides; false when that is not possible.
bool scroll(const Look& look, int width, int height) {
  Look moved = cached_look_;
  moved.center = look.center;
  if (!moved.same(look)) return false;
  const double pixels = look.zoom * ratio_;
  const int right = static_cast<int>(std::lround((cached_look_.center.x - look.center.x) * pixels)),
            up = static_cast<int>(std::lround((look.center.y - cached_look_.center.y) * pixels));
  if (std::abs(right) > width / 3 || std::abs(up) > height / 3) return false;
  if (!draw_cached_pixels(width, height, right, up)) return false;
  const int across = std::abs(right), along = std::abs(up);
  draw_strip(right > 0 ? 0 : width - across, 0, across, height, height);
  // The corner has been drawn: what is faint must not be drawn twice.
  draw_strip(right > 0 ? across : 0, up > 0 ? 0 : height - along, width - across, along, height);
  return true;
}

/// Whole device pixels away from where the kept picture was, pixels can move along.
void move_whole_pixels() {
  if (cached_look_.zoom != camera_.zoom()) return;
  const double pixels = camera_.zoom() * ratio_;
  const auto nearest = [&](double at, double kept) { return kept + std::round((at - kept) * pixels) / pixels; };
  const Point at = camera_.center(), kept = cached_look_.center;
  camera_.jump({nearest(at.x, kept.x), nearest(at.y, kept.y)}, camera_.zoom());
}

void draw(const ImDrawList*, const ImDrawCmd*) {
  if (edges_.id == 0) return;
  prepare_drawing();
  const ui::Palette& p = ui::palette();
  const ImVec2 stage = camera_.stage();
  const Look look{camera_.center(), camera_.zoom(), stage, ratio_, scene().emphasis, p.paper, p.ink, p.accent};
  const int width = static_cast<int>(std::lround(stage.x * ratio_)),
            height = static_cast<int>(std::lround(stage.y * ratio_));
  const bool caches = scrolls_ || (may_cache_ && node_count_ + edge_count_ > caches_from);
  if (!caches || !look.same(cached_look_) || !draw_cached_pixels(width, height)) {
    if (!scrolls_ || !platform::call_deferred<scroll>(look, width, height)) {
      find_runs(camera_.visible_world());
      draw_runs();
    }
    if (caches) {
      cache_pixels(width, height);
      cached_look_ = look;
    }
  }
  glBindVertexArray(0);
}

MapPlace map_;
/// More dots than this say nothing more on so small a map.
constexpr GLsizei most_dots = 8000;

void draw_map(const ImDrawList*, const ImDrawCmd*) {
  if (edges_.id == 0 || node_count_ == 0) return;
  prepare_drawing();
  glBindTexture(GL_TEXTURE_2D, node_texture_);
  use(map_dots_);
  glUniform4f(map_dots_.map, map_.center.x, map_.center.y, static_cast<float>(map_.scale), 2);
  glUniform2f(map_dots_.middle, static_cast<float>(map_.middle.x), static_cast<float>(map_.middle.y));
  const GLsizei stride = 1 + node_count_ / most_dots;
  glUniform1i(map_dots_.stride, stride);
  glDrawArrays(GL_POINTS, 0, (node_count_ + stride - 1) / stride);
  const Rect view = camera_.visible_world();
  const auto x = [](double at) {
    return std::clamp(map_.center.x + static_cast<float>((at - map_.middle.x) * map_.scale), map_.low.x, map_.high.x);
  };
  const auto y = [](double at) {
    return std::clamp(map_.center.y + static_cast<float>((at - map_.middle.y) * map_.scale), map_.low.y, map_.high.y);
  };
  use(map_frame_);
  glUniform4f(map_frame_.frame, x(view.min.x), y(view.min.y), x(view.max.x), y(view.max.y));
  glDrawArrays(GL_TRIANGLES, 0, 6);
  glBindVertexArray(0);
}

}  // namespace

void create_renderer() {
  const auto ties = [](const char* vertex, const char* fragment, const char* options = "") {
    return link({shader_head, options, shaders::common, shaders::texels, shaders::edge_curve, vertex},
                {shader_head, shaders::common, fragment});
  };
  const auto nodes = [](const char* signs, const char* fragment) {
    return link({shader_head, shaders::common, shaders::texels, shaders::node_vertex},
                {shader_head, shaders::common, shaders::node_shape, signs, fragment});
  };
  const auto on_map = [](const char* vertex, const char* fragment) {
    return link({shader_head, shaders::common, shaders::texels, vertex}, {shader_head, fragment});
  };
  edges_ = ties(shaders::edge_vertex, shaders::edge_fragment);
  // Most ties are straight, and less is to be computed for them.
  straight_ = ties(shaders::edge_vertex, shaders::edge_fragment, "#define STRAIGHT\n");
  arrows_ = ties(shaders::arrow_vertex, shaders::arrow_fragment);
  coins_ = ties(shaders::coin_vertex, shaders::coin_fragment);
  small_nodes_ = nodes("", shaders::small_node_fragment);
  plain_nodes_ = nodes(shaders::node_signs, shaders::plain_node_fragment);
  adorned_nodes_ = nodes(shaders::node_signs, shaders::adorned_node_fragment);
  map_dots_ = on_map(shaders::map_vertex, shaders::map_fragment);
  map_frame_ = on_map(shaders::frame_vertex, shaders::frame_fragment);
  node_texture_ = make_texture();
  edge_texture_ = make_texture();
  glGenVertexArrays(1, &no_attributes_);
  uploaded_ = false;
}

void forget_renderer() {
  edges_ = straight_ = arrows_ = coins_ = small_nodes_ = plain_nodes_ = adorned_nodes_ = map_dots_ = map_frame_ = {};
  uploaded_ = false;
  lose_pixel_cache();
  forget_labels();
}

void queue_scene(ImDrawList* list, const Camera& camera, float pixel_ratio, bool for_file) {
  camera_ = camera;
  ratio_ = pixel_ratio;
  may_cache_ = !for_file;
  scrolls_ = false;
  // Marks of an answer are seldom there, and what draws them comes with the rest of the program.
  const bool marks = scene().any_marks || !scene().communities.empty();
  if (marks) platform::call_deferred<queue_hulls>(list, camera, pixel_ratio);
  list->AddCallback(draw, nullptr);
  if (marks) platform::call_deferred<queue_marks>(list);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

std::vector<std::uint32_t> drawing_order() { return order_of_nodes(); }

// What follows says in numbers what the shaders above say; a journey compares both in pixels.

float drawn_radius(const SceneNode& node, const Camera& camera) {
  const auto zoom = static_cast<float>(camera.zoom());
  const float t = std::clamp((zoom - 0.04f) / 0.16f, 0.f, 1.f);
  return std::max(screen_radius(node.radius, zoom), 1.4f + 1.1f * t * t * (3 - 2 * t));
}

std::vector<DrawnTie> drawn_ties(const Camera& camera) {
  const Scene& all = scene();
  const Camera on_stage = camera_;
  camera_ = camera;
  // The places of ties in the texture decide which of them stand for others; they are new, so it is filled again.
  arrange_edges();
  uploaded_ = false;
  const double share_of = std::min(fade(), 1e6), length_of = std::max(mean_length_, 1e-3);
  camera_ = on_stage;
  const auto zoom = static_cast<float>(camera.zoom());
  const Rect view = with_margin(camera.visible_world(), camera);
  std::vector<DrawnTie> ties;
  for (std::uint32_t i = 0; i < all.edges.size(); ++i) {
    const SceneEdge& edge = all.edges[i];
    const Rect reach = reach_of(edge);
    if (reach.min.x > view.max.x || reach.max.x < view.min.x || reach.min.y > view.max.y || reach.max.y < view.min.y)
      continue;
    DrawnTie tie;
    tie.edge = i;
    tie.color = edge.selected ? ui::palette().accent : edge.color;
    if (!edge.selected && !edge.lit && !edge.marked) {
      const Point a = all.nodes[edge.from].position, b = all.nodes[edge.to].position;
      const double length = std::max(std::sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)), 1e-6);
      const double share = std::min(share_of * length_of / length, 1.0), least = 0.16;
      const double turn = edge_slots_[i] * 0.6180339887;
      if (share < least * (turn - std::floor(turn))) continue;
      tie.color.w *= static_cast<float>(std::max(share, least)) * (all.emphasis ? 0.18f : 1);
    }
    tie.width = width_of(edge) * std::clamp(zoom, 0.45f, 1.6f) + (edge.selected ? 1.6f : 0);
    tie.arrow = std::clamp(5 + width_of(edge) * 1.8f, 7.f, 14.f) * std::clamp(zoom * 1.4f, 0.35f, 1.2f);
    tie.arrows = zoom > arrows_from || edge.selected || edge.lit || edge.marked;
    tie.coin = zoom > coins_from && instance_of(edge).coin != 0;
    ties.push_back(tie);
  }
  return ties;
}

void queue_map(ImDrawList* list, const MapPlace& place) {
  map_ = place;
  list->AddCallback(draw_map, nullptr);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void move_scene(const Camera& camera, bool slowly) {
  scrolls_ = slowly && camera.zoom() == camera_.zoom() && !(camera.center() == camera_.center());
  may_cache_ = false;
  camera_ = camera;
  if (scrolls_) platform::call_deferred<move_whole_pixels>();
  move_marks(camera_);
  move_labels(camera_);
}

}  // namespace impactweb::canvas
