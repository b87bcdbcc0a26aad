#include "canvas/renderer.hpp"

#include <GLES3/gl3.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "ui/theme.hpp"

namespace impactweb::canvas {
namespace {

// Nodes and ties lie in textures of 16-byte texels, and the vertex shader fetches what its vertex belongs to: one draw
// call of one long list of triangles. Instancing says the same, but what draws without a graphics card spends as long
// on starting an instance as on a hundred vertices, and old phones draw so.
constexpr GLsizei texels_in_row = 1020;

// One node on the way to the shader, two texels. Colours and small numbers are bytes.
struct NodeInstance {
  float x, y, radius, progress;
  std::uint8_t color[4];
  std::uint8_t shape, glyph, needs, offers;
  std::uint8_t selected, dimmed, pinned, person;
  std::uint32_t unused;
};

// Three texels.
struct EdgeInstance {
  float from_x, from_y, to_x, to_y;
  float from_radius, to_radius, bend, width;
  std::uint8_t color[4];
  std::uint8_t dash, arrows, selected,
      coin;  // dash: 0 solid, 1 dashed, 2 thin dashes; arrows: 1 at the end, 2 at the start
  std::uint32_t unused[2];
};
static_assert(sizeof(NodeInstance) == 32 && sizeof(EdgeInstance) == 48);

constexpr int curve_pieces = 20;

const char* const common = R"(#version 300 es
precision highp float;
uniform vec2 u_stage;     // CSS pixels
uniform vec3 u_camera;    // centre in the world, zoom
uniform float u_ratio;    // device pixels for a CSS pixel
vec2 screen(vec2 world) { return (world - u_camera.xy) * u_camera.z + u_stage * 0.5; }
vec4 clip(vec2 pixel) { return vec4(pixel.x / u_stage.x * 2.0 - 1.0, 1.0 - pixel.y / u_stage.y * 2.0, 0.0, 1.0); }
)";

const char* const fetching = R"(
precision highp usampler2D;
uniform usampler2D u_data;
uvec4 texel(int index) { return texelFetch(u_data, ivec2(index % 1020, index / 1020), 0); }
vec4 bytes(uint word) { return vec4(word & 255u, (word >> 8) & 255u, (word >> 16) & 255u, word >> 24); }
// Two triangles to a rectangle: which corner vertex `index` of the six is.
vec2 corner_of(int index) {
  return vec2(index == 1 || index > 3 ? 1.0 : -1.0, index == 2 || index == 3 || index == 5 ? 1.0 : -1.0);
}
)";

// A point at `t` on the tie, and which way it runs there; the same curve as point_on() in scene.cpp.
const char* const edge_curve = R"(
vec4 a_ends;
vec4 a_shape;   // radii of both ends, bend (world), width (px)
vec4 a_color;
vec4 a_style;   // dash, arrows, selected, coin
void take(int tie) {
  a_ends = uintBitsToFloat(texel(tie * 3));
  a_shape = uintBitsToFloat(texel(tie * 3 + 1));
  uvec4 rest = texel(tie * 3 + 2);
  a_color = bytes(rest.x) / 255.0;
  a_style = bytes(rest.y);
}
bool is_loop() { return a_ends.xy == a_ends.zw; }
vec2 curve(float t) {
  if (is_loop()) {
    float radius = a_shape.x * 0.75 + a_shape.z;
    vec2 center = a_ends.xy - vec2(0.0, a_shape.x + radius * 0.55);
    float angle = (t - 0.25) * 6.28318530718;
    return screen(center + radius * vec2(cos(angle), sin(angle)));
  }
  vec2 along = a_ends.zw - a_ends.xy;
  vec2 side = vec2(-along.y, along.x) / max(length(along), 1e-6);
  return screen(a_ends.xy + along * t + side * 4.0 * t * (1.0 - t) * a_shape.z);
}
// The part of the tie between the rims of its nodes, with room for arrowheads.
vec2 visible_part(float arrow) {
  if (is_loop()) return vec2(0.42, 1.08);
  float reach = max(length(a_ends.zw - a_ends.xy), 1e-6);
  float gap = 3.0 / u_camera.z;
  float at_end = mod(a_style.y, 2.0) >= 1.0 ? arrow / u_camera.z : 0.0;
  float at_start = a_style.y >= 2.0 ? arrow / u_camera.z : 0.0;
  vec2 part = vec2((a_shape.x + gap + at_start) / reach, 1.0 - (a_shape.y + gap + at_end) / reach);
  return part.x < part.y ? part : vec2(0.5);
}
float arrow_length() { return clamp(5.0 + a_shape.w * 1.8, 7.0, 14.0) * clamp(u_camera.z * 1.4, 0.35, 1.2); }
)";

