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
