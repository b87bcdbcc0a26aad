// The core without a canvas, for tests of the page under Node.js.
#include "bridge/bridge.hpp"

namespace {
[[maybe_unused]] const bool registered =
    (impactweb::bridge::add_core_commands(), impactweb::bridge::add_reader_commands(), true);
}
