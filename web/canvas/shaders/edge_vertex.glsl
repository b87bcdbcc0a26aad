uniform int u_pieces, u_first;
out vec4 v_color;
out vec2 v_across;  // px from the middle line, half of the width
out float v_along;  // px from the start
flat out float v_dash;
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
