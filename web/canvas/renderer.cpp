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
/// From afar, arrowheads and coins would be specks: the zooms from which they are drawn.
// Zooms. Where ties are many, arrows have to wait until they can be told apart.
constexpr double arrows_from = 0.12, many_arrows_from = 0.3, coins_from = 0.35;
constexpr GLsizei many_edges = 1500;
/// Nodes up to so many pixels show nothing but their shape.
constexpr double small_radius = 6;

const char* const common = R"(
uniform vec2 u_stage;
)"  // CSS pixels
                           R"(uniform vec3 u_camera;
)"  // centre in the world, zoom
                           R"(uniform float u_ratio;
)"  // device pixels for a CSS pixel
                           R"(uniform float u_emphasis;
)"  // 1 when what is neither lit nor selected is dimmed
                           R"(vec2 screen(vec2 world) { return (world - u_camera.xy) * u_camera.z + u_stage * 0.5; }
vec4 clip(vec2 pixel) { return vec4(pixel.x / u_stage.x * 2.0 - 1.0, 1.0 - pixel.y / u_stage.y * 2.0, 0.0, 1.0); }
)";

const char* const fetching = R"(
precision highp usampler2D;
uniform usampler2D u_data;
uvec4 texel(int index) { return texelFetch(u_data, ivec2(index % 1020, index / 1020), 0); }
vec4 bytes(uint word) { return vec4(word & 255u, (word >> 8) & 255u, (word >> 16) & 255u, word >> 24); }
)"
                             // Two triangles to a rectangle: which corner vertex `index` of the six is.
                             R"(vec2 corner_of(int index) {
  return vec2(index == 1 || index > 3 ? 1.0 : -1.0, index == 2 || index == 3 || index == 5 ? 1.0 : -1.0);
}
)";

// A point at `t` on the tie, and which way it runs there; the same curve as point_on() in scene.cpp.
const char* const edge_curve =
    R"(
vec4 a_ends;
vec4 a_shape;
)"  // radii of both ends, bend (world), width (px)
    R"(vec4 a_color;
vec4 a_style;
)"  // dash, arrows, state (1 selected, 2 lit), coin
    R"(uniform vec2 u_fade;
)"  // where ties cover much: how much of it they keep, and the length (world) of those that keep that
    R"(bool a_left_out;
void take(int tie) {
  a_ends = uintBitsToFloat(texel(tie * 3));
  a_shape = uintBitsToFloat(texel(tie * 3 + 1));
  uvec4 rest = texel(tie * 3 + 2);
  a_color = bytes(rest.x) / 255.0;
  a_style = bytes(rest.y);
  a_left_out = false;
  if (a_style.z < 0.5) {
)"
    // Short ties are what groups are made of, long ones what hides them.
    R"(    float share = min(u_fade.x * u_fade.y / max(length(a_ends.zw - a_ends.xy), 1e-6), 1.0);
)"
    // Of ties that would hardly be seen, some stand for the others, always the same ones.
    R"(    const float least = 0.16;
    a_left_out = share < least * fract(float(tie) * 0.6180339887);
    a_color.a *= max(share, least) * (u_emphasis > 0.5 ? 0.18 : 1.0);
  }
}
#ifdef STRAIGHT
bool is_loop() { return false; }
vec2 curve(float t) { return screen(mix(a_ends.xy, a_ends.zw, t)); }
vec2 way_at(float t) { return normalize(a_ends.zw - a_ends.xy + vec2(1e-6, 0.0)); }
#else
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
vec2 way_at(float t) { return normalize(curve(t + 0.01) - curve(t - 0.01) + vec2(1e-6, 0.0)); }
#endif
)"
    // The part of the tie between the rims of its nodes, with room for arrowheads.
    R"(vec2 visible_part(float arrow) {
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
out vec2 v_across;
)"  // px from the middle line, half of the width
                                R"(out float v_along;
)"  // px from the start
                                R"(flat out float v_dash;
