// On the small map: a dot for each node.
uniform vec4 u_map;  // where the middle of the network is on the map (CSS pixels), its pixels for a unit, and a dot's size
uniform vec2 u_middle;  // of the network, in the world
uniform int u_stride;
out vec4 v_color;
void main() {
  int node = gl_VertexID * u_stride;
  vec4 place = uintBitsToFloat(texel(node * 2));
  uvec4 rest = texel(node * 2 + 1);
  bool selected = bytes(rest.z).x > 0.5;
  gl_Position = clip(u_map.xy + (place.xy - u_middle) * u_map.z);
  gl_PointSize = u_map.w * u_ratio * (selected ? 2.0 : 1.0);
  v_color = vec4(bytes(rest.x).rgb / 255.0, selected ? 1.0 : 0.0);
}
