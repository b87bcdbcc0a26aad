void main() {
  vec4 result = node(v_place, v_radius);
  color = vec4(result.rgb, result.a * (v_state.y > 0.5 ? 0.22 : 1.0));
}
