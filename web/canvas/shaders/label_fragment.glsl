uniform sampler2D u_texts;
in vec2 v_from;
in float v_alpha;
out vec4 color;
void main() { color = texture(u_texts, v_from) * v_alpha; }
