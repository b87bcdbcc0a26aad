#include "canvas/labels.hpp"

#include <GLES3/gl3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "canvas/label_ranges.hpp"
#include "canvas/marks.hpp"
#include "canvas/name_textures.hpp"
#include "core/support/sort.hpp"
#include "core/text/text.hpp"
#include "platform/deferred.hpp"
#include "platform/shader_program.hpp"
#include "scene/colors.hpp"
#include "scene/name_size.hpp"
#include "scene/scene.hpp"
#include "shaders.hpp"
#include "state/state.hpp"
#include "ui/theme.hpp"
#include "ui/widgets.hpp"

namespace impactweb::canvas {
namespace {

constexpr float tie_label_size = 13, small_tie_label_size = 12;
constexpr float least_radius = 2.5f;
/// Space around a name that no other name enters, in pixels.
constexpr float beside_name = 2;

/// In a small network each name may be shown from afar; in a larger one those of its most important nodes.
constexpr std::size_t small_network = 600, always_welcome = 40;
constexpr float crowded_radius = 4.5f;
/// Names of larger nodes are larger, by at most this share; zoomed in, all of them grow, up to so many times.
constexpr float more_for_hubs = 0.25f;
constexpr double grows_from = 1, most_growth = 1.6;
/// Of more nodes, each name has two places instead of eight to choose from.
constexpr std::size_t most_with_choice = 1500;
/// So many names of the most important nodes find a place wherever they are, and one in so many of a large network.
constexpr std::size_t least_always = 5, most_always = 14, one_in = 20;
/// Ties of small networks say what they are, seen from nearby.
constexpr std::size_t few_ties = 400;
constexpr double near_zoom = 0.85;
/// Up to here all names come at once. More come one slice after the other, in milliseconds.
constexpr std::size_t few_labels = 500;
constexpr double slice = 8, whole_search = 1e9;
/// More selected names than these are no longer all shown at once.
constexpr std::size_t most_forced = 40;
/// With more marked than these, none of their names has the right of way.
constexpr std::size_t most_preferred = 200;

constexpr float never = static_cast<float>(never_shown);

/// What can be written on the picture: the name of a node or of a tie. Numbers first, for they are gone through in each
/// frame.
/// Where a name stands, and in which form.
struct Stand {
  LabelPlace place = LabelPlace::below;
  std::uint8_t form = 0;
  bool shown = false;
  float slide = 0;    // to the right, in its widths
  float farther = 0;  // from its node than usual, in pixels
};

struct Label {
  float from_zoom = never;
  float x = 0, y = 0, radius = 0;  // in the world, as drawn now
  float offset = 0, width = 0, height = 0;
  float other_width = 0, other_height = 0;  // of its other form
  float size = 0;                           // of a line, before it grows
  std::uint32_t index = 0;                  // of the node or tie
  LabelPlace place = LabelPlace::below;
  bool of_tie = false;
};

std::vector<Label> labels_;                 // most important first, names of nodes before those of ties
std::vector<std::string> texts_;            // of them
std::vector<std::string> other_texts_;      // of names of nodes, in their other form
std::vector<Stand> stands_;                 // of names of nodes, at the zoom for which they were found
double stands_zoom_ = 0, last_zoom_ = 0;    // 0 when there are none
std::size_t stands_groups_ = 0;             // names of groups that were there then
Rect stands_free_;                          // what of the world they keep within; empty when it does not matter
std::vector<std::uint32_t> label_of_node_;  // by node
std::vector<std::uint32_t> persons_;        // nodes with initials
std::uint64_t made_build_ = 0, made_places_ = 0, placed_drawn_ = 0;
float made_scale_ = 0;
std::unique_ptr<LabelRanging> ranging_;  // as long as some labels have no range yet
std::vector<const Node*> labelled_;      // by label of a node

/// From which zoom on the names were shown that there were before. Until their new one is known they keep it: when a
/// node of very many is moved, the names of all others must not go out and come again.
class EarlierRanges {
 public:
  EarlierRanges() : nodes_(std::move(labelled_)) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) ranges_.emplace_back(labels_[i].from_zoom, labels_[i].place);
  }
  /// To be asked in the order of the names. That is nearly the same each time.
  std::pair<float, LabelPlace> of(const Node* node) {
    const std::size_t first = next_ > 4 ? next_ - 4 : 0, end = std::min(next_ + 5, nodes_.size());
    for (std::size_t at = first; at < end; ++at)
      if (nodes_[at] == node) {
        next_ = at + 1;
        return ranges_[at];
      }
    return {never, LabelPlace::below};
  }

 private:
  std::vector<const Node*> nodes_;
  std::vector<std::pair<float, LabelPlace>> ranges_;
  std::size_t next_ = 0;
};

std::string tie_text(const SceneEdge& edge) {
  return shortened(edge.edge->label.empty() ? edge_kind_name(edge.edge->kind) : edge.edge->label);
}

/// What nearly every tie is goes without saying.
bool is_silent(const SceneEdge& edge) {
  return edge.edge->label.empty() && (edge.edge->kind.empty() || edge.edge->kind == "worksWith");
}

LabelRules rules() {
  LabelRules all;
  all.largest_zoom = Camera::max_zoom;
  all.smallest_zoom = Camera::min_zoom;
  all.least_radius = least_radius;
  all.grows_from = grows_from;
  all.most_growth = most_growth;
  return all;
}

/// The height of a name's line at a zoom: it grows by whole pixels.
float size_at(const Label& label, double zoom) {
  if (label.of_tie) return label.size;
  return std::max(label.size, std::floor(label.size * static_cast<float>(growth_at(zoom, rules()))));
}

