// What fuzzers ask of whatever came of their input.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

#include "core/io/opening/formats.hpp"

namespace impactweb::fuzz {

inline void require(bool condition) {
  if (!condition) std::abort();
}

/// All of the input as one file.
inline std::vector<InputFile> file_of(const char* name, const std::uint8_t* data, std::size_t size) {
  return {{name, std::string(reinterpret_cast<const char*>(data), size)}};
}

/// Nodes and edges are such as operations accept.
inline void require_sound(const Network& network) {
  for (const auto& [id, node] : network.nodes) require(std::holds_alternative<Node>(node_from_json(to_json(node))));
  for (const auto& [id, edge] : network.edges) require(std::holds_alternative<Edge>(edge_from_json(to_json(edge))));
}

/// What is written is read again, and is as large as before.
template <class Open, class Save>
void require_comes_back(const Network& network, Open open, Save save) {
  std::vector<InputFile> written;
  for (const OutputFile& file : save(network)) written.push_back({file.name, file.bytes});
  const Result<Opened> again = open(written);
  const Opened* reopened = std::get_if<Opened>(&again);
  require(reopened != nullptr);
  require(reopened->network.nodes.size() == network.nodes.size());
  require(reopened->network.edges.size() == network.edges.size());
}

/// Opens a file in a format, which must end in a refusal or in a sound network that survives writing.
template <class Likeness, class Open, class Save>
void require_format(const std::vector<InputFile>& files, Likeness likeness, Open open, Save save) {
  require(likeness(files[0]) >= 0);
  const Result<Opened> detected = open_files(files);
  const Result<Opened> read = open(files);
  const Opened* opened = std::get_if<Opened>(&read);
  if (opened == nullptr) return;
  require_sound(opened->network);
  require_comes_back(opened->network, open, save);
}

}  // namespace impactweb::fuzz
