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