const char* const edge_vertex = R"(
uniform int u_pieces, u_first;
out vec4 v_color;
out vec2 v_across;   // px from the middle line, half of the width
out float v_along;   // px from the start
flat out float v_dash;
void main() {
  take(u_first + gl_VertexID / (6 * u_pieces));
  vec2 corner = corner_of(gl_VertexID % 6);
  int row = gl_VertexID / 6 % u_pieces + (corner.y > 0.0 ? 1 : 0);
  float side = corner.x;
  vec2 part = visible_part(arrow_length() - 1.0);
  float t = mix(part.x, part.y, float(row) / float(u_pieces));
  vec2 here = curve(t);
  vec2 ahead = curve(t + 0.01), behind = curve(t - 0.01);
  vec2 way = normalize(ahead - behind + vec2(1e-6, 0.0));
  float half_width = (a_shape.w * clamp(u_camera.z, 0.45, 1.6) + (a_style.z > 0.5 ? 1.6 : 0.0)) * 0.5;
  float reach = half_width + 1.0;
  gl_Position = clip(here + vec2(-way.y, way.x) * side * reach);
  v_across = vec2(side * reach, half_width);
  v_along = length(curve(part.y) - curve(part.x)) * float(row) / float(u_pieces);
  v_color = a_color;
  v_dash = a_style.x;
}
)";

const char* const edge_fragment = R"(
in vec4 v_color;
in vec2 v_across;
in float v_along;
flat in float v_dash;
out vec4 color;
void main() {
  float alpha = clamp((v_across.y - abs(v_across.x)) * u_ratio + 0.5, 0.0, 1.0);
  // A line thinner than a pixel fades instead of breaking up.
  alpha *= min(1.0, v_across.y * 2.0 * u_ratio);
  if (v_dash > 0.5) {
    float period = v_dash > 1.5 ? 6.0 : 11.0, on = v_dash > 1.5 ? 2.5 : 6.5;
    float at = mod(v_along, period);
    alpha *= clamp((on - at) * u_ratio + 0.5, 0.0, 1.0) * clamp(at * u_ratio + 0.5, 0.0, 1.0);
  }
  color = vec4(v_color.rgb, v_color.a * alpha);
}
)";

const char* const arrow_vertex = R"(
out vec4 v_color;
out vec2 v_place;
void main() {
  take(gl_VertexID / 6);
  bool at_start = gl_VertexID % 6 > 2;
  int point = gl_VertexID % 3;
  bool wanted = at_start ? a_style.y >= 2.0 : mod(a_style.y, 2.0) >= 1.0;
  float size = arrow_length();
  vec2 rim = visible_part(0.0);
  float t = at_start ? rim.x : rim.y;
  float step = at_start ? -0.02 : 0.02;
  if (is_loop()) step *= 1.5;
  vec2 tip = curve(t);
  vec2 way = normalize(tip - curve(t - step) + vec2(1e-6, 0.0));
  vec2 side = vec2(-way.y, way.x);
  vec2 corner = point == 0 ? vec2(0.0) : vec2(-size, point == 1 ? size * 0.48 : -size * 0.48);
  v_place = point == 0 ? vec2(0.0) : vec2(1.0, point == 1 ? 1.0 : -1.0);
  gl_Position = wanted && rim.x < rim.y ? clip(tip + way * corner.x + side * corner.y) : vec4(2.0, 2.0, 2.0, 1.0);
  v_color = a_color;
}
)";

