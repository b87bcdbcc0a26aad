uniform vec4 u_frame;
uniform vec3 u_accent, u_paper;
in vec2 v_place;
out vec4 color;
void main() {
  vec2 inside = min(v_place - u_frame.xy, u_frame.zw - v_place);
  float depth = min(inside.x, inside.y);
  color = depth < 0.0 ? vec4(u_paper, 0.9) : vec4(u_accent, depth < 1.5 ? 1.0 : 0.12);
}
