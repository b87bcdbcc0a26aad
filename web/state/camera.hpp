// The camera: which part of the world is on the stage. Screen space is CSS pixels from the stage's top left corner.
#pragma once

#include <imgui.h>

#include "core/model/geometry.hpp"

namespace impactweb::canvas {

class Camera {
 public:
  static constexpr double min_zoom = 0.02, max_zoom = 6;

  /// Size of the stage in CSS pixels, and the part of it that no panel covers: pictures are centred there.
  void set_stage(ImVec2 size, ImVec2 free_min, ImVec2 free_max);

  [[nodiscard]] Point center() const { return center_; }
  [[nodiscard]] double zoom() const { return zoom_; }
  [[nodiscard]] ImVec2 stage() const { return stage_; }
  [[nodiscard]] ImVec2 screen_from_world(Point point_in_world) const;
  [[nodiscard]] Point world_from_screen(ImVec2 point_on_screen) const;
  [[nodiscard]] Rect visible_world() const;

  /// At once; stops a flight.
  void jump(Point center, double zoom);
  void pan(ImVec2 pixels);
  /// Zooms so that what is under `point_on_screen` stays there.
  void zoom_at(ImVec2 point_on_screen, double factor);

  /// A smooth move of 220 ms, or at once when motion is reduced.
  void fly_to(Point center, double zoom);
  void fit(const Rect& world, bool fly, double max_zoom = 1.6);
  /// Flies to a fit when something of `world` is under panels or off the stage, or when there is room for much more of
  /// it; stays otherwise, and so does a picture that a hand has moved. True when it flies.
  bool follow(const Rect& world);
  /// The smallest flight after which `world` is in the free part; farther out where it does not fit.
  void reveal(const Rect& world);
  /// A hand has moved the picture since it was fitted.
  [[nodiscard]] bool moved_by_hand() const { return moved_by_hand_; }
  void set_moved_by_hand(bool moved) { moved_by_hand_ = moved; }
  /// The same part of the world in the free part as somebody else has there. What comes into the network does not move
  /// it.
  void lead_to(const Rect& world);
  /// The part of the world that is in the free part, once a flight has ended.
  [[nodiscard]] Rect free_world() const;
  /// The part of the stage that no panel covers.
  [[nodiscard]] ImVec2 free_min() const { return free_min_; }
  [[nodiscard]] ImVec2 free_max() const { return free_max_; }
  /// The same zoom or a closer one, so that the point comes to the middle of the free part.
  void show(Point point_in_world, double at_least_zoom = 0.8);
  /// The smallest move after which the point is in the free part, `margin` CSS pixels from its edges; none when it is.
  void reveal(Point point_in_world, float margin);
  /// True while a flight goes on; call once a frame.
  bool advance(double seconds);
  [[nodiscard]] bool flying() const { return flying_; }
  /// The centre that a flight ends at.
  [[nodiscard]] Point target() const { return flying_ ? to_center_ : center_; }
  [[nodiscard]] double target_zoom() const { return flying_ ? to_zoom_ : zoom_; }
  void set_reduced_motion(bool reduced) { reduced_motion_ = reduced; }

 private:
  struct View {
    Point center;
    double zoom;
  };
  [[nodiscard]] View fitting(const Rect& world, double largest_zoom) const;
  [[nodiscard]] ImVec2 free_center() const {
    return {(free_min_.x + free_max_.x) / 2, (free_min_.y + free_max_.y) / 2};
  }

  ImVec2 stage_{640, 480}, free_min_{0, 0}, free_max_{640, 480};
  Point center_;  // in the world, of the stage's middle
  double zoom_ = 1;
  Point from_center_, to_center_;
  double from_zoom_ = 1, to_zoom_ = 1, progress_ = 1;
  bool flying_ = false, reduced_motion_ = false, moved_by_hand_ = false;
};

}  // namespace impactweb::canvas
