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