RangedLabel ranged(const Label& label, std::uint8_t form = 0) {
  RangedLabel of;
  of.radius = label.radius;
  of.least_radius = label.of_tie ? 0 : least_radius;
  of.most_radius = label.of_tie ? 0 : most_radius_on_screen(label.radius);
  of.offset = label.offset;
  of.width = form == 0 ? label.width : label.other_width;
  of.height = form == 0 ? label.height : label.other_height;
  return of;
}

Point place_in_network(const SceneNode& node) { return node.node->position.value_or(node.position); }

/// Lists what can be written, and from which zoom on.
void make_labels(float scale) {
  const Scene& all = scene();
  EarlierRanges earlier;
  labels_.clear();
  texts_.clear();
  other_texts_.clear();
  stands_zoom_ = 0;
  persons_.clear();
  label_of_node_.assign(all.nodes.size(), 0);
  std::vector<RangedLabel> all_ranged;
  std::vector<RangedDisc> discs;
  for (const SceneNode& node : all.nodes)
    discs.push_back({place_in_network(node), node.radius, node.importance, most_radius_on_screen(node.radius)});
  for (const std::uint32_t index : all.by_importance) {
    const SceneNode& node = all.nodes[index];
    const ShownName& name = shown_name(node.node->label);
    Label label;
    const float more = more_for_hubs * std::clamp((node.radius - 20) / 20, 0.f, 1.f);
    label.size = std::round(name_size * scale * (1 + more));
    label.radius = node.radius;
    label.offset = node.offers > 0 ? 7.f : 3.f;
    label.width = name.first.width * label.size / name_size + 2 * beside_name;
    label.height = name.first.height(label.size);
    label.other_width = name.other.width * label.size / name_size + 2 * beside_name;
    label.other_height = name.other.height(label.size);
    label.index = index;
    std::tie(label.from_zoom, label.place) = earlier.of(node.node);
    RangedLabel& added = all_ranged.emplace_back(ranged(label));
    added.anchor = place_in_network(node);
    added.importance = node.importance;
    added.disc = static_cast<int>(index);
    if (all.nodes.size() > most_with_choice) added.places = 2;
    if (all.nodes.size() > small_network && all_ranged.size() > always_welcome)
      added.from_zoom = crowded_radius / node.radius;
    label_of_node_[index] = static_cast<std::uint32_t>(labels_.size());
    labelled_.push_back(node.node);
    labels_.push_back(label);
    texts_.push_back(name.first.text);
    other_texts_.push_back(name.other.text);
    if (!node.initials.empty()) persons_.push_back(index);
  }
  if (all.edges.size() <= few_ties)
    for (std::uint32_t i = 0; i < all.edges.size(); ++i) {
      const SceneEdge& edge = all.edges[i];
      std::string text = is_silent(edge) ? std::string() : tie_text(edge);
      if (text.empty()) continue;
      Label label;
      label.of_tie = true;
      label.index = i;
      label.place = LabelPlace::above;
      label.offset = 2;
      label.size = small_tie_label_size * scale;
      label.height = label.size + 2;
      label.width = text_width(text, label.size, false) + 2 * beside_name;
      RangedLabel& added = all_ranged.emplace_back(ranged(label));
      added.anchor = middle_of(edge);
      added.from_zoom = near_zoom;
      added.places = 1;
      added.first = LabelPlace::above;
      labels_.push_back(label);
      texts_.push_back(std::move(text));
    }
  ranging_ = std::make_unique<LabelRanging>(std::move(all_ranged), std::move(discs), rules());
}

/// Works for about so many milliseconds on from which zoom on labels are shown; until that is known they are not.
void find_ranges(double milliseconds) {
  using Clock = std::chrono::steady_clock;
  if (!ranging_) return;
  const auto end = Clock::now() + std::chrono::duration<double, std::milli>(milliseconds);
  const std::size_t first = ranging_->known();
  bool done = false;
  do {
    done = ranging_->advance();
  } while (!done && Clock::now() < end);
  for (std::size_t i = first; i < ranging_->known(); ++i) {
    labels_[i].from_zoom = static_cast<float>(ranging_->from_zoom(i));
    labels_[i].place = ranging_->place(i);
  }
  if (done) ranging_.reset();
}

void place_labels() {
  const Scene& all = scene();
  for (Label& label : labels_) {
    const Point at = label.of_tie ? middle_of(all.edges[label.index]) : all.nodes[label.index].position;
    label.x = static_cast<float>(at.x);
    label.y = static_cast<float>(at.y);
  }
}

/// `whole`: whatever can be written has its place, however long that takes; else as much as goes into a frame, and the
/// rest later.
void keep_up(float scale, bool whole) {
  const Scene& all = scene();
  if (made_build_ != all.build_revision || made_places_ != all.places_revision || made_scale_ != scale) {
    made_build_ = all.build_revision;
    made_places_ = all.places_revision;
    made_scale_ = scale;
    make_labels(scale);
    placed_drawn_ = 0;
  }
  find_ranges(whole || labels_.size() <= few_labels ? whole_search : slice);
  if (placed_drawn_ != all.drawn_revision) {
    placed_drawn_ = all.drawn_revision;
    place_labels();
  }
}

// ------------------------------------------------------------------ what is in sight

