uniform vec2 u_stage;  // CSS pixels
uniform vec3 u_camera;  // centre in the world, zoom
uniform float u_ratio;  // device pixels for a CSS pixel
uniform float u_emphasis;  // 1 when what is neither lit nor selected is dimmed
vec2 screen(vec2 world) { return (world - u_camera.xy) * u_camera.z + u_stage * 0.5; }
vec4 clip(vec2 pixel) { return vec4(pixel.x / u_stage.x * 2.0 - 1.0, 1.0 - pixel.y / u_stage.y * 2.0, 0.0, 1.0); }
