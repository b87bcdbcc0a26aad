#include "state/state.hpp"

#include <algorithm>

#include "bridge/bridge.hpp"
#include "platform/gui.hpp"

namespace impactweb::app {

State& state() {
  static State instance;
  return instance;
}

Session& session() { return bridge::session(); }

bool is_phone() {
  // Large text needs as much room as a small screen has too little of.
  const ImVec2 stage = platform::stage_size();
  const float scale = std::max(1.f, state().text_scale);
  return stage.x < 700 * scale || stage.y < 440 * scale;
}

void touch_view(bool rebuild_scene) {
  if (rebuild_scene) ++state().view_revision;
  bridge::post({{"type", "view"}});
  want_frames();
}

}  // namespace impactweb::app
