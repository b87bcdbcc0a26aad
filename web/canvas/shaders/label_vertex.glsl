uniform vec2 u_pixels, u_texture;  // sizes of the stage and of the texture, device pixels
layout(location = 0) in vec2 a_at;
layout(location = 1) in vec2 a_from;
layout(location = 2) in float a_alpha;
out vec2 v_from;
out float v_alpha;
void main() {
  gl_Position = vec4(a_at.x / u_pixels.x * 2.0 - 1.0, 1.0 - a_at.y / u_pixels.y * 2.0, 0.0, 1.0);
  v_from = a_from / u_texture;
  v_alpha = a_alpha;
}
