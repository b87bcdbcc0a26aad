in vec4 v_color;
in vec2 v_place;
out vec4 color;
void main() {
  float edge = min(v_place.x - abs(v_place.y), 1.0 - v_place.x);
  float alpha = clamp(edge / max(fwidth(edge), 1e-5) + 0.5, 0.0, 1.0);
  color = vec4(v_color.rgb, v_color.a * alpha);
}
