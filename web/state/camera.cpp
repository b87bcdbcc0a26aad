#include "state/camera.hpp"

#include <algorithm>
#include <cmath>

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

void Camera::pan(ImVec2 pixels) { jump({center_.x - pixels.x / zoom_, center_.y - pixels.y / zoom_}, zoom_); }

void Camera::zoom_at(ImVec2 point_on_screen, double factor) {
  const Point fixed = world_from_screen(point_on_screen);
  const double zoom = std::clamp(zoom_ * factor, min_zoom, max_zoom);
  jump({fixed.x - (point_on_screen.x - stage_.x / 2) / zoom, fixed.y - (point_on_screen.y - stage_.y / 2) / zoom},
       zoom);
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

void Camera::fit(const Rect& world, bool fly, double largest_zoom) {
  // Labels do not shrink with the picture: beside the outermost nodes they need room on the screen.
  const double free_width = free_max_.x - free_min_.x;
  const double width = std::max(60.0, free_width - (free_width > 700 ? 110 : 50));
  const double height = std::max(60.0, static_cast<double>(free_max_.y - free_min_.y)) * 0.92;
  double zoom =
      world.empty() ? 1 : std::min(width / std::max(world.width(), 1.0), height / std::max(world.height(), 1.0));
  zoom = std::clamp(zoom, min_zoom, largest_zoom);
  const Point middle = world.empty() ? Point{} : world.center();
  const ImVec2 aim = free_center();
  const Point center{middle.x - (aim.x - stage_.x / 2) / zoom, middle.y - (aim.y - stage_.y / 2) / zoom};
  if (fly)
    fly_to(center, zoom);
  else
    jump(center, zoom);
}

void Camera::show(Point point, double at_least_zoom) {
  const double zoom = std::max(target_zoom(), at_least_zoom);
  const ImVec2 aim = free_center();
  fly_to({point.x - (aim.x - stage_.x / 2) / zoom, point.y - (aim.y - stage_.y / 2) / zoom}, zoom);
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
  zoom_ = from_zoom_ * std::pow(to_zoom_ / from_zoom_, eased);
  center_ = {from_center_.x + (to_center_.x - from_center_.x) * eased,
             from_center_.y + (to_center_.y - from_center_.y) * eased};
  if (progress_ >= 1) jump(to_center_, to_zoom_);
  return true;
}

}  // namespace impactweb::canvas