struct Box {
  float left, top, right, bottom;
  [[nodiscard]] bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

struct Written {
  Box box;
  std::uint32_t label;  // or tie, when it is written for the moment
  float shift;          // to the right, to stay on the stage
  std::uint8_t form = 0;
};

Camera camera_;
float scale_ = 1, ratio_ = 1;
bool whole_ = false;            // the picture is no use without its last name
std::vector<Written> written_;  // in this frame
std::vector<Box> forced_;
std::vector<std::string> named_nodes_;  // ids of those whose names are drawn

/// The box of a label whose anchor is `at`, in pixels.
Box box_at(const Label& label, const Stand& stand, double zoom, double at_x, double at_y) {
  // Clear of the ring around what is marked.
  const bool ringed = !label.of_tie && scene().nodes[label.index].marked > 0;
  const double radius = label.of_tie ? 0
                                     : std::max(screen_radius(label.radius, static_cast<float>(zoom)), least_radius) +
                                           (ringed ? mark_reach : 0) + stand.farther;
  LabelBox box = box_of(ranged(label, stand.form), stand.place, radius, size_at(label, zoom) / label.size);
  const double slide = stand.slide * (box.right - box.left);
  return {static_cast<float>(at_x + box.left + slide), static_cast<float>(at_y + box.top),
          static_cast<float>(at_x + box.right + slide), static_cast<float>(at_y + box.bottom)};
}

Box box_on_screen(const Label& label, const Stand& stand) {
  const ImVec2 at = camera_.screen_from_world({label.x, label.y});
  return box_at(label, stand, camera_.zoom(), at.x, at.y);
}

/// Where a label stands now, if anywhere.
Stand stand_of(std::uint32_t index) {
  const Label& label = labels_[index];
  if (stands_zoom_ > 0 && !label.of_tie) return stands_[index];
  return {label.place, 0, label.from_zoom <= static_cast<float>(camera_.zoom()), 0, 0};
}

/// What is taken of the picture, in cells, at one zoom and wherever the camera is.
class Taken {
 public:
  Taken(const Scene& all, double zoom) {
    for (const SceneNode& node : all.nodes) bounds_.include(node.position);
    left_ = bounds_.min.x * zoom - 300;
    top_ = bounds_.min.y * zoom - 100;
    columns_ = std::clamp(static_cast<int>((bounds_.width() * zoom + 600) / side) + 1, 1, most);
    rows_ = std::clamp(static_cast<int>((bounds_.height() * zoom + 200) / side) + 1, 1, most);
    cells_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (std::uint32_t i = 0; i < all.nodes.size(); ++i) {
      const float radius = std::max(screen_radius(all.nodes[i].radius, static_cast<float>(zoom)), least_radius);
      const auto x = static_cast<float>(all.nodes[i].position.x * zoom),
                 y = static_cast<float>(all.nodes[i].position.y * zoom);
      add({x - radius, y - radius, x + radius, y + radius}, static_cast<int>(i));
    }
  }
  /// `whose`: of which node it is the disc, of which label the name (`name_of`), or `of_group`.
  void add(const Box& box, int whose) {
    items_.push_back({box, whose});
    visit(box, [&](std::vector<std::uint32_t>& cell) {
      cell.push_back(static_cast<std::uint32_t>(items_.size() - 1));
      return true;
    });
  }
  static constexpr int of_group = 1 << 30;
  static int name_of(std::uint32_t label) { return -1 - static_cast<int>(label); }
  [[nodiscard]] bool free(const Box& box, std::uint32_t own) {
    return for_those_in(box, own, [](int) { return false; });
  }
  /// Gives `each` whose disc or name is in the way of a name of the node `own`, until it gives false.
  template <class Each>
  bool for_those_in(const Box& box, std::uint32_t own, Each each) {
    return visit(box, [&](const std::vector<std::uint32_t>& cell) {
      return std::none_of(cell.begin(), cell.end(), [&](std::uint32_t index) {
        const auto& [there, whose] = items_[index];
        if (whose == static_cast<int>(own) || !there.overlaps(box)) return false;
        if (whose < 0 || whose == of_group) return !each(whose);
        const float x = (there.left + there.right) / 2, y = (there.top + there.bottom) / 2, radius = x - there.left + 1;
        const float dx = std::max({box.left - x, 0.f, x - box.right}),
                    dy = std::max({box.top - y, 0.f, y - box.bottom});
        return dx * dx + dy * dy < radius * radius && !each(whose);
      });
    });
  }
  /// Takes the name away that was put there.
  void remove(const Box& box, std::uint32_t label) {
    visit(box, [&](std::vector<std::uint32_t>& cell) {
      std::erase_if(cell, [&](std::uint32_t index) { return items_[index].second == name_of(label); });
      return true;
    });
  }

 private:
  static constexpr double side = 48;
  static constexpr int most = 300;
  template <class Each>
  bool visit(const Box& box, Each each) {
    const auto within = [](double at, int count) { return std::clamp(static_cast<int>(at / side), 0, count - 1); };
    for (int row = within(box.top - top_, rows_); row <= within(box.bottom - top_, rows_); ++row)
      for (int column = within(box.left - left_, columns_); column <= within(box.right - left_, columns_); ++column)
        if (!each(cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                         static_cast<std::size_t>(column)]))
          return false;
    return true;
  }

  double left_ = 0, top_ = 0;
  Rect bounds_;
  int columns_ = 1, rows_ = 1;
  std::vector<std::pair<Box, int>> items_;
  std::vector<std::vector<std::uint32_t>> cells_;
};

