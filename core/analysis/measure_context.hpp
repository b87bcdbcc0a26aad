// What several measures look at, computed when it is first asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/analysis/cohesion.hpp"
#include "core/analysis/connectivity.hpp"
#include "core/analysis/diversity.hpp"
#include "core/analysis/measure.hpp"
#include "core/analysis/structure.hpp"

namespace impactweb::analysis {

class MeasureContext {
 public:
  MeasureContext(const Network& network_in, const MeasureOptions& options_in)
      : network(network_in), options(options_in), graph(network_in, options_in.graph) {}

  const Network& network;
  MeasureOptions options;
  const Graph graph;
  std::shared_ptr<Structure> structure;

  const Groups& sectors() {
    if (!sectors_) sectors_ = sectors_of(graph);
    return *sectors_;
  }
  const Components& components() {
    if (!components_) components_ = analysis::components(graph.undirected());
    return *components_;
  }
  const Cuts& cuts() {
    if (!cuts_) cuts_ = find_cuts(graph.undirected(), components());
    return *cuts_;
  }
  const std::vector<std::uint32_t>& coreness() {
    if (!coreness_) coreness_ = analysis::coreness(graph.undirected());
    return *coreness_;
  }
  const std::optional<CorePeriphery>& core_periphery() {
    if (!core_periphery_) core_periphery_ = analysis::core_periphery(graph.undirected(), coreness());
    return *core_periphery_;
  }

 private:
  std::optional<Groups> sectors_;
  std::optional<Components> components_;
  std::optional<Cuts> cuts_;
  std::optional<std::vector<std::uint32_t>> coreness_;
  std::optional<std::optional<CorePeriphery>> core_periphery_;
};

}  // namespace impactweb::analysis
