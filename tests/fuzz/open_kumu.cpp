// Any bytes as a file of Kumu: never a crash, always a sound network that survives writing.
#include "core/io/graphs/kumu_json.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::require_format(fuzz::file_of("kumu.json", data, size), kumu_likeness, open_kumu, save_kumu);
  return 0;
}
