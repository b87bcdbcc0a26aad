// Quicker than glBlitFramebuffer where a processor draws.
uniform vec2 u_move;  // to the right and up, shares of the window
out vec2 v_from;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0;
  v_from = corner * 0.5 + 0.5 - u_move;
  gl_Position = vec4(corner, 0.0, 1.0);
}
