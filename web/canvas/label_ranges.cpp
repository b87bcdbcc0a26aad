#include "canvas/label_ranges.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace impactweb::canvas {
namespace {

constexpr double without_end = 1e30;

/// a + b · zoom
struct Line {
  double constant = 0, slope = 0;
  friend Line operator+(Line a, Line b) { return {a.constant + b.constant, a.slope + b.slope}; }
  friend Line operator-(Line a, Line b) { return {a.constant - b.constant, a.slope - b.slope}; }
  friend Line operator*(Line a, double factor) { return {a.constant * factor, a.slope * factor}; }
};

/// The radius on the screen, at zooms on the same side of its bends as `zoom`.
Line radius_at(double zoom, double radius, double least, double most) {
  if (radius * zoom >= most) return {most, 0};
  return radius * zoom >= least ? Line{0, radius} : Line{least, 0};
}

double bend_of(double radius, double limit) { return radius > 0 && limit > 0 ? limit / radius : 0; }

Line growth_line(double zoom, const LabelRules& rules) {
  if (zoom <= rules.grows_from) return {1, 0};
  return zoom < rules.grows_from * rules.most_growth ? Line{0, 1 / rules.grows_from} : Line{rules.most_growth, 0};
}

/// Which way a place lies from the disc's middle.
struct Way {
  double x, y;
};
constexpr double aslant = 0.74;
constexpr Way ways[] = {
    {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {aslant, aslant}, {aslant, -aslant}, {-aslant, aslant}, {-aslant, -aslant}};

/// Where a text's lower end is, in its sizes from where it touches the disc: it lies away from the disc.
double begins(double way) { return way > 0 ? 0 : way < 0 ? -1 : -0.5; }

struct Sides {
  Line left, top, right, bottom;
};

Sides sides_of(const RangedLabel& label, LabelPlace place, Line radius, Line growth) {
  const Way way = ways[static_cast<std::size_t>(place)];
  const Line reach = radius + Line{label.offset, 0};
  const Line left = reach * way.x + growth * (begins(way.x) * label.width);
  const Line top = reach * way.y + growth * (begins(way.y) * label.height);
  return {left, top, left + growth * label.width, top + growth * label.height};
}

/// Beyond this distance from its anchor nothing of a label is ever drawn, in pixels, at zooms of at most `zoom`.
LabelBox reach_of(const RangedLabel& label, double zoom, const LabelRules& rules) {
  const double radius =
      std::min<double>(std::max<double>(label.radius * zoom, label.least_radius), label.most_radius) + label.offset;
  const double growth = growth_at(zoom, rules);
  const double x = radius + label.width * growth, y = radius + label.height * growth;
  return {-x, -y, x, y};
}

/// The largest zoom from `low` to `high` up to which all `lines` are positive, as they are just below it; a negative
/// number when there is none.
template <std::size_t N>
double last_positive(const std::array<Line, N>& lines, double low, double high) {
  for (const Line& line : lines) {
    if (line.slope == 0) {
      if (line.constant <= 0) return -1;
    } else if (line.slope > 0) {
      low = std::max(low, -line.constant / line.slope);
    } else {
      high = std::min(high, -line.constant / line.slope);
    }
    if (high <= low) return -1;
  }
  return high;
}

/// Goes from the largest zoom down over the pieces on which everything is linear in the zoom.
template <std::size_t N, class LinesAt>
double overlap_over_pieces(double low, std::array<double, N> bends, LinesAt lines_at) {
  std::sort(bends.begin(), bends.end());
  double to = without_end;
  for (std::size_t piece = 0; piece <= N; ++piece) {
    const double from = piece == N ? low : std::max(bends[N - 1 - piece], low);
    if (to <= from) continue;
    const double middle = to == without_end ? from * 2 + 1 : (from + to) / 2;
    const double until = last_positive(lines_at(middle), from, to);
    if (until >= 0) return until;
    to = from;
  }
  return 0;
}

/// Labels or discs found by where they are in the world; a table of its own for each octave of zooms.
class Cells {
 public:
  Cells(double width, double height, std::size_t expected) : width_(width), height_(height) {
    std::size_t slots = 64;
    while (slots < expected * 2) slots *= 2;
    heads_.assign(slots, -1);
  }

  void add(Point at, std::uint32_t item) {
    const std::int64_t column = cell(at.x, width_), row = cell(at.y, height_);
    std::int32_t& head = heads_[slot(column, row)];
    entries_.push_back({column, row, item, head});
    head = static_cast<std::int32_t>(entries_.size() - 1);
  }

  /// Everything in the cells around a point.
  template <class Visit>
  void around(Point at, Visit visit) const {
    const std::int64_t column = cell(at.x, width_), row = cell(at.y, height_);
    for (std::int64_t y = row - 1; y <= row + 1; ++y)
      for (std::int64_t x = column - 1; x <= column + 1; ++x)
        for (std::int32_t entry = heads_[slot(x, y)]; entry >= 0;) {
          const Entry& found = entries_[static_cast<std::size_t>(entry)];
          if (found.column == x && found.row == y) visit(found.item);
          entry = found.next;
        }
  }

 private:
  struct Entry {
    std::int64_t column, row;
    std::uint32_t item;
    std::int32_t next;
  };
  static std::int64_t cell(double coordinate, double side) {
    return static_cast<std::int64_t>(std::floor(std::clamp(coordinate / side, -1e15, 1e15)));
  }
  [[nodiscard]] std::size_t slot(std::int64_t column, std::int64_t row) const {
    auto hash = static_cast<std::uint64_t>(column) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ (hash >> 29) ^ static_cast<std::uint64_t>(row)) * 0xBF58476D1CE4E5B9u;
    return static_cast<std::size_t>(hash >> 20) & (heads_.size() - 1);
  }

  double width_, height_;
  std::vector<std::int32_t> heads_;
  std::vector<Entry> entries_;
};

}  // namespace

