// The program of the worker that reads and writes files and answers the lenses.
#include "bridge/bridge.hpp"

namespace {
[[maybe_unused]] const bool registered =
    (impactweb::bridge::add_reader_commands(), impactweb::bridge::add_lens_commands(), true);
}
