// On the small map: the part that is on the stage.
uniform vec4 u_frame;  // left, top, right, bottom, CSS pixels
out vec2 v_place;
void main() {
  vec2 corner = corner_of(gl_VertexID) * 0.5 + 0.5;
  v_place = mix(u_frame.xy - 1.0, u_frame.zw + 1.0, corner);
  gl_Position = clip(v_place);
}