void main() {
  take(u_first + gl_VertexID / (6 * u_pieces));
  vec2 corner = corner_of(gl_VertexID % 6);
  int row = gl_VertexID / 6 % u_pieces + (corner.y > 0.0 ? 1 : 0);
  float side = corner.x;
  vec2 part = visible_part(arrow_length() - 1.0);
  float t = mix(part.x, part.y, float(row) / float(u_pieces));
  vec2 here = curve(t);
  vec2 way = way_at(t);
  float half_width = (a_shape.w * clamp(u_camera.z, 0.45, 1.6) + (mod(a_style.z, 2.0) > 0.5 ? 1.6 : 0.0)) * 0.5;
  float reach = half_width + 0.55 / u_ratio;
  gl_Position = a_left_out ? vec4(2.0, 2.0, 2.0, 1.0) : clip(here + vec2(-way.y, way.x) * side * reach);
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
)"
                                  // A line thinner than a pixel fades instead of breaking up.
                                  R"(  alpha *= min(1.0, v_across.y * 2.0 * u_ratio);
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
  gl_Position = wanted && !a_left_out && rim.x < rim.y ? clip(tip + way * corner.x + side * corner.y) : vec4(2.0, 2.0, 2.0, 1.0);
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
  bool wanted = a_style.w > 0.5 && !a_left_out;
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
)"
                                  // The sign in the coin: an arc with two bars.
                                  R"(  float arc = abs(length(v_place - vec2(0.6, 0.0)) - 2.7) - 0.55;
  float sign = v_place.x < 1.8 ? clamp(-arc * u_ratio + 0.5, 0.0, 1.0) : 0.0;
  float bars = max(abs(v_place.x + 1.2) - 2.4, abs(abs(v_place.y) - 0.9) - 0.4);
  sign = max(sign, clamp(-bars * u_ratio + 0.5, 0.0, 1.0));
  vec3 ink = mix(v_color.rgb, mix(u_paper, v_color.rgb, sign), inside);
  color = vec4(ink, disc * v_color.a);
}
)";

// Which nodes a program draws: 0 all, 1 those without beads and pin, 2 the others.
const char* const node_vertex =
    R"(
uniform int u_which;
out vec2 v_place;
)"  // px from the centre
    R"(flat out float v_radius;
flat out float v_progress;
flat out vec4 v_color, v_kind, v_state;
void main() {
  int node = gl_VertexID / 6;
  vec4 place = uintBitsToFloat(texel(node * 2));
)"  // centre, radius (world), progress
    R"(  uvec4 rest = texel(node * 2 + 1);
  vec4 kind = bytes(rest.y);
)"  // shape, glyph, needs, offers
    R"(  vec4 state = bytes(rest.z);
)"  // selected, dimmed, pinned, person
    // In a picture that is seen from very far, smaller dots leave room between them.
    R"(  float radius = max(place.z * u_camera.z, mix(1.4, 2.5, smoothstep(0.04, 0.2, u_camera.z)));
)"
    // No larger than what is drawn: without a graphics card each pixel of the square counts.
    R"(  bool beads = kind.z + kind.w > 0.5 && radius > 7.0;
  float reach = radius * 1.08 + 2.0 + (state.x > 0.5 ? 5.0 : 0.0) + (beads ? clamp(radius * 0.2, 2.2, 5.0) + 1.0 : 0.0) +
      (state.z > 0.5 ? 5.0 : 0.0);
  v_place = corner_of(gl_VertexID % 6) * reach;
  v_radius = radius;
  v_progress = place.w;
  v_color = bytes(rest.x) / 255.0;
  v_kind = kind;
  v_state = state;
  v_state.y = u_emphasis > 0.5 && state.x + state.y < 0.5 ? 1.0 : 0.0;
  bool adorned = kind.z + kind.w + state.z > 0.5;
  bool wanted = u_which == 0 || (u_which == 2) == adorned;
  gl_Position = wanted ? clip(screen(place.xy) + v_place) : vec4(2.0, 2.0, 2.0, 1.0);
}
)";

