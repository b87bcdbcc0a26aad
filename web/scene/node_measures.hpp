// Measures that the picture shows by colour or size, computed between frames.
#pragma once

#include "core/analysis/engine.hpp"

namespace impactweb::canvas {

/// What is known of a node, −1 for nothing: of the present network, or of an earlier state while the present one is
/// computed.
float known_value(analysis::SlowMeasure measure, const Node& node);

/// Works for a few milliseconds where something is being computed, and asks for the next frame. When it is ready, the
/// scene is built anew.
void work_on_measures();

}  // namespace impactweb::canvas
