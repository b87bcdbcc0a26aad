// Any bytes as GEXF: never a crash, always a sound network that survives writing.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/io/gexf.hpp"

using namespace impactweb;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<InputFile> files{{"network.gexf", std::string(reinterpret_cast<const char*>(data), size)}};
  require(gexf_likeness(files[0]) >= 0);
  const Result<Opened> detected = open_files(files);
  const Result<Opened> read = open_gexf(files);
  const Opened* opened = std::get_if<Opened>(&read);
  if (opened == nullptr) return 0;
  for (const auto& [id, node] : opened->network.nodes)
    require(std::holds_alternative<Node>(node_from_json(to_json(node))));
  for (const auto& [id, edge] : opened->network.edges)
    require(std::holds_alternative<Edge>(edge_from_json(to_json(edge))));
  std::vector<InputFile> written;
  for (const OutputFile& file : save_gexf(opened->network)) written.push_back({file.name, file.bytes});
  const Result<Opened> again = open_gexf(written);
  const Opened* reopened = std::get_if<Opened>(&again);
  require(reopened != nullptr && reopened->network.nodes.size() == opened->network.nodes.size() &&
          reopened->network.edges.size() == opened->network.edges.size());
  return 0;
}
