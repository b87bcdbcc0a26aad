// Any bytes as the JSON of Gephi Lite, graphology or Polinode, or as lists of nodes and links: never a crash, always a
// sound network that survives writing in any of the first three.
#include <cstdint>
#include <vector>

#include "core/io/graphs/graph_json.hpp"
#include "core/io/graphs/node_link.hpp"
#include "tests/fuzz/checks.hpp"

using namespace impactweb;
using fuzz::require;

namespace {

struct Kind {
  int (*likeness)(const InputFile& file);
  Result<Opened> (*open)(std::span<const InputFile> files);
  std::vector<OutputFile> (*save)(const Network& network);
};

constexpr Kind kinds[] = {{gephi_lite_likeness, open_gephi_lite, save_gephi_lite},
                          {graphology_likeness, open_graphology, save_graphology},
                          {polinode_likeness, open_polinode, save_polinode},
                          {node_link_likeness, open_node_link, nullptr}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<InputFile> files = fuzz::file_of("graph.json", data, size);
  for (const Kind& kind : kinds) {
    require(kind.likeness(files[0]) >= 0);
    const Result<Opened> read = kind.open(files);
    const Opened* opened = std::get_if<Opened>(&read);
    if (opened == nullptr) continue;
    fuzz::require_sound(opened->network);
    for (const Kind& other : kinds)
      if (other.save != nullptr) fuzz::require_comes_back(opened->network, other.open, other.save);
  }
  return 0;
}
