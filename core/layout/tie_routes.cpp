#include "core/layout/tie_routes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace impactweb::layout {

namespace {

constexpr double step = 5, most_steps = 120;
// Beyond that share of its length a tie looks like something else.
constexpr double most_bend = 0.8, least_most_bend = 80;
// Between ties of the same two nodes.
constexpr double apart = 12;

/// A disc as seen from the start of a tie: `along` it and `beside` it.
struct Stranger {
  double along, beside, radius;
};

struct Frame {
  double length = 0;
  std::vector<Stranger> strangers;  // those that some bend could meet
};

Frame frame_of(const TieRoute& tie, const Discs& discs, double clearance, double reach) {
  Frame frame;
  const Point from = discs.centers[tie.from], to = discs.centers[tie.to];
  const double dx = to.x - from.x, dy = to.y - from.y;
  frame.length = std::sqrt(dx * dx + dy * dy);
  if (!(frame.length > 1e-6)) return frame;
  const double ux = dx / frame.length, uy = dy / frame.length;
  for (std::uint32_t node = 0; node < discs.centers.size(); ++node) {
    if (node == tie.from || node == tie.to) continue;
    const double x = discs.centers[node].x - from.x, y = discs.centers[node].y - from.y;
    const Stranger there{x * ux + y * uy, y * ux - x * uy, discs.radii[node] + clearance};
    if (there.along < -there.radius || there.along > frame.length + there.radius ||
        std::fabs(there.beside) > reach + there.radius)
      continue;
    frame.strangers.push_back(there);
  }
  return frame;
}

double depth_at(const Frame& frame, double bend, double enough) {
  constexpr int pieces = 8;
  double deepest = 0;
  for (const Stranger& there : frame.strangers) {
    // The curve is never farther from the straight line than its middle.
    if (there.beside - there.radius > std::max(bend, 0.0) || there.beside + there.radius < std::min(bend, 0.0))
      continue;
    const double low = std::max(0.0, (there.along - there.radius) / frame.length);
    const double high = std::min(1.0, (there.along + there.radius) / frame.length);
    double nearest = 1e300, last_x = 0, last_y = 0;
    for (int piece = 0; piece <= pieces; ++piece) {
      const double t = low + (high - low) * piece / pieces;
      const double x = t * frame.length - there.along, y = 4 * t * (1 - t) * bend - there.beside;
      double distance = x * x + y * y;
      if (piece > 0) {
        const double sx = x - last_x, sy = y - last_y, square = sx * sx + sy * sy;
        const double share = square > 0 ? std::clamp(-(last_x * sx + last_y * sy) / square, 0.0, 1.0) : 0;
        const double px = last_x + share * sx, py = last_y + share * sy;
        distance = px * px + py * py;
      }
      nearest = std::min(nearest, distance);
      last_x = x;
      last_y = y;
    }
    deepest = std::max(deepest, there.radius - std::sqrt(nearest));
    if (deepest >= enough) return deepest;
  }
  return deepest;
}

}  // namespace

double depth_in_strangers(const TieRoute& tie, const Discs& discs, double clearance) {
  if (tie.from == tie.to) return 0;
  return depth_at(frame_of(tie, discs, clearance, std::fabs(tie.bend)), tie.bend, 1e300);
}

void bend_around_nodes(std::vector<TieRoute>& ties, const Discs& discs, double clearance) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> between;
  for (std::uint32_t i = 0; i < ties.size(); ++i)
    if (ties[i].from != ties[i].to) between[std::minmax(ties[i].from, ties[i].to)].push_back(i);
  for (const auto& [ends, bundle] : between) {
    // As seen from the lower of both ends.
    std::vector<double> taken;
    const double gap = bundle.size() > 8 ? 4 : apart;
    for (const std::uint32_t index : bundle) {
      TieRoute& tie = ties[index];
      const double side = tie.from == ends.first ? 1 : -1;
      const TieRoute seen{ends.first, ends.second, tie.bend * side};
      Frame frame = frame_of(seen, discs, clearance, std::fabs(seen.bend));
      const auto is_taken = [&](double bend) {
        return std::any_of(taken.begin(), taken.end(),
                           [&](double other) { return std::fabs(other - bend) < gap - 1e-6; });
      };
      double best = seen.bend, least = depth_at(frame, best, 1e300);
      if (least > 0 || is_taken(best)) {
        const double most = std::max(least_most_bend, most_bend * frame.length) + std::fabs(seen.bend);
        frame = frame_of(seen, discs, clearance, most);
        if (is_taken(best)) least = 1e300;
        const double further = std::max(step, most / most_steps);
        for (double away = further; away <= most && least > 0; away += further)
          for (const double bend : {seen.bend + away, seen.bend - away}) {
            if (is_taken(bend)) continue;
            const double depth = depth_at(frame, bend, least);
            if (depth < least) best = bend, least = depth;
            if (least <= 0) break;
          }
      }
      taken.push_back(best);
      tie.bend = best * side;
    }
  }
}

}  // namespace impactweb::layout
