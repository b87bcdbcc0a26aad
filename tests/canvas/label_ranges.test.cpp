#include "canvas/label_ranges.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace impactweb;
using namespace impactweb::canvas;

namespace {

struct Box {
  double left, top, right, bottom;
};

bool overlap(const Box& a, const Box& b, double slack = 1e-6) {
  return a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack;
}

/// Where a label is on the screen at a zoom, told without the formulas under test.
Box box_at(const RangedLabel& label, LabelPlace place, double zoom, const LabelRules& rules = {}) {
  const double radius = std::fmin(std::fmax(label.radius * zoom, label.least_radius), label.most_radius) + label.offset;
  const double growth = std::fmin(std::fmax(zoom / rules.grows_from, 1), std::fmax(1, rules.most_growth));
  const double width = label.width * growth, height = label.height * growth;
  double x = label.anchor.x * zoom, y = label.anchor.y * zoom;
  const bool right = place == LabelPlace::right || place == LabelPlace::right_below || place == LabelPlace::right_above;
  const bool left = place == LabelPlace::left || place == LabelPlace::left_below || place == LabelPlace::left_above;
  const bool below = place == LabelPlace::below || place == LabelPlace::right_below || place == LabelPlace::left_below;
  const bool above = place == LabelPlace::above || place == LabelPlace::right_above || place == LabelPlace::left_above;
  const double out = (right || left) && (below || above) ? 0.74 * radius : radius;
  x += right ? out : left ? -out - width : -width / 2;
  y += below ? out : above ? -out - height : -height / 2;
  return {x, y, x + width, y + height};
}

Box kept_at(const RangedDisc& disc, double zoom, const LabelRules& rules) {
  const double reach =
      std::fmin(std::fmax(disc.radius * zoom, rules.least_radius), disc.most_radius) * rules.kept_share;
  return {disc.center.x * zoom - reach, disc.center.y * zoom - reach, disc.center.x * zoom + reach,
          disc.center.y * zoom + reach};
}

/// Numbers from 0 to 1, the same on every run.
class Numbers {
 public:
  double operator()() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 40) / static_cast<double>(1u << 24);
  }

 private:
  std::uint64_t state_ = 42;
};

struct Picture {
  std::vector<RangedLabel> labels;
  std::vector<RangedDisc> discs;
};

Picture some_picture(std::size_t count, double side) {
  Numbers number;
  Picture picture;
  for (std::size_t i = 0; i < count; ++i) {
    RangedLabel label;
    label.anchor = {number() * side, number() * side};
    label.radius = static_cast<float>(12 + 28 * number());
    label.least_radius = 2.5f;
    label.most_radius = 20 + 0.3f * label.radius;
    label.offset = number() < 0.2 ? 9 : 5;
    label.width = static_cast<float>(20 + 200 * number());
    label.height = 14;
    label.importance = static_cast<float>(1000 - i);
    label.disc = static_cast<int>(i);
    picture.labels.push_back(label);
    picture.discs.push_back({label.anchor, label.radius, label.importance, label.most_radius});
  }
  return picture;
}

/// Zooms from far to near, in small steps.
std::vector<double> zooms() {
  std::vector<double> all;
  for (double zoom = 0.02; zoom < 6; zoom *= 1.037) all.push_back(zoom);
  return all;
}

}  // namespace

TEST_CASE("labels whose range has begun overlap at no zoom, also where they grow") {
  const Picture picture = some_picture(400, 2500);
  LabelRules rules;
  rules.most_growth = 1.6;
  const std::vector<LabelRange> ranges = label_ranges(picture.labels, {}, rules);
  std::size_t pairs = 0;
  for (const double zoom : zooms())
    for (std::size_t a = 0; a < ranges.size(); ++a) {
      if (ranges[a].from_zoom > zoom) continue;
      const Box box = box_at(picture.labels[a], ranges[a].place, zoom, rules);
      for (std::size_t b = a + 1; b < ranges.size(); ++b) {
        if (ranges[b].from_zoom > zoom) continue;
        ++pairs;
        if (overlap(box, box_at(picture.labels[b], ranges[b].place, zoom, rules)))
          FAIL("at zoom " << zoom << ": " << a << " and " << b);
      }
    }
  CHECK(pairs > 100'000);
}

TEST_CASE("a range begins as early as those with earlier rights let it, at the best of eight places") {
  const Picture picture = some_picture(250, 1800);
  const std::vector<LabelRange> ranges = label_ranges(picture.labels, {});
  std::size_t held_back = 0, elsewhere = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    elsewhere += ranges[i].place == LabelPlace::below ? 0 : 1;
    if (ranges[i].from_zoom == 0) continue;
    ++held_back;
    // A hair further away something of more right is in the way at each of the places, or comes into it farther in.
    const double zoom =
        (ranges[i].from_zoom == never_shown ? LabelRules().largest_zoom : ranges[i].from_zoom) * (1 - 1e-7);
    for (std::uint8_t place = 0; place < label_places; ++place) {
      bool in_the_way = false;
      for (double from = zoom; from < 12 && !in_the_way; from *= 1.03)
        for (std::size_t other = 0; other < i && !in_the_way; ++other)
          in_the_way = ranges[other].from_zoom <= from &&
                       overlap(box_at(picture.labels[i], static_cast<LabelPlace>(place), from),
                               box_at(picture.labels[other], ranges[other].place, from), -2);
      INFO("label " << i << ", from zoom " << ranges[i].from_zoom << ", place " << int{place});
      CHECK(in_the_way);
    }
  }
  CHECK(held_back > 60);
  CHECK(elsewhere > 100);
}

