// The program of the worker that reads and writes files and answers the lenses.
#include <emscripten.h>

#include "bridge/bridge.hpp"

// clang-format off
EM_JS(void, tell_progress, (double done, double total), { Module["progress"](done, total); });
// clang-format on

namespace {
[[maybe_unused]] const bool listening = [] {
  impactweb::bridge::progress_listener() = [](std::size_t done, std::size_t total) {
    tell_progress(static_cast<double>(done), static_cast<double>(total));
  };
  return true;
}();
}  // namespace
