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