/// Gives `each` every stand that a name may have, the most natural first, until it gives true.
template <class Each>
void for_stands(Each each, bool hub = false) {
  constexpr float slides[] = {-0.28f, 0.28f, -0.42f, 0.42f};
  constexpr std::size_t few = 600;
  const float farthest = hub ? 80 : scene().nodes.size() <= few ? 26 : 7;
  for (float farther = 0; farther <= farthest; farther += 6)
    for (const std::uint8_t form : {std::uint8_t{0}, std::uint8_t{1}}) {
      for (std::uint8_t place = 0; place < label_places; ++place)
        if (each(Stand{static_cast<LabelPlace>(place), form, true, 0, farther})) return;
      for (const LabelPlace place : {LabelPlace::below, LabelPlace::above})
        for (const float slide : slides)
          if (each(Stand{place, form, true, slide, farther})) return;
    }
}

std::size_t hubs_of(std::size_t nodes) { return std::clamp(nodes / one_in, least_always, most_always); }

/// What of the world panels leave free, where the picture was fitted to that: there, no name is to be cut off or lie
/// under a panel. Where a hand moved the picture, it may be anywhere.
Rect free_for_names() {
  if (camera_.moved_by_hand() || camera_.flying()) return {};
  constexpr float beside = 10;
  Rect free;
  free.include(camera_.world_from_screen({camera_.free_min().x - beside, camera_.free_min().y - beside}));
  free.include(camera_.world_from_screen({camera_.free_max().x + beside, camera_.free_max().y + beside}));
  return free;
}

struct GroupName {
  std::string text;
  Box box;
  float size;
};
std::vector<GroupName> group_names_;

/// What of a group's name fits its hull: where that is small, only what stands before the dot.
std::string fitting_name(const DrawnHull& hull, float size) {
  if (hull.outline.empty()) return hull.label;
  const auto [left, right] = std::minmax_element(hull.outline.begin(), hull.outline.end(),
                                                 [](const ImVec2& a, const ImVec2& b) { return a.x < b.x; });
  const auto dot = hull.label.find(" · ");
  const bool small = right->x - left->x < 0.6f * text_width(hull.label, size, true);
  return small && dot != std::string::npos ? hull.label.substr(0, dot) : hull.label;
}

/// Above each hull the name of its group, or within it where hulls cover what is in them; one that would cover another
/// moves down into its own hull, or where communities are many, is left out.
void place_group_names() {
  group_names_.clear();
  const ImVec2 stage = camera_.stage();
  const float cover = hulls_cover(camera_);
  const bool of_answer = !scene().groups.empty();
  for (const DrawnHull& hull : drawn_hulls(camera_)) {
    if (hull.label.empty()) continue;
    const float size = std::round(name_size * scale_ * (of_answer ? 1 : 1.15f + 0.25f * cover));
    std::string name = fitting_name(hull, size);
    const float width = text_width(name, size, true) + 2 * beside_name;
    const float x = hull.top.x + (hull.middle.x - hull.top.x) * cover,
                top = hull.top.y - size - 4 + (hull.middle.y - size / 2 - (hull.top.y - size - 4)) * cover;
    const float left = std::clamp(x - width / 2, 4.f, std::max(4.f, stage.x - width - 4));
    Box box{left, top, left + width, top + size};
    if (box.top < 4) box = {left, 4, left + width, 4 + size};
    const auto other = [&] {
      return std::find_if(group_names_.begin(), group_names_.end(),
                          [&](const GroupName& there) { return there.box.overlaps(box); });
    };
    // Names of many groups stay where their groups are, and the largest come first.
    const int most_tries = cover > 0.5f ? 0 : 8;
    for (int tries = 0; tries < most_tries; ++tries) {
      const auto there = other();
      if (there == group_names_.end()) break;
      box.bottom = there->box.bottom + 2 + (box.bottom - box.top);
      box.top = there->box.bottom + 2;
    }
    if (!of_answer && other() != group_names_.end()) continue;
    group_names_.push_back({std::move(name), box, size});
    forced_.push_back(box);
  }
}

/// The box of a name, in pixels at `stands_zoom_` and wherever the camera is.
Box box_for_stand(std::uint32_t label, const Stand& stand) {
  const Label& of = labels_[label];
  return box_at(of, stand, stands_zoom_, of.x * stands_zoom_, of.y * stands_zoom_);
}

/// Whether a name on the picture does not leave what panels leave free of it.
bool stays_free(std::uint32_t label, const Box& box) {
  const double zoom = stands_zoom_;
  return !stands_free_.contains({labels_[label].x, labels_[label].y}) ||
         (stands_free_.contains({box.left / zoom, box.top / zoom}) &&
          stands_free_.contains({box.right / zoom, box.bottom / zoom}));
}

/// Names of groups stand where they are, and all others keep clear of them.
void take_group_names(Taken& taken) {
  const float left = static_cast<float>(camera_.center().x * stands_zoom_) - camera_.stage().x / 2,
              top = static_cast<float>(camera_.center().y * stands_zoom_) - camera_.stage().y / 2;
  for (const GroupName& name : group_names_)
    taken.add({name.box.left + left, name.box.top + top, name.box.right + left, name.box.bottom + top},
              Taken::of_group);
}

/// Gives names that have no room some, where one or two others are in the way that have another place.
class RoomMaker {
 public:
  RoomMaker(Taken& taken, std::size_t hubs) : taken_(taken), hubs_(hubs), places_(stands_.size()) {}

  /// `anew`: names that need not stay where they are make way for those that take less room.
  void make_room(bool anew) {
    std::vector<std::uint32_t> rest;
    for (auto i = static_cast<std::uint32_t>(hubs_); i < stands_.size(); ++i) {
      if (stands_[i].shown && anew && labels_[i].from_zoom > static_cast<float>(stands_zoom_)) {
        take_away(i);
        stands_[i].shown = false;
      }
      if (!stands_[i].shown) rest.push_back(i);
    }
    if (anew) {
      sort_stably(rest, [](std::uint32_t a, std::uint32_t b) {
        return labels_[a].width * labels_[a].height < labels_[b].width * labels_[b].height;
      });
      for (const std::uint32_t label : rest) stands_anew(label);
    }
    for (const std::uint32_t label : rest) {
      if (stands_[label].shown) continue;
      for (const Place& place : places_of(label))
        if (looks_ < 0 || gets(label, place)) break;
    }
  }

