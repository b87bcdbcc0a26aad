#include "core/layout/components.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/connectivity.hpp"
#include "core/layout/untangling.hpp"
#include "core/model/limits.hpp"
#include "core/support/sort.hpp"

namespace impactweb::layout {

namespace {

// Space between components, in gaps.
constexpr double component_gap = 4;
// The largest rectangles are packed one by one; what is smaller goes into one block of rows.
constexpr std::size_t packed_singly = 60;

// Where names can be read all at once, room is worth more than true distances.
constexpr std::size_t most_compact = 400;
// Makes the picture `room` times as large as all boxes; false when it has too little of a shape for that.
bool draw_together(std::vector<Point>& positions, const std::vector<Box>& boxes, double room) {
  Rect bounds;
  double area = 0;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    bounds.include(positions[i]);
    area += (boxes[i].left + boxes[i].right) * (boxes[i].above + boxes[i].below);
  }
  const double covered = bounds.width() * bounds.height();
  if (!(area > 0.01 * covered && area < 100 * covered)) return false;
  if (!(std::min(bounds.width(), bounds.height()) * 5 > std::max(bounds.width(), bounds.height()))) return false;
  const double factor = std::sqrt(area * room / covered);
  for (Point& at : positions) at = {at.x * factor, at.y * factor};
  return true;
}

bool overlap(const Rect& a, const Rect& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

Rect shifted(const Rect& rect, Point by) {
  return {{rect.min.x + by.x, rect.min.y + by.y}, {rect.max.x + by.x, rect.max.y + by.y}};
}

void include(Rect& rect, const Rect& other) {
  rect.include(other.min);
  rect.include(other.max);
}

// The place for `rect` beside one of `placed` that keeps the whole most compact.
Point best_shift(const Rect& rect, const std::vector<Rect>& placed, const Rect& all, double aspect, double gap) {
  const double width = rect.width(), height = rect.height();
  const Point middle = all.center();
  bool found = false;
  double best_size = 0, best_distance = 0;
  Point best;
  const auto consider = [&](double left, double top) {
    const Rect there{{left, top}, {left + width, top + height}};
    Rect whole = all;
    include(whole, there);
    const double size = std::max(whole.width() / aspect, whole.height());
    const double x = there.center().x - middle.x, y = there.center().y - middle.y;
    const double distance = x * x / (aspect * aspect) + y * y;
    if (found && (size > best_size || (size == best_size && distance >= best_distance))) return;
    const Rect roomy{{left - gap + 1e-6, top - gap + 1e-6}, {left + width + gap - 1e-6, top + height + gap - 1e-6}};
    for (const Rect& other : placed)
      if (overlap(roomy, other)) return;
    found = true;
    best_size = size;
    best_distance = distance;
    best = {left, top};
  };
  for (const Rect& other : placed) {
    const double across[] = {other.min.x, other.max.x - width, other.center().x - width / 2};
    const double along[] = {other.min.y, other.max.y - height, other.center().y - height / 2};
    for (const double left : across) {
      consider(left, other.max.y + gap);
      consider(left, other.min.y - gap - height);
    }
    for (const double top : along) {
      consider(other.max.x + gap, top);
      consider(other.min.x - gap - width, top);
    }
  }
  if (!found) best = {all.max.x + gap, all.min.y};
  return {best.x - rect.min.x, best.y - rect.min.y};
}

}  // namespace

std::vector<Component> connected_components(const analysis::Adjacency& graph) {
  const analysis::Components found = analysis::components(graph);
  std::vector<Component> components(found.sizes.size());
  for (std::uint32_t node = 0; node < graph.size(); ++node) components[found.of_node[node]].push_back(node);
  sort_stably(components, [](const Component& a, const Component& b) { return a.size() > b.size(); });
  return components;
}

analysis::Adjacency rows_of(const analysis::Adjacency& graph, const Component& component) {
  if (component.size() == graph.size()) return graph;
  analysis::Adjacency rows;
  for (const std::uint32_t node : component) {
    for (const std::uint32_t other : graph.neighbours(node))
      rows.targets.push_back(
          static_cast<std::uint32_t>(std::lower_bound(component.begin(), component.end(), other) - component.begin()));
    rows.offsets.push_back(static_cast<std::uint32_t>(rows.targets.size()));
  }
  return rows;
}

std::vector<Point> pack(const std::vector<Rect>& rectangles, std::size_t fixed, double aspect, double gap) {
  std::vector<Point> shifts(rectangles.size());
  std::vector<Rect> placed(rectangles.begin(), rectangles.begin() + static_cast<std::ptrdiff_t>(fixed));
  Rect all;
  for (const Rect& rect : placed) include(all, rect);

  std::vector<std::size_t> order(rectangles.size() - fixed);
  std::iota(order.begin(), order.end(), fixed);
  const auto area = [&](std::size_t i) { return rectangles[i].width() * rectangles[i].height(); };
  sort_stably(order, [&](std::size_t a, std::size_t b) { return area(a) > area(b); });

  const std::size_t singly = std::min(order.size(), packed_singly);
  for (std::size_t i = 0; i < singly; ++i) {
    const Rect& rect = rectangles[order[i]];
    if (!placed.empty()) shifts[order[i]] = best_shift(rect, placed, all, aspect, gap);
    placed.push_back(shifted(rect, shifts[order[i]]));
    include(all, placed.back());
  }
  if (singly == order.size()) return shifts;

  // The many small ones.
  std::vector<Box> small;
  for (std::size_t i = singly; i < order.size(); ++i)
    small.push_back({0, rectangles[order[i]].width(), 0, rectangles[order[i]].height()});
  const std::vector<Point> corners = rows_of_boxes(small, aspect, gap);
  Rect block;
  for (std::size_t i = 0; i < small.size(); ++i) {
    block.include(corners[i]);
    block.include({corners[i].x + small[i].right, corners[i].y + small[i].below});
  }
  const Point shift = best_shift(block, placed, all, aspect, gap);
  for (std::size_t i = singly; i < order.size(); ++i) {
    const Rect& rect = rectangles[order[i]];
    const Point corner = corners[i - singly];
    shifts[order[i]] = {corner.x + shift.x - rect.min.x, corner.y + shift.y - rect.min.y};
  }
  return shifts;
}

std::vector<Point> rows_of_boxes(const std::vector<Box>& boxes, double aspect, double gap) {
  double area = 0;
  for (const Box& box : boxes) area += (box.left + box.right + gap) * (box.above + box.below + gap);
  const double width = std::sqrt(area * aspect) * 1.02;
  std::vector<Point> positions(boxes.size());
  double top = 0;
  for (std::size_t first = 0; first < boxes.size();) {
    double right = 0, above = 0, below = 0;
    std::size_t end = first;
    for (; end < boxes.size(); ++end) {
      const Box& box = boxes[end];
      if (end > first && right + box.left + box.right > width) break;
      positions[end].x = right + box.left;
      right += box.left + box.right + gap;
      above = std::max(above, box.above);
      below = std::max(below, box.below);
    }
    for (std::size_t i = first; i < end; ++i) positions[i].y = top + above;
    top += above + below + gap;
    first = end;
  }
  return positions;
}

Rect bounds_of(const std::vector<std::uint32_t>& nodes, const std::vector<Point>& positions,
               const std::vector<Box>& boxes, double gap) {
  Rect bounds;
  for (const std::uint32_t node : nodes) {
    const PlacedBox box(positions[node], boxes[node], gap);
    bounds.include({box.left, box.top});
    bounds.include({box.right, box.bottom});
  }
  return bounds;
}

void turn_to_shape(const Component& component, const Prepared& graph, bool upright, std::vector<Point>& positions) {
  Point middle;
  const auto count = static_cast<double>(component.size());
  for (const std::uint32_t node : component)
    middle = {middle.x + positions[node].x / count, middle.y + positions[node].y / count};
  double xx = 0, xy = 0, yy = 0;
  for (const std::uint32_t node : component) {
    const double x = positions[node].x - middle.x, y = positions[node].y - middle.y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  // The eigenvector of the larger eigenvalue of [[xx, xy], [xy, yy]]; of its two forms the one that does not cancel.
  const double half = (xx - yy) / 2;
  const double root = std::sqrt(half * half + xy * xy);
  double axis_x = half >= 0 ? half + root : xy;
  double axis_y = half >= 0 ? xy : root - half;
  const double length = std::sqrt(axis_x * axis_x + axis_y * axis_y);
  axis_x = length > 0 ? axis_x / length : 1;
  axis_y = length > 0 ? axis_y / length : 0;
  double like_x = 0, like_y = 0;
  Point start_middle;
  double started = 0;
  for (const std::uint32_t node : component)
    if (graph.has_start[node]) {
      start_middle = {start_middle.x + graph.start[node].x, start_middle.y + graph.start[node].y};
      ++started;
    }
  if (started > 0) start_middle = {start_middle.x / started, start_middle.y / started};
  for (const std::uint32_t node : component) {
    const double x = positions[node].x - middle.x, y = positions[node].y - middle.y;
    const double along = axis_x * x + axis_y * y, across = axis_x * y - axis_y * x;
    positions[node] = upright ? Point{-across, along} : Point{along, across};
    if (!graph.has_start[node]) continue;
    like_x += positions[node].x * (graph.start[node].x - start_middle.x);
    like_y += positions[node].y * (graph.start[node].y - start_middle.y);
  }
  for (const std::uint32_t node : component)
    positions[node] = {like_x < 0 ? -positions[node].x : positions[node].x,
                       like_y < 0 ? -positions[node].y : positions[node].y};
}

void draw_out(const Component& component, double aspect, double most, std::vector<Point>& positions) {
  Rect bounds;
  for (const std::uint32_t node : component) bounds.include(positions[node]);
  if (bounds.empty() || bounds.width() <= 0 || bounds.height() <= 0) return;
  const double wider = aspect * bounds.height() / bounds.width();
  const double across = std::clamp(wider, 1.0, most), down = std::clamp(1 / wider, 1.0, most);
  for (const std::uint32_t node : component) positions[node] = {positions[node].x * across, positions[node].y * down};
}

// --- PartsTask

ComponentsTask::ComponentsTask(const Graph& graph, const Settings& settings, MakeSolver make_solver)
    : graph_(graph), settings_(settings), make_solver_(std::move(make_solver)) {
  positions_ = graph_.start;
  then([this] { return solve(); });
  then([this] { return separate(); });
  then([this] {
    assemble();
    return true;
  });
}

void ComponentsTask::find_components() {
  for (Component& component : connected_components(graph_.adjacency)) {
    const bool pinned =
        std::any_of(component.begin(), component.end(), [&](std::uint32_t node) { return graph_.pinned[node] != 0; });
    if (pinned) {
      pinned_nodes_.insert(pinned_nodes_.end(), component.begin(), component.end());
    } else if (component.size() == 1) {
      alone_.push_back(component.front());
      continue;
    }
    component_pinned_.push_back(pinned);
    components_.push_back(std::move(component));
  }
  std::sort(pinned_nodes_.begin(), pinned_nodes_.end());
  sort_stably(alone_, [&](std::uint32_t a, std::uint32_t b) { return graph_.rank[a] < graph_.rank[b]; });
  components_found_ = true;
}

bool ComponentsTask::solve() {
  if (!components_found_) {
    find_components();
    return false;
  }
  if (component_ == components_.size()) {
    component_ = 0;
    return true;
  }
  const Component& component = components_[component_];
  if (!solver_) {
    if (component.size() == 1) {  // alone and pinned
      ++component_;
      return false;
    }
    // A piece by itself: to begin takes as long as several others.
    solver_ = make_solver_(graph_, component, rows_of(graph_.adjacency, component));
    return false;
  }
  const int before = solver_->passes_done();
  const bool complete = solver_->advance();
  iterations_ += static_cast<std::uint64_t>(solver_->passes_done() - before);
  phase_progress_ = (static_cast<double>(component_) + solver_->progress()) / static_cast<double>(components_.size());
  if (!complete) return false;
  for (std::size_t i = 0; i < component.size(); ++i)
    if (!graph_.pinned[component[i]]) positions_[component[i]] = solver_->positions()[i];
  solver_.reset();
  if (settings_.turn && !component_pinned_[component_])
    turn_to_shape(component, graph_, settings_.aspect < 1, positions_);
  // In a small picture there is room for names anyway, and distances are what is seen.
  constexpr std::size_t many_names = 80;
  constexpr double most_drawn_out = 1.4;
  if (settings_.fill && !component_pinned_[component_] && component.size() >= many_names)
    draw_out(component, settings_.aspect, most_drawn_out, positions_);
  ++component_;
  return false;
}

void ComponentsTask::prepare_separation(std::vector<std::uint32_t> nodes, bool pinned) {
  std::vector<Point> positions;
  std::vector<Box> boxes;
  std::vector<char> fixed;
  for (const std::uint32_t node : nodes) {
    positions.push_back(positions_[node]);
    boxes.push_back(graph_.boxes[node]);
    fixed.push_back(graph_.pinned[node]);
  }
  const bool compact =
      settings_.room > 0 && !pinned && nodes.size() <= most_compact && draw_together(positions, boxes, settings_.room);
  removal_nodes_ = std::move(nodes);
  removal_ = std::make_unique<OverlapRemoval>(std::move(positions), std::move(boxes), std::move(fixed),
                                              OverlapRemoval::Settings{settings_.gap, !pinned && !compact});
}

// Nodes of one component, or of all those with a pinned node.
void ComponentsTask::make_way_for_ties(std::vector<Point>& positions) const {
  if (removal_nodes_.size() > most_untangled) return;
  std::vector<Box> boxes;
  std::vector<char> fixed;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  for (std::uint32_t i = 0; i < removal_nodes_.size(); ++i) {
    boxes.push_back(graph_.boxes[removal_nodes_[i]]);
    fixed.push_back(graph_.pinned[removal_nodes_[i]]);
    for (const std::uint32_t other : graph_.adjacency.neighbours(removal_nodes_[i])) {
      const auto at = std::lower_bound(removal_nodes_.begin(), removal_nodes_.end(), other);
      if (at != removal_nodes_.end() && *at == other && other > removal_nodes_[i])
        edges.emplace_back(i, static_cast<std::uint32_t>(at - removal_nodes_.begin()));
    }
  }
  untangle(positions, boxes, edges, fixed, settings_.gap);
}

bool ComponentsTask::separate() {
  if (!removal_) {
    if (!pinned_separated_ && !pinned_nodes_.empty()) {
      pinned_separated_ = true;
      prepare_separation(pinned_nodes_, true);
    } else {
      while (component_ < components_.size() && component_pinned_[component_]) ++component_;
      if (component_ == components_.size()) return true;
      prepare_separation(components_[component_++], false);
    }
  }
  if (!removal_->advance()) return false;
  std::vector<Point> apart = removal_->positions();
  make_way_for_ties(apart);
  for (std::size_t i = 0; i < removal_nodes_.size(); ++i)
    if (!graph_.pinned[removal_nodes_[i]]) positions_[removal_nodes_[i]] = apart[i];
  removal_.reset();
  return false;
}

void ComponentsTask::assemble() {
  std::vector<Rect> rectangles;
  std::vector<const std::vector<std::uint32_t>*> groups;
  if (!pinned_nodes_.empty()) {
    groups.push_back(&pinned_nodes_);
    rectangles.push_back(bounds_of(pinned_nodes_, positions_, graph_.boxes, settings_.gap));
  }
  const std::size_t fixed = groups.size();
  for (std::size_t i = 0; i < components_.size(); ++i)
    if (!component_pinned_[i]) {
      groups.push_back(&components_[i]);
      rectangles.push_back(bounds_of(components_[i], positions_, graph_.boxes, settings_.gap));
    }
  if (!alone_.empty()) {
    std::vector<Box> boxes;
    for (const std::uint32_t node : alone_) boxes.push_back(graph_.boxes[node]);
    const std::vector<Point> rows = rows_of_boxes(boxes, settings_.aspect, settings_.gap);
    for (std::size_t i = 0; i < alone_.size(); ++i) positions_[alone_[i]] = rows[i];
    groups.push_back(&alone_);
    rectangles.push_back(bounds_of(alone_, positions_, graph_.boxes, settings_.gap));
  }
  const std::vector<Point> shifts = pack(rectangles, fixed, settings_.aspect, component_gap * settings_.gap);
  Rect all;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    if (group >= fixed)
      for (const std::uint32_t node : *groups[group])
        positions_[node] = {positions_[node].x + shifts[group].x, positions_[node].y + shifts[group].y};
    include(all, shifted(rectangles[group], shifts[group]));
  }
  if (all.empty()) return;
  const Point middle = fixed > 0 ? Point{} : all.center();
  double farthest = 0;
  for (Point& point : positions_) {
    point = {point.x - middle.x, point.y - middle.y};
    farthest = std::max({farthest, std::fabs(point.x), std::fabs(point.y)});
  }
  // Only a chain of some hundred thousand gets here: rather on top of each other than off the plane.
  if (farthest <= limits::coordinate) return;
  const double scale = limits::coordinate / farthest;
  for (std::uint32_t node = 0; node < graph_.size(); ++node)
    if (!graph_.pinned[node]) positions_[node] = {positions_[node].x * scale, positions_[node].y * scale};
}

}  // namespace impactweb::layout
