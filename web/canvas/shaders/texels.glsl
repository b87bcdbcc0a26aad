precision highp usampler2D;
uniform usampler2D u_data;
uvec4 texel(int index) { return texelFetch(u_data, ivec2(index % 1020, index / 1020), 0); }
vec4 bytes(uint word) { return vec4(word & 255u, (word >> 8) & 255u, (word >> 16) & 255u, word >> 24); }
// Two triangles to a rectangle: which corner vertex `index` of the six is.
vec2 corner_of(int index) {
  return vec2(index == 1 || index > 3 ? 1.0 : -1.0, index == 2 || index == 3 || index == 5 ? 1.0 : -1.0);
}
