// The second cue of a sector: eight signs that differ in form, not only in colour.
float sign_of(vec2 p, float s) {
  int kind = int(v_kind.y + 0.5);
  p /= s;
  float d;
  if (kind == 0) d = min(box(p - vec2(0.0, 0.25), vec2(0.62, 0.28), 0.05), box(p + vec2(0.0, 0.32), vec2(0.42, 0.16), 0.05));
  else if (kind == 1) d = box(p, vec2(0.5), 0.06);
  else if (kind == 2) d = max(p.y - 0.45, abs(p.x) * 0.866 - p.y * 0.5 - 0.36);
  else if (kind == 3) d = length(p) - 0.48;
  else if (kind == 4) d = abs(length(p) - 0.46) - 0.14;
  else if (kind == 5) d = min(box(p, vec2(0.6, 0.17), 0.05), box(p, vec2(0.17, 0.6), 0.05));
  else if (kind == 6) d = min(box(p - vec2(0.0, 0.32), vec2(0.56, 0.14), 0.05), box(p + vec2(0.0, 0.32), vec2(0.56, 0.14), 0.05));
  else d = (abs(p.x) + abs(p.y)) * 0.7071 - 0.42;
  return d * s;
}
vec4 node(vec2 p, float r) {
  float d = shape(p, r);
  vec4 result = body(d);
  if (r > 7.0) {
   // A lighter inside lets sign and initials stand out.
    float rim = max(2.0, r * 0.12);
    if (v_kind.x > 0.5 && v_kind.x < 1.5) over(result, u_paper, cover(abs(d + rim * 1.6) - rim * 0.35));
    if (v_kind.x > 1.5 && v_kind.x < 2.5) {
     // The rim fills by stage, clockwise from the top.
      float turn = atan(p.x, -p.y) / 6.2831853;
      turn = turn < 0.0 ? turn + 1.0 : turn;
      float band = cover(abs(d + rim * 1.2) - rim * 0.6);
      over(result, turn <= v_progress ? u_ink : u_paper, band);
    }
    if (v_kind.y < 200.0 && v_state.w < 0.5) over(result, u_paper, cover(sign_of(p, r * 0.52)) * 0.95);
  }
  return result;
}
