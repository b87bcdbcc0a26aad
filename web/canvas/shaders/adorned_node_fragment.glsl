void main() {
  float r = v_radius;
  vec2 p = v_place;
  vec4 result = node(p, r);
  // Needs are open notches on the upper rim, offers dots on the lower one: a dot could fill a notch.
  float bead = clamp(r * 0.2, 2.2, 5.0);
  for (int i = 0; i < 5; ++i) {
    if (r > 7.0 && float(i) < v_kind.z) {
      float angle = -1.5708 + (float(i) - (min(v_kind.z, 5.0) - 1.0) * 0.5) * 0.5;
      vec2 at = vec2(cos(angle), sin(angle)) * r;
      float notch = length(p - at) - bead;
      over(result, u_paper, cover(notch));
      over(result, v_color.rgb, cover(abs(notch) - 0.8));
    }
    if (r > 7.0 && float(i) < v_kind.w) {
      float angle = 1.5708 + (float(i) - (min(v_kind.w, 5.0) - 1.0) * 0.5) * 0.5;
      vec2 at = vec2(cos(angle), sin(angle)) * r;
      float dot_distance = length(p - at) - bead;
      over(result, u_paper, cover(dot_distance - 1.2));
      over(result, mix(v_color.rgb, u_ink, 0.35), cover(dot_distance));
    }
  }
  if (v_state.z > 0.5 && r > 6.0) {
    vec2 at = vec2(0.72, -0.72) * r;
    over(result, u_paper, cover(length(p - at) - 5.0));
    over(result, u_ink, cover(length(p - at) - 3.4));
    over(result, u_paper, cover(length(p - at) - 1.3));
  }
  color = vec4(result.rgb, result.a * (v_state.y > 0.5 ? 0.22 : 1.0));
}
