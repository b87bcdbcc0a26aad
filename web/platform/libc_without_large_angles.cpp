// For sines of angles beyond 2^28 quarter turns the C library keeps 2/pi to a thousand digits, which no compression
// makes smaller. In this program Dear ImGui's arcs alone ask for sines, of a turn or two.

/// As in the C library, for floats: what of an angle is left beyond whole quarter turns, into `rest`; gives their
/// number.
extern "C" int __rem_pio2_large(double*, double* rest, int, int, int) {
  *rest = 0;
  return 0;
}
