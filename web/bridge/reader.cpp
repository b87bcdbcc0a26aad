// The program of the worker that reads and writes files.
#include "bridge/bridge.hpp"

namespace {
[[maybe_unused]] const bool registered = (impactweb::bridge::add_reader_commands(), true);
}