 private:
  struct Place {
    Stand stand;
    Box box;
  };

  /// Where only names can be in the way of a name.
  const std::vector<Place>& places_of(std::uint32_t label) {
    std::vector<Place>& places = places_[label];
    if (!places.empty()) return places;
    for_stands([&](const Stand& stand) {
      const Box box = box_for_stand(label, stand);
      if (stays_free(label, box) && taken_.for_those_in(box, labels_[label].index, [](int whose) { return whose < 0; }))
        places.push_back({stand, box});
      return false;
    });
    return places;
  }

  bool stands_anew(std::uint32_t label) {
    for (const Place& place : places_of(label)) {
      --looks_;
      if (!taken_.free(place.box, labels_[label].index)) continue;
      put(label, place);
      return true;
    }
    return false;
  }

  void put(std::uint32_t label, const Place& place) {
    taken_.add(place.box, Taken::name_of(label));
    stands_[label] = place.stand;
  }

  void take_away(std::uint32_t label) { taken_.remove(box_for_stand(label, stands_[label]), label); }

  bool gets(std::uint32_t label, const Place& place) {
    --looks_;
    std::vector<std::uint32_t> others;
    const bool movable = taken_.for_those_in(place.box, labels_[label].index, [&](int whose) {
      const auto other = static_cast<std::uint32_t>(-1 - whose);
      if (std::find(others.begin(), others.end(), other) != others.end()) return true;
      if (other < hubs_ || others.size() == most_moved) return false;
      others.push_back(other);
      return true;
    });
    if (!movable) return false;
    std::vector<Place> before;
    for (const std::uint32_t other : others) {
      before.push_back({stands_[other], box_for_stand(other, stands_[other])});
      take_away(other);
    }
    put(label, place);
    std::size_t moved = 0;
    while (moved < others.size() && stands_anew(others[moved])) ++moved;
    if (moved == others.size()) return true;
    take_away(label);
    stands_[label].shown = false;
    for (std::size_t i = 0; i < moved; ++i) take_away(others[i]);
    for (std::size_t i = 0; i < others.size(); ++i) put(others[i], before[i]);
    return false;
  }

  static constexpr std::size_t most_moved = 3;
  Taken& taken_;
  std::size_t hubs_;
  std::vector<std::vector<Place>> places_;
  int looks_ = 3'000'000;  // which all of it may take; most of what is tried is in vain
};

void make_room(Taken& taken, std::size_t hubs, bool anew) { RoomMaker(taken, hubs).make_room(anew); }

/// At a zoom at which the picture rests, a name that would be in its way at another one may have room: each gets a
/// stand, the most important first.
void find_stands(double zoom) {
  const Scene& all = scene();
  Taken taken(all, zoom);
  // Who comes nearer keeps the names that are there.
  std::vector<Stand> kept;
  const bool anew = !(stands_zoom_ > 0 && zoom >= stands_zoom_ && stands_groups_ == group_names_.size());
  if (!anew) kept.swap(stands_);
  stands_.assign(all.nodes.size(), {});
  kept.resize(stands_.size());
  stands_zoom_ = zoom;
  stands_free_ = free_for_names();
  stands_groups_ = group_names_.size();
  if (!group_names_.empty()) platform::call_deferred<take_group_names>(taken);
  const auto fits = [&](std::uint32_t i, const Stand& stand) {
    const Box box = box_for_stand(i, stand);
    if (!stays_free(i, box) || !taken.free(box, labels_[i].index)) return false;
    taken.add(box, Taken::name_of(i));
    stands_[i] = stand;
    stands_[i].shown = true;
    return true;
  };
  for (std::uint32_t i = 0; i < stands_.size(); ++i)
    if (kept[i].shown) fits(i, kept[i]);
  const std::size_t hubs = hubs_of(stands_.size());
  for (std::uint32_t i = 0; i < stands_.size(); ++i) {
    const Label& label = labels_[i];
    if (stands_[i].shown || (label.from_zoom <= static_cast<float>(zoom) && fits(i, {label.place, 0, true, 0, 0})))
      continue;
    for_stands([&](const Stand& stand) { return fits(i, stand); }, i < hubs);
  }
  if (app::state().groups_known && stands_.size() <= small_network)
    platform::call_deferred<make_room>(taken, hubs, anew);
}

/// Of two parts of the world, whether the second is another one than the first; one that is empty says nothing.
bool is_elsewhere(const Rect& before, const Rect& now) {
  return !now.empty() && !(before.min == now.min && before.max == now.max);
}

/// While the zoom changes, names are those that are there at every larger one; a picture that comes nearer keeps what
/// it has.
void keep_stands() {
  const Scene& all = scene();
  const double zoom = camera_.zoom();
  const bool rests = whole_ || zoom == last_zoom_ || last_zoom_ == 0;
  last_zoom_ = zoom;
  if (all.nodes.size() > most_with_choice) {
    stands_zoom_ = 0;
  } else if (rests && (zoom != stands_zoom_ || stands_groups_ != group_names_.size() ||
                       is_elsewhere(stands_free_, free_for_names()))) {
    find_stands(zoom);
  } else if (stands_zoom_ > 0 && zoom != stands_zoom_ && (zoom < stands_zoom_ || zoom > grows_from)) {
    stands_zoom_ = 0;
  }
}