double growth_at(double zoom, const LabelRules& rules) {
  return std::clamp(zoom / rules.grows_from, 1.0, std::max(1.0, rules.most_growth));
}

LabelBox box_of(const RangedLabel& label, LabelPlace place, double radius, double growth) {
  const Sides sides = sides_of(label, place, {radius, 0}, {growth, 0});
  return {sides.left.constant, sides.top.constant, sides.right.constant, sides.bottom.constant};
}

/// Of a node: in the world, and the least and most that it has on the screen, in pixels.
struct Radius {
  float in_world, least, most;
};

/// The zooms at which two nodes, or their names, begin to grow in another way.
std::array<double, 6> bends_of(const Radius& one, const Radius& two, const LabelRules& rules) {
  return {bend_of(one.in_world, one.least),
          bend_of(one.in_world, one.most),
          bend_of(two.in_world, two.least),
          bend_of(two.in_world, two.most),
          rules.grows_from,
          rules.grows_from * rules.most_growth};
}

double overlap_until(const RangedLabel& a, LabelPlace at, const RangedLabel& b, LabelPlace there,
                     const LabelRules& rules) {
  const double dx = b.anchor.x - a.anchor.x, dy = b.anchor.y - a.anchor.y;
  const auto bends =
      bends_of({a.radius, a.least_radius, a.most_radius}, {b.radius, b.least_radius, b.most_radius}, rules);
  return overlap_over_pieces(0, bends, [&](double zoom) {
    const Line growth = growth_line(zoom, rules);
    const Sides one = sides_of(a, at, radius_at(zoom, a.radius, a.least_radius, a.most_radius), growth);
    const Sides two = sides_of(b, there, radius_at(zoom, b.radius, b.least_radius, b.most_radius), growth);
    const Line right{0, dx}, down{0, dy};
    return std::array<Line, 4>{one.right - two.left - right, two.right + right - one.left, one.bottom - two.top - down,
                               two.bottom + down - one.top};
  });
}

double overlap_until(const RangedLabel& label, LabelPlace at, const RangedDisc& disc, const LabelRules& rules) {
  const double dx = disc.center.x - label.anchor.x, dy = disc.center.y - label.anchor.y;
  const double solid_from = disc.radius > 0 ? rules.solid_radius / disc.radius : without_end;
  const auto bends = bends_of({label.radius, label.least_radius, label.most_radius},
                              {disc.radius, rules.least_radius, disc.most_radius}, rules);
  return overlap_over_pieces(solid_from, bends, [&](double zoom) {
    const Sides one = sides_of(label, at, radius_at(zoom, label.radius, label.least_radius, label.most_radius),
                               growth_line(zoom, rules));
    const Line kept = radius_at(zoom, disc.radius, rules.least_radius, disc.most_radius) * rules.kept_share;
    const Line right{0, dx}, down{0, dy};
    return std::array<Line, 4>{one.right + kept - right, right + kept - one.left, one.bottom + kept - down,
                               down + kept - one.top};
  });
}

// At a zoom, only what is near on the screen can overlap, and few labels can be shown there. So each octave of zooms
// has a table of the labels whose range begins in it or below, with cells as large as a label is at its lowest zoom.
struct LabelRanging::Octave {
  double low, high;
  Cells labels, discs;
};

LabelRanging::LabelRanging(std::vector<RangedLabel> labels, std::vector<RangedDisc> discs, const LabelRules& rules)
    : labels_(std::move(labels)),
      discs_(std::move(discs)),
      rules_(rules),
      ranges_(labels_.size(), never_shown),
      chosen_(labels_.size(), LabelPlace::below) {}

LabelRanging::~LabelRanging() = default;

