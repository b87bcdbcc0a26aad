// Which stage of network building a network reads most like. A reading, not a grade.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/cohesion.hpp"
#include "core/analysis/connectivity.hpp"

namespace impactweb::analysis {

enum class NetworkStage : std::uint8_t { scattered, hub_and_spoke, multi_hub, core_periphery };

/// `scattered`, `hubAndSpoke`, `multiHub`, `corePeriphery`.
std::string_view name_of(NetworkStage stage);

/// A fact that the reading rests on; `code` names a sentence in the string tables (`reason.<code>`), with its
/// parameters.
struct StageReason {
  std::string code;
  std::vector<std::string> params;
};

struct StageReading {
  NetworkStage stage = NetworkStage::scattered;
  std::vector<StageReason> reasons;  ///< in the order in which they were looked at
};

/// The four stages of V. Krebs & J. Holley, "Building smart communities through network weaving" (2006). They give no
/// thresholds; these are our own heuristic, in this order: the main component has less than half of the nodes →
/// scattered; else the leaving of one node cuts off at least half of the others, or centralisation ≥ 0.5 → hub and
/// spoke; else density within the core ≥ 0.5 and core–periphery fit ≥ 0.5 → core/periphery; else multi-hub. Nothing for
/// fewer than three nodes. `hub_label` is the label of the node that cuts off most (the first of equals).
std::optional<StageReading> read_stage(const Components& components, const Cuts& cuts,
                                       const std::optional<double>& centralisation,
                                       const std::optional<CorePeriphery>& core_periphery, std::string_view hub_label);

/// The node whose leaving cuts off most; the first of equals. There must be one.
std::uint32_t most_important_hub(const Cuts& cuts);

}  // namespace impactweb::analysis
