uniform vec2 u_size;
layout(location = 0) in vec2 a_place;
layout(location = 1) in vec2 a_from;
layout(location = 2) in vec4 a_color;
out vec2 v_from;
out vec4 v_color;
void main() {
  v_from = a_from;
  v_color = a_color;
  gl_Position = vec4(a_place.x / u_size.x * 2.0 - 1.0, 1.0 - a_place.y / u_size.y * 2.0, 0.0, 1.0);
}