/// How far the name of a node that is in sight has to move so that the side of the stage does not cut it off.
float shift_onto_stage(const Box& box) {
  const float width = camera_.stage().x, middle = (box.left + box.right) / 2;
  if (middle < 0 || middle > width || box.right - box.left + 2 > width) return 0;
  return box.left < 1 ? 1 - box.left : box.right > width - 1 ? width - 1 - box.right : 0;
}

bool is_forced(const Label& label, bool all_selected) {
  if (label.of_tie) return false;
  const SceneNode& node = scene().nodes[label.index];
  return static_cast<int>(label.index) == hovered_node() || (all_selected && node.selected) ||
         (node.marked > 0 && scene().marked_nodes.size() <= most_preferred);
}

bool covers_a_node(const Box& box, std::uint32_t own) {
  const Scene& all = scene();
  const auto zoom = static_cast<float>(camera_.zoom());
  for (std::uint32_t i = 0; i < all.nodes.size(); ++i) {
    if (i == own) continue;
    const ImVec2 at = camera_.screen_from_world(all.nodes[i].position);
    const float radius = std::max(screen_radius(all.nodes[i].radius, zoom), least_radius) + 1;
    if (box.left < at.x + radius && box.right > at.x - radius && box.top < at.y + radius && box.bottom > at.y - radius)
      return true;
  }
  return false;
}

bool is_free(const Box& box, std::uint32_t own) {
  return std::none_of(forced_.begin(), forced_.end(), [&](const Box& there) { return there.overlaps(box); }) &&
         !covers_a_node(box, own);
}

/// A free place for a name that is to be seen at this zoom: its own or another. False when there is none.
bool find_place(std::uint32_t index, Box& box, std::uint8_t& form) {
  const Label& label = labels_[index];
  Stand stand = stand_of(index);
  box = box_on_screen(label, stand);
  form = stand.form;
  if (stand.shown && is_free(box, label.index)) return true;
  if (scene().nodes.size() > most_with_choice) return false;
  bool found = false;
  for_stands(
      [&](const Stand& each) {
        const Box there = box_on_screen(label, each);
        if (shift_onto_stage(there) != 0 || !is_free(there, label.index)) return false;
        box = there;
        form = each.form;
        return found = true;
      },
      index < hubs_of(stands_.size()));
  return found;
}

void force(std::uint32_t label) {
  Box box;
  std::uint8_t form = 0;
  find_place(label, box, form);
  const float shift = shift_onto_stage(box);
  box.left += shift;
  box.right += shift;
  forced_.push_back(box);
  written_.push_back({box, label, shift, form});
}

/// Names at the sides move onto the stage as far as their neighbours let them, so that nothing has to give way at once.
void shift_names() {
  for (Written& name : written_) {
    if (name.shift == 0) continue;
    for (const Written& other : written_) {
      if (&other == &name || other.box.top >= name.box.bottom || name.box.top >= other.box.bottom) continue;
      // Boxes as they are without a shift: two names that both move keep their distance from each other.
      if (name.shift > 0 && other.box.left >= name.box.right)
        name.shift = std::min(name.shift, std::max(0.f, other.box.left - name.box.right));
      if (name.shift < 0 && other.box.right <= name.box.left)
        name.shift = std::max(name.shift, std::min(0.f, other.box.right - name.box.left));
    }
  }
  for (Written& name : written_) {
    name.box.left += name.shift;
    name.box.right += name.shift;
  }
}

bool on_stage(const Box& box) {
  const ImVec2 stage = camera_.stage();
  return box.right > 0 && box.bottom > 0 && box.left < stage.x && box.top < stage.y;
}

/// Names of marked nodes come before those of all others, and give way to each other in their order.
void force_marked(bool all_selected) {
  const Scene& all = scene();
  if (all.marked_nodes.size() > most_preferred) return;
  for (const std::uint32_t index : all.marked_nodes) {
    if (static_cast<int>(index) == hovered_node() || (all_selected && all.nodes[index].selected)) continue;
    const std::uint32_t label = label_of_node_[index];
    Box box;
    std::uint8_t form = 0;
    if (!on_stage(box_on_screen(labels_[label], stand_of(label))) || !find_place(label, box, form)) continue;
    force(label);
  }
}

bool has_name(std::uint32_t label, std::size_t until) {
  for (std::size_t i = 0; i < until; ++i)
    if (written_[i].label == label) return true;
  return false;
}

/// The names of the most important nodes in sight of all are there at every zoom, if they find a place at all.
void force_hubs(bool all_selected) {
  const Scene& all = scene();
  const std::size_t wanted = hubs_of(all.nodes.size());
  const std::size_t before = written_.size();
  for (std::uint32_t i = 0; i < wanted && i < labels_.size(); ++i) {
    const Label& label = labels_[i];
    if (label.of_tie) break;
    if (is_forced(label, all_selected) && has_name(i, before)) continue;
    const ImVec2 at = camera_.screen_from_world({label.x, label.y});
    if (!on_stage({at.x - 1, at.y - 1, at.x + 1, at.y + 1})) continue;
    Box box;
    std::uint8_t form = 0;
    if (!find_place(i, box, form)) continue;
    forced_.push_back(box);
    written_.push_back({box, i, 0, form});
  }
}

