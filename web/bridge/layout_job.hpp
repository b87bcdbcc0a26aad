// A layout of the open network that is computed a slice at a time, so that people go on working meanwhile.
#pragma once

#include <chrono>
#include <optional>

#include "bridge/bridge.hpp"
#include "core/layout/network_layout.hpp"

namespace impactweb::bridge {

class LayoutJob {
 public:
  /// `arguments`: `algorithm` (stress when it is left out), `seed`, `room` (world units from the middle of every node
  /// to each of its sides, in the place of `box_of`; with it the picture does not depend on how wide text is drawn),
  /// and parameters of the algorithm by name; `gesture`, when the new places are part of the step of that name. Issues
  /// as `layout::start` has them, and `wrongType`.
  static Result<LayoutJob> begin(const Json& arguments, const layout::BoxOf& box_of);

  /// Works for about so many milliseconds; true when complete, and the nodes are where the layout has them. Until its
  /// last part the work changes nothing. The new places are one undo step, and come to many nodes a few at a time. What
  /// was removed, moved or pinned by somebody since the beginning is left alone.
  bool go_on(double milliseconds);
  /// True from when new places are known; `go_on` gives them at the next call.
  [[nodiscard]] bool placing() const { return run_ && run_->done(); }
  /// True when another network is open than at the beginning: there is nothing left to do.
  [[nodiscard]] bool lost() const { return epoch_ != session().epoch(); }
  /// Share of the work that is done, 0 to 1; a guess.
  [[nodiscard]] double progress() const;
  /// `{milliseconds, iterations}`: how long ago it began, and passes over all nodes or pairs.
  [[nodiscard]] Json answer() const;

 private:
  LayoutJob(std::string algorithm, layout::Options options, std::string gesture, const layout::BoxOf& box_of);

  bool place_some();

  std::string algorithm_;
  layout::Options options_;
  std::string gesture_;
  layout::NetworkGraphBuilder builder_;
  bool built_ = false;
  std::uint64_t epoch_;
  layout::NetworkGraph network_;
  std::optional<layout::Run> run_;
  std::size_t placed_ = 0;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace impactweb::bridge