TEST_CASE("what is known of the first labels stays while the rest is worked on") {
  const Picture picture = some_picture(900, 4000);
  const std::vector<LabelRange> whole = label_ranges(picture.labels, picture.discs);
  LabelRanging ranging(picture.labels, picture.discs);
  std::size_t pieces = 1, wrong = 0;
  for (std::size_t checked = 0; !ranging.advance(); ++pieces)
    for (; checked < ranging.known(); ++checked)
      wrong += LabelRange{ranging.from_zoom(checked), ranging.place(checked)} == whole[checked] ? 0 : 1;
  CHECK(wrong == 0);
  CHECK(pieces > 10);
  REQUIRE(ranging.known() == whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i) CHECK(LabelRange{ranging.from_zoom(i), ranging.place(i)} == whole[i]);
}

TEST_CASE("labels cover no disc that is large enough to be in their way") {
  const Picture picture = some_picture(300, 2600);
  LabelRules rules;
  const std::vector<LabelRange> ranges = label_ranges(picture.labels, picture.discs, rules);
  std::size_t shown = 0;
  for (const double zoom : zooms())
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (ranges[i].from_zoom > zoom) continue;
      ++shown;
      for (std::size_t d = 0; d < picture.discs.size(); ++d) {
        const RangedDisc& disc = picture.discs[d];
        if (d == i || disc.radius * zoom < rules.solid_radius) continue;
        if (disc.importance * rules.yields_to_times < picture.labels[i].importance) continue;
        if (!overlap(box_at(picture.labels[i], ranges[i].place, zoom), kept_at(disc, zoom, rules))) continue;
        // Allowed only where even the largest zoom would not part them.
        if (!overlap(box_at(picture.labels[i], ranges[i].place, rules.largest_zoom),
                     kept_at(disc, rules.largest_zoom, rules)))
          FAIL("at zoom " << zoom << " label " << i << " covers disc " << d);
      }
    }
  CHECK(shown > 1000);
}

TEST_CASE("labels at one place go around it, and those that find no room are never shown") {
  Picture picture = some_picture(50, 0);
  for (RangedLabel& label : picture.labels) label.radius = 20, label.most_radius = 30, label.width = 90;
  const std::vector<LabelRange> ranges = label_ranges(picture.labels, {});
  CHECK(ranges[0] == LabelRange{0, LabelPlace::below});
  CHECK(ranges[1] == LabelRange{0, LabelPlace::above});
  for (std::size_t i = label_places; i < ranges.size(); ++i) CHECK(ranges[i].from_zoom == never_shown);
}

TEST_CASE("a label that has one place to stand at stands there") {
  Picture picture = some_picture(60, 900);
  for (RangedLabel& label : picture.labels) label.places = 1, label.first = LabelPlace::above;
  for (const LabelRange& range : label_ranges(picture.labels, {}))
    if (range.from_zoom < never_shown) CHECK(range.place == LabelPlace::above);
}

TEST_CASE("places that are far apart or no numbers one can count with end in ranges all the same") {
  Picture picture = some_picture(40, 1e12);
  picture.labels[3].anchor = {1e300, -1e300};
  picture.labels[4].anchor = {-1e300, 1e300};
  picture.discs[3].center = picture.labels[3].anchor;
  CHECK(label_ranges(picture.labels, picture.discs).size() == 40);
  CHECK(label_ranges({}, {}).empty());
}
