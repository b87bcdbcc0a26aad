#include "state/camera.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/arithmetic.hpp"

namespace impactweb::canvas {

void Camera::set_stage(ImVec2 size, ImVec2 free_min, ImVec2 free_max) {
  stage_ = size;
  free_min_ = free_min;
  free_max_ = free_max;
}

ImVec2 Camera::screen_from_world(Point point) const {
  return {static_cast<float>((point.x - center_.x) * zoom_) + stage_.x / 2,
          static_cast<float>((point.y - center_.y) * zoom_) + stage_.y / 2};
}

Point Camera::world_from_screen(ImVec2 point) const {
  return {center_.x + (point.x - stage_.x / 2) / zoom_, center_.y + (point.y - stage_.y / 2) / zoom_};
}

Rect Camera::visible_world() const {
  Rect rect;
  rect.include(world_from_screen({0, 0}));
  rect.include(world_from_screen(stage_));
  return rect;
}

void Camera::jump(Point center, double zoom) {
  center_ = center;
  zoom_ = std::clamp(zoom, min_zoom, max_zoom);
  flying_ = false;
}

void Camera::pan(ImVec2 pixels) {
  jump({center_.x - pixels.x / zoom_, center_.y - pixels.y / zoom_}, zoom_);
  moved_by_hand_ = true;
}

void Camera::zoom_at(ImVec2 point_on_screen, double factor) {
  const Point fixed = world_from_screen(point_on_screen);
  const double zoom = std::clamp(zoom_ * factor, min_zoom, max_zoom);
  jump({fixed.x - (point_on_screen.x - stage_.x / 2) / zoom, fixed.y - (point_on_screen.y - stage_.y / 2) / zoom},
       zoom);
  moved_by_hand_ = true;
}

void Camera::fly_to(Point center, double zoom) {
  zoom = std::clamp(zoom, min_zoom, max_zoom);
  if (reduced_motion_) {
    jump(center, zoom);
    return;
  }
  from_center_ = center_;
  from_zoom_ = zoom_;
  to_center_ = center;
  to_zoom_ = zoom;
  progress_ = 0;
  flying_ = true;
}

Camera::View Camera::fitting(const Rect& world, double largest_zoom) const {
  // Labels do not shrink with the picture: beside the outermost nodes they need room on the screen.
  const double free_width = free_max_.x - free_min_.x;
  const double width = std::max(60.0, free_width - (free_width > 700 ? 110 : 50));
  const double height = std::max(60.0, static_cast<double>(free_max_.y - free_min_.y)) * 0.92;
  double zoom =
      world.empty() ? 1 : std::min(width / std::max(world.width(), 1.0), height / std::max(world.height(), 1.0));
  zoom = std::clamp(zoom, min_zoom, largest_zoom);
  const Point middle = world.empty() ? Point{} : world.center();
  const ImVec2 aim = free_center();
  return {{middle.x - (aim.x - stage_.x / 2) / zoom, middle.y - (aim.y - stage_.y / 2) / zoom}, zoom};
}

Rect Camera::free_world() const {
  const double zoom = target_zoom();
  const auto at = [&](ImVec2 corner) {
    return Point{target().x + (corner.x - stage_.x / 2) / zoom, target().y + (corner.y - stage_.y / 2) / zoom};
  };
  return {at(free_min_), at(free_max_)};
}

void Camera::fit(const Rect& world, bool fly, double largest_zoom) {
  const View view = fitting(world, largest_zoom);
  moved_by_hand_ = false;
  if (fly)
    fly_to(view.center, view.zoom);
  else
    jump(view.center, view.zoom);
}

void Camera::lead_to(const Rect& world) {
  if (world.empty()) return;
  const double width = std::max(60.f, free_max_.x - free_min_.x), height = std::max(60.f, free_max_.y - free_min_.y);
  const double zoom = std::clamp(std::min(width / std::max(world.width(), 1.0), height / std::max(world.height(), 1.0)),
                                 min_zoom, max_zoom);
  const ImVec2 aim = free_center();
  const Point middle = world.center();
  fly_to({middle.x - (aim.x - stage_.x / 2) / zoom, middle.y - (aim.y - stage_.y / 2) / zoom}, zoom);
  moved_by_hand_ = true;
}

bool Camera::follow(const Rect& world) {
  constexpr double much_more = 1.35;
  if (moved_by_hand_ || world.empty()) return false;
  const View view = fitting(world, 1.6);
  const Rect free = free_world();
  const bool in_sight = free.contains(world.min) && free.contains(world.max);
  if (in_sight && view.zoom < target_zoom() * much_more) return false;
  fly_to(view.center, view.zoom);
  return true;
}

void Camera::reveal(const Rect& world) {
  if (world.empty()) return;
  const double width = std::max(60.f, free_max_.x - free_min_.x), height = std::max(60.f, free_max_.y - free_min_.y);
  const double zoom =
      std::max(min_zoom,
               std::min({target_zoom(), width / std::max(world.width(), 1.0), height / std::max(world.height(), 1.0)}));
  const ImVec2 aim = free_center();
  const double half_x = width / 2 / zoom, half_y = height / 2 / zoom;
  // The world's point in the middle of the free part, moved no more than it has to.
  const Point middle{target().x + (aim.x - stage_.x / 2) / zoom, target().y + (aim.y - stage_.y / 2) / zoom};
  const auto near = [](double at, double low, double high) {
    return low > high ? (low + high) / 2 : std::clamp(at, low, high);
  };
  const Point wanted{near(middle.x, world.max.x - half_x, world.min.x + half_x),
                     near(middle.y, world.max.y - half_y, world.min.y + half_y)};
  if (zoom == target_zoom() && wanted == middle) return;
  fly_to({wanted.x - (aim.x - stage_.x / 2) / zoom, wanted.y - (aim.y - stage_.y / 2) / zoom}, zoom);
}

void Camera::show(Point point, double at_least_zoom) {
  const double zoom = std::max(target_zoom(), at_least_zoom);
  const ImVec2 aim = free_center();
  fly_to({point.x - (aim.x - stage_.x / 2) / zoom, point.y - (aim.y - stage_.y / 2) / zoom}, zoom);
  moved_by_hand_ = true;
}

void Camera::reveal(Point point, float margin) {
  const double zoom = target_zoom();
  const auto past = [&](double at, double from, double to) {
    if (to - from < 2 * margin) return at - (from + to) / 2;
    return at < from + margin ? at - from - margin : at > to - margin ? at - to + margin : 0.0;
  };
  const double x = past((point.x - target().x) * zoom + stage_.x / 2, free_min_.x, free_max_.x);
  const double y = past((point.y - target().y) * zoom + stage_.y / 2, free_min_.y, free_max_.y);
  if (x != 0 || y != 0) fly_to({target().x + x / zoom, target().y + y / zoom}, zoom);
}

bool Camera::advance(double seconds) {
  if (!flying_) return false;
  progress_ = std::min(1.0, progress_ + seconds / 0.22);
  const double left = 1 - progress_, eased = 1 - left * left * left;
  // Zoom moves by equal factors, and the centre with it, so that the target does not swing through the picture.
  const double growth = analysis::stable_log(to_zoom_ / from_zoom_);
  zoom_ = growth > 0 ? to_zoom_ * analysis::stable_exp(-growth * left * left * left)
                     : from_zoom_ * analysis::stable_exp(growth * eased);
  center_ = {from_center_.x + (to_center_.x - from_center_.x) * eased,
             from_center_.y + (to_center_.y - from_center_.y) * eased};
  if (progress_ >= 1) jump(to_center_, to_zoom_);
  return true;
}

}  // namespace impactweb::canvas