const char* const arrow_fragment = R"(
in vec4 v_color;
in vec2 v_place;
out vec4 color;
void main() {
  float edge = min(v_place.x - abs(v_place.y), 1.0 - v_place.x);
  float alpha = clamp(edge / max(fwidth(edge), 1e-5) + 0.5, 0.0, 1.0);
  color = vec4(v_color.rgb, v_color.a * alpha);
}
)";

const char* const coin_vertex = R"(
out vec2 v_place;
out vec4 v_color;
void main() {
  take(gl_VertexID / 6);
  vec2 corner = corner_of(gl_VertexID % 6);
  bool wanted = a_style.w > 0.5 && u_camera.z > 0.35;
  v_place = corner * 8.0;
  gl_Position = wanted ? clip(curve(is_loop() ? 0.0 : 0.5) + v_place) : vec4(2.0, 2.0, 2.0, 1.0);
  v_color = a_color;
}
)";

const char* const coin_fragment = R"(
uniform vec3 u_paper;
in vec2 v_place;
in vec4 v_color;
out vec4 color;
void main() {
  float distance = length(v_place);
  float disc = clamp((6.5 - distance) * u_ratio + 0.5, 0.0, 1.0);
  float inside = clamp((5.2 - distance) * u_ratio + 0.5, 0.0, 1.0);
  // The sign in the coin: an arc with two bars.
  float arc = abs(length(v_place - vec2(0.6, 0.0)) - 2.7) - 0.55;
  float sign = v_place.x < 1.8 ? clamp(-arc * u_ratio + 0.5, 0.0, 1.0) : 0.0;
  float bars = max(abs(v_place.x + 1.2) - 2.4, abs(abs(v_place.y) - 0.9) - 0.4);
  sign = max(sign, clamp(-bars * u_ratio + 0.5, 0.0, 1.0));
  vec3 ink = mix(v_color.rgb, mix(u_paper, v_color.rgb, sign), inside);
  color = vec4(ink, disc * v_color.a);
}
)";

const char* const node_vertex = R"(
out vec2 v_place;                        // px from the centre
flat out float v_radius;
flat out float v_progress;
flat out vec4 v_color, v_kind, v_state;
void main() {
  int node = gl_VertexID / 6;
  vec4 place = uintBitsToFloat(texel(node * 2));   // centre, radius (world), progress
  uvec4 rest = texel(node * 2 + 1);
  vec4 kind = bytes(rest.y);    // shape, glyph, needs, offers
  vec4 state = bytes(rest.z);   // selected, dimmed, pinned, person
  float radius = max(place.z * u_camera.z, 2.5);
  // No larger than what is drawn: without a graphics card each pixel of the square counts.
  bool beads = kind.z + kind.w > 0.5 && radius > 7.0;
  float reach = radius * 1.08 + 2.0 + (state.x > 0.5 ? 5.0 : 0.0) + (beads ? clamp(radius * 0.2, 2.2, 5.0) + 1.0 : 0.0) +
      (state.z > 0.5 ? 5.0 : 0.0);
  v_place = corner_of(gl_VertexID % 6) * reach;
  v_radius = radius;
  v_progress = place.w;
  v_color = bytes(rest.x) / 255.0;
  v_kind = kind;
  v_state = state;
  gl_Position = clip(screen(place.xy) + v_place);
}
)";

