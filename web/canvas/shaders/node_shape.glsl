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
  // Around small nodes ring and rim are small as well.
  float gap = min(1.5, v_radius * 0.25), ring = min(1.5, v_radius * 0.25 + 0.25);
  if (v_state.x > 0.5) over(result, u_accent, cover(abs(d - gap * 2.0 - ring) - ring));
  over(result, u_paper, cover(d - gap));
  over(result, v_color.rgb, cover(d));
  return result;
}
