// Any bytes as GML, Pajek, UCINET DL, DOT, TGF or GDF: never a crash, always a sound network that survives writing in
// those that are written.
#include <cstdint>
#include <vector>

#include "core/io/graphs/dot.hpp"
#include "core/io/graphs/gdf.hpp"
#include "core/io/graphs/gml.hpp"
#include "core/io/graphs/pajek.hpp"
#include "core/io/graphs/tgf.hpp"
#include "core/io/graphs/ucinet_dl.hpp"
#include "core/io/opening/foreign_text.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

namespace {

struct Kind {
  int (*likeness)(const InputFile& file);
  Result<Opened> (*open)(std::span<const InputFile> files);
};

constexpr Kind kinds[] = {{gml_likeness, open_gml}, {pajek_likeness, open_pajek}, {ucinet_dl_likeness, open_ucinet_dl},
                          {dot_likeness, open_dot}, {tgf_likeness, open_tgf},     {gdf_likeness, open_gdf}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<InputFile> files = fuzz::file_of("network.txt", data, size);
  foreign_text(files[0]);
  for (const Kind& kind : kinds) {
    require(kind.likeness(files[0]) >= 0);
    const Result<Opened> read = kind.open(files);
    const Opened* opened = std::get_if<Opened>(&read);
    if (opened == nullptr) continue;
    fuzz::require_sound(opened->network);
    fuzz::require_comes_back(opened->network, open_gml, save_gml);
    fuzz::require_comes_back(opened->network, open_pajek, save_pajek);
  }
  return 0;
}
