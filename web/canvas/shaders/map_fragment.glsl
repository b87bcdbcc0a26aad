uniform vec3 u_accent;
in vec4 v_color;
out vec4 color;
void main() { color = vec4(mix(v_color.rgb, u_accent, v_color.a), 1.0); }
