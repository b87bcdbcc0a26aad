// Measures that the picture shows by colour or size, computed between frames.
#pragma once

#include "core/analysis/engine.hpp"

namespace impactweb::canvas {

/// What is known of each node: of the present network, or of an earlier state while the present one is computed.
const analysis::NodeValues& known_values(analysis::SlowMeasure measure);

/// Works for a few milliseconds where something is being computed, and asks for the next frame. When it is ready, the
/// scene is built anew.
void work_on_measures();

}  // namespace impactweb::canvas