const char* const node_fragment = R"(
uniform vec3 u_paper, u_ink, u_accent;
in vec2 v_place;
flat in float v_radius;
flat in float v_progress;
flat in vec4 v_color, v_kind, v_state;
out vec4 color;
float cover(float distance) { return clamp(0.5 - distance * u_ratio, 0.0, 1.0); }
float box(vec2 p, vec2 half_size, float corner) {
  vec2 q = abs(p) - half_size + corner;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - corner;
}
float hexagon(vec2 p, float r) {
  p = abs(p);
  return max(p.x * 0.8660254 + p.y * 0.5, p.y) - r;
}
float shape(vec2 p, float r) {
  if (v_kind.x < 1.5) return length(p) - r;
  if (v_kind.x < 2.5) return box(p, vec2(r * 0.92), r * 0.34);
  if (v_kind.x < 3.5) return hexagon(p, r * 0.95);
  float angle = atan(p.y, p.x) + 1.5707963;
  return length(p) - r * (0.92 + 0.16 * cos(angle * 5.0));
}
// The second cue of a sector: eight signs that differ in form, not only in colour.
float sign_of(vec2 p, float s) {
  int kind = int(v_kind.y + 0.5);
  p /= s;
  float d;
  if (kind == 0) d = box(p - vec2(0.0, 0.25), vec2(0.62, 0.28), 0.05) < box(p + vec2(0.0, 0.32), vec2(0.42, 0.16), 0.05)
      ? box(p - vec2(0.0, 0.25), vec2(0.62, 0.28), 0.05) : box(p + vec2(0.0, 0.32), vec2(0.42, 0.16), 0.05);
  else if (kind == 1) d = box(p, vec2(0.5), 0.06);
  else if (kind == 2) d = max(p.y - 0.45, abs(p.x) * 0.866 - p.y * 0.5 - 0.36);
  else if (kind == 3) d = length(p) - 0.48;
  else if (kind == 4) d = abs(length(p) - 0.46) - 0.14;
  else if (kind == 5) d = min(box(p, vec2(0.6, 0.17), 0.05), box(p, vec2(0.17, 0.6), 0.05));
  else if (kind == 6) d = min(box(p - vec2(0.0, 0.32), vec2(0.56, 0.14), 0.05), box(p + vec2(0.0, 0.32), vec2(0.56, 0.14), 0.05));
  else d = (abs(p.x) + abs(p.y)) * 0.7071 - 0.42;
  return d * s;
}
void over(inout vec4 below, vec3 ink, float alpha) {
  below = vec4(mix(below.rgb, ink, alpha), alpha + below.a * (1.0 - alpha));
}
void main() {
  float r = v_radius;
  vec2 p = v_place;
  vec4 result = vec4(u_paper, 0.0);
  float d = shape(p, r);
  if (v_state.x > 0.5) {
    float ring = abs(d - 4.5) - 1.5;
    over(result, u_accent, cover(ring));
  }
  over(result, u_paper, cover(d - 1.5));
  over(result, v_color.rgb, cover(d));
  if (r > 7.0) {
    // A lighter inside lets sign and initials stand out.
    float rim = max(2.0, r * 0.12);
    if (v_kind.x > 0.5 && v_kind.x < 1.5) over(result, u_paper, cover(abs(d + rim * 1.6) - rim * 0.35));
    if (v_kind.x > 1.5 && v_kind.x < 2.5) {
      // The rim fills by stage, clockwise from the top.
      float turn = atan(p.x, -p.y) / 6.2831853;
      turn = turn < 0.0 ? turn + 1.0 : turn;
      float band = cover(abs(d + rim * 1.2) - rim * 0.6);
      over(result, turn <= v_progress ? u_ink : u_paper, band);
    }
    if (v_kind.y < 200.0 && v_state.w < 0.5) over(result, u_paper, cover(sign_of(p, r * 0.52)) * 0.95);
  }
  // Needs are open notches on the upper rim, offers dots on the lower one: a dot could fill a notch.
  float bead = clamp(r * 0.2, 2.2, 5.0);
  for (int i = 0; i < 5; ++i) {
    if (r > 7.0 && float(i) < v_kind.z) {
      float angle = -1.5708 + (float(i) - (min(v_kind.z, 5.0) - 1.0) * 0.5) * 0.5;
      vec2 at = vec2(cos(angle), sin(angle)) * r;
      float notch = length(p - at) - bead;
      over(result, u_paper, cover(notch));
      over(result, v_color.rgb, cover(abs(notch) - 0.8));
    }
    if (r > 7.0 && float(i) < v_kind.w) {
      float angle = 1.5708 + (float(i) - (min(v_kind.w, 5.0) - 1.0) * 0.5) * 0.5;
      vec2 at = vec2(cos(angle), sin(angle)) * r;
      float dot_distance = length(p - at) - bead;
      over(result, u_paper, cover(dot_distance - 1.2));
      over(result, mix(v_color.rgb, u_ink, 0.35), cover(dot_distance));
    }
  }
  if (v_state.z > 0.5 && r > 6.0) {
    vec2 at = vec2(0.72, -0.72) * r;
    over(result, u_paper, cover(length(p - at) - 5.0));
    over(result, u_ink, cover(length(p - at) - 3.4));
    over(result, u_paper, cover(length(p - at) - 1.3));
  }
  color = vec4(result.rgb, result.a * (v_state.y > 0.5 ? 0.22 : 1.0));
}
)";