const char* const node_shape = R"(
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
void over(inout vec4 below, vec3 ink, float alpha) {
  below = vec4(mix(below.rgb, ink, alpha), alpha + below.a * (1.0 - alpha));
}
vec4 body(float d) {
  vec4 result = vec4(u_paper, 0.0);
)"
                               // Around small nodes ring and rim are small as well.
                               R"(  float gap = min(1.5, v_radius * 0.25), ring = min(1.5, v_radius * 0.25 + 0.25);
  if (v_state.x > 0.5) over(result, u_accent, cover(abs(d - gap * 2.0 - ring) - ring));
  over(result, u_paper, cover(d - gap));
  over(result, v_color.rgb, cover(d));
  return result;
}
)";

// Too small for anything but a shape.
const char* const small_node_fragment = R"(
void main() {
  vec4 result = body(shape(v_place, v_radius));
  color = vec4(result.rgb, result.a * (v_state.y > 0.5 ? 0.22 : 1.0));
}
)";

const char* const node_signs = R"(
)"
                               // The second cue of a sector: eight signs that differ in form, not only in colour.
                               R"(float sign_of(vec2 p, float s) {
  int kind = int(v_kind.y + 0.5);
  p /= s;
  float d;
  if (kind == 0) d = min(box(p - vec2(0.0, 0.25), vec2(0.62, 0.28), 0.05), box(p + vec2(0.0, 0.32), vec2(0.42, 0.16), 0.05));
  else if (kind == 1) d = box(p, vec2(0.5), 0.06);
  else if (kind == 2) d = max(p.y - 0.45, abs(p.x) * 0.866 - p.y * 0.5 - 0.36);
  else if (kind == 3) d = length(p) - 0.48;
  else if (kind == 4) d = abs(length(p) - 0.46) - 0.14;
  else if (kind == 5) d = min(box(p, vec2(0.6, 0.17), 0.05), box(p, vec2(0.17, 0.6), 0.05));
  else if (kind == 6) d = min(box(p - vec2(0.0, 0.32), vec2(0.56, 0.14), 0.05), box(p + vec2(0.0, 0.32), vec2(0.56, 0.14), 0.05));
  else d = (abs(p.x) + abs(p.y)) * 0.7071 - 0.42;
  return d * s;
}
vec4 node(vec2 p, float r) {
  float d = shape(p, r);
  vec4 result = body(d);
  if (r > 7.0) {
)"
                               // A lighter inside lets sign and initials stand out.
                               R"(    float rim = max(2.0, r * 0.12);
    if (v_kind.x > 0.5 && v_kind.x < 1.5) over(result, u_paper, cover(abs(d + rim * 1.6) - rim * 0.35));
    if (v_kind.x > 1.5 && v_kind.x < 2.5) {
)"
                               // The rim fills by stage, clockwise from the top.
                               R"(      float turn = atan(p.x, -p.y) / 6.2831853;
      turn = turn < 0.0 ? turn + 1.0 : turn;
      float band = cover(abs(d + rim * 1.2) - rim * 0.6);
      over(result, turn <= v_progress ? u_ink : u_paper, band);
    }
    if (v_kind.y < 200.0 && v_state.w < 0.5) over(result, u_paper, cover(sign_of(p, r * 0.52)) * 0.95);
  }
  return result;
}
)";

const char* const plain_node_fragment = R"(
void main() {
  vec4 result = node(v_place, v_radius);
  color = vec4(result.rgb, result.a * (v_state.y > 0.5 ? 0.22 : 1.0));
}
)";

const char* const adorned_node_fragment =
    R"(
void main() {
  float r = v_radius;
  vec2 p = v_place;
  vec4 result = node(p, r);
)"
    // Needs are open notches on the upper rim, offers dots on the lower one: a dot could fill a notch.
    R"(  float bead = clamp(r * 0.2, 2.2, 5.0);
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

