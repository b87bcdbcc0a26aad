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

// At a zoom, only what is near on the screen can overlap, and few labels can be shown there. So each octave of zooms
// has a table of the labels whose range begins in it or below, with cells as large as a label is at its lowest zoom.
struct LabelRanging::Octave {
  double low, high;
  Cells labels, discs;
};

LabelRanging::LabelRanging(std::vector<RangedLabel> labels, std::vector<RangedDisc> discs, const LabelRules& rules)
    : labels_(std::move(labels)), discs_(std::move(discs)), rules_(rules), ranges_(labels_.size(), never_shown) {}

LabelRanging::~LabelRanging() = default;

void LabelRanging::begin() {
  double widest = 1, largest = 0;
  for (const RangedLabel& label : labels_) {
    widest = std::max<double>(widest, label.width);
    highest_ = std::max<double>(highest_, label.height);
    lowest_ = std::max<double>(lowest_, std::abs(label.offset) + label.least_radius);
  }
  for (const RangedDisc& disc : discs_) largest = std::max<double>(largest, disc.radius);
  for (double high = rules_.largest_zoom; high > rules_.smallest_zoom; high /= 2) {
    const double low = high / 2;
    octaves_.push_back({low, high, Cells(widest / low, (highest_ + 2 * lowest_) / low, 1 + labels_.size() / 2),
                        Cells(widest / 2 / low + rules_.kept_share * largest,
                              (highest_ + lowest_) / low + rules_.kept_share * largest, 1 + discs_.size())});
  }
}

bool LabelRanging::advance() {
  constexpr std::uint32_t discs_at_once = 4000, labels_at_once = 40;
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
  for (std::uint32_t i = 0; i < labels_at_once && known_ < labels_.size(); ++i)
    range(static_cast<std::uint32_t>(known_++));
  return known_ == labels_.size();
}

void LabelRanging::range(std::uint32_t i) {
  const RangedLabel& label = labels_[i];
  double from = label.from_zoom;
  for (const Octave& octave : octaves_) {
    // What is found in lower octaves ends lower.
    if (from >= octave.high) break;
    octave.labels.around(rim_of(label), [&](std::uint32_t other) {
      const RangedLabel& there = labels_[other];
      // Nearly all are too far away, which is told without looking closer.
      if (std::abs(there.anchor.x - label.anchor.x) * octave.low * 2 >= there.width + label.width ||
          std::abs(rim_of(there).y - rim_of(label).y) * octave.low >= highest_ + 2 * lowest_)
        return;
      const double until = overlap_until(label, there);
      if (until > ranges_[other]) from = std::max(from, until);
    });
    if (from >= octave.high) break;
    octave.discs.around(rim_of(label), [&](std::uint32_t other) {
      const RangedDisc& disc = discs_[other];
      if (static_cast<int>(other) == label.disc || disc.importance * rules_.yields_to_times < label.importance) return;
      const double kept = rules_.kept_share * disc.radius;
      if ((std::abs(disc.center.x - label.anchor.x) - kept) * octave.low * 2 >= label.width ||
          (std::abs(disc.center.y - rim_of(label).y) - kept) * octave.low >= highest_ + lowest_)
        return;
      const double until = overlap_until(label, disc, rules_);
      if (until < rules_.largest_zoom) from = std::max(from, until);
    });
  }
  if (from >= rules_.largest_zoom) return;
  ranges_[i] = from;
  for (Octave& octave : octaves_)
    if (from < octave.high) octave.labels.add(rim_of(label), i);
}

std::vector<double> label_ranges(std::vector<RangedLabel> labels, std::vector<RangedDisc> discs,
                                 const LabelRules& rules) {
  LabelRanging ranging(std::move(labels), std::move(discs), rules);
  while (!ranging.advance()) continue;
  std::vector<double> ranges;
  for (std::size_t i = 0; i < ranging.known(); ++i) ranges.push_back(ranging.from_zoom(i));
  return ranges;
}

}  // namespace impactweb::canvas
