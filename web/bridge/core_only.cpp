// The core without a canvas, for Node.js: tests of the replicated document, and later workers.
#include "bridge/bridge.hpp"

namespace {
[[maybe_unused]] const bool registered = (impactweb::bridge::add_core_commands(), true);
}