// The small map: a dot for each node, and the part that is on the stage.
const char* const map_vertex = R"(
uniform vec4 u_map;
)"  // where the middle of the network is on the map (CSS pixels), its pixels for a unit, and a dot's size
                               R"(uniform vec2 u_middle;
)"  // of the network, in the world
                               R"(uniform int u_stride;
out vec4 v_color;
void main() {
  int node = gl_VertexID * u_stride;
  vec4 place = uintBitsToFloat(texel(node * 2));
  uvec4 rest = texel(node * 2 + 1);
  bool selected = bytes(rest.z).x > 0.5;
  gl_Position = clip(u_map.xy + (place.xy - u_middle) * u_map.z);
  gl_PointSize = u_map.w * u_ratio * (selected ? 2.0 : 1.0);
  v_color = vec4(bytes(rest.x).rgb / 255.0, selected ? 1.0 : 0.0);
}
)";

const char* const map_fragment = R"(
uniform vec3 u_accent;
in vec4 v_color;
out vec4 color;
void main() { color = vec4(mix(v_color.rgb, u_accent, v_color.a), 1.0); }
)";

const char* const frame_vertex = R"(
uniform vec4 u_frame;
)"  // left, top, right, bottom, CSS pixels
                                 R"(out vec2 v_place;
void main() {
  vec2 corner = corner_of(gl_VertexID) * 0.5 + 0.5;
  v_place = mix(u_frame.xy - 1.0, u_frame.zw + 1.0, corner);
  gl_Position = clip(v_place);
}
)";

const char* const frame_fragment = R"(
uniform vec4 u_frame;
uniform vec3 u_accent, u_paper;
in vec2 v_place;
out vec4 color;
void main() {
  vec2 inside = min(v_place - u_frame.xy, u_frame.zw - v_place);
  float depth = min(inside.x, inside.y);
  color = depth < 0.0 ? vec4(u_paper, 0.9) : vec4(u_accent, depth < 1.5 ? 1.0 : 0.12);
}
)";

