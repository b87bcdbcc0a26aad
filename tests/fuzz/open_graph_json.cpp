// Any bytes as the JSON of Gephi Lite, graphology or Polinode: never a crash, always a sound network that survives
// writing in any of the three.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/io/graph_json.hpp"

using namespace impactweb;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

struct Kind {
  int (*likeness)(const InputFile& file);
  Result<Opened> (*open)(std::span<const InputFile> files);
  std::vector<OutputFile> (*save)(const Network& network);
};

constexpr Kind kinds[] = {{gephi_lite_likeness, open_gephi_lite, save_gephi_lite},
                          {graphology_likeness, open_graphology, save_graphology},
                          {polinode_likeness, open_polinode, save_polinode}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<InputFile> files{{"graph.json", std::string(reinterpret_cast<const char*>(data), size)}};
  for (const Kind& kind : kinds) {
    require(kind.likeness(files[0]) >= 0);
    const Result<Opened> read = kind.open(files);
    const Opened* opened = std::get_if<Opened>(&read);
    if (opened == nullptr) continue;
    for (const auto& [id, node] : opened->network.nodes)
      require(std::holds_alternative<Node>(node_from_json(to_json(node))));
    for (const auto& [id, edge] : opened->network.edges)
      require(std::holds_alternative<Edge>(edge_from_json(to_json(edge))));
    for (const Kind& other : kinds) {
      std::vector<InputFile> written;
      for (const OutputFile& file : other.save(opened->network)) written.push_back({file.name, file.bytes});
      const Result<Opened> again = other.open(written);
      const Opened* reopened = std::get_if<Opened>(&again);
      require(reopened != nullptr && reopened->network.nodes.size() == opened->network.nodes.size() &&
              reopened->network.edges.size() == opened->network.edges.size());
    }
  }
  return 0;
}
