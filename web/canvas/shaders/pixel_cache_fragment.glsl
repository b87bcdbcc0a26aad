uniform sampler2D u_pixels;
in vec2 v_from;
out vec4 color;
void main() { color = texture(u_pixels, v_from); }