struct Program {
  GLuint id = 0;
  GLint stage = -1, camera = -1, ratio = -1, emphasis = -1, fade = -1, paper = -1, ink = -1, accent = -1, pieces = -1,
        first = -1, which = -1, data = -1, map = -1, middle = -1, stride = -1, frame = -1;
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
Look kept_look_;
/// Into the window, and whole: not a picture for a file, not one of those that follow each other while it moves.
bool worth_keeping_ = false;
/// With fewer nodes and ties than this, drawing costs no more than keeping.
constexpr GLsizei keeps_from = 2000;
/// It is moved, at the same zoom, where drawing is slow: what is kept of it moves along.
bool scrolls_ = false;

Program link(std::initializer_list<const char*> vertex, std::initializer_list<const char*> fragment) {
  Program program;
  program.id = link_program(vertex, fragment);
  const auto place = [&](const char* name) { return glGetUniformLocation(program.id, name); };
  program.stage = place("u_stage");
  program.camera = place("u_camera");
  program.ratio = place("u_ratio");
  program.emphasis = place("u_emphasis");
  program.fade = place("u_fade");
  program.paper = place("u_paper");
  program.ink = place("u_ink");
  program.accent = place("u_accent");
  program.pieces = place("u_pieces");
  program.first = place("u_first");
  program.which = place("u_which");
  program.data = place("u_data");
  program.map = place("u_map");
  program.middle = place("u_middle");
  program.stride = place("u_stride");
  program.frame = place("u_frame");
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
  if (changes.everything || !uploaded_ || !changes.nodes.empty() || !changes.edges.empty()) forget_kept_pixels();
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
  if (zoom > (edge_count_ > many_edges ? many_arrows_from : arrows_from)) on_ties(arrows_);
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
  Look moved = kept_look_;
  moved.center = look.center;
  if (!moved.same(look)) return false;
  const double pixels = look.zoom * ratio_;
  const int right = static_cast<int>(std::lround((kept_look_.center.x - look.center.x) * pixels)),
            up = static_cast<int>(std::lround((look.center.y - kept_look_.center.y) * pixels));
  if (std::abs(right) > width / 3 || std::abs(up) > height / 3) return false;
  if (!put_kept_pixels(width, height, right, up)) return false;
  const int across = std::abs(right), along = std::abs(up);
  draw_strip(right > 0 ? 0 : width - across, 0, across, height, height);
  // The corner has been drawn: what is faint must not be drawn twice.
  draw_strip(right > 0 ? across : 0, up > 0 ? 0 : height - along, width - across, along, height);
  return true;
}

/// Whole device pixels away from where the kept picture was, pixels can move along.
void move_whole_pixels() {
  if (kept_look_.zoom != camera_.zoom()) return;
  const double pixels = camera_.zoom() * ratio_;
  const auto nearest = [&](double at, double kept) { return kept + std::round((at - kept) * pixels) / pixels; };
  const Point at = camera_.center(), kept = kept_look_.center;
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
  const bool keeps = scrolls_ || (worth_keeping_ && node_count_ + edge_count_ > keeps_from);
  if (!keeps || !look.same(kept_look_) || !put_kept_pixels(width, height)) {
    if (!scrolls_ || !platform::call_deferred<scroll>(look, width, height)) {
      find_runs(camera_.visible_world());
      draw_runs();
    }
    if (keeps) {
      keep_pixels(width, height);
      kept_look_ = look;
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
  edges_ = link({shader_head, common, fetching, edge_curve, edge_vertex}, {shader_head, common, edge_fragment});
  // Most ties are straight, and less is to be computed for them.
  straight_ = link({shader_head, "#define STRAIGHT\n", common, fetching, edge_curve, edge_vertex},
                   {shader_head, common, edge_fragment});
  arrows_ = link({shader_head, common, fetching, edge_curve, arrow_vertex}, {shader_head, common, arrow_fragment});
  coins_ = link({shader_head, common, fetching, edge_curve, coin_vertex}, {shader_head, common, coin_fragment});
  small_nodes_ =
      link({shader_head, common, fetching, node_vertex}, {shader_head, common, node_shape, small_node_fragment});
  plain_nodes_ = link({shader_head, common, fetching, node_vertex},
                      {shader_head, common, node_shape, node_signs, plain_node_fragment});
  adorned_nodes_ = link({shader_head, common, fetching, node_vertex},
                        {shader_head, common, node_shape, node_signs, adorned_node_fragment});
  map_dots_ = link({shader_head, common, fetching, map_vertex}, {shader_head, map_fragment});
  map_frame_ = link({shader_head, common, fetching, frame_vertex}, {shader_head, frame_fragment});
  node_texture_ = make_texture();
  edge_texture_ = make_texture();
  glGenVertexArrays(1, &no_attributes_);
  uploaded_ = false;
}

void forget_renderer() {
  edges_ = straight_ = arrows_ = coins_ = small_nodes_ = plain_nodes_ = adorned_nodes_ = map_dots_ = map_frame_ = {};
  uploaded_ = false;
  lose_kept_pixels();
  forget_labels();
}

void queue_scene(ImDrawList* list, const Camera& camera, float pixel_ratio, bool for_file) {
  camera_ = camera;
  ratio_ = pixel_ratio;
  worth_keeping_ = !for_file;
  scrolls_ = false;
  // Marks of an answer are seldom there, and what draws them comes with the rest of the program.
  const bool marks = scene().any_marks;
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
  return std::max(node.radius * zoom, 1.4f + 1.1f * t * t * (3 - 2 * t));
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
  const bool arrows = zoom > (all.edges.size() > static_cast<std::size_t>(many_edges) ? many_arrows_from : arrows_from);
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
    tie.arrows = arrows;
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
  worth_keeping_ = false;
  camera_ = camera;
  if (scrolls_) platform::call_deferred<move_whole_pixels>();
  move_marks(camera_);
  move_labels(camera_);
}

}  // namespace impactweb::canvas
