// From which zoom on each name is shown, so that no two ever cover each other and none flickers: computed once when
// places or names change, not in every frame.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/geometry.hpp"

namespace impactweb::canvas {

/// Where a label stands beside its disc: below, above, right, left, and between these.
enum class LabelPlace : std::uint8_t { below, above, right, left, right_below, right_above, left_below, left_above };
inline constexpr std::uint8_t label_places = 8;

/// A text that keeps its size on the screen while the picture under it grows, and grows with it from some zoom on; it
/// stands `offset` pixels from the rim of a disc in the world. The disc has `radius` in the world, and on the screen at
/// least `least_radius` and at most `most_radius` pixels; without a disc all are 0.
struct RangedLabel {
  Point anchor;  ///< of the disc's centre, in the world
  float radius = 0, least_radius = 0, most_radius = 1e9f;
  float offset = 0, width = 0, height = 0;  ///< pixels, before the text grows
  float importance = 0;
  double from_zoom = 0;                  ///< it is not wanted below
  int disc = -1;                         ///< which of the discs is its own, and never in its way
  std::uint8_t places = label_places;    ///< so many of the places may be taken
  LabelPlace first = LabelPlace::below;  ///< the only one if there is but one
};

/// What names shall not cover once it is large enough on the screen.
struct RangedDisc {
  Point center;
  float radius = 0;
  float importance = 0;
  float most_radius = 1e9f;  ///< pixels
};

struct LabelRules {
  double largest_zoom = 6;       ///< there is no picture beyond
  float least_radius = 2.5f;     ///< pixels, of discs on the screen
  float solid_radius = 3;        ///< pixels: smaller discs may be covered
  float kept_share = 1;          ///< of a disc's radius: what of it has to stay free
  float yields_to_times = 1e9f;  ///< a disc gives way to names that are so many times as important
  double smallest_zoom = 0.01;   ///< nothing is looked at below
  double grows_from = 1;         ///< from this zoom on texts grow with the picture,
  double most_growth = 1;        ///< up to so many times their size
};

/// How many times its size a text may take at a zoom.
double growth_at(double zoom, const LabelRules& rules);

/// A label on the screen, from where its anchor is.
struct LabelBox {
  double left, top, right, bottom;
};
LabelBox box_of(const RangedLabel& label, LabelPlace place, double radius_on_screen, double growth);

/// What a label gets that is never shown by itself.
inline constexpr double never_shown = 1e30;

/// Finds the place of each label, and the smallest zoom from which on it is shown there, in the order of `labels`,
/// which is that of their rights: earlier ones have their range first. At every zoom the labels whose range has begun
/// overlap neither each other nor discs that they have to respect; a label whose range has begun stays. After K. Been,
/// E. Daiches & C. Yap, "Dynamic map labeling", IEEE InfoVis 2006. Where a disc would be covered even at the largest
/// zoom, it is covered.
class LabelRanging {
 public:
  LabelRanging(std::vector<RangedLabel> labels, std::vector<RangedDisc> discs, const LabelRules& rules = {});
  LabelRanging(const LabelRanging&) = delete;
  LabelRanging& operator=(const LabelRanging&) = delete;
  ~LabelRanging();

  /// Does a piece of work of less than a millisecond; true after the last.
  bool advance();
  /// For so many labels, from the first on, the zoom is known; what comes after does not change it.
  [[nodiscard]] std::size_t known() const { return known_; }
  [[nodiscard]] double from_zoom(std::size_t label) const { return ranges_[label]; }
  /// The place at which it is shown from the smallest zoom on, the first of equals.
  [[nodiscard]] LabelPlace place(std::size_t label) const { return chosen_[label]; }

 private:
  struct Octave;

  void begin();
  void range(std::uint32_t label);
  [[nodiscard]] double range_at(std::uint32_t label, LabelPlace place, double enough) const;

  std::vector<RangedLabel> labels_;
  std::vector<RangedDisc> discs_;
  LabelRules rules_;
  std::vector<double> ranges_;
  std::vector<LabelPlace> chosen_;
  std::size_t known_ = 0;
  std::vector<Octave> octaves_;  // from the largest zoom down
  std::size_t octave_ = 0;       // whose discs are being added
  std::uint32_t disc_ = 0;       // the next of them
};

struct LabelRange {
  double from_zoom = never_shown;
  LabelPlace place = LabelPlace::below;

  friend bool operator==(const LabelRange&, const LabelRange&) = default;
};
/// The same at once, in the order of `labels`.
std::vector<LabelRange> label_ranges(std::vector<RangedLabel> labels, std::vector<RangedDisc> discs,
                                     const LabelRules& rules = {});

/// The zoom up to which two labels overlap: at every larger one they do not. 0 when they never do.
double overlap_until(const RangedLabel& a, LabelPlace at, const RangedLabel& b, LabelPlace there,
                     const LabelRules& rules);
/// The zoom up to which a label covers what of the disc has to stay free, at zooms at which it has to; 0 when never.
double overlap_until(const RangedLabel& label, LabelPlace at, const RangedDisc& disc, const LabelRules& rules);

}  // namespace impactweb::canvas
