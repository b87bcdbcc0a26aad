// Any bytes as GraphML: never a crash, always a sound network that survives writing.
#include "core/io/graphs/graphml.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::require_format(fuzz::file_of("network.graphml", data, size), graphml_likeness, open_graphml, save_graphml);
  return 0;
}
