#include "scene/node_measures.hpp"

#include "bridge/bridge.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {

float known_value(analysis::SlowMeasure measure, const Node& node) {
  const analysis::NodeValues& values =
      bridge::measure_engine().known(app::network(), app::session().content_revision(), measure);
  return static_cast<float>(values.of(node.id).value_or(-1));
}

void work_on_measures() {
  // What a frame at 60 Hz leaves beside its drawing.
  constexpr double milliseconds = 6;
  analysis::MeasureEngine& engine = bridge::measure_engine();
  if (!engine.working()) return;
  if (engine.step(milliseconds)) ++app::state().view_revision;
  app::want_frames(1);
}

}  // namespace impactweb::canvas