struct Program {
  GLuint id = 0;
  GLint stage = -1, camera = -1, ratio = -1, paper = -1, ink = -1, accent = -1, pieces = -1, first = -1, data = -1;
};

Program edges_, arrows_, coins_, nodes_;
GLuint node_texture_ = 0, edge_texture_ = 0, no_attributes_ = 0;
std::uint64_t uploaded_ = 0;
GLsizei node_count_ = 0, edge_count_ = 0, curved_from_ = 0;
bool coins_wanted_ = false;
Camera camera_;
float ratio_ = 1;

GLuint compile(GLenum type, std::initializer_list<const char*> parts) {
  const GLuint shader = glCreateShader(type);
  std::vector<const char*> texts(parts);
  glShaderSource(shader, static_cast<GLsizei>(texts.size()), texts.data(), nullptr);
  glCompileShader(shader);
  GLint done = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
  if (done == 0) {
    char log[1024];
    glGetShaderInfoLog(shader, sizeof log, nullptr, log);
    std::fprintf(stderr, "shader: %s\n", log);
  }
  return shader;
}

Program link(std::initializer_list<const char*> vertex, std::initializer_list<const char*> fragment) {
  Program program;
  program.id = glCreateProgram();
  const GLuint shaders[] = {compile(GL_VERTEX_SHADER, vertex), compile(GL_FRAGMENT_SHADER, fragment)};
  for (const GLuint shader : shaders) glAttachShader(program.id, shader);
  glLinkProgram(program.id);
  for (const GLuint shader : shaders) glDeleteShader(shader);
  const auto place = [&](const char* name) { return glGetUniformLocation(program.id, name); };
  program.stage = place("u_stage");
  program.camera = place("u_camera");
  program.ratio = place("u_ratio");
  program.paper = place("u_paper");
  program.ink = place("u_ink");
  program.accent = place("u_accent");
  program.pieces = place("u_pieces");
  program.first = place("u_first");
  program.data = place("u_data");
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

/// Fills the texture that is bound; `list` is made as long as its last row.
template <typename Instance>
void fill_texture(std::vector<Instance>& list) {
  constexpr std::size_t in_row = texels_in_row * 16 / sizeof(Instance);
  const std::size_t rows = std::max<std::size_t>(1, (list.size() + in_row - 1) / in_row);
  list.resize(rows * in_row);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32UI, texels_in_row, static_cast<GLsizei>(rows), 0, GL_RGBA_INTEGER,
               GL_UNSIGNED_INT, list.data());
}

void put_color(std::uint8_t (&bytes)[4], const ImVec4& color, float alpha) {
  const auto byte = [](float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.f, 1.f) * 255 + 0.5f); };
  bytes[0] = byte(color.x);
  bytes[1] = byte(color.y);
  bytes[2] = byte(color.z);
  bytes[3] = byte(color.w * alpha);
}

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
  out.width = edge.width;
  put_color(out.color, edge.selected ? ui::palette().accent : edge.color, edge.dimmed && !edge.selected ? 0.18f : 1);
  const Edge& data = *edge.edge;
  out.dash = data.status == EdgeStatus::potential ? 1 : data.status == EdgeStatus::exploring ? 2 : 0;
  out.arrows = data.direction == Direction::directed ? 1 : data.direction == Direction::mutual ? 3 : 0;
  out.selected = edge.selected ? 1 : 0;
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
  out.dimmed = node.dimmed && !node.selected ? 1 : 0;
  out.pinned = node.node->pinned ? 1 : 0;
  out.person = node.initials.empty() ? 0 : 1;
  return out;
}