void find_names() {
  const Scene& all = scene();
  const float zoom = static_cast<float>(camera_.zoom());
  const ImVec2 stage = camera_.stage();
  written_.clear();
  forced_.clear();
  if (all.any_marks || !all.communities.empty())
    platform::call_deferred<place_group_names>();
  else
    group_names_.clear();
  keep_stands();
  const bool all_selected = all.selected_nodes.size() <= most_forced;
  if (all_selected)
    for (const std::uint32_t index : all.selected_nodes) force(label_of_node_[index]);
  if (const int hovered = hovered_node();
      hovered >= 0 && !(all_selected && all.nodes[static_cast<std::size_t>(hovered)].selected))
    force(label_of_node_[static_cast<std::size_t>(hovered)]);
  if (all.any_marks) platform::call_deferred<force_marked>(all_selected);
  // From afar the names of groups are what is read.
  const bool groups_alone = !all.communities.empty() && platform::call_deferred<hulls_cover>(camera_) > 0.5f;
  if (!groups_alone) force_hubs(all_selected);
  const std::size_t first = written_.size();
  const float center_x = static_cast<float>(camera_.center().x), center_y = static_cast<float>(camera_.center().y);
  const float half_x = stage.x / 2 / zoom, half_y = stage.y / 2 / zoom;
  for (std::uint32_t i = 0; i < labels_.size() && !groups_alone; ++i) {
    const Label& label = labels_[i];
    const Stand stand = stand_of(i);
    if (!stand.shown) continue;
    const float reach_x = half_x + (label.width + 80) / zoom, reach_y = half_y + 80 / zoom + label.radius;
    if (std::abs(label.x - center_x) > reach_x || std::abs(label.y - center_y) > reach_y) continue;
    if (is_forced(label, all_selected) || has_name(i, first)) continue;
    if (label.of_tie && (all.edges[label.index].selected || all.dimmed(all.edges[label.index]))) continue;
    const Box box = box_on_screen(label, stand);
    const float shift = label.of_tie ? 0 : shift_onto_stage(box);
    if (label.of_tie && stands_zoom_ > 0 &&
        std::any_of(written_.begin(), written_.end(), [&](const Written& there) { return there.box.overlaps(box); }))
      continue;
    if (!on_stage(box)) continue;
    if (std::any_of(forced_.begin(), forced_.end(), [&](const Box& there) { return there.overlaps(box); })) continue;
    written_.push_back({box, i, shift, stand.form});
  }
  // Those that are forced have moved already, and the others keep clear of them.
  for (std::size_t i = 0; i < first; ++i) written_[i].shift = 0;
  shift_names();
  std::size_t named = 0;
  named_nodes_.resize(written_.size());  // ids go into the memory of the frame before
  for (const Written& name : written_)
    if (!labels_[name.label].of_tie) named_nodes_[named++] = all.nodes[labels_[name.label].index].node->id;
  named_nodes_.resize(named);
}

// ------------------------------------------------------------------ drawing

struct Corner {
  float x, y, from_x, from_y, alpha;
};

GLuint program_ = 0, buffer_ = 0, array_ = 0;
GLint pixels_place_ = -1, texture_place_ = -1;
std::vector<Corner> corners_;

void make_program() {
  program_ = platform::link_program({platform::shader_head, shaders::label_vertex},
                                    {platform::shader_head, shaders::label_fragment});
  pixels_place_ = glGetUniformLocation(program_, "u_pixels");
  texture_place_ = glGetUniformLocation(program_, "u_texture");
  glGenBuffers(1, &buffer_);
  glGenVertexArrays(1, &array_);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  const auto attribute = [](GLuint place, GLint count, std::size_t offset) {
    glEnableVertexAttribArray(place);
    glVertexAttribPointer(place, count, GL_FLOAT, GL_FALSE, sizeof(Corner), reinterpret_cast<const void*>(offset));
  };
  attribute(0, 2, offsetof(Corner, x));
  attribute(1, 2, offsetof(Corner, from_x));
  attribute(2, 1, offsetof(Corner, alpha));
}

void draw_corners() {
  if (corners_.empty()) return;
  glUseProgram(program_);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(corners_.size() * sizeof(Corner)), corners_.data(),
               GL_STREAM_DRAW);
  glUniform2f(pixels_place_, std::round(camera_.stage().x * ratio_), std::round(camera_.stage().y * ratio_));
  const ImVec2 texture = text_texture_size();
  glUniform2f(texture_place_, texture.x, texture.y);
  glBindTexture(GL_TEXTURE_2D, text_texture());
  glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(corners_.size()));
  corners_.clear();
}

/// A line of text: the middle of its upper side, in CSS pixels.
void write_line(std::string_view text, const TextLook& look, ImVec2 at, float alpha) {
  const TextPixels* found = text_pixels(text, look, ratio_);
  if (found == nullptr) {
    // The texture is full: what it has is drawn, and it begins anew.
    draw_corners();
    forget_texts();
    found = text_pixels(text, look, ratio_);
    if (found == nullptr) return;
  }
  // On whole device pixels letters are sharp.
  const float left = std::round(at.x * ratio_ - found->advance / 2) - found->left,
              top = std::round(at.y * ratio_) - found->top;
  const float width = found->width, height = found->height, x = found->x, y = found->y;
  const Corner corner[] = {{left, top, x, y, alpha},
                           {left + width, top, x + width, y, alpha},
                           {left, top + height, x, y + height, alpha},
                           {left + width, top + height, x + width, y + height, alpha}};
  for (const int which : {0, 1, 2, 2, 1, 3}) corners_.push_back(corner[which]);
}

/// A text of one line or more.
void write(std::string_view text, const TextLook& look, ImVec2 at, float alpha) {
  for (std::size_t begin = 0; begin <= text.size(); at.y += look.size * name_leading) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    write_line(text.substr(begin, end - begin), look, at, alpha);
    begin = end + 1;
  }
}

