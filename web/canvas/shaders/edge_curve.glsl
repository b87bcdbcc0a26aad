// A point at `t` on the tie, and which way it runs there; the same curve as `point_on` of web/scene/scene.cpp.
vec4 a_ends;
vec4 a_shape;  // radii of both ends, bend (world), width (px)
vec4 a_color;
vec4 a_style;  // dash, arrows, state (1 selected, 2 lit), coin
uniform float u_heads;  // 1: every tie has its arrowheads, 0: only those with a state
uniform vec2 u_fade;  // where ties cover much: how much of it they keep, and the length (world) of those that keep that
bool a_left_out;
void take(int tie) {
  a_ends = uintBitsToFloat(texel(tie * 3));
  a_shape = uintBitsToFloat(texel(tie * 3 + 1));
  // Nodes grow no more from some zoom on.
  a_shape.xy = min(a_shape.xy, min(vec2(32.0), 14.0 + 0.45 * a_shape.xy) / u_camera.z);
  uvec4 rest = texel(tie * 3 + 2);
  a_color = bytes(rest.x) / 255.0;
  a_style = bytes(rest.y);
  a_left_out = false;
  if (a_style.z < 0.5) {
    if (u_heads < 0.5) a_style.y = 0.0;
   // Short ties are what groups are made of, long ones what hides them.
    float share = min(u_fade.x * u_fade.y / max(length(a_ends.zw - a_ends.xy), 1e-6), 1.0);
   // Of ties that would hardly be seen, some stand for the others, always the same ones.
    const float least = 0.16;
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
