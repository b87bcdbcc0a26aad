uniform sampler2D u_texture;
in vec2 v_from;
in vec4 v_color;
out vec4 color;
void main() { color = v_color * texture(u_texture, v_from); }
