// Any bytes as GEXF: never a crash, always a sound network that survives writing.
#include "core/io/graphs/gexf.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::require_format(fuzz::file_of("network.gexf", data, size), gexf_likeness, open_gexf, save_gexf);
  return 0;
}
