#include "scene/node_measures.hpp"

#include "bridge/bridge.hpp"
#include "state/state.hpp"

namespace impactweb::canvas {

const analysis::NodeValues& known_values(analysis::SlowMeasure measure) {
  return bridge::measure_engine().known(app::network(), app::session().content_revision(), measure);
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
