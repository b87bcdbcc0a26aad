// Which pattern of network building a network reads most like. A reading, not a grade.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/cohesion.hpp"
#include "core/analysis/connectivity.hpp"

namespace impactweb::analysis {

enum class NetworkStage : std::uint8_t { scattered, hub_and_spoke, multi_hub, core_periphery, flat, unclear };

/// `scattered`, `hubAndSpoke`, `multiHub`, `corePeriphery`, `flat`, `unclear`.
std::string_view name_of(NetworkStage stage);

/// A fact that the reading rests on; `code` names a sentence in the string tables (`reason.<code>`), with its
/// parameters.
struct StageReason {
  std::string code;
  std::vector<std::string> params;
};

/// What the main component looks like; the reading is made of it.
struct MainGroup {
  std::vector<std::uint32_t> nodes;
  double pairs = 0;                 ///< with an edge
  std::uint32_t most_edges = 0;     ///< of one node
  double centralisation = 0;        ///< Freeman's, of these alone
  std::uint32_t cut_off = 0;        ///< by the leaving of one node, the most
  std::uint32_t hub = 0;            ///< whose leaving that is
  std::vector<std::uint32_t> hubs;  ///< nodes with far more edges than others, those with most first
  double hub_share = 0;             ///< of the edges, those of a hub
  std::vector<std::uint32_t> core;  ///< those of highest degree, such that fewest pairs speak against a core
  double core_density = 0;
  /// Correlation of edges with being in the core, over the pairs within the core and those within the rest: 1 when all
  /// of the core are tied and none of the rest. What is between core and rest speaks for neither.
  double core_fit = 0;
  double core_pairs = 0;        ///< that fit is over
  bool core_of_spokes = false;  ///< those of the core have more followers of their own than edges with each other
};

/// Everything is counted in the main component. A hub has at least three edges, and 2√d more than the mean d (two
/// standard deviations where edges fall at random) or four times what half of all have. The core is that of S. Lip, "A
/// fast algorithm for the discrete core/periphery bipartitioning problem" (2011): of nodes in order of degree the first
/// k, as long as the degree is at least k − 1, nodes with as many edges all or none.
MainGroup main_group(const Adjacency& graph, const Components& components, const Cuts& cuts);

struct StageReading {
  NetworkStage stage = NetworkStage::scattered;
  std::vector<StageReason> reasons;  ///< in the order in which they were looked at
  MainGroup main;
};

/// The four stages of V. Krebs & J. Holley, "Building smart communities through network weaving" (2006), and two
/// answers beside them. They give no thresholds; these are our own heuristic, in this order:
///   scattered        the main component holds half of the nodes or less; all else is counted within it
///   flat             everybody is tied to everybody
///   unclear          it holds fewer than five nodes
///   hub and spoke    somebody is cut off when one node leaves; centralisation ≥ 0.5, or it is half of the others and
///   the
///                    node is the only hub; and no second hub has half as many edges as the first
///   core/periphery   a core of four or more with density ≥ 0.5 and no more followers of single members than edges
///   within
///                    (from both ends); at least three others, and half as many as the core; and a fit of 0.5 + 6 / the
///                    pairs that it is over, at most 0.9, as chance finds good cores among few
///   multi-hub        two hubs or more, no more than a quarter of the nodes, with a third of the edges
///   unclear          centralisation ≥ 0.5, or a single hub with a quarter of the edges
///   flat             all else: nobody has far more edges than others
/// Nothing for fewer than three nodes. `label_of` gives the label of a node.
std::optional<StageReading> read_stage(const Adjacency& graph, const Components& components, const Cuts& cuts,
                                       const std::function<std::string(std::uint32_t)>& label_of);

}  // namespace impactweb::analysis