void LabelRanging::begin() {
  // Few are compared with each other sooner than they are sorted into cells.
  constexpr std::size_t few = 700;
  const bool sorted = labels_.size() > few;
  double largest = 0;
  for (const RangedDisc& disc : discs_) largest = std::max<double>(largest, disc.radius);
  for (double high = rules_.largest_zoom; high > rules_.smallest_zoom; high /= 2) {
    const double low = sorted ? high / 2 : rules_.smallest_zoom / 2;
    double wide = 1, tall = 1;
    for (const RangedLabel& label : labels_) {
      const LabelBox reach = reach_of(label, high, rules_);
      const bool beside = label.places > 2;
      wide = std::max(wide, beside ? reach.right : label.width * growth_at(high, rules_) / 2);
      tall = std::max(tall, reach.bottom);
    }
    octaves_.push_back(
        {low, high, Cells(2 * wide / low, 2 * tall / low, 1 + labels_.size() / 2),
         Cells(wide / low + rules_.kept_share * largest, tall / low + rules_.kept_share * largest, 1 + discs_.size())});
    if (!sorted) break;
  }
}

bool LabelRanging::advance() {
  constexpr std::uint32_t discs_at_once = 4000, work_at_once = 40;
  if (octaves_.empty() && known_ < labels_.size()) {
    begin();
    return false;
  }
  if (octave_ < octaves_.size()) {
    Octave& octave = octaves_[octave_];
    for (std::uint32_t i = 0; i < discs_at_once && disc_ < discs_.size(); ++i, ++disc_)
      if (discs_[disc_].radius * octave.high > rules_.solid_radius) octave.discs.add(discs_[disc_].center, disc_);
    if (disc_ < discs_.size()) return false;
    disc_ = 0;
    ++octave_;
    return false;
  }
  for (std::uint32_t i = 0; i < work_at_once && known_ < labels_.size(); i += labels_[known_ - 1].places)
    range(static_cast<std::uint32_t>(known_++));
  return known_ == labels_.size();
}

double LabelRanging::range_at(std::uint32_t i, LabelPlace place, double enough) const {
  const RangedLabel& label = labels_[i];
  double from = label.from_zoom;
  for (const Octave& octave : octaves_) {
    // What is found in lower octaves ends lower.
    if (from >= octave.high || from >= enough) break;
    const LabelBox reach = reach_of(label, octave.high, rules_);
    // Nearly all are too far away for an overlap above `from`, which is told without looking closer.
    octave.labels.around(label.anchor, [&](std::uint32_t other) {
      const RangedLabel& there = labels_[other];
      const double least = std::max({from, ranges_[other], octave.low});
      const LabelBox its = reach_of(there, octave.high, rules_);
      if (std::abs(there.anchor.x - label.anchor.x) * least >= reach.right + its.right ||
          std::abs(there.anchor.y - label.anchor.y) * least >= reach.bottom + its.bottom)
        return;
      const double until = overlap_until(label, place, there, chosen_[other], rules_);
      if (until > ranges_[other]) from = std::max(from, until);
    });
    if (from >= octave.high || from >= enough) break;
    octave.discs.around(label.anchor, [&](std::uint32_t other) {
      const RangedDisc& disc = discs_[other];
      if (static_cast<int>(other) == label.disc || disc.importance * rules_.yields_to_times < label.importance) return;
      const double least = std::max(from, octave.low), kept = rules_.kept_share * disc.radius;
      if ((std::abs(disc.center.x - label.anchor.x) - kept) * least >= reach.right ||
          (std::abs(disc.center.y - label.anchor.y) - kept) * least >= reach.bottom)
        return;
      const double until = overlap_until(label, place, disc, rules_);
      if (until < rules_.largest_zoom) from = std::max(from, until);
    });
  }
  return from;
}

void LabelRanging::range(std::uint32_t i) {
  const RangedLabel& label = labels_[i];
  double from = never_shown;
  const int first = static_cast<int>(label.first);
  for (int place = first; place < std::max<int>(label.places, first + 1); ++place) {
    const double there = range_at(i, static_cast<LabelPlace>(place), from);
    if (there >= from) continue;
    from = there;
    chosen_[i] = static_cast<LabelPlace>(place);
    if (from <= label.from_zoom) break;
  }
  if (from >= rules_.largest_zoom) return;
  ranges_[i] = from;
  for (Octave& octave : octaves_)
    if (from < octave.high) octave.labels.add(label.anchor, i);
}

std::vector<LabelRange> label_ranges(std::vector<RangedLabel> labels, std::vector<RangedDisc> discs,
                                     const LabelRules& rules) {
  LabelRanging ranging(std::move(labels), std::move(discs), rules);
  while (!ranging.advance()) continue;
  std::vector<LabelRange> ranges;
  for (std::size_t i = 0; i < ranging.known(); ++i) ranges.push_back({ranging.from_zoom(i), ranging.place(i)});
  return ranges;
}

}  // namespace impactweb::canvas
