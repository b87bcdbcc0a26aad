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

/// The radius on the screen, at zooms on the side of its bend that `zoom` is on.
Line radius_at(double zoom, double radius, double least) {
  return radius * zoom >= least ? Line{0, radius} : Line{least, 0};
}

double bend_of(double radius, double least) { return radius > 0 && least > 0 ? least / radius : 0; }

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
template <class LinesAt>
double overlap_over_pieces(double low, double first_bend, double second_bend, LinesAt lines_at) {
  if (first_bend > second_bend) std::swap(first_bend, second_bend);
  const double bounds[] = {without_end, std::max(second_bend, low), std::max(first_bend, low), low};
  for (int piece = 0; piece < 3; ++piece) {
    const double to = bounds[piece], from = bounds[piece + 1];
    if (to <= from) continue;
    const double middle = to == without_end ? from * 2 + 1 : (from + to) / 2;
    const double until = last_positive(lines_at(middle), from, to);
    if (until >= 0) return until;
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

/// Where a label is in the world as far as zooms go at which its disc is larger than the least.
Point rim_of(const RangedLabel& label) { return {label.anchor.x, label.anchor.y + label.radius}; }

}  // namespace

double overlap_until(const RangedLabel& a, const RangedLabel& b) {
  const double dx = std::abs(a.anchor.x - b.anchor.x), dy = a.anchor.y - b.anchor.y;
  return overlap_over_pieces(0, bend_of(a.radius, a.least_radius), bend_of(b.radius, b.least_radius), [&](double zoom) {
    const Line above = Line{a.offset - b.offset, dy} + radius_at(zoom, a.radius, a.least_radius) -
                       radius_at(zoom, b.radius, b.least_radius);
    return std::array<Line, 3>{Line{(a.width + b.width) / 2.0, -dx}, Line{b.height, 0} - above,
                               Line{a.height, 0} + above};
  });
}

double overlap_until(const RangedLabel& label, const RangedDisc& disc, const LabelRules& rules) {
  const double dx = std::abs(label.anchor.x - disc.center.x), dy = label.anchor.y - disc.center.y;
  const double solid_from = disc.radius > 0 ? rules.solid_radius / disc.radius : without_end;
  return overlap_over_pieces(
      solid_from, bend_of(label.radius, label.least_radius), bend_of(disc.radius, rules.least_radius),
      [&](double zoom) {
        const Line kept = radius_at(zoom, disc.radius, rules.least_radius) * rules.kept_share;
        const Line top = Line{label.offset, dy} + radius_at(zoom, label.radius, label.least_radius);
        return std::array<Line, 3>{Line{label.width / 2.0, -dx} + kept, kept - top, top + Line{label.height, 0} + kept};
      });
}

std::vector<double> label_ranges(const std::vector<RangedLabel>& labels, const std::vector<RangedDisc>& discs,
                                 const LabelRules& rules) {
  std::vector<double> ranges(labels.size(), never_shown);
  double widest = 1, highest = 1, lowest = 0, largest = 0;
  for (const RangedLabel& label : labels) {
    widest = std::max<double>(widest, label.width);
    highest = std::max<double>(highest, label.height);
    lowest = std::max<double>(lowest, std::abs(label.offset) + label.least_radius);
  }
  for (const RangedDisc& disc : discs) largest = std::max<double>(largest, disc.radius);

  // At a zoom, only what is near on the screen can overlap, and few labels can be shown there. So each octave of zooms
  // has a table of the labels whose range begins in it or below, with cells as large as a label is at its lowest zoom.
  struct Octave {
    double low, high;
    Cells labels, discs;
  };
  std::vector<Octave> octaves;
  for (double high = rules.largest_zoom; high > rules.smallest_zoom; high /= 2) {
    const double low = high / 2;
    octaves.push_back({low, high, Cells(widest / low, (highest + 2 * lowest) / low, 1 + labels.size() / 2),
                       Cells(widest / 2 / low + rules.kept_share * largest,
                             (highest + lowest) / low + rules.kept_share * largest, 1 + discs.size())});
    for (std::uint32_t i = 0; i < discs.size(); ++i)
      if (discs[i].radius * high > rules.solid_radius) octaves.back().discs.add(discs[i].center, i);
  }

  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    const RangedLabel& label = labels[i];
    double from = label.from_zoom;
    for (const Octave& octave : octaves) {
      // What is found in lower octaves ends lower.
      if (from >= octave.high) break;
      octave.labels.around(rim_of(label), [&](std::uint32_t other) {
        const RangedLabel& there = labels[other];
        // Nearly all are too far away, which is told without looking closer.
        if (std::abs(there.anchor.x - label.anchor.x) * octave.low * 2 >= there.width + label.width ||
            std::abs(rim_of(there).y - rim_of(label).y) * octave.low >= highest + 2 * lowest)
          return;
        const double until = overlap_until(label, there);
        if (until > ranges[other]) from = std::max(from, until);
      });
      if (from >= octave.high) break;
      octave.discs.around(rim_of(label), [&](std::uint32_t other) {
        const RangedDisc& disc = discs[other];
        if (static_cast<int>(other) == label.disc || disc.importance * rules.yields_to_times < label.importance) return;
        const double kept = rules.kept_share * disc.radius;
        if ((std::abs(disc.center.x - label.anchor.x) - kept) * octave.low * 2 >= label.width ||
            (std::abs(disc.center.y - rim_of(label).y) - kept) * octave.low >= highest + lowest)
          return;
        const double until = overlap_until(label, disc, rules);
        if (until < rules.largest_zoom) from = std::max(from, until);
      });
    }
    if (from >= rules.largest_zoom) continue;
    ranges[i] = from;
    for (Octave& octave : octaves)
      if (from < octave.high) octave.labels.add(rim_of(label), i);
  }
  return ranges;
}

}  // namespace impactweb::canvas