void upload() {
  if (uploaded_ == scene().revision) return;
  uploaded_ = scene().revision;
  static std::vector<NodeInstance> nodes;
  static std::vector<EdgeInstance> edges;
  nodes.clear();
  edges.clear();
  // Straight ties first: they need two triangles, curved ones a strip.
  for (const SceneEdge& edge : scene().edges)
    if (edge.bend == 0 && edge.from != edge.to) edges.push_back(instance_of(edge));
  curved_from_ = static_cast<GLsizei>(edges.size());
  for (const SceneEdge& edge : scene().edges)
    if (edge.bend != 0 || edge.from == edge.to) edges.push_back(instance_of(edge));
  for (auto index = scene().by_importance.rbegin(); index != scene().by_importance.rend(); ++index)
    nodes.push_back(instance_of(scene().nodes[*index]));
  node_count_ = static_cast<GLsizei>(nodes.size());
  edge_count_ = static_cast<GLsizei>(edges.size());
  coins_wanted_ = std::any_of(edges.begin(), edges.end(), [](const EdgeInstance& edge) { return edge.coin != 0; });
  glBindTexture(GL_TEXTURE_2D, node_texture_);
  fill_texture(nodes);
  glBindTexture(GL_TEXTURE_2D, edge_texture_);
  fill_texture(edges);
}

void use(const Program& program) {
  glUseProgram(program.id);
  glUniform1i(program.data, 0);
  glUniform2f(program.stage, camera_.stage().x, camera_.stage().y);
  glUniform3f(program.camera, static_cast<float>(camera_.center().x), static_cast<float>(camera_.center().y),
              static_cast<float>(camera_.zoom()));
  glUniform1f(program.ratio, ratio_);
  const ui::Palette& p = ui::palette();
  glUniform3f(program.paper, p.paper.x, p.paper.y, p.paper.z);
  glUniform3f(program.ink, p.ink.x, p.ink.y, p.ink.z);
  glUniform3f(program.accent, p.accent.x, p.accent.y, p.accent.z);
}

void draw(const ImDrawList*, const ImDrawCmd*) {
  if (nodes_.id == 0) return;
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  upload();
  glActiveTexture(GL_TEXTURE0);
  glBindSampler(0, 0);
  glBindVertexArray(no_attributes_);
  glBindTexture(GL_TEXTURE_2D, edge_texture_);
  if (edge_count_ > 0) {
    use(edges_);
    const auto lines = [](GLsizei first, GLsizei count, int pieces) {
      if (count == 0) return;
      glUniform1i(edges_.first, first);
      glUniform1i(edges_.pieces, pieces);
      glDrawArrays(GL_TRIANGLES, 0, count * 6 * pieces);
    };
    lines(0, curved_from_, 1);
    lines(curved_from_, edge_count_ - curved_from_, curve_pieces);
    if (camera_.zoom() > 0.12) {
      use(arrows_);
      glDrawArrays(GL_TRIANGLES, 0, edge_count_ * 6);
    }
    if (coins_wanted_) {
      use(coins_);
      glDrawArrays(GL_TRIANGLES, 0, edge_count_ * 6);
    }
  }
  if (node_count_ > 0) {
    glBindTexture(GL_TEXTURE_2D, node_texture_);
    use(nodes_);
    glDrawArrays(GL_TRIANGLES, 0, node_count_ * 6);
  }
  glBindVertexArray(0);
}

}  // namespace

void create_renderer() {
  edges_ = link({common, fetching, edge_curve, edge_vertex}, {common, edge_fragment});
  arrows_ = link({common, fetching, edge_curve, arrow_vertex}, {common, arrow_fragment});
  coins_ = link({common, fetching, edge_curve, coin_vertex}, {common, coin_fragment});
  nodes_ = link({common, fetching, node_vertex}, {common, node_fragment});
  node_texture_ = make_texture();
  edge_texture_ = make_texture();
  glGenVertexArrays(1, &no_attributes_);
  uploaded_ = 0;
}

void forget_renderer() {
  edges_ = arrows_ = coins_ = nodes_ = {};
  uploaded_ = 0;
}

void queue_scene(ImDrawList* list, const Camera& camera, float pixel_ratio) {
  camera_ = camera;
  ratio_ = pixel_ratio;
  list->AddCallback(draw, nullptr);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

}  // namespace impactweb::canvas
