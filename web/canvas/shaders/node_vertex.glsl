// Which nodes a program draws: 0 all, 1 those without beads and pin, 2 the others.
uniform int u_which;
out vec2 v_place;  // px from the centre
flat out float v_radius;
flat out float v_progress;
flat out vec4 v_color, v_kind, v_state;
void main() {
  int node = gl_VertexID / 6;
  vec4 place = uintBitsToFloat(texel(node * 2));  // centre, radius (world), progress
  uvec4 rest = texel(node * 2 + 1);
  vec4 kind = bytes(rest.y);  // shape, glyph, needs, offers
  vec4 state = bytes(rest.z);  // selected, dimmed, pinned, person
  // In a picture that is seen from very far, smaller dots leave room between them.
  float radius = max(min(place.z * u_camera.z, min(32.0, 14.0 + 0.45 * place.z)), mix(1.4, 2.5, smoothstep(0.04, 0.2, u_camera.z)));
  // No larger than what is drawn: without a graphics card each pixel of the square counts.
  bool beads = kind.z + kind.w > 0.5 && radius > 7.0;
  float reach = radius * 1.08 + 2.0 + (state.x > 0.5 ? 5.0 : 0.0) + (beads ? clamp(radius * 0.2, 2.2, 5.0) + 1.0 : 0.0) +
      (state.z > 0.5 ? 5.0 : 0.0);
  v_place = corner_of(gl_VertexID % 6) * reach;
  v_radius = radius;
  v_progress = place.w;
  v_color = bytes(rest.x) / 255.0;
  v_kind = kind;
  v_state = state;
  v_state.y = u_emphasis > 0.5 && state.x + state.y < 0.5 ? 1.0 : 0.0;
  bool adorned = kind.z + kind.w + state.z > 0.5;
  bool wanted = u_which == 0 || (u_which == 2) == adorned;
  gl_Position = wanted ? clip(screen(place.xy) + v_place) : vec4(2.0, 2.0, 2.0, 1.0);
}