template <class Write>
void write_tie(const SceneEdge& edge, bool anyhow, Write write) {
  const std::string text = tie_text(edge);
  if (text.empty()) return;
  const float size = tie_label_size * scale_, width = text_width(text, size, false);
  const ImVec2 middle = camera_.screen_from_world(middle_of(edge));
  const Box box{middle.x - width / 2 - 2, middle.y - size - 6, middle.x + width / 2 + 2, middle.y - 4};
  if (!on_stage(box)) return;
  if (!anyhow)
    for (const Written& there : written_)
      if (there.box.overlaps(box)) return;
  written_.push_back({box, 0, 0});
  const TextLook look{size, false, ui::pack(ui::palette().secondary), ui::pack(ui::palette().paper, 0.9f)};
  write(DrawnText::Of::tie, text, look, {middle.x, box.top}, 1);
}

template <class Write>
void write_initials(Write write) {
  const Scene& all = scene();
  const float zoom = static_cast<float>(camera_.zoom());
  const ImVec2 stage = camera_.stage();
  for (const std::uint32_t index : persons_) {
    const SceneNode& node = all.nodes[index];
    const float radius = screen_radius(node.radius, zoom);
    if (radius < 9) continue;
    const ImVec2 center = camera_.screen_from_world(node.position);
    if (center.x < -radius || center.y < -radius || center.x > stage.x + radius || center.y > stage.y + radius)
      continue;
    // In steps, so that zooming does not need every size there is.
    const float share = node.initials.size() == 1 ? 1.1f : 0.8f;
    const float size = std::min(22.f, std::floor(radius * share / 2) * 2);
    const TextLook look{size, true, ui::pack(ui::palette().paper), 0};
    write(DrawnText::Of::initials, node.initials, look, {center.x, center.y - size / 2}, all.dimmed(node) ? 0.25f : 1);
  }
}

/// Gives `write` every text in sight: what it is of, the text with its lines, its look, the middle of its upper side
/// (CSS pixels) and how opaque it is.
template <class Write>
void for_each_text(Write write) {
  const Scene& all = scene();
  const ImU32 paper = ui::pack(ui::palette().paper, 0.9f), ink = ui::pack(ui::palette().ink),
              secondary = ui::pack(ui::palette().secondary);
  write_initials(write);
  // What has to be seen comes last, over the others.
  for (auto name = written_.rbegin(); name != written_.rend(); ++name) {
    const Label& label = labels_[name->label];
    const float middle = (name->box.left + name->box.right) / 2;
    if (label.of_tie) {
      write(DrawnText::Of::tie, texts_[name->label], {label.size, false, secondary, paper}, {middle, name->box.top}, 1);
      continue;
    }
    const SceneNode& node = all.nodes[label.index];
    const float size = size_at(label, camera_.zoom());
    write(DrawnText::Of::node, name->form == 0 ? texts_[name->label] : other_texts_[name->label],
          {size, node.selected, ink, paper}, {middle, name->box.top - size * letters_below},
          all.dimmed(node) ? 0.25f : 1);
  }
  for (const GroupName& name : group_names_)
    write(DrawnText::Of::group, name.text, {name.size, true, ink, paper},
          {(name.box.left + name.box.right) / 2, name.box.top - 1}, 1);
  for (const std::uint32_t index : all.selected_edges)
    if (all.selected_edges.size() <= most_forced) write_tie(all.edges[index], true, write);
  if (const int tie = hovered_edge(); tie >= 0 && !all.edges[static_cast<std::size_t>(tie)].selected)
    write_tie(all.edges[static_cast<std::size_t>(tie)], true, write);
  if (const int node = hovered_node(); node >= 0)
    for (const std::uint32_t tie : all.incident[static_cast<std::size_t>(node)])
      if (!all.edges[tie].selected && !is_silent(all.edges[tie])) write_tie(all.edges[tie], false, write);
}

void draw_labels(const ImDrawList*, const ImDrawCmd*) {
  keep_up(scale_, whole_);
  find_names();
  if (program_ == 0) make_program();
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glActiveTexture(GL_TEXTURE0);
  for_each_text([](DrawnText::Of, const std::string& text, const TextLook& look, ImVec2 at, float alpha) {
    write(text, look, at, alpha);
  });
  draw_corners();
  glBindVertexArray(0);
}

}  // namespace

void queue_labels(ImDrawList* list, const Camera& camera, float text_scale, float pixel_ratio, bool whole) {
  whole_ = whole;
  camera_ = camera;
  scale_ = text_scale;
  ratio_ = pixel_ratio;
  list->AddCallback(draw_labels, nullptr);
  list->AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

std::vector<DrawnText> drawn_texts(const Camera& camera, float text_scale) {
  camera_ = camera;
  scale_ = text_scale;
  keep_up(scale_, true);
  find_names();
  std::vector<DrawnText> drawn;
  for_each_text([&](DrawnText::Of of, const std::string& text, const TextLook& look, ImVec2 at, float alpha) {
    drawn.push_back({of, text, at, look.size, look.bold, look.ink, look.halo, alpha});
  });
  return drawn;
}

bool names_pending() { return ranging_ != nullptr; }

void work_on_names() { find_ranges(slice); }

void move_labels(const Camera& camera) { camera_ = camera; }

void forget_labels() {
  program_ = buffer_ = array_ = 0;
  lose_text_texture();
}

std::vector<std::string> names_in_sight() {
  std::vector<std::string> ids = named_nodes_;
  sort_stably(ids);
  return ids;
}

}  // namespace impactweb::canvas
